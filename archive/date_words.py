"""Dates in words and digits, both ways, as Moroccan civil-status acts write them.

Spelled: "vingt-deux juin mil neuf cent trente et un", "ثامن يوليوز سنة واحد وتسعين وتسعمائة وألف".
Parsed: the same in loose spellings, and digits ("22 دجنبر 1974", "06/12/1954", "2004-08-14").
For readings with recognition errors see ``indexing.decoding.dates``: nothing is guessed here.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date

from archive import hijri_table, numbers_ar, numbers_fr
from archive.civil_date import Calendar, CivilDate
from archive.folding import western_digits
from archive.months import GREGORIAN_AR, GREGORIAN_FR, HIJRI_AR, HIJRI_FR, MonthNames
from archive.numbers_ar import Case, Order
from archive.numbers_fr import Spelling

# A bare year is Hijri below this and Gregorian from it on: registers begin in 1915, or 1333.
FIRST_GREGORIAN_YEAR = 1600
_FIRST_YEAR = 1000
_OWNER = "ذو "

_NUMERIC = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4})")
_NUMERIC_ISO = re.compile(r"(\d{4})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{1,2})")
_YEAR_FIRST_FR = re.compile(r"(?:(?:en )?l an |(?=mil))(?P<year>.+?) (?:et )?le (?P<day>.+)")
_AROUND_FR = re.compile(
    "l[ea]?|au|du|de?|en|et|annee|mois|jour|ce|a|an|nee?|soit|corresp(ondant)?|hijri|hegire"
    "|hegirien(ne)?|gregorien(ne)?|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
)
_AROUND_AR = re.compile(
    "في|يوم|اليوم|من|شهر|ل?سنه|السنه|ل?عام|العام|ل|م|ه|بتاريخ|(ال)?هجريه?|للهجره|(ال)?ميلاديه?"
    "|(ال)?موافقه?|ا?ل?موافق ل|الاحد|الاثنين|الثلاثا|الاربعا|الخميس|الجمعه|السبت"
)
_HIJRI_LABEL = re.compile("هجري|هجره|hegir|hijri")
_LAST_DAY_AR = frozenset(("متم", "منسلخ", "اخر", "ختام"))


def spell_fr(
    day: date | str,
    calendar: Calendar = Calendar.GREGORIAN,
    spelling: Spelling = Spelling.OLD,
) -> str:
    """A date in French words: "premier mars mil neuf cent trente-trois".

    ``day`` is a date or YYYY[-MM[-DD]] in ``calendar``; shorter dates say less.

    Raises:
        ValueError: there is no such date, or its year is beyond 2100.
    """
    parts = _parts(day, calendar)
    months = HIJRI_FR if calendar is Calendar.HIJRI else GREGORIAN_FR
    words = [numbers_fr.spell_day(parts[2], spelling)] if len(parts) == 3 else []
    words += [months.name(parts[1])] if len(parts) > 1 else []
    return " ".join([*words, numbers_fr.spell(parts[0], spelling)])


def spell_ar(
    day: date | str,
    calendar: Calendar = Calendar.GREGORIAN,
    order: Order = Order.THOUSANDS_FIRST,
    case: Case = Case.OBLIQUE,
) -> str:
    """A date in Arabic words: "ثالث عشر غشت سنة ألف وتسعمائة وخمسة وثمانين".

    ``day`` is a date or YYYY[-MM[-DD]] in ``calendar``; shorter dates say less.

    Raises:
        ValueError: there is no such date, or its year is beyond 2100.
    """
    parts = _parts(day, calendar)
    months = HIJRI_AR if calendar is Calendar.HIJRI else GREGORIAN_AR
    words = [numbers_ar.spell_ordinal(parts[2], case)] if len(parts) == 3 else []
    words += [_declined(months.name(parts[1])), "سنة"] if len(parts) > 1 else []
    return " ".join([*words, numbers_ar.spell(parts[0], order, case)])


def parse_fr(text: str, calendar: Calendar | None = None) -> CivilDate:
    """The date a French wording says, in words or digits, of any precision.

    Args:
        calendar: the calendar when the wording does not show it. None: a month name decides,
            then a label (hégire), then the year, Hijri below 1600.

    Raises:
        ValueError: the text is not one date, or it contradicts ``calendar``.
    """
    return _parse(text, calendar, (GREGORIAN_FR, HIJRI_FR), numbers_fr.parse, _AROUND_FR)


def parse_ar(text: str, calendar: Calendar | None = None) -> CivilDate:
    """The date an Arabic wording says, in words or digits, of any precision.

    Args:
        calendar: as for ``parse_fr``, the label being هجرية.

    Raises:
        ValueError: the text is not one date, or it contradicts ``calendar``.
    """
    return _parse(text, calendar, (GREGORIAN_AR, HIJRI_AR), numbers_ar.parse, _AROUND_AR)


def _declined(month: str) -> str:
    """A Hijri month after the word it belongs to: ذي القعدة."""
    return f"ذي {month.removeprefix(_OWNER)}" if month.startswith(_OWNER) else month


def _parts(day: date | str, calendar: Calendar) -> tuple[int, ...]:
    if isinstance(day, str):
        return CivilDate.of(day, calendar).parts
    if calendar is Calendar.HIJRI:
        return hijri_table.from_gregorian(day)
    return day.year, day.month, day.day


def _parse(
    text: str,
    calendar: Calendar | None,
    tables: tuple[MonthNames, MonthNames],
    number: Callable[[str], int],
    around: re.Pattern[str],
) -> CivilDate:
    iso = _numeric(western_digits(text))
    found = None
    if iso is None:
        folded = tables[0].fold(text)
        rotated = _YEAR_FIRST_FR.fullmatch(folded)
        if rotated is not None:
            folded = f"{rotated['day']} {rotated['year']}"
        iso, found = _worded(folded, tables, number, around)
    if found is not None and calendar not in (None, found):
        raise ValueError(f"{text!r} names a {found.value} month where {calendar} is expected")
    return CivilDate.of(iso, found or calendar or _calendar_shown(text, iso, tables[0]), text)


def _numeric(text: str) -> str | None:
    """The ISO form of a date in digits and separators, day first or year first."""
    if match := _NUMERIC.search(text):
        day, month, year = match.groups()
    elif match := _NUMERIC_ISO.search(text):
        year, month, day = match.groups()
    else:
        return None
    return f"{year}-{int(month):02}-{int(day):02}"


def _calendar_shown(text: str, iso: str, table: MonthNames) -> Calendar:
    hijri = _HIJRI_LABEL.search(table.fold(text)) or int(iso[:4]) < FIRST_GREGORIAN_YEAR
    return Calendar.HIJRI if hijri else Calendar.GREGORIAN


def _worded(
    folded: str,
    tables: tuple[MonthNames, MonthNames],
    number: Callable[[str], int],
    around: re.Pattern[str],
) -> tuple[str, Calendar | None]:
    words = folded.split()
    place = _month(words, tables)
    if place is None:
        return f"{_year(number(_bare(words, around))):04}", None
    start, end, month, calendar = place
    year = _year(number(_bare(words[end:], around)))
    day = _bare(words[:start], around)
    if not day:
        return f"{year:04}-{month:02}", calendar
    if day in _LAST_DAY_AR:
        gregorian = calendar is Calendar.GREGORIAN
        last = monthrange(year, month)[1] if gregorian else hijri_table.month_length(year, month)
        return f"{year:04}-{month:02}-{last:02}", calendar
    return f"{year:04}-{month:02}-{number(day):02}", calendar


def _year(number: int) -> int:
    """``number`` if it can be a year of either calendar; an age or an hour is not a date."""
    if number < _FIRST_YEAR:
        raise ValueError(f"{number} is too small to be a year: years run from {_FIRST_YEAR}")
    return number


def _bare(words: list[str], around: re.Pattern[str]) -> str:
    """The words of a number without the labels and prepositions around it."""
    labels = [around.fullmatch(word) is not None for word in words]
    if all(labels):
        return ""
    last = len(words) - labels[::-1].index(False)
    return " ".join(words[labels.index(False) : last])


def _month(
    words: list[str], tables: tuple[MonthNames, MonthNames]
) -> tuple[int, int, int, Calendar] | None:
    """Where the longest month name stands: its first word, the one after it, month, calendar."""
    found = []
    for start in range(len(words)):
        for end in range(start + 1, min(start + 4, len(words)) + 1):
            name = " ".join(words[start:end])
            for table, calendar in zip(tables, Calendar, strict=True):
                if month := table.folded.get(name):
                    found.append((end - start, len(name), (start, end, month, calendar)))
    if found:
        return max(found, key=lambda place: place[:2])[2]
    # "sept" is a number too: a month only just before a year in digits, where no other stands.
    if len(words) > 1 and words[-2] == "sept" and words[-1].isdigit():
        return len(words) - 2, len(words) - 1, 9, Calendar.GREGORIAN
    return None
