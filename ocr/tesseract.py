"""The one module that runs Tesseract, through pytesseract, on many line images in one process."""

import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import cv2
import pytesseract

from ocr.errors import EngineFailed, EngineMissing
from ocr.page import BoundingBox, Script, Word
from ocr.paper import Grey

LANGUAGES = {Script.LATIN: "fra", Script.ARABIC: "ara"}
_TIMEOUT = 120


@dataclass(frozen=True, slots=True)
class LineReading:
    """Words of one line image, boxes in its pixels, in logical order."""

    words: tuple[Word, ...]

    @property
    def confidence(self) -> float:
        """Mean word confidence weighted by length, 0 to 1."""
        length = sum(len(word.text) for word in self.words)
        return sum(w.confidence * len(w.text) for w in self.words) / length if length else 0.0


def read_lines(
    images: Sequence[Grey], language: str, psm: int = 13, options: str = ""
) -> list[LineReading]:
    """Read line images (black on white, letters 20 to 40 pixels high) in one engine run.

    Args:
        language: Tesseract language, "fra" or "ara".
        psm: page segmentation mode; 13 (raw line) drops no line, 7 does.
        options: further engine options, as on its command line.

    Raises:
        EngineMissing: Tesseract or the language is not installed.
        EngineFailed: it stopped or took over two minutes.
    """
    if not images:
        return []
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
    with tempfile.TemporaryDirectory(prefix="sijill-lines-") as folder:
        paths = [Path(folder) / f"{i:04}.png" for i in range(len(images))]
        for path, image in zip(paths, images, strict=True):
            cv2.imwrite(str(path), image, [cv2.IMWRITE_PNG_COMPRESSION, 1])
        index = Path(folder) / "lines.txt"
        index.write_text("\n".join(str(path) for path in paths), encoding="utf-8")
        table = _run(str(index), language, f"--psm {psm} {options}")
    leftwards = language == LANGUAGES[Script.ARABIC]
    return [_parted(words, leftwards) for words in _split(table, len(images))]


@cache
def version() -> str:
    """Engine name and version, as kept with each reading."""
    try:
        return f"tesseract {pytesseract.get_tesseract_version()}"
    except pytesseract.TesseractNotFoundError as missing:
        raise EngineMissing(
            "tesseract is not installed: apt-get install tesseract-ocr"
        ) from missing


def _run(index: str, language: str, config: str) -> dict[str, list[str]]:
    try:
        table: dict[str, list[str]] = pytesseract.image_to_data(
            index,
            lang=language,
            config=config,
            output_type=pytesseract.Output.DICT,
            timeout=_TIMEOUT,
        )
    except pytesseract.TesseractNotFoundError as missing:
        raise EngineMissing(
            "tesseract is not installed: apt-get install tesseract-ocr"
        ) from missing
    except pytesseract.TesseractError as failed:
        if "Failed loading language" in failed.message:
            message = f"Tesseract lacks {language}: apt-get install tesseract-ocr-{language}"
            raise EngineMissing(message) from failed
        raise EngineFailed(f"Tesseract stopped ({failed.status}): {failed.message}") from failed
    except RuntimeError as timeout:
        raise EngineFailed(f"Tesseract took over {_TIMEOUT} s on one page") from timeout
    return table


def _split(table: dict[str, list[str]], count: int) -> list[list[Word]]:
    words: list[list[Word]] = [[] for _ in range(count)]
    for i, text in enumerate(table["text"]):
        confidence = float(table["conf"][i])
        text = _clean(str(text))
        if confidence < 0 or not text:
            continue
        left, top = int(table["left"][i]), int(table["top"][i])
        width, height = max(1, int(table["width"][i])), max(1, int(table["height"][i]))
        box = BoundingBox(left, top, left + width, top + height)
        words[int(table["page_num"][i]) - 1].append(Word(text, box, min(1.0, confidence / 100)))
    return words


def _parted(words: list[Word], leftwards: bool) -> LineReading:
    """A line whose words end where their neighbours begin: some get the box of the whole line."""
    parted = list(words)
    for i in range(len(words) - 1):
        left, right = (i + 1, i) if leftwards else (i, i + 1)
        a, b = parted[left].box, parted[right].box
        if a.left < b.left and b.centre[0] < a.right:
            parted[left] = replace(parted[left], box=replace(a, right=min(a.right, b.left)))
        elif a.right < b.right and b.left < a.centre[0]:
            parted[right] = replace(parted[right], box=replace(b, left=max(b.left, a.right)))
    return LineReading(tuple(parted))


def _clean(text: str) -> str:
    """Without the direction marks that Tesseract adds around Arabic words."""
    return text.translate(
        {0x200E: None, 0x200F: None, 0x202A: None, 0x202B: None, 0x202C: None}
    ).strip()
