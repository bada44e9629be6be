"""What people type, made plain before identifiers are looked for: signs, labels, months, bis."""

import re
import unicodedata

from archive.months import GREGORIAN_AR, GREGORIAN_FR, HIJRI_AR, HIJRI_FR

NUMBER_MARK, YEAR_MARK = "#", "@"
"""What stands before digits that the text calls a number, or a year."""

HIJRI_YEARS = range(1250, 1500)

_NUMBER_LABEL = r"(?:\b(?:n[°º]|no|num[ée]ro|acte)|(?<!\w)(?:رقم|عدد|رسم|عقد))[\s.:]*"
_YEAR_LABEL = r"(?:\b(?:l['’])?(?:an|ann[ée]e)|(?<!\w)[بل]?(?:سنة|عام))[\s.:]*"
_LABELLED = re.compile(rf"((?:{_NUMBER_LABEL})+|(?:{_YEAR_LABEL})+)(?=\d)", re.IGNORECASE)
_YEAR_SIGN = re.compile(r"(?<!\w)(\d+/)?(\d{4})\s*(?:هـ?|م)(?!\w)")
_SUFFIX_APART = re.compile(r"(?<!\w)(\d{1,6})[\s-]*(bis|ter|مكرر)(?!\w)", re.IGNORECASE)
_DATE_IN_WORDS = re.compile(r"(?<!\w)(\d{1,2})(?:er)?\s+([^\W\d][^\d/,;]{1,30}?)\s+(\d{4})(?!\w)")
_APART = str.maketrans(dict.fromkeys(',;،؛"«»“”', " "))
_ELIDED = re.compile(r"\b(fille|fils|épouse|veuve|mère|père)\s+d['’](?=\w)", re.IGNORECASE)


def plain_text(text: str) -> str:
    """``text`` with digits 0-9, labels as marks, dates in ISO form and no invisible character."""
    plain = "".join(map(_plain, text)).translate(_APART)
    plain = plain.replace(NUMBER_MARK, " ").replace(YEAR_MARK, " ")
    plain = _DATE_IN_WORDS.sub(_date, plain)
    plain = _YEAR_SIGN.sub(_year, plain)
    plain = _LABELLED.sub(_mark, plain)
    plain = _SUFFIX_APART.sub(_suffixed, plain)
    plain = _ELIDED.sub(r"\1 ", plain)
    return re.sub(r"(?<=\w)\s*/\s*(?=\d)", "/", plain)


def _plain(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.decimal(character))
    # Direction marks come with what is copied from Arabic text, and stand for nothing.
    return {"Cf": "", "Cc": " "}.get(category, character)


def _mark(label: re.Match[str]) -> str:
    is_year = re.match(_YEAR_LABEL, label[1], re.IGNORECASE)
    return f" {YEAR_MARK if is_year else NUMBER_MARK}"


def _year(found: re.Match[str]) -> str:
    return f" {found[1] or YEAR_MARK}{found[2]} "


def _suffixed(found: re.Match[str]) -> str:
    return found[1] + found[2].lower().replace("مكرر", "bis")


def _date(found: re.Match[str]) -> str:
    calendars = (GREGORIAN_FR, GREGORIAN_AR)
    if int(found[3]) in HIJRI_YEARS:
        calendars = (HIJRI_FR, HIJRI_AR)
    numbers = (names.number(found[2].strip()) for names in calendars)
    month = next((number for number in numbers if number is not None), None)
    return found[0] if month is None else f" {found[3]}-{month:02}-{int(found[1]):02} "
