"""What people type, made plain before identifiers are looked for: signs, labels, bis, eras.

The words of a text stay as they are; digits that it calls a number or a year stand behind a mark.
"""

import re
import unicodedata

NUMBER_MARK, YEAR_MARK = "#", "@"
"""What stands before digits that the text calls a number, or a year."""

YEARS, HIJRI_YEARS = range(1850, 2101), range(1250, 1500)
"""Four digits that are a year unless they are called a number, and those that may be one."""

_NUMBER_LABEL = (
    r"(?:\b(?:n[°º]|n(?=[\s.:])|no|num[ée]ro|actes?|act)"
    r"|(?<!\w)(?:[بل]?(?:رقم|عدد)|(?:ال)?(?:رسم|عقد)))[\s.:]*"
)
_YEAR_LABEL = r"(?:\b(?:l['’])?(?:ann[ée]es?|an)|(?<!\w)[بل]?(?:سنة|عام))[\s.:]*"
# Labels without digits match too, or each of ten thousand in a row would be tried with the rest.
_LABELS = re.compile(rf"((?:{_NUMBER_LABEL})+|(?:{_YEAR_LABEL})+)(?=(\d)?)", re.IGNORECASE)
_HIJRI_SIGN = r"هـ?|هـ?جرية?|ه\.|ah|h|hijri|h[ée]gire|h[ée]girien(?:ne)?"
_ERA = re.compile(
    rf"(?<=\d\d\d\d)\s*(?:(?:de\s+l['’])?(?:{_HIJRI_SIGN})|م|ميلادية?)(?!\w)\.?", re.IGNORECASE
)
_FOUR_DIGITS = re.compile(r"(?<![\w/.\-–])\d{4}$")
_SUFFIX_LAST = re.compile(
    r"(?<!\w)(\d{1,6})\s*([/-])\s*(\d{4})[\s-]*(bis|ter|مكرر)(?!\w)", re.IGNORECASE
)
_SUFFIX_APART = re.compile(r"(?<!\w)(\d{1,6})[\s-]*(bis|ter|مكرر)(?!\w)", re.IGNORECASE)
_APART = str.maketrans(dict.fromkeys(',;،؛"«»“”', " "))
_ELIDED = re.compile(r"\b(fille|fils|épouse|veuve|mère|père)\s+d['’](?=\w)", re.IGNORECASE)
_SLASH = re.compile(r"(?:(?<=\d)|(?<=bis)|(?<=ter))\s*/\s*(?=\d)", re.IGNORECASE)
_AND_YEAR = re.compile(r"(?<!\w)و(?=\d{4}(?!\w))")


def plain_text(text: str) -> str:
    """``text`` with digits 0-9, labels as marks and no invisible character."""
    plain = "".join(map(_plain, text)).translate(_APART)
    plain = plain.replace(NUMBER_MARK, " ").replace(YEAR_MARK, " ")
    plain = _AND_YEAR.sub("و ", plain)
    plain = _LABELS.sub(_mark, plain)
    plain = _without_eras(plain)
    plain = _SUFFIX_LAST.sub(_suffixed_last, plain)
    plain = _SUFFIX_APART.sub(_suffixed, plain)
    plain = _ELIDED.sub(r"\1 ", plain)
    return _SLASH.sub("/", plain)


def _plain(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.decimal(character))
    # Direction marks come with what is copied from Arabic text, and stand for nothing.
    return {"Cf": "", "Cc": " "}.get(category, character)


def _without_eras(text: str) -> str:
    """``text`` with four digits that a sign of their era follows marked as a year, without it."""
    pieces = _ERA.split(text)
    last = pieces.pop()
    return "".join(_FOUR_DIGITS.sub(rf"{YEAR_MARK}\g<0>", one) + " " for one in pieces) + last


def _mark(labels: re.Match[str]) -> str:
    if labels[2] is None:
        return labels[0]
    is_year = re.match(_YEAR_LABEL, labels[1], re.IGNORECASE)
    return f" {YEAR_MARK if is_year else NUMBER_MARK}"


def _suffixed_last(found: re.Match[str]) -> str:
    return f"{found[1]}{_suffix(found[4])}{found[2]}{found[3]}"


def _suffixed(found: re.Match[str]) -> str:
    return found[1] + _suffix(found[2])


def _suffix(written: str) -> str:
    return written.lower().replace("مكرر", "bis")
