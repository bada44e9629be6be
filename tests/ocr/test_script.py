"""The script of a line follows what both engines made of it, and the lines around it."""

import pytest

from ocr.engine import LineReading
from ocr.page import BoundingBox, Line, Script, Word
from ocr.script import (
    digits,
    is_digits,
    join_row,
    leaning,
    may_be_figures,
    script_of,
    with_column,
)

BOX = BoundingBox(0, 0, 10, 10)


def read(text, confidence=0.9):
    return LineReading(tuple(Word(word, BOX, confidence) for word in text.split()))


def line(text, script, left=0):
    words = tuple(Word(word, BOX, 0.9) for word in text.split())
    return Line(words, BoundingBox(left, 0, left + 100, 40), script)


def settle_scripts(leanings, places):
    return [script_of(moved) for moved in with_column(leanings, places)]


def boxes(*lefts):
    return [BoundingBox(left, 50 * i, left + 400, 50 * i + 40) for i, left in enumerate(lefts)]


def test_a_line_leans_to_the_script_whose_reading_is_believed():
    assert leaning(read("née à Sefrou"), read("مقعدد", 0.2)) > 0.5
    assert leaning(read("aJgdo cib", 0.2), read("ولدت بصفرو")) < -0.5


def test_a_sure_reading_in_the_letters_of_the_other_script_counts_for_little():
    assert leaning(read("née à Sefrou"), read("NEE SEFROU")) > 0.4
    assert leaning(read("ولدت بصفرو"), read("ولدت بصفرو")) < -0.4


def test_figures_say_nothing_of_the_words_beside_them():
    assert leaning(read("né"), read("12/03/1956")) == leaning(read("né 12/03/1956"), read(""))


def test_a_line_of_figures_alone_leans_a_little_to_latin():
    assert 0 < leaning(read("12/03/1956"), read("12/03/1956")) < 0.35


def test_lines_nothing_was_read_on_lean_to_neither():
    assert leaning(read(""), read("")) == 0


def test_sure_lines_keep_their_script_whatever_stands_around_them():
    scripts = settle_scripts([-0.8, 0.9, -0.8, -0.8], boxes(0, 0, 0, 0))
    assert scripts == [Script.ARABIC, Script.LATIN, Script.ARABIC, Script.ARABIC]


def test_a_line_that_says_little_goes_with_its_column():
    scripts = settle_scripts([-0.8, 0.1, 0.9, 0.1], boxes(0, 0, 1000, 1000))
    assert scripts == [Script.ARABIC, Script.ARABIC, Script.LATIN, Script.LATIN]


def test_a_lone_line_goes_by_itself():
    assert settle_scripts([-0.1], boxes(0)) == [Script.ARABIC]
    assert settle_scripts([0.1], boxes(0)) == [Script.LATIN]
    assert settle_scripts([], []) == []


def test_lines_of_equal_boxes_still_count_one_another():
    same = [BoundingBox(0, 0, 100, 40), BoundingBox(0, 0, 100, 40)]
    assert settle_scripts([-0.9, 0.1], same) == [Script.ARABIC, Script.ARABIC]


@pytest.mark.parametrize("text", ["1956", "١٩٥٦", "12/03/1956", "8.201", "19S6", "-4"])
def test_figures_with_date_signs_are_figures(text):
    assert is_digits(text)


@pytest.mark.parametrize("text", ["", "né", "---", "./", "12ème-mois", "ولدت", "O1d"])
def test_words_and_bare_signs_are_no_figures(text):
    assert not is_digits(text)


def test_digits_of_both_scripts_are_told_alike_without_their_signs():
    assert digits("١٢/3:") == digits("12-٣") == "123"
    assert digits("ولدت") == ""


@pytest.mark.parametrize("text", ["1956", "١٩٥٦", "I9S6", "|/.", "2ه1"])
def test_what_the_arabic_model_may_have_made_of_figures(text):
    assert may_be_figures(text)


@pytest.mark.parametrize("text", ["", "ولدت", "سنة1", "ه"])
def test_arabic_words_are_not_read_again_as_figures(text):
    assert not may_be_figures(text)


def texts(row):
    return [(joined.script, joined.text) for joined in join_row(row)]


def test_latin_pieces_of_a_row_are_read_from_the_left():
    row = [line("Prénom :", Script.LATIN), line("Fatima", Script.LATIN, 200)]
    assert texts(row) == [(Script.LATIN, "Prénom : Fatima")]
    assert join_row(row)[0].box == BoundingBox(0, 0, 300, 40)


def test_arabic_pieces_of_a_row_are_read_from_the_right():
    row = [line("بنت إدريس", Script.ARABIC), line("الاسم فاطمة", Script.ARABIC, 200)]
    assert texts(row) == [(Script.ARABIC, "الاسم فاطمة بنت إدريس")]


def test_pieces_in_two_scripts_stay_two_lines():
    row = [line("Nom", Script.LATIN), line("الاسم", Script.ARABIC, 200)]
    assert texts(row) == [(Script.LATIN, "Nom"), (Script.ARABIC, "الاسم")]


@pytest.mark.parametrize("seen_as", list(Script))
def test_figures_belong_to_the_writing_beside_them(seen_as):
    number = line("1956", seen_as, 200)
    assert texts([line("né en", Script.LATIN), number]) == [(Script.LATIN, "né en 1956")]
    assert texts([number, line("سنة", Script.ARABIC, 400)]) == [(Script.ARABIC, "سنة 1956")]


def test_figures_between_two_scripts_go_with_what_stands_left_of_them():
    row = [
        line("né", Script.LATIN),
        line("12", Script.ARABIC, 200),
        line("ولد", Script.ARABIC, 400),
    ]
    assert texts(row) == [(Script.LATIN, "né 12"), (Script.ARABIC, "ولد")]


def test_a_row_of_figures_alone_keeps_its_script():
    assert texts([line("12", Script.ARABIC)]) == [(Script.ARABIC, "12")]
    assert join_row([]) == []
