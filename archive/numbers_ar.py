"""Numbers 1 to 2100 in Arabic words, spelled and parsed as Moroccan registers write them.

Registers count years as a masculine noun (عام), in the oblique case, and in two orders: thousands
first (ألف وتسعمائة وسبعة وأربعين) or units first (سبعة وأربعين وتسعمائة وألف). Days are ordinals.
"""

import re
from enum import Enum
from functools import cache, lru_cache

from archive.folding import fold_ar

LARGEST = 2100

_UNITS = ("", "واحد", "اثنين", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة")
_STEMS = ("", "", "عشر", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثمان", "تسع")
_ORDINALS = (
    *("", "أول", "ثاني", "ثالث", "رابع", "خامس", "سادس", "سابع", "ثامن", "تاسع", "عاشر"),
    "حادي عشر",
)


class Order(Enum):
    """Which end of a year is said first."""

    THOUSANDS_FIRST = "thousands_first"
    UNITS_FIRST = "units_first"


class Case(Enum):
    """Grammatical case: registers write the oblique (عشرين), some software the nominative."""

    OBLIQUE = "oblique"
    NOMINATIVE = "nominative"


def spell(number: int, order: Order = Order.THOUSANDS_FIRST, case: Case = Case.OBLIQUE) -> str:
    """``number`` in words, joined by و. Raises ValueError outside 1 to 2100."""
    if not 1 <= number <= LARGEST:
        raise ValueError(f"{number} is not between 1 and {LARGEST}")
    thousands, below = divmod(number, 1000)
    hundreds, small = divmod(below, 100)
    parts = [
        ("", "ألف", _dual("ألف", case))[thousands],
        _hundreds(hundreds, case),
        _below_hundred(small, case),
    ]
    said = parts if order is Order.THOUSANDS_FIRST else reversed(parts)
    return " و".join(part for part in said if part)


def spell_ordinal(number: int, case: Case = Case.OBLIQUE) -> str:
    """A day's ordinal, 1 to 31: أول, ثالث عشر, ثامن وعشرين. Raises ValueError outside."""
    if not 1 <= number <= 31:
        raise ValueError(f"{number} is not a day between 1 and 31")
    tens, unit = divmod(number, 10)
    if number <= 11:
        return _ORDINALS[number]
    if number < 20:
        return f"{_ORDINALS[unit]} عشر"
    said = "حادي" if unit == 1 else _ORDINALS[unit]
    return f"{said} و{_tens(tens, case)}" if unit else _tens(tens, case)


def parse(text: str) -> int:
    """The number in words or digits, in either order, case and joining of و.

    Ordinals (ثالث عشر) and loose spellings (ثمنمائة, مئة, إثنين, تسع مائة) are read too.

    Raises:
        ValueError: the text is not one number between 1 and 2100.
    """
    glued = fold_ar(text).replace(" ", "").replace("ث", "ت")
    number = int(glued) if glued.isascii() and glued.isdigit() else _words(glued)
    if number is None or not 1 <= number <= LARGEST:
        raise ValueError(f"{text!r} is not a number from 1 to {LARGEST} in words or digits")
    return number


def _dual(word: str, case: Case) -> str:
    return word + ("ين" if case is Case.OBLIQUE else "ان")


def _hundreds(digit: int, case: Case) -> str:
    if digit <= 1:
        return "مائة" if digit else ""
    return _dual("مائت", case) if digit == 2 else f"{_STEMS[digit]}مائة"


def _tens(digit: int, case: Case) -> str:
    return _STEMS[digit] + ("ين" if case is Case.OBLIQUE else "ون")


def _below_hundred(number: int, case: Case) -> str:
    tens, unit = divmod(number, 10)
    said = _dual("اثن", case) if unit == 2 else _UNITS[unit]
    if tens == 0:
        return said
    if tens == 1:
        first = {0: "", 1: "أحد", 2: "اثني" if case is Case.OBLIQUE else "اثنا"}.get(unit, said)
        return f"{first} عشر" if unit else "عشرة"
    return f"{said} و{_tens(tens, case)}" if unit else _tens(tens, case)


# What follows is written folded, without spaces and with ت for ث, the way loose spellings meet.
_UNIT_WORDS = {
    1: "واحده?|احدي?|حاديه?|اوله?|اولي|فاتح",
    2: "اتن(?:ين|ان|ا|ي|تين|تان|تا|تي)|تانيه?|تان",
    3: "تلاته?|تلته?|تالته?",
    4: "اربعه?|رابعه?",
    5: "خمسه?|خامسه?",
    6: "سته?|سادسه?|ستته?",
    7: "سبعه?|سابعه?",
    8: "تما?ني?ه?|تامنه?",
    9: "تسعه?|تاسعه?",
}
_TENS_STEMS = {
    2: "عشر",
    3: "تلا?ت",
    4: "اربع",
    5: "خمس",
    6: "ست",
    7: "سبع",
    8: "تما?ن",
    9: "تسع",
}
_HUNDRED = "(?:ما?[يا]ي?ه|ميت)"
_HUNDRED_STEMS = {
    1: "",
    3: "تلا?ته?",
    4: "اربعه?",
    5: "خمسه?",
    6: "سته?",
    7: "سبعه?",
    8: "تما?ني?ه?",
    9: "تسعه?",
}


@cache
def _pattern() -> re.Pattern[str]:
    unit = "|".join(f"(?P<u{value}_>{words})" for value, words in _UNIT_WORDS.items())
    tens = "|".join(f"(?P<t{value}_>(?:ال)?{stem}[وي]ن)" for value, stem in _TENS_STEMS.items())
    hundreds = "|".join(
        f"(?P<h{value}_>{stem}{_HUNDRED})" for value, stem in _HUNDRED_STEMS.items()
    )
    hundreds += "|(?P<h2_>ما?ي?تي?(?:ين|ان|تين|تان))"
    thousands = "(?P<m2_>الف(?:ين|ان|ي|ا))|(?P<m1_>(?:ال)?الفه?)"
    ten = "(?P<ten_>عشره?|عاشره?)"
    small = f"(?:(?:ال)?(?:(?:{unit})(?:(?P<teen_>(?:ال)?عشره?)|و?(?:{tens}))?|{ten})|(?:{tens}))"
    # The و between parts is required: "ثلاث مائة" is 300, "ثلاثة ومائة" is 103.
    down, up = (
        "".join(f"(?:(?:^|و)(?:{part}))?" for part in parts)
        for parts in ((thousands, hundreds, small), (small, hundreds, thousands))
    )
    return re.compile(f"(?:{_numbered(down, 'a')}|{_numbered(up, 'b')})")


def _numbered(pattern: str, side: str) -> str:
    """Group names made unique: a pattern may hold a group's name only once."""
    counts: dict[str, int] = {}

    def rename(match: re.Match[str]) -> str:
        counts[match[1]] = counts.get(match[1], 0) + 1
        return f"(?P<{match[1]}{side}{counts[match[1]]}>"

    return re.sub(r"\(\?P<(\w+)>", rename, pattern)


@lru_cache(maxsize=4096)
def _words(glued: str) -> int | None:
    """The value of a folded glued number, None when the text is anything else or empty."""
    match = _pattern().fullmatch(glued.removeprefix("و") if glued[:3] != "واح" else glued)
    if match is None or not glued:
        return None
    weights = {"u": 1, "t": 10, "h": 100, "m": 1000}
    total = 0
    for name, found in match.groupdict().items():
        if found is None:
            continue
        kind, _, _ = name.partition("_")
        total += 10 if kind in ("ten", "teen") else int(kind[1:]) * weights[kind[0]]
    return total
