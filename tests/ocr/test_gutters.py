"""Gutters that only the ends of many rows show."""

import numpy as np

from ocr.gutters import find_gutters
from ocr.pieces import pieces_of

_HEIGHT = 20


def _word(sheet, left, right, top):
    for x in range(left, right, 16):
        sheet[top : top + _HEIGHT, x : min(x + 12, right)] = 1


def _sheet(rows, ragged=0, gap=36, same=False):
    sheet = np.zeros((1200, 1000), np.uint8)
    for row in range(rows):
        middle, top = 500 + ragged * row, 60 + 60 * row
        wide = 120 if same else 80 + 16 * (row * 3 % 7)
        _word(sheet, middle - wide, middle, top)
        _word(sheet, middle + gap, middle + gap + 64 + 16 * (row * 5 % 7), top)
    return pieces_of(sheet)


def test_rows_that_end_and_go_on_at_two_places_are_parted_between_them():
    (gutter,) = find_gutters(_sheet(9), _HEIGHT)
    assert 500 < gutter.left < gutter.right < 536
    assert gutter.top <= 60
    assert gutter.bottom >= 60 + 8 * 60


def test_spaces_of_a_text_are_no_gutter():
    assert find_gutters(_sheet(9, ragged=11), _HEIGHT) == ()


def test_few_rows_tell_nothing():
    assert find_gutters(_sheet(4), _HEIGHT) == ()


def test_the_space_behind_one_word_printed_again_and_again_is_no_gutter():
    assert find_gutters(_sheet(9, same=True), _HEIGHT) == ()


def test_a_word_space_is_no_gutter():
    assert find_gutters(_sheet(9, gap=10), _HEIGHT) == ()
