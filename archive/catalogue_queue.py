"""The catalogue's queue: acts that wait for a person, in their order, and what comes next."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import ColumnElement, Row, Select, exists, func, select

from archive.account import Account, Right
from archive.catalogue_locks import Locks
from archive.errors import ActLocked, ActUnknown, ArbiterNeeded, ReadTwice
from archive.register import RegisterReference
from archive.review import EVERYTHING, Filters, Stage, Waiting
from archive.tables import act_locks, act_volumes, waiting_acts


class Queue(Locks):
    """Acts that wait for people: how many, which, and the next one."""

    def queue_counts(self, filters: Filters = EVERYTHING) -> Mapping[Stage, int]:
        """How many acts wait at each stage, stages without any included."""
        query = select(waiting_acts.c.stage, func.count()).group_by(waiting_acts.c.stage)
        with self._reading() as connection:
            rows = connection.execute(query.where(*_conditions(filters))).all()
        found = {Stage(stage): count for stage, count in rows}
        return {stage: found.get(stage, 0) for stage in Stage}

    def acts_waiting(
        self, filters: Filters = EVERYTHING, after: str | None = None, limit: int = 100
    ) -> list[Waiting]:
        """Waiting acts in their order, whoever has them in hand.

        Args:
            after: ``Waiting.place`` to go on from, exclusive; the act may have left the queue.
        """
        with self._reading() as connection:
            return [
                _waiting(row) for row in connection.execute(_in_order(filters, after).limit(limit))
            ]

    def next_to_review(
        self,
        account: Account,
        filters: Filters = EVERYTHING,
        after: str | None = None,
        besides: Collection[str] = (),
    ) -> Waiting | None:
        """The next act that a person may take in hand, None when none is left.

        Never one that somebody else has, nor one that the person has read already.

        Args:
            after: ``Waiting.place`` of an act to be stepped over with all before it.
            besides: ids of acts to step over: those fetched already, and those left for later.
        """
        query = _in_order(filters, after).where(*self._open_to(account)).limit(1)
        if besides:
            query = query.where(waiting_acts.c.act_id.not_in(besides))
        with self._reading() as connection:
            row = connection.execute(query).one_or_none()
        return None if row is None else _waiting(row)

    def take_next(
        self, account: Account, filters: Filters = EVERYTHING, besides: Collection[str] = ()
    ) -> Waiting | None:
        """The next act that a person may take in hand, in their hands from now on."""
        passed = set(besides)
        while found := self.next_to_review(account, filters, besides=passed):
            try:
                self.take(found.act_id, account)
            except (ActLocked, ActUnknown, ArbiterNeeded, ReadTwice):
                # Somebody was faster, with this act or with a word on it.
                passed.add(found.act_id)
            else:
                return found
        return None

    def stage_of(self, act_id: str) -> Stage | None:
        """What an act waits for, None when it does not wait."""
        query = select(waiting_acts.c.stage).where(waiting_acts.c.act_id == act_id)
        with self._reading() as connection:
            stage = connection.execute(query).scalar_one_or_none()
        return None if stage is None else Stage(stage)

    def _open_to(self, account: Account) -> Sequence[ColumnElement[bool]]:
        in_hand = exists().where(
            act_locks.c.act_id == waiting_acts.c.act_id,
            act_locks.c.account != account.name,
            act_locks.c.until > self._clock(),
        )
        free = [
            ~in_hand,
            waiting_acts.c.first_reader != account.name,
            waiting_acts.c.second_reader != account.name,
        ]
        if not account.may(Right.ARBITRATE):
            free.append(waiting_acts.c.stage != Stage.ARBITER.value)
        return free


def _in_order(filters: Filters, after: str | None) -> Select[tuple[object, ...]]:
    query = select(waiting_acts).where(*_conditions(filters)).order_by(waiting_acts.c.place)
    return query if after is None else query.where(waiting_acts.c.place > after)


def _conditions(filters: Filters) -> list[ColumnElement[bool]]:
    asked: list[ColumnElement[bool]] = []
    if filters.office is not None:
        asked.append(waiting_acts.c.office == filters.office)
    if filters.kind is not None:
        asked.append(waiting_acts.c.kind == filters.kind.value)
    if filters.register is not None:
        asked.append(waiting_acts.c.register == str(filters.register))
    if filters.volume is not None:
        read = act_volumes.c.act_id == waiting_acts.c.act_id
        asked.append(waiting_acts.c.register == str(filters.volume.register))
        asked.append(exists().where(read, act_volumes.c.volume == str(filters.volume)))
    if filters.stage is not None:
        asked.append(waiting_acts.c.stage == filters.stage.value)
    return asked


def _waiting(row: Row[tuple[object, ...]]) -> Waiting:
    data = row._mapping
    return Waiting(
        act_id=data["act_id"],
        stage=Stage(data["stage"]),
        doubt=data["doubt"],
        register=RegisterReference.parse(data["register"]),
        place=data["place"],
    )
