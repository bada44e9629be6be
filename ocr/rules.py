"""Printed rules and dotted fill lines of a form: found to place regions, removed to free the text.

Works on corrected ink masks (1 ink), where rules are level or upright. Lengths scale with ``dpi``.
"""

from dataclasses import dataclass

import cv2
import numpy as np

from ocr.page import BoundingBox
from ocr.paper import Mask
from ocr.pieces import pieces_of

_LEAN = 8


@dataclass(frozen=True, slots=True)
class Rules:
    """Long rules of a page, as thin boxes: ``level`` top to bottom, ``upright`` left to right."""

    level: tuple[BoundingBox, ...]
    upright: tuple[BoundingBox, ...]


def find_rules(ink: Mask, dpi: int) -> tuple[Rules, Mask]:
    """The rules at least two thirds of an inch long, and the ink without them."""
    length, thickness = _odd(dpi * 0.66), max(3, round(dpi * 0.028))
    level_mask = _strokes(ink, (length, 1))
    upright_mask = _strokes(ink, (1, length))
    level = _boxes(level_mask, along_x=True, thickness=thickness, dpi=dpi)
    upright = _boxes(upright_mask, along_x=False, thickness=thickness, dpi=dpi)
    bare = ink.copy()
    for mask, boxes in ((level_mask, level), (upright_mask, upright)):
        for box in boxes:
            window = (slice(box.top, box.bottom), slice(box.left, box.right))
            bare[window][mask[window] > 0] = 0
    _mend_crossings(ink, bare, level)
    return Rules(level, upright), bare


def remove_dotted(ink: Mask, dpi: int) -> Mask:
    """The ink without rows of small dots set at a regular pace, letter dots kept."""
    pieces = pieces_of(ink)
    side = max(3, round(dpi * 0.024))
    small = (pieces.widths <= side) & (pieces.heights <= side)
    dots = pieces.mask(small)
    pace = max(5, _odd(dpi * 0.05))
    joined = cv2.morphologyEx(dots, cv2.MORPH_CLOSE, np.ones((1, pace), np.uint8))
    # Two rows of slack keep a dotted line whole where the curl was not undone to the pixel.
    thick = cv2.dilate(joined, np.ones((3, 1), np.uint8))
    row = cv2.morphologyEx(thick, cv2.MORPH_OPEN, np.ones((1, _odd(dpi * 0.28)), np.uint8))
    there = row.ravel()[pieces.pixels] > 0
    on_row = np.bincount(pieces.owners[there], minlength=len(small)) > 0
    return pieces.without(on_row & small).mask()


def _odd(length: float) -> int:
    """The nearest odd number: OpenCV's openings by an even number move what they keep."""
    return 2 * round((length - 1) / 2) + 1


def _strokes(ink: Mask, kernel: tuple[int, int]) -> Mask:
    wide = kernel[0] > kernel[1]
    bridge = np.ones((1, 7) if wide else (7, 1), np.uint8)
    bridged = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, bridge)
    slack = np.ones((3, 1) if wide else (1, 3), np.uint8)
    thick = cv2.dilate(bridged, slack)
    strokes = cv2.morphologyEx(thick, cv2.MORPH_OPEN, np.ones((kernel[1], kernel[0]), np.uint8))
    return np.asarray(strokes, np.uint8)


def _boxes(mask: Mask, *, along_x: bool, thickness: int, dpi: int) -> tuple[BoundingBox, ...]:
    """Stroke boxes, pieces of one rule joined; strokes thicker than a rule are not rules."""
    outlines, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    boxes = [BoundingBox(x, y, x + w, y + h) for x, y, w, h in map(cv2.boundingRect, outlines)]
    lean = round(dpi * 0.12)
    boxes = [
        box
        for box in boxes
        if (box.height if along_x else box.width) <= thickness + lean
        and min(box.width, box.height) <= max(thickness, 0.03 * max(box.width, box.height))
    ]
    boxes.sort(key=lambda box: (box.top, box.left) if along_x else (box.left, box.top))
    joined: list[BoundingBox] = []
    for box in boxes:
        for i, other in enumerate(joined):
            if _one_rule(box, other, along_x, thickness, dpi):
                joined[i] = other.union(box)
                break
        else:
            joined.append(box)
    return tuple(joined)


def _one_rule(a: BoundingBox, b: BoundingBox, along_x: bool, thickness: int, dpi: int) -> bool:
    gap_limit = dpi // 2
    if along_x:
        gap = max(a.left, b.left) - min(a.right, b.right)
        apart = abs(a.centre[1] - b.centre[1])
    else:
        gap = max(a.top, b.top) - min(a.bottom, b.bottom)
        apart = abs(a.centre[0] - b.centre[0])
    return apart <= 2 * thickness and gap < gap_limit


def _mend_crossings(ink: Mask, bare: Mask, level: tuple[BoundingBox, ...]) -> None:
    """Put back, in place, strokes of letters that cross a level rule, upright or leaning."""
    for box in level:
        if box.top < 2 or box.bottom + 2 > ink.shape[0]:
            continue
        columns = slice(box.left, box.right)
        above, below = bare[box.top - 2, columns], bare[box.bottom + 1, columns]
        for lean in range(-_LEAN, _LEAN + 1):
            stroke = above & np.roll(below, -lean)
            if not stroke.any():
                continue
            for down, y in enumerate(range(box.top, box.bottom), start=2):
                here = np.roll(stroke, round(lean * down / (box.height + 2)))
                bare[y, columns] |= ink[y, columns] & here
