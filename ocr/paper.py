"""Paper and ink: even out the lighting of a scan and tell ink from paper.

Arrays are height by width; grey levels are uint8 (0 black, 255 white), masks are uint8 (1 ink).
"""

from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

Grey = npt.NDArray[Any]
Mask = npt.NDArray[Any]
Colour = npt.NDArray[Any]

_WHITE = 245.0
_NEUTRAL = 128.0
_SHRINK = 8
_COLOUR = 11


def even_out(grey: Grey) -> Grey:
    """Grey levels divided by the paper's own shade, so that gutter shadow and stains go white."""
    small = cv2.resize(grey, None, fx=1 / _SHRINK, fy=1 / _SHRINK, interpolation=cv2.INTER_AREA)
    paper = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))
    paper = cv2.medianBlur(paper, 11)
    size = (grey.shape[1], grey.shape[0])
    paper = np.maximum(cv2.resize(paper, size, interpolation=cv2.INTER_LINEAR), 1)
    return cv2.divide(grey, paper, scale=_WHITE).astype(np.uint8)


def ink_mask(even: Grey) -> Mask:
    """Ink of an evened-out page, taken a little lighter than Otsu's level for faded strokes."""
    level, _ = cv2.threshold(even, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    return np.asarray(even < min(level + 10, 215), np.uint8)


def coloured_ink(bgr: Colour) -> Mask:
    """Pixels of clearly coloured ink (stamps, seals), judged against the paper's own tint."""
    # Half the size shows a seal as well and costs a quarter of the memory.
    half = cv2.resize(bgr, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    lab = cv2.cvtColor(half, cv2.COLOR_BGR2LAB)
    light, *tint = np.median(lab[::8, ::8].reshape(-1, 3), axis=0)
    # Black ink takes the tint of the paper away with its light: on yellowed paper it is no colour.
    left = np.minimum(np.arange(256) / max(float(light), 1.0), 1)[:, None]
    coloured = np.zeros(half.shape[:2], np.uint8)
    row = lab[:, :, 0].astype(np.int64) * 256
    for channel, shade in zip((1, 2), tint, strict=True):
        own = _NEUTRAL + (float(shade) - _NEUTRAL) * left
        far = (np.abs(np.arange(256)[None, :] - own) > _COLOUR).astype(np.uint8)
        coloured = np.maximum(coloured, far.ravel()[row + lab[:, :, channel]])
    size = (bgr.shape[1], bgr.shape[0])
    return np.asarray(cv2.resize(coloured, size, interpolation=cv2.INTER_NEAREST))


def seal_ink(coloured: Mask, dpi: int) -> Mask:
    """Coloured ink that belongs to a seal: a wide outline about as high as broad, and its inside.

    Writing in blue or violet ink is left alone.
    """
    # Every second pixel tells a seal as well; what lies two pixels apart is joined.
    joined = cv2.dilate(coloured[::2, ::2], np.ones((2, 2), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStatsWithAlgorithm(
        joined, 8, cv2.CV_32S, cv2.CCL_BBDT
    )
    seals = np.zeros_like(joined)
    inch = dpi / 2
    for x, y, w, h, _ in stats[1:].tolist():
        if min(w, h) > 0.55 * inch and max(w, h) < 2.6 * inch and max(w, h) < 1.5 * min(w, h):
            window = (slice(y, y + h), slice(x, x + w))
            seals[window] = np.maximum(seals[window], joined[window])
    size = (coloured.shape[1], coloured.shape[0])
    seals = cv2.dilate(seals, np.ones((3, 3), np.uint8))
    return np.asarray(cv2.resize(seals, size, interpolation=cv2.INTER_NEAREST), np.uint8)


def sheet_mask(grey: Grey) -> Mask:
    """The sheet without the dark bed of the scanner that shows at its edges."""
    small = cv2.resize(grey, None, fx=1 / _SHRINK, fy=1 / _SHRINK, interpolation=cv2.INTER_AREA)
    level = 0.62 * float(np.percentile(small, 80))
    dark: Mask = np.asarray(small < level, np.uint8)
    # Only dark areas far wider than a stroke and joined to the frame are bed.
    dark = np.asarray(cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((5, 5), np.uint8)))
    _, labels = cv2.connectedComponents(
        cv2.copyMakeBorder(dark, 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=1)
    )
    bed = (labels[1:-1, 1:-1] == labels[0, 0]).astype(np.uint8)
    bed = cv2.dilate(bed, np.ones((3, 3), np.uint8))
    size = (grey.shape[1], grey.shape[0])
    return 1 - cv2.resize(bed, size, interpolation=cv2.INTER_NEAREST)
