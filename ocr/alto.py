"""ALTO 4.4 files from pages and back, lossless for everything a ``Page`` holds.

What ALTO has a place for stands there: blocks, lines, strings, confidences (``WC``), scripts
(``LANG``, ``BASEDIRECTION``), other readings (``ALTERNATIVE``), engines (``Processing``). The
rest, such as a region's kind and its cell, are ``OtherTag`` elements named by ``TAGREFS``.
"""

import re
from collections.abc import Iterable
from typing import TypeVar
from xml.etree import ElementTree

from ocr.page import BoundingBox, Line, Page, Region, RegionKind, Script, Word

NAMESPACE = "http://www.loc.gov/standards/alto/ns-v4#"
SCHEMA_VERSION = "4.4"

_Found = TypeVar("_Found")

_LANGUAGES = {Script.LATIN: "und-Latn", Script.ARABIC: "und-Arab"}
_DIRECTIONS = {Script.LATIN: "ltr", Script.ARABIC: "rtl"}
_READING = "another reading"
_PAGE_PROCESSING = "page-engine"
_UNWRITABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


class AltoError(ValueError):
    """Bytes that are not a page in ALTO 4, or a page that XML cannot hold; says which part."""


def to_alto(page: Page, source_name: str) -> bytes:
    """Write ``page``, read from the scan ``source_name``, as one ALTO document in UTF-8.

    The same page always gives the same bytes.

    Raises:
        AltoError: a text holds a control character, which XML cannot carry.
    """
    document = _Document(page)
    root = ElementTree.Element("alto", {"xmlns": NAMESPACE, "SCHEMAVERSION": SCHEMA_VERSION})
    root.append(document.description(source_name))
    layout = document.layout()
    root.append(document.tags)
    root.append(layout)
    ElementTree.indent(root, " ")
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def from_alto(data: bytes) -> Page:
    """Read back what ``to_alto`` wrote; the source's name is not part of a page.

    Raises:
        AltoError: not XML, a document type declaration (never ours, and a way to attack
            parsers), or not the layout that ``to_alto`` writes.
    """
    parser = ElementTree.XMLParser(target=_NoDoctype())  # noqa: S314 - declarations are refused
    try:
        parser.feed(data)
        root = parser.close()
    except ElementTree.ParseError as error:
        raise AltoError(f"not an ALTO file: {error}") from error
    if root.tag != _name("alto"):
        raise AltoError(f"not an ALTO 4 file: its root is {root.tag}")
    try:
        return _Reader(root).page()
    except (KeyError, ValueError) as error:
        raise AltoError(f"not a page written by Sijill: {error!r}") from error


class _NoDoctype(ElementTree.TreeBuilder):
    """Builds the tree and refuses a document type, so that no entity is ever declared."""

    def doctype(self, name: str, _pubid: str | None, _system: str | None) -> None:
        raise AltoError(f"an ALTO file declares no document type, this one declares {name}")


class _Document:
    """Builds one document; tags and engines are collected while the layout is written."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.tags = ElementTree.Element("Tags")
        engines = dict.fromkeys(line.engine for line in page.lines if line.engine)
        self.engines = {engine: f"engine-{n}" for n, engine in enumerate(engines, start=1)}
        self._known: set[str] = set()
        self._lines = 0
        self._words = 0

    def description(self, source_name: str) -> ElementTree.Element:
        description = ElementTree.Element("Description")
        _text(description, "MeasurementUnit", "pixel")
        source = ElementTree.SubElement(description, "sourceImageInformation")
        _text(source, "fileName", source_name)
        if self.page.engine:
            self._processing(description, _PAGE_PROCESSING, "page read", self.page.engine)
        for engine, identifier in self.engines.items():
            self._processing(description, identifier, "line recognised", engine)
        return description

    @staticmethod
    def _processing(parent: ElementTree.Element, identifier: str, step: str, engine: str) -> None:
        processing = ElementTree.SubElement(parent, "Processing", ID=identifier)
        _text(processing, "processingCategory", "contentGeneration")
        _text(processing, "processingStepDescription", step)
        software = ElementTree.SubElement(processing, "processingSoftware")
        _text(software, "softwareName", engine)

    def layout(self) -> ElementTree.Element:
        page = self.page
        layout = ElementTree.Element("Layout")
        attributes = {
            "ID": "page",
            "PHYSICAL_IMG_NR": "1",
            "WIDTH": str(page.width),
            "HEIGHT": str(page.height),
            # ALTO counts degrees counterclockwise, a page clockwise quarter turns.
            "ROTATION": str(-90 * page.rotation),
        }
        if page.engine:
            attributes["PROCESSINGREFS"] = _PAGE_PROCESSING
        element = ElementTree.SubElement(layout, "Page", attributes)
        self._tag("dpi", str(page.dpi))
        space = ElementTree.SubElement(element, "PrintSpace")
        for number, band in enumerate(page.bands, start=1):
            attributes = {"ID": f"band-{number}", "TAGREFS": self._tag("kind", "band")}
            ElementTree.SubElement(space, "ComposedBlock", attributes | _place(band))
        for number, region in enumerate(page.regions, start=1):
            self._region(space, f"region-{number}", region)
        return layout

    def _region(self, space: ElementTree.Element, identifier: str, region: Region) -> None:
        tags = [self._tag("kind", region.kind.value)]
        if region.row is not None:
            tags.append(self._tag("row", str(region.row)))
        if region.column is not None:
            tags.append(self._tag("column", str(region.column)))
        if region.band is not None:
            tags.append(self._tag("band", str(region.band)))
        attributes = {"ID": identifier, "TAGREFS": " ".join(tags)} | _place(region.box)
        block = ElementTree.SubElement(space, "TextBlock", attributes)
        for line in region.lines:
            self._line(block, line)

    def _line(self, block: ElementTree.Element, line: Line) -> None:
        self._lines += 1
        attributes = {
            "ID": f"line-{self._lines}",
            "LANG": _LANGUAGES[line.script],
            "BASEDIRECTION": _DIRECTIONS[line.script],
        } | _place(line.box)
        if line.engine:
            attributes["PROCESSINGREFS"] = self.engines[line.engine]
        if not line.words:
            # The schema wants a string in every line: a tag tells it from a word of no letters.
            attributes["TAGREFS"] = self._tag("words", "none")
        element = ElementTree.SubElement(block, "TextLine", attributes)
        if not line.words:
            ElementTree.SubElement(element, "String", CONTENT="")
        for word in line.words:
            self._word(element, word)

    def _word(self, line: ElementTree.Element, word: Word) -> None:
        self._words += 1
        attributes = {
            "ID": f"word-{self._words}",
            "CONTENT": _checked(word.text),
            "WC": repr(float(word.confidence)),
        }
        string = ElementTree.SubElement(line, "String", attributes | _place(word.box))
        for text in word.alternatives:
            alternative = _text(string, "ALTERNATIVE", text)
            alternative.set("PURPOSE", _READING)

    def _tag(self, kind: str, label: str) -> str:
        identifier = f"{kind}-{label}"
        if identifier not in self._known:
            self._known.add(identifier)
            attributes = {"ID": identifier, "TYPE": kind, "LABEL": label}
            ElementTree.SubElement(self.tags, "OtherTag", attributes)
        return identifier


class _Reader:
    """Reads one document written by ``_Document``."""

    def __init__(self, root: ElementTree.Element) -> None:
        self.root = root
        self.tags = {
            tag.attrib["ID"]: (tag.attrib["TYPE"], tag.attrib["LABEL"])
            for tag in root.iter(_name("OtherTag"))
        }
        self.engines = {
            step.attrib["ID"]: software.text or ""
            for step in root.iter(_name("Processing"))
            for software in step.iter(_name("softwareName"))
        }

    def page(self) -> Page:
        element = _only(self.root.iter(_name("Page")), "Page")
        space = _only(element.iter(_name("PrintSpace")), "PrintSpace")
        dpi = _only((label for kind, label in self.tags.values() if kind == "dpi"), "dpi")
        return Page(
            width=int(element.attrib["WIDTH"]),
            height=int(element.attrib["HEIGHT"]),
            dpi=int(dpi),
            regions=tuple(self._region(block) for block in space.findall(_name("TextBlock"))),
            bands=tuple(_box(block) for block in space.findall(_name("ComposedBlock"))),
            rotation=int(element.attrib["ROTATION"]) // -90,
            engine=self._engine(element),
        )

    def _region(self, block: ElementTree.Element) -> Region:
        tags = self._tags_of(block)
        return Region(
            lines=tuple(self._line(line) for line in block.findall(_name("TextLine"))),
            box=_box(block),
            kind=RegionKind(tags["kind"]),
            row=int(tags["row"]) if "row" in tags else None,
            column=int(tags["column"]) if "column" in tags else None,
            band=int(tags["band"]) if "band" in tags else None,
        )

    def _line(self, line: ElementTree.Element) -> Line:
        strings = [] if "words" in self._tags_of(line) else line.findall(_name("String"))
        return Line(
            words=tuple(_read_word(string) for string in strings),
            box=_box(line),
            script=Script(line.attrib["LANG"].rpartition("-")[2]),
            engine=self._engine(line),
        )

    def _engine(self, element: ElementTree.Element) -> str:
        reference = element.get("PROCESSINGREFS")
        return "" if reference is None else self.engines[reference]

    def _tags_of(self, element: ElementTree.Element) -> dict[str, str]:
        return dict(self.tags[tag] for tag in element.get("TAGREFS", "").split())


def _read_word(string: ElementTree.Element) -> Word:
    return Word(
        text=string.attrib["CONTENT"],
        box=_box(string),
        confidence=float(string.attrib["WC"]),
        alternatives=tuple(other.text or "" for other in string.findall(_name("ALTERNATIVE"))),
    )


def _place(box: BoundingBox) -> dict[str, str]:
    return {
        "HPOS": str(box.left),
        "VPOS": str(box.top),
        "WIDTH": str(box.width),
        "HEIGHT": str(box.height),
    }


def _box(element: ElementTree.Element) -> BoundingBox:
    left, top = int(element.attrib["HPOS"]), int(element.attrib["VPOS"])
    width, height = int(element.attrib["WIDTH"]), int(element.attrib["HEIGHT"])
    return BoundingBox(left, top, left + width, top + height)


def _text(parent: ElementTree.Element, name: str, text: str) -> ElementTree.Element:
    element = ElementTree.SubElement(parent, name)
    element.text = _checked(text)
    return element


def _checked(text: str) -> str:
    found = _UNWRITABLE.search(text)
    if found:
        raise AltoError(
            f"{text!r} holds U+{ord(found[0]):04X}, which XML cannot carry: remove it first"
        )
    return text


def _only(found: Iterable[_Found], what: str) -> _Found:
    things = list(found)
    if len(things) != 1:
        raise ValueError(f"{len(things)} of {what} where there must be one")
    return things[0]


def _name(tag: str) -> str:
    return f"{{{NAMESPACE}}}{tag}"
