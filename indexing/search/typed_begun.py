"""Identifiers that are not typed to their end yet: 66/196, 08.201, 08.201.11.07/birth/19."""

import re

from archive.register import FIRST_YEAR, LAST_YEAR, ActNumber, Kind
from indexing.search.identifiers import Identifier
from indexing.search.typed_offices import office_code
from indexing.search.typed_words import kinds_begun

_NUMBER_AND_YEAR = re.compile(r"0*([1-9]\d{0,5}(?:bis|ter)?)[/-](\d{0,3})")
_DATE = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{0,3})")
_OFFICE = re.compile(r"\d{1,2}\.[\d.]*(?:-\d?)?")
_YEAR = re.compile(r"(?:19|20)\d?")


def begun_identifier(token: str, alone: bool) -> Identifier | None:
    """What the last token of a text may go on to identify; None where it is whole, or is none.

    ``alone``: nothing stands before it, so that the beginning of a year would tell nothing.
    """
    token = token.lower()
    office, slash, rest = token.partition("/")
    if slash and (code := office_code(office)) is not None:
        return _reference(code, rest.split("/"))
    if date := _DATE.fullmatch(token):
        return _date(date[1], date[3], date[4])
    if pair := _NUMBER_AND_YEAR.fullmatch(token):
        year = (("year_begins", pair[2]),) if pair[2] else ()
        return Identifier((("number", str(ActNumber.parse(pair[1]))), *year))
    if _OFFICE.fullmatch(token) and office_code(token) is None:
        padded = token if token[:2].isdecimal() else f"0{token}"
        return Identifier((("office_begins", padded),))
    if not alone and _YEAR.fullmatch(token):
        number = (("number", token), ("page", token))
        return Identifier((*number, ("year_begins", token)), any_of=True)
    return None


def years_begun(digits: str) -> list[tuple[int, int]]:
    """First and last of the years that begin with digits, or are written with two of them."""
    rest = 10 ** (4 - len(digits))
    spans = [(int(digits) * rest, int(digits) * rest + rest - 1)]
    if len(digits) < 3:
        short = int(f"19{digits}") * 10 ** (2 - len(digits))
        spans.append((short, short + 10 ** (2 - len(digits)) - 1))
    return [(first, last) for first, last in spans if last >= FIRST_YEAR and first <= LAST_YEAR]


def _reference(code: str, pieces: list[str]) -> Identifier | None:
    """An office's registers, those of a kind, of a year, as far as a reference goes."""
    exact: list[tuple[str, str]] = [("office_code", code)]
    kinds: list[Kind] = kinds_begun(pieces[0])
    if len(pieces) > 3 or not (kinds or not pieces[0]):
        return None
    exact += [("kind", kind.value) for kind in kinds if pieces[0]]
    year = pieces[1] if len(pieces) > 1 else ""
    if year and (not year.isdecimal() or len(year) > 4):
        return None
    if year:
        exact.append(("year", year) if len(year) == 4 else ("year_begins", year))
    return Identifier(tuple(exact))


def _date(day: str, month: str, year: str) -> Identifier | None:
    if not (1 <= int(day) <= 31 and 1 <= int(month) <= 12):
        return None
    spans = years_begun(year) if year else [(FIRST_YEAR, LAST_YEAR)]
    years = sorted({year for first, last in spans for year in range(first, last + 1)})
    dates = (f"{one}-{int(month):02}-{int(day):02}" for one in years)
    return Identifier(tuple(("dates", date) for date in dates), any_of=True)
