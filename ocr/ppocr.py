"""The one module that runs PP-OCR, through rapidocr: Latin handwriting, and figures anywhere.

Its weights come inside the package; nothing is downloaded. It knows no Arabic letters.
"""

from collections.abc import Sequence
from functools import cache
from importlib.metadata import version as package_version
from typing import Any

import cv2
import numpy as np

from ocr.errors import EngineMissing
from ocr.page import BoundingBox, Word
from ocr.paper import Grey
from ocr.tesseract import LineReading

# One line at a time on one thread: pages run side by side, and batches cost memory, not time.
_SETTINGS = {
    "Global.use_det": False,
    "Global.use_cls": False,
    "Global.log_level": "error",
    "Rec.rec_batch_num": 1,
    "EngineConfig.onnxruntime.intra_op_num_threads": 1,
    "EngineConfig.onnxruntime.inter_op_num_threads": 1,
}


def read_lines(images: Sequence[Grey]) -> list[LineReading]:
    """Read line images (black on white); words are parted at the spaces the engine writes.

    Raises:
        EngineMissing: rapidocr or its weights are not installed.
    """
    if not images:
        return []
    from rapidocr.ch_ppocr_rec import TextRecInput

    recognizer = _recognizer()
    readings = []
    for image in images:
        colour = cv2.cvtColor(image, cv2.COLOR_GRAY2BGR)
        output = recognizer(TextRecInput(img=[colour], return_word_box=True))
        places = output.word_results[0] if output.word_results else None
        readings.append(_reading(output.txts[0], float(output.scores[0]), places, image.shape))
    return readings


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


def _reading(text: str, score: float, places: Any, shape: tuple[int, ...]) -> LineReading:
    height, width = shape[:2]
    letters = [letter for word in text.split() for letter in word]
    columns, confidences = _columns(places, len(letters), width, score)
    words: list[Word] = []
    at = 0
    for word in text.split():
        own = slice(at, at + len(word))
        at += len(word)
        left, right = columns[own][0], columns[own][-1]
        step = width / max(len(letters), 1) / 2
        box = BoundingBox(
            int(np.clip(left - step, 0, width - 2)),
            0,
            int(np.clip(right + step, 2, width)),
            height,
        )
        # Its mean is sure of itself even when one letter is wrong: the weakest letter counts too.
        confidence = float(np.clip((np.mean(confidences[own]) + min(confidences[own])) / 2, 0, 1))
        words.append(Word(word, box, confidence))
    return LineReading(tuple(words))


def _columns(places: Any, count: int, width: int, score: float) -> tuple[list[float], list[float]]:
    """Where each letter stands and how sure it is; spread evenly when the engine does not say."""
    if places is not None and places.line_txt_len:
        columns = [column for word in places.word_cols for column in word]
        if len(columns) == count:
            scale = width / places.line_txt_len
            # The engine counts spaces too where a line has several words: its mean serves there.
            own = places.confs if len(places.confs) == count else [score] * count
            return [column * scale for column in columns], [float(c) for c in own]
    return [(i + 0.5) * width / max(count, 1) for i in range(count)], [score] * count
