"""Glyphs come back as the words a reader reads, whatever order the file held them in."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr.page import Script
from ocr.text_layer import Glyph, read_lines

WIDTH, SIZE = 20.0, 40.0

letters = st.text("ابتجدرسعفلمنهوي", min_size=1, max_size=6)
numbers = st.integers(0, 99_999).map(str) | st.dates().map("{:%d/%m/%Y}".format)


def laid(seen, *, left=100.0, baseline=200.0):
    """Glyphs placed side by side as seen from left to right; a list keeps ligatures whole."""
    return [
        Glyph(
            text,
            left + at * WIDTH,
            baseline - 30,
            left + (at + 1) * WIDTH,
            baseline + 8,
            baseline,
            SIZE,
        )
        for at, text in enumerate(seen)
    ]


def read(glyphs):
    return [line.text for line in read_lines(glyphs, "test")]


@pytest.mark.parametrize(
    ("seen", "read_as"),
    [
        ("ROYAUME DU MAROC", "ROYAUME DU MAROC"),
        ("ةيبرغملا ةكلمملا", "المملكة المغربية"),
        ("2005 سرام 9", "9 مارس 2005"),
        ("03/02/2014 خيراتب", "بتاريخ 03/02/2014"),
        ("Ali Tazi يصخشلا مسالا", "الاسم الشخصي Ali Tazi"),
        ("نيب Ain Aicha مسا", "اسم Ain Aicha بين"),
        ("Numéro 12 : دمحم", "Numéro 12 : محمد"),
        ("Prénom : دمحم", "Prénom : محمد"),
    ],
)
def test_words_are_read_in_the_direction_of_their_script(seen, read_as):
    assert read(laid(seen)) == [read_as]


def test_brackets_are_turned_whichever_way_they_were_written():
    assert read(laid("موي يف )ت(دلو")) == ["ولد(ت) في يوم"]
    assert read(laid("موي يف (ت)دلو")) == ["ولد(ت) في يوم"]
    assert read(laid("Né(e) le")) == ["Né(e) le"]


def test_presentation_forms_and_ligatures_become_letters():
    assert read(laid(["ﺪ", "ﻤ", "ﺤ", "ﻣ"])) == ["محمد"]
    assert read(laid(["م", "ﻼ", "س"])) == ["سلام"]
    assert read(laid(["o", "ﬃ", "c", "e"])) == ["office"]


def test_a_mark_belongs_to_the_letter_it_stands_on():
    glyphs = laid("رم")
    mark = Glyph("ُ", 121, 150, 131, 160, 200, SIZE)
    assert read([*glyphs, mark]) == ["مُر"]


def test_the_order_in_the_file_does_not_matter():
    glyphs = laid("2005 سرام 9") + laid("Né le 9 mars", baseline=300)
    shuffled = glyphs[:]
    random.Random(1).shuffle(shuffled)
    assert read(shuffled) == read(glyphs) == ["9 مارس 2005", "Né le 9 mars"]


def test_a_wide_gap_parts_columns_and_a_small_one_words():
    columns = laid("Nom") + laid("مسالا", left=400)
    assert read(columns) == ["Nom", "الاسم"]
    words = laid("Ben") + laid("Ali", left=100 + 3 * WIDTH + 0.4 * SIZE)
    assert read(words) == ["Ben Ali"]
    kerned = laid("Be") + laid("n", left=100 + 2 * WIDTH + 0.1 * SIZE)
    assert read(kerned) == ["Ben"]


def test_a_lesser_gap_parts_columns_of_two_scripts():
    columns = laid("rendu à") + laid("مكحب مسر", left=100 + 7 * WIDTH + 0.9 * SIZE)
    assert read(columns) == ["rendu à", "رسم بحكم"]


def test_a_letter_set_apart_is_no_word_where_spaces_are_written():
    glyphs = laid("خ") + laid("يراتب مسر", left=100 + WIDTH + 0.4 * SIZE)
    assert read(glyphs) == ["رسم بتاريخ"]


def test_a_space_under_a_letter_parts_nothing():
    assert read([*laid("خيراتب"), *laid(" ", left=100 + 0.6 * WIDTH)]) == ["بتاريخ"]


def test_a_line_says_its_script_and_its_words_their_place():
    (line,) = read_lines(laid("مق مسر"), "test")
    assert line.script is Script.ARABIC
    assert line.engine == "test"
    first, second = line.words
    assert (first.text, first.box.left, first.box.right) == ("رسم", 160, 220)
    assert (second.text, second.box.left, second.box.right) == ("قم", 100, 140)
    assert line.box == first.box.union(second.box)


def test_spaces_alone_are_no_line():
    assert read(laid("   ")) == []


@given(
    st.lists(letters | numbers, min_size=1, max_size=5).filter(
        lambda words: any(not word[0].isdigit() for word in words)
    )
)
def test_arabic_words_and_numbers_come_back_in_order(words):
    seen = " ".join(word if word[0].isdigit() else word[::-1] for word in reversed(words))
    assert read(laid(seen)) == [" ".join(words)]
