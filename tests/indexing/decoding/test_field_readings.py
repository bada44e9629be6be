from hypothesis import given
from hypothesis import strategies as st

from archive.box import Box
from indexing.decoding.field_readings import act_box, distinct, field_reading, tidy
from indexing.text.stream import EMPTY, extract_words
from ocr.page import BoundingBox


def test_a_field_keeps_what_was_read_and_where(placed):
    read = extract_words(placed("Brahlm", page="p7"))
    field = field_reading("Brahim", read, 0.61234567, ["Brahlm", "Brahim"])
    assert (field.value, field.raw, field.page) == ("Brahim", "Brahlm", "p7")
    assert field.candidates == ("Brahim", "Brahlm")
    assert field.confidence == 0.6123
    assert field.box == act_box(read.box)


def test_a_field_without_value_or_place():
    field = field_reading("", EMPTY, 0.4, [])
    assert (field.value, field.page, field.box, field.candidates) == (None, None, None, ())


@given(st.floats(-3, 3))
def test_confidence_stays_between_nothing_and_certainty(confidence):
    assert 0.0 <= field_reading("x", EMPTY, confidence).confidence <= 1.0


def test_no_more_than_five_candidates_the_value_first():
    field = field_reading("g", EMPTY, 0.5, list("abcdefg"))
    assert field.candidates == ("g", "a", "b", "c", "d")


def test_boxes_are_written_with_width_and_height():
    assert act_box(BoundingBox(10, 20, 110, 50)) == Box(10, 20, 100, 30)


def test_tidy_takes_off_the_signs_around_a_value_and_none_inside():
    assert tidy(" : Aït-Lahcen. ") == "Aït-Lahcen"
    assert tidy("«سيدي  لحسن»،") == "سيدي لحسن"
    assert tidy(" .:- ") == ""


def test_distinct_keeps_the_first_of_each():
    assert distinct(["b", "a", "b"]) == ("b", "a")
