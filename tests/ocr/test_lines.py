"""Ink becomes lines: each with all of its own letters and dots, and none of its neighbours'."""

from dataclasses import astuple

import cv2
import numpy as np
import pytest

from ocr.lines import drop_blots, find_fragments, line_image, text_height
from ocr.pieces import pieces_of

DPI = 300
FRENCH = [
    "L'an mil neuf cent cinquante",
    "naquit à Sefrou, à huit heures",
    "Fatima, fille de Driss, journalier",
    "et de Zineb, sans profession",
]
ARABIC = [
    "ولدت بمدينة صفرو على الساعة الثامنة",
    "فاطمة بنت إدريس وزينب بنت علي",
    "بتاريخ فاتح يناير سنة ستين",
    "شهد بذلك حارس المستشفى",
]


@pytest.fixture
def page(pen):
    return pen.sheet(900, 1500)


def fragments_of(page, pen, walls=None):
    ink = pen.mask(page)
    return find_fragments(pieces_of(ink), np.zeros_like(ink) if walls is None else walls, DPI)


def owned(fragment, owner):
    return np.isin(owner, list(fragment.cores))


def test_the_height_of_letters_is_the_height_of_most_of_them(page, pen):
    for left in range(60, 1400, 60):
        cv2.rectangle(page, (left, 200), (left + 20, 200 + 30 - 1), 0, 3)
    cv2.rectangle(page, (60, 400), (100, 480), 0, 3)
    assert text_height(pieces_of(pen.mask(page)), DPI) == pytest.approx(32, abs=2)


def test_dots_specks_and_a_few_marks_are_no_text(page, pen):
    pen.dots(page, 60, 1400, 300, side=6)
    cv2.rectangle(page, (60, 500), (90, 530), 0, 3)
    ink = pen.mask(page)
    assert text_height(pieces_of(ink), DPI) == 0
    assert find_fragments(pieces_of(ink), np.zeros_like(ink), DPI)[0] == []


def test_specks_and_blots_are_dropped_and_letters_with_their_dots_kept(page, pen):
    pen.write(page, "Il finit ici, à Fès", (60, 60), size=60)
    pen.write(page, "ثبت تبيين يقين", (60, 200), size=80)
    written = pen.mask(page)
    page[700:800:20, 60:400:20] = 0
    cv2.circle(page, (1000, 600), 120, 0, -1)
    cv2.line(page, (100, 850), (1400, 870), 0, 5)
    assert (drop_blots(pieces_of(pen.mask(page)), DPI).mask() == written).all()


@pytest.mark.parametrize(("texts", "size"), [(FRENCH, 50), (ARABIC, 66)], ids=["French", "Arabic"])
def test_each_written_line_is_one_fragment_with_exactly_its_ink(page, pen, texts, size):
    boxes = pen.lines(page, texts, (80, 80), pitch=130, size=size)
    fragments, owner = fragments_of(page, pen)
    assert len(fragments) == len(texts)
    ink = pen.mask(page)
    for fragment, box in zip(fragments, boxes, strict=True):
        lost = ink[box.top : box.bottom] & ~owned(fragment, owner)[box.top : box.bottom]
        assert not lost.any()
        assert fragment.box == pen.ink_box(owned(fragment, owner))
        assert fragment.box.top <= fragment.core_top < fragment.core_bottom <= fragment.box.bottom


def test_lines_whose_letters_touch_are_parted_at_the_row_between(page, pen):
    above = pen.write(page, "jugement gagné par appel", (80, 80), size=60)
    below = pen.write(page, "Habiba fille de Lahbib", (80, 154), size=60)
    cv2.line(page, (300, above.top + 40), (300, below.top + 30), 0, 4)
    fragments, owner = fragments_of(page, pen)
    assert len(fragments) == 2
    upper, lower = (owned(fragment, owner) for fragment in fragments)
    assert upper[above.top + 30, :].any() and lower[below.top + 30, :].any()
    assert not upper[below.top + 40 :].any() and not lower[: above.top + 25].any()
    assert upper[above.top + 42, 300] and lower[below.top + 28, 300]


def test_a_gap_wider_than_any_between_words_parts_an_entry_from_the_next(page, pen):
    left = pen.write(page, "Prénom : Fatima", (80, 100))
    right = pen.write(page, "Née le 3 mai", (left.right + 240, 100))
    fragments, _ = fragments_of(page, pen)
    assert [(f.box.left, f.box.right) for f in fragments] == [
        (left.left, left.right),
        (right.left, right.right),
    ]


def test_a_wall_is_never_crossed(page, pen):
    left = pen.write(page, "Marie Dupont", (80, 100))
    right = pen.write(page, "Acte de mariage", (left.right + 30, 102))
    walls = np.zeros(page.shape, np.uint8)
    walls[:, left.right + 14 : left.right + 18] = 1
    assert len(fragments_of(page, pen)[0]) == 1
    parted, _ = fragments_of(page, pen, walls)
    assert [(f.box.left, f.box.right) for f in parted] == [
        (left.left, left.right),
        (right.left, right.right),
    ]


def test_a_dot_goes_with_the_line_it_stands_over(page, pen):
    boxes = pen.lines(page, FRENCH[:2], (80, 100), pitch=90)
    cv2.circle(page, (boxes[1].left + 200, boxes[1].top - 6), 4, 0, -1)
    fragments, owner = fragments_of(page, pen)
    assert owned(fragments[1], owner)[boxes[1].top - 6, boxes[1].left + 200]


def test_a_line_comes_to_the_engine_alone_black_on_white(page, pen):
    pen.lines(page, ["jugement gagné", "Habiba Lahbib", "paraphé"], (80, 80), 66, 60)
    fragments, owner = fragments_of(page, pen)
    middle = fragments[1]
    image, scale, left, top = line_image(page, owner, middle, 2.0, 10)
    assert scale == 2.0
    assert (left, top) == (middle.box.left - 10, middle.box.top - 10)
    assert image.shape == (2 * (middle.box.height + 20), 2 * (middle.box.width + 20))
    assert set(np.unique(image)) == {0, 255}
    alone = pen.sheet(*page.shape)
    pen.write(alone, "Habiba Lahbib", (80, 80 + 66), 60)
    right, bottom = middle.box.right + 10, middle.box.bottom + 10
    expected = cv2.resize(alone[top:bottom, left:right], None, fx=2, fy=2)
    read, drawn = image < 128, expected < 128
    assert (read != drawn).mean() < 0.01
    sides = np.subtract(astuple(pen.ink_box(read)), astuple(pen.ink_box(drawn)))
    assert np.abs(sides).max() <= 2


def test_a_line_at_the_edge_of_the_page_is_cut_within_it(page, pen):
    pen.write(page, "Commune de Sefrou", (0, 0), size=60)
    (fragment,), owner = fragments_of(page, pen)
    image, _, left, top = line_image(page, owner, fragment, 1.0, 30)
    assert (left, top) == (0, 0)
    assert image.shape == (fragment.box.bottom + 30, fragment.box.right + 30)


def test_short_lines_whose_strokes_reach_into_the_next_are_parted(page, pen):
    body = pen.lines(page, ARABIC, (80, 80), pitch=130, size=66)
    pen.write(page, "الرسم رقم 45", (1100, 600), size=66)
    pen.write(page, "رسم الوفاة", (1130, 600 + 62), size=66)
    fragments, _ = fragments_of(page, pen)
    assert len(fragments) == len(body) + 2
