"""IIIF Image API 3.0: what an address asks of a picture, and what a picture says of itself. Pure.

A picture is one scan of a page, upright; its name says volume, page, scan and the quarter turns
that make it upright, so that what an address shows never changes.
"""

import re
from dataclasses import dataclass, replace
from typing import Any, Self
from urllib.parse import quote

from archive.box import Box
from archive.register import VolumeReference

TILE = 512
"""Width and height of a tile, in pixels."""

MOST_PIXELS = 24_000_000
"""Pixels that one answer may have: an A3 page at 300 dpi has 17.4 million."""

CONTEXT = "http://iiif.io/api/image/3/context.json"
PROFILE = f'application/ld+json;profile="{CONTEXT}"'
_PATH = re.compile(
    r"(?P<volume>[^/]+/[^/]+/[^/]+/[^/]+)/(?P<page>.+)/(?P<scan>[0-9a-f]{64}:[0-9]{1,6})"
    r"(?::(?P<turns>[0-3]))?(?:/(?P<rest>.*))?",
    re.DOTALL,
)
_FILE = re.compile(r"(?P<quality>[a-z]+)\.(?P<format>[a-z0-9]+)", re.ASCII)
_QUALITIES = {"default": False, "color": False, "gray": True, "bitonal": None}
_FORMATS = {"jpg": True, "png": True, **dict.fromkeys(("tif", "gif", "jp2", "pdf", "webp"), False)}
_NUMBER = r"[0-9]{1,9}(?:\.[0-9]{1,9})?"


class PictureRefused(ValueError):
    """An address asks for what cannot be: which part of it, and its value."""

    def __init__(self, part: str, value: str) -> None:
        super().__init__(f"{part} {value!r}: see https://iiif.io/api/image/3.0/")
        self.part, self.value = part, value


class PictureUnsupported(PictureRefused):
    """An address asks for what the standard has and this service does not."""


@dataclass(frozen=True, slots=True)
class PictureName:
    """What identifies a picture.

    Attributes:
        scan: ``VolumePage.scan``.
        turns: clockwise quarter turns, applied to the scan.
    """

    volume: VolumeReference
    page: str
    scan: str
    turns: int = 0

    @classmethod
    def parse(cls, path: str) -> tuple[Self, str | None]:
        """The name that a decoded path begins with, and what follows it; None for nothing.

        Raises:
            PictureRefused: the path begins with no name.
        """
        match = _PATH.fullmatch(path)
        try:
            if match is None:
                raise ValueError(path)
            volume = VolumeReference.parse(match["volume"])
        except ValueError as error:
            raise PictureRefused("identifier", path) from error
        turns = int(match["turns"] or 0)
        return cls(volume, match["page"], match["scan"], turns), match["rest"]

    def __str__(self) -> str:
        turned = f":{self.turns}" if self.turns else ""
        return f"{self.volume}/{self.page}/{self.scan}{turned}"

    @property
    def address(self) -> str:
        """Where the picture is served, on this service."""
        return f"/iiif/image/{quote(str(self), safe='')}"


@dataclass(frozen=True, slots=True)
class Shot:
    """A part of a picture as asked for.

    Attributes:
        region: in pixels of the whole picture.
        size: width and height of the answer before it is rotated.
        rotation: degrees clockwise, a multiple of 90.
        format: ``jpg`` or ``png``.
    """

    region: Box
    size: tuple[int, int]
    rotation: int = 0
    gray: bool = False
    format: str = "jpg"

    @property
    def plain(self) -> bool:
        """Whether it is asked for as the tiles are kept."""
        return not (self.rotation or self.gray) and self.format == "jpg"


def shot(asked: str, size: tuple[int, int]) -> Shot:
    """What ``region/size/rotation/quality.format`` asks of a picture of a size.

    Raises:
        PictureRefused: it is malformed, off the picture, or more than ``MOST_PIXELS``.
        PictureUnsupported: the standard has it and this service does not.
    """
    parts = asked.split("/")
    if len(parts) != 4:
        raise PictureRefused("address", asked)
    region = _region(parts[0], size)
    found = Shot(region, _size(parts[1], (region.width, region.height)), _rotation(parts[2]))
    return _encoding(found, parts[3])


def info(address: str, size: tuple[int, int]) -> dict[str, Any]:
    """``info.json`` of the picture at an absolute address."""
    width, height = size
    levels = [(factor, level_size(size, factor)) for factor in scale_factors(size)]
    return {
        "@context": CONTEXT,
        "id": address,
        "type": "ImageService3",
        "protocol": "http://iiif.io/api/image",
        "profile": "level2",
        "width": width,
        "height": height,
        "maxArea": MOST_PIXELS,
        "sizes": [
            {"width": wide, "height": high}
            for _, (wide, high) in reversed(levels)
            if wide * high <= MOST_PIXELS
        ],
        "tiles": [{"width": TILE, "scaleFactors": [factor for factor, _ in levels]}],
        "preferredFormats": ["jpg"],
        "extraQualities": ["color", "gray"],
        "extraFeatures": ["sizeUpscaling"],
    }


def scale_factors(size: tuple[int, int]) -> list[int]:
    """Powers of two by which a picture is kept smaller, up to what fits one tile."""
    factors = [1]
    while max(level_size(size, factors[-1])) > TILE:
        factors.append(factors[-1] * 2)
    return factors


def level_size(size: tuple[int, int], factor: int) -> tuple[int, int]:
    """Width and height of a picture made smaller by a factor."""
    return -(-size[0] // factor), -(-size[1] // factor)


def tile_of(asked: Shot, size: tuple[int, int]) -> tuple[int, int, int] | None:
    """Scale factor, column and row of the tile that is just what was asked, None where none is."""
    if not asked.plain:
        return None
    box = asked.region
    for factor in scale_factors(size):
        side = TILE * factor
        whole = Box(box.x, box.y, min(side, size[0] - box.x), min(side, size[1] - box.y))
        aligned = box.x % side == 0 and box.y % side == 0
        if aligned and box == whole and asked.size == level_size((box.width, box.height), factor):
            return factor, box.x // side, box.y // side
    return None


def upright(box: Box, size: tuple[int, int], turns: int) -> Box:
    """A box of a scan of a size, in pixels of the same scan turned clockwise."""
    wide, high = size
    for _ in range(turns % 4):
        box = Box(high - box.y - box.height, box.x, box.height, box.width)
        wide, high = high, wide
    return box


def upright_size(size: tuple[int, int], turns: int) -> tuple[int, int]:
    """Width and height of a scan once it is turned."""
    return size[::-1] if turns % 2 else size


def _region(text: str, size: tuple[int, int]) -> Box:
    width, height = size
    if text == "full":
        return Box(0, 0, width, height)
    if text == "square":
        side = min(size)
        return Box((width - side) // 2, (height - side) // 2, side, side)
    is_share = text.startswith("pct:")
    numbers = text.removeprefix("pct:").split(",")
    if len(numbers) != 4 or not all(re.fullmatch(_NUMBER, one) for one in numbers):
        raise PictureRefused("region", text)
    if not is_share and not all(one.isdecimal() for one in numbers):
        raise PictureRefused("region", text)
    given = [float(one) for one in numbers]
    units = [width / 100, height / 100] * 2 if is_share else [1, 1, 1, 1]
    x, y, wide, high = (round(one * unit) for one, unit in zip(given, units, strict=True))
    if is_share and given[2] > 0 and given[3] > 0:
        wide, high = max(1, wide), max(1, high)
    if wide < 1 or high < 1 or x >= width or y >= height:
        raise PictureRefused("region", text)
    return Box(x, y, min(wide, width - x), min(high, height - y))


def _size(text: str, region: tuple[int, int]) -> tuple[int, int]:
    may_grow = text.startswith("^")
    asked = text.removeprefix("^")
    width, height = region
    if asked == "max":
        most = (MOST_PIXELS / (width * height)) ** 0.5
        return _scaled(region, most if may_grow else min(1.0, most))
    if found := re.fullmatch(rf"pct:({_NUMBER})", asked):
        wanted = _scaled(region, float(found[1]) / 100) if float(found[1]) > 0 else (0, 0)
    elif found := re.fullmatch(r"!([0-9]{1,9}),([0-9]{1,9})", asked):
        share = min(int(found[1]) / width, int(found[2]) / height)
        most = (MOST_PIXELS / (width * height)) ** 0.5
        limits = (share, most) if may_grow else (share, most, 1.0)
        wanted = _scaled(region, min(limits)) if share > 0 else (0, 0)
    elif (found := re.fullmatch(r"([0-9]{0,9}),([0-9]{0,9})", asked)) and asked != ",":
        wide, high = (int(one) if one else None for one in found.groups())
        if wide is None:
            wanted = (max(1, round(width * (high or 0) / height)) if high else 0, high or 0)
        elif high is None:
            wanted = (wide, max(1, round(height * wide / width)) if wide else 0)
        else:
            wanted = (wide, high)
    else:
        raise PictureRefused("size", text)
    grows = wanted[0] > width or wanted[1] > height
    if min(wanted) < 1 or (grows and not may_grow) or wanted[0] * wanted[1] > MOST_PIXELS:
        raise PictureRefused("size", text)
    return wanted


def _scaled(region: tuple[int, int], share: float) -> tuple[int, int]:
    wide, high = (max(1, round(side * share)) for side in region)
    if wide * high > MOST_PIXELS:
        # Rounding up passed the limit that the share was made for.
        wide, high = (max(1, int(side * share)) for side in region)
    return wide, high


def _rotation(text: str) -> int:
    if not re.fullmatch(rf"!?{_NUMBER}", text):
        raise PictureRefused("rotation", text)
    degrees = float(text.removeprefix("!"))
    if degrees > 360:
        raise PictureRefused("rotation", text)
    if text.startswith("!") or degrees % 90:
        raise PictureUnsupported("rotation", text)
    return int(degrees) % 360


def _encoding(found: Shot, text: str) -> Shot:
    match = _FILE.fullmatch(text)
    if match is None or match["quality"] not in _QUALITIES:
        raise PictureRefused("quality", text)
    if match["format"] not in _FORMATS:
        raise PictureRefused("format", text)
    gray = _QUALITIES[match["quality"]]
    if gray is None:
        raise PictureUnsupported("quality", text)
    if not _FORMATS[match["format"]]:
        raise PictureUnsupported("format", text)
    return replace(found, gray=gray, format=match["format"])
