"""One line's picture made ready for an engine: paper evened to white, cut to its own ink.

Engines scale a line to their own height: white or a neighbour's strokes above and below make its
letters small, and small letters are misread. Images are grey levels, black on white.
"""

from dataclasses import dataclass

import cv2
import numpy as np

from ocr.paper import Grey

# Of its own ink, what lies over and under these shares is strokes of neighbours or long tails.
_CORE = (0.06, 0.94)
_WHITE = 245.0
_LIGHTEST_INK = 215
_PAPER, _FAINTEST = 235.0, 200.0
_DARK, _SPECK = 128, 12
_SIDE = 6
_SOLID = 0.8


@dataclass(frozen=True, slots=True)
class LineCrop:
    """The part of a line image that holds its ink, and where its left top corner stood."""

    image: Grey
    left: int
    top: int


def even_line(image: Grey) -> Grey:
    """A line image with its paper white and its ink black, whatever the light it was taken in."""
    if not ((image > 0) & (image < 255)).any():
        return image  # black and white already: the reading's own lines
    image = _without_bands(image)
    side = max(15, image.shape[0] // 2) | 1
    paper = cv2.morphologyEx(image, cv2.MORPH_CLOSE, np.ones((side, side), np.uint8))
    paper = cv2.blur(paper, (side, side))
    even = cv2.divide(image, np.maximum(paper, 1), scale=_WHITE).astype(np.float32)
    black = min(float(np.percentile(even, 1)), _FAINTEST)
    stretched = (even - black) * (255.0 / max(_PAPER - black, 1.0))
    return np.asarray(np.clip(stretched, 0, 255), np.uint8)


def _without_bands(image: Grey) -> Grey:
    """Solid dark bands under or over a line, and all beyond them, made as light as the paper.

    They are the scanner's bed, a fold or the edge of a table: beside them all ink looks faint.
    """
    height, width = image.shape
    light = float(np.percentile(image, 90))
    solid = (image < light / 2).mean(axis=1) > _SOLID
    thick = cv2.erode(solid.astype(np.uint8), np.ones((max(4, height // 12), 1), np.uint8))
    found = np.flatnonzero(thick)
    if width < 2 * height or not len(found):
        return image
    cleared = image.copy()
    reach = max(4, height // 12)
    over, under = found[found < height / 3], found[found > height * 2 / 3]
    if len(over):
        cleared[: over[-1] + reach] = light
    if len(under):
        cleared[max(0, under[0] - reach) :] = light
    return cleared


def has_ink(even: Grey) -> bool:
    """Whether an evened line holds more than specks."""
    return int((even < _DARK).sum()) >= _SPECK


def cut_to_ink(even: Grey, room: float) -> LineCrop:
    """A line's core of ink with ``room`` times its height above and below, a little at its sides.

    An image without ink is left whole.
    """
    ink = even < _ink_level(even)
    below = np.cumsum(ink.sum(axis=1, dtype=np.int64))
    if below[-1] == 0:
        return LineCrop(even, 0, 0)
    first, last = (int(np.searchsorted(below, share * below[-1])) for share in _CORE)
    reach = room * (last + 1 - first)
    top, bottom = max(0, int(first - reach)), int(last + 1 + reach) + 1
    columns = np.flatnonzero(ink[top:bottom].any(axis=0))
    left, right = max(0, int(columns[0]) - _SIDE), int(columns[-1]) + 1 + _SIDE
    return LineCrop(even[top:bottom, left:right], left, top)


def _ink_level(even: Grey) -> float:
    level, _ = cv2.threshold(even, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    return float(min(max(level, 1.0) + 10, _LIGHTEST_INK))
