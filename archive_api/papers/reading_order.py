"""pikepdf: gives every Arabic text of a paper its letters in the order they are read.

Typst writes glyphs as they stand on the page, so that a reader for the blind would hear Arabic
backwards. The structure of the PDF is walked text by text beside what was laid out; each element
that holds an Arabic text is given it (/ActualText) and its language. Wherever the two do not have
the same letters, nothing is handed out. The only module that imports ``pikepdf``.
"""

import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Page, String

from archive_api.papers.errors import ReadingOrderUnknown
from archive_api.papers.isolating import has_arabic, plain
from archive_api.papers.typesetting import Typeset

Letters: TypeAlias = "Counter[str]"
PageId: TypeAlias = tuple[int, int]
Marked: TypeAlias = Mapping[tuple[PageId, int], Letters]
"""Letters of each marked piece of content, by its page and its number there."""

_LANGUAGE = "ar-MA"
_CHARS = re.compile(r"beginbfchar(.*?)endbfchar", re.DOTALL)
_RANGES = re.compile(r"beginbfrange(.*?)endbfrange", re.DOTALL)
_HEX = re.compile(r"<([0-9A-Fa-f]*)>")


def with_reading_order(typeset: Typeset) -> bytes:
    """The PDF with each Arabic text in reading order; the same PDF gives the same bytes.

    Raises:
        ReadingOrderUnknown: the PDF does not hold, in order, the texts that were laid out.
    """
    with pikepdf.open(io.BytesIO(typeset.pdf)) as pdf:
        marked = {
            (_identity(page.obj), number): letters
            for page in pdf.pages
            for number, letters in _PageText(page).found.items()
        }
        texts = [text for text in map(plain, typeset.said) if _letters(text)]
        leaves = [
            (element, letters)
            for element, letters in _leaves(pdf.Root.StructTreeRoot, (0, 0), marked)
            if letters
        ]
        if len(leaves) != len(texts):
            raise ReadingOrderUnknown(f"{len(texts)} texts were laid out, {len(leaves)} are there")
        for place, ((element, letters), text) in enumerate(zip(leaves, texts, strict=True)):
            if letters != _letters(text):
                raise ReadingOrderUnknown(f"text {place} of {len(texts)} is not what was laid out")
            if has_arabic(text):
                element.ActualText = String(text)
                element.Lang = String(_LANGUAGE)
        out = io.BytesIO()
        compressed = pikepdf.ObjectStreamMode.generate
        pdf.save(out, deterministic_id=True, object_stream_mode=compressed)
    return out.getvalue()


def _letters(text: str) -> Letters:
    """The letters and signs of a text, however they are joined; blanks and marks of order left."""
    plainly = unicodedata.normalize("NFKC", text)
    return Counter(
        sign for sign in plainly if not sign.isspace() and unicodedata.category(sign) != "Cf"
    )


def _leaves(element: Object, page: PageId, marked: Marked) -> Iterator[tuple[Object, Letters]]:
    """The elements that hold text themselves, in order, with their letters."""
    if element.get("/S") == Name.Figure:
        return
    page = _identity(element.Pg) if "/Pg" in element else page
    kids = element.get("/K", Array())
    direct: Letters = Counter()
    nested = []
    for kid in kids if isinstance(kids, Array) else [kids]:
        if isinstance(kid, Dictionary) and "/S" in kid:
            nested.append(kid)
        elif isinstance(kid, Dictionary):
            on = _identity(kid.Pg) if "/Pg" in kid else page
            direct += marked.get((on, int(kid.MCID)), Counter())
        else:
            direct += marked.get((page, int(kid)), Counter())
    yield element, direct
    for kid in nested:
        yield from _leaves(kid, page, marked)


def _identity(page: Object) -> PageId:
    number, generation = page.objgen
    return int(number), int(generation)


class _PageText:
    """What the content of a page says, gathered as it is read through.

    Attributes:
        found: letters of each marked piece.
    """

    def __init__(self, page: Page) -> None:
        self.found: dict[int, Letters] = {}
        self._fonts = {name: _glyphs(one) for name, one in page.resources.get("/Font", {}).items()}
        self._font: Mapping[bytes, str] = {}
        # Of each piece that is open: its number, None outside of the structure, and whether the
        # PDF tells its letters apart from its glyphs.
        self._open: list[tuple[int | None, bool]] = [(None, False)]
        for instruction in pikepdf.parse_content_stream(page):
            self._read(str(instruction.operator), instruction.operands)

    def _read(self, operator: str, operands: Any) -> None:
        match operator:
            case "BDC":
                self._begin(operands[1])
            case "BMC":
                self._begin({})
            case "EMC":
                self._open.pop()
            case "Tf":
                self._font = self._fonts[str(operands[0])]
            case "Tj" | "TJ" | "'" | '"':
                number, is_told = self._open[-1]
                if number is not None and not is_told:
                    self.found[number] += _letters(_decoded(operands[-1], self._font))

    def _begin(self, described: Any) -> None:
        number, is_told = self._open[-1]
        if "/MCID" in described:
            number = int(described["/MCID"])
        if number is not None:
            letters = self.found.setdefault(number, Counter())
            if "/ActualText" in described and not is_told:
                letters.update(_letters(str(described["/ActualText"])))
                is_told = True
        self._open.append((number, is_told))


def _decoded(shown: Object, font: Mapping[bytes, str]) -> str:
    """What glyphs say, two bytes each."""
    pieces = shown if isinstance(shown, Array) else [shown]
    glyphs = b"".join(bytes(piece) for piece in pieces if isinstance(piece, String))
    return "".join(font.get(glyphs[at : at + 2], "\ufffd") for at in range(0, len(glyphs), 2))


def _glyphs(font: Object) -> dict[bytes, str]:
    """What each glyph of a font says."""
    table = font.ToUnicode.read_bytes().decode("latin-1")
    said: dict[bytes, str] = {}
    for block in _CHARS.findall(table):
        digits = _HEX.findall(block)
        said |= {
            bytes.fromhex(glyph): _text(text)
            for glyph, text in zip(digits[::2], digits[1::2], strict=True)
        }
    for block in _RANGES.findall(table):
        digits = _HEX.findall(block)
        for first, last, text in zip(digits[::3], digits[1::3], digits[2::3], strict=True):
            for step in range(int(last, 16) - int(first, 16) + 1):
                glyph = (int(first, 16) + step).to_bytes(2, "big")
                said[glyph] = _text(f"{int(text, 16) + step:0{len(text)}x}")
    return said


def _text(digits: str) -> str:
    return bytes.fromhex(digits).decode("utf-16-be")
