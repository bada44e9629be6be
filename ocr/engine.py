"""The port of recognisers: what a program that reads pictures of lines must do to read for Sijill.

Every one is held against the same contract, ``tests/ocr/test_engine.py``; ``ocr/line_reading.py``
says which reads what.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from ocr.page import Word
from ocr.paper import Grey


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


class Engine(Protocol):
    """A recogniser of single lines, of one script."""

    @property
    def room(self) -> float:
        """Room that it wants above and below a line's core of ink, in heights of the core."""
        ...

    def version(self) -> str:
        """Its name, version and settings, as kept with each page: others read the page again.

        Raises:
            EngineMissing: it is not installed.
        """
        ...

    def read_lines(self, images: Sequence[Grey]) -> list[LineReading]:
        """Read line images: black on white, with ink on each, letters 20 to 40 pixels high.

        Raises:
            EngineMissing, EngineFailed: it is not installed; it stopped or took too long.
        """
        ...
