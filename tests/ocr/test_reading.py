"""A scan in, its words out: in their script, region and band, with boxes on the scan as it came."""

import cv2
import numpy as np
import pytest
from rapidfuzz import fuzz

from ocr.leaf import cut_leaves
from ocr.page import RegionKind, Script
from ocr.reading import engine_key, prepare_leaf, read_page

DPI = 300
FRENCH = [
    "Le trois janvier mil neuf cent",
    "est née à Sefrou une enfant de",
    "sexe féminin, fille de Driss,",
    "journalier, et de Zineb.",
]
ARABIC = ["على الساعة الثامنة صباحا", "عدد سكان المدينة", "ولدت فاطمة بمدينة صفرو"]


def alike(one, other):
    return fuzz.ratio(one, other) / 100


def text_of(page):
    return " ".join(line.text for line in page.lines)


def apart(word, drawn):
    """Pixels between the middles of a word's box and of the line it is drawn in."""
    return max(abs(a - b) for a, b in zip(word.centre, drawn.centre, strict=True))


@pytest.fixture
def french(pen):
    """An upright French page and where its lines are drawn."""
    page = pen.sheet(1000, 1200, 238, colour=True)
    return page, pen.lines(page, FRENCH, (120, 260), pitch=110, size=52)


@pytest.fixture
def two_columns(pen):
    """French left of a wall and Arabic right of it, two acts parted by a level rule."""
    page = pen.sheet(1500, 1900, 238, colour=True)
    for top in (150, 850):
        pen.lines(page, FRENCH[:3], (90, top), pitch=120, size=46)
        pen.lines(page, ARABIC, (1120, top), pitch=120, size=72)
    cv2.line(page, (60, 720), (1840, 720), (0, 0, 0), 4)
    cv2.line(page, (1010, 60), (1010, 1440), (0, 0, 0), 4)
    return page


@pytest.mark.usefixtures("engines")
def test_columns_in_two_scripts_and_two_acts_are_each_read_in_their_place(two_columns):
    page = read_page(two_columns, DPI)
    assert len(page.bands) == 2
    assert abs(page.bands[0].bottom - 720) < 6
    found = {
        (region.band, region.lines[0].script): " ".join(line.text for line in region.lines)
        for region in page.regions
    }
    assert len(found) == len(page.regions) == 4
    for band in (0, 1):
        assert alike(found[band, Script.LATIN], " ".join(FRENCH[:3])) > 0.95
        assert alike(found[band, Script.ARABIC], " ".join(ARABIC)) > 0.85
    assert (page.width, page.height, page.dpi) == (1900, 1500, DPI)
    assert page.rotation == 0 and page.engine == engine_key()


@pytest.mark.usefixtures("engines")
@pytest.mark.parametrize("turns", [0, 1, 2, 3])
def test_a_page_is_read_however_it_lies_and_its_boxes_lie_on_the_scan(french, pen, turns):
    upright, drawn = french
    height, width = upright.shape[:2]
    page = read_page(np.ascontiguousarray(np.rot90(upright, turns)), DPI)
    assert page.rotation == turns
    assert alike(text_of(page), " ".join(FRENCH)) > 0.95
    for line, box in zip(page.lines, drawn, strict=True):
        seat = np.zeros((height, width), bool)
        seat[box.top : box.bottom, box.left : box.right] = True
        on_scan = pen.ink_box(np.rot90(seat, turns))
        assert apart(line.box, on_scan) < 4
        for word in line.words:
            x, y = word.box.centre
            assert on_scan.left <= x <= on_scan.right and on_scan.top <= y <= on_scan.bottom


@pytest.mark.usefixtures("engines")
def test_a_leaning_yellowed_page_at_half_the_resolution_is_read_in_its_own_pixels(french, pen):
    upright, drawn = french
    yellowed = (upright * (np.array((178, 214, 226)) / 238)).astype(np.uint8)
    leaning = pen.turned(yellowed, 2.0, 200)
    half = cv2.resize(leaning, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    page = read_page(half, DPI // 2)
    assert (page.width, page.height) == (600, 500)
    assert alike(text_of(page), " ".join(FRENCH)) > 0.9
    turn = cv2.getRotationMatrix2D((600, 500), 2.0, 1.0)
    for line, box in zip(page.lines, drawn, strict=True):
        x, y = (turn @ [*box.centre, 1]) / 2
        assert line.box.centre == (pytest.approx(x, abs=4), pytest.approx(y, abs=4))


@pytest.mark.usefixtures("engines")
def test_the_right_page_of_an_opening_is_read_after_the_left_and_lies_right_on_the_scan(pen):
    scan = pen.sheet(1000, 1900, 238, colour=True)
    pen.lines(scan, ["Fatima, fille de Driss", "et de Zineb"] * 2, (100, 240), 130, 52)
    pen.lines(scan, ["Commune de Sefrou", "année courante"] * 2, (1080, 240), 130, 52)
    scan = scan * (1 - 0.45 * np.exp(-(((np.arange(1900) - 960) / 30.0) ** 2)))[None, :, None]
    page = read_page(scan.astype(np.uint8), DPI)
    assert [line.text for line in page.lines][::2] == [
        *["Fatima, fille de Driss"] * 2,
        *["Commune de Sefrou"] * 2,
    ]
    assert [region.band for region in page.regions] == [0, 1]
    left, right = page.bands
    assert left.right == right.left == pytest.approx(960, abs=15)
    for region in page.regions:
        band = page.bands[region.band or 0]
        assert all(band.left <= word.box.left for line in region.lines for word in line.words)
        assert all(word.box.right <= band.right for line in region.lines for word in line.words)


@pytest.mark.usefixtures("engines")
def test_figures_in_arabic_lines_are_read_right_in_their_place(pen):
    page = pen.sheet(900, 1300, 238, colour=True)
    pen.lines(page, ARABIC, (200, 80), pitch=140, size=76)
    printed = pen.write(page, "12/03/1956", (200, 500), size=48)
    pen.write(page, "ولدت بمدينة صفرو سنة", (printed.right + 22, 480), size=66)
    italic = cv2.FONT_HERSHEY_COMPLEX | cv2.FONT_ITALIC
    cv2.putText(page, "7/12/49", (200, 700), italic, 1.7, (0, 0, 0), 3, cv2.LINE_AA)
    pen.write(page, "على الساعة الثامنة سنة", (460, 640), size=66)
    first, second = list(read_page(page, DPI).lines)[-2:]
    assert (first.script, second.script) == (Script.ARABIC, Script.ARABIC)
    assert (first.words[-1].text, second.words[-1].text) == ("12/03/1956", "7/12/49")
    assert apart(first.words[-1].box, printed) < 20
    assert "7/12/49" not in second.words[-1].alternatives


@pytest.mark.usefixtures("engines")
def test_figures_that_both_engines_agree_on_take_no_sign_from_the_word_beside_them(pen):
    page = pen.sheet(900, 1300, 238, colour=True)
    pen.lines(page, [*ARABIC, "حرر في: 3 فبراير سنة 1971", "في يوم: 10 يناير"], (200, 80), 140, 66)
    words = [word.text for line in read_page(page, DPI).lines for word in line.words]
    assert {"3", "1971", "10"} <= set(words)


@pytest.mark.usefixtures("engines")
def test_latin_handwriting_is_read_by_the_other_engine_and_never_sure(pen):
    page = pen.sheet(560, 1300, 238, colour=True)
    hand = cv2.FONT_HERSHEY_SCRIPT_COMPLEX
    lines = ["Commune de Sefrou", "fille de Driss", "et de Zineb"]
    for row, text in enumerate(lines):
        cv2.putText(page, text, (300, 200 + 140 * row), hand, 2, (20, 20, 20), 2, cv2.LINE_AA)
    ys, xs = np.mgrid[:560, :1300].astype(np.float32)
    slanted, trembling = xs + 0.5 * (ys % 140 - 60), ys + 4 * np.sin(xs / 23)
    page = cv2.remap(page, slanted, trembling, cv2.INTER_LINEAR, borderValue=(238,) * 3)
    found = list(read_page(page, DPI).lines)
    assert [line.text for line in found] == lines
    assert all(line.engine.startswith("rapidocr") for line in found)
    for line in found:
        assert 0.4 < line.confidence <= 0.65
        first, last = line.words[0].box, line.words[-1].box
        assert abs(first.left - line.box.left) < 15 and abs(last.right - line.box.right) < 15


@pytest.mark.usefixtures("engines")
def test_a_label_and_the_entry_far_from_it_on_its_row_are_one_line(pen):
    page = pen.sheet(1400, 1500, 238, colour=True)
    for row, (label, entry) in enumerate([("Nom :", "Alami"), ("Commune :", "Sefrou")]):
        pen.write(page, label, (100, 150 + 200 * row), size=52)
        pen.write(page, entry, (700, 150 + 200 * row), size=52)
    assert [line.text for line in read_page(page, DPI).lines] == ["Nom : Alami", "Commune : Sefrou"]


@pytest.mark.usefixtures("engines")
def test_a_blank_page_has_no_words_and_one_band(pen):
    page = read_page(pen.sheet(300, 240, 235, colour=True), None)
    assert list(page.lines) == []
    assert [(band.left, band.top, band.right, band.bottom) for band in page.bands] == [
        (0, 0, 240, 300)
    ]
    assert page.dpi == round(300 / 11.7)


def prepared(image):
    (leaf,) = cut_leaves(image, DPI, 0)
    return prepare_leaf(leaf)


def test_a_prepared_leaf_is_free_of_rules_dots_seal_and_bed(pen, french):
    clean, drawn = french
    dirty, foot = clean.copy(), drawn[-1]
    cv2.line(dirty, (80, 760), (1150, 760), (0, 0, 0), 4)
    for x in range(foot.right + 14, 1150, 12):
        cv2.rectangle(dirty, (x, foot.bottom - 14), (x + 3, foot.bottom - 11), (0, 0, 0), -1)
    cv2.circle(dirty, (drawn[1].right + 60, drawn[1].top), 95, (150, 60, 40), 5)
    grain = np.random.default_rng(3).integers(5, 110, (100, 16, 1)).astype(np.uint8)
    bed = cv2.resize(np.repeat(grain, 3, axis=2), (160, 1000), interpolation=cv2.INTER_CUBIC)
    dirty = np.hstack([bed, dirty])
    fragments = [f for block in prepared(dirty).blocks for f in block.fragments]
    assert len(fragments) == len(FRENCH)
    for fragment, box in zip(fragments, drawn, strict=True):
        assert abs(fragment.box.left - box.left - 160) <= 3
        assert abs(fragment.box.bottom - box.bottom) <= 3
        # The seal took what it covered of the second line and no more.
        assert -40 < fragment.box.right - box.right - 160 <= 3


def test_a_margin_parted_by_a_rule_is_a_region_of_its_own(pen):
    page = pen.sheet(1100, 1600, 238, colour=True)
    number, _ = pen.lines(page, ["Acte n° 12", "et Fatima."], (50, 200), pitch=130, size=48)
    wall = number.right + 14
    cv2.line(page, (wall, 60), (wall, 1050), (0, 0, 0), 4)
    pen.lines(page, FRENCH, (wall + 16, 200), pitch=130, size=48)
    blocks = prepared(page).blocks
    assert [(block.kind, len(block.fragments)) for block in blocks] == [
        (RegionKind.MARGIN, 2),
        (RegionKind.BODY, 4),
    ]


@pytest.mark.usefixtures("engines")
def test_the_key_of_a_reading_names_both_engines():
    assert "tesseract" in engine_key() and "rapidocr" in engine_key()
