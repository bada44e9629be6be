"""Pages among a register's scans that bear no text Sijill reads: photographs, noise, other scripts.

Thresholds stand far from what register pages give: of 150 with acts, in print, type and hand, the
worst had 0.58 of its letters in words of four or more, where a photograph has 0.14.
"""

from collections.abc import Sequence

from ocr.page import Page

_SCRAWL = 40
_LONG_WORD = 4
_IN_LONG_WORDS = 0.4
_SURE_LINE = 0.6
_IN_SURE_LINES = 0.4
_HARDLY_ANY = 0.05
_CLEAR = 0.8


def legible(pages: Sequence[tuple[str, Page]]) -> list[tuple[str, Page]]:
    """Pages (name, page) that may hold acts: no scrawl and, where most are read, none that is not.

    In a volume that reads badly all through, nothing tells another script from its own hand.
    """
    written = [(name, page) for name, page in pages if not is_scrawl(page)]
    read = [(name, page) for name, page in written if not is_unknown_writing(page)]
    return read if len(read) > len(written) / 2 else written


def is_scrawl(page: Page) -> bool:
    """Whether a page's marks read as scattered letters: noise, a photograph, stains."""
    lines = list(page.lines)
    if not lines:
        # Reading leaves out the lines of a page that it found covered with marks.
        return bool(page.regions)
    letters = sum(len(word.text) for line in lines for word in line.words)
    long = sum(len(w.text) for line in lines for w in line.words if len(w.text) >= _LONG_WORD)
    scattered = letters >= _SCRAWL and long < _IN_LONG_WORDS * letters
    return scattered and _in_sure_lines(page) < _IN_SURE_LINES


def is_unknown_writing(page: Page) -> bool:
    """Whether none of a page's text could be read with any assurance, as in another script.

    A page of bad handwriting may give the same.
    """
    letters = sum(len(line.text) for line in page.lines)
    return letters >= _SCRAWL and _in_sure_lines(page) < _HARDLY_ANY


def is_clear(page: Page) -> bool:
    """Whether a page's letters were read with the assurance that print alone gives."""
    lines = [(len(line.text), line.confidence) for line in page.lines]
    believed = sum(length * confidence for length, confidence in lines)
    return believed >= _CLEAR * max(1, sum(length for length, _ in lines))


def _in_sure_lines(page: Page) -> float:
    """Share of a page's letters that stand in lines its engine was sure of, 0 to 1."""
    lines = [(len(line.text), line.confidence) for line in page.lines]
    sure = sum(length for length, confidence in lines if confidence > _SURE_LINE)
    return sure / max(1, sum(length for length, _ in lines))
