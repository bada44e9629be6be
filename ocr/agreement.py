"""Does recognition of a rendered page bear out what its text layer says?"""

import re
from dataclasses import dataclass

from rapidfuzz import fuzz

from ocr.page import BoundingBox, Line, Page


@dataclass(frozen=True, slots=True)
class LineAgreement:
    """How far recognition of the rendered page bears out a line of the text layer.

    Attributes:
        line: the text layer's line.
        rendered: what was recognised where the line stands.
        similarity: 0 to 1, of the texts without regard to spaces.
        numbers_agree: whether the same numbers were recognised, in whatever order.
    """

    line: Line
    rendered: str
    similarity: float
    numbers_agree: bool


def agreement(page: Page, rendered: Page) -> tuple[LineAgreement, ...]:
    """Check each line of ``page`` against what OCR read on the same page, rendered.

    Both pages count the same pixels; a line where nothing was recognised has similarity 0.
    """
    recognised = [word for line in rendered.lines for word in line.words]
    checked = []
    for line in page.lines:
        here = [word.text for word in recognised if _holds(line.box, word.box.centre)]
        seen = " ".join(here)
        ratio = fuzz.ratio(_folded(line.text), _folded(seen)) / 100
        numbers_agree = _numbers(line.text) == _numbers(seen)
        checked.append(LineAgreement(line, seen, ratio, numbers_agree))
    return tuple(checked)


def _holds(box: BoundingBox, point: tuple[float, float]) -> bool:
    return box.left <= point[0] < box.right and box.top <= point[1] < box.bottom


def _folded(text: str) -> str:
    return "".join(text.casefold().split())


def _numbers(text: str) -> list[str]:
    return sorted(re.findall(r"\d+", text))
