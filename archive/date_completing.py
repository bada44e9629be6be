"""Dates completed while a person types them, in words or figures, in either language. Pure."""

import re
from collections.abc import Iterable, Iterator

from archive import numbers_ar, numbers_fr
from archive.civil_date import Calendar
from archive.months import GREGORIAN_AR, GREGORIAN_FR, HIJRI_AR, HIJRI_FR, MonthNames

_DAYS = range(1, 32)
_ARABIC = range(0x0600, 0x0700)
_ARTICLE, _OF = "ال", "من "
_PUT_BEFORE = re.compile(r"^(le|du|au|في|يوم|بتاريخ) ", re.IGNORECASE)
_LONGEST = {2: 29, 4: 30, 6: 30, 9: 30, 11: 30}


def date_completions(
    begun: str, calendar: Calendar, year: int | None = None, limit: int = 6
) -> list[str]:
    """How a date that is begun may go on, up to its next part: its day, its month, its year.

    "douze ma" goes on as "douze mars" and "douze mai", "12 mars" as "12 mars 1938".

    Args:
        year: of ``calendar``, the likeliest one; the year before it is offered too. None: no year.
    """
    arabic = any(ord(sign) in _ARABIC for sign in begun)
    months = (
        (HIJRI_AR if calendar is Calendar.HIJRI else GREGORIAN_AR)
        if arabic
        else (HIJRI_FR if calendar is Calendar.HIJRI else GREGORIAN_FR)
    )
    years = () if year is None else (year, year - 1)
    text = _PUT_BEFORE.sub("", " ".join(begun.replace("-", " ").split()))
    if not text:
        return []
    whole = months.fold(text)
    # A word that may be all of the day ("vingt") may also be its beginning, less so before a space.
    longer, months_next = _days(whole, months), list(_after_day(text, months, years))
    found = months_next + longer if begun.endswith(" ") else longer + months_next
    return [item for item in dict.fromkeys(found) if months.fold(item) != whole][:limit]


def _days(begun: str, months: MonthNames) -> list[str]:
    forms = [form for day in _DAYS for form in _day_forms(day, months.script)[1:]]
    return [form for form in forms if months.fold(form).startswith(begun)]


def _after_day(text: str, months: MonthNames, years: Iterable[int]) -> Iterator[str]:
    for day in _DAYS:
        for form in _day_forms(day, months.script):
            rest = _behind(text, form, months)
            if rest is not None:
                yield from _after_month(day, f"{form} ", rest, months, years)


def _after_month(
    day: int, before: str, text: str, months: MonthNames, years: Iterable[int]
) -> Iterator[str]:
    if months.script == "ar" and text.startswith(_OF):
        before, text = before + _OF, text.removeprefix(_OF)
    hijri = months in (HIJRI_AR, HIJRI_FR)
    for number in range(1, 13):
        if day > (30 if hijri else _LONGEST.get(number, 31)):
            continue
        for name in months.spellings[number - 1]:
            rest = _behind(text, name, months)
            if rest is not None:
                yield from _with_year(f"{before}{name} ", rest, months, years)
            elif name == months.name(number) and months.fold(name).startswith(months.fold(text)):
                yield before + name


def _with_year(before: str, text: str, months: MonthNames, years: Iterable[int]) -> Iterator[str]:
    for year in years:
        for form in _year_forms(year, months.script):
            if months.fold(form).startswith(months.fold(text)):
                yield before + form


def _behind(text: str, form: str, months: MonthNames) -> str | None:
    """What is written behind a form; None where the text is not that form and something, or all."""
    words, known = text.split(), months.fold(form).split()
    if [months.fold(word) for word in words[: len(known)]] != known:
        return None
    return " ".join(words[len(known) :])


def _day_forms(day: int, script: str) -> tuple[str, ...]:
    if script == "fr":
        return (str(day), numbers_fr.spell_day(day), *(("1er",) if day == 1 else ()))
    word = numbers_ar.spell_ordinal(day)
    return (str(day), word, _ARTICLE + word.replace(" و", f" و{_ARTICLE}"))


def _year_forms(year: int, script: str) -> tuple[str, ...]:
    if script == "fr":
        return (str(year), numbers_fr.spell(year))
    return (str(year), f"سنة {numbers_ar.spell(year)}")
