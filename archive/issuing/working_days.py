"""Days on which offices work, and days counted on them: not weekends nor public holidays. Pure.

Public holidays that fall on the same day each year are known for good; those of the Hijri calendar
begin by sighting of the moon, so that they are entered once they are announced.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from archive.hijri_table import from_gregorian, to_gregorian
from archive.issuing.validity import holds

SATURDAY, SUNDAY = 5, 6
LONGEST_HOLIDAY = 10
"""Days that one holiday lasts at most: more are a slip of the hand."""

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Holiday:
    """A public holiday.

    Attributes:
        from_day: the first day off; until_day: the first day after it, None for a yearly one that
            goes on.
        yearly: whether it comes back each year on the date of ``from_day``, up to ``until_day``.
        source_fr, source_ar: what sets it; one of them may be "".
        number: its number in the record, 0 before it is there.
    """

    from_day: date
    until_day: date | None
    yearly: bool
    name_fr: str
    name_ar: str
    source_fr: str = ""
    source_ar: str = ""
    number: int = 0

    def __post_init__(self) -> None:
        if not (self.name_fr.strip() or self.name_ar.strip()):
            raise ValueError(f"the holiday of {self.from_day} has no name")
        if self.yearly:
            return
        if self.until_day is None or (self.until_day - self.from_day).days > LONGEST_HOLIDAY:
            raise ValueError(f"a holiday that comes once lasts 1 to {LONGEST_HOLIDAY} days")

    def is_off(self, day: date) -> bool:
        """Whether it makes a day one on which nobody works."""
        if not holds(self, day):
            return False
        began = self.from_day
        return not self.yearly or (day.month, day.day) == (began.month, began.day)


@dataclass(frozen=True, slots=True)
class Feast:
    """A holiday of the Hijri calendar: where it stands in its year and how long it lasts."""

    month: int
    day: int
    days: int
    name_fr: str
    name_ar: str


@dataclass(frozen=True, slots=True)
class ExpectedFeast:
    """When a feast begins by the table; the moon may say a day earlier or later."""

    feast: Feast
    day: date
    hijri_year: int


def is_working(day: date, holidays: Iterable[Holiday]) -> bool:
    """Whether offices work on a day."""
    return day.weekday() not in (SATURDAY, SUNDAY) and not any(h.is_off(day) for h in holidays)


def add_working_days(day: date, count: int, holidays: Iterable[Holiday]) -> date:
    """The working day that comes so many after a day, which itself is not counted.

    None after: the day itself, or the next working day when nobody works on it.

    Raises:
        ValueError: ``count`` is below 0.
    """
    if count < 0:
        raise ValueError(f"{count} working days after {day}: count forward")
    known = tuple(holidays)
    reached = day
    if count == 0:
        while not is_working(reached, known):
            reached += _DAY
    for _ in range(count):
        reached += _DAY
        while not is_working(reached, known):
            reached += _DAY
    return reached


def days_off(holidays: Iterable[Holiday], first: date, last: date) -> Mapping[date, Holiday]:
    """The days of holidays from a day to another, both included, with what they are."""
    known = tuple(holidays)
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return {day: off for day in days for off in reversed(known) if off.is_off(day)}


def expected(feasts: Iterable[Feast], first: date, last: date) -> list[ExpectedFeast]:
    """The feasts that begin by the table from a day to another, both included, in order."""
    known, found = tuple(feasts), []
    for year in range(from_gregorian(first)[0], from_gregorian(last)[0] + 1):
        for feast in known:
            day = to_gregorian(year, feast.month, feast.day)
            if first <= day <= last:
                found.append(ExpectedFeast(feast, day, year))
    return sorted(found, key=lambda one: one.day)


@cache
def feasts() -> tuple[Feast, ...]:
    """The public holidays of the Hijri calendar: ``feasts.json``."""
    path = Path(__file__).with_name("feasts.json")
    return tuple(Feast(**one) for one in json.loads(path.read_text(encoding="utf-8"))["feasts"])
