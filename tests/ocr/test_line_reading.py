"""Each line goes to the engine that reads its script and its hand."""

import cv2
import numpy as np
import pytest

from ocr.line_reading import LineImage, read_line_image, read_lines
from ocr.page import Script

FRENCH, ARABIC = "naquit à Sefrou, rue du Marché", "على الساعة الثامنة صباحا"

pytestmark = pytest.mark.usefixtures("engines")


@pytest.fixture
def line_of(pen):
    def draw(text, size=60):
        page = pen.sheet(260, 1400)
        box = pen.write(page, text, (40, 70), size)
        return page[box.top - 30 : box.bottom + 30, box.left - 20 : box.right + 20]

    return draw


def text(reading):
    return " ".join(word.text for word in reading.words)


def test_lines_come_back_in_their_order_each_with_its_engine(line_of):
    lines = [
        LineImage(line_of(FRENCH), Script.LATIN, hand=True),
        LineImage(line_of(ARABIC, 80), Script.ARABIC),
        LineImage(line_of(FRENCH), Script.LATIN, hand=False),
    ]
    hand, arabic, print_ = read_lines(lines)
    assert [text(hand), text(arabic), text(print_)] == [FRENCH, ARABIC, FRENCH]
    assert hand.engine.startswith("rapidocr")
    assert (arabic.engine, print_.engine) == ("tesseract ara", "tesseract fra")


def test_handwriting_is_believed_less_than_print(line_of):
    image = line_of(FRENCH)
    hand, print_ = read_lines([LineImage(image, Script.LATIN, hand) for hand in (True, False)])
    assert hand.confidence < 0.7 < print_.confidence


def test_a_latin_line_that_tesseract_doubts_is_read_by_the_other_engine(line_of):
    image = line_of("Driss ben Allal", 26)
    blurred = cv2.GaussianBlur(image, (0, 0), 2.6)
    worn = np.where(np.random.default_rng(3).random(image.shape) < 0.05, 0, blurred)
    (reading,) = read_lines([LineImage(worn.astype(np.uint8), Script.LATIN)])
    assert reading.engine.startswith("rapidocr")


def test_boxes_are_pixels_of_the_image_given(line_of, pen):
    for text_, script in ((FRENCH, Script.LATIN), (ARABIC, Script.ARABIC)):
        image = line_of(text_, 70)
        (reading,) = read_lines([LineImage(image, script)])
        ink = pen.ink_box(image < 128)
        boxes = [word.box for word in reading.words]
        assert min(box.left for box in boxes) == pytest.approx(ink.left, abs=12)
        assert max(box.right for box in boxes) == pytest.approx(ink.right, abs=12)
        middle = (ink.top + ink.bottom) / 2
        assert all(box.top < middle < box.bottom for box in boxes)


@pytest.mark.parametrize("written", [FRENCH, ARABIC])
def test_a_photographed_line_tells_its_script_itself(line_of, written):
    image = cv2.cvtColor(line_of(written, 70), cv2.COLOR_GRAY2BGR)
    dim = (image * np.array([0.5, 0.6, 0.65]) + 20).astype(np.uint8)
    assert text(read_line_image(dim)) == written


def test_nothing_is_read_where_nothing_stands(pen):
    (reading,) = read_lines([LineImage(pen.sheet(60, 300), Script.LATIN)])
    assert reading.words == ()
    assert read_lines([]) == []
