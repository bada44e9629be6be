"""PP-OCR reads Latin lines and figures, and says where each word stands."""

import numpy as np
import pytest

from ocr import ppocr
from ocr.ppocr import read_lines


@pytest.fixture
def line_of(pen):
    def draw(text, size=36):
        page = pen.sheet(70, 1300)
        box = pen.write(page, text, (20, 14), size)
        return page[:, : box.right + 20]

    return draw


def texts(readings):
    return [" ".join(word.text for word in reading.words) for reading in readings]


def test_french_lines_are_read_one_by_one_in_their_order(line_of):
    lines = ["Commune de Sefrou", "fille de Driss, journalier"]
    readings = read_lines([line_of(text) for text in lines])
    assert texts(readings) == lines
    assert all(reading.confidence > 0.8 for reading in readings)


@pytest.mark.parametrize("figures", ["1956", "12/03/1956", "21"])
def test_figures_are_read_alone(line_of, figures):
    assert texts(read_lines([line_of(figures)])) == [figures]


def test_words_stand_where_they_are_drawn(line_of, pen):
    image = line_of("Illitil Mamoun")
    (reading,) = read_lines([image])
    first, last = (word.box for word in reading.words)
    inked = pen.mask(image).any(axis=0)
    between = [x for x in range(60, image.shape[1] - 60) if not inked[x - 4 : x + 5].any()]
    letter = image.shape[1] / len("Illitil Mamoun")
    assert first.left < 2 * letter and last.right > image.shape[1] - 2 * letter
    assert first.right == pytest.approx(between[0], abs=0.8 * letter)
    assert last.left == pytest.approx(between[-1], abs=0.8 * letter)
    assert (first.top, first.bottom) == (0, image.shape[0])


def test_a_letter_the_engine_doubts_lowers_the_word(line_of):
    image = line_of("Driss").copy()
    sure = read_lines([image])[0].confidence
    doubtful = image.copy()
    width = image.shape[1]
    noise = np.random.default_rng(5).random((70, width // 4)) < 0.35
    doubtful[:, width // 2 : width // 2 + width // 4][noise] = 0
    assert read_lines([doubtful])[0].confidence < sure - 0.05


def test_blank_and_no_images():
    assert read_lines([]) == []
    assert texts(read_lines([np.full((60, 200), 255, np.uint8)])) == [""]


def test_the_version_names_the_engine():
    assert ppocr.version().startswith("rapidocr ")
