"""The catalogue's duplicates: pairs of acts suspected by the machine and decided by people."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, or_, select

from archive.catalogue_duplicate_facts import DuplicateFacts
from archive.catalogue_duplicate_log import (
    append_pair,
    pair_events,
    pair_of_row,
    pairs_named,
    standing,
)
from archive.catalogue_log import append, history_of
from archive.duplicate import (
    Facts,
    Joined,
    Pair,
    PairEvent,
    PairState,
    ToldApart,
    Undone,
)
from archive.errors import ActChanged, PairChanged, PairSettled, PairUnknown
from archive.history import Merged, Unmerged
from archive.matching import Step
from archive.store import Writing
from archive.tables import acts, duplicates

_AT_ONCE = 400


@dataclass(frozen=True, slots=True)
class Compared:
    """What comparing two acts gave: the rules that hold, none for different acts, and the facts."""

    pair: Pair
    rules: tuple[str, ...]
    facts: Mapping[str, Facts]


@dataclass(frozen=True, slots=True)
class Decision:
    """Who decides about a pair, why, and what they saw.

    Attributes:
        pair: name of the pair.
        reason: in the person's own words, not empty.
        version: of the pair as seen.
        acts: by act id, the version of the act as seen; acts left out are not checked.
    """

    pair: str
    reason: str
    actor: str
    version: int
    acts: Mapping[str, int]


class Duplicates(DuplicateFacts):
    """Pairs of acts, with everything that was said of each."""

    def keep_compared(self, compared: Sequence[Compared]) -> int:
        """Append what the machine has to say about pairs; returns how many events were added.

        Pairs of which nothing new is to be said are left alone, and so are acts already joined.
        """
        added = 0
        for start in range(0, len(compared), _AT_ONCE):
            some = compared[start : start + _AT_ONCE]
            with self._writing() as tx:
                known = pairs_named(tx.connection, [item.pair.name for item in some])
                ids = sorted({act for item in some for act in item.pair.acts})
                stands = standing(tx.connection, ids)
                for item in some:
                    one, other = item.pair.acts
                    pair = known.get(item.pair.name, item.pair)
                    what = pair.news(item.rules, item.facts)
                    if what is not None and stands[one] != stands[other]:
                        known[pair.name] = append_pair(tx, pair, what)
                        added += 1
        return added

    def join(self, decision: Decision, stands: str) -> Pair:
        """Make one of two acts a second copy of the other; both stay in the record whole.

        Where one of them is a second copy already, the act that stands for it is joined.

        Args:
            stands: id of the act that stands from here on, one of the pair.

        Raises:
            PairUnknown: the pair was never suspected, or ``stands`` is none of its acts.
            PairChanged, ActChanged: somebody decided or changed an act meanwhile.
            PairSettled: it was decided before, or other decisions joined the acts already.
        """
        with self._writing(decision.actor) as tx:
            pair = _to_decide(tx, decision, open_only=True)
            if stands not in pair.acts:
                raise PairUnknown(f"act {stands} is not of the pair {pair.name}")
            (second,) = set(pair.acts) - {stands}
            roots = standing(tx.connection, pair.acts)
            kept, gone = roots[stands], roots[second]
            told = Merged(kept, gone, decision.reason)
            append(tx, None, [Step(history_of(tx.connection, act), told) for act in (gone, kept)])
            return append_pair(tx, pair, Joined(kept, gone, decision.reason))

    def tell_apart(self, decision: Decision) -> Pair:
        """Note that two acts are different: they are not asked about again until a fact changes.

        Raises:
            PairUnknown, PairChanged, ActChanged, PairSettled: as ``join``.
        """
        with self._writing(decision.actor) as tx:
            pair = _to_decide(tx, decision, open_only=True)
            return append_pair(tx, pair, ToldApart(decision.reason))

    def undo(self, decision: Decision) -> Pair:
        """Take a decision back: joined acts stand each for itself again, the pair waits anew.

        Raises:
            PairUnknown, PairChanged, ActChanged: as ``join``.
            PairSettled: there is no decision to take back.
        """
        with self._writing(decision.actor) as tx:
            pair = _to_decide(tx, decision, open_only=False)
            if pair.joined is not None:
                kept, gone = pair.joined.standing, pair.joined.copy
                told = Unmerged(kept, gone, decision.reason)
                steps = [Step(history_of(tx.connection, act), told) for act in (gone, kept)]
                append(tx, None, steps)
            return append_pair(tx, pair, Undone(decision.reason))

    def pair(self, name: str) -> Pair | None:
        """One pair by its name, None when nobody spoke of it."""
        with self._reading() as connection:
            return pairs_named(connection, [name]).get(name)

    def pairs(self, state: PairState = PairState.OPEN, limit: int | None = None) -> Iterator[Pair]:
        """Pairs in a state, the one that waits longest first, fetched as consumed.

        Open pairs whose two acts other decisions have joined meanwhile are left out.
        """
        after = 0
        while limit is None or limit > 0:
            query = select(duplicates).where(
                duplicates.c.state == state.value, duplicates.c.asked > after
            )
            with self._reading() as connection:
                rows = connection.execute(query.order_by(duplicates.c.asked).limit(_AT_ONCE)).all()
                found = [pair_of_row(row) for row in rows]
                stands = standing(connection, sorted({act for pair in found for act in pair.acts}))
            for pair in found:
                one, other = pair.acts
                if state is not PairState.OPEN or stands[one] != stands[other]:
                    yield pair
                    limit = None if limit is None else limit - 1
                    if limit == 0:
                        return
            if len(rows) < _AT_ONCE:
                return
            after = rows[-1].asked

    def pairs_of(self, act_id: str) -> list[Pair]:
        """Every pair that an act is of, the one asked about last first."""
        mine = or_(duplicates.c.act_one == act_id, duplicates.c.act_other == act_id)
        query = select(duplicates).where(mine).order_by(duplicates.c.asked.desc())
        with self._reading() as connection:
            return [pair_of_row(row) for row in connection.execute(query)]

    def pair_history(self, name: str) -> list[PairEvent]:
        """Everything said of a pair, oldest first; empty for a pair nobody spoke of."""
        with self._reading() as connection:
            return pair_events(connection, name)

    def count_pairs(self) -> dict[PairState, int]:
        """How many pairs are in each state."""
        query = select(duplicates.c.state, func.count()).group_by(duplicates.c.state)
        with self._reading() as connection:
            counted = {row[0]: row[1] for row in connection.execute(query)}
        return {state: counted.get(state.value, 0) for state in PairState}

    def standing_acts(self, act_ids: Sequence[str]) -> dict[str, str]:
        """By act id, the act that stands for it: itself unless it is a second copy."""
        with self._reading() as connection:
            return standing(connection, act_ids)

    def second_copies(self, act_id: str) -> list[str]:
        """Ids of the acts that were joined to this one."""
        query = select(acts.c.act_id).where(acts.c.standing_act == act_id)
        with self._reading() as connection:
            return list(connection.execute(query.order_by(acts.c.sort_key)).scalars())


def _to_decide(tx: Writing, decision: Decision, open_only: bool) -> Pair:
    """The pair a decision is about, once it is sure that it was decided on what there is now."""
    pair = pairs_named(tx.connection, [decision.pair]).get(decision.pair)
    if pair is None:
        raise PairUnknown(f"no act pair is named {decision.pair!r}")
    if pair.version != decision.version:
        raise PairChanged(pair.name, decision.version, pair.version)
    query = select(acts.c.act_id, acts.c.version).where(acts.c.act_id.in_(pair.acts))
    for act_id, version in tx.connection.execute(query).all():
        if decision.acts.get(act_id, version) != version:
            raise ActChanged(act_id, decision.acts[act_id], version)
    decided = pair.state in (PairState.SAME, PairState.OTHER)
    if decided == open_only:
        raise PairSettled(f"pair {pair.name} is {pair.state.value}")
    roots = standing(tx.connection, pair.acts)
    if open_only and len(set(roots.values())) == 1:
        raise PairSettled(f"the acts of pair {pair.name} are one by other decisions")
    return pair
