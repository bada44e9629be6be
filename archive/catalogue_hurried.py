"""The catalogue's acts that somebody waits for: before all others in the queue, and until when.

Several may wait for one act, each until their own instant: the earliest gives it its place.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime

from sqlalchemy import ColumnElement, delete, func, insert, select

from archive.catalogue_log import history_of, sort_key_of
from archive.catalogue_waiting import keep_waiting
from archive.errors import ActNotWaiting
from archive.issuing.expected_time import LOOKED_BACK, Expected, expected_at, pace
from archive.issuing.working_days import Holiday
from archive.morocco import in_morocco
from archive.review import later
from archive.store import Store, Writing
from archive.tables import hurried_acts, review_measures, waiting_acts

_DAY_SECONDS = 24 * 3600


def hurry_act(tx: Writing, act_id: str, wanted_by: datetime, why: str) -> None:
    """Put an act before all others, accepted ones too: somebody waits for it.

    It stays there until it is verified; those wanted earliest come first.

    Args:
        wanted_by: with its time zone.
        why: names who waits, as a request's number: said again, it moves the instant. Kept beside
            the queue alone, and gone once the act is verified.

    Raises:
        ActUnknown: there is no such act.
        ActNotWaiting: it is verified already, or a second copy of another act.
    """
    history = history_of(tx.connection, act_id)
    if history.verified or history.standing_act is not None:
        raise ActNotWaiting(f"act {act_id} is verified, or stands no longer by itself")
    text = wanted_by.astimezone(UTC).isoformat(timespec="microseconds")
    tx.connection.execute(delete(hurried_acts).where(_same(act_id, why)))
    row = {"act_id": act_id, "why": why, "wanted_by": text, "actor": tx.actor}
    tx.connection.execute(insert(hurried_acts).values(**row))
    _place_anew(tx, act_id)
    tx.log("act.hurried", act_id, wanted_by=text)


def let_act_wait(tx: Writing, act_id: str, why: str) -> None:
    """Somebody waits for an act no more; nothing happens where they did not.

    Args:
        why: as given when it was hurried.
    """
    if tx.connection.execute(delete(hurried_acts).where(_same(act_id, why))).rowcount:
        _place_anew(tx, act_id)
        tx.log("act.let_wait", act_id)


class Hurried(Store):
    """Acts that somebody waits for, and when they are likely to be verified."""

    def hurry(self, act_id: str, wanted_by: datetime, why: str, actor: str | None = None) -> None:
        """``hurry_act`` in a transaction of its own."""
        with self._writing(actor) as tx:
            hurry_act(tx, act_id, wanted_by, why)

    def let_wait(self, act_id: str, why: str, actor: str | None = None) -> None:
        """``let_act_wait`` in a transaction of its own."""
        with self._writing(actor) as tx:
            let_act_wait(tx, act_id, why)

    def expected(self, act_id: str, holidays: Iterable[Holiday] = ()) -> Expected | None:
        """When an act is likely to be verified; None for one that does not wait.

        By its place in the queue, and by what everybody verified on the last days.
        """
        now = self._clock()
        since = later(now, -LOOKED_BACK * _DAY_SECONDS)[:10]
        here = select(waiting_acts.c.place).where(waiting_acts.c.act_id == act_id)
        daily = select(review_measures.c.day, func.sum(review_measures.c.acts))
        daily = daily.where(review_measures.c.day >= since).group_by(review_measures.c.day)
        with self._reading() as connection:
            place = connection.execute(here).scalar_one_or_none()
            if place is None:
                return None
            before = select(func.count()).where(waiting_acts.c.place < place)
            ahead = connection.execute(before).scalar_one()
            days = [(date.fromisoformat(day), int(acts)) for day, acts in connection.execute(daily)]
        local = in_morocco(datetime.fromisoformat(now))
        hourly = pace(days, local.date())
        at = None if hourly is None else expected_at(ahead, hourly, local, holidays)
        return Expected(ahead, at)


def _same(act_id: str, why: str) -> ColumnElement[bool]:
    return (hurried_acts.c.act_id == act_id) & (hurried_acts.c.why == why)


def _place_anew(tx: Writing, act_id: str) -> None:
    history = history_of(tx.connection, act_id)
    act = history.act()
    keep_waiting(tx, [(history, act, sort_key_of(act))])
