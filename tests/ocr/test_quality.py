"""What pixels say of a scan, on sheets drawn for the purpose."""

import cv2
import numpy as np
import pytest

from ocr.quality import ink_of, is_blank, is_noise, look, resolution_code, sheets_seen_twice
from ocr.scan_info import FrameInfo


def written_sheet(seed, height=1500, width=1060):
    """Grey paper with words in rows: strokes as thin as a pen's at 150 dpi."""
    random = np.random.default_rng(seed)
    paper = np.full((height, width), 225, np.uint8)
    for row in range(120, height - 100, 42):
        left = 80
        while left < width - 120:
            for _ in range(int(random.integers(3, 9))):
                top = row + int(random.integers(-8, 4))
                size = (int(random.integers(3, 7)), int(random.integers(5, 11)))
                cv2.ellipse(paper, (left, top), size, 20, 0, 300, 40, 2, cv2.LINE_AA)
                left += 12
            left += int(random.integers(10, 30))
    return paper


def shaded(paper):
    """The same sheet under a lamp on one side."""
    light = np.linspace(0.55, 1.0, paper.shape[1])[None, :]
    return (paper * light).astype(np.uint8)


def rescanned(paper, degrees, right, down):
    height, width = paper.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    turn[:, 2] += (right, down)
    noise = np.random.default_rng(1).normal(0, 5, paper.shape)
    moved = cv2.warpAffine(paper, turn, (width, height), borderValue=210)
    return np.clip(moved * 0.94 + noise, 0, 255).astype(np.uint8)


def test_a_written_sheet_is_neither_blank_nor_blurred():
    for paper in (written_sheet(1), shaded(written_sheet(2))):
        quality = look(paper)
        assert not quality.blank
        assert not quality.blurred


def test_paper_alone_is_blank_however_shaded_or_dusty():
    noise = np.random.default_rng(3).normal(220, 6, (1500, 1060))
    dusty = np.clip(noise, 0, 255).astype(np.uint8)
    dusty[np.random.default_rng(4).random(dusty.shape) < 0.0005] = 60
    for paper in (dusty, shaded(dusty), np.full((800, 600), 30, np.uint8)):
        assert is_blank(ink_of(paper))


def test_one_line_of_writing_is_not_blank():
    paper = np.full((1500, 1060), 225, np.uint8)
    paper[700:745] = written_sheet(5)[700:745]
    assert not look(paper).blank


def test_blur_shows_once_letters_run_together():
    sharp = written_sheet(6)
    assert not look(cv2.GaussianBlur(sharp, (0, 0), 0.7)).blurred
    assert look(cv2.GaussianBlur(sharp, (0, 0), 4)).blurred


@pytest.mark.parametrize(("degrees", "right", "down"), [(0, 0, 0), (0.7, 12, -9), (-2, -20, 15)])
def test_a_sheet_scanned_again_is_known_again(degrees, right, down):
    first, other = written_sheet(7), written_sheet(8)
    again = rescanned(first, degrees, right, down)
    sheets = [look(paper).sheet for paper in (first, other, again)]
    assert sheets_seen_twice(sheets) == [(0, 2)]


def test_pages_of_one_form_filled_in_differently_are_two_sheets():
    form = written_sheet(9)
    one, two = form.copy(), form.copy()
    for row in range(200, 1300, 168):
        one[row : row + 42, 400:900] = written_sheet(10)[row : row + 42, 400:900]
        two[row : row + 42, 400:900] = written_sheet(11)[row : row + 42, 400:900]
    assert sheets_seen_twice([look(one).sheet, look(two).sheet]) == []


def test_blank_pages_are_not_each_others_double():
    paper = np.full((1500, 1060), 225, np.uint8)
    assert sheets_seen_twice([look(paper).sheet, look(paper).sheet]) == []


@pytest.mark.parametrize(
    ("info", "code"),
    [
        (FrameInfo(2480, 3508, 300), None),
        (FrameInfo(1654, 2339, 200), None),
        (FrameInfo(1240, 1754, 150), "resolution_low"),
        (FrameInfo(2480, 3508, None), "resolution_unknown"),
        (FrameInfo(800, 1100, None), "resolution_low"),
    ],
)
def test_resolution(info, code):
    assert resolution_code(info) == code


@pytest.mark.parametrize("grain", [1, 4, 12])
def test_noise_is_told_from_a_written_page(grain):
    chance = np.random.default_rng(grain)
    small = chance.integers(0, 256, (1754 // grain, 1240 // grain), dtype=np.uint8)
    noise = np.kron(small, np.ones((grain, grain), np.uint8))
    assert is_noise(noise)


def test_a_page_thick_with_writing_is_not_noise():
    page = np.full((1754, 1240), 235, np.uint8)
    page[100:1650:30, 80:1160] = 40
    page[101:1651:30, 80:1160] = 40
    for left in range(80, 1160, 9):
        page[90:1650, left : left + 1] = 120
    assert not is_noise(page)
