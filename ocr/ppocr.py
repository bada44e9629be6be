"""The one module that runs PP-OCR, through rapidocr: Latin handwriting, and figures anywhere.

Its weights come inside the package; nothing is downloaded. It knows no Arabic letters. Only the
letters of French, figures and signs are asked of it: the thousands of others can only be wrong.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from importlib.metadata import version as package_version
from typing import Any

import cv2
import numpy as np

from ocr import ctc
from ocr.errors import EngineMissing
from ocr.page import BoundingBox, Word
from ocr.paper import Grey
from ocr.tesseract import LineReading
from ocr.written_dates import likely_dates, may_be_date

# One line at a time on one thread: pages run side by side, and batches cost memory, not time.
# What one line needed is kept for the next: given back, memory came to half as much again.
_SETTINGS = {
    "Global.use_det": False,
    "Global.use_cls": False,
    "Global.log_level": "error",
    "Rec.rec_batch_num": 1,
    "EngineConfig.onnxruntime.intra_op_num_threads": 1,
    "EngineConfig.onnxruntime.inter_op_num_threads": 1,
    "EngineConfig.onnxruntime.enable_cpu_mem_arena": True,
}
_LETTERS = (
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    "àâäçéèêëîïôöùûüÿñœæÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸŒÆ"
    "!\"#$%&'()*+,-./:;<=>?@[\\]_{|}°«»’‘“”–—…½§£"
)
_LEAST = 1e-8
_SURE, _ALTERNATIVES, _BEAM, _DATES = 0.97, 8, 10, 8


def read_lines(images: Sequence[Grey]) -> list[LineReading]:
    """Read line images (black on white); words are parted at the spaces the engine writes.

    A word it is not sure of brings up to eight other readings, and the first word of a line that
    may be a date the dates that the whole line may say, as "27 mai 1909".

    Raises:
        EngineMissing: rapidocr or its weights are not installed.
    """
    return [_read(image) for image in images]


@cache
def version() -> str:
    """Engine name and version, as kept with each reading."""
    return f"rapidocr {package_version('rapidocr')}"


@cache
def _recognizer() -> Any:  # rapidocr ships no types
    try:
        from rapidocr import RapidOCR
    except ImportError as missing:
        raise EngineMissing("rapidocr is not installed: install requirements.txt") from missing
    engine: Any = RapidOCR(params=_SETTINGS)
    return engine._load_rec_model()


@cache
def _alphabet() -> tuple[tuple[str, ...], list[int]]:
    """Labels of the matrix as letters (blank and space first), and their places in the network."""
    known: list[str] = _recognizer().postprocess_op.character
    places = {letter: place for place, letter in enumerate(known)}
    letters = [letter for letter in dict.fromkeys(_LETTERS) if letter in places]
    return ("", " ", *letters), [ctc.BLANK, places[" "], *(places[letter] for letter in letters)]


def _matrix(image: Grey) -> tuple[ctc.Matrix, float]:
    """What the network sees in a line, and the width of one step in pixels of the image."""
    recognizer = _recognizer()
    _, high, wide = recognizer.rec_image_shape
    height, width = image.shape[:2]
    ratio = max(wide / high, width / height)
    colour = cv2.cvtColor(image, cv2.COLOR_GRAY2BGR)
    made_ready = recognizer.resize_norm_img(colour, ratio)[np.newaxis].astype(np.float32)
    seen = recognizer.session(made_ready)[0][:, _alphabet()[1]]
    return np.log(np.maximum(seen, _LEAST)), height * ratio / len(seen)


def _read(image: Grey) -> LineReading:
    matrix, step = _matrix(image)
    letters, _ = _alphabet()
    reading = ctc.read_greedily(matrix)
    spaces = [-1, *(i for i, at in enumerate(reading.labels) if letters[at] == " ")]
    words = []
    for first, end in zip(spaces, [*spaces[1:], len(reading.labels)], strict=True):
        if end - first > 1:
            words.append(_word(matrix, reading, slice(first + 1, end), step, image.shape))
    text = "".join(letters[label] for label in reading.labels)
    if words and may_be_date(text):
        dates = likely_dates(matrix, letters, _DATES)
        words[0] = replace(words[0], alternatives=(*words[0].alternatives, *dates))
    return LineReading(tuple(words), version())


def _word(
    matrix: ctc.Matrix, reading: ctc.Reading, own: slice, step: float, shape: tuple[int, ...]
) -> Word:
    """The letters ``own`` of a reading as a word, with what else may be written there."""
    height, width = shape[:2]
    letters, _ = _alphabet()
    text = "".join(letters[label] for label in reading.labels[own])
    known = reading.confidences[own]
    half = width / max(len(reading.labels), 1) / 2
    left = (reading.steps[own.start] + 0.5) * step - half
    right = (reading.steps[own.stop - 1] + 0.5) * step + half
    box = BoundingBox(int(np.clip(left, 0, width - 2)), 0, int(np.clip(right, 2, width)), height)
    # Its mean is sure of itself even when one letter is wrong: the weakest letter counts too.
    confidence = float(np.clip((np.mean(known) + min(known)) / 2, 0, 1))
    if min(known) >= _SURE:
        return Word(text, box, confidence)
    return Word(text, box, confidence, _others(matrix, reading, own, text))


def _others(matrix: ctc.Matrix, reading: ctc.Reading, own: slice, text: str) -> tuple[str, ...]:
    """Other readings between the spaces around a word, likeliest first."""
    letters, _ = _alphabet()
    begin = reading.steps[own.start - 1] + 1 if own.start else 0
    last = reading.steps[own.stop] if own.stop < len(reading.steps) else len(matrix)
    found = ctc.read_n_best(matrix[begin:last], _ALTERNATIVES + 1, _BEAM)
    texts = ("".join(letters[label] for label in one.labels).strip() for one in found)
    return tuple(other for other in dict.fromkeys(texts) if other and other != text)[:_ALTERNATIVES]
