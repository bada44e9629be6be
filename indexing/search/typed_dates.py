"""Dates, months and spans of years that people write in several words, in either calendar."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from archive.months import GREGORIAN_AR, GREGORIAN_FR, HIJRI_AR, HIJRI_FR
from indexing.names.matching import fold
from indexing.search.typed_text import HIJRI_YEARS, NUMBER_MARK, YEAR_MARK, YEARS

SPAN = ".."
"""What stands between the first and the last of several years."""

ABOUT = 2
"""Years before and after one that is called about right."""

_LONGEST_MONTH = 4
_BETWEEN = frozenset(map(fold, ("a", "au", "et", "jusqua", "الي", "حتي", "و", "-", "–", "—")))
_OPENING = frozenset(map(fold, ("entre", "de", "depuis", "du", "من", "بين", "ما")))
_ABOUT = frozenset(map(fold, ("vers", "environ", "env", "ca", "circa", "حوالي", "نحو", "قرابه")))
_ABOUT_AFTER = frozenset(map(fold, ("environ", "تقريبا")))
_BEFORE_YEAR = frozenset(map(fold, ("de", "من")))
_BEFORE_MONTH = frozenset(map(fold, ("de", "du", "mois", "من", "شهر")))
_FIRST_DAY = frozenset(map(fold, ("premier", "فاتح")))


@dataclass(frozen=True, slots=True)
class MonthTyped:
    """A month in words with its year: ``iso``. One word may be a name instead: Mars, رمضان."""

    words: tuple[str, ...]
    iso: str


Token = str | MonthTyped


def is_year(digits: str) -> bool:
    """Whether four digits may be a year of an act in either calendar."""
    if len(digits) != 4 or not digits.isdecimal():
        return False
    return int(digits) in YEARS or int(digits) in HIJRI_YEARS


def with_dates(tokens: Sequence[str]) -> list[Token]:
    """``tokens`` with dates in words as ISO dates, months as such and spans of years as one."""
    read: list[Token] = []
    for token in tokens:
        year = _year(token)
        if year is None or not _closes_date(read, year):
            read.append(token)
            _close_span(read)
    return list(_without_spoken(read))


def _closes_date(read: list[Token], year: str) -> bool:
    """Whether a month stands before ``year``: it and its day are then made one token."""
    end = len(read)
    while end and _word(read[end - 1]) in _BEFORE_YEAR:
        end -= 1
    for length in range(min(_LONGEST_MONTH, end), 0, -1):
        words = tuple(token for token in read[end - length : end] if isinstance(token, str))
        month = _month(tuple(map(_bare, words)), int(year) in HIJRI_YEARS)
        if month is None or len(words) < length:
            continue
        start = end - length
        iso = f"{year}-{month:02}"
        at = start
        while at and _word(read[at - 1]) in _BEFORE_MONTH:
            at -= 1
        day = _day(read[at - 1]) if at else None
        if day is not None:
            read[at - 1 :] = [f"{iso}-{day:02}"]
        else:
            read[start:] = [MonthTyped(words, iso)]
        return True
    return False


@lru_cache(maxsize=4096)
def _month(words: tuple[str, ...], hijri: bool) -> int | None:
    name = " ".join(words)
    calendars = (HIJRI_FR, HIJRI_AR) if hijri else (GREGORIAN_FR, GREGORIAN_AR)
    numbers = (names.number(name) for names in calendars)
    return next((number for number in numbers if number is not None), None)


def _day(token: Token) -> int | None:
    if not isinstance(token, str):
        return None
    if fold(token) in _FIRST_DAY:
        return 1
    bare = _bare(token).lower().removesuffix("er")
    return int(bare) if len(bare) < 3 and bare.isdecimal() and 1 <= int(bare) <= 31 else None


def _close_span(read: list[Token]) -> None:
    """Make the last three or four tokens one where they are a span of years: de 1960 à 1964."""
    if len(read) < 3 or _word(read[-2]) not in _BETWEEN:
        return
    first, last = _year(read[-3]), _year(read[-1])
    if first is None or last is None or first > last:
        return
    opened = len(read) > 3 and _word(read[-4]) in _OPENING
    # "1960 et 1964" alone are two years, both of them true of one act.
    if opened or _word(read[-2]) not in ("et", "و"):
        read[-3 - opened :] = [f"{first}{SPAN}{last}"]


def _without_spoken(read: Iterable[Token]) -> Iterator[Token]:
    """Tokens with years that are called about right as spans, without the words that call so."""
    held: list[Token] = []
    for token in read:
        before = held[-1] if held else ""
        if year := _about(before, token):
            held[-1] = f"{year - ABOUT}{SPAN}{year + ABOUT}"
        else:
            held.append(token)
    yield from held


def _about(before: Token, token: Token) -> int | None:
    """The year that two tokens call about right."""
    year = _year(before) if _word(token) in _ABOUT_AFTER else None
    if _word(before) in _ABOUT:
        year = _year(token)
    return int(year) if year else None


def _year(token: Token) -> str | None:
    """The four digits of a token that is a year, or may be one."""
    if not isinstance(token, str) or token.startswith(NUMBER_MARK):
        return None
    bare = _bare(token.lstrip(YEAR_MARK))
    return bare if is_year(bare) else None


def _word(token: Token) -> str:
    if not isinstance(token, str):
        return ""
    return fold(token) or token


def _bare(token: str) -> str:
    """A token without signs around it."""
    return token.strip("()[].:'’")
