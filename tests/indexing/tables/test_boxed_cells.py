"""Boxes that print labels above what is filled in."""

from dataclasses import replace

from indexing.tables.boxed_cells import part_boxes
from ocr.page import BoundingBox, Line, Region, RegionKind, Script, Word

_TALL, _WIDE = 100, 500
_LEFT, _RIGHT = "Prénom Père Lieu Né", "الاسم الأب المكان ولد"


def _place(box: BoundingBox) -> tuple[float, float, float]:
    return box.left, box.right, box.centre[1]


def _line(text: str, left: int, top: int, script: Script) -> Line:
    words, x = [], left
    for part in text.split():
        words.append(Word(part, BoundingBox(x, top, x + 60, top + 20), 0.9))
        x += 70
    return Line(tuple(words), BoundingBox(left, top, x - 10, top + 20), script)


def _box(number: int, latin: str, arabic: str) -> Region:
    row, column = divmod(number, 2)
    left, top = column * (_WIDE + 40), row * _TALL
    lines = (
        _line(latin, left, top + 10, Script.LATIN),
        _line(arabic, left + _WIDE - 80, top + 14, Script.ARABIC),
        _line("Omar", left, top + 60, Script.LATIN),
        _line("عمر", left + _WIDE - 80, top + 62, Script.ARABIC),
    )
    box = BoundingBox(left, top, left + _WIDE, top + _TALL)
    return Region(lines, box, RegionKind.CELL, row, column, 0)


def _form() -> list[Region]:
    labels = zip(_LEFT.split() * 2, _RIGHT.split() * 2, strict=True)
    return [_box(number, *pair) for number, pair in enumerate(labels)]


def _rows(regions: list[Region]) -> dict[int | None, dict[int | None, str]]:
    rows: dict[int | None, dict[int | None, str]] = {}
    for region in regions:
        rows.setdefault(region.row, {})[region.column] = region.lines[0].text
    return rows


def test_each_box_is_a_row_with_labels_outside_and_values_between() -> None:
    rows = _rows(part_boxes(_form(), _place, 5))
    assert list(rows) == list(range(5, 13))
    assert rows[5] == {0: "Prénom", 1: "Omar", 2: "عمر", 3: "الاسم"}
    assert [row[0] for row in rows.values()] == _LEFT.split() * 2


def test_a_value_seen_across_a_rule_goes_back_to_its_box() -> None:
    form = _form()
    value = form[2].lines[3]
    form[2] = replace(form[2], lines=form[2].lines[:3])
    form[4] = replace(form[4], lines=(value, *form[4].lines))
    assert _rows(part_boxes(form, _place, 0))[2][2] == "عمر"


def test_figures_of_both_scripts_read_as_one_line_are_parted() -> None:
    form = _form()
    both = (
        Word("1999", BoundingBox(0, 60, 60, 80), 0.9),
        Word("1998", BoundingBox(440, 60, 500, 80), 0.9),
    )
    fused = Line(both, BoundingBox(0, 60, 500, 80), Script.LATIN)
    form[0] = replace(form[0], lines=(*form[0].lines[:2], fused))
    row = _rows(part_boxes(form, _place, 0))[0]
    assert (row[1], row[2]) == ("1999", "1998")


def test_cells_of_one_line_are_no_boxes() -> None:
    assert part_boxes([replace(c, lines=c.lines[:1]) for c in _form()], _place, 0) == []


def test_boxes_of_a_sheet_that_lies_askew_are_rows_all_the_same() -> None:
    straight = _rows(part_boxes(_form(), _place, 0))

    def askew(box: BoundingBox) -> tuple[float, float, float]:
        left, right, level = _place(box)
        return left, right, level + 0.08 * left

    assert _rows(part_boxes(_form(), askew, 0)) == straight
