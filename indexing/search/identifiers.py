"""The identifiers people type among names: numbers, years, dates, references, office codes.

They are exact: a wrong digit finds nothing rather than a neighbour.
"""

import re
from dataclasses import dataclass

from archive.register import ActNumber, ActReference, RegisterReference
from indexing.search.typed_text import HIJRI_YEARS, NUMBER_MARK, YEAR_MARK, plain_text

MAX_IDENTIFIERS = 8
MAX_NAMES = 16

_YEARS = range(1850, 2101)
_LONGEST_SPAN = 40
_LONGEST = 200

_NUMBER_AND_YEAR = re.compile(r"(\d{1,6}(?:bis|ter)?)/(\d{4})", re.IGNORECASE)
_SPAN = re.compile(r"(\d{4})[-–](\d{4})")
_DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_ISO = re.compile(r"\d{4}-\d{2}(?:-\d{2})?")
_OFFICE = re.compile(r"\d{2}(?:\.\d{1,3}){2,4}(?:-\d{1,2})?")
_YEAR_AND_NUMBER = re.compile(r"(\d{4})/(\d{1,6}(?:bis|ter)?)")
_DAY_LAST = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})")
_AROUND = re.compile(rf"^[^\w{NUMBER_MARK}{YEAR_MARK}]+|\W+$")


@dataclass(frozen=True, slots=True)
class Identifier:
    """Fields and the values they must hold: all of them, or one of them when ``any_of``."""

    exact: tuple[tuple[str, str], ...]
    any_of: bool = False

    @property
    def names_an_act(self) -> bool:
        """Whether it is an act's number with its year, or a whole reference."""
        fields = {field for field, _ in self.exact}
        return not self.any_of and (fields >= {"number", "year"} or "reference" in fields)


def split_text(text: str) -> tuple[tuple[Identifier, ...], str]:
    """The identifiers in ``text`` and what is left of it: names, the first 8 and 16 of them."""
    identifiers, names = [], []
    for token in plain_text(text).split():
        if any(character.isdigit() for character in token):
            identifiers.append(identifier(_AROUND.sub("", token[:_LONGEST])))
        else:
            names.append(token[:_LONGEST])
    if not identifiers and not names:
        # Signs alone are a text that nobody's act bears, not the wish to see every act.
        names = [token[:_LONGEST] for token in text.split()[:1]]
    return tuple(identifiers[:MAX_IDENTIFIERS]), " ".join(names[:MAX_NAMES])


def identifier(token: str) -> Identifier:
    """What one token with digits in it identifies; the reference of nothing when it is unclear."""
    mark, token = token[:1], token.lstrip(NUMBER_MARK + YEAR_MARK).lower()
    if pair := _NUMBER_AND_YEAR.fullmatch(token):
        return Identifier((("number", _number(pair[1])), ("year", pair[2])))
    if (span := _SPAN.fullmatch(token)) and 0 <= int(span[2]) - int(span[1]) <= _LONGEST_SPAN:
        years = range(int(span[1]), int(span[2]) + 1)
        return Identifier(tuple(("years", str(year)) for year in years), any_of=True)
    if day := _DAY_FIRST.fullmatch(token):
        return Identifier((("dates", f"{day[3]}-{int(day[2]):02}-{int(day[1]):02}"),))
    if day := _DAY_LAST.fullmatch(token):
        return Identifier((("dates", f"{day[1]}-{int(day[2]):02}-{int(day[3]):02}"),))
    if (pair := _YEAR_AND_NUMBER.fullmatch(token)) and _is_year(pair[1]):
        return Identifier((("number", _number(pair[2])), ("year", pair[1])))
    if _ISO.fullmatch(token):
        return Identifier((("dates", token),))
    if _OFFICE.fullmatch(token):
        return Identifier((("office_code", token),))
    if "/" in token:
        return Identifier(_reference(token))
    return _number_or_year(token, mark)


def is_office_code(text: str) -> bool:
    """Whether ``text`` is shaped like an office's code, known or not."""
    return _OFFICE.fullmatch(text) is not None


def _number_or_year(token: str, mark: str) -> Identifier:
    """Four digits alone are a year unless they are called a number; a Hijri one may be either."""
    number, year = ("number", _number(token)), ("years", token)
    whole = int(token) if len(token) == 4 and token.isdecimal() else 0
    if mark == YEAR_MARK or (whole in _YEARS and mark != NUMBER_MARK):
        return Identifier((year,))
    if mark == NUMBER_MARK:
        return Identifier((number,))
    either = (number, year) if whole in HIJRI_YEARS else (number,)
    return Identifier((*either, ("page", token)), any_of=True)


def _is_year(digits: str) -> bool:
    return int(digits) in _YEARS


def _reference(token: str) -> tuple[tuple[str, str], ...]:
    for field, parse in (("register", RegisterReference.parse), ("reference", ActReference.parse)):
        try:
            return ((field, str(parse(token))),)
        except ValueError:
            continue
    return (("reference", token),)


def _number(digits: str) -> str:
    try:
        return str(ActNumber.parse(digits.lstrip("0")))
    except ValueError:
        return digits
