"""From an extract of a page and its candidates to the reading of a field."""

from collections.abc import Iterable, Sequence

from archive.act import FieldReading
from archive.box import Box
from indexing.text.stream import Extract
from ocr.page import BoundingBox

MOST_CANDIDATES = 5


def field_reading(
    value: str | None,
    extract: Extract,
    confidence: float,
    candidates: Iterable[str] = (),
) -> FieldReading:
    """A field with its place on the page; ``value`` leads the candidates."""
    ranked = distinct(([value] if value else []) + list(candidates))[:MOST_CANDIDATES]
    return FieldReading(
        value=value or None,
        raw=extract.text,
        confidence=round(max(0.0, min(1.0, confidence)), 4),
        candidates=ranked,
        page=extract.page,
        box=None if extract.box is None else act_box(extract.box),
    )


def act_box(box: BoundingBox) -> Box:
    """A page box as the archive writes it."""
    return Box(box.left, box.top, box.width, box.height)


def distinct(values: Sequence[str]) -> tuple[str, ...]:
    """Values in order, each once."""
    return tuple(dict.fromkeys(values))


def tidy(text: str) -> str:
    """Text as read without the signs a form prints around values."""
    return " ".join(text.strip(" .,;:_-–—·•*|/\\()[]«»\"'ـ،؛").split())
