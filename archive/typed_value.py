"""What a person types at the desk, brought to the shape the record keeps. Pure.

Dates may come as 12/3/1933, 12031933, 12/3 in the register's year, 12 mars 1933 or in words of
either language, times as 10h30 or 10, numbers as 66 bis, in the digits of either script.
"""

import re

from archive.civil_date import Calendar
from archive.date_words import parse_ar, parse_fr
from archive.decisions import check_decisions
from archive.errors import DecisionInvalid, Fault
from archive.folding import western_digits

_DAY_MONTH_YEAR = re.compile(r"(\d{2})(\d{2})(\d{4})")
_DAY_FIRST = re.compile(r"(\d{1,2})[\s./-](\d{1,2})[\s./-](\d{4})")
_ISO = re.compile(r"\d{4}(-\d{2}){0,2}")
_DAY_MONTH = re.compile(r"\d{1,2}[\s./-]\d{1,2}")
_TIME = re.compile(r"(\d{1,2})(?:\s*[:hHس]\s*(\d{1,2})?)?|(\d{2})(\d{2})")
_SEXES = {
    "M": ("m", "masculin", "h", "garçon", "ذكر", "ذ"),
    "F": ("f", "féminin", "feminin", "fille", "أنثى", "انثى", "ا", "أ"),
}


def as_kept(field: str, typed: str, year: int | None = None) -> str:
    """The value that a field keeps of what a person typed; "" where they left it empty.

    Args:
        year: of the register, for a date that is typed without its year.

    Raises:
        DecisionInvalid: it is no value of this field.
    """
    text = " ".join(typed.split())
    if text:
        text = _shaped(field, text, year)
    check_decisions({field: text})
    return text


def _shaped(field: str, text: str, year: int | None) -> str:
    if field == "sex":
        return next((sex for sex, words in _SEXES.items() if text.casefold() in words), text)
    figures = western_digits(text)
    if field in ("act_number", "year"):
        return figures.replace(" ", "").casefold()
    if field.endswith("_time"):
        return _time(figures)
    if field.endswith("_date"):
        return _date(field, _with_year(figures, year), Calendar.GREGORIAN, year)
    if field.endswith("_hijri"):
        return _date(field, figures, Calendar.HIJRI)
    return text


def _with_year(text: str, year: int | None) -> str:
    return f"{text}/{year}" if year is not None and _DAY_MONTH.fullmatch(text) else text


def _time(text: str) -> str:
    match = _TIME.fullmatch(text)
    if match is None:
        return text
    hours, minutes = match[1] or match[3], match[2] or match[4] or "0"
    return f"{int(hours):02}:{int(minutes):02}"


def _date(field: str, text: str, calendar: Calendar, year: int | None = None) -> str:
    if _ISO.fullmatch(text):
        return text
    match = _DAY_MONTH_YEAR.fullmatch(text) or _DAY_FIRST.fullmatch(text)
    if match is not None:
        return f"{match[3]}-{int(match[2]):02}-{int(match[1]):02}"
    # A day and a month in words are of the register's year, as they are in figures.
    for worded in (text, *(() if year is None else (f"{text} {year}",))):
        for parse in (parse_fr, parse_ar):
            try:
                return parse(worded, calendar).iso
            except ValueError:
                continue
    code = "hijri_invalid" if calendar is Calendar.HIJRI else "date_invalid"
    raise DecisionInvalid({field: Fault(code, f"{text!r} is not a date: write DD/MM/YYYY")})
