"""The look of a line tells its script and hand in fonts that nobody trained on."""

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFont

from ocr.script_picture import Look, describe, looks

FRENCH = ["naquit à Sefrou, à huit heures du matin", "fille de Driss", "Commune de Meknès :"]
ARABIC = ["ولدت بمدينة صفرو على الساعة الثامنة", "فاطمة بنت إدريس", "رسم رقم 127"]


@pytest.fixture
def look_of(pen):
    def look(text, size=50, scale=1.0):
        page = pen.sheet(3 * size, 40 * size)
        box = pen.write(page, text, (size, size), size)
        line = page[box.top - 6 : box.bottom + 6, box.left - 6 : box.right + 6]
        (seen,) = looks([cv2.resize(line, None, fx=scale, fy=scale)])
        return seen

    return look


@pytest.mark.parametrize("text", FRENCH)
def test_printed_french_looks_latin_and_printed(look_of, text):
    seen = look_of(text)
    assert seen.leaning > 0.8 and seen.hand is False


@pytest.mark.parametrize("text", ARABIC)
def test_arabic_looks_arabic_though_figures_stand_in_it(look_of, text):
    assert look_of(text).leaning < -0.5


def test_figures_alone_speak_for_neither(look_of):
    seen = look_of("12/03/1956 127")
    assert seen.figures > 0.5 and abs(seen.leaning) < 0.75


@pytest.mark.parametrize("font", ["Kristi.ttf"])
def test_a_script_font_looks_handwritten(font):
    try:
        hand = ImageFont.truetype(font, 90)
    except OSError:
        pytest.skip(f"{font} is missing: apt-get install fonts-kristi")
    picture = Image.new("L", (1800, 220), 255)
    ImageDraw.Draw(picture).text((30, 60), "Fatima fille de Driss et de Zineb", 0, hand)
    (seen,) = looks([np.asarray(picture)])
    assert seen.hand is True and seen.leaning > 0.8


@pytest.mark.parametrize("scale", [0.5, 0.8, 1.7])
@pytest.mark.parametrize("text", [FRENCH[0], ARABIC[0]])
def test_the_size_of_a_line_changes_little(look_of, text, scale):
    assert look_of(text, scale=scale).leaning == pytest.approx(look_of(text).leaning, abs=0.25)


@pytest.mark.parametrize("shape", [(40, 300), (1, 1), (3, 900)])
def test_a_picture_without_ink_looks_like_nothing(shape):
    (seen,) = looks([np.full(shape, 255, np.uint8)])
    assert not seen.has_ink and seen.leaning == 0


def test_pictures_keep_their_places_whatever_stands_between_them(pen):
    lines = [np.full((40, 40), 255, np.uint8)]
    for text in ("Commune de Sefrou", "ولدت بمدينة صفرو"):
        lines.append(pen.sheet(150, 800))
        pen.write(lines[-1], text, (40, 40))
    nothing, latin, arabic = looks(lines)
    assert not nothing.has_ink and latin.leaning > 0 > arabic.leaning
    assert looks([]) == []


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 60), st.integers(1, 400), st.floats(0, 1), st.integers(0, 2**32 - 1))
def test_any_picture_has_shares_that_sum_to_one_or_no_ink(height, width, black, seed):
    noise = np.random.default_rng(seed).random((height, width)) < black
    image = np.where(noise, 0, 255).astype(np.uint8)
    (seen,) = looks([image])
    total = seen.latin_print + seen.latin_hand + seen.arabic + seen.figures
    assert total == pytest.approx(1, abs=1e-4) if seen.has_ink else describe(image) is None
    assert -1 <= seen.leaning <= 1


def test_a_few_letters_count_for_more_than_the_figures_beside_them():
    assert Look(0.0, 0.0, 0.1, 0.9).leaning < -0.3
    assert Look(0.1, 0.0, 0.0, 0.9).leaning > 0.3


def test_print_and_hand_are_told_only_where_the_picture_does():
    assert Look(0.9, 0.1, 0.0, 0.0).hand is False
    assert Look(0.1, 0.9, 0.0, 0.0).hand is True
    assert Look(0.5, 0.5, 0.0, 0.0).hand is None
