"""Tables are found from their rules, and from white gutters where only rows are ruled."""

from ocr.cells import find_cells
from ocr.text_layer import Glyph


def across(top, left=100, right=900):
    return (left, top, right, top + 2)


def down(left, top=100, bottom=400):
    return (left, top, left + 2, bottom)


def glyph(left, baseline, text="a"):
    return Glyph(text, left, baseline - 30, left + 20, baseline + 5, baseline, 40)


def places(cells):
    return [(cell.row, cell.column, cell.box.left, cell.box.right) for cell in cells]


FOUR = [across(level) for level in (100, 200, 300, 400)]


def test_rules_both_ways_make_cells():
    cells = find_cells([*FOUR, down(100), down(500), down(900)], [])
    assert places(cells)[:3] == [(0, 0, 100, 500), (0, 1, 500, 900), (1, 0, 100, 500)]
    assert len(cells) == 6
    assert (cells[0].box.top, cells[0].box.bottom) == (101, 201)


def test_a_rule_drawn_in_pieces_is_one():
    pieces = [across(y, 100, 500) for y in (100, 200, 300, 400)]
    pieces += [across(y, 500, 900) for y in (100, 200, 300, 400)]
    assert find_cells([*pieces, down(500)], []) == find_cells([*FOUR, down(500)], [])


def test_rows_alone_are_parted_by_the_gutters_all_rows_share():
    glyphs = [glyph(x, y) for y in (150, 250, 350) for x in (110, 700)]
    glyphs.append(glyph(300, 250))
    cells = find_cells(FOUR, glyphs)
    assert [cell.column for cell in cells if cell.row == 1] == [0, 1, 2]
    narrow = find_cells(FOUR, [*glyphs, *(glyph(x, 350) for x in range(130, 700, 20))])
    assert {cell.column for cell in narrow} == {0}


def test_a_cell_merged_across_columns_is_one():
    cells = find_cells([*FOUR, down(500, 200, 400)], [glyph(150, 150)])
    assert [cell.row for cell in cells] == [0, 1, 1, 2, 2]


def test_two_rules_are_no_table():
    assert find_cells([across(100), across(400), down(500)], []) == ()


def test_rows_of_a_second_table_are_counted_on():
    second = [across(level, 200, 800) for level in (600, 700, 800, 900)]
    cells = find_cells([*FOUR, *second], [])
    assert [cell.row for cell in cells] == [0, 1, 2, 3, 4, 5]
