"""When an act that somebody waits for is likely to be verified. Pure.

An estimate of people's work by what they did on the last days: nothing is promised by it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from archive.issuing.working_days import Holiday, is_working

OPENS, CLOSES = time(8, 30), time(16, 30)
"""Hours of Morocco's administrations (decree 2-05-916)."""

LOOKED_BACK = 14
"""Days whose work tells the pace."""

_HOURS = 8.0
_LONGEST = timedelta(days=60)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Expected:
    """An act's place among those that wait.

    Attributes:
        ahead: how many acts come before it.
        at: when it is likely to be verified, None where nobody verified lately.
    """

    ahead: int
    at: datetime | None


def pace(days: Iterable[tuple[date, int]], today: date) -> float | None:
    """Acts verified in a working hour, None where nobody verified anything.

    Today counts only where nothing else is known: it is not over.

    Args:
        days: acts verified on each day.
    """
    worked = [(day, acts) for day, acts in days if acts]
    whole = [acts for day, acts in worked if day < today] or [acts for _, acts in worked]
    return sum(whole) / len(whole) / _HOURS if whole else None


def expected_at(
    ahead: int, hourly: float, now: datetime, holidays: Iterable[Holiday] = ()
) -> datetime | None:
    """When so many acts and one more are verified, None when that is beyond two months.

    Args:
        hourly: acts verified in a working hour.
        now: by Morocco's clocks.
    """
    known = tuple(holidays)
    left = timedelta(hours=(ahead + 1) / hourly)
    day = now.date()
    while day <= (now + _LONGEST).date():
        opens = datetime.combine(day, OPENS, now.tzinfo)
        begins, closes = max(now, opens), datetime.combine(day, CLOSES, now.tzinfo)
        if is_working(day, known) and begins < closes:
            if left <= closes - begins:
                return begins + left
            left -= closes - begins
        day += _DAY
    return None
