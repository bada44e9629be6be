"""From the pixels of one scan to its words: correction, layout, lines, script, recognition.

The picture of a line and its column tell its script before any engine runs; only lines they say
little of are read in both, and keep the reading its engine believes. The two languages are never
mixed in one run, which turns one script into the other's letters.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import cv2
import numpy as np

from ocr import ppocr
from ocr.engine import LineReading
from ocr.figure_room import figure_room
from ocr.geometry import PageGeometry, measure
from ocr.gutters import find_gutters
from ocr.layout import Block, find_bands, find_blocks, rows_of
from ocr.leaf import WORKING_DPI, Leaf, cut_leaves, lies_sideways
from ocr.line_reading import HANDWRITING, PRINT, LineImage, read_lines
from ocr.lines import Fragment, drop_blots, find_fragments, line_image, text_height
from ocr.page import BoundingBox, Line, Page, Region, Script, Word
from ocr.paper import Colour, Grey, coloured_ink, even_out, ink_mask, seal_ink, sheet_mask
from ocr.pieces import Ints, pieces_of
from ocr.quality import is_noise
from ocr.rules import find_rules, remove_dotted
from ocr.script import (
    digits,
    is_digits,
    join_row,
    leaning,
    may_be_figures,
    script_of,
    with_column,
)
from ocr.script_picture import Look, looks

READING_VERSION = 6
_LETTER_PIXELS = 44
_MARGIN = 6
# Upside down, the widest lines of 70 leaves were believed 0.7 at most, upright ones 0.3 to 1.
_DOUBTFUL, _SAMPLE = 0.8, 5
# Of 19 leaves upside down, those that looked nine tenths of one writing did so turned round too.
_ONE, _PLAINLY = 0.9, 0.2
_Piece = TypeVar("_Piece", Line, Fragment)
# Below this leaning, picture and column together have been wrong of a line's script.
_UNSURE = 0.6


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
    engines = [*PRINT.values(), *HANDWRITING.values()]
    told = "; ".join(dict.fromkeys(engine.version() for engine in engines))
    return f"sijill {READING_VERSION} at {_LETTER_PIXELS} px; {told}"


def read_page(image: Colour, dpi: int | None) -> Page:
    """Read one scan (height by width by 3, BGR) at its resolution in dots per inch, if known.

    Of a page that reads badly some lines are tried upside down, and it is read as they read better.
    A page of noise comes back as one region without lines.
    """
    if is_noise(np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), np.uint8)):
        return _unread(image, dpi)
    rotation = 1 if lies_sideways(image) else 0
    page, leaves = _read_turned(image, dpi, rotation)
    lines = list(page.lines)
    if lines and _belief(lines) < _DOUBTFUL and not all(_looks_upright(leaf) for leaf in leaves):
        other = [line for leaf in leaves for line in _upside_down(leaf)]
        if _belief(other) > _belief(_widest(lines)) + 0.05:
            page, _ = _read_turned(image, dpi, rotation + 2)
    return page


def _unread(image: Colour, dpi: int | None) -> Page:
    height, width = image.shape[:2]
    whole = Region((), BoundingBox(0, 0, width, height))
    known = dpi or round(max(height, width) / 11.7)
    return Page(width, height, known, (whole,), (whole.box,), 0, engine_key())


def prepare_leaf(leaf: Leaf) -> PreparedLeaf:
    """Correct a leaf and find its bands, blocks and line fragments."""
    grey = cv2.cvtColor(leaf.image, cv2.COLOR_BGR2GRAY).astype(np.uint8)
    even, sheet = even_out(grey), sheet_mask(grey)
    geometry = measure(ink_mask(even) * sheet)
    even[sheet == 0] = 255
    even[seal_ink(coloured_ink(leaf.image), WORKING_DPI) > 0] = 255
    even = geometry.correct(even, 255)
    rules, bare = find_rules(remove_dotted(ink_mask(even), WORKING_DPI), WORKING_DPI)
    pieces = drop_blots(pieces_of(bare), WORKING_DPI)
    walls = np.zeros_like(bare)
    for rule in rules.upright:
        walls[rule.top : rule.bottom, rule.left : rule.right] = 1
    height = text_height(pieces, WORKING_DPI)
    gutters = find_gutters(pieces, height)
    for box in gutters:
        white = ~pieces.mask()[box.top : box.bottom, box.left : box.right].any(axis=1)
        walls[box.top : box.bottom, box.left : box.right][white] = 1
    fragments, owner = find_fragments(pieces, walls, WORKING_DPI)
    bands = find_bands(rules, BoundingBox(0, 0, even.shape[1], even.shape[0]))
    blocks = find_blocks(fragments, rules, bands, height, gutters)
    return PreparedLeaf(even, owner, geometry, blocks, bands, height)


def _read_turned(image: Colour, dpi: int | None, rotation: int) -> tuple[Page, list[PreparedLeaf]]:
    regions: list[Region] = []
    bands: list[BoundingBox] = []
    leaves: list[PreparedLeaf] = []
    for leaf in cut_leaves(image, dpi, rotation):
        prepared = prepare_leaf(leaf)
        leaves.append(prepared)
        regions += _read_leaf(leaf, prepared, len(bands))
        bands += [leaf.place.box_on_scan(band, prepared.geometry) for band in prepared.bands]
    height, width = image.shape[:2]
    known = dpi or round(max(height, width) / 11.7)
    page = Page(width, height, known, tuple(regions), tuple(bands), rotation, engine_key())
    return page, leaves


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
    scale = _scale(prepared)
    cut = [line_image(prepared.even, prepared.owner, f, scale, _MARGIN) for f in fragments]
    read = _read_images([image for image, *_ in cut], [fragment.box for fragment in fragments])
    lines = []
    for fragment, (_, _, left, top), (script, reading) in zip(fragments, cut, read, strict=True):
        words = tuple(
            replace(word, box=_on_leaf(word.box, scale, left, top)) for word in reading.words
        )
        lines.append(Line(words, fragment.box, script, reading.engine))
    return _read_figures(prepared, lines)


def _read_images(
    images: Sequence[Grey], boxes: Sequence[BoundingBox]
) -> list[tuple[Script, LineReading]]:
    """Each line read in the script it looks written in, in both where that is not sure."""
    seen = looks(images)
    leanings = with_column([look.leaning for look in seen], boxes)
    asked = [
        (index, script)
        for index, own in enumerate(leanings)
        for script in ((script_of(own),) if abs(own) >= _UNSURE else Script)
        if seen[index].has_ink
    ]
    readings = read_lines([_line_of(images[i], script, seen[i]) for i, script in asked])
    found = dict(zip(asked, readings, strict=True))
    nothing = LineReading(())
    chosen = []
    for index, own in enumerate(leanings):
        latin, arabic = (found.get((index, script)) for script in Script)
        if latin is not None and arabic is not None:
            own += leaning(latin, arabic)
        script = script_of(own)
        chosen.append((script, found.get((index, script), nothing)))
    return chosen


def _line_of(image: Grey, script: Script, look: Look) -> LineImage:
    return LineImage(image, script, look.hand if script is Script.LATIN else None)


def _read_figures(prepared: PreparedLeaf, lines: list[Line]) -> list[Line]:
    """Figures in Arabic lines read again alone: the Arabic model confuses and drops them."""
    places = [
        (i, j)
        for i, line in enumerate(lines)
        if line.script is Script.ARABIC
        for j, word in enumerate(line.words)
        # Beside an outer colon a figure may have stood, beside one inside the line a word does.
        if may_be_figures(word.text) and not (word.text == ":" and 0 < j < len(line.words) - 1)
    ]
    images = [
        _word_image(prepared.even, figure_room(lines[i], j, prepared.even)) for i, j in places
    ]
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


def _word_image(even: Grey, box: BoundingBox) -> Grey:
    top, left = max(0, box.top - _MARGIN), max(0, box.left - _MARGIN)
    crop = even[top : box.bottom + _MARGIN, left : box.right + _MARGIN]
    return np.asarray(cv2.copyMakeBorder(crop, 4, 4, 8, 8, cv2.BORDER_CONSTANT, value=255))


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


def _upside_down(prepared: PreparedLeaf) -> list[Line]:
    """A leaf's widest lines read upside down; their words have no places on it."""
    images, boxes = _widest_images(prepared)
    read = _read_images([_turned(image) for image in images], boxes)
    return [Line(r.words, box, script) for (script, r), box in zip(read, boxes, strict=True)]


def _looks_upright(prepared: PreparedLeaf) -> bool:
    """Whether the pictures of a leaf's widest lines plainly say that it does not lie upside down.

    Upright lines of one hand look alike; turned ones look like one script here, another there.
    """
    images, _ = _widest_images(prepared)
    upright, turned = _oneness(looks(images)), _oneness(looks([_turned(i) for i in images]))
    return upright >= _ONE and upright >= turned + _PLAINLY


def _oneness(seen: Sequence[Look]) -> float:
    """Share of the class of writing that most of these lines look like, 0 to 1."""
    classes = [(look.latin_print, look.latin_hand, look.arabic) for look in seen]
    return max(np.mean(classes, axis=0).tolist()) if classes else 0.0


def _widest_images(prepared: PreparedLeaf) -> tuple[list[Grey], list[BoundingBox]]:
    fragments = _widest([fragment for block in prepared.blocks for fragment in block.fragments])
    scale, even, owner = _scale(prepared), prepared.even, prepared.owner
    images = [line_image(even, owner, fragment, scale, _MARGIN)[0] for fragment in fragments]
    return images, [fragment.box for fragment in fragments]


def _turned(image: Grey) -> Grey:
    return np.ascontiguousarray(image[::-1, ::-1])


def _scale(prepared: PreparedLeaf) -> float:
    return float(np.clip(_LETTER_PIXELS / max(prepared.letter_height, 1), 1.0, 3.0))


def _widest(pieces: Sequence[_Piece]) -> list[_Piece]:
    return sorted(pieces, key=lambda piece: -piece.box.width)[:_SAMPLE]


def _belief(lines: Sequence[Line]) -> float:
    """Mean confidence of the longer lines, 0 to 1."""
    longer = [line for line in lines if len(line.text) >= 6]
    return sum(line.confidence for line in longer) / len(longer) if longer else 0.0
