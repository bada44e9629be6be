"""What a scan file's headers say of its frames, and which resolutions are believable."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ocr.scan_errors import ScanTooLarge

Pixels = NDArray[np.uint8]
"""Grey (height, width) or BGR (height, width, 3) pixels, origin top-left."""

FrameObserver = Callable[[int, Pixels], None]
"""Called with a frame's index and a grey preview, long side at most ``PREVIEW_SIDE`` pixels."""

PREVIEW_SIDE = 1754
"""Long side of an A4 sheet at 150 dpi: strokes of writing still show, a page costs 2 MB."""

_INCH_CM = 2.54
_SHEET_CM = (8.0, 110.0)
_DPI = (50, 2400)


@dataclass(frozen=True, slots=True)
class FrameInfo:
    """One frame: width and height in pixels once turned upright by its metadata.

    ``dpi`` is dots per inch, None when the file says nothing believable.
    """

    width: int
    height: int
    dpi: int | None


@dataclass(frozen=True, slots=True)
class ScanInfo:
    """A file's format ("jpeg", "png", "tiff" or "pdf") and its frames in order."""

    format: str
    frames: tuple[FrameInfo, ...]


def believable_dpi(claimed: float, width: int, height: int) -> int | None:
    """The claimed resolution, or None when it makes the sheet smaller than 8 cm or over 110 cm.

    Cameras and editors write 72 dpi into files that have none: the sheet's size gives them away.
    """
    if not _DPI[0] <= claimed <= _DPI[1]:
        return None
    long_side_cm = max(width, height) / claimed * _INCH_CM
    return round(claimed) if _SHEET_CM[0] <= long_side_cm <= _SHEET_CM[1] else None


def check_megapixels(width: int, height: int, max_megapixels: int) -> None:
    """Raise ScanTooLarge when a frame announces more than ``max_megapixels``."""
    if width * height > max_megapixels * 1_000_000:
        raise ScanTooLarge(
            f"{width}×{height} pixels are more than {max_megapixels} megapixels: "
            "deliver the page at a lower resolution or raise the limit in the settings",
            width=width,
            height=height,
            limit=max_megapixels,
        )
