"""Titles that a register prints above its pages or its acts: the same words, nobody's values.

What stands uppermost on pages in the same words belongs to no act, whatever it
says; inside an act it would be taken for the value that it stands beside.
"""

from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz.distance import Levenshtein

from indexing.forms import Form
from indexing.names.matching import fold
from indexing.tables.counted_labels import from_the_top
from ocr.page import Line, Page, RegionKind

_SAME = 0.92
_TWICE = 2
_SHORTEST, _LONGEST = 10, 72


def with_running_titles(
    forms: Sequence[Form], pages: Sequence[tuple[str, Page]]
) -> tuple[Form, ...]:
    """The forms, with the titles that the volume's pages print among their headings."""
    found = running_titles(pages)
    return tuple(replace(form, headings=(*form.headings, *found)) for form in forms)


def running_titles(pages: Sequence[tuple[str, Page]]) -> tuple[str, ...]:
    """Lines that stand uppermost on two pages of the volume or more, each once.

    A line with a colon says a value, a margin's line is an act's own: neither is a title.
    """
    tops = [next(iter(_own_lines(page)), None) for _, page in pages]
    uppermost = [line.text for line in tops if line is not None]
    titles: dict[str, str] = {}
    for text in uppermost:
        key = fold(text)
        if not _SHORTEST <= len(key) <= _LONGEST or ":" in text:
            continue
        known = any(_alike(key, other) for other in titles)
        # An act's own opening comes back too, but with other values and amid its page.
        again = sum(_alike(key, fold(other)) for other in uppermost)
        if not known and again >= _TWICE:
            titles[key] = text
    return tuple(titles.values())


def _own_lines(page: Page) -> list[Line]:
    """A page's lines from the top, but for those of its margins."""
    beside = {
        id(line)
        for region in page.regions
        if region.kind is RegionKind.MARGIN
        for line in region.lines
    }
    return [line for line in from_the_top(page) if id(line) not in beside]


def _alike(one: str, other: str) -> bool:
    return Levenshtein.normalized_similarity(one, other, score_cutoff=_SAME) >= _SAME
