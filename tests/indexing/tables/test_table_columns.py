"""Which columns of a table hold labels and which values, whatever the printer's order."""

import pytest

from indexing.entries.cutting import entries_of
from indexing.tables.table_columns import says_label, table_columns

ROWS = [
    ("Nom de famille", "Bennani", "بناني", "الاسم العائلي"),
    ("Prénom", "Brahim", "إبراهيم", "الاسم الشخصي"),
    ("Profession du père", "tailleur", "خياط", "مهنة الأب"),
    ("Lieu de naissance", "Oujda", "وجدة", "مكان الولادة"),
]


@pytest.fixture
def values(sheet):
    """What stands beside each label of a table whose columns are printed in an order."""

    def told(order: tuple[int, ...], rows=ROWS) -> dict[str, str]:
        page = sheet()
        for row in rows:
            page.row(*(row[at] if at >= 0 else "" for at in order))
        lines = entries_of("p1", page.page(), ())[0].lines
        table = table_columns(lines, says_label)
        return {
            " ".join(word.word.text for word in line.words): " ".join(
                word.word.text for word in table.value(line, lines)
            )
            for line in lines
            if table.is_label(line)
        }

    return told


EXPECTED = {row[0]: row[1] for row in ROWS} | {row[3]: row[2] for row in ROWS}


@pytest.mark.parametrize(
    "order", [(0, 1, 2, 3), (1, 0, 3, 2), (0, 3, 1, 2), (1, 2, 0, 3)],
    ids=["labels outside", "labels in the middle", "labels first", "labels last"],
)  # fmt: skip
def test_labels_stand_where_the_printer_sets_them(values, order):
    assert values(order) == EXPECTED


def test_an_empty_value_is_taken_from_no_other_cell(values):
    rows = [ROWS[0], (ROWS[1][0], "", *ROWS[1][2:]), *ROWS[2:]]
    assert values((0, 1, 2, 3), rows)["Prénom"] == ""


def test_one_column_of_values_tells_each_script_its_own(values):
    told = values((0, -1, 2, 3), [*ROWS, ("Année de naissance", "", "1931", "سنة الولادة")])
    assert told["الاسم العائلي"] == "بناني"
    assert told["Nom de famille"] == ""
    assert told["Année de naissance"] == "1931"


def test_one_column_is_no_table(sheet):
    lines = entries_of("p1", sheet().row("Nom").row("Prénom").page(), ())[0].lines
    assert table_columns(lines, says_label) is None


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (1, 0, 3, 2)], ids=["outside", "in the middle"])
def test_labels_in_unknown_words_stand_where_the_other_script_s_do(values, order):
    rows = [
        (*row[:3], word) for row, word in zip(ROWS, ("آل", "يدعى", "يشتغل", "ببلدة"), strict=True)
    ]
    told = values(order, rows)
    assert told["Prénom"] == "Brahim"
    assert told["يدعى"] == "إبراهيم"
