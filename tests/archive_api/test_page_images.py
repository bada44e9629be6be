import io

import pytest
from PIL import Image

from archive.box import Box
from archive_api import page_images
from archive_api.page_images import ImageUndecodable


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    assert image.format == "JPEG"
    return image


def test_every_frame_of_a_tiff_is_its_own_page() -> None:
    first, second = Image.new("L", (30, 20), 0), Image.new("L", (30, 20), 255)
    tiff = encoded(first, "TIFF", save_all=True, append_images=[second])
    assert opened(page_images.page(tiff, 0)).getpixel((5, 5)) == 0
    assert opened(page_images.page(tiff, 1)).getpixel((5, 5)) == 255
    with pytest.raises(ImageUndecodable):
        page_images.page(tiff, 2)


def test_a_pdf_page_is_rendered_at_300_dpi() -> None:
    pdf = encoded(Image.new("RGB", (600, 300), "white"), "PDF", resolution=300)
    assert opened(page_images.page(pdf, 0)).size == (600, 300)
    with pytest.raises(ImageUndecodable):
        page_images.page(pdf, 1)


def test_a_photograph_is_shown_upright_as_it_was_read() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    photo = encoded(Image.new("RGB", (40, 20)), "JPEG", exif=exif.tobytes())
    assert opened(page_images.page(photo, 0)).size == (20, 40)


def test_sixteen_bit_greys_keep_their_shade() -> None:
    deep = encoded(Image.new("I;16", (20, 20), 32768), "PNG")
    shade = opened(page_images.page(deep, 0)).getpixel((5, 5))
    assert isinstance(shade, int)
    assert abs(shade - 128) <= 2


def test_transparent_paper_is_white() -> None:
    clear = encoded(Image.new("RGBA", (20, 20), (0, 0, 0, 0)), "PNG")
    assert opened(page_images.page(clear, 0)).getpixel((5, 5)) == (255, 255, 255)


def test_a_page_is_never_scaled_up() -> None:
    small = encoded(Image.new("L", (50, 40)), "PNG")
    assert opened(page_images.page(small, 0, width=500)).size == (50, 40)
    assert opened(page_images.page(small, 0, width=25)).size == (25, 20)


def test_a_crops_margin_stops_at_the_edge_of_the_page() -> None:
    scan = encoded(Image.new("L", (100, 100)), "PNG")
    assert opened(page_images.crop(scan, 0, Box(0, 40, 50, 20), margin=0.5)).size == (60, 40)
    assert opened(page_images.crop(scan, 0, None)).size == (100, 100)


@pytest.mark.parametrize("data", [b"", b"no image", b"%PDF-1.7 no pdf"])
def test_what_is_no_image_is_said_so(data: bytes) -> None:
    with pytest.raises(ImageUndecodable):
        page_images.page(data, 0)


def test_a_box_off_the_page_is_said_so() -> None:
    scan = encoded(Image.new("L", (100, 100)), "PNG")
    with pytest.raises(ImageUndecodable):
        page_images.crop(scan, 0, Box(200, 200, 10, 10))


@pytest.mark.parametrize(
    ("turns", "size", "dark"),
    [
        (0, (60, 20), (5, 5)),
        (1, (20, 60), (15, 5)),
        (2, (60, 20), (55, 15)),
        (3, (20, 60), (5, 55)),
    ],
)
def test_a_crop_of_a_turned_page_is_shown_upright(
    turns: int, size: tuple[int, int], dark: tuple[int, int]
) -> None:
    # Dark in the top left corner of the box: clockwise turns carry it round.
    scan = Image.new("L", (100, 100), 255)
    scan.paste(0, (20, 40, 32, 52))
    image = opened(page_images.crop(encoded(scan, "PNG"), 0, Box(20, 40, 60, 20), turns=turns))
    assert image.size == size
    shade = image.getpixel(dark)
    assert isinstance(shade, int)
    assert shade < 60


def test_the_pages_of_a_paper_stand_one_beneath_the_other() -> None:
    first, second = Image.new("RGB", (300, 600), "white"), Image.new("RGB", (300, 300), "black")
    pdf = encoded(first, "PDF", resolution=300, save_all=True, append_images=[second])
    sheets = opened(page_images.paper(pdf))
    assert sheets.size == (120, 240 + page_images.PAPER_GAP + 120)
    assert sheets.getpixel((60, 100)) == (255, 255, 255)
    assert sheets.getpixel((60, sheets.height - 60)) == (0, 0, 0)
    with pytest.raises(ImageUndecodable):
        page_images.paper(b"%PDF-1.7 cut")
