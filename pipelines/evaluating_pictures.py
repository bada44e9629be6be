"""Pictures of evaluated pages: each value's box coloured by right, wrong or unsure."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from PIL import Image, ImageDraw, ImageStat

from archive.register import VolumeReference
from indexing.evaluation.judged_fields import JudgedAct, JudgedField, fields_of
from indexing.evaluation.judging import volume_reference
from ocr.scan import frame
from pipelines.printing import say
from pipelines.workshop import Workshop

_RIGHT, _WRONG, _UNSURE, _UNSURE_WRONG = "#1b8a3a", "#c4161c", "#d99100", "#7a3ea1"
_LEGEND = (
    (_RIGHT, "right"),
    (_WRONG, "wrong, and sure"),
    (_UNSURE, "right, but unsure"),
    (_UNSURE_WRONG, "wrong, and unsure"),
)
_PAPER = "#ffffff"
_WIDTH = 1400
_QUALITY = 80

Edges: TypeAlias = tuple[float, float, float, float]
"""Left, top, right and bottom in pixels of the page."""


def draw(
    workshop: Workshop,
    truths: Mapping[str, dict[str, Any]],
    acts: Mapping[str, Sequence[JudgedAct]],
    folder: Path,
) -> None:
    """Write ``VOLUME.jpg`` into ``folder`` for each volume: the page with most to look at."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, truth in truths.items():
        fields = fields_of(acts[name])
        page = _worst_page(fields)
        volume = VolumeReference.parse(volume_reference(truth))
        found = [one for one in workshop.catalogue.pages(volume) if one.name == page]
        if not found:
            continue
        pixels = frame(workshop.vault.get(found[0].sha256), found[0].frame)
        image = Image.fromarray(np.ascontiguousarray(pixels[:, :, ::-1]))
        _paint(image, [field for field in fields if field.page == page])
        image = _under_legend(image)
        size = (_WIDTH, round(image.height * _WIDTH / image.width))
        path = folder / f"{name}.jpg"
        image.resize(size, Image.Resampling.LANCZOS).save(path, "JPEG", quality=_QUALITY)
        say(f"{path}: page {page}")


def _worst_page(fields: Sequence[JudgedField]) -> str | None:
    """The page with most wrong fields, then most unsure ones; None when none has a place."""
    counts = Counter[str]()
    for field in fields:
        if field.page is not None:
            counts[field.page] += 1 + 1000 * (not field.right) + 10 * field.unsure
    return max(counts, key=lambda page: counts[page], default=None)


def _paint(image: Image.Image, fields: Sequence[JudgedField]) -> None:
    brush = ImageDraw.Draw(image)
    thick, size = max(3, image.width // 500), _letter_height(image)
    boxed = [(field, field.box) for field in fields if field.box is not None]
    boxes = [(x, y, x + width, y + height) for _, (x, y, width, height) in boxed]
    lengths = [brush.textlength(field.name, font_size=size) for field, _ in boxed]
    places = name_places(boxes, lengths, size, image)
    for (field, _), box, place in zip(boxed, boxes, places, strict=True):
        brush.rectangle(place, fill=_PAPER)
        brush.rectangle(box, outline=_colour(field), width=thick)
        brush.text(place[:2], field.name, fill=_colour(field), font_size=size)


def _under_legend(page: Image.Image) -> Image.Image:
    """The page under a strip that says what the colours mean, so that nothing of it is hidden."""
    size = _letter_height(page)
    sheet = Image.new(page.mode, (page.width, page.height + 2 * size), _PAPER)
    sheet.paste(page, (0, 2 * size))
    brush = ImageDraw.Draw(sheet)
    left = size / 2
    for colour, meaning in _LEGEND:
        brush.rectangle((left, size / 2, left + size, 1.5 * size), fill=colour)
        brush.text((left + 1.5 * size, size / 2), meaning, fill=colour, font_size=size)
        left += 3 * size + brush.textlength(meaning, font_size=size)
    return sheet


def _letter_height(page: Image.Image) -> int:
    return max(18, page.width // 90)


def name_places(
    boxes: Sequence[Edges], lengths: Sequence[float], height: float, page: Image.Image
) -> list[Edges]:
    """Where each box's name is written: at the box, on no other name or box, on least ink.

    Above or below the box, at its left or right end, or beside it, never off the page.

    Args:
        lengths: of the names, in pixels; ``height`` is theirs.
    """
    grey = page.convert("L")
    placed: list[Edges] = []
    for (left, top, right, bottom), length in zip(boxes, lengths, strict=True):
        corners = [(x, y) for y in (top - height, bottom) for x in (left, right - length)]
        corners += [(x, top) for x in (left - length, right)]
        ways = [_inside((x, y, x + length, y + height), page.size) for x, y in corners]
        placed.append(
            min(
                ways,
                key=lambda way: (
                    sum(_shared(way, other) for other in placed),
                    sum(_shared(way, other) for other in boxes),
                    -_paleness(grey, way),
                ),
            )
        )
    return placed


def _paleness(grey: Image.Image, edges: Edges) -> float:
    left, top, right, bottom = map(round, edges)
    pixels = grey.crop((left, top, right, bottom))
    return float(ImageStat.Stat(pixels).mean[0])


def _inside(edges: Edges, paper: tuple[int, int]) -> Edges:
    """The same edges moved onto the page."""
    left, top, right, bottom = edges
    across = min(0.0, paper[0] - right) - min(0.0, left)
    down = min(0.0, paper[1] - bottom) - min(0.0, top)
    return left + across, top + down, right + across, bottom + down


def _shared(one: Edges, other: Edges) -> float:
    """Square pixels that both take."""
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    return max(0.0, width) * max(0.0, height)


def _colour(field: JudgedField) -> str:
    if field.right:
        return _UNSURE if field.unsure else _RIGHT
    return _UNSURE_WRONG if field.unsure else _WRONG
