"""A pen for the pages that these tests draw, and the engines they read them with."""

from functools import cache
from itertools import pairwise

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont, features

from ocr import tesseract
from ocr.errors import OcrError
from ocr.page import BoundingBox

FONTS = {"fr": "DejaVuSerif.ttf", "ar": "Amiri-Regular.ttf"}


@cache
def font_of(script, size):
    if not features.check("raqm"):
        pytest.skip("Pillow lacks raqm, which shapes Arabic")
    try:
        return ImageFont.truetype(FONTS[script], size, layout_engine=ImageFont.Layout.RAQM)
    except OSError:
        pytest.skip(f"{FONTS[script]} is missing: apt-get install fonts-dejavu fonts-hosny-amiri")


class Pen:
    """Puts words, rules, dots and rings on a page; every mark tells the box of its ink."""

    def sheet(self, height, width, shade=255, colour=False):
        return np.full((height, width, 3) if colour else (height, width), shade, np.uint8)

    def write(self, page, text, at, size=50, ink=0):
        """Write one line, its left top corner at ``at`` (x, y)."""
        script = "ar" if any("\u0600" <= letter <= "\u06ff" for letter in text) else "fr"
        font, direction = font_of(script, size), "rtl" if script == "ar" else "ltr"
        left, top, right, bottom = (int(v) for v in font.getbbox(text, direction=direction))
        picture = Image.new("L", (right - left, bottom - top), 0)
        ImageDraw.Draw(picture).text((-left, -top), text, 255, font, direction=direction)
        cover = np.asarray(picture, np.float32) / 255
        x, y = at
        part = page[y : y + cover.shape[0], x : x + cover.shape[1]]
        if page.ndim == 3:
            cover = cover[:, :, None]
        part[:] = np.round(part * (1 - cover) + np.asarray(ink) * cover)
        ink_box = self.ink_box(cover.reshape(part.shape[0], part.shape[1]) > 0.5)
        return BoundingBox(x + ink_box.left, y + ink_box.top, x + ink_box.right, y + ink_box.bottom)

    def lines(self, page, texts, at, pitch=90, size=50):
        """Write lines under one another; the boxes of their ink."""
        return [
            self.write(page, text, (at[0], at[1] + row * pitch), size)
            for row, text in enumerate(texts)
        ]

    def mask(self, page):
        """Ink of a page drawn black on white."""
        return (page < 128).astype(np.uint8)

    def ink_box(self, mask):
        """Smallest box holding a mask's ink."""
        ys, xs = np.nonzero(mask)
        return BoundingBox(int(xs.min()), int(ys.min()), int(xs.max()) + 1, int(ys.max()) + 1)

    def dots(self, page, left, right, top, side=4, pace=12):
        """A dotted fill line; its mask."""
        before = page.copy()
        for x in range(left, right, pace):
            cv2.rectangle(page, (x, top), (x + side - 1, top + side - 1), 0, -1)
        return (before != page).astype(np.uint8)

    def turned(self, page, degrees, fill=255):
        """The page turned counter-clockwise about its middle."""
        height, width = page.shape[:2]
        matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
        return cv2.warpAffine(page, matrix, (width, height), borderValue=[fill] * 3)

    def gaps(self, boxes):
        """White between neighbours, left to right."""
        return [b.left - a.right for a, b in pairwise(sorted(boxes, key=lambda box: box.left))]


@pytest.fixture(scope="session")
def pen():
    return Pen()


@pytest.fixture(scope="session")
def engines():
    """Skips where Tesseract or a language of it is missing."""
    blank = np.full((60, 200), 255, np.uint8)
    try:
        for language in tesseract.LANGUAGES.values():
            tesseract.read_lines([blank], language)
    except OcrError as missing:
        pytest.skip(str(missing))
