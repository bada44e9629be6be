"""What stands above pages in the same words is a title."""

from archive.register import Kind
from indexing.acts.runs import read_acts
from indexing.entries.reading import sentence
from indexing.entries.running_titles import running_titles
from indexing.forms import forms_of

TITLE = "Feuillet double pour l'exercice 1941"


def pages(sheet, act_text, *tops):
    return [
        (f"p{n}", sheet().body(f"{top}\n{act_text('fr_birth', number=str(n))}").page())
        for n, top in enumerate(tops, start=12)
    ]


def test_a_line_that_comes_back_above_pages_is_a_title(sheet, act_text):
    assert running_titles(pages(sheet, act_text, TITLE, TITLE)) == (TITLE,)


def test_a_line_met_once_or_with_a_colon_is_none(sheet, act_text):
    assert running_titles(pages(sheet, act_text, TITLE, "Dernier feuillet du registre")) == ()
    assert (
        running_titles(pages(sheet, act_text, "Lieu : Oujda la Neuve", "Lieu : Oujda la Neuve"))
        == ()
    )


def test_an_opening_that_acts_repeat_with_other_days_is_none(sheet):
    opening = "Le {} février mil neuf cent trente-trois à {} heures, est né à"
    days = [("dix", "seize"), ("vingt-cinq", "cinq"), ("dix-huit", "quatre")]
    read = [
        (f"p{n}", sheet().body("\n".join(opening.format(*day) for day in days[n:])).page())
        for n in range(len(days))
    ]
    assert running_titles(read) == ()


def test_margins_hold_no_titles(sheet, act_text):
    text = act_text("fr_birth", number="12")
    found = running_titles([(f"p{n}", sheet().margin(TITLE).body(text).page()) for n in (1, 2)])
    assert TITLE not in found


def test_no_act_holds_the_title_above_it(sheet, act_text):
    readings = read_acts(pages(sheet, act_text, TITLE, TITLE), forms_of(Kind.BIRTH))
    texts = [sentence(one.entry, one.form).letters for one in readings]
    assert len(texts) == 2
    assert not any("feuillet" in letters for letters in texts)
