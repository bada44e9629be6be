"""The engine that each line is read by: the one that reads its script and its hand best.

Tesseract reads print and type of both scripts, and no handwriting. PP-OCR reads Latin lines of
every hand, better than Tesseract where that one is in doubt, and takes three times as long.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from ocr import ppocr, tesseract
from ocr.arabic_commas import restore_commas
from ocr.line_crop import LineCrop, cut_to_ink, even_line, has_ink
from ocr.page import Script, Word
from ocr.paper import Colour, Grey
from ocr.script import script_of
from ocr.script_picture import looks
from ocr.tesseract import LineReading

# Room left above and below a line's core of ink, in its heights, measured on lines of both.
_TESSERACT_ROOM, _PPOCR_ROOM = 0.6, 0.28
# Latin lines of which Tesseract is less sure are read again; below the second nobody is sure
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
    for script, language in tesseract.LANGUAGES.items():
        own = [i for i in inked if lines[i].script is script and not _is_latin_hand(lines[i])]
        readings |= _by_tesseract(even, own, language)
    for i in inked:
        known = readings.get(i)
        if lines[i].script is Script.LATIN and (known is None or known.confidence < _SURE_PRINT):
            again = _by_ppocr(even[i])
            if again.words:
                readings[i] = again if _is_print(lines[i], known) else _as_handwriting(again)
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
    trust = _HAND_TRUST if reading.engine == ppocr.version() else 1.0
    return 1 - min(1.0, reading.confidence / trust)


def _is_latin_hand(line: LineImage) -> bool:
    return line.script is Script.LATIN and line.hand is True


def _is_print(line: LineImage, read: LineReading | None) -> bool:
    """Whether a Latin line is print or type: as told, or as Tesseract could read it."""
    if line.hand is not None:
        return not line.hand
    return read is not None and read.confidence >= _PLAINLY_PRINT


def _by_tesseract(
    even: Sequence[Grey], chosen: Sequence[int], language: str
) -> dict[int, LineReading]:
    crops = [cut_to_ink(even[i], _TESSERACT_ROOM) for i in chosen]
    read = tesseract.read_lines([crop.image for crop in crops], language)
    moved = {i: _moved(reading, crop) for i, reading, crop in zip(chosen, read, crops, strict=True)}
    if language != tesseract.LANGUAGES[Script.ARABIC]:
        return moved
    return {i: replace(r, words=restore_commas(r.words)) for i, r in moved.items()}


def _by_ppocr(even: Grey) -> LineReading:
    crop = cut_to_ink(even, _PPOCR_ROOM)
    (reading,) = ppocr.read_lines([crop.image])
    return _moved(reading, crop)


def _moved(reading: LineReading, crop: LineCrop) -> LineReading:
    words = (replace(word, box=word.box.shifted(crop.left, crop.top)) for word in reading.words)
    return replace(reading, words=tuple(words))


def _as_handwriting(reading: LineReading) -> LineReading:
    words = (_doubted(word) for word in reading.words)
    return replace(reading, words=tuple(words))


def _doubted(word: Word) -> Word:
    return replace(word, confidence=_HAND_TRUST * word.confidence)
