"""Columns, bands and cells of a page, from where its rules and its fragments stand."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr.layout import find_bands, find_blocks, rows_of
from ocr.lines import Fragment
from ocr.page import BoundingBox, RegionKind
from ocr.rules import Rules

LEAF = BoundingBox(0, 0, 2000, 3000)
HEIGHT = 30
NO_RULES = Rules((), ())


def level(y, left=50, right=1950):
    return BoundingBox(left, y, right, y + 4)


def upright(x, top=50, bottom=2950):
    return BoundingBox(x, top, x + 4, bottom)


def text(left, top, width=300):
    return Fragment(BoundingBox(left, top, left + width, top + 40), top + 8, top + 34)


def rules(levels=(), uprights=()):
    return Rules(tuple(levels), tuple(uprights))


def blocks_of(fragments, found=NO_RULES, bands=(LEAF,)):
    return find_blocks(fragments, found, bands, HEIGHT)


def column(left, width=300, rows=range(200, 2600, 200)):
    return [text(left, row, width) for row in rows]


def edges(bands):
    return [(band.top, band.bottom) for band in bands]


def test_a_leaf_without_rules_is_one_band():
    assert find_bands(rules(), LEAF) == (LEAF,)


def test_acts_stand_between_the_rules_that_run_across():
    bands = find_bands(rules([level(1000), level(2000)]), LEAF)
    assert edges(bands) == [(0, 1002), (1002, 2002), (2002, 3000)]
    assert {(band.left, band.right) for band in bands} == {(0, 2000)}


def test_a_rule_that_does_not_run_across_parts_no_acts():
    assert find_bands(rules([level(1000, 50, 900)]), LEAF) == (LEAF,)


def test_rules_too_close_to_part_acts_are_one_cut():
    assert edges(find_bands(rules([level(1000), level(1060)]), LEAF)) == [(0, 1002), (1002, 3000)]


def test_a_frame_at_the_edges_of_the_leaf_makes_no_bands_of_its_own():
    bands = find_bands(rules([level(60), level(1500), level(2940)]), LEAF)
    assert edges(bands) == [(0, 1502), (1502, 3000)]


def test_three_acts_under_one_another_are_not_rows():
    found = rules([level(y) for y in range(600, 3000, 600)])
    assert len(find_bands(found, LEAF)) == 5


def test_rows_of_a_table_ruled_across_only_are_no_act_bands():
    found = rules([level(y) for y in range(500, 1500, 150)])
    assert find_bands(found, LEAF) == (LEAF,)


def test_rules_of_a_table_are_no_act_bands():
    table = [level(y) for y in (800, 1300, 1800)]
    posts = [upright(x, 800, 1804) for x in (50, 700, 1400, 1946)]
    assert find_bands(rules(table, posts), LEAF) == (LEAF,)
    assert len(find_bands(rules([*table, level(2400)], posts), LEAF)) == 2


@given(st.lists(st.integers(0, 2990), max_size=12))
def test_bands_always_tile_the_leaf(tops):
    bands = find_bands(rules([level(y) for y in sorted(tops)]), LEAF)
    assert bands[0].top == 0 and bands[-1].bottom == 3000
    assert all(a.bottom == b.top for a, b in pairwise(bands))


def test_the_narrow_column_beside_an_upright_rule_is_the_margin():
    margin, body = column(60), column(700, 1100)
    blocks = blocks_of([*body, *margin], rules(uprights=[upright(500)]))
    assert [(block.kind, block.fragments) for block in blocks] == [
        (RegionKind.MARGIN, tuple(margin)),
        (RegionKind.BODY, tuple(body)),
    ]


def test_the_margin_may_stand_right_of_the_body():
    blocks = blocks_of([*column(60, 1100), *column(1500, 400)], rules(uprights=[upright(1400)]))
    assert [block.kind for block in blocks] == [RegionKind.BODY, RegionKind.MARGIN]


def test_columns_without_a_rule_are_parted_at_the_gutter_between_them():
    blocks = blocks_of([*column(60, 850), *column(1050, 850)])
    assert [(b.kind, b.box.left, b.box.right) for b in blocks] == [
        (RegionKind.BODY, 60, 910),
        (RegionKind.BODY, 1050, 1900),
    ]


def test_a_title_across_both_columns_does_not_hide_the_gutter():
    many = range(300, 2900, 80)
    title = text(400, 100, 1200)
    blocks = blocks_of([title, *column(60, 850, many), *column(1050, 850, many)])
    assert len(blocks) == 2


def test_words_with_white_between_them_are_no_columns():
    ragged = [text(60, y, 500 + 110 * (y // 100 % 8)) for y in range(100, 2500, 100)]
    narrow_gap = [*column(60, 850), *column(940, 850)]
    few = [*column(60, 300, range(100, 400, 100)), *column(1200, 300, range(100, 400, 100))]
    two_words_apart = [*column(60, 850), text(1500, 300), text(1500, 500)]
    for fragments in (ragged, narrow_gap, few, two_words_apart):
        assert len(blocks_of(fragments)) == 1


@pytest.mark.parametrize(
    "wall",
    [upright(20), upright(1970), upright(1000, 200, 380)],
    ids=["left frame", "right frame", "a short stroke"],
)
def test_frames_and_short_uprights_part_no_columns(wall):
    fragments = [text(60, y, 1850) for y in range(100, 2900, 100)]
    fragments += [text(1100, 300, 100), text(1985, 300, 10)]
    assert len(blocks_of(fragments, rules(uprights=[wall]))) == 1


def test_pieces_of_one_leaning_wall_count_once():
    walls = [upright(500, 50, 1400), upright(540, 1500, 2950)]
    fragments = [*column(60, 400), *column(700, 1100), text(515, 1450, 10)]
    assert len(blocks_of(fragments, rules(uprights=walls))) == 2


def test_each_band_has_its_own_margin_and_body():
    bands = find_bands(rules([level(1500)]), LEAF)
    blocks = blocks_of([*column(60), *column(700, 1100)], rules(uprights=[upright(500)]), bands)
    assert [(block.band, block.kind) for block in blocks] == [
        (0, RegionKind.MARGIN),
        (0, RegionKind.BODY),
        (1, RegionKind.MARGIN),
        (1, RegionKind.BODY),
    ]
    assert all(fragment.box.bottom <= 1502 for fragment in blocks[1].fragments)
    assert all(fragment.box.top >= 1502 for fragment in blocks[3].fragments)


def test_cells_of_a_table_know_their_row_and_column_beside_the_text_around_it():
    table = [level(y) for y in (800, 1000, 1200, 1400)]
    posts = [upright(x, 800, 1404) for x in (50, 700, 1400, 1946)]
    above, below = text(100, 300, 1500), text(100, 2000, 1500)
    inside = {
        (row, place): text((100, 800, 1500)[place], 880 + 200 * row)
        for row in range(3)
        for place in range(3)
    }
    blocks = blocks_of([above, below, *inside.values()], rules(table, posts))
    cells = [block for block in blocks if block.kind is RegionKind.CELL]
    first_row, first_column = cells[0].row, cells[0].column
    assert {
        (block.row - first_row, block.column - first_column): block.fragments for block in cells
    } == {place: (fragment,) for place, fragment in inside.items()}
    (around,) = [block for block in blocks if block.kind is RegionKind.BODY]
    assert around.fragments == (above, below)


def test_lines_of_one_cell_are_one_block():
    table = [level(y) for y in (800, 1000, 1200)]
    posts = [upright(x, 800, 1204) for x in (50, 700, 1946)]
    two = (text(100, 840), text(100, 900))
    blocks = blocks_of([*two, text(900, 860)], rules(table, posts))
    assert two in [block.fragments for block in blocks]


fragments = st.lists(
    st.builds(text, st.integers(0, 1600), st.integers(0, 2900), st.integers(10, 399)), max_size=40
)


@given(
    fragments,
    st.lists(st.integers(100, 2900), max_size=5),
    st.lists(st.integers(100, 1900), max_size=5),
)
def test_no_fragment_is_lost_or_told_twice(found, levels, uprights):
    ruled = rules(map(level, sorted(levels)), map(upright, sorted(uprights)))
    blocks = blocks_of(found, ruled, find_bands(ruled, LEAF))
    told = [fragment for block in blocks for fragment in block.fragments]
    assert sorted(map(repr, told)) == sorted(map(repr, found))


def test_pieces_of_one_row_stand_together_from_left_to_right():
    right, left, under = text(900, 105), text(100, 100), text(100, 180)
    assert rows_of((right, under, left)) == [[left, right], [under]]


def test_a_swash_that_reaches_under_the_next_piece_leaves_them_on_one_row():
    left, right = text(100, 100, 300), text(370, 104, 1500)
    assert rows_of((right, left)) == [[left, right]]


def test_pieces_above_one_another_are_two_rows_though_their_rows_meet():
    upper, lower = text(100, 100, 500), text(200, 112, 500)
    assert rows_of((lower, upper)) == [[upper], [lower]]
