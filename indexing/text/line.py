"""One line of an entry, and where its words stand on the page as it is read."""

from dataclasses import dataclass
from itertools import pairwise

from indexing.text.stream import PlacedWord
from ocr.page import BoundingBox, Region


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of an entry: its words, script ("fr" or "ar") and region.

    ``top`` is its height on the page as read, skew undone, and ``middle`` its place across;
    ``turns`` are the clockwise quarter turns that the scan needs to stand upright.
    """

    words: tuple[PlacedWord, ...]
    script: str
    region: Region
    top: int
    middle: int
    turns: int = 0

    def __hash__(self) -> int:
        # Lines are keys of what was read in them; a region would be told apart with all its lines.
        return hash((self.script, self.top, self.middle, len(self.words)))

    @property
    def row(self) -> tuple[str, int] | None:
        """Page and row of the table cell the line stands in."""
        return None if self.region.row is None else (self.words[0].page, self.region.row)

    @property
    def height(self) -> float:
        """Pixels from top to bottom of its first word."""
        box = self.words[0].word.box
        return box.width if self.turns % 2 else box.height

    @property
    def outer(self) -> float:
        """How far inside the sheet the line begins, to compare lines of one script and leaf."""
        start, _ = self._across(self.words[0].word.box)
        return start

    def starts(self) -> list[float]:
        """How far inside the sheet each word begins, as ``outer`` says of the first."""
        return [self._across(placed.word.box)[0] for placed in self.words]

    def gaps(self) -> list[float]:
        """Pixels between each word and the next, less than 0 where boxes overlap."""
        spans = [self._across(placed.word.box) for placed in self.words]
        return [start - end for (_, end), (start, _) in pairwise(spans)]

    def _across(self, box: BoundingBox) -> tuple[float, float]:
        """Where a box begins and ends in the direction its script runs."""
        start, end = {
            0: (box.left, box.right),
            1: (-box.bottom, -box.top),
            2: (-box.right, -box.left),
            3: (box.top, box.bottom),
        }[self.turns]
        return (start, end) if self.script == "fr" else (-end, -start)
