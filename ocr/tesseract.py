"""Tesseract on line images: by its library in this process, else by its command, pytesseract's way.

Both give the same words; the library spares a process and its models for every page.
"""

import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import cv2

from ocr import tesseract_library
from ocr.alternatives import other_readings
from ocr.arabic_commas import restore_commas
from ocr.engine import LineReading
from ocr.errors import EngineFailed, EngineMissing
from ocr.page import BoundingBox, Script, Word
from ocr.paper import Grey
from ocr.tesseract_library import RAW_LINE, LanguageMissing, LineNotRead, line_to_hocr

LANGUAGES = {Script.LATIN: "fra", Script.ARABIC: "ara"}
_TIMEOUT = 120
_SETTINGS = (
    # The letters it weighed, taken from its search; they cost a twentieth of a reading.
    *("lstm_choice_mode=2", "lstm_choice_iterations=2"),
    # A doubtful line is read as white on black as well unless this is told; none comes that way.
    "tessedit_do_invert=0",
)
_SURE, _WEIGHED = 0.95, 20.0


@dataclass(frozen=True, slots=True)
class Tesseract:
    """Tesseract in one of its languages, "fra" or "ara", as an engine of lines."""

    language: str
    room = 0.6  # measured on lines of both scripts, as PP-OCR's

    def version(self) -> str:
        """Name, version, language and the mode of page segmentation."""
        return f"{version()} {self.language} psm {RAW_LINE}"

    def read_lines(self, images: Sequence[Grey]) -> list[LineReading]:
        """As the function of that name; Arabic commas misread are mended."""
        readings = read_lines(images, self.language)
        if self.language != LANGUAGES[Script.ARABIC]:
            return readings
        return [replace(one, words=restore_commas(one.words)) for one in readings]


def read_lines(images: Sequence[Grey], language: str) -> list[LineReading]:
    """Read line images (black on white, letters 20 to 40 pixels high), each as one raw line.

    Args:
        language: Tesseract language, "fra" or "ara".

    Raises:
        EngineMissing: Tesseract or the language is not installed.
        EngineFailed: it stopped or took over two minutes.
    """
    if not images:
        return []
    by = _by_library if tesseract_library.is_there() else _by_command
    leftwards = language == LANGUAGES[Script.ARABIC]
    pages = by(images, language)
    return [_parted(_split(page), leftwards, f"tesseract {language}") for page in pages]


def _by_library(images: Sequence[Grey], language: str) -> list[ElementTree.Element]:
    try:
        told = [line_to_hocr(image, language, _SETTINGS, _TIMEOUT) for image in images]
    except LanguageMissing as missing:
        raise _lacking(language) from missing
    except LineNotRead as failed:
        raise EngineFailed(str(failed)) from failed
    return [ElementTree.fromstring(page) for page in told]  # noqa: S314 - the engine's own writing


def _by_command(images: Sequence[Grey], language: str) -> list[ElementTree.Element]:
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
    with tempfile.TemporaryDirectory(prefix="sijill-lines-") as folder:
        paths = [Path(folder) / f"{i:04}.pgm" for i in range(len(images))]
        for path, image in zip(paths, images, strict=True):
            cv2.imwrite(str(path), image)
        index = Path(folder) / "lines.txt"
        index.write_text("\n".join(str(path) for path in paths), encoding="utf-8")
        settings = " ".join(f"-c {setting}" for setting in _SETTINGS)
        written = _run(str(index), language, f"--psm {RAW_LINE} {settings}")
    return written.findall(".//*[@class='ocr_page']")


@cache
def version() -> str:
    """Engine name and version, as kept with each reading."""
    if known := tesseract_library.version():
        return f"tesseract {known}"
    import pytesseract

    try:
        return f"tesseract {pytesseract.get_tesseract_version()}"
    except pytesseract.TesseractNotFoundError as missing:
        raise EngineMissing(
            "tesseract is not installed: apt-get install tesseract-ocr"
        ) from missing


def _run(index: str, language: str, config: str) -> ElementTree.Element:
    import pytesseract

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
            raise _lacking(language) from failed
        raise EngineFailed(f"Tesseract stopped ({failed.status}): {failed.message}") from failed
    except RuntimeError as timeout:
        raise EngineFailed(f"Tesseract took over {_TIMEOUT} s on one page") from timeout
    return ElementTree.fromstring(written)  # noqa: S314 - the engine's own writing


def _lacking(language: str) -> EngineMissing:
    return EngineMissing(f"Tesseract lacks {language}: apt-get install tesseract-ocr-{language}")


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
