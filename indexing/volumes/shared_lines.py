"""Lines that stand between two acts of prose: the end of one, or the beginning of the next.

Where no rule parts the acts, or one runs onto the next sheet above the number that opens it, lines
may have been given to the wrong one: it has values to spare, and its neighbour lacks them.
"""

from collections.abc import Sequence
from dataclasses import replace

from indexing.entries.cutting import Entry
from indexing.entries.reading import EntryReading, read_entry
from indexing.text.line import TextLine
from indexing.volumes.plausibility import plausibility
from ocr.page import BoundingBox, RegionKind

_END = 3
_LACKING = 2
_MOST_LINES = 7
_FEWEST_LEFT = 2
_BETTER = 0.5
Pair = tuple[EntryReading, EntryReading]


def share_lines(readings: Sequence[EntryReading]) -> list[EntryReading]:
    """The readings with lines moved between neighbours where both read better for it."""
    shared = list(readings)
    for place in range(1, len(shared)):
        before, after = shared[place - 1], shared[place]
        if before.form.shape == after.form.shape == "prose":
            shared[place - 1], shared[place] = _better((before, after))
    return shared


def _better(pair: Pair) -> Pair:
    before, after = pair
    moved: list[tuple[Entry, Entry]] = []
    if _lacking(before, -_END, None) >= (1 if _over_pages(before, after) else _LACKING):
        body = _body(after)
        # Of equals the most: an act's last lines tell no field.
        counts = range(min(_MOST_LINES, len(body) - _FEWEST_LEFT), 0, -1)
        moved = [_moved(before.entry, after.entry, body[:count], back=True) for count in counts]
    elif _lacking(after, 0, _END) >= _LACKING:
        body = _body(before)
        counts = range(1, min(_MOST_LINES, len(body) - _FEWEST_LEFT) + 1)
        moved = [_moved(before.entry, after.entry, body[-count:], back=False) for count in counts]
    ways = [(read_entry(a, before.form), read_entry(b, after.form)) for a, b in moved]
    best = max(ways, key=_worth, default=pair)
    return best if _worth(best) > _worth(pair) + _BETTER else pair


def _worth(pair: Pair) -> float:
    return sum(plausibility(reading.filled) for reading in pair)


def _lacking(reading: EntryReading, first: int, last: int | None) -> int:
    """How many slots at one end of the act's form have no text."""
    printed = [s.field for s in reading.form.slots if not s.optional and s.type != "skip"]
    told = {one.slot.field for one in reading.filled if one.extract.text}
    return sum(field not in told for field in printed[first:last])


def _over_pages(before: EntryReading, after: EntryReading) -> bool:
    return before.entry.places[-1][0] != after.entry.places[0][0]


def _body(reading: EntryReading) -> list[TextLine]:
    return [
        line
        for line in reading.entry.lines
        if line.region.kind is not RegionKind.MARGIN and line.script == reading.form.script
    ]


def _moved(
    before: Entry, after: Entry, lines: Sequence[TextLine], *, back: bool
) -> tuple[Entry, Entry]:
    """The two entries when these lines go back to the first, or on to the second."""
    giver = after if back else before
    left = [line for line in giver.lines if line not in lines]
    if back:
        return _with_lines(before, [*before.lines, *lines]), _with_lines(after, left)
    return _with_lines(before, left), _with_lines(after, [*lines, *after.lines])


def _with_lines(entry: Entry, lines: Sequence[TextLine]) -> Entry:
    numbered = None if entry.number_line is None else entry.lines[entry.number_line]
    boxes: dict[str, BoundingBox] = {}
    for line in lines:
        for placed in line.words:
            box = boxes.get(placed.page)
            boxes[placed.page] = placed.word.box if box is None else box.union(placed.word.box)
    return replace(
        entry,
        lines=tuple(lines),
        number_line=lines.index(numbered) if numbered in lines else None,
        places=tuple(boxes.items()),
    )
