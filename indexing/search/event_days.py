"""The day of an act's event as numbers, and the days a question may mean, in either calendar.

A day is its ordinal: days since 1 January of year 1, counted from 1. A date that says only a month
or a year is all the days it may mean. Hijri dates are laid on the tabular calendar; the sighted
month may stand a day away from it, so one day is forgiven where a date is compared with a date of
the other calendar, none where both are of one calendar.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from archive.act import Act
from archive.civil_date import Calendar, CivilDate
from archive.register import Kind
from indexing.errors import SearchInvalid
from indexing.search.form_values import typed_date

SIGHTING_DAYS = 1
"""Days between the table and the sighted month that are forgiven across calendars."""


@dataclass(frozen=True, slots=True)
class Days:
    """The days from ``first`` to ``last``, as ordinals, both included; None is open."""

    first: int | None
    last: int | None


@dataclass(frozen=True, slots=True)
class EventDays:
    """When an act's event happened: as asked for in the Gregorian and in the Hijri calendar.

    An act that writes one calendar only is compared with the other by conversion.
    """

    sun: Days | None = None
    moon: Days | None = None


UNKNOWN = EventDays()
"""The days of an event that no date tells of."""


def event_field(act: Act) -> str:
    """The field of the event: the birth, or in a register of deaths the death."""
    return "death_date" if act.register.kind is Kind.DEATH else "birth_date"


def event_days(event: str, values: Mapping[str, str]) -> EventDays:
    """The days of an event, by its field, as these values tell it; nothing where they do not."""
    sun = _written(values, event, Calendar.GREGORIAN)
    moon = _written(values, f"{event}_hijri", Calendar.HIJRI)
    return EventDays(sun or _forgiving(moon), moon or _forgiving(sun))


def asked_days(
    date_from: str | None, date_to: str | None, calendar: str
) -> tuple[Days, Calendar] | None:
    """The days between two dates and the calendar to compare in, None when neither is given.

    Raises:
        SearchInvalid: there is no such date or calendar, or they are the wrong way round.
    """
    if date_from is None and date_to is None:
        return None
    try:
        which = Calendar(calendar)
    except ValueError as error:
        message = f"calendar {calendar!r} is not gregorian or hijri"
        raise SearchInvalid("calendar_unknown", message) from error
    begins = None if date_from is None else typed_date(date_from, which)
    ends = None if date_to is None else typed_date(date_to, which)
    first = None if begins is None else _meant(*begins).first
    last = None if ends is None else _meant(*ends).last
    if first is not None and last is not None and first > last:
        raise SearchInvalid("dates_reversed", f"{date_from} comes after {date_to}")
    hijri = any(end is not None and end[1] is Calendar.HIJRI for end in (begins, ends))
    return Days(first, last), Calendar.HIJRI if hijri else which


def _meant(iso: str, calendar: Calendar) -> Days:
    try:
        return _days(iso, calendar)
    except ValueError as error:
        code = "hijri_invalid" if calendar is Calendar.HIJRI else "date_invalid"
        raise SearchInvalid(code, str(error)) from error


def _written(values: Mapping[str, str], name: str, calendar: Calendar) -> Days | None:
    iso = values.get(name)
    if not iso:
        return None
    try:
        return _days(iso, calendar)
    except ValueError:
        return None


# Every day of a century and a half in either calendar.
@lru_cache(maxsize=131072)
def _days(iso: str, calendar: Calendar) -> Days:
    try:
        date = CivilDate.of(iso, calendar)
    except OverflowError as error:
        raise ValueError(f"{iso} is out of range") from error
    return Days(date.first.toordinal(), date.last.toordinal())


def _forgiving(days: Days | None) -> Days | None:
    if days is None or days.first is None or days.last is None:
        return None
    return Days(days.first - SIGHTING_DAYS, days.last + SIGHTING_DAYS)
