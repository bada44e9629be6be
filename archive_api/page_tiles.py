"""Pictures of pages in tiles, at every scale; beside ``page_images`` the only user of Pillow here.

A picture is decoded once, cut into tiles of JPEG and kept as a zip file of them: any part at any
size is then put together from the few tiles that hold it, however large the scan is.
"""

import io
import zipfile
from pathlib import Path

from PIL import Image

from archive.box import Box
from archive_api import page_images
from archive_api.iiif import (
    MOST_PIXELS,
    TILE,
    Shot,
    level_size,
    scale_factors,
    tile_of,
)

_QUALITY = 85
_ROTATED = {
    90: Image.Transpose.ROTATE_270,
    180: Image.Transpose.ROTATE_180,
    270: Image.Transpose.ROTATE_90,
}
_MEDIA_TYPES = {"jpg": "image/jpeg", "png": "image/png"}


def media_type(asked: Shot) -> str:
    """Of the picture that ``part`` makes of it."""
    return _MEDIA_TYPES[asked.format]


def cut(data: bytes, frame: int, turns: int, into: Path) -> None:
    """Write one frame of a master, turned upright, as a file of tiles.

    Raises:
        ImageUndecodable: the bytes cannot be decoded.
    """
    level = page_images.upright(data, frame, turns)
    size = level.size
    with zipfile.ZipFile(into, "w", zipfile.ZIP_STORED) as tiles:
        tiles.comment = f"{size[0]}x{size[1]}".encode()
        for factor in scale_factors(size):
            if factor > 1:
                level = level.reduce(2)
            _cut_level(level, factor, tiles)


def part(tiles: zipfile.ZipFile, asked: Shot) -> bytes:
    """A part of a picture as asked for, from its tiles."""
    size = _size(tiles)
    tile = tile_of(asked, size)
    if tile is not None:
        return tiles.read(_name(*tile))
    factor = _factor(asked, size)
    level = level_size(size, factor)
    left, top, right, bottom = _edges(asked.region, factor, level)
    image = _joined(tiles, factor, (int(left), int(top), -int(-right // 1), -int(-bottom // 1)))
    box = (left - int(left), top - int(top), right - int(left), bottom - int(top))
    image = image.resize(asked.size, Image.Resampling.LANCZOS, box, reducing_gap=2.0)
    if asked.gray:
        image = image.convert("L")
    if asked.rotation:
        image = image.transpose(_ROTATED[asked.rotation])
    out = io.BytesIO()
    if asked.format == "png":
        image.save(out, "PNG")
    else:
        image.save(out, "JPEG", quality=_QUALITY)
    return out.getvalue()


def _cut_level(level: Image.Image, factor: int, tiles: zipfile.ZipFile) -> None:
    for row, top in enumerate(range(0, level.height, TILE)):
        for column, left in enumerate(range(0, level.width, TILE)):
            edges = (left, top, min(left + TILE, level.width), min(top + TILE, level.height))
            out = io.BytesIO()
            level.crop(edges).save(out, "JPEG", quality=_QUALITY)
            tiles.writestr(_name(factor, column, row), out.getvalue())


def _factor(asked: Shot, size: tuple[int, int]) -> int:
    """The coarsest scale that still holds every pixel asked for, and no more than fits memory."""
    box = asked.region
    found = 1
    for factor in scale_factors(size):
        fine = box.width >= asked.size[0] * factor and box.height >= asked.size[1] * factor
        heavy = box.width * box.height > MOST_PIXELS * 2 * found * found
        if fine or heavy:
            found = factor
    return found


def _edges(box: Box, factor: int, level: tuple[int, int]) -> tuple[float, float, float, float]:
    right, bottom = (box.x + box.width) / factor, (box.y + box.height) / factor
    return box.x / factor, box.y / factor, min(right, level[0]), min(bottom, level[1])


def _joined(tiles: zipfile.ZipFile, factor: int, edges: tuple[int, int, int, int]) -> Image.Image:
    left, top, right, bottom = edges
    joined: Image.Image | None = None
    for row in range(top // TILE, (bottom - 1) // TILE + 1):
        for column in range(left // TILE, (right - 1) // TILE + 1):
            tile = Image.open(io.BytesIO(tiles.read(_name(factor, column, row))))
            if joined is None:
                joined = Image.new(tile.mode, (right - left, bottom - top))
            joined.paste(tile, (column * TILE - left, row * TILE - top))
    assert joined is not None, "a part has at least one pixel"
    return joined


def _size(tiles: zipfile.ZipFile) -> tuple[int, int]:
    wide, high = tiles.comment.decode().split("x")
    return int(wide), int(high)


def _name(factor: int, column: int, row: int) -> str:
    return f"{factor}/{column}-{row}.jpg"
