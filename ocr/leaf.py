"""Leaves of a scan: quarter turns undone, openings of two pages cut, each leaf brought to 300 dpi.

A ``Leaf`` knows how its pixels lie on the delivered scan, so that boxes go back there.
"""

from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np

from ocr.geometry import PageGeometry
from ocr.page import BoundingBox
from ocr.paper import Colour, even_out, ink_mask, sheet_mask

WORKING_DPI = 300
_PAGE_INCHES = 11.7
_SIDE = 1800
_MOST_LETTERS = 1200
_FEW_LETTERS = 12


@dataclass(frozen=True, slots=True)
class LeafPlace:
    """Where a leaf lies on the scan.

    Attributes:
        scan_width, scan_height: pixels of the delivered scan.
        rotation: clockwise quarter turns applied to it.
        left: first column of the leaf on the turned scan.
        scale: leaf pixels for each pixel of the turned scan.
    """

    scan_width: int
    scan_height: int
    rotation: int
    left: int
    scale: float

    def box_on_scan(self, box: BoundingBox, geometry: PageGeometry) -> BoundingBox:
        """The scan box of a box in corrected leaf pixels."""
        flat = geometry.box_on_scan(box)
        left, right = flat.left / self.scale + self.left, flat.right / self.scale + self.left
        top, bottom = flat.top / self.scale, flat.bottom / self.scale
        width, height = self.scan_width, self.scan_height
        if self.rotation == 1:
            left, top, right, bottom = top, height - right, bottom, height - left
        elif self.rotation == 2:
            left, top, right, bottom = width - right, height - bottom, width - left, height - top
        elif self.rotation == 3:
            left, top, right, bottom = width - bottom, left, width - top, right
        x, y = int(np.clip(left, 0, width - 1)), int(np.clip(top, 0, height - 1))
        return BoundingBox(
            x,
            y,
            int(np.clip(np.ceil(right), x + 1, width)),
            int(np.clip(np.ceil(bottom), y + 1, height)),
        )


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page of a bound sheet at 300 dpi, colour as scanned."""

    image: Colour
    place: LeafPlace


def cut_leaves(scan: Colour, dpi: int | None, rotation: int) -> tuple[Leaf, ...]:
    """The leaves of a scan after ``rotation`` clockwise quarter turns, left to right."""
    turned = np.ascontiguousarray(np.rot90(scan, -rotation))
    height, width = turned.shape[:2]
    gutter = find_gutter(turned)
    edges = [0, width] if gutter is None else [0, gutter, width]
    leaves = []
    for left, right in pairwise(edges):
        scale = working_scale(height, right - left, dpi)
        image = turned[:, left:right]
        if scale != 1:
            shrink = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
            image = cv2.resize(image, None, fx=scale, fy=scale, interpolation=shrink)
        place = LeafPlace(scan.shape[1], scan.shape[0], rotation, left, scale)
        leaves.append(Leaf(np.ascontiguousarray(image), place))
    return tuple(leaves)


def working_scale(height: int, width: int, dpi: int | None) -> float:
    """Factor to 300 dpi; without a resolution the longer side counts as 11.7 inches (A4)."""
    known = dpi if dpi else max(height, width) / _PAGE_INCHES
    scale = WORKING_DPI / known
    return 1.0 if abs(scale - 1) < 0.08 else float(np.clip(scale, 0.2, 4.0))


def find_gutter(turned: Colour) -> int | None:
    """Column where an opening of two pages is bound; None for a single page.

    An opening is wider than high, and at its middle either the paper falls into shadow or
    neither leaf writes.
    """
    height, width = turned.shape[:2]
    if width < 1.15 * height:
        return None
    grey = cv2.cvtColor(turned, cv2.COLOR_BGR2GRAY)
    scale = 800 / width
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    paper = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((7, 7), np.uint8))
    shade = np.median(paper, axis=0).astype(np.float64)
    middle = slice(int(0.42 * 800), int(0.58 * 800))
    around = float(np.median(np.concatenate([shade[80:320], shade[480:720]])))
    darkest = int(shade[middle].argmin()) + middle.start
    if float(shade[darkest]) < 0.95 * around:
        return int(darkest / scale)
    ink = ink_mask(even_out(small))
    bare = (ink[40:-40, middle].mean(axis=0) < 0.004).astype(np.int8)
    edges = np.flatnonzero(np.diff(np.concatenate([[0], bare, [0]]))).reshape(-1, 2)
    widest = max(edges.tolist(), key=lambda run: run[1] - run[0], default=[0, 0])
    if widest[1] - widest[0] < 14:
        return None
    return int(((widest[0] + widest[1]) / 2 + middle.start) / scale)


def lies_sideways(scan: Colour) -> bool:
    """Whether text runs up or down the scan: a letter's nearest neighbour stands along its line."""
    scale = min(1.0, _SIDE / max(scan.shape[:2]))
    grey = cv2.cvtColor(scan, cv2.COLOR_BGR2GRAY)
    grey = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    ink = ink_mask(even_out(grey)) * sheet_mask(grey)
    _, _, stats, centres = cv2.connectedComponentsWithStatsWithAlgorithm(
        ink, 8, cv2.CV_32S, cv2.CCL_BBDT
    )
    sizes = stats[:, cv2.CC_STAT_WIDTH : cv2.CC_STAT_HEIGHT + 1].max(axis=1)
    letters = (sizes >= 0.03 * _SIDE / _PAGE_INCHES) & (sizes <= 0.4 * _SIDE / _PAGE_INCHES)
    # Dots and accents stand across their line, not along it.
    letters &= sizes >= 0.6 * np.median(sizes[letters]) if letters.any() else letters
    places = centres[letters][:_MOST_LETTERS].astype(np.float32)
    if len(places) < _FEW_LETTERS:
        return False
    across = np.abs(places[:, None, 0] - places[None, :, 0])
    down = np.abs(places[:, None, 1] - places[None, :, 1])
    distance = across + down
    np.fill_diagonal(distance, np.inf)
    nearest = distance.argmin(axis=1)
    index = np.arange(len(places))
    return bool((across[index, nearest] > down[index, nearest]).mean() < 0.5)
