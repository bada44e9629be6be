"""The log of acts: events appended, each with the audit entry it points at and the act it makes."""

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import ColumnElement, Connection, bindparam, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from archive.act import Act
from archive.catalogue_held import recount
from archive.catalogue_search_orders import close_search_orders
from archive.catalogue_volumes import register_key
from archive.catalogue_waiting import keep_waiting
from archive.codec import Json, number_to_json
from archive.errors import ActUnknown
from archive.event_codec import act_text, event_of, event_text
from archive.history import Event, History, Missed, Read, Verified, fold
from archive.matching import Step
from archive.register import RegisterReference, VolumeReference
from archive.review_events import FirstRead, SecondRead
from archive.store import Writing
from archive.tables import act_events, act_volumes, acts, audit


def append(tx: Writing, volume: VolumeReference | None, steps: Sequence[Step]) -> None:
    """Append one event per step: its audit entry, the act it leads to, then the event itself.

    What waits for people follows in the same transaction.

    Acts give up their numbers before any takes a new one, for two acts may trade theirs.

    Args:
        volume: the original the acts were read in, None when nobody read them.
    """
    events: list[Json] = []
    changed: list[Json] = []
    new: list[Json] = []
    waits: dict[str, tuple[History, Act, str]] = {}
    for step in steps:
        history = step.known.after(step.what)
        content = event_text(step.what)
        event = Event(history.act_id, history.version, step.what, tx.actor, tx.at)
        seq = tx.log(f"act.{event.kind}", history.act_id, content, version=history.version)
        row = {"seq": seq, "act_id": history.act_id, "version": history.version}
        events.append({**row, "kind": event.kind, "content": content})
        act = history.act()
        act_row = _act_row(act)
        (new if step.known.version == 0 else changed).append(act_row)
        waits[act.act_id] = history, act, act_row["sort_key"]
    tx.flush()
    same = acts.c.act_id == bindparam("b_act_id")
    bound = [{**row, "b_act_id": row["act_id"]} for row in changed]
    tx.execute_many(
        update(acts).where(same).values(number=None), [{"b_act_id": r["act_id"]} for r in changed]
    )
    tx.execute_many(insert(acts), new)
    tx.execute_many(update(acts).where(same), bound)
    tx.execute_many(insert(act_events), events)
    keep_waiting(tx, list(waits.values()))
    recount(tx, {history.register for history, _, _ in waits.values()})
    close_search_orders(tx, [act for _, act, _ in waits.values()])
    if volume is not None:
        read = [{"act_id": event["act_id"], "volume": str(volume)} for event in events]
        dialect = sqlite if tx.connection.dialect.name == "sqlite" else postgresql
        tx.execute_many(dialect.insert(act_volumes).on_conflict_do_nothing(), read)


def histories(connection: Connection, register: RegisterReference) -> list[History]:
    """The history of every act of a register."""
    found = events_where(connection, acts.c.register == str(register))
    return [fold(act_id, register, events) for act_id, events in found.items()]


def history_of(connection: Connection, act_id: str) -> History:
    """One act's history; ActUnknown when there is no such act."""
    register = connection.execute(
        select(acts.c.register).where(acts.c.act_id == act_id)
    ).scalar_one_or_none()
    if register is None:
        raise ActUnknown(f"no act has the id {act_id!r}")
    events = events_where(connection, acts.c.act_id == act_id)[act_id]
    return fold(act_id, RegisterReference.parse(register), events)


def last_word(connection: Connection, act_id: str) -> Event | None:
    """An act's last event that no machine wrote, when it is a word on the whole act that stands."""
    events = events_where(connection, acts.c.act_id == act_id).get(act_id, [])
    by_people = [event for event in events if not isinstance(event.what, Read | Missed)]
    if not by_people or not isinstance(by_people[-1].what, Verified | FirstRead | SecondRead):
        return None
    return by_people[-1]


def events_where(connection: Connection, where: ColumnElement[bool]) -> dict[str, list[Event]]:
    """Events by act, each act's in order."""
    joined = act_events.join(acts, acts.c.act_id == act_events.c.act_id).join(
        audit, audit.c.seq == act_events.c.seq
    )
    columns = (*act_events.c, audit.c.actor, audit.c.at)
    query = select(*columns).select_from(joined).where(where).order_by(act_events.c.seq)
    found: dict[str, list[Event]] = defaultdict(list)
    for row in connection.execute(query):
        what = event_of(row.kind, row.content)
        event = Event(row.act_id, row.version, what, row.actor, row.at, row.seq)
        found[event.act_id].append(event)
    return found


def _act_row(act: Act) -> Json:
    return {
        "act_id": act.act_id,
        "register": str(act.register),
        "number": number_to_json(act.number),
        "sort_key": sort_key_of(act),
        "state": act.state.value,
        "version": act.version,
        "content": act_text(act),
        "standing_act": act.standing_act,
    }


def sort_key_of(act: Act) -> str:
    """Where an act stands among all: by register and number, those without a number last."""
    number = "~" if act.number is None else f"{act.number.number:06}{act.number.suffix}"
    return f"{register_key(act.register)}/{number}/{act.reading.ordinal:06}/{act.act_id}"
