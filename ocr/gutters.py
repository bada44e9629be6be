"""Narrow gutters that no rule marks: both columns' lines end at them, row after row.

Printers set the labels of two scripts back to back in the middle of a sheet, hardly further apart
than two words. One row looks like one line; many rows whose text stops and goes on at the same two
places do not.
"""

from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np

from ocr.page import BoundingBox
from ocr.paper import Mask
from ocr.pieces import Pieces

# In letter heights: gaps inside a word, widths of a gutter, and how far its edges may waver.
_IN_WORD, _NARROWEST, _WIDEST = 0.7, 0.8, 4.0
_WAVER, _RAGGED = 0.45, 0.6
_ROWS, _ROW_STEP = 6, 1.2
# Rows of one gutter follow one another closer than this, in letter heights.
_NEXT_ROW = 8.0


@dataclass(frozen=True, slots=True)
class _Gap:
    """White between two words of one row, in pixels; ``before`` and ``behind`` end the words."""

    left: int
    right: int
    level: float
    before: int
    behind: int


def find_gutters(ink: Pieces, height: float) -> tuple[BoundingBox, ...]:
    """Gutters of a corrected leaf, as thin upright boxes from their first row to their last.

    Args:
        height: usual height of letters, pixels; none are found where it is 0.
    """
    if height <= 0:
        return ()
    letters = ink.mask((ink.heights >= 0.4 * height) & (ink.heights <= 2.5 * height))
    reach = max(3, round(_IN_WORD * height))
    words = cv2.morphologyEx(letters, cv2.MORPH_CLOSE, np.ones((1, reach), np.uint8))
    gaps = _gaps(np.asarray(words, np.uint8), height)
    found: list[BoundingBox] = []
    while len(gaps) >= _ROWS:
        near = _standing_alike(gaps, height)
        # A gap with too few like it, in whatever rows, marks no gutter.
        runs = [_in_one_run([gaps[i] for i in own], height) for own in near if len(own) >= _ROWS]
        best = max(runs, key=lambda own: _rows(own, height), default=[])
        if _rows(best, height) < _ROWS:
            break
        found.append(_box(best, height))
        gaps = [gap for gap in gaps if gap not in best]
    return tuple(found)


def _gaps(words: Mask, height: float) -> list[_Gap]:
    """Gaps as wide as a gutter between each word and the next one of its row."""
    outlines, _ = cv2.findContours(words, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    boxes = np.array(sorted(map(cv2.boundingRect, outlines), key=lambda box: (box[1], box[0])))
    boxes = boxes.reshape(-1, 4)
    boxes = boxes[(boxes[:, 3] >= 0.4 * height) & (boxes[:, 3] <= 3 * height)]
    if len(boxes) < 2:
        return []
    left, top = boxes[:, 0], boxes[:, 1]
    right, bottom = left + boxes[:, 2], top + boxes[:, 3]
    found = []
    for at in range(len(boxes)):
        over = np.minimum(bottom, bottom[at]) - np.maximum(top, top[at])
        level = over >= 0.4 * np.minimum(boxes[:, 3], boxes[at, 3])
        away = np.where(level & (left > left[at]), left - right[at], np.iinfo(np.int32).max)
        near = int(away.argmin())
        if _NARROWEST * height <= away[near] <= _WIDEST * height:
            found.append(
                _Gap(
                    int(right[at]),
                    int(left[near]),
                    float(top[at] + bottom[at]) / 2,
                    int(left[at]),
                    int(right[near]),
                )
            )
    return found


def _standing_alike(gaps: list[_Gap], height: float) -> list[list[int]]:
    """For each gap the places of those, itself among them, whose edges stand where its own do."""
    left, right = (np.array([getattr(gap, side) for gap in gaps]) for side in ("left", "right"))
    waver = _WAVER * height
    near = (abs(left[:, None] - left) <= waver) & (abs(right[:, None] - right) <= waver)
    return [np.flatnonzero(row).tolist() for row in near]


def _in_one_run(own: list[_Gap], height: float) -> list[_Gap]:
    """Those of some gaps that stand in rows that follow one another."""
    own.sort(key=lambda other: other.level)
    runs: list[list[_Gap]] = []
    for other in own:
        if runs and other.level - runs[-1][-1].level <= _NEXT_ROW * height:
            runs[-1].append(other)
        else:
            runs.append([other])
    return max(runs, key=len)


def _rows(gaps: list[_Gap], height: float) -> int:
    """Rows that end and go on at the gutter; none where one word is printed again and again."""
    if not gaps:
        return 0
    ragged = min(np.std([gap.before for gap in gaps]), np.std([gap.behind for gap in gaps]))
    steps = [b.level - a.level for a, b in pairwise(gaps)]
    rows = 1 + sum(step > _ROW_STEP * height for step in steps)
    return rows if ragged > _RAGGED * height else 1


def _box(gaps: list[_Gap], height: float) -> BoundingBox:
    left = int(np.median([gap.left for gap in gaps]))
    right = int(np.median([gap.right for gap in gaps]))
    middle = (left + right) // 2
    top, bottom = gaps[0].level - height, gaps[-1].level + height
    return BoundingBox(middle - 1, max(0, round(top)), middle + 2, round(bottom))
