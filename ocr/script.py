"""Script of a line, decided from its column and, in doubt, from how far readings are believed."""

import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from ocr.page import BoundingBox, Line, Script
from ocr.tesseract import LineReading

_DIGITS = set("0123456789/.-:٠١٢٣٤٥٦٧٨٩")
_CUSTOM = 0.4


def leaning(latin: LineReading, arabic: LineReading) -> float:
    """How far the two readings speak for Latin (up to 1) or Arabic (down to -1) writing."""
    return _belief(latin, Script.LATIN) - _belief(arabic, Script.ARABIC)


def with_column(leanings: Sequence[float], boxes: Sequence[BoundingBox]) -> list[float]:
    """Leanings of a leaf's lines, each moved by those in its column: what says little follows."""
    moved = []
    for own, box in zip(leanings, boxes, strict=True):
        beside = [
            other
            for other, place in zip(leanings, boxes, strict=True)
            if place is not box and _same_column(box, place)
        ]
        moved.append(own + (_CUSTOM * sum(beside) / len(beside) if beside else 0.0))
    return moved


def script_of(leaning: float) -> Script:
    """The script a leaning speaks for."""
    return Script.LATIN if leaning >= 0 else Script.ARABIC


def _same_column(a: BoundingBox, b: BoundingBox) -> bool:
    overlap = min(a.right, b.right) - max(a.left, b.left)
    return overlap >= 0.5 * min(a.width, b.width)


def _belief(reading: LineReading, script: Script) -> float:
    """Confidence of the words with letters, by the share of letters that are of ``script``.

    Figures are read alike in both scripts: a line of figures alone counts as Latin.
    """
    words = [word for word in reading.words if not is_digits(word.text)]
    letters = [c for word in words for c in word.text]
    if not letters:
        return 0.3 * reading.confidence if script is Script.LATIN else 0.0
    confidence = sum(word.confidence * len(word.text) for word in words) / len(letters)
    share = sum(_is_of(c, script) for c in letters) / len(letters)
    return confidence * (0.35 + 0.65 * share)


def is_digits(text: str) -> bool:
    """Whether most of a word is digits and date signs."""
    return (
        bool(text)
        and sum(c in _DIGITS for c in text) >= 0.6 * len(text)
        and any(c.isdigit() for c in text)
    )


def digits(text: str) -> str:
    """The decimal digits of a word in order, those of either script as 0 to 9."""
    return "".join(str(int(c)) for c in text if c.isdecimal())


def may_be_figures(text: str) -> bool:
    """Whether a word of an Arabic line looks like figures the Arabic model could not read."""
    letters = sum(_is_of(c, Script.ARABIC) and c not in _DIGITS for c in text)
    return bool(text) and letters < 0.5 * len(text)


def join_row(row: Sequence[Line]) -> list[Line]:
    """Lines of one row (left to right) joined per script, words in that script's reading order.

    A piece of digits belongs to the writing beside it.
    """
    scripts = [None if all(is_digits(w.text) for w in line.words) else line.script for line in row]
    written = [script for script in scripts if script is not None]
    joined: list[Line] = []
    for line, script in zip(row, scripts, strict=True):
        own = script or (joined[-1].script if joined else written[0] if written else line.script)
        if joined and joined[-1].script is own:
            last = joined[-1]
            words = last.words + line.words if own is Script.LATIN else line.words + last.words
            joined[-1] = replace(last, words=words, box=last.box.union(line.box))
        else:
            joined.append(replace(line, script=own))
    return joined


def _is_of(character: str, script: Script) -> bool:
    name = unicodedata.name(character, "")
    return name.startswith("LATIN" if script is Script.LATIN else "ARABIC")
