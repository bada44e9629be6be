"""Scans become upright leaves of one page at 300 dpi, whose boxes find back to the scan."""

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocr.geometry import PageGeometry
from ocr.leaf import LeafPlace, cut_leaves, find_gutter, lies_sideways, working_scale
from ocr.page import BoundingBox

FRENCH = ["Le trois janvier mil neuf cent soixante", "naquit à Sefrou une enfant de sexe féminin"]
ARABIC = ["ولدت بمدينة صفرو على الساعة الثامنة صباحا", "فاطمة بنت إدريس وزينب بنت علي"]


def flat(leaf):
    return PageGeometry(leaf.image.shape[1], leaf.image.shape[0])


def apart(a, b):
    """The furthest any side of one box lies from the other's."""
    return max(
        abs(a.left - b.left), abs(a.top - b.top), abs(a.right - b.right), abs(a.bottom - b.bottom)
    )


@settings(max_examples=80, deadline=None)
@given(
    st.integers(0, 3),
    st.sampled_from([150, 300, 450, 600]),
    st.integers(60, 240),
    st.integers(60, 240),
    st.data(),
)
def test_a_mark_on_any_leaf_is_found_where_it_stands_on_the_scan(
    pen, rotation, dpi, width, height, data
):
    left, top = data.draw(st.integers(0, width - 13)), data.draw(st.integers(0, height - 13))
    right = data.draw(st.integers(left + 12, min(width, left + 40)))
    bottom = data.draw(st.integers(top + 12, min(height, top + 40)))
    scan = pen.sheet(height, width, colour=True)
    scan[top:bottom, left:right] = 0
    found = []
    for leaf in cut_leaves(scan, dpi, rotation):
        ink = leaf.image[:, :, 0] < 128
        if ink.any():
            found.append(leaf.place.box_on_scan(pen.ink_box(ink), flat(leaf)))
    # A mark on the gutter itself is cut with the leaves: its parts make it up again.
    whole = found[0] if len(found) == 1 else found[0].union(found[1])
    assert apart(whole, BoundingBox(left, top, right, bottom)) <= (0 if dpi == 300 else 2)


@settings(deadline=None)
@given(
    st.integers(0, 3),
    st.integers(0, 90),
    st.floats(0.2, 4.0),
    st.tuples(*[st.integers(0, 500)] * 2),
    st.tuples(*[st.integers(1, 500)] * 2),
)
def test_no_box_leaves_the_scan(rotation, left, scale, corner, size):
    place = LeafPlace(120, 200, rotation, left, scale)
    box = BoundingBox(*corner, corner[0] + size[0], corner[1] + size[1])
    back = place.box_on_scan(box, PageGeometry(1000, 1000, 3.0))
    assert 0 <= back.left < back.right <= 120 and 0 <= back.top < back.bottom <= 200


@pytest.mark.parametrize("rotation", range(4))
def test_a_leaf_stands_upright_after_its_quarter_turns(pen, rotation):
    scan = pen.sheet(300, 200, colour=True)
    pen.write(scan, "F", (20, 30), size=120)
    (leaf,) = cut_leaves(np.rot90(scan, rotation), 300, rotation)
    assert (leaf.image == scan).all()


@pytest.mark.parametrize(
    ("dpi", "size", "scale"),
    [
        (300, (3508, 2480), 1.0),
        (310, (3508, 2480), 1.0),
        (200, (2339, 1653), 1.5),
        (600, (7016, 4960), 0.5),
        (None, (1755, 1240), 2.0),
        (None, (1240, 1755), 2.0),
        (2400, (9000, 9000), 0.2),
        (20, (200, 200), 4.0),
    ],
)
def test_leaves_are_brought_to_300_dpi_and_a_page_of_unknown_resolution_is_a4(dpi, size, scale):
    assert working_scale(*size, dpi) == pytest.approx(scale, rel=0.01)


def test_the_image_of_a_leaf_has_the_working_resolution(pen):
    (leaf,) = cut_leaves(pen.sheet(500, 400, colour=True), 150, 0)
    assert leaf.image.shape == (1000, 800, 3)
    assert leaf.place == LeafPlace(400, 500, 0, 0, 2.0)


def written(pen, page, left, right):
    """Words in rows from ``left`` to ``right``."""
    for row in range(80, page.shape[0] - 80, 60):
        for x in range(left, right - 60, 75):
            cv2.putText(page, "acte", (x, row), cv2.FONT_HERSHEY_SIMPLEX, 0.9, (0, 0, 0), 2)
    return page


@pytest.fixture
def opening(pen):
    """Two written pages side by side, bound at column 1030, in even light."""
    page = pen.sheet(1400, 2000, 235, colour=True)
    return written(pen, written(pen, page, 90, 980), 1090, 1930)


def test_an_opening_is_cut_where_neither_page_writes(opening):
    assert find_gutter(opening) == pytest.approx(1030, abs=25)
    left, right = cut_leaves(opening, 300, 0)
    assert left.image.shape[1] == right.place.left == pytest.approx(1030, abs=25)
    assert right.image.shape[1] == 2000 - right.place.left


def test_an_opening_is_cut_in_the_shadow_of_its_binding(pen):
    page = written(pen, pen.sheet(1400, 2000, 235, colour=True), 60, 1940)
    light = 1 - 0.4 * np.exp(-(((np.arange(2000) - 960) / 40.0) ** 2))
    shadowed = (page * light[None, :, None]).astype(np.uint8)
    assert find_gutter(shadowed) == pytest.approx(960, abs=12)


def test_words_of_the_right_page_are_found_back_on_the_opening(pen, opening):
    opening[:, 1090:] = 235
    mark = pen.write(opening, "Sefrou", (1500, 700), size=60)
    _, right = cut_leaves(opening, 300, 0)
    ink = right.image[:, :, 0] < 128
    assert apart(right.place.box_on_scan(pen.ink_box(ink), flat(right)), mark) <= 1


def test_an_opening_scanned_sideways_is_turned_before_it_is_cut(opening):
    leaves = cut_leaves(np.ascontiguousarray(np.rot90(opening)), 300, 1)
    assert [leaf.image.shape[0] for leaf in leaves] == [1400, 1400]


def test_one_wide_page_written_across_its_middle_is_not_cut(pen):
    page = written(pen, pen.sheet(1400, 2000, 235, colour=True), 60, 1940)
    assert find_gutter(page) is None
    assert len(cut_leaves(page, 300, 0)) == 1


def test_an_upright_page_is_not_cut_whatever_stands_at_its_middle(opening):
    assert find_gutter(cv2.resize(opening, (1000, 1400))) is None


@pytest.mark.parametrize("texts", [FRENCH, ARABIC], ids=["French", "Arabic"])
@pytest.mark.parametrize("turns", range(4))
def test_writing_that_runs_up_or_down_lies_sideways(pen, texts, turns):
    page = pen.sheet(1400, 1400, 235, colour=True)
    pen.lines(page, texts * 5, (80, 80), pitch=120, size=56)
    assert lies_sideways(np.ascontiguousarray(np.rot90(page, turns))) == (turns % 2 == 1)


def test_a_few_letters_do_not_turn_a_page(pen):
    page = pen.sheet(1400, 1400, 235, colour=True)
    for row, letter in enumerate("NAISSANCE"):
        pen.write(page, letter, (600, 80 + 70 * row), size=50)
    assert not lies_sideways(page)
    assert not lies_sideways(pen.sheet(1400, 1400, 235, colour=True))


@pytest.mark.parametrize("turns", range(4))
def test_the_few_words_of_a_cover_tell_how_it_lies(pen, turns):
    cover = pen.sheet(1400, 1400, 235, colour=True)
    pen.lines(cover, ["NAISSANCES", "SEFROU", "1964"], (500, 300), pitch=140, size=56)
    assert lies_sideways(np.ascontiguousarray(np.rot90(cover, turns))) == (turns % 2 == 1)
