"""The rows of acts that wait, derived from their histories in the transaction that changed them.

Accepted acts that were not drawn have theirs in ``undrawn_acts``: when a form turns out worse than
thought, its next ones are moved over as they are.
"""

from collections.abc import Mapping, Sequence

from sqlalchemy import (
    ColumnElement,
    Connection,
    Table,
    bindparam,
    delete,
    func,
    insert,
    literal,
    select,
    update,
)

from archive.act import Act
from archive.codec import Json
from archive.history import History
from archive.review import (
    DRAWS,
    UNDRAWN,
    USUAL,
    Stage,
    doubt_of,
    draw,
    faded,
    place_of,
    sample_share,
    stage_of,
)
from archive.store import Writing
from archive.tables import hurried_acts, sample_outcomes, undrawn_acts, waiting_acts

_FEW = 100
"""Acts that are asked for by name; of more, all are that somebody waits for."""

_WINDOW = 20_000
"""Fields checked in a form's sample after which older ones weigh half."""


def keep_waiting(tx: Writing, changed: Sequence[tuple[History, Act, str]]) -> None:
    """Derive the rows of acts that changed.

    Args:
        changed: each act's history, the act it leads to, and its ``acts.sort_key``.
    """
    if not changed:
        return
    wanted = _wanted(tx, [act.act_id for _, act, _ in changed])
    shares = _shares(tx)
    waiting: list[Json] = []
    undrawn: list[Json] = []
    settled: list[Json] = []
    for history, act, key in changed:
        below = int(shares.get(act.reading.form, tx.policy.sample_accepted) * DRAWS)
        row = _row(history, act, key, wanted.get(act.act_id), below)
        if row["stage"]:
            waiting.append(row)
        elif history.verified or history.standing_act is not None:
            settled.append({"b_act_id": act.act_id})
        else:
            undrawn.append(row)
    ids = [{"b_act_id": act.act_id} for _, act, _ in changed]
    for table in (waiting_acts, undrawn_acts):
        tx.execute_many(delete(table).where(table.c.act_id == bindparam("b_act_id")), ids)
    tx.execute_many(insert(waiting_acts), waiting)
    tx.execute_many(insert(undrawn_acts), undrawn)
    tx.execute_many(
        delete(hurried_acts).where(hurried_acts.c.act_id == bindparam("b_act_id")), settled
    )


def note_sample(tx: Writing, form: str, checked: int, corrected: int) -> None:
    """Count what a look at an accepted act found, and draw the form's acts anew."""
    here = sample_outcomes.c.form == form
    row = tx.connection.execute(select(sample_outcomes).where(here)).one_or_none()
    known = (0, 0) if row is None else (row.checked, row.corrected)
    checked, corrected = faded(known[0] + checked, known[1] + corrected, _WINDOW)
    values = {"checked": checked, "corrected": corrected}
    if row is None:
        tx.connection.execute(insert(sample_outcomes).values(form=form, **values))
    else:
        tx.connection.execute(update(sample_outcomes).where(here).values(**values))
    _draw_anew(tx, form, sample_share(tx.policy.sample_accepted, checked, corrected))


def sample_outcomes_by_form(connection: Connection) -> dict[str, tuple[int, int]]:
    """By form, fields of accepted acts that people looked at, and corrected."""
    return {
        row.form: (row.checked, row.corrected)
        for row in connection.execute(select(sample_outcomes))
    }


def _wanted(tx: Writing, act_ids: Sequence[str]) -> Mapping[str, str]:
    """The earliest instant at which somebody wants each act that somebody waits for."""
    instant = func.min(hurried_acts.c.wanted_by).label("earliest")
    earliest = select(hurried_acts.c.act_id, instant)
    if len(act_ids) <= _FEW:
        earliest = earliest.where(hurried_acts.c.act_id.in_(act_ids))
    rows = tx.connection.execute(earliest.group_by(hurried_acts.c.act_id))
    return {row.act_id: row.earliest for row in rows}


def _shares(tx: Writing) -> Mapping[str, float]:
    usual = tx.policy.sample_accepted
    counts = sample_outcomes_by_form(tx.connection)
    return {form: sample_share(usual, *found) for form, found in counts.items()}


def _row(history: History, act: Act, key: str, wanted_by: str | None, below: int) -> Json:
    drawn = draw(act.act_id, "sample")
    stage = stage_of(history, act, drawn < below, wanted_by is not None)
    doubt = doubt_of(act)
    return {
        "act_id": act.act_id,
        "stage": "" if stage is None else stage.value,
        "place": place_of(act.act_id, stage, doubt, wanted_by if stage else None, key),
        "doubt": doubt,
        "office": act.register.office_code,
        "kind": act.register.kind.value,
        "register": str(act.register),
        "form": act.reading.form,
        "draw": drawn,
        "first_reader": "" if history.first is None else history.first.reader,
        "second_reader": "" if history.second is None else history.second.reader,
    }


def _draw_anew(tx: Writing, form: str, share: float) -> None:
    below = int(share * DRAWS)
    sampled = waiting_acts.c.stage == Stage.SAMPLE.value
    out = (waiting_acts.c.form == form) & sampled & (waiting_acts.c.draw >= below)
    into = (undrawn_acts.c.form == form) & (undrawn_acts.c.draw < below)
    _move(tx, waiting_acts, undrawn_acts, out, "", UNDRAWN)
    _move(tx, undrawn_acts, waiting_acts, into, Stage.SAMPLE.value, USUAL)


def _move(
    tx: Writing, source: Table, target: Table, which: ColumnElement[bool], stage: str, first: str
) -> None:
    changed = {
        "stage": literal(stage),
        "place": literal(first).concat(func.substr(source.c.place, 2)),
    }
    columns = [changed.get(column.name, column) for column in source.c]
    names = [column.name for column in source.c]
    tx.connection.execute(insert(target).from_select(names, select(*columns).where(which)))
    tx.connection.execute(delete(source).where(which))
