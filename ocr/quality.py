"""What a page's pixels say of the scan itself: blank, blurred, coarse, or a sheet seen before.

Works on the grey previews of ``ocr.scan.inspect`` (about 150 dpi). Thresholds were set on register
pages with known blur, skew, shift and noise; they call for a person's look and refuse nothing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.scan_info import FrameInfo, Pixels

LOW_DPI = 200
"""Below this, small Arabic letters lose their dots."""

_UNKNOWN_LOW_SIDE = 1600
_BLANK_INK = 0.0004
_SOFT_EDGES = 0.25
_INK = 0.25
_STROKE = 0.15
_NOISE_SIDE = 1240
_NOISE_INK = 0.3
_SHEET_SIDE = 880
_KEYPOINTS = 1000
_NEIGHBOURS = 3
_CLOSE_HASH = 24
_ALIKE = 2
_TILES = 8
_SAME_TILE = 0.93
_SAME_INLIERS = 60

Ink = NDArray[np.float32]
"""Darkness against the paper around it, 0 paper to 1 black, same shape as the preview."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is kept of a page to know its sheet again: about 0.5 MB."""

    ink: Pixels
    points: NDArray[np.float32]
    descriptors: Pixels
    hash: int


@dataclass(frozen=True, slots=True)
class PageQuality:
    """What one page's preview showed; ``sheet`` is None for a blank page."""

    blank: bool
    blurred: bool
    sheet: Sheet | None


def look(preview: Pixels) -> PageQuality:
    """Judge one grey preview."""
    ink = ink_of(preview)
    if is_blank(ink):
        return PageQuality(blank=True, blurred=False, sheet=None)
    return PageQuality(blank=False, blurred=sharpness(ink) < _SOFT_EDGES, sheet=sheet_of(ink))


def resolution_code(info: FrameInfo) -> str | None:
    """``resolution_low``, ``resolution_unknown`` or None when the resolution is known and fine."""
    if info.dpi is None:
        long_side = max(info.width, info.height)
        return "resolution_low" if long_side < _UNKNOWN_LOW_SIDE else "resolution_unknown"
    return "resolution_low" if info.dpi < LOW_DPI else None


def ink_of(preview: Pixels) -> Ink:
    """Darkness relative to the local paper, so that shading and yellowing do not count as ink."""
    grey = preview.astype(np.float32)
    small = cv2.resize(grey, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    paper = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((15, 15), np.uint8))
    paper = cv2.GaussianBlur(paper, (0, 0), 8)
    paper = cv2.resize(paper, (grey.shape[1], grey.shape[0]))
    ink: Ink = np.clip(1 - grey / np.maximum(paper, 1), 0, 1).astype(np.float32)
    return ink


def is_blank(ink: Ink) -> bool:
    """Whether next to nothing is written inside the sheet's edges."""
    height, width = ink.shape
    inside = ink[height // 20 : -(height // 20) or None, width // 20 : -(width // 20) or None]
    marks = (inside > _INK).astype(np.uint8)
    # Single pixels are dust and sensor noise.
    marks = np.asarray(cv2.morphologyEx(marks, cv2.MORPH_OPEN, np.ones((2, 2), np.uint8)))
    return float(marks.mean()) < _BLANK_INK


def is_noise(grey: Pixels) -> bool:
    """Whether a grey page of any resolution is dark by turns all over, as no written page is.

    Pages of registers, stained and seen through, have up to a tenth of their surface dark.
    """
    scale = _NOISE_SIDE / min(grey.shape)
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return float((ink_of(np.asarray(small, np.uint8)) > _INK).mean()) > _NOISE_INK


def sharpness(ink: Ink) -> float:
    """Strength of edges relative to the ink's own darkness: about 1 when sharp, 0.2 when not."""
    strokes = (ink > _STROKE).astype(np.uint8)
    near = np.asarray(cv2.dilate(strokes, np.ones((3, 3), np.uint8))) > 0
    if not near.any():
        return 0.0
    edges = np.asarray(cv2.Laplacian(ink, cv2.CV_32F))
    darkness = float(np.sqrt(np.mean(ink[near] ** 2)))
    return float(np.sqrt(np.mean(edges[near] ** 2))) / max(darkness, 1e-6)


def sheet_of(ink: Ink) -> Sheet:
    """What is needed to recognise this sheet on another scan."""
    scale = _SHEET_SIDE / max(ink.shape)
    small = cv2.resize(ink, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    pixels = (np.clip(small * 2, 0, 1) * 255).astype(np.uint8)
    finder = cv2.ORB.create(_KEYPOINTS, fastThreshold=10)
    keypoints, descriptors = finder.detectAndCompute(pixels, None)
    points = np.array([key.pt for key in keypoints], np.float32).reshape(-1, 2)
    if descriptors is None:
        descriptors = np.zeros((0, 32), np.uint8)
    return Sheet(pixels, points, np.asarray(descriptors, np.uint8), _difference_hash(pixels))


def sheets_seen_twice(sheets: Sequence[Sheet | None]) -> list[tuple[int, int]]:
    """Pairs of indexes that look like one sheet scanned twice, the earlier first.

    Compares each page with the three before it, where a second try stands, and with the two that
    look most like it at a glance.
    """
    return [
        (first, second)
        for second, later in enumerate(sheets)
        for first in _candidates(sheets, second)
        if later is not None and (earlier := sheets[first]) is not None
        if same_sheet(earlier, later)
    ]


def same_sheet(one: Sheet, other: Sheet) -> bool:
    """Whether two scans, once laid over each other, agree in every part that bears ink.

    Pages of one printed form agree in the form and differ where it is filled in, so the least
    agreeing parts decide.
    """
    if min(len(one.points), len(other.points)) < _SAME_INLIERS:
        return False
    matches = cv2.BFMatcher(cv2.NORM_HAMMING, crossCheck=True).match(
        one.descriptors, other.descriptors
    )
    if len(matches) < _SAME_INLIERS:
        return False
    here = np.array([one.points[match.queryIdx] for match in matches])
    there = np.array([other.points[match.trainIdx] for match in matches])
    move, inliers = cv2.estimateAffine2D(here, there, ransacReprojThreshold=3)
    if move is None or int(inliers.sum()) < _SAME_INLIERS:
        return False
    height, width = other.ink.shape
    laid_over = cv2.warpAffine(one.ink, move, (width, height))
    agreements = sorted(_tile_agreements(_soft(laid_over), _soft(other.ink)))
    # Two parts may differ by a shadow, a thumb or a slip of paper.
    return len(agreements) > 2 and agreements[2] >= _SAME_TILE


def _candidates(sheets: Sequence[Sheet | None], index: int) -> list[int]:
    this = sheets[index]
    if this is None:
        return []
    near = set(range(max(0, index - _NEIGHBOURS), index))
    distances = sorted(
        ((earlier.hash ^ this.hash).bit_count(), other)
        for other, earlier in enumerate(sheets[:index])
        if earlier is not None and other not in near
    )
    # Forms of one printer all look alike at a glance: only the closest few are worth laying over.
    alike = [other for distance, other in distances[:_ALIKE] if distance <= _CLOSE_HASH]
    return [*alike, *sorted(near)]


def _soft(pixels: NDArray[np.generic]) -> Ink:
    return np.asarray(cv2.GaussianBlur(pixels.astype(np.float32), (0, 0), 2), np.float32)


def _tile_agreements(one: Ink, other: Ink) -> Iterator[float]:
    """Correlation of each tile that bears ink; the outermost tiles show more table than page."""
    height, width = other.shape
    for row in range(1, _TILES - 1):
        for column in range(1, _TILES - 1):
            rows = slice(row * height // _TILES, (row + 1) * height // _TILES)
            columns = slice(column * width // _TILES, (column + 1) * width // _TILES)
            here, there = one[rows, columns], other[rows, columns]
            here, there = here - here.mean(), there - there.mean()
            if max(float(here.std()), float(there.std())) >= 8:
                scale = float(np.sqrt((here**2).sum() * (there**2).sum()))
                yield float((here * there).sum()) / max(scale, 1e-6)


def _difference_hash(pixels: Pixels) -> int:
    """256 bits: whether each cell of a 16 by 16 grid is darker than its right neighbour."""
    grid = np.asarray(cv2.resize(pixels, (17, 16), interpolation=cv2.INTER_AREA)).astype(int)
    bits = (grid[:, 1:] > grid[:, :-1]).ravel()
    return int("".join("1" if bit else "0" for bit in bits), 2)
