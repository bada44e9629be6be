"""The identifiers people type among names: numbers, years, dates, references, office codes.

They are exact: a wrong digit finds nothing rather than a neighbour.
"""

import re
import unicodedata
from dataclasses import dataclass

from archive.register import ActNumber, ActReference, RegisterReference

_LABELS = re.compile(
    r"(?:(?:\b(?:n°|no|num[ée]ro|acte|ann[ée]e)|رقم|عدد|رسم|سنة|عقد)[\s.:]*)+(?=\d)", re.IGNORECASE
)
_NUMBER_AND_YEAR = re.compile(r"(\d{1,6}(?:bis|ter)?)\s*/\s*(\d{4})", re.IGNORECASE)
_DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_ISO = re.compile(r"\d{4}-\d{2}(?:-\d{2})?")
_OFFICE = re.compile(r"\d{2}(?:\.\d{1,3}){2,4}(?:-\d{1,2})?")
_SUFFIX_APART = re.compile(r"\b(\d{1,6})\s+(bis|ter)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Identifier:
    """Fields and the values they must hold: all of them, or one of them when ``any_of``."""

    exact: tuple[tuple[str, str], ...]
    any_of: bool = False


def split_text(text: str) -> tuple[tuple[Identifier, ...], str]:
    """The identifiers in ``text`` and what is left of it: names."""
    plain = "".join(_plain_digit(character) for character in text)
    plain = _SUFFIX_APART.sub(r"\1\2", _LABELS.sub(" ", plain))
    plain = re.sub(r"(?<=\d)\s*/\s*(?=\d)", "/", plain)
    identifiers, names = [], []
    for token in plain.split():
        if any(character.isdigit() for character in token):
            identifiers.append(identifier(token.strip(".,;:()")))
        else:
            names.append(token)
    return tuple(identifiers), " ".join(names)


def identifier(token: str) -> Identifier:
    """What one token with digits in it identifies; the reference of nothing when it is unclear."""
    if pair := _NUMBER_AND_YEAR.fullmatch(token):
        return Identifier((("number", _number(pair[1])), ("year", pair[2])))
    if day := _DAY_FIRST.fullmatch(token):
        return Identifier((("dates", f"{day[3]}-{int(day[2]):02}-{int(day[1]):02}"),))
    if _ISO.fullmatch(token):
        return Identifier((("dates", token),))
    if _OFFICE.fullmatch(token):
        return Identifier((("office_code", token),))
    if "/" in token:
        return Identifier(_reference(token))
    if len(token) == 4 and token.isdecimal():
        number = ("number", _number(token))
        return Identifier((number, ("year", token), ("dates", token), ("page", token)), any_of=True)
    return Identifier((("number", _number(token)), ("page", token)), any_of=True)


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


def _plain_digit(character: str) -> str:
    if unicodedata.category(character) == "Nd":
        return str(unicodedata.decimal(character))
    return character
