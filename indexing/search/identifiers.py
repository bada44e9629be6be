"""The identifiers people type among names: numbers, years, dates, references, office codes.

They are exact: a wrong digit finds nothing rather than a neighbour.
"""

import re
from dataclasses import dataclass

from archive.civil_date import Calendar, CivilDate
from archive.register import FIRST_YEAR, LAST_YEAR, ActNumber, ActReference, RegisterReference
from indexing.search.typed_dates import SPAN
from indexing.search.typed_offices import code_begins, office_code
from indexing.search.typed_text import HIJRI_YEARS, NUMBER_MARK, YEAR_MARK, YEARS
from indexing.search.typed_words import kind_of

_LONGEST_SPAN = 150

_NUMBER_AND_YEAR = re.compile(r"(\d{1,6}(?:bis|ter)?)[/-](\d{4})")
_NUMBER_AND_SHORT_YEAR = re.compile(r"(\d{1,6}(?:bis|ter)?)/(\d{2})")
_SPAN = re.compile(rf"(\d{{4}})(?:[-–—]|{re.escape(SPAN)})(\d{{4}})")
_SHORT_SPAN = re.compile(r"(\d{4})[-–—](\d{2})")
_DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})")
_MONTH_FIRST = re.compile(r"(0[1-9])-(\d{4})")
_ISO = re.compile(r"\d{4}-\d{2}(?:-\d{2})?")
_YEAR_AND_NUMBER = re.compile(r"(\d{4})[/-](\d{1,6}(?:bis|ter)?)")
_DAY_LAST = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})")


@dataclass(frozen=True, slots=True)
class Identifier:
    """Fields and the values they must hold: all of them, or one of them when ``any_of``.

    Of several values of one field, one must be held.
    """

    exact: tuple[tuple[str, str], ...]
    any_of: bool = False

    @property
    def names_an_act(self) -> bool:
        """Whether it is an act's number with its year, or a whole reference."""
        fields = {field for field, _ in self.exact}
        return not self.any_of and (fields >= {"number", "year"} or "reference" in fields)


def identifier(token: str) -> Identifier:
    """What one token with digits in it identifies; the reference of nothing when it is unclear."""
    mark, token = token[:1], token.lstrip(NUMBER_MARK + YEAR_MARK).lower()
    found = _span(token) or _dates(token) or _number_and_year(token) or _office(token)
    if found is not None:
        return found
    if "/" in token:
        return Identifier(_reference(token))
    return _number_or_year(token, mark)


def register_years(year: int) -> tuple[int, ...]:
    """Years of registers that a year means: both that it lies in where it is a Hijri one."""
    if year not in HIJRI_YEARS:
        return (year,)
    moon = CivilDate.of(str(year), Calendar.HIJRI)
    return tuple(range(moon.first.year, moon.last.year + 1))


def _span(token: str) -> Identifier | None:
    """Years from one to another, as all of them."""
    if span := _SPAN.fullmatch(token):
        first, last = sorted((int(span[1]), int(span[2])))
    elif (span := _SHORT_SPAN.fullmatch(token)) and int(span[2]) > 12:
        first, last = int(span[1]), int(span[1][:2] + span[2])
    else:
        return None
    both = (first in YEARS and last in YEARS) or (first in HIJRI_YEARS and last in HIJRI_YEARS)
    if not both or not 0 <= last - first <= _LONGEST_SPAN:
        return None
    return _years(range(first, last + 1))


def _years(years: range | tuple[int, ...]) -> Identifier:
    return Identifier(tuple(("years", str(year)) for year in years), any_of=len(years) > 1)


def _dates(token: str) -> Identifier | None:
    if (day := _DAY_FIRST.fullmatch(token)) and (len(day[3]) == 4 or _is_day(day[1], day[2])):
        years = [day[3]] if len(day[3]) == 4 else [f"19{day[3]}", f"20{day[3]}"]
        dates = tuple(("dates", _iso(year, day[2], day[1])) for year in years)
        return Identifier(dates, any_of=len(dates) > 1)
    if day := _DAY_LAST.fullmatch(token):
        return Identifier((("dates", _iso(day[1], day[2], day[3])),))
    if month := _MONTH_FIRST.fullmatch(token):
        return Identifier((("dates", f"{month[2]}-{month[1]}"),))
    return Identifier((("dates", token),)) if _ISO.fullmatch(token) else None


def _iso(year: str, month: str, day: str) -> str:
    return f"{year}-{int(month):02}-{int(day):02}"


def _is_day(day: str, month: str) -> bool:
    return 1 <= int(day) <= 31 and 1 <= int(month) <= 12


def _number_and_year(token: str) -> Identifier | None:
    if pair := _NUMBER_AND_YEAR.fullmatch(token):
        number, years = pair[1], register_years(int(pair[2]))
    elif pair := _NUMBER_AND_SHORT_YEAR.fullmatch(token):
        number = pair[1]
        century = (int(f"{century}{pair[2]}") for century in (19, 20))
        years = tuple(year for year in century if FIRST_YEAR <= year <= LAST_YEAR)
    elif (pair := _YEAR_AND_NUMBER.fullmatch(token)) and int(pair[1]) in YEARS:
        number, years = pair[2], (int(pair[1]),)
    else:
        return None
    return Identifier((("number", _number(number)), *(("year", str(year)) for year in years)))


def _office(token: str) -> Identifier | None:
    if (code := office_code(token)) is not None:
        return Identifier((("office_code", code),))
    begins = code_begins(token)
    return None if begins is None else Identifier((("office_begins", begins),))


def _number_or_year(token: str, mark: str) -> Identifier:
    """Four digits alone are a year unless they are called a number; a Hijri one may be either."""
    number, year = ("number", _number(token)), ("years", token)
    whole = int(token) if len(token) == 4 and token.isdecimal() else 0
    if mark == YEAR_MARK and len(token) == 2 and token.isdecimal():
        # "années 60" are ten years, "l'an 62" one of two.
        more = range(10) if token.endswith("0") else range(1)
        return _years(tuple(century + int(token) + one for century in (1900, 2000) for one in more))
    if mark == YEAR_MARK or (whole in YEARS and mark != NUMBER_MARK):
        return Identifier((year,))
    if mark == NUMBER_MARK:
        return Identifier((number,))
    either = (number, year) if whole in HIJRI_YEARS else (number,)
    return Identifier((*either, ("page", token)), any_of=True)


def _reference(token: str) -> tuple[tuple[str, str], ...]:
    """A register or an act by its reference, its kind in either language, its part left out."""
    office, _, rest = token.partition("/")
    code = office_code(office)
    pieces = [code or office, *rest.split("/")]
    if code and len(pieces) == 3 and all(piece.isdecimal() for piece in pieces[1:]):
        _, year, number = pieces
        return (("office_code", pieces[0]), ("number", _number(number)), ("year", year))
    kind = kind_of(pieces[1])
    written = "/".join((pieces[0], kind.value if kind else pieces[1], *pieces[2:]))
    for field, parse in (("register", RegisterReference.parse), ("reference", ActReference.parse)):
        try:
            return ((field, str(parse(written))),)
        except ValueError:
            continue
    return (("reference", token),)


def _number(digits: str) -> str:
    try:
        return str(ActNumber.parse(digits.lstrip("0")))
    except ValueError:
        return digits
