import io
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from archive_api import page_tiles
from archive_api.iiif import shot, upright_size
from archive_api.page_images import ImageUndecodable

SIZE = (1300, 900)
COLOURS = {(0, 0): (200, 0, 0), (1, 0): (0, 200, 0), (0, 1): (0, 0, 200), (1, 1): (200, 200, 0)}


def scan(size: tuple[int, int] = SIZE) -> bytes:
    """Four quarters of four colours."""
    image = Image.new("RGB", size)
    half = (size[0] // 2, size[1] // 2)
    for (x, y), colour in COLOURS.items():
        image.paste(colour, (x * half[0], y * half[1], size[0], size[1]))
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def seen(tmp_path: Path, asked: str, turns: int = 0) -> Image.Image:
    path = tmp_path / f"{turns}.tiles"
    page_tiles.cut(scan(), 0, turns, path)
    with zipfile.ZipFile(path) as tiles:
        made = page_tiles.part(tiles, shot(asked, upright_size(SIZE, turns)))
    return Image.open(io.BytesIO(made))


def like(image: Image.Image, x: float, y: float, colour: tuple[int, int, int]) -> bool:
    shade = image.convert("RGB").getpixel((int(image.width * x), int(image.height * y)))
    assert isinstance(shade, tuple)
    return all(abs(one - other) < 12 for one, other in zip(shade, colour, strict=True))


@pytest.mark.parametrize(
    ("asked", "size"),
    [
        ("full/max/0/default.jpg", (1300, 900)),
        ("full/325,225/0/default.jpg", (325, 225)),
        ("full/100,/0/default.jpg", (100, 69)),
        ("full/^1400,/0/default.png", (1400, 969)),
        ("pct:25,25,50,50/max/0/default.jpg", (650, 450)),
        ("325,225,651,451/333,/0/default.jpg", (333, 231)),
    ],
)
def test_a_part_shows_what_stands_there_at_any_size(
    tmp_path: Path, asked: str, size: tuple[int, int]
) -> None:
    image = seen(tmp_path, asked)
    assert image.size == size
    for (x, y), colour in COLOURS.items():
        assert like(image, 0.25 + 0.5 * x, 0.25 + 0.5 * y, colour)


def test_a_tile_is_given_as_it_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "tiles"
    page_tiles.cut(scan(), 0, 0, path)
    with zipfile.ZipFile(path) as tiles:
        asked = shot("1024,512,276,388/276,388/0/default.jpg", SIZE)
        assert page_tiles.part(tiles, asked) == tiles.read("1/2-1.jpg")
        assert len(tiles.namelist()) == 6 + 2 + 1


@pytest.mark.parametrize(("rotation", "first"), [(0, (0, 0)), (90, (0, 1)), (180, (1, 1))])
def test_a_part_is_rotated_clockwise(tmp_path: Path, rotation: int, first: tuple[int, int]) -> None:
    image = seen(tmp_path, f"full/650,450/{rotation}/default.jpg")
    assert image.size == ((450, 650) if rotation == 90 else (650, 450))
    assert like(image, 0.25, 0.25, COLOURS[first])


def test_a_turned_scan_is_kept_upright(tmp_path: Path) -> None:
    image = seen(tmp_path, "full/max/0/default.jpg", turns=1)
    assert image.size == (900, 1300)
    assert like(image, 0.25, 0.25, COLOURS[0, 1])


def test_grey_is_grey_and_png_is_png(tmp_path: Path) -> None:
    image = seen(tmp_path, "full/!300,300/0/gray.png")
    assert (image.format, image.mode) == ("PNG", "L")


def test_what_is_no_image_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(ImageUndecodable):
        page_tiles.cut(b"no image", 0, 0, tmp_path / "tiles")
