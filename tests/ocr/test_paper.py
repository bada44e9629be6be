"""Ink is told from paper under shadow and stains, and seals from writing, by their looks."""

from dataclasses import astuple

import cv2
import numpy as np
import pytest

from ocr.paper import coloured_ink, even_out, ink_mask, seal_ink, sheet_mask

DPI = 300
YELLOWED = (176, 214, 226)
BLACK, RED, BLUE = (40, 40, 40), (60, 40, 190), (150, 60, 40)
FAINT = (176, 182, 194)


@pytest.fixture
def letter(pen):
    """A grey page of writing on paper."""
    page = pen.sheet(700, 1000, 225)
    pen.lines(page, ["Registre des actes de naissance", "Commune de Sefrou, 1956"], (60, 80))
    pen.lines(page, ["سجل رسوم الولادة بجماعة صفرو"], (60, 300), size=60)
    return page


@pytest.fixture
def yellowed(pen):
    return pen.sheet(900, 1200, YELLOWED, colour=True)


def shaded(page):
    """The page in a book: a shadow falls towards the gutter at its right."""
    light = np.interp(np.arange(page.shape[1]), [0, 500, page.shape[1]], [1.0, 0.9, 0.35])
    return (page * light[None, :]).astype(np.uint8)


def share(part, whole):
    return (part & whole).sum() / whole.sum()


def test_shadow_leaves_the_same_ink_as_even_light(letter):
    lit, dark = ink_mask(even_out(letter)), ink_mask(even_out(shaded(letter)))
    assert share(dark, lit) > 0.95
    assert share(lit, dark) > 0.95


def test_paper_never_counts_as_ink_however_dark_it_was(letter):
    even = even_out(shaded(letter))
    paper = cv2.dilate((letter < 220).astype(np.uint8), np.ones((9, 9), np.uint8)) == 0
    assert even[paper].min() > 215
    assert np.median(even[paper]) >= 240
    assert even.shape == letter.shape


def test_writing_faded_to_a_light_grey_is_ink_to_its_edges(pen):
    page = pen.sheet(400, 1000, 245)
    pen.write(page, "encre pâlie", (60, 140), size=80, ink=180)
    strokes = (page <= 185).astype(np.uint8)
    assert share(ink_mask(even_out(page)), strokes) == 1


def test_the_grain_of_bare_paper_is_no_ink():
    grain = np.random.default_rng(2).normal(225, 4, (600, 800)).astype(np.uint8)
    assert ink_mask(even_out(grain)).mean() < 0.001


def test_ink_is_coloured_against_the_papers_own_tint(pen, yellowed):
    black = pen.write(yellowed, "Vu pour légalisation", (60, 60), ink=BLACK)
    red = pen.write(yellowed, "EXTRAIT", (60, 300), ink=RED)
    coloured = coloured_ink(yellowed)
    assert not coloured[: black.bottom].any()
    found = pen.ink_box(coloured)
    assert np.abs(np.subtract(astuple(found), astuple(red))).max() <= 2


def ring(page, centre, radius, ink=BLUE):
    cv2.circle(page, centre, radius, ink, 5)
    cv2.circle(page, centre, radius - 30, ink, 3)


def test_a_seal_goes_with_what_stands_inside_it(pen, yellowed):
    ring(yellowed, (600, 400), 180)
    pen.write(yellowed, "SEFROU", (500, 380), ink=BLUE)
    coloured = coloured_ink(yellowed)
    assert (seal_ink(coloured, DPI) >= coloured).all()


def test_a_seal_stamped_faintly_is_found_whole(yellowed):
    cv2.circle(yellowed, (600, 400), 180, FAINT, 7)
    coloured = coloured_ink(yellowed)
    assert share(seal_ink(coloured, DPI), coloured) == 1
    assert coloured.sum() > 2 * 3.14 * 180 * 5


def test_blue_handwriting_stays_though_a_seal_stands_on_the_page(pen, yellowed):
    written = pen.write(yellowed, "Fatima, fille de Driss", (60, 60), ink=BLUE)
    ring(yellowed, (600, 500), 180)
    seals = seal_ink(coloured_ink(yellowed), DPI)
    assert not seals[: written.bottom].any()
    assert seals[500 - 180, 600]


@pytest.mark.parametrize(
    ("what", "size"),
    [("a letter", (60, 60)), ("a signature", (500, 220)), ("the frame of a form", (1100, 850))],
)
def test_other_coloured_shapes_are_no_seals(yellowed, what, size):
    width, height = size
    cv2.rectangle(yellowed, (30, 20), (30 + width, 20 + height), BLUE, 5)
    assert not seal_ink(coloured_ink(yellowed), DPI).any(), what


def test_black_frames_and_the_writing_in_them_are_no_seals_on_yellowed_paper(pen, yellowed):
    cv2.rectangle(yellowed, (300, 300), (700, 620), BLACK, 5)
    pen.write(yellowed, "Acte n° 12", (340, 420), ink=BLACK)
    assert not seal_ink(coloured_ink(yellowed), DPI).any()


def test_the_dark_bed_of_the_scanner_is_no_part_of_the_sheet(letter):
    on_bed = cv2.copyMakeBorder(letter, 0, 120, 80, 0, cv2.BORDER_CONSTANT, value=35)
    sheet = sheet_mask(on_bed)
    assert not sheet[:, :72].any() and not sheet[-112:].any()
    assert sheet[16:-140, 100:-16].all()


def test_a_blot_within_the_sheet_is_no_bed(letter):
    cv2.circle(letter, (700, 560), 70, 30, -1)
    assert sheet_mask(letter).all()
