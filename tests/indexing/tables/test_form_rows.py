"""Labels told from values, and the two halves of a row that face one another."""

from dataclasses import replace

import pytest

from indexing.entries.cutting import entries_of
from indexing.tables.form_rows import cut_label, form_rows, value_stop
from indexing.text.line import TextLine


def told(lines, known: str = ""):
    """Rows as {script: (label, value)}; lines that begin with ``known`` open with it."""

    def opens(line):
        first = line.words[0].word.text
        return len(first) if known and first == known else None

    return [
        {script: (half.label, half.value.text) for script, half in row.halves.items()}
        for row in form_rows(lines, opens)
    ]


@pytest.fixture
def lines():
    return lambda sheet: entries_of("p1", sheet.page(), ())[0].lines


@pytest.mark.parametrize(
    ("text", "label", "value"),
    [
        ("Nom : Bennani", "Nom", "Bennani"), ("Nom: Bennani", "Nom", "Bennani"),
        ("Nom :Bennani", "Nom", "Bennani"), ("Né(e) à : Sidi Lahsen", "Né(e) à", "Sidi Lahsen"),
        ("الاسم : إبراهيم", "الاسم", "إبراهيم"), ("Nom de famille", "Nom de famille", ""),
        ("Naissance : lieu : Fès", "Naissance : lieu", "Fès"),
        ("An 1959", "An", "1959"), ("عام 1959", "عام", "1959"), ("1959", "1959", ""),
        ("12. Père", "12. Père", ""),
        ("الولادة: المكان: فاس", "الولادة: المكان", "فاس"),
    ],
)  # fmt: skip
def test_a_colon_parts_label_and_value(line, text, label, value):
    half = cut_label(line(text), lambda _: None)
    assert (half.label, half.value.text.lstrip(":")) == (label, value)


def test_halves_on_one_level_face_one_another(sheet, lines):
    page = sheet().columns("Nom : Bennani\nSexe : masculin", "الاسم العائلي : بناني\nالجنس : ذكر")
    assert told(lines(page)) == [
        {"fr": ("Nom", "Bennani"), "ar": ("الاسم العائلي", "بناني")},
        {"fr": ("Sexe", "masculin"), "ar": ("الجنس", "ذكر")},
    ]


@pytest.mark.parametrize("lower", [-32, 25, 32])
def test_halves_face_one_another_on_a_sheet_that_lies_askew(sheet, lines, lower):
    page = sheet().columns("Nom : Bennani\nSexe : masculin", "الاسم العائلي : بناني\nالجنس : ذكر")
    askew = [replace(x, top=x.top + lower) if x.script == "ar" else x for x in lines(page)]
    assert [sorted(row) for row in told(askew)] == [["ar", "fr"]] * 2
    assert told(askew)[1]["ar"] == ("الجنس", "ذكر")


def test_a_row_may_have_one_half(sheet, lines):
    assert told(lines(sheet().columns("Sexe : masculin", ""))) == [{"fr": ("Sexe", "masculin")}]


def test_a_known_label_needs_no_colon(sheet, lines):
    page = sheet().columns("Sexe masculin", "")
    assert told(lines(page), known="Sexe") == [{"fr": ("Sexe", "masculin")}]
    assert told(lines(page)) == [{"fr": ("Sexe masculin", "")}]


def test_a_known_label_goes_on_with_the_person_it_tells_of(sheet, lines):
    page = sheet().columns("Nom de la mère Bennani", "")
    assert told(lines(page), known="Nom") == [{"fr": ("Nom de la mère", "Bennani")}]
    page = sheet().columns("Nom de Bennani", "")
    assert told(lines(page), known="Nom") == [{"fr": ("Nom", "de Bennani")}]


def test_cells_of_a_table_are_label_and_value_by_their_column(sheet, lines):
    table = sheet().row("Nom", "Bennani", "بناني", "اللقب").row("Sexe", "masculin", "ذكر", "الجنس")
    assert told(lines(table)) == [
        {"fr": ("Nom", "Bennani"), "ar": ("اللقب", "بناني")},
        {"fr": ("Sexe", "masculin"), "ar": ("الجنس", "ذكر")},
    ]


def test_a_value_read_in_the_other_script_stays_in_its_column(sheet, lines):
    """A blurred Latin name may be read as Arabic letters; its cell says whose it is."""
    table = sheet().row("Nom", "موا", "بناني", "اللقب").row("Sexe", "masculin", "ذكر", "الجنس")
    assert told(lines(table))[0] == {"fr": ("Nom", "موا"), "ar": ("اللقب", "بناني")}


def test_nothing_has_no_rows():
    assert form_rows([], lambda _: None) == []


SPACED = [
    ("Nom de naissance", "Bennani"), ("Vu le jour à", "Sidi Lahsen"),
    ("Exerce comme", "tailleur de pierre"), ("Sa petite mère est", "Fatima"),
]  # fmt: skip


def spaced(line, label: str, value: str) -> TextLine:
    """A line whose value begins 1400 pixels inside the sheet."""
    told, count = line(f"{label} {value}"), len(label.split())
    first = told.words[count].word.box.left
    moved = tuple(
        replace(p, word=replace(p.word, box=p.word.box.shifted(1400 - first, 0)))
        for p in told.words[count:]
    )
    return replace(told, words=(*told.words[:count], *moved))


def test_values_that_begin_at_one_place_are_told_from_labels_without_colons(line):
    lines = [spaced(line, *row) for row in SPACED]
    stop = value_stop(lines, "fr", "p1")
    cut = [cut_label(one, lambda _: 3, stop) for one in lines]
    assert [(half.label, half.value.text) for half in cut] == SPACED
    assert value_stop(lines[:2], "fr", "p1") is None


def test_a_known_label_takes_its_person_and_none_of_the_value(line):
    half = cut_label(line("Nom de l'enfant Bennani"), lambda _: 3)
    assert (half.label, half.value.text) == ("Nom de l'enfant", "Bennani")
