"""A line's picture is evened and cut to its own ink before an engine sees it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr.line_crop import cut_to_ink, even_line, has_ink

TEXT = "Commune de Sefrou"


@pytest.fixture
def line(pen):
    page = pen.sheet(160, 700)
    return page, pen.write(page, TEXT, (30, 50), 50)


def test_grey_paper_with_shadow_turns_white_and_faded_ink_black(line):
    page, _ = line
    shadow = np.linspace(120, 220, page.shape[1])[None, :]
    faded = (page / 255 * 0.5 + 0.5) * shadow
    even = even_line(faded.astype(np.uint8))
    ink = page < 60
    assert np.median(even[ink]) < 60
    assert np.percentile(even[page == 255], 5) > 225


def test_a_clean_line_is_left_as_it_is(line):
    page, _ = line
    binary = np.where(page < 128, 0, 255).astype(np.uint8)
    assert np.array_equal(even_line(binary), binary)


def test_rows_of_a_neighbours_strokes_are_cut_away(line, pen):
    page, box = line
    clean = cut_to_ink(page, 0.3)
    crowded = page.copy()
    crowded[:5, 100:112] = 0
    crowded[-5:, 300:312] = 0
    crop = cut_to_ink(crowded, 0.3)
    assert crop.top > 5 and crop.top + crop.image.shape[0] < page.shape[0] - 5
    assert abs(crop.top - clean.top) <= 2
    core = range(box.top + 8, box.bottom - 8)
    assert crop.top <= core.start and core.stop <= crop.top + crop.image.shape[0]


def test_a_dark_band_along_the_edge_is_not_the_line(line):
    page, _ = line
    faded = (page / 255 * 100 + 130).astype(np.uint8)
    banded = faded.copy()
    banded[-30:-10] = 4
    banded[-10:] = 255
    crop, clean = cut_to_ink(even_line(banded), 0.3), cut_to_ink(even_line(faded), 0.3)
    assert abs(crop.top - clean.top) <= 2
    assert abs(crop.image.shape[0] - clean.image.shape[0]) <= 3


def test_a_little_paper_is_left_beside_the_first_and_last_letter(line):
    page, box = line
    crop = cut_to_ink(page, 0.3)
    assert box.left - 8 <= crop.left < box.left
    assert box.right < crop.left + crop.image.shape[1] <= box.right + 8


def test_paper_without_ink_stays_white_and_whole(pen):
    grain = np.random.default_rng(1).normal(190, 3, (60, 200)).astype(np.uint8)
    for blank in (pen.sheet(60, 200), grain):
        even = even_line(blank)
        assert not has_ink(even) and even.min() > 150
    crop = cut_to_ink(pen.sheet(60, 200), 0.3)
    assert (crop.left, crop.top, crop.image.shape) == (0, 0, (60, 200))


@given(st.integers(1, 80), st.integers(1, 80), st.floats(0, 1))
def test_a_crop_is_a_part_of_its_image_at_its_place(height, width, room):
    image = np.random.default_rng(height * 100 + width).integers(0, 255, (height, width), np.uint8)
    crop = cut_to_ink(image, room)
    rows, columns = crop.image.shape
    assert rows and columns
    part = image[crop.top : crop.top + rows, crop.left : crop.left + columns]
    assert np.array_equal(crop.image, part)
