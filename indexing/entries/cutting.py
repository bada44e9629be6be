"""From pages to entries: the lines that make up one act, wherever rules and page breaks fall."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise

import numpy as np
from rapidfuzz.distance import Levenshtein

from archive.register import ActNumber
from indexing.entries.pairs import script_code
from indexing.labels.middle_labels import part_middle
from indexing.registers.sequence import read_number
from indexing.tables.cell_rows import settle_cells
from indexing.tables.number_lines import above_number, number_match, number_span, part_number
from indexing.text.line import TextLine
from indexing.text.stream import PlacedWord, TextStream
from ocr.page import BoundingBox, Line, Page, Region, RegionKind

# An act has more lines than this between its number and the next act's.
_ACT_LINES = 4
# Both scripts' numbers of an act stand on one row of print or the next.
_NUMBER_ROWS = 2.2
# A stretch with less text than this share of the longest one is an act only if its number says so.
_THIN = 0.3
_WHOLE = 0.75
_MOST_SKIPPED = 3
_SPANS = 0.7
# No cell of a table holds as many words on a line, nor as much of its text on such lines.
_LONG_LINE, _MOSTLY = 8, 0.6
# Nearer than this many steps below another line of its column, a number stands amid its text.
_AMID = 1.3


@dataclass(frozen=True, slots=True)
class Entry:
    """Lines of one act (or part of one) in reading order, and where they stand.

    Attributes:
        number_line: index in ``lines`` of the line with the act number, None when there is none.
        places: page names with the box of the entry on each.
        leaf: place of its leaf on the scan, from the left, counted from 0.
        aside: lines that stand amid the act's and tell of later, as a margin does.
    """

    lines: tuple[TextLine, ...]
    number_line: int | None
    places: tuple[tuple[str, BoundingBox], ...]
    leaf: int = 0
    aside: tuple[TextLine, ...] = ()

    def joined(self, following: "Entry") -> "Entry":
        """This entry with the lines that run on to the next page."""
        return replace(
            self,
            lines=self.lines + following.lines,
            places=self.places + following.places,
            aside=self.aside + following.aside,
        )


def entries_of(name: str, page: Page, number_labels: Sequence[str]) -> list[Entry]:
    """Entries of a page, leaf by leaf and top to bottom: one per band, or one per act number."""
    slope = _slope(page)
    turned = partial(_upright, page)
    bands = range(max((r.band or 0 for r in page.regions), default=0) + 1)
    leaves = _leaves(page, len(bands))
    page = replace(page, regions=tuple(_opened(region, page) for region in page.regions))
    page = settle_cells(page, lambda box: _placed(page, slope, box))
    page = part_middle(page, lambda box: _placed(page, slope, box))
    entries = []
    for band in bands:
        lines = [
            TextLine(
                tuple(PlacedWord(word, name) for line in group for word in line.words),
                script_code(group[0].script),
                region,
                round(turned(group[0].box)[1] - slope * turned(group[0].box)[0]),
                round(turned(group[0].box)[0]),
                page.rotation,
            )
            for region in page.regions
            if (region.band or 0) == band
            for group in _logical_lines(region)
        ]
        lines = [part for line in lines for part in part_number(line, number_labels)]
        entries += [
            replace(entry, leaf=leaves[band]) for entry in _split(name, lines, number_labels)
        ]
    return entries


def _leaves(page: Page, count: int) -> list[int]:
    """The leaf each band stands on: a band that is not below the last one opens the next leaf."""
    tops = [sorted(_upright_y(page, band)) for band in page.bands]
    leaf, leaves = 0, [0]
    for (_, above), (below, _) in pairwise(tops):
        leaf += below < above - 0.1 * page.height
        leaves.append(leaf)
    return (leaves + [leaf] * count)[:count]


def _upright_y(page: Page, box: BoundingBox) -> tuple[float, float]:
    corners = (box.left, box.top), (box.right, box.bottom)
    first, second = (_turned(page, x, y)[1] for x, y in corners)
    return first, second


def _opened(region: Region, page: Page) -> Region:
    """A region as it is, but for a cell as wide as its table (the space between two tables) and
    for boxes around prose."""
    if region.kind is not RegionKind.CELL:
        return region
    cells = [x for x in page.regions if x.kind is RegionKind.CELL and x.band == region.band]
    if _boxed_prose(cells):
        kind = RegionKind.BODY if _boxed_prose([region]) else RegionKind.MARGIN
        return replace(region, kind=kind, row=None, column=None)
    table = cells[0].box
    for other in cells:
        table = table.union(other.box)
    own, whole = region.box.width, table.width
    if page.rotation % 2:
        own, whole = region.box.height, table.height
    if own > _SPANS * whole:
        return replace(region, kind=RegionKind.BODY, row=None, column=None)
    return region


def _boxed_prose(cells: Sequence[Region]) -> bool:
    """Whether cells are boxes around sentences and margins: most words stand in long lines."""
    lines = [len(line.words) for cell in cells for line in cell.lines]
    long = [count for count in lines if count >= _LONG_LINE]
    return len(long) >= _ACT_LINES - 1 and sum(long) > _MOSTLY * sum(lines)


def _logical_lines(region: Region) -> list[list[Line]]:
    """Lines that are read as one: those of one script in a table's cell, else each alone."""
    if region.kind is not RegionKind.CELL:
        return [[line] for line in region.lines]
    scripts = dict.fromkeys(line.script for line in region.lines)
    return [[line for line in region.lines if line.script is script] for script in scripts]


def number_lines(entry: Entry, number_labels: Sequence[str]) -> list[TextLine]:
    """Lines that hold the act's number: the topmost, and those that face it.

    A number further down is another act's, told in a mention.
    """
    page = entry.places[0][0]
    found = [
        line
        for line in entry.lines
        if line.words[0].page == page and number_match(line, number_labels) is not None
    ]
    lowest = min((line.top for line in found), default=0) + _NUMBER_ROWS * _pitch(entry.lines)
    return [line for line in found if line.top <= lowest]


def _split(name: str, lines: list[TextLine], number_labels: Sequence[str]) -> list[Entry]:
    pitch = _pitch(lines)
    numbered = _in_run(lines, number_labels, pitch)
    starts = [above_number(start, lines, pitch) for start in _starts(numbered, lines)]
    first = sum(line.top < starts[0] for line in lines) if starts else 0
    if first < _ACT_LINES:
        starts = starts[1:]
    if not starts:
        return [_entry(name, lines, number_labels)] if lines else []
    groups: list[list[TextLine]] = [[] for _ in range(len(starts) + 1)]
    for line in lines:
        groups[sum(line.top >= start for start in starts)].append(line)
    entries = [_entry(name, group, number_labels) for group in groups if group]
    return _with_mentions(entries, number_labels)


def _in_run(
    lines: Sequence[TextLine], number_labels: Sequence[str], pitch: float
) -> list[TextLine]:
    """Lines with a number, but for those amid other text that the page's run of numbers skips."""
    found = [(x, at) for x in lines if (at := number_span(x, number_labels)) is not None]
    found.sort(key=lambda pair: pair[0].top)
    told = [read_number(TextStream(line.words).letters[slice(*at)]) for line, at in found]
    runs: list[tuple[int, ...]] = []
    for place, number in enumerate(told):
        before = [
            run
            for run in runs
            if number is not None and 0 <= number.number - _number(told, run) <= _MOST_SKIPPED
        ]
        if number is not None:
            runs.append((*max(before, key=len, default=()), place))
    longest = max(runs, key=len, default=())
    acts = len({_number(told, (place,)) for place in longest})
    return [
        line
        for place, (line, _) in enumerate(found)
        if acts < 2
        or place in longest
        or not _amid(line, lines, pitch)
        or (told[place] is None and line.region.kind is not RegionKind.MARGIN)
    ]


def _number(told: Sequence[ActNumber | None], run: Sequence[int]) -> int:
    last = told[run[-1]]
    return 0 if last is None else last.number


def _amid(line: TextLine, lines: Sequence[TextLine], pitch: float) -> bool:
    """Whether a line follows right below another of its column."""
    column = [x for x in lines if x.region is line.region and x.top < line.top]
    return min((line.top - x.top for x in column), default=line.top) < _AMID * pitch


def _with_mentions(entries: list[Entry], number_labels: Sequence[str]) -> list[Entry]:
    """Entries with those joined that only a number told in a mention has cut off."""
    longest = max(_letters(entry) for entry in entries)
    joined = entries[:1]
    for entry in entries[1:]:
        last = joined[-1]
        size = _letters(entry) / longest
        if last.number_line is not None and _is_told(last, entry, size, number_labels):
            lines = last.lines + entry.lines
            box = last.places[0][1].union(entry.places[0][1])
            joined[-1] = replace(last, lines=lines, places=((last.places[0][0], box),))
        else:
            joined.append(entry)
    return joined


def _is_told(before: Entry, entry: Entry, size: float, number_labels: Sequence[str]) -> bool:
    """Whether an entry's number is told in a mention of the one before, not the next act's.

    ``size`` is the entry's share of the longest one's text.
    """
    last, own = (_own_number(one, number_labels) for one in (before, entry))
    if last is None or own is None or own in (last, last + 1):
        return False
    line = number_lines(entry, number_labels)[0]
    amid = _amid(line, (*before.lines, *entry.lines), _pitch(before.lines))
    if amid and line.region.kind is RegionKind.MARGIN:
        return size < _WHOLE
    misread = Levenshtein.distance(str(last + 1), str(own)) <= 1
    return size < _THIN and (amid or not misread)


def _own_number(entry: Entry, number_labels: Sequence[str]) -> int | None:
    for line in number_lines(entry, number_labels):
        span = number_span(line, number_labels) or (0, 0)
        number = read_number(TextStream(line.words).letters[slice(*span)])
        if number is not None:
            return number.number
    return None


def _letters(entry: Entry) -> int:
    return sum(len(placed.word.text) for line in entry.lines for placed in line.words)


def _starts(numbered: list[TextLine], lines: list[TextLine]) -> list[int]:
    """Heights of act numbers; the two scripts' numbers of one act, with no text between, once."""
    starts: list[int] = []
    others = [line.top for line in lines if line not in numbered]
    for line in sorted(numbered, key=lambda line: line.top):
        if not starts or sum(starts[-1] < top < line.top for top in others) >= _ACT_LINES:
            starts.append(line.top)
    return starts


def _entry(name: str, lines: list[TextLine], number_labels: Sequence[str]) -> Entry:
    boxes = [placed.word.box for line in lines for placed in line.words]
    box = boxes[0]
    for other in boxes[1:]:
        box = box.union(other)
    whole = Entry(tuple(lines), None, ((name, box),))
    first = next(iter(number_lines(whole, number_labels)), None)
    return whole if first is None else replace(whole, number_line=lines.index(first))


def _pitch(lines: Sequence[TextLine]) -> float:
    """Usual step from one line of a column to the next, in pixels."""
    columns: dict[tuple[int, str], list[int]] = {}
    for line in lines:
        columns.setdefault((id(line.region), line.script), []).append(line.top)
    steps = [b - a for tops in columns.values() for a, b in pairwise(sorted(tops)) if b - a > 12]
    return float(np.median(steps)) if steps else 60.0


def _placed(page: Page, slope: float, box: BoundingBox) -> tuple[float, float, float]:
    """Left, right and middle height of a scan box on the upright page, skew undone."""
    corners = [_turned(page, x, y) for x in (box.left, box.right) for y in (box.top, box.bottom)]
    x, y = _upright(page, box)
    half = (max(x for x, _ in corners) - min(x for x, _ in corners)) / 2
    return x + slope * y - half, x + slope * y + half, y - slope * x


def _upright(page: Page, box: BoundingBox) -> tuple[float, float]:
    """Middle of a scan box (x, y) on the page as it is read, quarter turns undone."""
    return _turned(page, *box.centre)


def _turned(page: Page, x: float, y: float) -> tuple[float, float]:
    return {
        0: (x, y),
        1: (page.height - y, x),
        2: (page.width - x, page.height - y),
        3: (y, page.width - x),
    }[page.rotation]


def _slope(page: Page) -> float:
    """Rise of the text lines on the scan, pixels down for each pixel right."""
    slopes = []
    for line in page.lines:
        long = max(line.box.width, line.box.height) > page.width * 0.2
        if len(line.words) >= 4 and long:
            x, y = zip(*(_upright(page, word.box) for word in line.words), strict=True)
            slopes.append(float(np.polyfit(x, y, 1)[0]))
    return float(np.median(slopes)) if slopes else 0.0
