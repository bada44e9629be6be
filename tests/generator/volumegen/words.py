"""Dates, hours and counts as the invented clerks write them.

Deliberately apart from ``archive.date_words``, which the tests judge with what this writes.
Spellings are those seen in offices: both orders of an Arabic year, oblique case, old and new
French hyphens.
"""

from dataclasses import dataclass
from datetime import date

from convertdate import islamic

FR_MONTHS = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
]
AR_MONTHS = [
    "يناير",
    "فبراير",
    "مارس",
    "أبريل",
    "ماي",
    "يونيو",
    "يوليوز",
    "غشت",
    "شتنبر",
    "أكتوبر",
    "نونبر",
    "دجنبر",
]
HIJRI_MONTHS = [
    "محرم",
    "صفر",
    "ربيع الأول",
    "ربيع الثاني",
    "جمادى الأولى",
    "جمادى الثانية",
    "رجب",
    "شعبان",
    "رمضان",
    "شوال",
    "ذي القعدة",
    "ذي الحجة",
]
HIJRI_MONTHS_FR = [
    "moharrem",
    "safar",
    "rebia I",
    "rebia II",
    "joumada I",
    "joumada II",
    "rejeb",
    "chaabane",
    "ramadan",
    "chaoual",
    "kaada",
    "hija",
]

_FR_UNITS = [
    "zéro",
    "un",
    "deux",
    "trois",
    "quatre",
    "cinq",
    "six",
    "sept",
    "huit",
    "neuf",
    "dix",
    "onze",
    "douze",
    "treize",
    "quatorze",
    "quinze",
    "seize",
    "dix-sept",
    "dix-huit",
    "dix-neuf",
]
_FR_TENS = {2: "vingt", 3: "trente", 4: "quarante", 5: "cinquante", 6: "soixante"}
_AR_UNITS = ["واحد", "اثنين", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة", "عشرة"]
_AR_TENS = ["عشرين", "ثلاثين", "أربعين", "خمسين", "ستين", "سبعين", "ثمانين", "تسعين"]
_AR_HUNDREDS = [
    "مائة",
    "مائتين",
    "ثلاثمائة",
    "أربعمائة",
    "خمسمائة",
    "ستمائة",
    "سبعمائة",
    "ثمانمائة",
    "تسعمائة",
]
_AR_ORDINALS = ["فاتح", "ثاني", "ثالث", "رابع", "خامس", "سادس", "سابع", "ثامن", "تاسع", "عاشر"]
_AR_HOURS = [
    "الواحدة",
    "الثانية",
    "الثالثة",
    "الرابعة",
    "الخامسة",
    "السادسة",
    "السابعة",
    "الثامنة",
    "التاسعة",
    "العاشرة",
    "الحادية عشرة",
    "الثانية عشرة",
]


@dataclass(frozen=True, slots=True)
class Hand:
    """Habits of one clerk.

    Attributes:
        new_hyphens: "trente-et-un" rather than "trente et un".
        units_first: "واحد وثمانين وتسعمائة وألف" rather than "ألف وتسعمائة وواحد وثمانين".
        twelve_hours: hours of the morning and of the evening rather than 0 to 23.
    """

    new_hyphens: bool = False
    units_first: bool = False
    twelve_hours: bool = False


def hijri(day: date) -> tuple[int, int, int]:
    """Year, month and day in the tabular Hijri calendar."""
    year, month, of_month = islamic.from_gregorian(day.year, day.month, day.day)
    return int(year), int(month), int(of_month)


def number_fr(number: int, hand: Hand) -> str:
    """0 to 999 in French words."""
    if number >= 100:
        hundreds, rest = divmod(number, 100)
        head = "cent" if hundreds == 1 else f"{_FR_UNITS[hundreds]} cent"
        return f"{head} {number_fr(rest, hand)}" if rest else head + "s" * (hundreds > 1)
    if number < 20:
        return _FR_UNITS[number]
    tens, unit = divmod(number, 10)
    if tens in (7, 9):
        tens, unit = tens - 1, unit + 10
    if tens == 8:
        return f"quatre-vingt-{_FR_UNITS[unit]}" if unit else "quatre-vingts"
    if unit in (1, 11):
        link = "-et-" if hand.new_hyphens else " et "
        return f"{_FR_TENS[tens]}{link}{_FR_UNITS[unit]}"
    return f"{_FR_TENS[tens]}-{_FR_UNITS[unit]}" if unit else _FR_TENS[tens]


def year_fr(year: int, hand: Hand) -> str:
    """A year of 1800 to 2099 in French words."""
    if year >= 2000:
        return f"deux mille {number_fr(year - 2000, hand)}" if year > 2000 else "deux mille"
    head = "mil neuf cent" if year >= 1900 else "mil huit cent"
    return f"{head} {number_fr(year % 100, hand)}" if year % 100 else head


def day_fr(day: date, hand: Hand) -> str:
    """Day and month in French words."""
    number = "premier" if day.day == 1 else number_fr(day.day, hand)
    return f"{number} {FR_MONTHS[day.month - 1]}"


def time_fr(hour: int, minute: int, hand: Hand) -> str:
    """An hour of 1 to 23 and a minute in French words."""
    shown, half = hour, ""
    if hand.twelve_hours:
        shown, half = (hour - 12, " du soir") if hour > 12 else (hour, " du matin")
    head = "une heure" if shown == 1 else f"{number_fr(shown, hand)} heures"
    if hand.twelve_hours and minute == 30:
        return f"{head} et demie{half}"
    return f"{head} {number_fr(minute, hand)}{half}" if minute else head + half


def number_ar(number: int) -> str:
    """1 to 999 in Arabic words, oblique case, hundreds first."""
    hundreds, rest = divmod(number, 100)
    parts = [_AR_HUNDREDS[hundreds - 1]] if hundreds else []
    if rest > 20 and rest % 10:
        parts += [_AR_UNITS[rest % 10 - 1], _AR_TENS[rest // 10 - 2]]
    elif rest >= 20:
        parts.append(_AR_TENS[rest // 10 - 2])
    elif rest > 10:
        unit = {1: "أحد", 2: "اثني"}.get(rest - 10, _AR_UNITS[rest - 11])
        parts.append(f"{unit} عشر")
    elif rest:
        parts.append(_AR_UNITS[rest - 1])
    return " و".join(parts)


def year_ar(year: int, hand: Hand) -> str:
    """A year of either calendar, 1300 to 2099, in Arabic words."""
    thousands = "ألف" if year < 2000 else "ألفين"
    hundreds, rest = year // 100 % 10, year % 100
    parts = [thousands]
    if hundreds:
        parts.append(_AR_HUNDREDS[hundreds - 1])
    if rest:
        parts.append(number_ar(rest))
    return " و".join(reversed(parts) if hand.units_first else parts)


def day_ar(day: int) -> str:
    """A day of the month, 1 to 31, as an Arabic ordinal."""
    tens, unit = divmod(day, 10)
    if day <= 10:
        return _AR_ORDINALS[day - 1]
    if unit == 0:
        return _AR_TENS[tens - 2]
    ordinal = "حادي" if unit == 1 else _AR_ORDINALS[unit - 1]
    return f"{ordinal} عشر" if tens == 1 else f"{ordinal} و{_AR_TENS[tens - 2]}"


def date_ar(day: date, hand: Hand) -> str:
    """A Gregorian date in Arabic words."""
    return f"{day_ar(day.day)} {AR_MONTHS[day.month - 1]} سنة {year_ar(day.year, hand)}"


def hijri_ar(day: date, hand: Hand) -> str:
    """The same day's Hijri date in Arabic words."""
    year, month, of_month = hijri(day)
    return f"{day_ar(of_month)} {HIJRI_MONTHS[month - 1]} سنة {year_ar(year, hand)}"


def hijri_fr(day: date) -> str:
    """The same day's Hijri date as French registers note it, in figures."""
    year, month, of_month = hijri(day)
    return f"{of_month} {HIJRI_MONTHS_FR[month - 1]} {year}"


def time_ar(hour: int, minute: int, hand: Hand) -> str:
    """An hour of 1 to 23 and a minute in Arabic words, to stand after "على الساعة"."""
    if hand.twelve_hours:
        words, half = _AR_HOURS[(hour - 1) % 12], "مساء" if hour > 12 else "صباحا"
    else:
        words, half = number_ar(hour), ""
    if minute:
        words += f" والدقيقة {number_ar(minute)}"
    return f"{words} {half}".rstrip()
