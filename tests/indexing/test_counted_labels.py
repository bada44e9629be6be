"""Labels of act numbers in words that nobody described: they stand before figures that rise."""

from archive.register import Kind
from indexing.act_runs import read_acts
from indexing.counted_labels import counted_labels
from indexing.forms import forms_of

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


def test_figures_that_stay_or_jump_are_no_numbers(sheet):
    assert counted_labels(pages(sheet, (12, 12, 12))) == ()
    assert counted_labels(pages(sheet, (12, 90, 7))) == ()
    assert counted_labels(pages(sheet, (12,))) == ()


def test_acts_numbered_in_unknown_words_are_found_with_their_numbers(sheet):
    readings = read_acts(pages(sheet, (12, 13)), forms_of(Kind.BIRTH))
    assert [reading.number.text for reading in readings] == ["12", "13"]


def test_acts_keep_their_numbers_whatever_form_they_are_tried_with(structure, sheet):
    text = "Rang {}\nOuaziz XYZ\nSalah QRS\nFès TUV\n22 août 1969 WXY\nmasculin ABC"
    acts = structure(
        *(sheet().body(text.format(number)) for number in (12, 13, 14)),
        volume="02.533.03.19/birth/1969",
    ).acts
    assert [str(act.number) for act in acts] == ["12", "13", "14"]
