"""Labels of act numbers that nobody described, told by the counting: the same words, then one more.

Printers number acts behind words of their own ("Article 12"). What stands on a short line again and
again before figures that rise by one from act to act is the label of the number.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from indexing.forms import Form
from indexing.names import fold
from ocr.page import Line, Page

_COUNTED = re.compile(r"(?P<label>[^\d:]{2,32}?)[\s:.°]*(?P<number>\d{1,5})\W*")
_MOST_WORDS = 4
_FEW = 2
_MOSTLY = 0.6


def with_counted_labels(
    forms: Sequence[Form], pages: Sequence[tuple[str, Page]]
) -> tuple[Form, ...]:
    """The forms, with the labels of numbers that a volume's pages count by."""
    found = counted_labels(pages)
    return (
        tuple(replace(form, number=(*form.number, *found)) for form in forms)
        if found
        else (tuple(forms))
    )


def counted_labels(pages: Sequence[tuple[str, Page]]) -> tuple[str, ...]:
    """Labels before figures that mostly rise by one, from line to line and from page to page."""
    counted: dict[str, list[tuple[str, int]]] = {}
    for _, page in pages:
        for line in _from_the_top(page):
            told = _COUNTED.fullmatch(line.text.strip())
            if told and len(told["label"].split()) <= _MOST_WORDS and fold(told["label"]):
                key = fold(told["label"])
                counted.setdefault(key, []).append((told["label"].strip(), int(told["number"])))
    return tuple(found[0][0] for found in counted.values() if _rises([n for _, n in found]))


def _rises(numbers: Sequence[int]) -> bool:
    steps = [after - before for before, after in pairwise(numbers)]
    return len(numbers) >= _FEW and steps.count(1) >= _MOSTLY * len(steps)


def _from_the_top(page: Page) -> Iterator[Line]:
    """Lines leaf by leaf, from the top of the upright page."""
    lines = [(region.band or 0, line) for region in page.regions for line in region.lines]
    yield from (line for _, line in sorted(lines, key=lambda told: (told[0], _down(page, told[1]))))


def _down(page: Page, line: Line) -> int:
    """How far down a line begins, turns undone; to compare lines of one page."""
    box = line.box
    return (box.top, -box.right, -box.bottom, box.left)[page.rotation]
