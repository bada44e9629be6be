"""Terms under which an act's dates are found, as it writes them and in the other calendar."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import lru_cache
from itertools import chain

from archive.civil_date import Calendar, CivilDate, Precision
from archive.hijri import from_gregorian
from indexing.search.event_days import SIGHTING_DAYS
from indexing.search.terms import distinct

_STEP_DAYS = 10
_WHOLE, _MONTH, _YEAR = 10, 7, 4
_LENGTHS = {
    Precision.DAY: (_WHOLE, _MONTH, _YEAR),
    Precision.MONTH: (_MONTH, _YEAR),
    Precision.YEAR: (_YEAR,),
}


def written_terms(dates: Iterable[str]) -> tuple[str, ...]:
    """ISO dates with their months and years."""
    return distinct(chain.from_iterable(map(_prefixes, dates)))


def converted_terms(values: Mapping[str, str], events: Iterable[str]) -> tuple[str, ...]:
    """The same, in the other calendar, of the events that these values date in one alone.

    The sighted month may miss the table by a day: the days before and after are terms too.
    """
    return distinct(term for event in events for term in _converted(values, event))


def years_of(terms: Iterable[str]) -> Iterator[str]:
    """The years among date terms."""
    return (term for term in terms if len(term) == _YEAR)


def _converted(values: Mapping[str, str], event: str) -> tuple[str, ...]:
    sun, moon = values.get(event), values.get(f"{event}_hijri")
    if sun and not moon:
        return _in_other_calendar(sun, Calendar.GREGORIAN)
    if moon and not sun:
        return _in_other_calendar(moon, Calendar.HIJRI)
    return ()


@lru_cache(maxsize=131072)
def _in_other_calendar(iso: str, calendar: Calendar) -> tuple[str, ...]:
    try:
        written = CivilDate.of(iso, calendar)
        first = written.first - timedelta(SIGHTING_DAYS)
        last = written.last + timedelta(SIGHTING_DAYS)
    except (ValueError, OverflowError):
        return ()
    # Of a month or a year its months or years alone are told: some days tell them all.
    step = 1 if written.precision is Precision.DAY else _STEP_DAYS
    days = [*range(0, (last - first).days, step), (last - first).days]
    found = [_iso(first + timedelta(day), calendar) for day in days]
    return distinct(one[:length] for one in found for length in _LENGTHS[written.precision])


def _iso(day: date, written_in: Calendar) -> str:
    """A Gregorian day in the calendar that is not ``written_in``."""
    if written_in is Calendar.HIJRI:
        return day.isoformat()
    year, month, number = from_gregorian(day)
    return f"{year:04}-{month:02}-{number:02}"


@lru_cache(maxsize=131072)
def _prefixes(iso: str) -> tuple[str, ...]:
    return tuple(iso[:length] for length in (_WHOLE, _MONTH, _YEAR) if len(iso) >= length)
