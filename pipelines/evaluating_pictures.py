"""Pictures of evaluated pages: each value's box coloured by right, wrong or unsure."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image, ImageDraw

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
_WIDTH = 1400
_QUALITY = 80


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
    thick, size = max(3, image.width // 500), max(18, image.width // 90)
    for field in fields:
        if field.box is not None:
            x, y, width, height = field.box
            colour = _colour(field)
            brush.rectangle((x, y, x + width, y + height), outline=colour, width=thick)
            brush.text((x, max(0, y - size)), field.name, fill=colour, font_size=size)
    for place, (colour, meaning) in enumerate(_LEGEND):
        brush.rectangle((0, place * size * 1.5, size, place * size * 1.5 + size), fill=colour)
        brush.text((1.5 * size, place * size * 1.5), meaning, fill=colour, font_size=size)


def _colour(field: JudgedField) -> str:
    if field.right:
        return _UNSURE if field.unsure else _RIGHT
    return _UNSURE_WRONG if field.unsure else _WRONG
