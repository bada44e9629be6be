"""Cells of a table where rules were missed or imagined: lines go where the others say they stand.

A rule that recognition missed in one column leaves a value in its neighbour's row; one missed in
all columns makes one row of two; an edge seen beside a few rows counts their columns from another.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from indexing.tables.boxed_cells import part_boxes
from ocr.page import BoundingBox, Line, Page, Region, RegionKind

_FEW_ROWS = 4
_COLUMNS = 3
# Shares of the step from row to row.
_ON_LEVEL, _OFF_LEVEL = 0.3, 0.6
# Tables whose cells hold several lines as a rule are ruled right.
_SELDOM = 0.25
# A column is where more than this share of the rows has text.
_FILLED = 0.12
# Left, right and middle height of a box on the upright page, skew undone, in pixels.
Place = tuple[float, float, float]
_Cells = dict[tuple[int, int], tuple[Region, list[Line]]]


@dataclass(frozen=True, slots=True)
class _Table:
    """Cells of one band by row and column, with what tells where a line stands."""

    cells: _Cells
    place: Callable[[Line], Place]

    def level(self, line: Line) -> float:
        """Pixels from the top of the page."""
        return self.place(line)[2]

    def rows(self) -> list[int]:
        return sorted({row for (row, _), (_, lines) in self.cells.items() if lines})

    def of_row(self, row: int) -> list[list[Line]]:
        return [lines for (at, _), (_, lines) in self.cells.items() if at == row]

    def top(self, row: int) -> float:
        """The level of a row: that of its cells of one line, else of all its lines."""
        held = self.of_row(row)
        single = [self.level(lines[0]) for lines in held if len(lines) == 1]
        return median(single or [self.level(line) for lines in held for line in lines])


def settle_cells(page: Page, place: Callable[[BoundingBox], Place]) -> Page:
    """The page with lines of cells in the rows and columns where they stand."""
    regions: list[Region] = [r for r in page.regions if r.kind is not RegionKind.CELL]
    first = 0
    for band in dict.fromkeys(r.band for r in page.regions if r.kind is RegionKind.CELL):
        own = [r for r in page.regions if r.kind is RegionKind.CELL and r.band == band]
        boxes = part_boxes(own, place, first)
        if boxes:
            regions += boxes
            first += len({region.row for region in boxes})
            continue
        told = _Table(_in_columns(own, place), lambda line: place(line.box))
        _move(told)
        _part(told)
        regions += _regions(told, first)
        first += len(told.rows())
    return replace(page, regions=tuple(regions))


def _in_columns(cells: Sequence[Region], place: Callable[[BoundingBox], Place]) -> _Cells:
    """Lines by row, two apart, and by the column that they stand in."""
    spans = [(*place(line.box)[:2], line, r) for r in cells for line in r.lines]
    rows = len({r.row for r in cells})
    if rows < _FEW_ROWS:
        return {(2 * (r.row or 0), r.column or 0): (r, list(r.lines)) for r in cells}
    columns = _columns([(left, right) for left, right, *_ in spans], rows)
    found: _Cells = {}
    for left, right, line, region in spans:
        column = max(
            range(len(columns)),
            key=lambda at: min(right, columns[at][1]) - max(left, columns[at][0]),
        )
        found.setdefault((2 * (region.row or 0), column), (region, []))[1].append(line)
    return found


def _columns(spans: Sequence[tuple[float, float]], rows: int) -> list[tuple[float, float]]:
    """Stretches across the page, left to right, where more than a few rows have text."""
    turns = sorted([(left, 1) for left, _ in spans] + [(right, -1) for _, right in spans])
    columns: list[tuple[float, float]] = []
    deep, least = 0, max(1.0, _FILLED * rows)
    for x, turn in turns:
        if deep <= least < deep + turn:
            columns.append((x, x))
        elif deep + turn <= least < deep:
            columns[-1] = (columns[-1][0], x)
        deep += turn
    return columns or [(0.0, 0.0)]


def _step(table: _Table) -> float:
    tops = [table.top(row) for row in table.rows()]
    return median([b - a for a, b in pairwise(tops)])


def _move(table: _Table) -> None:
    """Give lines to the row next to theirs on whose level they stand, where it lacks their cell."""
    rows = table.rows()
    if len(rows) < _FEW_ROWS:
        return
    step, tops = _step(table), {row: table.top(row) for row in rows}
    alone = {row for row in rows if len(table.of_row(row)) == 1}
    beside = {row: [r for pair in pairwise(rows) if row in pair for r in pair] for row in rows}
    for (row, column), (region, lines) in list(table.cells.items()):
        for line in list(lines):
            at = table.level(line)
            for other in beside[row]:
                near = abs(at - tops[other]) < _ON_LEVEL * step
                if near and (row in alone or abs(at - tops[row]) > _OFF_LEVEL * step):
                    held = table.cells.setdefault((other, column), (region, []))[1]
                    if not held:
                        held.append(line)
                        lines.remove(line)
                        break


def _part(table: _Table) -> None:
    """Part rows whose every column shows two lines, where few rows do."""
    rows = table.rows()
    if len(rows) < _FEW_ROWS:
        return
    double = [row for row in rows if _is_double(table, row)]
    if len(double) > _SELDOM * len(rows):
        return
    for row in double:
        for key in [key for key in table.cells if key[0] == row]:
            region, lines = table.cells[key]
            upper, lower = sorted(lines, key=table.level)
            table.cells[key] = (region, [upper])
            table.cells[(row + 1, key[1])] = (region, [lower])


def _is_double(table: _Table, row: int) -> bool:
    held = [lines for lines in table.of_row(row) if lines]
    if len(held) < _COLUMNS or any(len(lines) != 2 for lines in held):
        return False
    apart = [abs(table.level(b) - table.level(a)) for a, b in held]
    return min(apart) > _OFF_LEVEL * _step(table)


def _regions(table: _Table, first: int) -> list[Region]:
    number = {row: place for place, row in enumerate(table.rows(), start=first)}
    return [
        _cell(region, lines, number[row], column)
        for (row, column), (region, lines) in sorted(table.cells.items(), key=lambda x: x[0])
        if lines
    ]


def _cell(region: Region, lines: Sequence[Line], row: int, column: int) -> Region:
    box = lines[0].box
    for line in lines[1:]:
        box = box.union(line.box)
    whole = len(lines) == len(region.lines)
    return replace(
        region, lines=tuple(lines), box=region.box if whole else box, row=row, column=column
    )
