"""Which name a volume's margins write first."""

from archive.register import Kind
from indexing.acts.runs import read_acts
from indexing.forms import forms_of
from indexing.volumes.margin_order import with_margin_order

PEOPLE = [("Brahim", "Bennani"), ("Zineb", "Benjelloun"), ("Omar", "Bennis")]


def margins(sheet, act_text, *lines):
    pages = [
        (f"p{n}", sheet().margin(text).body(act_text("fr_birth", number=str(n))).page())
        for n, text in enumerate(lines, start=12)
    ]
    readings = with_margin_order(read_acts(pages, forms_of(Kind.BIRTH)))
    return [tuple((field, e.text) for field, _, e in one.margin) for one in readings]


def test_the_family_name_stands_above_the_given_name(sheet, act_text):
    told = margins(sheet, act_text, *(f"{family}\n{given}" for given, family in PEOPLE))
    assert told[0] == (("family_name", "Bennani"), ("given_name", "Brahim"))


def test_margins_that_begin_with_given_names_are_turned_together(sheet, act_text):
    told = margins(sheet, act_text, *(f"{given}\n{family}" for given, family in PEOPLE))
    assert told == [(("family_name", family), ("given_name", given)) for given, family in PEOPLE]


def test_one_margin_alone_turns_none(sheet, act_text):
    told = margins(sheet, act_text, "Brahim\nBennani")
    assert told == [(("family_name", "Brahim"), ("given_name", "Bennani"))]


def test_of_is_no_part_of_the_name(sheet, act_text):
    told = margins(sheet, act_text, *(f"de {given}\n{family}" for given, family in PEOPLE))
    assert told[1] == (("family_name", "Benjelloun"), ("given_name", "Zineb"))
