"""Rows whose labels stand back to back in the middle of the sheet."""

from dataclasses import replace

from indexing.labels.middle_labels import part_middle
from ocr.page import BoundingBox, Line, Page, Region, RegionKind, Script, Word

_ROWS = ["Nom", "Lieu", "Jour", "Heure", "Sexe", "Fonction", "Mère"]


def _place(box: BoundingBox) -> tuple[float, float, float]:
    return box.left, box.right, box.centre[1]


def _line(text: str, left: int, right: int, top: int, script: Script) -> Line:
    words = text.split()
    step = (right - left) // len(words)
    boxes = [
        BoundingBox(left + i * step, top, left + (i + 1) * step - 5, top + 30)
        for i in range(len(words))
    ]
    boxes[-1] = replace(boxes[-1], right=right)
    own = tuple(Word(word, box, 0.9) for word, box in zip(words, boxes, strict=True))
    return Line(own, BoundingBox(left, top, right, top + 30), script)


def _page(ragged: int = 0) -> Page:
    lines = [_line("ROYAUME", 20, 300, 10, Script.LATIN)]
    for number, label in enumerate(_ROWS):
        top = 100 + 80 * number
        off = ragged * number
        lines += [
            _line("Omar", 20, 120 + 7 * number, top, Script.LATIN),
            _line(label, 380 - 9 * number, 480 - off, top, Script.LATIN),
            _line("الاسم", 520, 600 + 8 * number, top + 4, Script.ARABIC),
            _line("عمر", 900 - 6 * number, 980, top + 25, Script.ARABIC),
        ]
    region = Region(tuple(lines), BoundingBox(0, 0, 1000, 800), RegionKind.BODY, None, None, 0)
    return Page(1000, 800, 300, (region,), (region.box,), 0, "none")


def test_each_row_is_laid_out_as_a_table_and_the_head_stays_text() -> None:
    page = part_middle(_page(), _place)
    text = [r for r in page.regions if r.kind is RegionKind.BODY]
    cells = {(r.row, r.column): r.lines[0].text for r in page.regions if r.row is not None}
    assert [line.text for region in text for line in region.lines] == ["ROYAUME"]
    assert [cells[row, 1] for row in sorted({row for row, _ in cells})] == _ROWS
    assert {column: text for (row, column), text in cells.items() if row == 1} == {
        0: "Omar",
        1: "Nom",
        2: "الاسم",
        3: "عمر",
    }


def test_a_value_read_together_with_its_label_is_parted_at_the_gap() -> None:
    page = _page()
    value, label = page.regions[0].lines[1:3]
    fused = Line((*value.words, *label.words), value.box.union(label.box), Script.LATIN)
    lines = (page.regions[0].lines[0], fused, *page.regions[0].lines[3:])
    found = part_middle(replace(page, regions=(replace(page.regions[0], lines=lines),)), _place)
    cells = {(r.row, r.column): r.lines[0].text for r in found.regions if r.row is not None}
    assert (cells[1, 0], cells[1, 1]) == ("Omar", "Nom")


def test_lines_that_end_anywhere_are_no_middle() -> None:
    page = _page(ragged=20)
    assert part_middle(page, _place) == page


def test_columns_that_lean_are_told_apart_to_the_last_row() -> None:
    def leaning(box: BoundingBox) -> tuple[float, float, float]:
        left, right, level = _place(box)
        return left + 0.15 * level, right + 0.15 * level, level

    def texts(page: Page) -> list[tuple[int | None, int | None, str]]:
        return [(r.row, r.column, r.lines[0].text) for r in page.regions]

    assert texts(part_middle(_page(), leaning)) == texts(part_middle(_page(), _place))


def test_labels_read_as_one_line_are_a_row_of_their_own() -> None:
    page = _page()
    labels = (page.regions[0].lines[-3], page.regions[0].lines[-2])
    lines = [x for x in page.regions[0].lines if x not in labels]
    lines.append(_line("Mère Y:Y", 380, 560, 580, Script.LATIN))
    region = replace(page.regions[0], lines=tuple(lines))
    glued = part_middle(replace(page, regions=(region,)), _place)
    last = max(r.row for r in glued.regions if r.row is not None)
    assert {r.column: r.lines[0].text for r in glued.regions if r.row == last} == {
        0: "Omar", 1: "Mère Y:Y", 3: "عمر",
    }  # fmt: skip
