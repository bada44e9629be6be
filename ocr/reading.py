"""From the pixels of one scan to its words: correction, layout, lines, script, recognition.

Each line is read once in each script and belongs to the script whose reading its engine
believes; the two languages are never mixed in one run, which turns one script into the other's
letters.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from ocr import ppocr, tesseract
from ocr.geometry import PageGeometry, measure
from ocr.layout import Block, find_bands, find_blocks, rows_of
from ocr.leaf import WORKING_DPI, Leaf, cut_leaves, lies_sideways
from ocr.lines import Fragment, Ints, drop_blots, find_fragments, line_image, text_height
from ocr.page import BoundingBox, Line, Page, Region, Script, Word
from ocr.paper import Colour, Grey, coloured_ink, even_out, ink_mask, seal_ink, sheet_mask
from ocr.rules import find_rules, remove_dotted
from ocr.script import digits, is_digits, join_row, leaning, may_be_figures, settle_scripts
from ocr.tesseract import LineReading

READING_VERSION = 1
_LETTER_PIXELS = 44
_MARGIN = 6
_DOUBTFUL = 0.45
_SURE_PRINT = 0.88
# Letters of handwriting that the engine was sure of were right this often (register volumes).
_HAND_TRUST = 0.65


@dataclass(frozen=True, slots=True)
class PreparedLeaf:
    """A leaf ready to read: evened-out and corrected image, blocks and bands in its pixels."""

    even: Grey
    owner: Ints
    geometry: PageGeometry
    blocks: tuple[Block, ...]
    bands: tuple[BoundingBox, ...]
    letter_height: float


def engine_key() -> str:
    """Engines, versions and settings that decide a reading; a change reads pages again."""
    engines = f"{tesseract.version()} fra, ara psm 13 at {_LETTER_PIXELS} px; {ppocr.version()}"
    return f"sijill {READING_VERSION}; {engines}"


def read_page(image: Colour, dpi: int | None) -> Page:
    """Read one scan (height by width by 3, BGR) at its resolution in dots per inch, if known.

    A page that reads badly is tried upside down as well, and the better reading is kept.
    """
    rotation = 1 if lies_sideways(image) else 0
    page = _read_turned(image, dpi, rotation)
    if _belief(page) < _DOUBTFUL and any(True for _ in page.lines):
        other = _read_turned(image, dpi, rotation + 2)
        if _belief(other) > _belief(page) + 0.1:
            return other
    return page


def prepare_leaf(leaf: Leaf) -> PreparedLeaf:
    """Correct a leaf and find its bands, blocks and line fragments."""
    grey = cv2.cvtColor(leaf.image, cv2.COLOR_BGR2GRAY).astype(np.uint8)
    even, sheet = even_out(grey), sheet_mask(grey)
    geometry = measure(ink_mask(even) * sheet)
    even[sheet == 0] = 255
    even[seal_ink(coloured_ink(leaf.image), WORKING_DPI) > 0] = 255
    even = geometry.correct(even, 255)
    rules, bare = find_rules(remove_dotted(ink_mask(even), WORKING_DPI), WORKING_DPI)
    bare = drop_blots(bare, WORKING_DPI)
    walls = np.zeros_like(bare)
    for rule in rules.upright:
        walls[rule.top : rule.bottom, rule.left : rule.right] = 1
    fragments, owner = find_fragments(bare, walls, WORKING_DPI)
    bands = find_bands(rules, BoundingBox(0, 0, even.shape[1], even.shape[0]))
    height = text_height(bare, WORKING_DPI)
    blocks = find_blocks(fragments, rules, bands, height)
    return PreparedLeaf(even, owner, geometry, blocks, bands, height)


def _read_turned(image: Colour, dpi: int | None, rotation: int) -> Page:
    regions: list[Region] = []
    bands: list[BoundingBox] = []
    for leaf in cut_leaves(image, dpi, rotation):
        prepared = prepare_leaf(leaf)
        regions += _read_leaf(leaf, prepared, len(bands))
        bands += [leaf.place.box_on_scan(band, prepared.geometry) for band in prepared.bands]
    height, width = image.shape[:2]
    known = dpi or round(max(height, width) / 11.7)
    return Page(width, height, known, tuple(regions), tuple(bands), rotation, engine_key())


def _read_leaf(leaf: Leaf, prepared: PreparedLeaf, first_band: int) -> list[Region]:
    fragments = [fragment for block in prepared.blocks for fragment in block.fragments]
    readings = dict(zip(fragments, _read_fragments(prepared, fragments), strict=True))
    regions = []
    for block in prepared.blocks:
        rows = [[readings[f] for f in row if readings[f].words] for row in rows_of(block.fragments)]
        lines = tuple(
            _on_scan(line, leaf, prepared.geometry) for row in rows for line in join_row(row)
        )
        if lines:
            box = leaf.place.box_on_scan(block.box, prepared.geometry)
            band = first_band + block.band
            regions.append(Region(lines, box, block.kind, block.row, block.column, band))
    return regions


def _read_fragments(prepared: PreparedLeaf, fragments: Sequence[Fragment]) -> list[Line]:
    scale = float(np.clip(_LETTER_PIXELS / max(prepared.letter_height, 1), 1.0, 3.0))
    cut = [line_image(prepared.even, prepared.owner, f, scale, _MARGIN) for f in fragments]
    images = [image for image, *_ in cut]
    latin = tesseract.read_lines(images, tesseract.LANGUAGES[Script.LATIN])
    arabic = tesseract.read_lines(images, tesseract.LANGUAGES[Script.ARABIC])
    scripts = settle_scripts(
        [leaning(fra, ara) for fra, ara in zip(latin, arabic, strict=True)],
        [fragment.box for fragment in fragments],
    )
    written = _read_handwriting(images, latin, scripts)
    lines = []
    for index, (fragment, script) in enumerate(zip(fragments, scripts, strict=True)):
        _, _, left, top = cut[index]
        reading = latin[index] if script is Script.LATIN else arabic[index]
        engine = f"tesseract {tesseract.LANGUAGES[script]}"
        if index in written:
            reading, engine = written[index], "rapidocr"
        words = tuple(
            replace(word, box=_on_leaf(word.box, scale, left, top)) for word in reading.words
        )
        lines.append(Line(words, fragment.box, script, engine))
    return _read_figures(prepared, lines)


def _read_handwriting(
    images: Sequence[Grey], latin: Sequence[LineReading], scripts: Sequence[Script]
) -> dict[int, LineReading]:
    """Latin lines that Tesseract doubts, where the other engine is surer of its reading."""
    doubted = [
        index
        for index, script in enumerate(scripts)
        if script is Script.LATIN and latin[index].confidence < _SURE_PRINT
    ]
    half = [
        cv2.resize(images[i], None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA) for i in doubted
    ]
    again = ppocr.read_lines([np.asarray(image, np.uint8) for image in half])
    return {
        index: LineReading(tuple(_as_handwriting(word) for word in reading.words))
        for index, reading in zip(doubted, again, strict=True)
        if reading.words and reading.confidence > latin[index].confidence
    }


def _read_figures(prepared: PreparedLeaf, lines: list[Line]) -> list[Line]:
    """Figures in Arabic lines read again alone: the Arabic model confuses and drops them."""
    places = [
        (i, j)
        for i, line in enumerate(lines)
        if line.script is Script.ARABIC
        for j, word in enumerate(line.words)
        if may_be_figures(word.text)
    ]
    images = [_word_image(prepared.even, _room(lines[i], j)) for i, j in places]
    for (i, j), reading in zip(places, ppocr.read_lines(images), strict=True):
        word = lines[i].words[j]
        text = "".join(w.text for w in reading.words)
        # Where both read the same digits, only the tight cut differs: it may take in a colon.
        if not is_digits(text) or digits(text) == digits(word.text) or reading.confidence < 0.5:
            continue
        words = list(lines[i].words)
        confidence = min(0.95, reading.confidence)
        words[j] = Word(text, word.box, confidence, (word.text, *word.alternatives))
        lines[i] = replace(lines[i], words=tuple(words))
    return lines


def _room(line: Line, index: int) -> BoundingBox:
    """The box of a line's outer word widened to its neighbours: a figure dropped stood beside it.

    Inside a line a lone stroke is more likely an alef than a figure, and keeps its own box.
    """
    own = line.words[index].box
    if 0 < index < len(line.words) - 1:
        return own
    reach = own.height
    lefts = [w.box.right for w in line.words if w.box.right <= own.left + 2 and w.box != own]
    rights = [w.box.left for w in line.words if w.box.left >= own.right - 2 and w.box != own]
    left = max([*lefts, line.box.left, own.left - reach])
    right = min([*rights, line.box.right, own.right + reach])
    return BoundingBox(min(left, own.left), own.top, max(right, own.right), own.bottom)


def _word_image(even: Grey, box: BoundingBox) -> Grey:
    top, left = max(0, box.top - _MARGIN), max(0, box.left - _MARGIN)
    crop = even[top : box.bottom + _MARGIN, left : box.right + _MARGIN]
    return np.asarray(cv2.copyMakeBorder(crop, 4, 4, 8, 8, cv2.BORDER_CONSTANT, value=255))


def _as_handwriting(word: Word) -> Word:
    """A word read at half scale, its confidence brought down to what handwriting deserves."""
    box = word.box
    doubled = BoundingBox(2 * box.left, 2 * box.top, 2 * box.right, 2 * box.bottom)
    return replace(word, box=doubled, confidence=_HAND_TRUST * word.confidence)


def _on_leaf(box: BoundingBox, scale: float, left: int, top: int) -> BoundingBox:
    x, y = round(box.left / scale) + left, round(box.top / scale) + top
    return BoundingBox(
        x,
        y,
        max(x + 1, round(box.right / scale) + left),
        max(y + 1, round(box.bottom / scale) + top),
    )


def _on_scan(line: Line, leaf: Leaf, geometry: PageGeometry) -> Line:
    words = tuple(
        replace(word, box=leaf.place.box_on_scan(word.box, geometry)) for word in line.words
    )
    return replace(line, words=words, box=leaf.place.box_on_scan(line.box, geometry))


def _belief(page: Page) -> float:
    """Mean confidence of the longer lines, 0 to 1."""
    lines = [line for line in page.lines if len(line.text) >= 6]
    return sum(line.confidence for line in lines) / len(lines) if lines else 0.0
