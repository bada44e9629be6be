"""Rules and dotted fill lines of a form go, and no letter loses a stroke by it."""

import cv2
import pytest

from ocr.page import BoundingBox
from ocr.rules import find_rules, remove_dotted

DPI = 300


@pytest.fixture
def page(pen):
    return pen.sheet(900, 1400)


def rule(page, left, top, right, bottom):
    cv2.rectangle(page, (left, top), (right - 1, bottom - 1), 0, -1)


def near(box, left, top, right, bottom, slack=2):
    sides = zip((box.left, box.top, box.right, box.bottom), (left, top, right, bottom), strict=True)
    return all(abs(found - drawn) <= slack for found, drawn in sides)


def test_rules_are_found_where_they_are_drawn_in_order_and_leave_no_ink(page, pen):
    rule(page, 100, 600, 1300, 604)
    rule(page, 100, 200, 1300, 203)
    rule(page, 1000, 50, 1004, 850)
    rule(page, 400, 50, 404, 850)
    rules, bare = find_rules(pen.mask(page), DPI)
    first, second = rules.level
    assert near(first, 100, 200, 1300, 203) and near(second, 100, 600, 1300, 604)
    left, right = rules.upright
    assert near(left, 400, 50, 404, 850) and near(right, 1000, 50, 1004, 850)
    assert not bare.any()


def test_a_rule_printed_in_pieces_is_one(page, pen):
    for left in (100, 520, 940):
        rule(page, left, 300, left + 380, 303)
    rules, _ = find_rules(pen.mask(page), DPI)
    assert len(rules.level) == 1
    assert near(rules.level[0], 100, 300, 1320, 303)


def test_two_rules_side_by_side_with_an_inch_between_are_two(page, pen):
    rule(page, 50, 300, 500, 303)
    rule(page, 800, 300, 1350, 303)
    assert len(find_rules(pen.mask(page), DPI)[0].level) == 2


def test_a_hairline_broken_by_the_scan_is_still_a_rule(page, pen):
    rule(page, 100, 300, 1300, 302)
    page[:, 140:1300:60] = 255
    page[:, 141:1300:60] = 255
    rules, bare = find_rules(pen.mask(page), DPI)
    assert len(rules.level) == 1 and not bare.any()


@pytest.mark.parametrize(
    ("what", "size"),
    [
        ("a dash", (120, 4)),
        ("a stem", (4, 120)),
        ("a black bar", (600, 80)),
        ("a blot", (300, 300)),
    ],
)
def test_shorter_and_thicker_shapes_are_no_rules_and_stay(page, pen, what, size):
    rule(page, 200, 200, 200 + size[0], 200 + size[1])
    rules, bare = find_rules(pen.mask(page), DPI)
    assert (rules.level, rules.upright) == ((), ()), what
    assert (bare == pen.mask(page)).all()


def test_writing_alone_has_no_rules_and_keeps_its_ink(page, pen):
    pen.lines(page, ["Illettré, il n'a pas signé", "Témoins : Ali et Hicham"], (60, 60), 120, 70)
    pen.write(page, "كتبت ببيت الكاتب بمدينة صفرو", (60, 400), size=90)
    rules, bare = find_rules(pen.mask(page), DPI)
    assert rules.level == rules.upright == ()
    assert (bare == pen.mask(page)).all()


@pytest.mark.parametrize(
    ("text", "from_foot", "bearable"),
    [("piqûre, pépin", 14, 0.1), ("الاكلال", 55, 0.25)],
    ids=["upright stems", "slanting arms"],
)
def test_letters_that_cross_a_rule_keep_their_strokes(page, pen, text, from_foot, bearable):
    box = pen.write(page, text, (150, 300), size=90)
    written = pen.mask(page)
    level = box.bottom - from_foot
    rule(page, 60, level, 1340, level + 3)
    rules, bare = find_rules(pen.mask(page), DPI)
    assert len(rules.level) == 1
    lost = (written == 1) & (bare == 0)
    assert lost.sum() < bearable * written[level - 1 : level + 4].sum()
    assert not bare[:, :140].any()


def test_a_rule_that_leans_by_a_pixel_or_two_is_one_rule(page, pen):
    cv2.line(page, (100, 400), (1300, 403), 0, 3)
    rules, bare = find_rules(pen.mask(page), DPI)
    assert len(rules.level) == 1
    assert bare.sum() < 0.05 * pen.mask(page).sum()


def test_a_dotted_fill_line_goes_and_all_letter_dots_stay(page, pen):
    pen.lines(
        page, ["fils de Driss : ........ ï", "Indivisibilité ; il vit ici"], (60, 60), 120, 60
    )
    pen.write(page, "ثبت تبيين يقين شقيق بنت", (60, 330), size=90)
    page[60:130, 700:1000] = 255
    written = pen.mask(page)
    dotted = pen.dots(page, 60, 1340, 560)
    dotted |= pen.dots(page, 60, 1340, 680, side=3, pace=9)
    bare = remove_dotted(pen.mask(page), DPI)
    assert not (bare & dotted).any()
    assert (bare == written).all()


def test_letters_that_stand_on_a_dotted_line_stay_whole(page, pen):
    box = pen.write(page, "Fatima", (500, 300), size=80)
    written = pen.mask(page)
    pen.dots(page, 60, box.left - 20, box.bottom - 6)
    pen.dots(page, box.right + 12, 1340, box.bottom - 6)
    assert (remove_dotted(pen.mask(page), DPI) == written).all()


def test_a_dotted_line_that_leans_goes_too(page, pen):
    for step in range(100):
        x, y = 60 + 12 * step, 400 + step // 2
        cv2.rectangle(page, (x, y), (x + 2, y + 2), 0, -1)
    assert not remove_dotted(pen.mask(page), DPI).any()


def test_three_dots_of_an_ellipsis_stay(page, pen):
    dotted = pen.dots(page, 100, 136, 300)
    assert (remove_dotted(pen.mask(page), DPI) == dotted).all()


def test_sizes_go_with_the_resolution(page, pen):
    rule(page, 100, 200, 250, 202)
    pen.dots(page, 700, 770, 400, side=3, pace=8)
    ink = pen.mask(page)
    assert find_rules(ink, 300)[0].level == () != find_rules(ink, 200)[0].level
    assert (remove_dotted(ink, 300) == ink).all()
    assert not remove_dotted(ink, 200)[390:].any()


def test_boxes_hold_the_rule_they_name(page, pen):
    rule(page, 100, 200, 1300, 203)
    (box,) = find_rules(pen.mask(page), DPI)[0].level
    assert isinstance(box, BoundingBox)
    assert box.left <= 100 and box.right >= 1300 and box.top <= 200 and box.bottom >= 203
