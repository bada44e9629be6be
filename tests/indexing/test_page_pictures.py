import io

import numpy as np
import pytest
from PIL import Image

from archive_api import page_images
from indexing.errors import PictureUnmade
from indexing.page_pictures import pdf_page
from ocr.scan import frame


@pytest.fixture
def pdf() -> bytes:
    """A PDF of one page, 2 by 1 inches, red with a blue corner."""
    image = Image.new("RGB", (200, 100), (200, 0, 0))
    image.paste((0, 0, 200), (0, 0, 50, 50))
    out = io.BytesIO()
    image.save(out, "PDF", resolution=100, quality=95)
    return out.getvalue()


def test_what_is_shown_is_what_was_read_pixel_for_pixel(pdf: bytes) -> None:
    shown = pdf_page(pdf, 0)
    assert shown.shape == (300, 600, 3)
    assert np.array_equal(shown[:, :, ::-1], frame(pdf, 0))
    assert shown[20, 20, 2] > 150 and shown[250, 500, 0] > 150


def test_the_api_shows_pages_at_the_size_that_boxes_are_in(pdf: bytes) -> None:
    read = frame(pdf, 0)
    image = Image.open(io.BytesIO(page_images.page(pdf, 0)))
    assert image.size == (read.shape[1], read.shape[0])
    red, _, blue = image.convert("RGB").getpixel((20, 20))  # type: ignore[misc]
    assert blue > red


@pytest.mark.parametrize(("cut", "index"), [(None, 1), (200, 0)])
def test_a_page_that_cannot_be_rendered_is_said_so(pdf: bytes, cut: int | None, index: int) -> None:
    with pytest.raises(PictureUnmade):
        pdf_page(pdf[:cut], index)
