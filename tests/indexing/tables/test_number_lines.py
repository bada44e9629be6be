"""Lines that open an act in wordings nobody described, and the heading above them."""

import pytest

from indexing.entries.cutting import entries_of
from indexing.tables.number_lines import above_number, number_span, worded_number
from indexing.text.stream import TextStream


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Numéro d'ordre 12", "12"), ("N° d'enregistrement 8", "8"), ("Réf. acte 110", "110"),
        ("Acte numéro 7", "7"), ("ع 22", "22"), ("العدد الترتيبي 12", "12"),
        ("رقم التسجيل 9", "9"), ("مرجع الرسم 110", "110"),
        ("N° d'ordre : 78", "78"), ("N° de la quinzaine : 8", "8"),
        ("Folio et n° 208", "208"), ("العدد الترتيى 7", "7"),
    ],
)  # fmt: skip
def test_words_that_number_something_open_an_act(line, text, figures):
    one = line(text)
    assert TextStream(one.words).letters[worded_number(one) :] == figures


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("N° 12 du présent registre", "12"), ("Numéro 7 de l'année 1938", "7"),
        ("N° 12-1938", "12"), ("Numéro d'ordre 8 du registre", "8"), ("رقم 12 من السجل", "12"),
        ("ع 5 لسنة 19V9:", "5"),
    ],
)  # fmt: skip
def test_what_stands_behind_a_number_is_no_part_of_it(line, text, figures):
    one = line(text)
    assert TextStream(one.words).letters[slice(*number_span(one, ("N°", "Numéro")))] == figures


@pytest.mark.parametrize("text", ["N° 12 du tribunal de paix", "Numéro 7 rue de la Gare"])
def test_figures_of_something_else_number_no_act(line, text):
    assert number_span(line(text), ("N°", "Numéro")) is None


def test_figures_stand_where_the_volume_counts_them(line):
    one = line("Rang 12 de la caserne")
    assert number_span(one, ("Rang#de quinzaine",)) is None
    one = line("Rang 12 de quinzaine")
    assert TextStream(one.words).letters[slice(*number_span(one, ("Rang#de quinzaine",)))] == "12"


def test_another_act_that_a_mention_tells_of_opens_none(line):
    assert worded_number(line("acte 860")) is None


@pytest.mark.parametrize(
    "text",
    [
        "Page numéro 12", "Année 1952", "سنة 1952", "Acte de naissance", "12", "N° 123456789",
        "Jugement numéro 12", "N° du domicile : 8", "Acte dressé le 9 mars 1952",
        "N° de téléphone du bureau central",
    ],
)  # fmt: skip
def test_other_words_open_none(line, text):
    assert worded_number(line(text)) is None


@pytest.mark.parametrize(
    ("above", "kept"),
    [
        (["ROYAUME DU MAROC", "Province de Taza", "ACTE DE NAISSANCE"], 3),
        (["Dressé le 9 mars 1952", "ACTE DE NAISSANCE"], 1),
        (["Commune de naissance : Taza"], 0),
        (["décès n° 240"], 0),
        (["REGISTRE DES NAISSANCES 1952"], 1),
        (["Date de naissance : 4 mars"], 0),
        (["sur la déclaration du père"], 0),
    ],
)
def test_the_heading_above_a_number_belongs_to_its_act(sheet, above, kept):
    (entry,) = entries_of("p1", sheet().body("\n".join([*above, "N° 12"])).page(), ())
    tops = [line.top for line in entry.lines]
    start = above_number(tops[-1], entry.lines, tops[-1] - tops[-2])
    assert sum(top >= start for top in tops) == kept + 1


def test_the_date_of_the_act_is_no_number(line):
    assert number_span(line("ACTE : DATE"), ("Acte",)) is None
    assert number_span(line("Acte : l2z"), ("Acte",)) is not None


def test_more_figures_than_a_number_and_a_year_have_are_a_date_misread(line):
    assert number_span(line("الرسم في 1954 05-03-1"), ("الرسم",)) is None
    assert number_span(line("الرسم 272 2004"), ("الرسم",)) is not None
