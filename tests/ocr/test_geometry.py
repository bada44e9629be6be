"""Skew and curl of a page are measured on its ink, undone, and known for the way back."""

import cv2
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from ocr.geometry import PageGeometry, measure
from ocr.page import BoundingBox

HEIGHT, WIDTH = 1400, 1000
BASELINES = range(150, 1300, 60)
LEVEL = (0.0,) * 6


@pytest.fixture
def ruled():
    """A level page: rows of letters (0 paper, 255 ink) that all stand on their baselines."""
    page = np.zeros((HEIGHT, WIDTH), np.uint8)
    random = np.random.default_rng(7)
    for baseline in BASELINES:
        left = 80
        while left < WIDTH - 110:
            width, height = int(random.integers(8, 22)), int(random.choice([18, 18, 26]))
            cv2.rectangle(page, (left, baseline - height), (left + width, baseline), 255, 3)
            left += width + int(random.choice([8, 8, 8, 22]))
    return page


def bend(page, curl):
    """The page as a camera sees it when its sheet curls: the ink of each column moved down."""
    bent = PageGeometry(WIDTH, HEIGHT, 0.0, tuple(-c for c in curl))
    return bent.correct(page, 0)


def lean(page, degrees):
    matrix = cv2.getRotationMatrix2D((WIDTH / 2, HEIGHT / 2), degrees, 1.0)
    return cv2.warpAffine(page, matrix, (WIDTH, HEIGHT))


def unevenness(page):
    """Rows between the highest and the lowest letter of the worst line, in five parts of it."""
    worst = 0
    for baseline in BASELINES:
        feet = []
        for left in range(100, WIDTH - 240, 160):
            rows = np.flatnonzero(
                (page[baseline - 12 : baseline + 24, left : left + 140] > 127).any(1)
            )
            feet.append(int(rows.max()))
        worst = max(worst, max(feet) - min(feet))
    return worst


def corrected(page):
    return measure((page > 127).astype(np.uint8)).correct(page, 0)


@pytest.mark.parametrize("degrees", [-5.24, -1.36, 0.0, 0.45, 3.74])
def test_skew_is_measured_to_a_fortieth_of_a_degree(ruled, degrees):
    geometry = measure((lean(ruled, degrees) > 127).astype(np.uint8))
    assert geometry.skew == pytest.approx(degrees, abs=0.026)
    assert (geometry.width, geometry.height) == (WIDTH, HEIGHT)


@pytest.mark.parametrize("degrees", [-2.6, 1.1])
def test_a_leaning_page_comes_out_level_to_a_pixel(ruled, degrees):
    assert unevenness(corrected(lean(ruled, degrees))) <= 1 + unevenness(ruled)


@pytest.mark.parametrize(
    "curl",
    [
        (0.0, 9.0, 0.0, 0.0, 0.0, 0.0),
        (0.0, 6.0, -8.0, 0.0, 0.0, 0.0),
        (0.0, 5.0, 0.0, 0.0, 6.0, 0.0),
    ],
    ids=["as a bow", "more towards the gutter", "more at the foot than at the head"],
)
def test_a_curled_page_comes_out_flat_to_a_pixel(ruled, curl):
    bent = bend(ruled, curl)
    assert unevenness(bent) > 5
    assert unevenness(corrected(bent)) <= 1 + unevenness(ruled)


def grid():
    x, y = np.meshgrid(np.linspace(80, WIDTH - 80, 9), np.linspace(120, HEIGHT - 120, 9))
    return x.ravel(), y.ravel()


def test_a_slight_curl_is_measured_to_two_thirds_of_a_pixel(ruled):
    curl = (0.0, 2.4, 0.0, 0.0, 0.0, 0.0)
    measured = measure((bend(ruled, curl) > 127).astype(np.uint8))
    true = PageGeometry(WIDTH, HEIGHT, 0.0, curl)
    assert np.abs(measured.displacement(*grid()) - true.displacement(*grid())).max() < 0.67


def test_a_margin_written_between_the_lines_of_the_body_does_not_bend_the_page(ruled):
    ruled[:, 700:] = np.roll(ruled[:, 700:], 7, axis=0)
    measured = measure((ruled > 127).astype(np.uint8))
    assert np.abs(measured.displacement(*grid())).max() < 2.5


def test_a_flat_page_is_left_flat(ruled):
    geometry = measure((ruled > 127).astype(np.uint8))
    assert np.abs(geometry.displacement(*grid())).max() < 0.5


def test_too_little_ink_says_nothing_of_the_page():
    assert measure(np.zeros((400, 300), np.uint8)) == PageGeometry(300, 400)


@pytest.mark.parametrize(
    "geometry",
    [PageGeometry(200, 200, 5.0), PageGeometry(200, 200, 0.0, (0.0, 20.0, 0.0, 0.0, 0.0, 0.0))],
    ids=["turned", "flattened"],
)
def test_pixels_from_outside_the_scan_get_the_fill(geometry):
    out = geometry.correct(np.zeros((200, 200), np.uint8), 255)
    assert out[199, 199] == 255
    assert out[100, 100] == 0


geometries = st.builds(
    PageGeometry,
    st.just(400),
    st.just(300),
    st.floats(-6, 6),
    st.tuples(*[st.floats(-8, 8)] * 6) | st.just(LEVEL),
)


@settings(max_examples=60, deadline=None)
@given(geometries, st.integers(10, 390), st.integers(10, 290))
def test_ink_found_on_the_corrected_page_is_where_to_scan_says(geometry, x, y):
    scan = np.zeros((300, 400), np.uint8)
    cv2.rectangle(scan, (x - 4, y - 4), (x + 4, y + 4), 255, -1)
    found = geometry.correct(scan, 0).astype(float)
    assume(found.sum() > 0.8 * scan.sum() and not found[:, [0, -1]].any() and not found[0].any())
    ys, xs = np.mgrid[:300, :400]
    middle = [np.array([(axis * found).sum() / found.sum()]) for axis in (xs, ys)]
    back = geometry.to_scan(*middle)
    assert (back[0][0], back[1][0]) == (pytest.approx(x, abs=1), pytest.approx(y, abs=1))


@settings(max_examples=60, deadline=None)
@given(geometries, st.integers(0, 380), st.integers(0, 280), st.integers(1, 20))
def test_a_box_goes_back_to_a_box_within_the_scan_that_holds_its_middle(geometry, left, top, side):
    box = BoundingBox(left, top, left + side, top + side)
    back = geometry.box_on_scan(box)
    assert 0 <= back.left < back.right <= 400 and 0 <= back.top < back.bottom <= 300
    x, y = (float(v[0]) for v in geometry.to_scan(*(np.array([v]) for v in box.centre)))
    if 0 < x < 400 and 0 < y < 300:
        assert back.left <= x <= back.right and back.top <= y <= back.bottom


def test_a_level_page_gives_its_boxes_back_unchanged():
    box = BoundingBox(10, 20, 110, 60)
    assert PageGeometry(400, 300).box_on_scan(box) == box
