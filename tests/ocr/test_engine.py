"""What every recogniser of lines does, whatever it is made of."""

import pytest

from ocr.engine import Engine
from ocr.line_reading import HANDWRITING, PRINT
from ocr.page import Script

pytestmark = pytest.mark.usefixtures("engines")
TEXTS = {Script.LATIN: "Commune de Sefrou", Script.ARABIC: "على الساعة الثامنة صباحا"}
ENGINES = [(script, engine) for table in (PRINT, HANDWRITING) for script, engine in table.items()]


@pytest.fixture(params=ENGINES, ids=lambda one: f"{type(one[1]).__name__}-{one[0].value}")
def known(request) -> tuple[Script, Engine]:
    return request.param


@pytest.fixture
def line(known, pen):
    page = pen.sheet(140, 1600)
    box = pen.write(page, TEXTS[known[0]], (20, 20), 80)
    return page[:, : box.right + 20]


def test_the_words_of_a_line_come_in_their_order(known, line):
    script, engine = known
    (reading,) = engine.read_lines([line])
    assert " ".join(word.text for word in reading.words) == TEXTS[script]


def test_words_stand_in_the_picture_and_say_how_sure_they_are(known, line):
    (reading,) = known[1].read_lines([line])
    height, width = line.shape
    for word in reading.words:
        assert 0 <= word.box.left < word.box.right <= width
        assert 0 <= word.box.top < word.box.bottom <= height
        assert 0 <= word.confidence <= 1
    assert reading.confidence > 0.5


def test_lines_are_answered_one_by_one(known, line, pen):
    engine = known[1]
    other = pen.sheet(70, 300)
    pen.write(other, "1956", (20, 14), 36)
    first, between, last = engine.read_lines([line, other, line])
    assert first == last != between
    assert engine.read_lines([]) == []


def test_the_version_begins_with_the_engine_that_each_reading_names(known, line):
    name, number, *_ = known[1].version().split()
    (reading,) = known[1].read_lines([line])
    assert reading.engine.split()[0] == name
    assert number[0].isdigit()


def test_there_is_room_round_the_ink(known):
    assert 0 < known[1].room < 2
