"""Every wording a date may have, folded and cut into words, ready for ``alignment``.

Built once for a script, a calendar and a range of years, then kept.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from archive import numbers_ar, numbers_fr
from archive.civil_date import Calendar
from archive.folding import fold_ar, fold_fr
from archive.months import GREGORIAN_AR, GREGORIAN_FR, HIJRI_AR, HIJRI_FR
from indexing.decoding.alignment import Words

DAYS = tuple(range(1, 32))
MONTHS = tuple(range(1, 13))

# A month's other names are listed only where they are not a few letters away from the first.
_MONTHS: Mapping[tuple[str, Calendar], Mapping[int, tuple[str, ...]]] = {
    ("ar", Calendar.GREGORIAN): {
        5: ("مايو",),
        7: ("يوليو",),
        8: ("أغسطس",),
        9: ("سبتمبر",),
        11: ("نوفمبر",),
        12: ("ديسمبر",),
    },
    ("ar", Calendar.HIJRI): {
        4: ("ربيع الآخر",),
        6: ("جمادى الآخرة",),
        11: ("ذو القعدة",),
        12: ("ذو الحجة",),
    },
    ("fr", Calendar.GREGORIAN): {},
    ("fr", Calendar.HIJRI): {
        3: ("rabia al aoual", "rabia 1"),
        4: ("rabia ettani", "rabia 2"),
        5: ("joumada al oula", "joumada 1"),
        6: ("joumada ettania", "joumada 2"),
        11: ("doul kaada",),
        12: ("doul hijja",),
    },
}
_NAMES = {
    ("ar", Calendar.GREGORIAN): GREGORIAN_AR,
    ("ar", Calendar.HIJRI): HIJRI_AR,
    ("fr", Calendar.GREGORIAN): GREGORIAN_FR,
    ("fr", Calendar.HIJRI): HIJRI_FR,
}
_BEFORE = {
    "ar": ("", "في يوم", "يوم", "في", "في عام", "الموافق", "موافق", "بتاريخ", "سنة", "في سنة"),
    "fr": ("", "le", "l an", "en", "du", "ne le", "nee le", "l annee", "correspondant au"),
}
_BEFORE_YEAR = {"ar": ("سنة", "عام"), "fr": ("l an",)}
_AFTER = {
    "ar": ("", "هجرية", "ميلادية", "هجرية موافق", "ميلادية على الساعة", "م", "ه"),
    "fr": ("", "a", "hegire", "de l hegire", "hijri", "gregorien", "correspondant au"),
}
_TORN = "ثا"
_FILLING = {"ar": {"من", "شهر"}, "fr": {"mois", "de", "du"}}


@dataclass(frozen=True, slots=True, eq=False)
class Century:
    """Years that share their hundreds: said first ("mil neuf cent …") or last (… وتسعمائة وألف).

    Attributes:
        years: the years, in the order of the words.
        first, last: the hundreds before or after the rest, read backward; None in French last.
        rest_after, rest_before: what remains of each year in either place, read backward.
    """

    years: tuple[int, ...]
    first: Words
    rest_after: Words
    last: Words | None
    rest_before: Words | None


@dataclass(frozen=True, slots=True, eq=False)
class Renderings:
    """The words of dates: what stands before, days, months; and backward: after, years, labels."""

    before: Words
    days: Words
    months: Words
    numeric_days: Words
    numeric_months: Words
    after: Words
    centuries: tuple[Century, ...]
    year_digits: Words
    year_labels: tuple[Words, ...]
    years: tuple[int, ...]


def glue(text: str, script: str) -> str:
    """Folded text without spaces and fillings ("du mois de"); "mille" and "mil" are one word.

    Separators between digits stay as "/", so that 1/12 and 11/2 differ.
    """
    folded = (fold_ar if script == "ar" else fold_fr)(text)
    said = folded.split()
    # "ثا من" is the eighth, torn in two.
    words = [
        word
        for before, word in pairwise(["", *said])
        if word not in _FILLING[script] or before == _TORN
    ]
    return "".join(words).replace("mille", "mil")


@lru_cache(maxsize=64)
def renderings(script: str, calendar: Calendar, years: range) -> Renderings:
    """The words of every date of ``years`` in ``calendar``, in ``script`` ("ar" or "fr")."""
    names, more = _NAMES[script, calendar], _MONTHS[script, calendar]
    listed = tuple(years)
    return Renderings(
        before=_words(script, [_BEFORE[script]]),
        days=_words(script, [_day(day, script) for day in DAYS]),
        # A copy of the months for no day and for each day: they are aligned all at once.
        months=_words(script, [(names.name(m), *more.get(m, ())) for m in MONTHS] * 32),
        numeric_days=_plain(script, [(str(day), f"{day:02}") for day in DAYS]),
        numeric_months=_plain(script, [(f"/{m}/", f"/{m:02}/") for m in MONTHS] * 32),
        after=_words(script, [_AFTER[script]], backward=True),
        centuries=_centuries(script, listed),
        year_digits=Words.of(script, [[str(year)] for year in listed], backward=True),
        year_labels=tuple(
            Words.of(script, [[glue(label, script)]] * len(listed), backward=True)
            for label in _BEFORE_YEAR[script]
        ),
        years=listed,
    )


def _words(script: str, groups: Iterable[Iterable[str]], backward: bool = False) -> Words:
    glued = [sorted({glue(word, script) for word in group}) for group in groups]
    return Words.of(script, glued, backward)


def _plain(script: str, groups: Iterable[Iterable[str]]) -> Words:
    return Words.of(script, [sorted(set(group)) for group in groups])


def _day(day: int, script: str) -> tuple[str, ...]:
    digits = (str(day), f"{day:02}")
    if script == "fr":
        return (numbers_fr.spell_day(day), *digits, *(("1er", "un") if day == 1 else ()))
    words = (numbers_ar.spell_ordinal(day), numbers_ar.spell(day))
    return (*words, *digits, *(("فاتح",) if day == 1 else ()))


def _centuries(script: str, years: tuple[int, ...]) -> tuple[Century, ...]:
    hundreds = sorted({year // 100 for year in years})
    return tuple(
        _century(script, hundred * 100, tuple(year for year in years if year // 100 == hundred))
        for hundred in hundreds
    )


def _century(script: str, start: int, years: tuple[int, ...]) -> Century:
    rests = [year - start for year in years]
    if script == "fr":
        said = [numbers_fr.spell(rest) if rest else "" for rest in rests]
        return Century(
            years,
            _copies(script, numbers_fr.spell(start), len(years)),
            _words(script, [[rest] for rest in said], backward=True),
            None,
            None,
        )
    said = [numbers_ar.spell(rest) if rest else "" for rest in rests]
    last = numbers_ar.spell(start, numbers_ar.Order.UNITS_FIRST)
    return Century(
        years,
        _copies(script, numbers_ar.spell(start), len(years)),
        _words(script, [[f"و{rest}" if rest else ""] for rest in said], backward=True),
        _words(script, [[f"و{last}"]], backward=True),
        _words(script, [[rest] for rest in said], backward=True),
    )


def _copies(script: str, word: str, count: int) -> Words:
    return _words(script, [[word]] * count, backward=True)
