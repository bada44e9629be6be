"""Values of the search form as people write them: numbers, dates and years in either calendar."""

import re

from archive.civil_date import Calendar
from archive.register import ActNumber
from indexing.search.asked_text import asked_text
from indexing.search.identifiers import register_years
from indexing.search.typed_dates import is_year
from indexing.search.typed_text import HIJRI_YEARS, NUMBER_MARK, plain_text

_SHORT_ISO = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?")


def typed_number(text: str) -> ActNumber:
    """An act number as 0123, ١٢٣, n° 123 or 66 مكرر writes it; ValueError for anything else."""
    return ActNumber.parse(plain_text(text).replace(NUMBER_MARK, " ").strip().lstrip("0"))


def typed_date(text: str, calendar: Calendar) -> tuple[str, Calendar]:
    """A date in ISO form and its calendar; what is no date comes back as it is.

    A year that acts can only have in one calendar is of that, whatever ``calendar`` says.
    """
    iso = _iso(text)
    year = iso[:4]
    if is_year(year):
        calendar = Calendar.HIJRI if int(year) in HIJRI_YEARS else Calendar.GREGORIAN
    return iso, calendar


def first_year(year: int | None) -> int | None:
    """The first year of registers that a year means, two of which a Hijri one lies in."""
    return None if year is None else register_years(year)[0]


def last_year(year: int | None) -> int | None:
    """The last year of registers that a year means, two of which a Hijri one lies in."""
    return None if year is None else register_years(year)[-1]


def _iso(text: str) -> str:
    plain = plain_text(text).strip()
    if short := _SHORT_ISO.fullmatch(plain):
        return "-".join((short[1], *(piece.zfill(2) for piece in short.groups()[1:] if piece)))
    asked = asked_text(text)
    if asked.months:
        return next(iter(asked.months.values()))
    if len(asked.identifiers) == 1 and not asked.names and len(asked.identifiers[0].exact) == 1:
        (name, value) = asked.identifiers[0].exact[0]
        if name in ("dates", "years"):
            return value
    return plain
