"""Births and deaths told apart by the words of their pages."""

import pytest

from archive.register import Kind
from indexing.volumes.told_kind import told_kind

OF_KIND = {
    "fr_birth": Kind.BIRTH,
    "fr_death": Kind.DEATH,
    "ar_birth": Kind.BIRTH,
    "ar_death": Kind.DEATH,
}


@pytest.mark.parametrize("form", OF_KIND)
def test_each_form_tells_its_kind(sheet, act_text, form):
    pages = [sheet().body(act_text(form, number=str(n))).page() for n in (1, 2, 3)]
    assert told_kind(pages, 3) is OF_KIND[form]


def test_deaths_in_the_margins_of_births_tell_nothing(sheet, act_text):
    told = "Décédé à Fès\nle 3 mai 1990\nacte de décès n° 12\nDécédée à Taza\nregistre des décès"
    page = sheet().margin(told).body(act_text("fr_birth", number="1")).page()
    assert told_kind([page], 1) is Kind.BIRTH


@pytest.mark.parametrize("text", ["", "Une lettre du percepteur", "La naissance et le décès"])
def test_what_names_neither_more_often_leaves_it_open(sheet, text):
    assert told_kind([sheet().body(text or " ").page()], 1) is None
