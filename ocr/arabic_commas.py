"""Commas of Arabic lines: Tesseract's Arabic model has no letter for them and writes what is near.

A comma comes out as a full stop, a closing quotation mark or a semicolon, whichever it doubts
least; a full stop comes out as one and nothing else is weighed.
"""

from collections.abc import Sequence
from dataclasses import replace

from ocr.page import Word

COMMA = "،"

_LOOK_ALIKES = ".»,؛"
_OPENING, _CLOSING = "«", "»"


def restore_commas(words: Sequence[Word]) -> tuple[Word, ...]:
    """Words of a line with a comma where one was misread; the reading stays as an alternative."""
    restored = []
    quoted = False
    for word in words:
        restored.append(_restored(word) if _is_misread(word, quoted) else word)
        quoted = (quoted or _OPENING in word.text) and _CLOSING not in word.text
    return tuple(restored)


def _is_misread(word: Word, quoted: bool) -> bool:
    stem, last = word.text[:-1], word.text[-1]
    if last == _CLOSING and not quoted and _OPENING not in word.text:
        return True
    doubted = {other[-1] for other in word.alternatives if other[:-1] == stem}
    return last in _LOOK_ALIKES and bool(doubted & {*_LOOK_ALIKES, "ء"})


def _restored(word: Word) -> Word:
    return replace(word, text=word.text[:-1] + COMMA, alternatives=(word.text, *word.alternatives))
