"""JPEG, PNG and TIFF scans, opened with Pillow; the only module that imports it."""

import io
import struct
from collections.abc import Iterator
from contextlib import contextmanager

import cv2
import numpy as np
from PIL import Image, ImageOps

from ocr.scan_errors import ScanTruncated
from ocr.scan_info import (
    PREVIEW_SIDE,
    FrameInfo,
    FrameObserver,
    Pixels,
    believable_dpi,
    check_megapixels,
)
from ocr.tiff_bounds import ends_early

# Our own limit is checked on every header before decoding; Pillow's would cut in below it.
Image.MAX_IMAGE_PIXELS = None

_ORIENTATION = 0x0112
_QUARTER_TURNS = (5, 6, 7, 8)
_PNG_END = b"IEND\xaeB`\x82"
_FORMATS = ("JPEG", "PNG", "TIFF")


def inspect_raster(
    data: bytes, max_megapixels: int, observe: FrameObserver | None
) -> tuple[FrameInfo, ...]:
    """Frames of an image file, every one decoded in full.

    Raises:
        ScanTooLarge: a header announces too many pixels; no frame was decoded.
        ScanTruncated: a header or the pixels of a frame cannot be read.
    """
    infos = raster_headers(data, max_megapixels)
    with _opened(data) as image:
        for index in range(len(infos)):
            image.seek(index)
            image.load()
            if observe is not None:
                observe(index, _preview(image))
    return infos


def raster_headers(data: bytes, max_megapixels: int) -> tuple[FrameInfo, ...]:
    """Frames of an image file as its headers tell them, none decoded; raises what inspecting does.

    A file whose headers are sound may still be damaged further on.
    """
    if data.startswith(b"\x89PNG") and _PNG_END not in data:
        raise ScanTruncated("the PNG ends before its end mark: copy it again from the scanner")
    if data.startswith((b"II", b"MM")) and ends_early(data):
        raise ScanTruncated("the TIFF points beyond its end: copy it again from the scanner")
    infos = []
    with _opened(data) as image:
        for index in range(_frame_count(image)):
            image.seek(index)
            check_megapixels(*image.size, max_megapixels)
            infos.append(_frame_info(image))
    return tuple(infos)


def raster_frame(data: bytes, index: int) -> Pixels:
    """One frame as BGR, upright as its EXIF orientation says; transparency becomes white."""
    with _opened(data) as image:
        image.seek(index)
        image.load()
        rgb = np.asarray(_eight_bit(_upright(image), "RGB"), dtype=np.uint8)
    return np.asarray(cv2.cvtColor(rgb, cv2.COLOR_RGB2BGR), np.uint8)


# UnidentifiedImageError and zlib's come as OSError; TIFF tags of the wrong type as TypeError.
_BAD_BYTES = (OSError, SyntaxError, EOFError, ValueError, TypeError, struct.error)


@contextmanager
def _opened(data: bytes) -> Iterator[Image.Image]:
    """Pillow's image, its many ways to fail on bad bytes told as one."""
    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
            yield image
    except _BAD_BYTES as error:
        raise ScanTruncated(f"pixels are missing or unreadable: {error}") from error


def _frame_count(image: Image.Image) -> int:
    # An MPO is a camera's JPEG followed by thumbnails of the same view.
    return 1 if image.format == "MPO" else int(getattr(image, "n_frames", 1))


def _frame_info(image: Image.Image) -> FrameInfo:
    width, height = image.size
    claimed = image.info.get("dpi", (0, 0))
    dpi = believable_dpi(float(max(claimed)), width, height)
    if image.getexif().get(_ORIENTATION) in _QUARTER_TURNS:
        width, height = height, width
    return FrameInfo(width, height, dpi)


def _upright(image: Image.Image) -> Image.Image:
    if image.getexif().get(_ORIENTATION, 1) == 1:
        return image  # Pillow would copy every pixel to say the same
    turned: Image.Image = ImageOps.exif_transpose(image)
    return turned


def _preview(image: Image.Image) -> Pixels:
    factor = max(1, -(-max(image.size) // PREVIEW_SIDE))
    grey = _eight_bit(image, "L")
    return np.asarray(_upright_like(image, grey.reduce(factor)), dtype=np.uint8)


def _upright_like(source: Image.Image, image: Image.Image) -> Image.Image:
    image.getexif()[_ORIENTATION] = source.getexif().get(_ORIENTATION, 1)
    return _upright(image)


def _eight_bit(image: Image.Image, mode: str) -> Image.Image:
    """``image`` in ``mode`` ("L" or "RGB"), deep samples scaled down, alpha laid over white."""
    if image.mode.startswith(("I", "F")):
        image = _scaled_down(image)
    elif image.mode in ("RGBA", "LA", "PA", "La", "RGBa") or "transparency" in image.info:
        image = image.convert("RGBA")
        white = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(white, image)
    return image if image.mode == mode else image.convert(mode)


def _scaled_down(image: Image.Image) -> Image.Image:
    deep = np.asarray(image).astype(np.float32)
    # 32-bit files mostly carry 8 or 16-bit samples: the smallest depth that holds them is meant.
    peak = float(deep.max(initial=0.0))
    top = 1.0 if peak <= 1.0 else 255.0 if peak <= 255.0 and image.mode in "IF" else 65535.0
    scaled = np.clip(deep * (255.0 / max(top, peak if image.mode in "IF" else top)), 0, 255)
    return Image.fromarray(scaled.astype(np.uint8))
