"""Script of a line, decided from how far each script's reading of it can be believed."""

import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from ocr.page import Line, Script
from ocr.tesseract import LineReading

_DIGITS = set("0123456789/.-:٠١٢٣٤٥٦٧٨٩")


def choose_script(latin: LineReading, arabic: LineReading) -> Script:
    """The script whose reading is believed; digits alone count as Latin.

    A French engine set on Arabic writing finds specks of short words, an Arabic engine set on
    Latin writing spells letters and digits: the share of a script's own letters weighs in.
    """
    latin_weight = latin.confidence * (0.35 + 0.65 * letter_share(latin, Script.LATIN))
    arabic_weight = arabic.confidence * (0.35 + 0.65 * letter_share(arabic, Script.ARABIC))
    return Script.LATIN if latin_weight >= arabic_weight else Script.ARABIC


def letter_share(reading: LineReading, script: Script) -> float:
    """Share of a reading's characters that are letters of ``script`` (1 for digits in Latin)."""
    characters = [c for word in reading.words for c in word.text]
    if not characters:
        return 0.0
    own = sum(_is_of(c, script) for c in characters)
    return own / len(characters)


def is_digits(text: str) -> bool:
    """Whether most of a word is digits and date signs."""
    return (
        bool(text)
        and sum(c in _DIGITS for c in text) >= 0.6 * len(text)
        and any(c.isdigit() for c in text)
    )


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
    if script is Script.LATIN and character in _DIGITS:
        return True
    name = unicodedata.name(character, "")
    return name.startswith("LATIN" if script is Script.LATIN else "ARABIC")
