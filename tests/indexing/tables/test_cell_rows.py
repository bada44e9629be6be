"""Cells whose rules were missed or imagined: where their lines stand tells row and column."""

from dataclasses import replace

import pytest

from indexing.tables.cell_rows import settle_cells
from ocr.page import Page, RegionKind

ROWS = [
    ("Nom", "Bennani", "بناني", "الاسم العائلي"),
    ("Prénom", "Brahim", "إبراهيم", "الاسم الشخصي"),
    ("Sexe", "masculin", "ذكر", "الجنس"),
    ("Lieu", "Oujda", "وجدة", "المكان"),
    ("Profession", "tailleur", "خياط", "المهنة"),
]


@pytest.fixture
def table(sheet):
    page = sheet()
    for row in ROWS:
        page.row(*row)
    return page.page()


def cells(page: Page) -> list[list[str]]:
    """The texts of a page's cells, row by row, after they were settled."""
    settled = settle_cells(page, lambda box: (box.left, box.right, box.centre[1]))
    found = [r for r in settled.regions if r.kind is RegionKind.CELL]
    rows = sorted({r.row for r in found if r.row is not None})
    return [
        [
            " ".join(line.text for line in r.lines)
            for r in sorted(found, key=lambda r: r.column or 0)
            if r.row == row
        ]
        for row in rows
    ]


def with_cell(page: Page, text: str, **changed) -> Page:
    """The page with one cell counted into another row or column."""
    regions = [replace(r, **changed) if r.lines[0].text == text else r for r in page.regions]
    return replace(page, regions=tuple(regions))


def test_a_table_ruled_right_stays_as_it_is(table):
    assert cells(table) == [list(row) for row in ROWS]


def test_a_value_left_in_the_next_row_goes_back_to_its_own(table):
    both = {r.lines[0].text: r for r in table.regions}
    merged = replace(both["Oujda"], lines=(*both["masculin"].lines, *both["Oujda"].lines))
    kept = [r for r in table.regions if r not in (both["masculin"], both["Oujda"])]
    assert cells(replace(table, regions=(*kept, merged))) == [list(row) for row in ROWS]


def test_a_cell_alone_in_a_row_goes_to_the_row_it_is_level_with(table):
    lower = {r.lines[0].text: r for r in table.regions if r.row and r.row > 2}
    shifted = with_cell(table, "masculin", row=2)
    for text, region in lower.items():
        shifted = with_cell(shifted, text, row=(region.row or 0) + 1)
    for text in ("Sexe", "ذكر", "الجنس"):
        shifted = with_cell(shifted, text, row=3)
    assert cells(shifted) == [list(row) for row in ROWS]


def test_a_row_that_lost_its_only_line_is_none_beside_two_rows_in_one(table):
    regions = []
    for region in table.regions:
        row = (region.row or 0) + (2 if (region.row or 0) > 2 else 0)
        regions.append(replace(region, row=3 if region.lines[0].text == "masculin" else row))
    merged = [r for r in regions if r.row not in (0, 1)]
    for column in range(4):
        upper, lower = (r for r in regions if r.row in (0, 1) and r.column == column)
        merged.append(replace(upper, lines=(*upper.lines, *lower.lines)))
    assert cells(replace(table, regions=tuple(merged))) == [list(row) for row in ROWS]


def test_columns_counted_from_another_edge_are_the_same_columns(table):
    shifted = table
    for text in ROWS[3]:
        column = next(r.column for r in table.regions if r.lines[0].text == text)
        shifted = with_cell(shifted, text, column=(column or 0) + 1)
    assert cells(shifted) == [list(row) for row in ROWS]
    settled = settle_cells(shifted, lambda box: (box.left, box.right, box.centre[1]))
    assert {r.column for r in settled.regions} == {0, 1, 2, 3}


def test_two_rows_whose_rule_was_missed_are_two(table):
    merged = replace(table, regions=())
    for column in range(4):
        own = [r for r in table.regions if r.column == column]
        joined = replace(own[1], lines=(*own[1].lines, *own[2].lines))
        merged = replace(merged, regions=(*merged.regions, own[0], joined, *own[3:]))
    assert cells(merged) == [list(row) for row in ROWS]


def test_a_value_of_two_lines_is_one_cell(sheet):
    page = sheet()
    for place, row in enumerate(ROWS):
        page.row(*(row if place != 3 else ("Lieu", "Sidi Lahsen\nde Oujda", "وجدة", "المكان")))
    assert cells(page.page())[3] == ["Lieu", "Sidi Lahsen de Oujda", "وجدة", "المكان"]
