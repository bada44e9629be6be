"""Labels of act numbers in words that nobody described: they stand before figures that rise."""

import pytest

from archive.register import Kind, VolumeReference
from indexing.acts.runs import read_acts
from indexing.forms import forms_of
from indexing.registers.context import VolumeContext
from indexing.tables.counted_labels import counted_labels, from_the_top
from indexing.volumes.wordings import read_again
from ocr.page import BoundingBox, Line, Page, Region, Script, Word

FRENCH = """
Rang {number}
An 1961
Nom : Bennani
Prénom : Brahim
Né(e) le : 4 mars 1961
Sexe : masculin
"""
ARABIC = """
الطبقة {number}
الاسم العائلي : بناني
الاسم الشخصي : إبراهيم
الجنس : ذكر
"""


def pages(sheet, numbers):
    return [
        (
            f"p{number}",
            sheet().columns(FRENCH.format(number=number), ARABIC.format(number=number)).page(),
        )
        for number in numbers
    ]


def test_words_before_figures_that_rise_from_act_to_act_number_them(sheet):
    assert set(counted_labels(pages(sheet, (12, 13, 14)))) == {"Rang", "الطبقة"}


def test_one_misread_figure_breaks_no_run(sheet):
    assert "Rang" in counted_labels(pages(sheet, (12, 13, 74, 15, 16)))
    assert "Rang" in counted_labels(pages(sheet, (12, 13, 14, 15, 76)))
    assert counted_labels(pages(sheet, (12, 73, 74, 15, 36))) == ()


@pytest.mark.parametrize("turns", [0, 1, 2, 3])
def test_lines_of_a_turned_page_come_from_the_top_of_the_upright_one(turns):
    """On a scan, the first line of an upright page stands above, left, below or right."""
    upright = [("first", 100), ("second", 200), ("third", 300)]
    boxes = {
        0: lambda top: BoundingBox(50, top, 650, top + 30),
        1: lambda top: BoundingBox(top, 50, top + 30, 650),
        2: lambda top: BoundingBox(50, 970 - top, 650, 1000 - top),
        3: lambda top: BoundingBox(970 - top, 50, 1000 - top, 650),
    }
    lines = tuple(
        Line((Word(text, boxes[turns](top), 1.0),), boxes[turns](top), Script.LATIN)
        for text, top in reversed(upright)
    )
    region = Region(lines, BoundingBox(0, 0, 1000, 1000))
    page = Page(1000, 1000, 300, (region,), rotation=turns)
    assert [line.text for line in from_the_top(page)] == ["first", "second", "third"]


def test_figures_that_stay_or_jump_are_no_numbers(sheet):
    assert counted_labels(pages(sheet, (12, 12, 12))) == ()
    assert counted_labels(pages(sheet, (12, 90, 7))) == ()
    assert counted_labels(pages(sheet, (12,))) == ()


WRITTEN = """
{label}
Le quatre mars est né Brahim
fils de Hamid et de Zineb
Témoins lettrés et majeurs
Lecture faite
"""


def volume(sheet, labels):
    text = "".join(WRITTEN.format(label=label) for label in labels)
    return [("p1", sheet().body(text).page())]


def test_words_behind_the_figures_are_the_labels_too(sheet):
    labels = ("Rang 12 de quinzaine", "Rang 13 de quinzaine")
    assert counted_labels(volume(sheet, labels)) == ("Rang#de quinzaine",)


def test_bare_figures_number_acts_when_three_follow_with_text_between(sheet):
    assert counted_labels(volume(sheet, ("12", "13", "14"))) == ("#",)
    assert counted_labels(volume(sheet, ("12", "13"))) == ()
    rows = [("p1", sheet().body("12\n13\n14\n15").page())]
    assert counted_labels(rows) == ()


def test_acts_are_parted_at_bare_figures(sheet, act_text):
    texts = [act_text("fr_birth", number=str(n)).replace("N° ", "") for n in (12, 13, 14)]
    volume = [(f"p{at}", sheet().body(text).page()) for at, text in enumerate(texts)]
    readings = read_acts(volume, forms_of(Kind.BIRTH))
    assert [reading.number.text for reading in readings] == ["12", "13", "14"]


def test_acts_numbered_in_unknown_words_are_found_with_their_numbers(sheet):
    readings = read_acts(pages(sheet, (12, 13)), forms_of(Kind.BIRTH))
    assert [reading.number.text for reading in readings] == ["12", "13"]


PEOPLE = [
    ("Brahim", "Bennani", "Ahmed", "Fatima Alaoui", "Oujda", "Taza", "deux"),
    ("Zineb", "Tazi", "Driss", "Malika Saadi", "Guercif", "Fès", "trois"),
    ("Said", "Fassi", "Hamid", "Rahma Naciri", "Figuig", "Debdou", "cinq"),
    ("Omar", "Bouzid", "Salah", "Khadija Lahlou", "Jerada", "Midelt", "six"),
]


def test_acts_keep_their_numbers_whatever_form_they_are_tried_with(sheet, act_text):
    fields = ("given", "family", "father", "mother", "father_birth_place", "mother_birth_place")
    texts = [
        act_text("fr_birth", number=str(number), **dict(zip(fields, person, strict=False)))
        for number, person in enumerate(PEOPLE, start=12)
    ]
    named = [
        (f"p{place}", sheet().body(text.replace("N° ", "Rang ")).page())
        for place, text in enumerate(texts)
    ]
    rows = [form for form in forms_of(Kind.BIRTH) if form.shape != "prose"]
    readings = read_acts(named, rows)
    context = VolumeContext.of(VolumeReference.parse("02.533.03.19/birth/1941"))
    again = read_again(readings, context)
    assert {one.form.shape for one in again} == {"prose"}
    assert [one.number.text for one in again] == ["12", "13", "14", "15"]


def test_ordinals_of_a_form_s_rows_number_no_acts(sheet):
    rows = "Article {n}\n11. Mère : nom\n12. Père : prénom\n13. Mère : prénom"
    told = [(f"p{n}", sheet().body(rows.format(n=n)).page()) for n in (40, 41, 42)]
    assert counted_labels(told) == ("Article",)
