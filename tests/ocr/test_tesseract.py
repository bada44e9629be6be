"""Tesseract reads drawn lines of both scripts; what is missing is said with its remedy."""

from itertools import pairwise

import numpy as np
import pytest

from ocr import tesseract
from ocr.engine import LineReading
from ocr.errors import EngineMissing
from ocr.tesseract import read_lines

FRENCH = "naquit à Sefrou, rue du Marché"
ARABIC = "على الساعة الثامنة صباحا"


@pytest.fixture
def line_of(pen):
    def draw(text, size=60):
        page = pen.sheet(200, 1400)
        box = pen.write(page, text, (40, 40), size)
        return page[box.top - 6 : box.bottom + 6, box.left - 6 : box.right + 6]

    return draw


def words(reading):
    return [word.text for word in reading.words]


@pytest.mark.usefixtures("engines")
def test_a_french_line_is_read_with_its_accents(line_of):
    (reading,) = read_lines([line_of(FRENCH)], "fra")
    assert words(reading) == FRENCH.split()
    assert reading.confidence > 0.85


@pytest.mark.usefixtures("engines")
def test_an_arabic_line_is_read_in_logical_order_without_direction_marks(line_of):
    (reading,) = read_lines([line_of(ARABIC, 80)], "ara")
    assert words(reading) == ARABIC.split()
    lefts = [word.box.left for word in reading.words]
    assert lefts == sorted(lefts, reverse=True)


@pytest.mark.usefixtures("engines")
def test_each_reading_belongs_to_its_image_though_one_is_blank(line_of):
    blank = np.full((130, 400), 255, np.uint8)
    pages = [line_of("Fatima"), blank, line_of("Driss"), line_of("Zineb")]
    first, _, third, fourth = read_lines(pages, "fra")
    assert [words(reading) for reading in (first, third, fourth)] == [
        ["Fatima"],
        ["Driss"],
        ["Zineb"],
    ]


@pytest.mark.usefixtures("engines")
def test_boxes_are_in_pixels_of_their_image(line_of, pen):
    image = line_of("Commune de Sefrou")
    (reading,) = read_lines([image], "fra")
    ink = pen.ink_box(image < 128)
    assert reading.words[0].box.left == pytest.approx(ink.left, abs=6)
    assert reading.words[-1].box.right == pytest.approx(ink.right, abs=6)
    for word in reading.words:
        assert 0 <= word.box.top < word.box.bottom <= image.shape[0]


@pytest.mark.usefixtures("engines")
@pytest.mark.parametrize(
    ("text", "language"),
    [("Commune de Sefrou", "fra"), ("ولدت بمدينة صفرو سنة 12/03/1956", "ara")],
)
def test_no_word_reaches_over_its_neighbours(line_of, text, language):
    (reading,) = read_lines([line_of(text, 66)], language)
    boxes = sorted((word.box for word in reading.words), key=lambda box: box.centre)
    assert len(boxes) == len(text.split())
    assert all(a.right <= b.left for a, b in pairwise(boxes))


def test_no_lines_need_no_engine():
    assert read_lines([], "no such language") == []


@pytest.mark.usefixtures("engines")
def test_a_missing_language_is_named_with_the_package_that_brings_it(line_of):
    with pytest.raises(EngineMissing, match="apt-get install tesseract-ocr-tlh"):
        read_lines([line_of("Fatima")], "tlh")


@pytest.mark.usefixtures("engines")
@pytest.mark.parametrize(("text", "language"), [(FRENCH, "fra"), (ARABIC, "ara")])
def test_the_command_reads_what_the_library_reads(line_of, text, language, monkeypatch):
    images = [line_of(text, 80), line_of(text, 50), np.full((90, 300), 255, np.uint8)]
    by_library = read_lines(images, language)
    monkeypatch.setattr("ocr.tesseract_library.is_there", lambda: False)
    assert read_lines(images, language) == by_library
    with pytest.raises(EngineMissing, match="apt-get install tesseract-ocr-tlh"):
        read_lines(images, "tlh")


@pytest.mark.usefixtures("engines")
def test_the_version_names_the_engine():
    assert tesseract.version().startswith("tesseract ")


def test_a_line_without_words_has_no_confidence():
    assert LineReading(()).confidence == 0
