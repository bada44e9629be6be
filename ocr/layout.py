"""Layout of a corrected page: columns between upright rules or gutters, bands between level rules.

A column is a margin, a body or a table's cell; a band is where one act may stand. Both are in
corrected pixels.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from ocr.lines import Fragment
from ocr.page import BoundingBox, RegionKind
from ocr.rules import Rules

_GUTTER = 2.0
_SMALL_BAND = 0.06
_ROWS = 4
_ROW_PITCH = 0.09


@dataclass(frozen=True, slots=True)
class Block:
    """Fragments of one column within one band; ``row`` and ``column`` for a table's cell."""

    kind: RegionKind
    band: int
    fragments: tuple[Fragment, ...]
    row: int | None = None
    column: int | None = None

    @property
    def box(self) -> BoundingBox:
        """Smallest box holding the fragments."""
        box = self.fragments[0].box
        for fragment in self.fragments[1:]:
            box = box.union(fragment.box)
        return box


def find_bands(rules: Rules, leaf: BoundingBox) -> tuple[BoundingBox, ...]:
    """Bands of a leaf, top to bottom, cut at level rules that run across it outside any table."""
    small = _SMALL_BAND * leaf.height
    across = [r for r in rules.level if r.width > 0.55 * leaf.width and not _in_table(r, rules)]
    gaps = np.diff([rule.centre[1] for rule in across])
    # Rules that follow one another closely part a table's rows, not acts.
    rows = len(gaps) >= _ROWS and float(np.median(gaps)) < _ROW_PITCH * leaf.height
    cuts = [leaf.top]
    for rule in () if rows else across:
        if rule.centre[1] - cuts[-1] > small:
            cuts.append(round(rule.centre[1]))
    if leaf.bottom - cuts[-1] < small and len(cuts) > 1:
        cuts.pop()
    cuts.append(leaf.bottom)
    return tuple(BoundingBox(leaf.left, top, leaf.right, bottom) for top, bottom in pairwise(cuts))


def find_blocks(
    fragments: list[Fragment],
    rules: Rules,
    bands: tuple[BoundingBox, ...],
    height: float,
    gutters: tuple[BoundingBox, ...] = (),
) -> tuple[Block, ...]:
    """Blocks of a leaf, band by band and left to right.

    Args:
        height: the letter height, pixels.
        gutters: where columns are parted that no rule parts.
    """
    leaf = BoundingBox(bands[0].left, bands[0].top, bands[0].right, bands[-1].bottom)
    grid = _table(rules)
    cells = [f for f in fragments if grid and _inside(f, grid)]
    loose = [f for f in fragments if not (grid and _inside(f, grid))]
    parting = replace(rules, upright=(*rules.upright, *gutters))
    walls = _wall_positions(parting, leaf, grid, height)
    groups: dict[int, list[Fragment]] = {}
    for fragment in loose:
        column = sum(wall < fragment.box.centre[0] for wall in walls)
        groups.setdefault(column, []).append(fragment)
    columns = [part for group in groups.values() for part in _split_at_gutter(group, height)]
    blocks = [
        Block(kind, band, tuple(members))
        for kind, column in _name_margins(columns)
        for band, members in _by_band(column, bands)
    ]
    blocks += _cells(cells, rules, bands)
    return tuple(sorted(blocks, key=lambda block: (block.band, block.row or 0, block.box.left)))


def rows_of(fragments: tuple[Fragment, ...]) -> list[list[Fragment]]:
    """Fragments of a block grouped by the row they stand on, rows from top to bottom."""
    rows: list[list[Fragment]] = []
    for fragment in sorted(fragments, key=lambda f: f.core_top + f.core_bottom):
        for row in reversed(rows[-2:]):
            if all(_same_row(fragment, other) for other in row):
                row.append(fragment)
                break
        else:
            rows.append([fragment])
    return [sorted(row, key=lambda f: f.box.left) for row in rows]


def _same_row(a: Fragment, b: Fragment) -> bool:
    overlap = min(a.core_bottom, b.core_bottom) - max(a.core_top, b.core_top)
    low = min(a.core_bottom - a.core_top, b.core_bottom - b.core_top)
    reach = max(8, 0.2 * min(a.box.width, b.box.width))
    apart = a.box.right <= b.box.left + reach or b.box.right <= a.box.left + reach
    return apart and overlap >= 0.4 * max(low, 1)


def _in_table(rule: BoundingBox, rules: Rules) -> bool:
    return sum(_cross(rule, upright) for upright in rules.upright) >= 3


def _table(rules: Rules) -> BoundingBox | None:
    """The frame of a ruled table: uprights that each cross at least three level rules."""
    uprights = [r for r in rules.upright if sum(_cross(level, r) for level in rules.level) >= 3]
    if len(uprights) < 3:
        return None
    frame = uprights[0]
    for rule in uprights[1:]:
        frame = frame.union(rule)
    return frame


def _cross(level: BoundingBox, upright: BoundingBox) -> bool:
    slack = 12
    return (
        level.left - slack <= upright.centre[0] <= level.right + slack
        and upright.top - slack <= level.centre[1] <= upright.bottom + slack
    )


def _inside(fragment: Fragment, frame: BoundingBox) -> bool:
    x, y = fragment.box.centre
    return frame.left <= x <= frame.right and frame.top <= y <= frame.bottom


def _wall_positions(
    rules: Rules, leaf: BoundingBox, grid: BoundingBox | None, height: float
) -> list[float]:
    """Positions of upright rules that part columns; pieces of one leaning rule count once."""
    positions: list[float] = []
    for rule in sorted(rules.upright, key=lambda rule: rule.centre[0]):
        x = rule.centre[0]
        at_edge = min(x - leaf.left, leaf.right - x) < 0.04 * leaf.width
        in_grid = grid is not None and grid.left - 12 <= x <= grid.right + 12
        if at_edge or in_grid or rule.height < 0.08 * leaf.height:
            continue
        if positions and x - positions[-1] < 3 * height:
            positions[-1] = (positions[-1] + x) / 2
        else:
            positions.append(x)
    return positions


def _split_at_gutter(fragments: list[Fragment], height: float) -> list[list[Fragment]]:
    """Two columns where an empty gutter stands between many lines on both sides, else one."""
    if len(fragments) < 8:
        return [fragments]
    left = min(fragment.box.left for fragment in fragments)
    right = max(fragment.box.right for fragment in fragments)
    cover = np.zeros(right - left, np.int32)
    for fragment in fragments:
        cover[fragment.box.left - left : fragment.box.right - left] += 1
    for start, stop in _empty_runs(cover, len(fragments) // 25):
        middle = left + (start + stop) / 2
        before = [f for f in fragments if f.box.centre[0] < middle]
        after = [f for f in fragments if f.box.centre[0] >= middle]
        enough = min(len(before), len(after)) >= max(3, 0.15 * len(fragments))
        if stop - start >= _GUTTER * height and enough:
            return [before, after]
    return [fragments]


def _empty_runs(cover: npt.NDArray[np.int32], limit: int) -> list[tuple[int, int]]:
    """Inner runs of x covered by at most ``limit`` fragments, widest first."""
    empty = np.concatenate([[0], (cover <= limit).astype(np.int8), [0]])
    edges = np.flatnonzero(np.diff(empty)).reshape(-1, 2)
    runs = [(int(a), int(b)) for a, b in edges if a > 0 and b < len(cover)]
    return sorted(runs, key=lambda run: run[0] - run[1])


def _name_margins(columns: list[list[Fragment]]) -> Iterator[tuple[RegionKind, list[Fragment]]]:
    """A narrow column beside a much wider one is a margin."""
    boxes = [Block(RegionKind.BODY, 0, tuple(column)).box for column in columns]
    widest = max(boxes, key=lambda box: box.width, default=None)
    for column, box in zip(columns, boxes, strict=True):
        beside = widest is not None and (box.right <= widest.left or box.left >= widest.right)
        narrow = widest is not None and box.width < 0.5 * widest.width
        yield RegionKind.MARGIN if beside and narrow else RegionKind.BODY, column


def _by_band(
    fragments: list[Fragment], bands: tuple[BoundingBox, ...]
) -> Iterator[tuple[int, list[Fragment]]]:
    for index, band in enumerate(bands):
        members = [
            f for f in fragments if band.top <= (f.core_top + f.core_bottom) / 2 < band.bottom
        ]
        if members:
            yield index, sorted(members, key=lambda f: (f.core_top, f.box.left))


def _cells(
    fragments: list[Fragment], rules: Rules, bands: tuple[BoundingBox, ...]
) -> Iterator[Block]:
    groups: dict[tuple[int, int, int], list[Fragment]] = {}
    for band, members in _by_band(fragments, bands):
        for fragment in members:
            x, y = fragment.box.centre
            row = sum(rule.centre[1] < y for rule in rules.level)
            column = sum(
                rule.centre[0] < x and rule.top <= y <= rule.bottom for rule in rules.upright
            )
            groups.setdefault((band, row, column), []).append(fragment)
    for (band, row, column), members in sorted(groups.items()):
        yield replace(Block(RegionKind.CELL, band, tuple(members)), row=row, column=column)
