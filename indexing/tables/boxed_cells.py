"""Boxes of a form that print their labels in their upper half and are filled in below it.

Each box becomes a row of a table of four columns: the French label, its value, the Arabic value,
its label. Boxes of a column follow one another at one pace, so a line's level tells its box and
its half, whichever rules recognition saw.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise
from statistics import median

from ocr.page import BoundingBox, Line, Region, Script, Word

# Left, right and middle height of a box on the upright page, skew undone, in pixels.
Place = Callable[[BoundingBox], tuple[float, float, float]]
_FEW = 4
_MOSTLY = 0.5
# Shares of a box's height: levels as far apart are two, and where the filled half begins.
_TWO_LEVELS, _FILLED_HALF = 0.25, 0.24
_LEAST_STEP = 1.2
# Share of a column's width that parts the two scripts' values on one level.
_APART = 0.12
_COLUMNS = {(True, Script.LATIN): 0, (False, Script.LATIN): 1}
_COLUMNS |= {(False, Script.ARABIC): 2, (True, Script.ARABIC): 3}


@dataclass(frozen=True, slots=True)
class _Placed:
    """A line where it stands on the upright page, in pixels."""

    line: Line
    left: float
    right: float
    level: float


@dataclass(frozen=True, slots=True)
class _Part:
    """A line of a box: the level of the box's labels, its column, and its place in the row."""

    top: float
    column: int
    at: int
    line: Line


def part_boxes(cells: Sequence[Region], place: Place, first: int) -> list[Region]:
    """The cells of a band as rows of four columns, counted from ``first``; [] for another table."""
    held = [cell for cell in cells if cell.lines]
    place = partial(_levelled, place, _tilt(held, place))
    tops = {id(cell): top for cell in held if (top := _label_level(cell, place)) is not None}
    if len(tops) < max(_FEW, _MOSTLY * len(held)):
        return []
    parts: list[_Part] = []
    step = _step(held, tops)
    for column in sorted({cell.column or 0 for cell in held}):
        own = [cell for cell in held if (cell.column or 0) == column]
        lines = [_Placed(line, *place(line.box)) for cell in own for line in cell.lines]
        starts = sorted(tops[id(cell)] for cell in own if id(cell) in tops)
        if starts and step:
            parts += _in_boxes(column, list(_parted(lines, place)), starts, step)
    return _rows(held[0], parts, step, first)


def _levelled(place: Place, tilt: float, box: BoundingBox) -> tuple[float, float, float]:
    """Where a box stands once rows that fall by ``tilt``, down for each pixel right, are level."""
    left, right, level = place(box)
    return left, right, level - tilt * (left + right) / 2


def _tilt(cells: Sequence[Region], place: Place) -> float:
    """How rows fall to the right: the scripts' upper lines of one box are labels on one level.

    A leaf near its gutter lies more askew than the page as a whole.
    """
    falls = []
    for cell in cells:
        tops: dict[Script, tuple[float, float]] = {}
        for line in cell.lines:
            left, right, level = place(line.box)
            across = (left + right) / 2
            tops[line.script] = min(tops.get(line.script, (level, across)), (level, across))
        if len(tops) == len(Script):
            (latin, x), (arabic, y) = tops[Script.LATIN], tops[Script.ARABIC]
            falls += [(arabic - latin) / (y - x)] if y > x else []
    return median(falls) if len(falls) >= _FEW else 0.0


def _label_level(cell: Region, place: Place) -> float | None:
    """The level of a cell's labels: both scripts' stand above all else in it; None for no box."""
    lines = sorted((_Placed(x, *place(x.box)) for x in cell.lines), key=lambda x: x.level)
    if len(lines) < len(_COLUMNS) - 1:
        return None
    upper = {lines[0].line.script, lines[1].line.script}
    apart = lines[2].level - (lines[0].level + lines[1].level) / 2
    beside = lines[0].right < lines[1].left or lines[1].right < lines[0].left
    below = apart > _LEAST_STEP * abs(lines[1].level - lines[0].level)
    if len(upper) < len(Script) or not (beside and below):
        return None
    return (lines[0].level + lines[1].level) / 2


def _step(cells: Sequence[Region], tops: dict[int, float]) -> float:
    """Usual height of a box in pixels, 0 when no two stand above one another."""
    steps = [
        b - a
        for column in {cell.column for cell in cells}
        for a, b in pairwise(
            sorted(tops[id(c)] for c in cells if c.column == column and id(c) in tops)
        )
    ]
    return median(steps) if steps else 0.0


def _in_boxes(
    column: int, lines: Sequence[_Placed], starts: Sequence[float], step: float
) -> Iterator[_Part]:
    """Lines of a column with the label level of their box, told from the boxes nearest them."""
    for line in lines:
        near = min(starts, key=lambda start: abs(line.level - start - step / 4))
        steps = (line.level - near) / step
        box = int((steps + _FILLED_HALF) // 1)
        label = steps - box < _FILLED_HALF
        yield _Part(near + box * step, column, _COLUMNS[label, line.line.script], line.line)


def _parted(lines: Sequence[_Placed], place: Place) -> Iterator[_Placed]:
    """Lines, those cut in two that hold both scripts' values, which only a wide gap parts."""
    left, right = min(x.left for x in lines), max(x.right for x in lines)
    middle = (left + right) / 2
    for line in lines:
        across = sorted(line.line.words, key=lambda word: place(word.box)[0])
        gaps = [place(b.box)[0] - place(a.box)[1] for a, b in pairwise(across)]
        at = max(range(len(gaps)), key=gaps.__getitem__, default=0)
        if gaps and gaps[at] > _APART * (right - left) and line.left < middle < line.right:
            yield _placed(line.line, across[: at + 1], Script.LATIN, place)
            yield _placed(line.line, across[at + 1 :], Script.ARABIC, place)
        elif not any(c.isalpha() for word in across for c in word.text):
            script = Script.LATIN if line.left + line.right < 2 * middle else Script.ARABIC
            yield replace(line, line=replace(line.line, script=script))
        else:
            yield line


def _placed(line: Line, words: Sequence[Word], script: Script, place: Place) -> _Placed:
    """Some words of a line, left to right, as a line of their own in reading order."""
    box = words[0].box
    for word in words[1:]:
        box = box.union(word.box)
    letters = any("\u0600" <= c <= "\u06ff" and c.isalpha() for word in words for c in word.text)
    turned = script is Script.ARABIC and letters
    own = tuple(words[::-1] if turned else words)
    return _Placed(Line(own, box, script, line.engine), *place(box))


def _rows(cell: Region, parts: Sequence[_Part], step: float, first: int) -> list[Region]:
    """A row for each box, from top to bottom and from left to right."""
    levels: list[float] = []
    for top in sorted(part.top for part in parts):
        if not levels or top - levels[-1] > _TWO_LEVELS * step:
            levels.append(top)

    def key(part: _Part) -> tuple[int, int]:
        return sum(level <= part.top for level in levels), part.column

    rows = {at: row for row, at in enumerate(sorted({key(part) for part in parts}), start=first)}
    held: dict[tuple[int, int], list[Line]] = {}
    for part in parts:
        held.setdefault((rows[key(part)], part.at), []).append(part.line)
    return [
        replace(cell, lines=tuple(lines), box=_around(lines), row=row, column=column)
        for (row, column), lines in sorted(held.items())
    ]


def _around(lines: Sequence[Line]) -> BoundingBox:
    box = lines[0].box
    for line in lines[1:]:
        box = box.union(line.box)
    return box
