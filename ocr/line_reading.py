"""The engine that each line is read by: the one that reads its script and its hand best.

Tesseract reads print and type of both scripts, and no handwriting. PP-OCR reads Latin lines of
every hand, better than Tesseract where that one is in doubt, and takes three times as long.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from ocr.engine import Engine, LineReading
from ocr.line_crop import LineCrop, cut_to_ink, even_line, has_ink
from ocr.page import Script, Word
from ocr.paper import Colour, Grey
from ocr.ppocr import PpOcr
from ocr.script import script_of
from ocr.script_picture import looks
from ocr.tesseract import Tesseract

PRINT: dict[Script, Engine] = {Script.LATIN: Tesseract("fra"), Script.ARABIC: Tesseract("ara")}
"""What reads print and type, and every line whose hand nobody told."""
HANDWRITING: dict[Script, Engine] = {Script.LATIN: PpOcr()}
"""What reads handwriting, and print again of which the first reader is less than sure."""

# Lines of which the reader of print is less sure are read again; below the second nobody is sure
# that they are print at all. Letters of handwriting that PP-OCR was sure of were right this often.
_SURE_PRINT, _PLAINLY_PRINT = 0.9, 0.6
_HAND_TRUST = 0.65
# A line that leans less to one script by its picture, or is doubted so much, is read in both.
_SURE_SCRIPT, _DOUBTED = 0.5, 0.4


@dataclass(frozen=True, slots=True)
class LineImage:
    """One line, black on white; ``hand`` tells handwriting from print, None when nobody knows."""

    image: Grey
    script: Script
    hand: bool | None = None


def read_lines(lines: Sequence[LineImage]) -> list[LineReading]:
    """Read each line by the engine that suits it, words with boxes in its image's pixels.

    A line without ink reaches no engine and has no words.

    Raises:
        EngineMissing, EngineFailed: as the engines do.
    """
    even = [even_line(line.image) for line in lines]
    inked = [i for i, image in enumerate(even) if has_ink(image)]
    readings: dict[int, LineReading] = {}
    for script, engine in PRINT.items():
        own = [i for i in inked if lines[i].script is script and not _is_for_hands(lines[i])]
        readings |= _read_by(engine, even, own)
    for script, engine in HANDWRITING.items():
        own = [i for i in inked if lines[i].script is script and _is_doubtful(readings.get(i))]
        for i, again in _read_by(engine, even, own).items():
            readings[i] = _better(lines[i], readings.get(i), again)
    return [readings.get(i, LineReading(())) for i in range(len(lines))]


def read_line_image(image: Colour | Grey) -> LineReading:
    """Read a picture of one line as it was photographed; its script and hand are found out."""
    grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY) if image.ndim == 3 else image
    even = even_line(np.asarray(grey, np.uint8))
    (look,) = looks([even])
    script = script_of(look.leaning)
    hand = look.hand if script is Script.LATIN else None
    (reading,) = read_lines([LineImage(even, script, hand)])
    if abs(look.leaning) >= _SURE_SCRIPT and _doubt(reading) < _DOUBTED:
        return reading
    other = Script.ARABIC if script is Script.LATIN else Script.LATIN
    (second,) = read_lines([LineImage(even, other)])
    return min(reading, second, key=_doubt)


def _doubt(reading: LineReading) -> float:
    """How little an engine believes its reading, 0 to 1, whatever handwriting deserves."""
    by_hand = reading.engine in {engine.version() for engine in HANDWRITING.values()}
    return 1 - min(1.0, reading.confidence / (_HAND_TRUST if by_hand else 1.0))


def _is_for_hands(line: LineImage) -> bool:
    return line.hand is True and line.script in HANDWRITING


def _is_doubtful(read: LineReading | None) -> bool:
    return read is None or read.confidence < _SURE_PRINT


def _better(line: LineImage, first: LineReading | None, again: LineReading) -> LineReading:
    """What the reader of handwriting says, where it says anything, less believed of handwriting."""
    if not again.words and first is not None:
        return first
    return again if _is_print(line, first) else _as_handwriting(again)


def _is_print(line: LineImage, read: LineReading | None) -> bool:
    """Whether a line is print or type: as told, or as the reader of print could read it."""
    if line.hand is not None:
        return not line.hand
    return read is not None and read.confidence >= _PLAINLY_PRINT


def _read_by(engine: Engine, even: Sequence[Grey], chosen: Sequence[int]) -> dict[int, LineReading]:
    crops = [cut_to_ink(even[i], engine.room) for i in chosen]
    read = engine.read_lines([crop.image for crop in crops])
    return {i: _moved(one, crop) for i, one, crop in zip(chosen, read, crops, strict=True)}


def _moved(reading: LineReading, crop: LineCrop) -> LineReading:
    words = (replace(word, box=word.box.shifted(crop.left, crop.top)) for word in reading.words)
    return replace(reading, words=tuple(words))


def _as_handwriting(reading: LineReading) -> LineReading:
    words = (_doubted(word) for word in reading.words)
    return replace(reading, words=tuple(words))


def _doubted(word: Word) -> Word:
    return replace(word, confidence=_HAND_TRUST * word.confidence)
