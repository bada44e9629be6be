"""Cells of a table, from its ruled lines and, where only rows are ruled, from its gutters."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ocr.page import BoundingBox
from ocr.text_layer import Glyph

# A line across or down the page: left, top, right, bottom in pixels.
Rule = tuple[float, ...]

_TOUCH = 6.0
_FLAT = 8.0
_MIN_ROWS = 3
_GUTTER = 0.8


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its box in pixels, and its row and column counted from the top left, from 0."""

    box: BoundingBox
    row: int
    column: int


def find_cells(rules: Iterable[Rule], glyphs: Sequence[Glyph]) -> tuple[Cell, ...]:
    """Cells of every table, row by row; a row's columns run from left to right.

    A table is at least three rules across of the same extent. Its columns are parted by the rules
    down where there are some, else by the gutters that no glyph of the table crosses.
    """
    lines = list(rules)
    across = [rule for rule in lines if _is_flat(rule)]
    down = [rule for rule in lines if not _is_flat(rule) and rule[2] - rule[0] <= _FLAT]
    cells: list[Cell] = []
    for left, right, levels in _tables(across):
        first = max((cell.row for cell in cells), default=-1) + 1
        for row, (top, bottom) in enumerate(pairwise(levels), start=first):
            edges = [
                rule[0] for rule in down if rule[1] <= bottom - _FLAT and rule[3] >= top + _FLAT
            ]
            edges = [x for x in edges if left - _TOUCH <= x <= right + _TOUCH]
            if len(_distinct([left, right, *edges])) == 2:
                inside = [g for g in glyphs if levels[0] < g.baseline < levels[-1]]
                edges = _gutters(inside, left, right)
            columns = _distinct([left, right, *edges])
            for column, (start, end) in enumerate(pairwise(columns)):
                box = BoundingBox(round(start), round(top), round(end), round(bottom))
                cells.append(Cell(box, row, column))
    return tuple(cells)


def _tables(across: Iterable[Rule]) -> list[tuple[float, float, list[float]]]:
    """Rules across of one extent, as left, right and the levels they stand at."""
    tables: list[tuple[float, float, list[float]]] = []
    for left, right, level in _joined(across):
        for known_left, known_right, levels in tables:
            if abs(known_left - left) <= _TOUCH and abs(known_right - right) <= _TOUCH:
                levels.append(level)
                break
        else:
            tables.append((left, right, [level]))
    return [
        (left, right, levels)
        for left, right, found in tables
        if len(levels := _distinct(found)) > _MIN_ROWS
    ]


def _joined(across: Iterable[Rule]) -> list[tuple[float, float, float]]:
    """Pieces of one rule across, drawn cell by cell, as a whole: left, right, level."""
    joined: list[tuple[float, float, float]] = []
    for rule in sorted(across, key=lambda rule: (round(rule[1] / _TOUCH), rule[0])):
        level = (rule[1] + rule[3]) / 2
        if joined:
            left, right, known = joined[-1]
            if abs(known - level) <= _TOUCH and rule[0] <= right + _TOUCH:
                joined[-1] = (left, max(right, rule[2]), known)
                continue
        joined.append((rule[0], rule[2], level))
    return joined


def _gutters(glyphs: Sequence[Glyph], left: float, right: float) -> list[float]:
    """Middles of the upright stretches of white that all rows of a table share."""
    inked = sorted(
        (glyph for glyph in glyphs if glyph.text.strip() and left <= glyph.middle <= right),
        key=lambda glyph: glyph.left,
    )
    found: list[float] = []
    reached: float | None = None
    for glyph in inked:
        if reached is not None and glyph.left - reached > _GUTTER * glyph.size:
            found.append((reached + glyph.left) / 2)
        reached = glyph.right if reached is None else max(reached, glyph.right)
    return found


def _distinct(values: Iterable[float]) -> list[float]:
    """Values in order, those that touch one another told once."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _TOUCH:
            found.append(value)
    return found


def _is_flat(rule: Rule) -> bool:
    return rule[3] - rule[1] <= _FLAT < rule[2] - rule[0]
