"""The log of pairs of acts: events appended with their audit entries, pairs derived from them."""

from collections.abc import Sequence

from sqlalchemy import Connection, Row, insert, select, update

from archive.duplicate import Cleared, Joined, Pair, PairEvent, PairWhat, ToldApart
from archive.duplicate_codec import pair_event_of, pair_event_text, pair_of, pair_text
from archive.store import Writing
from archive.tables import acts, audit, duplicate_events, duplicates


def append_pair(tx: Writing, pair: Pair, what: PairWhat) -> Pair:
    """Append one event to a pair's log and keep the pair that follows from it."""
    after = pair.after(what)
    content = pair_event_text(what)
    kind = PairEvent(pair.name, after.version, what, tx.actor, tx.at).kind
    seq = tx.log(f"duplicate.{kind}", pair.name, content, version=after.version)
    tx.flush()
    row = {
        "state": after.state.value,
        "version": after.version,
        "content": pair_text(after),
    }
    if not isinstance(what, Joined | ToldApart | Cleared):
        row["asked"] = seq
    if pair.version == 0:
        one, other = pair.acts
        new = {"pair": pair.name, "act_one": one, "act_other": other, "asked": seq, **row}
        tx.connection.execute(insert(duplicates).values(**new))
    else:
        here = duplicates.c.pair == pair.name
        tx.connection.execute(update(duplicates).where(here).values(**row))
    event = {"seq": seq, "pair": pair.name, "version": after.version}
    tx.connection.execute(insert(duplicate_events).values(**event, kind=kind, content=content))
    return after


def pairs_named(connection: Connection, names: Sequence[str]) -> dict[str, Pair]:
    """Pairs by name, of those that somebody spoke of; at most a few hundred names at once."""
    query = select(duplicates).where(duplicates.c.pair.in_(names))
    return {row.pair: pair_of_row(row) for row in connection.execute(query)}


def pair_of_row(row: Row[tuple[object, ...]]) -> Pair:
    """The pair that a row of ``duplicates`` keeps."""
    data = row._mapping
    both = (data["act_one"], data["act_other"])
    return pair_of(both, data["state"], data["version"], data["content"])


def pair_events(connection: Connection, name: str) -> list[PairEvent]:
    """A pair's events, oldest first."""
    joined = duplicate_events.join(audit, audit.c.seq == duplicate_events.c.seq)
    query = select(*duplicate_events.c, audit.c.actor, audit.c.at).select_from(joined)
    rows = connection.execute(
        query.where(duplicate_events.c.pair == name).order_by(duplicate_events.c.seq)
    )
    return [
        PairEvent(row.pair, row.version, pair_event_of(row.kind, row.content), row.actor, row.at)
        for row in rows
    ]


def standing(connection: Connection, act_ids: Sequence[str]) -> dict[str, str]:
    """By act id, the act that stands for it: itself unless it is a second copy."""
    stands = {act_id: act_id for act_id in act_ids}
    waiting = set(act_ids)
    while waiting:
        query = select(acts.c.act_id, acts.c.standing_act).where(
            acts.c.act_id.in_(sorted(waiting)), acts.c.standing_act.is_not(None)
        )
        leads = {row.act_id: row.standing_act for row in connection.execute(query)}
        stands = {act_id: leads.get(at, at) for act_id, at in stands.items()}
        waiting = set(leads.values())
    return stands
