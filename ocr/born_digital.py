"""Pages of PDFs that never were on paper, read from their characters and positions.

The only module that imports pdfplumber. A text layer laid over a scan is an OCR's guess and is
ignored; so is one that cannot be trusted to say which letters it shows.
"""

import io
import math
import re
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.metadata import version
from typing import Any

import pdfplumber
from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.psexceptions import PSException
from pdfminer.psparser import PSLiteral
from pdfminer.utils import decode_text
from pdfplumber.page import PDFPageAggregatorWithMarkedContent
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from ocr.cells import Cell, find_cells
from ocr.page import BoundingBox, Line, Page, Region, RegionKind
from ocr.text_layer import Glyph, read_lines

DPI = 300
READING_VERSION = 1

_SCALE = DPI / 72
_SCANNED_SHARE = 0.5
_UNMAPPED_SHARE = 0.02
_UPRIGHT_SHARE = 0.9
_UNMAPPED = re.compile(r"\(cid:\d+\)|[\ufffd\ue000-\uf8ff]")
_BLOCK_LEADING = 0.9
_SPAN = "ActualText "


def engine_key() -> str:
    """Library, version and rules that decide a reading; a change reads pages again."""
    return f"text layer {READING_VERSION}; {_engine()}"


def read_born_digital(data: bytes, index: int) -> Page | None:
    """Read page ``index`` (from 0) of a PDF from its text layer.

    Boxes are in the pixels of the page rendered at ``DPI``. None when the page has no text layer
    of its own to trust: it is a picture, its text lies over a picture, its fonts do not say their
    letters, it stands sideways, or the file is beyond pdfplumber. It is then read as a scan.

    Raises:
        IndexError: the file has no such page.
    """
    try:
        with pdfplumber.open(io.BytesIO(data)) as document:
            page = document.pages[index]
            return _page(page, _characters(page))
    except (PdfminerException, MalformedPDFException, PSException):
        return None


class _Spans(PDFPageAggregatorWithMarkedContent):
    """Lays a page out, naming after its number each span that says its ``ActualText``.

    Letters drawn in several strokes (a kaf and its bar, a kashida) give each stroke the whole
    letter's text; only such a span says that they are one.
    """

    def __init__(self, page: Any) -> None:
        super().__init__(page.pdf.rsrcmgr, pageno=page.page_number, laparams=None)
        self.texts: dict[str, str] = {}
        self._open: list[str | None] = []

    def begin_tag(self, tag: PSLiteral, props: Any = None) -> None:
        """Note the text of a span that states it; spans inside belong to it."""
        super().begin_tag(tag, props)
        name = self._open[-1] if self._open else None
        stated = props.get("ActualText") if isinstance(props, dict) else None
        if isinstance(stated, bytes):
            text = decode_text(stated)
            if text and not any(letter.isspace() for letter in text):
                name = f"{_SPAN}{len(self.texts)}"
                self.texts[name] = text
        self._open.append(name)
        self.cur_tag = name

    def end_tag(self) -> None:
        """Go back to the span around, if any."""
        super().end_tag()
        if self._open:
            self._open.pop()
        self.cur_tag = self._open[-1] if self._open else None


def _characters(page: Any) -> list[dict[str, Any]]:
    """The page's characters, those of one ``ActualText`` as one."""
    # First pdfplumber's way: whatever a broken page makes pdfminer raise becomes its own error.
    _ = page.layout
    spans = _Spans(page)
    PDFPageInterpreter(page.pdf.rsrcmgr, spans).process_page(page.page_obj)
    # pdfplumber takes the layout it finds here for its own.
    page._layout = spans.get_result()
    found: list[dict[str, Any]] = []
    for character in page.dedupe_chars(tolerance=0.5).chars:
        text = spans.texts.get(character["tag"])
        if text is not None and found and found[-1]["tag"] == character["tag"]:
            last = found[-1]
            last["x0"] = min(last["x0"], character["x0"])
            last["x1"] = max(last["x1"], character["x1"])
        else:
            found.append(character | ({} if text is None else {"text": text}))
    return found


def _page(page: Any, characters: Sequence[dict[str, Any]]) -> Page | None:
    left, top, right, bottom = (float(edge) for edge in page.cropbox)
    if not _trusted(characters) or _covered(page.images, right - left, bottom - top):
        return None
    glyphs = [
        glyph
        for glyph in (_glyph(character, left, top) for character in characters)
        if 0 <= glyph.middle <= (right - left) * _SCALE
        and 0 <= glyph.baseline <= (bottom - top) * _SCALE
    ]
    rules = [
        tuple((edge[name] - origin) * _SCALE for name, origin in _sides(left, top))
        for edge in page.edges
    ]
    cells = find_cells(rules, glyphs)
    return Page(
        width=math.ceil((right - left) * _SCALE),
        height=math.ceil((bottom - top) * _SCALE),
        dpi=DPI,
        regions=_regions(glyphs, cells),
        engine=engine_key(),
    )


def _sides(left: float, top: float) -> tuple[tuple[str, float], ...]:
    return (("x0", left), ("top", top), ("x1", left), ("bottom", top))


def _trusted(characters: Sequence[dict[str, Any]]) -> bool:
    inked = [character for character in characters if character["text"].strip()]
    unmapped = sum(bool(_UNMAPPED.search(character["text"])) for character in inked)
    upright = sum(bool(character["upright"]) for character in inked)
    return (
        bool(inked)
        and unmapped <= _UNMAPPED_SHARE * len(inked)
        and upright >= _UPRIGHT_SHARE * len(inked)
    )


def _covered(images: Iterable[dict[str, Any]], width: float, height: float) -> bool:
    """Whether pictures cover the page, in one piece or in strips, as a scan does."""
    covered = sum(
        max(0.0, min(image["x1"], width) - max(image["x0"], 0.0))
        * max(0.0, min(image["bottom"], height) - max(image["top"], 0.0))
        for image in images
    )
    return bool(covered >= _SCANNED_SHARE * width * height)


def _glyph(character: dict[str, Any], left: float, top: float) -> Glyph:
    # The matrix's last number is the baseline counted from the page's foot, as y0 is.
    below = character["matrix"][5] - character["y0"]
    return Glyph(
        text=character["text"],
        left=(character["x0"] - left) * _SCALE,
        top=(character["top"] - top) * _SCALE,
        right=(character["x1"] - left) * _SCALE,
        bottom=(character["bottom"] - top) * _SCALE,
        baseline=(character["bottom"] - below - top) * _SCALE,
        size=character["size"] * _SCALE,
    )


def _regions(glyphs: Sequence[Glyph], cells: Sequence[Cell]) -> tuple[Region, ...]:
    """Cells as the rules part them, and blocks of lines elsewhere; from top to bottom."""
    found: list[Region] = []
    loose = list(glyphs)
    for cell in cells:
        inside: list[Glyph] = []
        outside: list[Glyph] = []
        for glyph in loose:
            here = _holds(cell.box, (glyph.middle, glyph.baseline))
            (inside if here else outside).append(glyph)
        loose = outside
        lines = read_lines(inside, _engine())
        found.append(Region(lines, cell.box, RegionKind.CELL, cell.row, cell.column))
    found += _blocks(read_lines(loose, _engine()))
    return tuple(sorted(found, key=lambda region: (region.box.top, region.box.left)))


def _blocks(lines: Iterable[Line]) -> list[Region]:
    """Lines that stand close under one another, edge to edge on one side, as one region."""
    blocks: list[list[Line]] = []
    for line in lines:
        near = [block for block in blocks if _continues(block[-1], line)]
        if near:
            near[-1].append(line)
        else:
            blocks.append([line])
    regions = []
    for block in blocks:
        box = block[0].box
        for line in block[1:]:
            box = box.union(line.box)
        regions.append(Region(tuple(block), box))
    return regions


def _continues(above: Line, below: Line) -> bool:
    height = min(above.box.height, below.box.height)
    close = below.box.top - above.box.bottom < _BLOCK_LEADING * height
    aligned = (
        abs(above.box.left - below.box.left) < height
        or abs(above.box.right - below.box.right) < height
    )
    return close and aligned and below.box.centre[1] > above.box.bottom


def _holds(box: BoundingBox, point: tuple[float, float]) -> bool:
    return box.left <= point[0] < box.right and box.top <= point[1] < box.bottom


@cache
def _engine() -> str:
    return f"pdfplumber {version('pdfplumber')}"
