"""Letter folding: what makes two spellings of the same word equal, per script.

Folded text is for comparing and looking up. It is never shown and never stored as a value.
"""

import re
import unicodedata

_ARABIC_MARKS = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640\u200c-\u200f]")
_ARABIC_LETTERS = str.maketrans("أإآٱىئؤةیکگڭ\u06d5", "ااااييوهيكككه", "ء")
_DIGITS = {ord(digit): str(value) for value, digit in enumerate("٠١٢٣٤٥٦٧٨٩")}
_DIGITS |= {ord(digit): str(value) for value, digit in enumerate("۰۱۲۳۴۵۶۷۸۹")}
_LIGATURES = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae"})
_NOT_WORD = re.compile(r"[\W_]+")


def western_digits(text: str) -> str:
    """``text`` with Arabic-Indic and Persian digits as 0-9."""
    return text.translate(_DIGITS)


def fold_ar(text: str) -> str:
    """Arabic words for comparing: no vowel marks, one form of alif, ya, waw and ta marbuta.

    A hamza on its own goes; digits become 0-9; what is neither letter nor digit becomes one
    space, and both ends are trimmed.
    """
    bare = _ARABIC_MARKS.sub("", unicodedata.normalize("NFKC", text))
    return _NOT_WORD.sub(" ", western_digits(bare).translate(_ARABIC_LETTERS).lower()).strip()


def fold_fr(text: str) -> str:
    """French words for comparing: lower case, no accents, hyphens and apostrophes as spaces."""
    split = unicodedata.normalize("NFKD", western_digits(text).translate(_LIGATURES))
    bare = "".join(letter for letter in split if not unicodedata.combining(letter))
    return _NOT_WORD.sub(" ", bare.casefold()).strip()


def same_words(one: str, other: str) -> bool:
    """Whether two values read the same but for letter case and spaces."""
    return one.casefold().split() == other.casefold().split()
