"""Character error rate of lines against what they say, each script compared as its scholars do."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from ocr.page import Script

_LATIN = str.maketrans(
    dict.fromkeys("‘’ʼ‛′", "'")
    | dict.fromkeys("“”„«»″", '"')
    | dict.fromkeys("‐‑‒–—―−", "-")
    | {"…": "...", "œ": "oe", "Œ": "OE"}
)
_ARABIC = str.maketrans(
    {"،": ",", "؛": ";", "؟": "?", "٪": "%", "٫": ".", "٬": ",", "۔": ".", "ـ": None}
    | {"ی": "ي", "ک": "ك"}
    | {chr(first + digit): str(digit) for first in (0x660, 0x6F0) for digit in range(10)}
)
# Vowel marks and Koranic signs, then the marks that only set the direction of writing.
_UNWRITTEN = re.compile(
    "[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)


@dataclass(frozen=True, slots=True)
class LineErrors:
    """Edits needed to turn readings into what stands there, over the characters that stand there.

    Attributes:
        lines: how many were compared.
        exact: how many needed no edit.
    """

    edits: int = 0
    characters: int = 0
    lines: int = 0
    exact: int = 0

    def __add__(self, other: "LineErrors") -> "LineErrors":
        return LineErrors(
            self.edits + other.edits,
            self.characters + other.characters,
            self.lines + other.lines,
            self.exact + other.exact,
        )

    @property
    def rate(self) -> float | None:
        """Character error rate; None when no character stands there."""
        return self.edits / self.characters if self.characters else None


def normalise(text: str, script: Script) -> str:
    """``text`` as it is compared: what no reader could tell apart is written one way.

    French keeps case and accents; quotes, dashes, ellipses and oe are folded. Arabic loses vowel
    marks, tatweel and direction marks; digits are 0-9, punctuation Latin, Persian letters Arabic.
    """
    if script is Script.ARABIC:
        folded = _UNWRITTEN.sub("", unicodedata.normalize("NFKC", text)).translate(_ARABIC)
    else:
        folded = unicodedata.normalize("NFC", text).translate(_LATIN)
    return " ".join(folded.split())


def line_errors(pairs: Iterable[tuple[str, str]], script: Script) -> LineErrors:
    """Errors of (read, true) lines, each normalised."""
    total = LineErrors()
    for read, true in pairs:
        right = normalise(true, script)
        edits = Levenshtein.distance(normalise(read, script), right)
        total += LineErrors(edits, len(right), 1, int(edits == 0))
    return total
