"""Skew and curl of a page: measured on its ink, undone before reading, kept to map boxes back.

The page is turned by its skew angle; what remains (the curl of a bound sheet) is a vertical
displacement, a cubic in x whose coefficients vary linearly with y. Lengths are pixels.
"""

from dataclasses import dataclass, replace
from itertools import pairwise
from math import ceil, cos, floor, radians, sin
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from ocr.page import BoundingBox
from ocr.paper import Grey, Mask

Floats = npt.NDArray[Any]

_MAX_SKEW = 6.0
_STRIPS = 24
_BANDS = 6
_MAX_STEP = 8
_STRIP_ROWS = 512
_NARROW = 800


@dataclass(frozen=True, slots=True)
class PageGeometry:
    """How corrected coordinates lie on the scan.

    Attributes:
        width, height: size of scan and corrected image alike.
        skew: degrees the scan is turned counter-clockwise of level, -6 to 6.
        curl: six coefficients of the displacement (x, x², x³ and each times y; x and y in -1..1).
    """

    width: int
    height: int
    skew: float = 0.0
    curl: tuple[float, ...] = (0.0,) * 6

    def displacement(self, x: Floats, y: Floats) -> Floats:
        """Pixels to add to y of a corrected point to find it on the turned page."""
        return np.asarray(_basis(self._unit_x(x), self._unit_y(y)) @ np.asarray(self.curl))

    def to_scan(self, x: Floats, y: Floats) -> tuple[Floats, Floats]:
        """Scan coordinates of corrected points."""
        y = y + self.displacement(x, y)
        matrix = cv2.invertAffineTransform(self._turn())
        return (
            matrix[0, 0] * x + matrix[0, 1] * y + matrix[0, 2],
            matrix[1, 0] * x + matrix[1, 1] * y + matrix[1, 2],
        )

    def box_on_scan(self, box: BoundingBox) -> BoundingBox:
        """Smallest scan box holding a corrected box, kept inside the scan."""
        xs = [box.left + box.width * part / 4 for part in range(5)]
        points = [self._point_on_scan(x, y) for x in xs for y in (box.top, box.bottom)]
        across, down = [x for x, _ in points], [y for _, y in points]
        left = min(max(floor(min(across)), 0), self.width - 1)
        upper = min(max(floor(min(down)), 0), self.height - 1)
        right = min(max(ceil(max(across)), left + 1), self.width)
        lower = min(max(ceil(max(down)), upper + 1), self.height)
        return BoundingBox(left, upper, right, lower)

    def _point_on_scan(self, x: float, y: float) -> tuple[float, float]:
        """``to_scan`` of one point: a page has thousands, too small for arrays."""
        u, v = 2 * x / self.width - 1, 2 * y / self.height - 1
        a, b, c, d, e, f = self.curl
        y += u * (a + d * v + u * (b + e * v + u * (c + f * v)))
        turn = radians(self.skew)
        right, down = x - self.width / 2, y - self.height / 2
        return (
            self.width / 2 + right * cos(turn) + down * sin(turn),
            self.height / 2 - right * sin(turn) + down * cos(turn),
        )

    def correct(self, image: Grey, fill: int) -> Grey:
        """The image turned level and flattened; pixels from outside get ``fill``."""
        turned = self.turn(image, fill)
        if not any(self.curl):
            return turned
        step = 16
        xs = np.arange(0, self.width + step, step, dtype=np.float64)
        ys = np.arange(0, self.height + step, step, dtype=np.float64)
        grid_x, grid_y = np.meshgrid(xs, ys)
        shift = self.displacement(grid_x.ravel(), grid_y.ravel()).reshape(grid_x.shape)
        # The field is smooth: a coarse grid enlarged linearly is exact to a hundredth of a pixel.
        shift = cv2.resize(
            shift.astype(np.float32),
            (grid_x.shape[1] * step, grid_x.shape[0] * step),
            interpolation=cv2.INTER_LINEAR,
        )[step // 2 : step // 2 + self.height, step // 2 : step // 2 + self.width]
        return self._displace(turned, shift, fill)

    def _displace(self, turned: Grey, shift: Floats, fill: int) -> Grey:
        """Every row taken from where its curl put it, a strip at a time to spare memory."""
        flat = np.empty_like(turned)
        across = np.arange(self.width, dtype=np.float32)
        for top in range(0, self.height, _STRIP_ROWS):
            rows = slice(top, min(top + _STRIP_ROWS, self.height))
            down = np.arange(rows.start, rows.stop, dtype=np.float32)
            map_x, map_y = np.meshgrid(across, down)
            flat[rows] = cv2.remap(
                turned, map_x, map_y + shift[rows], cv2.INTER_LINEAR, borderValue=fill
            )
        return flat

    def turn(self, image: Grey, fill: int) -> Grey:
        """The image turned level, curl left as it is."""
        if not self.skew:
            return image
        size = (self.width, self.height)
        turned = cv2.warpAffine(image, self._turn(), size, flags=cv2.INTER_LINEAR, borderValue=fill)
        return np.asarray(turned, np.uint8)

    def _turn(self) -> Floats:
        matrix = cv2.getRotationMatrix2D((self.width / 2, self.height / 2), -self.skew, 1.0)
        return np.asarray(matrix, np.float64)

    def _unit_x(self, x: Floats) -> Floats:
        return np.asarray(x / (self.width / 2) - 1)

    def _unit_y(self, y: Floats) -> Floats:
        return np.asarray(y / (self.height / 2) - 1)


def measure(ink: Mask) -> PageGeometry:
    """Skew and curl of a page from its ink mask; none of either when there is too little ink."""
    height, width = ink.shape
    if ink.mean() < 0.001:
        return PageGeometry(width, height)
    level = PageGeometry(width, height, _skew(ink))
    return replace(level, curl=_curl(_narrowed(ink, level.skew), width))


def _skew(ink: Mask) -> float:
    """Angle whose row sums are sharpest, coarse then fine (Postl's criterion)."""
    scale = min(1.0, 900 / max(ink.shape))
    small = cv2.resize(ink * 255, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    ys, xs = np.nonzero(small)
    weights = small[ys, xs].astype(np.float64)
    across, down = xs - small.shape[1] / 2, ys - small.shape[0] / 2
    best = 0.0
    for span, step in ((_MAX_SKEW, 0.5), (0.5, 0.1), (0.1, 0.025)):
        angles = np.arange(best - span, best + span + step / 2, step)
        best = float(max(angles, key=lambda a: _sharpness(across, down, weights, float(a))))
    return float(np.clip(best, -_MAX_SKEW, _MAX_SKEW))


def _sharpness(across: Floats, down: Floats, weights: Floats, angle: float) -> float:
    """How much the sums of the rows differ once ink is turned level by ``angle`` degrees."""
    turn = np.deg2rad(angle)
    rows = down * np.cos(turn) + across * np.sin(turn)
    rows -= rows.min()
    whole = rows.astype(np.int64)
    # Ink between two rows counts for both, or sums would jump as the angle grows.
    lower = weights * (rows - whole)
    sums = np.bincount(whole, weights - lower, whole.max() + 2)
    sums[1:] += np.bincount(whole, lower, len(sums) - 1)
    return float(np.square(np.diff(sums)).sum())


def _narrowed(ink: Mask, skew: float) -> Grey:
    """Ink (255) turned level and narrowed: curl shows in sums of rows, which stay as they are."""
    height, width = ink.shape
    size = (width // max(1, width // _NARROW), height)
    narrow = cv2.resize(ink * np.uint8(255), size, interpolation=cv2.INTER_AREA)
    ratio = size[0] / width
    turn = np.asarray(cv2.getRotationMatrix2D((width / 2, height / 2), -skew, 1.0))
    turn = turn * np.array([[1, ratio, ratio], [1 / ratio, 1, 1]])
    return np.asarray(cv2.warpAffine(narrow, turn, size), np.uint8)


def _basis(x: Floats, y: Floats) -> Floats:
    return np.stack([x, x**2, x**3, x * y, x**2 * y, x**3 * y], axis=-1)


def _curl(turned: Grey, width: int) -> tuple[float, ...]:
    """Fit the displacement to the shifts between neighbouring upright strips, band by band."""
    height, narrow = turned.shape
    edges_x = np.linspace(0, narrow, _STRIPS + 1).astype(int)
    edges_y = np.linspace(0, height, _BANDS + 1).astype(int)
    ahead, behind, rows, shifts, weights = [], [], [], [], []
    for top, bottom in pairwise(edges_y):
        strips = [turned[top:bottom, left:right] for left, right in pairwise(edges_x)]
        profiles = [_profile(strip, width / narrow) for strip in strips]
        centres = (edges_x[:-1] + edges_x[1:]) / narrow - 1
        for span in (1, 2):
            for i in range(_STRIPS - span):
                shift, weight = _shift(profiles[i], profiles[i + span], _MAX_STEP * span)
                if weight > 0.35:
                    ahead.append(centres[i + span])
                    behind.append(centres[i])
                    rows.append((top + bottom) / height - 1)
                    shifts.append(shift)
                    weights.append(weight)
    if len(rows) < 30:
        return (0.0,) * 6
    y = np.array(rows)
    differences = _basis(np.array(ahead), y) - _basis(np.array(behind), y)
    return _robust_fit(differences, np.array(shifts), np.array(weights))


def _profile(strip: Grey, narrowed: float) -> Floats:
    rows = strip.sum(axis=1, dtype=np.float64) * (narrowed / 255)
    # A scanner-bed edge or an upright rule fills whole strips and would hide the text's rhythm.
    rows = np.minimum(rows, strip.shape[1] * narrowed * 0.6)
    rows = cv2.GaussianBlur(rows.reshape(-1, 1), (1, 9), 0).ravel()
    return np.asarray(rows - rows.mean())


def _shift(first: Floats, second: Floats, limit: int) -> tuple[float, float]:
    """Rows by which the second profile lies below the first, and their correlation there."""
    norm = float(np.linalg.norm(first) * np.linalg.norm(second))
    if norm < 1e-6 or min(np.abs(first).max(), np.abs(second).max()) < 2:
        return 0.0, 0.0
    core = first[limit:-limit]
    scores = np.correlate(second, core, mode="valid") / norm
    best = int(scores.argmax())
    shift = float(best)
    if 0 < best < len(scores) - 1:
        left, middle, right = scores[best - 1 : best + 2]
        bend = left - 2 * middle + right
        shift += 0.5 * (left - right) / bend if bend < 0 else 0.0
    return shift - limit, float(scores[best])


def _robust_fit(rows: Floats, shifts: Floats, weights: Floats) -> tuple[float, ...]:
    """Weighted least squares, outliers (a line matched with its neighbour) damped three times."""
    damp = np.ones_like(weights)
    coefficients = np.zeros(rows.shape[1])
    ridge = 0.5 * np.eye(rows.shape[1])
    for _ in range(6):
        scale = np.sqrt(weights * damp)[:, None]
        a, b = rows * scale, shifts * scale[:, 0]
        coefficients = np.linalg.solve(a.T @ a + ridge * 0.01, a.T @ b)
        damp = 1 / (1 + np.square((rows @ coefficients - shifts) / 1.5))
    return tuple(float(c) for c in coefficients)
