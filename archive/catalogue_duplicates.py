"""The catalogue's duplicates: pairs of acts suspected by the machine and decided by people."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, FromClause, func, or_, select

from archive.catalogue_duplicate_facts import DuplicateFacts
from archive.catalogue_duplicate_log import (
    append_pair,
    joinings,
    pair_events,
    pair_of_row,
    pairs_named,
    standing,
    told_apart_between,
)
from archive.catalogue_log import append, history_of
from archive.duplicate import Facts, Joined, Pair, PairEvent, PairState, ToldApart, Undone
from archive.duplicate_groups import news_of_standing, standing_of
from archive.errors import ActChanged, PairChanged, PairContradicted, PairSettled, PairUnknown
from archive.history import History
from archive.matching import Step
from archive.store import Writing
from archive.tables import acts, duplicates

_AT_ONCE = 400

_one, _other = acts.alias(), acts.alias()


def _stands(act: FromClause) -> ColumnElement[str]:
    return func.coalesce(act.c.standing_act, act.c.act_id)


_BOTH = duplicates.join(_one, _one.c.act_id == duplicates.c.act_one).join(
    _other, _other.c.act_id == duplicates.c.act_other
)
_ONE_ALREADY = _stands(_one) == _stands(_other)


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


@dataclass(frozen=True, slots=True)
class PairPage:
    """Some pairs of a list, and where the list goes on: None at its end."""

    pairs: tuple[Pair, ...]
    next: int | None


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

        Where they were joined to others before, all of them are one: the act that stands for the
        group of ``stands`` stands for all.

        Args:
            stands: id of the act that stands from here on, one of the pair.

        Raises:
            PairUnknown: the pair was never suspected, or ``stands`` is none of its acts.
            PairChanged, ActChanged: somebody decided or changed an act meanwhile.
            PairSettled: it was decided before, or other decisions joined the acts already.
            PairContradicted: two acts that it would make one were told apart.
        """
        with self._writing(decision.actor) as tx:
            pair = _to_decide(tx, decision, open_only=True)
            if stands not in pair.acts:
                raise PairUnknown(f"act {stands} is not of the pair {pair.name}")
            (second,) = set(pair.acts) - {stands}
            _refuse_contradiction(tx.connection, pair)
            pair = append_pair(tx, pair, Joined(stands, second, decision.reason))
            _stand_anew(tx, pair, decision.reason)
            return pair

    def tell_apart(self, decision: Decision) -> Pair:
        """Note that two acts are different: they are not asked about again until a fact changes.

        Raises:
            PairUnknown, PairChanged, ActChanged, PairSettled: as ``join``.
        """
        with self._writing(decision.actor) as tx:
            pair = _to_decide(tx, decision, open_only=True)
            return append_pair(tx, pair, ToldApart(decision.reason))

    def undo(self, decision: Decision) -> Pair:
        """Take a decision back: the pair waits anew, joined acts are one by other decisions only.

        Raises:
            PairUnknown, PairChanged, ActChanged: as ``join``.
            PairSettled: there is no decision to take back.
        """
        with self._writing(decision.actor) as tx:
            pair = _to_decide(tx, decision, open_only=False)
            undone = append_pair(tx, pair, Undone(decision.reason))
            if pair.joined is not None:
                _stand_anew(tx, undone, decision.reason)
            return undone

    def pair(self, name: str) -> Pair | None:
        """One pair by its name, None when nobody spoke of it."""
        with self._reading() as connection:
            return pairs_named(connection, [name]).get(name)

    def pairs(self, state: PairState = PairState.OPEN) -> Iterator[Pair]:
        """Every pair in a state as ``page_of_pairs`` gives them, fetched as consumed."""
        after: int | None = 0
        while after is not None:
            page = self.page_of_pairs(state, after, _AT_ONCE)
            yield from page.pairs
            after = page.next

    def page_of_pairs(self, state: PairState, after: int, limit: int) -> PairPage:
        """Some pairs in a state, the one asked about first at the head.

        Open pairs whose two acts other decisions have made one are left out.

        Args:
            after: 0 for the head of the list, or where the last page went on.
        """
        query = select(duplicates).where(duplicates.c.state == state.value)
        if state is PairState.OPEN:
            query = query.select_from(_BOTH).where(~_ONE_ALREADY)
        query = query.where(duplicates.c.asked > after).order_by(duplicates.c.asked)
        with self._reading() as connection:
            rows = connection.execute(query.limit(limit + 1)).all()
        goes_on = rows[limit - 1].asked if len(rows) > limit else None
        return PairPage(tuple(pair_of_row(row) for row in rows[:limit]), goes_on)

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
        """How many pairs ``pairs`` lists in each state."""
        query = select(duplicates.c.state, func.count()).group_by(duplicates.c.state)
        hidden = select(func.count()).select_from(_BOTH).where(_ONE_ALREADY)
        is_open = duplicates.c.state == PairState.OPEN.value
        with self._reading(snapshot=True) as connection:
            counted = {row[0]: row[1] for row in connection.execute(query)}
            left_out = connection.execute(hidden.where(is_open)).scalar_one()
        found = {state: counted.get(state.value, 0) for state in PairState}
        return {**found, PairState.OPEN: found[PairState.OPEN] - left_out}

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


def _refuse_contradiction(connection: Connection, pair: Pair) -> None:
    """Let no joining make acts one that a person told apart."""
    ones, others = (_group(act, joinings(connection, [act])) for act in pair.acts)
    apart = told_apart_between(connection, ones, others)
    if apart is not None:
        held = [history_of(connection, act).act() for act in apart.acts]
        one, other = (str(act.reference or act.act_id) for act in held)
        raise PairContradicted(apart.name, one, other)


def _stand_anew(tx: Writing, pair: Pair, reason: str) -> None:
    """Let stand, of all acts that are or were one with those of a pair, what decisions say now."""
    joined = joinings(tx.connection, pair.acts)
    group = {act for one in pair.acts for act in _group(one, joined)}
    query = select(acts.c.act_id, _stands(acts)).where(acts.c.act_id.in_(sorted(group)))
    before: dict[str, str] = {row[0]: row[1] for row in tx.connection.execute(query)}
    histories: dict[str, History] = {}
    steps: list[Step] = []
    for act, what in news_of_standing(before, standing_of(group, joined), reason):
        known = histories.get(act) or history_of(tx.connection, act)
        steps.append(Step(known, what))
        histories[act] = known.after(what)
    append(tx, None, steps)


def _group(act: str, joined: Sequence[Pair]) -> set[str]:
    return {act, *(one for pair in joined for one in pair.acts)}
