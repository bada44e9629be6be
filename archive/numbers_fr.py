"""Numbers 1 to 2100 in French words, spelled and parsed, with old and 1990 hyphens.

Years up to 1999 begin with "mil" as in civil-status acts ("mil neuf cent quarante-sept"); a year
is invariable, so "cent" and "vingt" take no s.
"""

from enum import Enum
from functools import cache

from archive.folding import fold_fr

LARGEST = 2100

_BELOW_TWENTY = (
    "", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze",
    "douze", "treize", "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf",
)  # fmt: skip
_TENS = {2: "vingt", 3: "trente", 4: "quarante", 5: "cinquante", 6: "soixante", 8: "quatre-vingt"}

# One spelling for each word that has several; ordinals are added by _ordinal.
_SAME = {"mille": "mil", "milles": "mil", "cents": "cent", "vingts": "vingt", "une": "un"}


class Spelling(Enum):
    """Hyphens below a hundred only (``OLD``), or everywhere (``REFORM_1990``)."""

    OLD = "old"
    REFORM_1990 = "1990"


def spell(number: int, spelling: Spelling = Spelling.OLD) -> str:
    """``number`` in words. Raises ValueError outside 1 to 2100."""
    if not 1 <= number <= LARGEST:
        raise ValueError(f"{number} is not between 1 and {LARGEST}")
    thousands, below = divmod(number, 1000)
    hundreds, small = divmod(below, 100)
    parts = []
    if thousands:
        parts.append(("mil" if below else "mille") if thousands == 1 else "deux mille")
    if hundreds:
        parts.append("cent" if hundreds == 1 else f"{_BELOW_TWENTY[hundreds]} cent")
    if small:
        parts.append(_below_hundred(small))
    said = " ".join(parts)
    return said.replace(" ", "-") if spelling is Spelling.REFORM_1990 else said


def spell_day(number: int, spelling: Spelling = Spelling.OLD) -> str:
    """A day of the month, 1 to 31: "premier", then cardinals. Raises ValueError outside."""
    if not 1 <= number <= 31:
        raise ValueError(f"{number} is not a day between 1 and 31")
    return "premier" if number == 1 else spell(number, spelling)


def spell_ordinal(number: int) -> str:
    """The ordinal: premier, deuxième, vingt et unième. Raises ValueError outside 1 to 2100."""
    if number == 1:
        return "premier"
    return _ordinal(spell(number))


def parse(text: str) -> int:
    """The number in words (cardinal or ordinal, any hyphens) or digits ("1er" too).

    Raises:
        ValueError: the text is not one number between 1 and 2100.
    """
    words = fold_fr(text).split()
    glued = "".join(_SAME.get(word, word) for word in words).replace("mille", "mil")
    digits = glued.removesuffix("er").removesuffix("re")
    number = int(digits) if digits.isascii() and digits.isdigit() else _readings().get(glued)
    if number is None or not 1 <= number <= LARGEST:
        raise ValueError(f"{text!r} is not a number from 1 to {LARGEST} in words or digits")
    return number


def _below_hundred(number: int) -> str:
    if number < 20:
        return _BELOW_TWENTY[number]
    tens, unit = divmod(number, 10)
    if tens in (7, 9):
        tens, unit = tens - 1, unit + 10
    if unit == 0:
        return _TENS[tens]
    joined = " et " if unit in (1, 11) and tens != 8 else "-"
    return f"{_TENS[tens]}{joined}{_BELOW_TWENTY[unit]}"


def _ordinal(cardinal: str) -> str:
    if cardinal.endswith("cinq"):
        return f"{cardinal}uième"
    if cardinal.endswith("neuf"):
        return f"{cardinal[:-1]}vième"
    return f"{cardinal.removesuffix('e')}ième"


@cache
def _readings() -> dict[str, int]:
    """Folded glued spellings and the number each one says."""
    readings = {"premier": 1, "premiere": 1, "second": 2, "seconde": 2}
    for number in range(1, LARGEST + 1):
        spelled = [spell(number)]
        if 1100 <= number < 2000:
            # "dix-neuf cent quarante": hundreds counted from eleven to nineteen.
            hundreds, small = divmod(number, 100)
            spelled.append(f"{_BELOW_TWENTY[hundreds]} cent {_below_hundred(small)}")
        for words in (*spelled, *map(_ordinal, spelled)):
            glued = fold_fr(words).replace(" ", "").replace("mille", "mil")
            readings[glued] = number
            readings.setdefault(glued.replace("trenteet", "trente"), number)
            readings.setdefault(glued.replace("vingtet", "vingt"), number)
    return readings
