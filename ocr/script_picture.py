"""Script and hand of a line told from its picture, before any engine reads it.

A small network over features of the ink: 3 by 3 patterns, stroke directions by height, the profile
of its rows, sizes of its pieces. ``ocr/data/README.md`` says what it was made from.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from ocr.paper import Grey, Mask

Floats = npt.NDArray[Any]

CLASSES = ("latin print", "latin hand", "arabic", "figures")
_BODY = 24
_HEIGHT = 2 * _BODY
_LONGEST = 60 * _BODY
_DIRECTIONS = 12
_ROWS = 6
_FIGURES = 0.2
_PRINT, _HAND = 0.35, 0.6
_SIZES = (0.1, 0.2, 0.35, 0.5, 0.7, 0.9, 1.1, 1.4, 2.0, 3.0)


@dataclass(frozen=True, slots=True)
class Look:
    """How much of a line's ink looks printed Latin, handwritten Latin, Arabic, figures; sum 1.

    All are 0 for a picture without ink.
    """

    latin_print: float
    latin_hand: float
    arabic: float
    figures: float

    @property
    def has_ink(self) -> bool:
        """Whether there is anything to read."""
        return self.latin_print + self.latin_hand + self.arabic + self.figures > 0

    @property
    def leaning(self) -> float:
        """How far it speaks for Latin (up to 1) or Arabic (down to -1); figures alone for little.

        Figures stand in lines of both scripts: a few letters beside them tell more.
        """
        latin = self.latin_print + self.latin_hand
        letters = latin + self.arabic
        return (latin - self.arabic) / max(letters + _FIGURES * self.figures, 0.01)

    @property
    def hand(self) -> bool | None:
        """Whether its Latin letters look handwritten (True), printed or typed, or either (None)."""
        share = self.latin_hand / max(self.latin_print + self.latin_hand, 0.01)
        return None if _PRINT < share < _HAND else share >= _HAND


_NOTHING = Look(0.0, 0.0, 0.0, 0.0)


def looks(images: Sequence[Grey]) -> list[Look]:
    """What each line image (black on white, any height) looks like."""
    described = [describe(image) for image in images]
    rows = [row for row in described if row is not None]
    if not rows:
        return [_NOTHING] * len(images)
    shares = iter(_shares(np.stack(rows)).tolist())
    return [_NOTHING if row is None else Look(*next(shares)) for row in described]


def describe(image: Grey) -> Floats | None:
    """Features of a line's ink, 1176 numbers, most between 0 and 1; None without ink."""
    body = _body(image)
    if body is None:
        return None
    half = cv2.resize(body, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    ink = (body > 127).astype(np.uint8)
    parts = (
        _patterns(ink),
        _patterns((half > 110).astype(np.uint8)),
        _directions(body),
        ink.reshape(_HEIGHT // 2, -1).mean(axis=1),
        _pieces(ink),
    )
    return np.concatenate(parts).astype(np.float32)


def _body(image: Grey) -> Grey | None:
    """Ink (255) at a fixed height: the rows that hold most of it fill the middle half."""
    _, ink = cv2.threshold(image, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    rows = ink.sum(axis=1, dtype=np.float64)
    if rows.sum() < 255 * 12:
        return None
    mass = np.cumsum(rows) / rows.sum()
    top, bottom = (int(np.searchsorted(mass, share)) for share in (0.06, 0.94))
    columns = np.flatnonzero(ink.any(axis=0))
    ink = ink[:, columns[0] : columns[-1] + 1]
    scale = _BODY / max(bottom - top + 1, 4)
    width = int(np.clip(round(ink.shape[1] * scale), 4, _LONGEST)) // 2 * 2
    matrix = np.array([[width / ink.shape[1], 0, 0], [0, scale, _BODY / 2 - top * scale]])
    if scale < 1:
        reach = max(1, round(0.5 / scale)) * 2 - 1
        ink = cv2.blur(ink, (reach, reach))
    return np.asarray(cv2.warpAffine(ink, matrix, (width, _HEIGHT)), np.uint8)


def _patterns(ink: Mask) -> Floats:
    """How often each of the 512 patterns of 3 by 3 pixels stands there, bare paper left out."""
    if ink.shape[1] < 3:
        return np.zeros(512)
    rows = (ink[:, :-2] | ink[:, 1:-1] << 1 | ink[:, 2:] << 2).astype(np.uint16)
    codes = rows[:-2] | rows[1:-1] << 3 | rows[2:] << 6
    counts = np.bincount(codes.ravel(), minlength=512).astype(np.float64)
    counts[[0, 511]] = 0
    return np.asarray(np.sqrt(counts / max(counts.sum(), 1)))


def _directions(body: Grey) -> Floats:
    """Directions of the edges in six bands from top to bottom, by their strength."""
    across = cv2.Sobel(body, cv2.CV_32F, 1, 0)
    down = cv2.Sobel(body, cv2.CV_32F, 0, 1)
    strength, angle = cv2.cartToPolar(across, down)
    bins = np.minimum((angle * (_DIRECTIONS / (2 * np.pi))).astype(np.int32), _DIRECTIONS - 1)
    bins += (np.arange(_HEIGHT) * _ROWS // _HEIGHT * _DIRECTIONS)[:, None].astype(np.int32)
    sums = np.bincount(bins.ravel(), strength.ravel(), _DIRECTIONS * _ROWS)
    return np.asarray(np.sqrt(sums / max(float(sums.sum()), 1.0)))


def _pieces(ink: Mask) -> Floats:
    """Heights, widths, fullness and places of the connected pieces, in bodies, and their number."""
    count, _, stats, centres = cv2.connectedComponentsWithStats(ink, connectivity=8)
    stats, middle = stats[1:] / _BODY, centres[1:, 1] / _HEIGHT
    widths, heights = stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]
    full = stats[:, cv2.CC_STAT_AREA] / np.maximum(widths * heights, 1e-6) / _BODY
    small = (widths < 0.3) & (heights < 0.3)
    spread = [
        np.bincount(np.searchsorted(_SIZES, sizes), minlength=len(_SIZES) + 1)
        for sizes in (heights, widths)
    ]
    length = max(ink.shape[1] / _BODY, 0.5)
    few = [
        np.mean(full),
        np.mean(small),
        np.mean(middle[small]) if small.any() else 0.5,
        np.mean(middle[~small]) if (~small).any() else 0.5,
        (count - 1) / length / 4,
        np.std(widths[~small]) if (~small).any() else 0.0,
        np.std(heights[~small]) if (~small).any() else 0.0,
        min(length, 40.0) / 40,
        ink.mean() * 2,
        cv2.countNonZero(cv2.erode(ink, np.ones((3, 3), np.uint8))) / max(1, int(ink.sum())),
    ]
    return np.concatenate([*(counts / max(count - 1, 1) for counts in spread), few])


def _shares(rows: Floats) -> Floats:
    """Rows of features to rows of shares, one for each of ``CLASSES``."""
    weights = _weights()
    inner = ((rows - weights["mean"]) * weights["scale"]) @ weights["first"] + weights["bias"]
    return softmax(np.maximum(0, inner) @ weights["second"] + weights["last"])


def softmax(scores: Floats) -> Floats:
    """Shares that sum to 1 in each row, from scores of any size."""
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


@cache
def _weights() -> dict[str, Floats]:
    with (files("ocr") / "data" / "script_weights.npz").open("rb") as data, np.load(data) as kept:
        return {name: kept[name].astype(np.float32) for name in kept.files}
