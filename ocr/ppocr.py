"""The one module that runs PP-OCR, as rapidocr ships it: Latin handwriting, and figures anywhere.

Its weights come inside the package; nothing is downloaded. It knows no Arabic letters. Only the
letters of French, figures and signs are asked of it: the thousands of others can only be wrong.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from importlib.metadata import version as package_version
from importlib.resources import files
from math import ceil
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from ocr import ctc
from ocr.engine import LineReading
from ocr.errors import EngineMissing
from ocr.page import BoundingBox, Word
from ocr.paper import Grey
from ocr.written_dates import likely_dates, may_be_date

_HEIGHT = 48
_NARROWEST = 320
_LETTERS = (
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    "àâäçéèêëîïôöùûüÿñœæÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸŒÆ"
    "!\"#$%&'()*+,-./:;<=>?@[\\]_{|}°«»’‘“”–—…½§£"
)
_LEAST = 1e-8
_SURE, _ALTERNATIVES, _BEAM, _DATES = 0.97, 8, 10, 40
# A doubtful date is looked at again drawn wider and narrower: its letters stand apart elsewhere.
_WIDTHS = (0.85, 1.15)


class PpOcr:
    """PP-OCR as an engine of lines."""

    room = 0.28

    def version(self) -> str:
        """As the function of that name."""
        return version()

    def read_lines(self, images: Sequence[Grey]) -> list[LineReading]:
        """As the function of that name."""
        return read_lines(images)


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
def _network() -> Any:  # onnxruntime's types are its own compiler's
    """PP-OCR's recogniser, from the wheel of rapidocr, whose own code asks for much it never uses.

    One line at a time on one thread: pages run side by side, and batches cost memory, not time.
    """
    try:
        from onnxruntime import InferenceSession, SessionOptions

        shipped = [str(file) for file in (files("rapidocr") / "models").iterdir()]
    except (ImportError, FileNotFoundError) as missing:
        raise EngineMissing("rapidocr is not installed: install requirements.txt") from missing
    weights = sorted(name for name in shipped if "_rec_" in name and name.endswith(".onnx"))
    if not weights:
        raise EngineMissing("rapidocr came without its weights: install requirements.txt")
    options = SessionOptions()
    options.log_severity_level = 4
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return InferenceSession(str(weights[-1]), options, providers=["CPUExecutionProvider"])


@cache
def _alphabet() -> tuple[tuple[str, ...], list[int]]:
    """Labels of the matrix as letters (blank and space first), and their places in the network."""
    known: list[str] = _network().get_modelmeta().custom_metadata_map["character"].splitlines()
    # The network's first place is the blank, and its last, which the list leaves out, the space.
    places = {letter: place for place, letter in enumerate([*known, " "], start=1)}
    letters = [letter for letter in dict.fromkeys(_LETTERS) if letter in places]
    return ("", " ", *letters), [ctc.BLANK, places[" "], *(places[letter] for letter in letters)]


def _matrix(image: Grey) -> tuple[ctc.Matrix, float]:
    """What the network sees in a line, and the width of one step in pixels of the image."""
    network = _network()
    height, width = image.shape[:2]
    ratio = max(_NARROWEST / _HEIGHT, width / height)
    seen = network.run(None, {network.get_inputs()[0].name: _made_ready(image, ratio)})[0][0]
    return np.log(np.maximum(seen[:, _alphabet()[1]], _LEAST)), height * ratio / len(seen)


def _made_ready(image: Grey, ratio: float) -> npt.NDArray[np.float32]:
    """The network's input, 1 by 3 by 48 by ``ratio`` times as many: black -1, white 1, else 0."""
    height, width = image.shape[:2]
    across = int(_HEIGHT * ratio)
    own = min(across, ceil(_HEIGHT * (width / height)))
    made = np.zeros((1, 3, _HEIGHT, across), np.float32)
    made[..., :own] = (cv2.resize(image, (own, _HEIGHT)).astype(np.float32) / 255 - 0.5) / 0.5
    return made


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
        dates = _dates(image, matrix)
        words[0] = replace(words[0], alternatives=(*words[0].alternatives, *dates))
    return LineReading(tuple(words), version())


def _dates(image: Grey, matrix: ctc.Matrix) -> list[str]:
    """The dates that a line may say, best first; several are told by three pictures of it."""
    letters, _ = _alphabet()
    dates = likely_dates([matrix], letters, _DATES)
    if len(dates) < 2:
        return dates
    height, width = image.shape[:2]
    again = [cv2.resize(image, (max(2, round(width * one)), height)) for one in _WIDTHS]
    seen = [_matrix(np.asarray(one, np.uint8))[0] for one in again]
    return likely_dates([matrix, *seen], letters, _DATES)


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
