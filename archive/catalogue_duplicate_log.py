"""The log of pairs of acts: events appended with their audit entries, pairs derived from them."""

from collections.abc import Collection, Sequence

from sqlalchemy import Connection, Row, and_, insert, or_, select, update

from archive.duplicate import Cleared, Joined, Pair, PairEvent, PairState, PairWhat, ToldApart
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


def joinings(connection: Connection, act_ids: Collection[str]) -> list[Pair]:
    """The pairs joined that make acts one with others, at any remove, in the order decided."""
    found: dict[int, Pair] = {}
    group: set[str] = set()
    waiting = set(act_ids)
    last = and_(
        duplicate_events.c.pair == duplicates.c.pair,
        duplicate_events.c.version == duplicates.c.version,
    )
    # The last thing said of a pair that is joined is its joining.
    query = select(duplicates, duplicate_events.c.seq).join(duplicate_events, last)
    query = query.where(duplicates.c.state == PairState.SAME.value)
    while waiting:
        some = sorted(waiting)
        near = or_(duplicates.c.act_one.in_(some), duplicates.c.act_other.in_(some))
        found |= {row.seq: pair_of_row(row) for row in connection.execute(query.where(near))}
        group |= waiting
        waiting = {act for pair in found.values() for act in pair.acts} - group
    return [found[seq] for seq in sorted(found)]


def told_apart_between(
    connection: Connection, ones: Collection[str], others: Collection[str]
) -> Pair | None:
    """A pair that a person told apart, one act of it among ``ones``, the other among ``others``."""
    one, other = duplicates.c.act_one, duplicates.c.act_other
    between = or_(
        and_(one.in_(ones), other.in_(others)),
        and_(one.in_(others), other.in_(ones)),
    )
    query = select(duplicates).where(duplicates.c.state == PairState.OTHER.value, between)
    row = connection.execute(query.order_by(duplicates.c.asked).limit(1)).one_or_none()
    return None if row is None else pair_of_row(row)


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
