"""Lines amid an act that tell of years after its register: mentions written under it.

Where a form has no margin, later hands write below the act or in a last row, under a heading or
none. A whole day years after the register's own is none of the act's.
"""

from collections.abc import Sequence
from dataclasses import replace

from archive.folding import western_digits
from archive.register import FIRST_YEAR, LAST_YEAR, Kind
from indexing.entries.cutting import Entry
from indexing.entries.reading import EntryReading, read_entry
from indexing.mentions.passages import passages
from indexing.text.line import TextLine
from ocr.page import RegionKind

# An act is drawn up within a year of its event; its register may be read a year off.
_LATER = 2
_YEAR_FIGURES = 4
# Lines that a mention runs over before it tells its day.
_WRAPPED = 3
_LOST = 2
_THOUSANDS = ("mil", "mille", "الف", "ألف", "ألفين", "الفين")


def with_asides_apart(readings: Sequence[EntryReading], year: int) -> list[EntryReading]:
    """Readings of the acts of a register of ``year``, those with such lines read without them."""
    found = []
    for reading in readings:
        entry = with_asides(reading.entry, reading.form.kind, year)
        apart = reading if entry is reading.entry else read_entry(entry, reading.form)
        # A misread year of the act's own looks like a later day: then most of the act goes with it.
        lost = len(reading.filled) - len(apart.filled)
        found.append(apart if lost <= _LOST else reading)
    return found


def with_asides(entry: Entry, kind: Kind, year: int) -> Entry:
    """The entry with those lines apart that tell of days long after the register's ``year``."""
    found: list[TextLine] = []
    for script in ("fr", "ar"):
        own = [
            line
            for line in entry.lines
            if line.script == script and line.region.kind is not RegionKind.MARGIN
        ]
        found += _told_later(own, script, kind, year)
    if not found:
        return entry
    held = {id(line) for line in found}
    lines = tuple(line for line in entry.lines if id(line) not in held)
    number = None if entry.number_line is None else entry.lines[entry.number_line]
    at = None if number is None or id(number) in held else lines.index(number)
    return replace(entry, lines=lines, number_line=at, aside=(*entry.aside, *found))


def _told_later(lines: Sequence[TextLine], script: str, kind: Kind, year: int) -> list[TextLine]:
    """Lines of passages that tell of later days, and what goes on below them in their column."""
    found: list[TextLine] = []
    for last, line in enumerate(lines):
        begins = [
            at for at in range(max(0, last - _WRAPPED), last + 1) if _is_above(lines[at], line)
        ]
        for first in reversed(begins):
            start = _begun(lines[first : last + 1], script, kind, year)
            if start is not None:
                found += lines[first + start : last + 1]
                break
    return [line for line in lines if any(line is x or _goes_on(line, x) for x in found)]


def _begun(lines: Sequence[TextLine], script: str, kind: Kind, year: int) -> int | None:
    """Which of a few lines begins a passage that tells of a later day, None where none does."""
    if not _may_be_late(lines[-1], year):
        return None
    words = [placed for line in lines for placed in line.words]
    owner = [at for at, line in enumerate(lines) for _ in line.words]
    # Read among all years, so that no day of the act's own is bent to a later one.
    told = passages(words, script, FIRST_YEAR, dead=kind is Kind.DEATH)
    late = [owner[one.start] for one in told if int(one.date[:4]) >= year + _LATER]
    return min(late, default=None)


def _is_above(line: TextLine, last: TextLine) -> bool:
    return line.region is last.region and line.row == last.row and line.top <= last.top


def _goes_on(line: TextLine, aside: TextLine) -> bool:
    return line.region is aside.region and line.row is None and line.top > aside.top


def _may_be_late(line: TextLine, year: int) -> bool:
    for placed in line.words:
        text = western_digits(placed.word.text)
        figures = "".join(c for c in text if c.isdigit())
        if text.casefold() in _THOUSANDS:
            return True
        last = figures[-_YEAR_FIGURES:]
        if len(last) == _YEAR_FIGURES and year + _LATER <= int(last) <= LAST_YEAR:
            return True
    return False
