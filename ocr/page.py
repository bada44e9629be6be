"""What reading a page gives: regions, lines and words, with boxes and confidences.

Coordinates are pixels of the delivered scan, origin top-left, whatever corrections were applied
before recognition. The vocabulary is ALTO's (Page, TextBlock, TextLine, String).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum


class Script(Enum):
    """Writing system of a line; the value is the ISO 15924 code."""

    LATIN = "Latn"
    ARABIC = "Arab"


class RegionKind(Enum):
    """What part a region plays on the page."""

    BODY = "body"
    MARGIN = "margin"
    CELL = "cell"


@dataclass(frozen=True, slots=True)
class BoundingBox:
    """Axis-aligned box in pixels, origin top-left, right and bottom exclusive."""

    left: int
    top: int
    right: int
    bottom: int

    def __post_init__(self) -> None:
        if self.right <= self.left or self.bottom <= self.top:
            raise ValueError(
                f"box ({self.left}, {self.top}, {self.right}, {self.bottom}) has no area: "
                "right must exceed left and bottom must exceed top"
            )

    @property
    def width(self) -> int:
        """Pixels from left to right."""
        return self.right - self.left

    @property
    def height(self) -> int:
        """Pixels from top to bottom."""
        return self.bottom - self.top

    @property
    def centre(self) -> tuple[float, float]:
        """Middle of the box (x, y)."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def shifted(self, right: int, down: int) -> "BoundingBox":
        """The box moved by so many pixels."""
        return BoundingBox(
            self.left + right, self.top + down, self.right + right, self.bottom + down
        )

    def union(self, other: "BoundingBox") -> "BoundingBox":
        """Smallest box holding both."""
        return BoundingBox(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )


@dataclass(frozen=True, slots=True)
class Word:
    """One word in logical order of its script, confidence 0 to 1, other readings best first."""

    text: str
    box: BoundingBox
    confidence: float
    alternatives: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not 0.0 <= self.confidence <= 1.0:
            raise ValueError(f"word confidence {self.confidence} is not between 0 and 1")


@dataclass(frozen=True, slots=True)
class Line:
    """Words of one line in reading order of its script, with who read them."""

    words: tuple[Word, ...]
    box: BoundingBox
    script: Script
    engine: str = ""

    @property
    def text(self) -> str:
        """Words joined by spaces, in logical order."""
        return " ".join(word.text for word in self.words)

    @property
    def confidence(self) -> float:
        """Mean word confidence weighted by length, 0 for a line without words."""
        length = sum(len(word.text) for word in self.words)
        if not length:
            return 0.0
        return sum(word.confidence * len(word.text) for word in self.words) / length


@dataclass(frozen=True, slots=True)
class Region:
    """Lines that belong together, top to bottom.

    ``band`` is the index in ``Page.bands`` of the band it stands in; ``row`` and ``column`` place
    a table's cell, all counted from 0.
    """

    lines: tuple[Line, ...]
    box: BoundingBox
    kind: RegionKind = RegionKind.BODY
    row: int | None = None
    column: int | None = None
    band: int | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One page as read.

    Attributes:
        width, height: pixels of the delivered scan.
        dpi: resolution used, dots per inch.
        rotation: clockwise quarter turns applied before reading, 0 to 3.
        bands: leaf by leaf, top to bottom, between level rules; a leaf without any is one.
        regions: in reading order.
        engine: engines, versions and settings, the key under which the reading is kept.
    """

    width: int
    height: int
    dpi: int
    regions: tuple[Region, ...]
    bands: tuple[BoundingBox, ...] = ()
    rotation: int = 0
    engine: str = ""

    @property
    def lines(self) -> Iterator[Line]:
        """Every line in reading order."""
        return (line for region in self.regions for line in region.lines)
