"""Civil dates: a date as an act writes it, in its own calendar, as precise as the act is.

A date that says less than a day is the interval of all the days it may mean, never its first day.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import Enum

from archive import hijri_table

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


class Calendar(Enum):
    """The calendar a date is written in."""

    GREGORIAN = "gregorian"
    HIJRI = "hijri"


class Precision(Enum):
    """How much a date says."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class CivilDate:
    """One date of an act.

    Attributes:
        wording: the date as written, kept as it stands.
        calendar: the calendar it is written in.
        precision: year only is common for parents and judgments.
        iso: YYYY, YYYY-MM or YYYY-MM-DD in its own calendar.
        first, last: the Gregorian days it may mean, both included; a Hijri date is converted by
            the table (see ``hijri_table``), which the sighted month may miss by a day.

    Raises:
        ValueError: no such date, or the precision or the interval is not that of ``iso``.
    """

    wording: str
    calendar: Calendar
    precision: Precision
    iso: str
    first: date
    last: date

    def __post_init__(self) -> None:
        precision, first, last = _meaning(self.iso, self.calendar)
        if self.precision is not precision:
            raise ValueError(f"{self.iso} has precision {precision.value}, not {self.precision}")
        if (self.first, self.last) != (first, last):
            raise ValueError(
                f"{self.iso} ({self.calendar.value}) runs from {first} to {last}, "
                f"not from {self.first} to {self.last}"
            )

    @classmethod
    def of(
        cls, iso: str, calendar: Calendar = Calendar.GREGORIAN, wording: str = ""
    ) -> "CivilDate":
        """The date ``iso`` says in its calendar; ``wording`` defaults to ``iso``.

        Raises:
            ValueError: ``iso`` is not YYYY, YYYY-MM or YYYY-MM-DD, or there is no such date.
        """
        return cls(wording or iso, calendar, *_ordered(iso, calendar))

    @property
    def parts(self) -> tuple[int, ...]:
        """Year, then month and day where the date says them, in its own calendar."""
        return tuple(int(part) for part in self.iso.split("-"))


def _ordered(iso: str, calendar: Calendar) -> tuple[Precision, str, date, date]:
    precision, first, last = _meaning(iso, calendar)
    return precision, iso, first, last


def _meaning(iso: str, calendar: Calendar) -> tuple[Precision, date, date]:
    match = _ISO.fullmatch(iso)
    if match is None:
        raise ValueError(f"{iso!r} is not a date: write YYYY, YYYY-MM or YYYY-MM-DD")
    year, month, day = (None if part is None else int(part) for part in match.groups())
    assert year is not None
    span = _hijri_span if calendar is Calendar.HIJRI else _gregorian_span
    first, last = span(year, month, day)
    if day is not None:
        return Precision.DAY, first, last
    return (Precision.YEAR if month is None else Precision.MONTH), first, last


def _gregorian_span(year: int, month: int | None, day: int | None) -> tuple[date, date]:
    if day is not None and month is not None:
        return (only := date(year, month, day)), only
    if month is not None:
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    return date(year, 1, 1), date(year, 12, 31)


def _hijri_span(year: int, month: int | None, day: int | None) -> tuple[date, date]:
    if day is not None and month is not None:
        return (only := hijri_table.to_gregorian(year, month, day)), only
    first, last = (month, month) if month is not None else (1, 12)
    return (
        hijri_table.to_gregorian(year, first, 1),
        hijri_table.to_gregorian(year, last, hijri_table.month_length(year, last)),
    )
