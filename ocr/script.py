"""Script of a line, decided from its column and, in doubt, from how far readings are believed."""

import unicodedata
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ocr.engine import LineReading
from ocr.page import BoundingBox, Line, Script

_DIGITS = set("0123456789/.-:٠١٢٣٤٥٦٧٨٩")
_CUSTOM = 0.4


def leaning(latin: LineReading, arabic: LineReading) -> float:
    """How far the two readings speak for Latin (up to 1) or Arabic (down to -1) writing."""
    return _belief(latin, Script.LATIN) - _belief(arabic, Script.ARABIC)


def with_column(leanings: Sequence[float], boxes: Sequence[BoundingBox]) -> list[float]:
    """Leanings of a leaf's lines, each moved by those in its column: what says little follows."""
    if not boxes:
        return []
    left, right = (np.array([[getattr(b, side) for b in boxes]]) for side in ("left", "right"))
    width = right - left
    shared = np.minimum(right, right.T) - np.maximum(left, left.T)
    beside = (shared >= 0.5 * np.minimum(width, width.T)).astype(float)
    np.fill_diagonal(beside, 0)
    custom = beside @ np.array(leanings) / np.maximum(beside.sum(axis=1), 1)
    return [own + _CUSTOM * float(its) for own, its in zip(leanings, custom, strict=True)]


def script_of(leaning: float) -> Script:
    """The script a leaning speaks for."""
    return Script.LATIN if leaning >= 0 else Script.ARABIC


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
