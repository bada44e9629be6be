"""The one module that runs Tesseract, through pytesseract, on many line images in one process."""

import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import cv2
import pytesseract

from ocr.alternatives import other_readings
from ocr.errors import EngineFailed, EngineMissing
from ocr.page import BoundingBox, Script, Word
from ocr.paper import Grey

LANGUAGES = {Script.LATIN: "fra", Script.ARABIC: "ara"}
_TIMEOUT = 120
# The letters it weighed, taken from its search; they cost a tenth of a reading.
_CHOICES = "-c lstm_choice_mode=2 -c lstm_choice_iterations=2"
# A doubtful line is read as white on black as well unless this is told; none comes that way.
_AS_IS = "-c tessedit_do_invert=0"
_SURE, _WEIGHED = 0.95, 20.0


@dataclass(frozen=True, slots=True)
class LineReading:
    """Words of one line image, boxes in its pixels, in logical order, and the engine that read."""

    words: tuple[Word, ...]
    engine: str = ""

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
        paths = [Path(folder) / f"{i:04}.pgm" for i in range(len(images))]
        for path, image in zip(paths, images, strict=True):
            cv2.imwrite(str(path), image)
        index = Path(folder) / "lines.txt"
        index.write_text("\n".join(str(path) for path in paths), encoding="utf-8")
        written = _run(str(index), language, f"--psm {psm} {_CHOICES} {_AS_IS} {options}")
    leftwards = language == LANGUAGES[Script.ARABIC]
    pages = written.findall(".//*[@class='ocr_page']")
    return [_parted(_split(page), leftwards, f"tesseract {language}") for page in pages]


@cache
def version() -> str:
    """Engine name and version, as kept with each reading."""
    try:
        return f"tesseract {pytesseract.get_tesseract_version()}"
    except pytesseract.TesseractNotFoundError as missing:
        raise EngineMissing(
            "tesseract is not installed: apt-get install tesseract-ocr"
        ) from missing


def _run(index: str, language: str, config: str) -> ElementTree.Element:
    try:
        written: bytes = pytesseract.image_to_pdf_or_hocr(
            index, lang=language, config=config, extension="hocr", timeout=_TIMEOUT
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
    return ElementTree.fromstring(written)  # noqa: S314 - the engine's own writing


def _split(page: ElementTree.Element) -> list[Word]:
    """Words of one page of hOCR, which is one of the line images."""
    words = []
    for element in page.iterfind(".//*[@class='ocrx_word']"):
        text = _clean(element.text or "")
        if not text:
            continue
        left, top, right, bottom = (int(n) for n in _told(element, "bbox").split()[:4])
        box = BoundingBox(left, top, max(right, left + 1), max(bottom, top + 1))
        confidence = min(1.0, max(0.0, float(_told(element, "x_wconf")) / 100))
        others = () if confidence >= _SURE else _others(element, text)
        words.append(Word(text, box, confidence, others))
    return words


def _others(word: ElementTree.Element, text: str) -> tuple[str, ...]:
    """What else the word may say, where the engine's choices stand letter by letter for it."""
    weighed = [
        {_clean(choice.text or ""): float(_told(choice, "x_confs")) for choice in letter}
        for letter in word
    ]
    letters = [{c: f for c, f in choices.items() if c} for choices in weighed]
    letters = [choices for choices in letters if choices]
    # Choices stand from left to right, Arabic letters from right to left.
    for ordered in (letters, letters[::-1]):
        if len(ordered) == len(text) and all(
            letter in choices for letter, choices in zip(text, ordered, strict=True)
        ):
            behind = [
                {c: choices[letter] - f for c, f in choices.items() if f > _WEIGHED}
                for letter, choices in zip(text, ordered, strict=True)
            ]
            return other_readings(text, behind)
    return ()


def _told(element: ElementTree.Element, name: str) -> str:
    """One property of an element of hOCR, told in its title: "bbox 1 2 3 4; x_wconf 90"."""
    for part in element.attrib["title"].split(";"):
        key, _, value = part.strip().partition(" ")
        if key == name:
            return value
    raise EngineFailed(f"Tesseract wrote a word without {name}: its version may not be supported")


def _parted(words: list[Word], leftwards: bool, engine: str) -> LineReading:
    """A line whose words end where their neighbours begin: some get the box of the whole line."""
    parted = list(words)
    for i in range(len(words) - 1):
        left, right = (i + 1, i) if leftwards else (i, i + 1)
        a, b = parted[left].box, parted[right].box
        if a.left < b.left and b.centre[0] < a.right:
            parted[left] = replace(parted[left], box=replace(a, right=min(a.right, b.left)))
        elif a.right < b.right and b.left < a.centre[0]:
            parted[right] = replace(parted[right], box=replace(b, left=max(b.left, a.right)))
    return LineReading(tuple(parted), engine)


def _clean(text: str) -> str:
    """Without the direction marks that Tesseract adds around Arabic words."""
    return text.translate(
        {0x200E: None, 0x200F: None, 0x202A: None, 0x202B: None, 0x202C: None}
    ).strip()
