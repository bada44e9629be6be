"""Character error rates: what counts as the same letter, and what a line without reading costs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr.line_errors import LineErrors, line_errors, normalise
from ocr.page import Script


@pytest.mark.parametrize(
    ("script", "one", "other"),
    [
        (Script.LATIN, "l’acte — « cœur »…", 'l\'acte - " coeur "...'),
        (Script.LATIN, "e\u0301tat  civil ", "état civil"),
        (Script.ARABIC, "مُحَمَّـد", "محمد"),
        (Script.ARABIC, "١٩٣٣، ۷", "1933, 7"),
        (Script.ARABIC, "\u200fعلی کریم\u200e", "علي كريم"),
        (Script.ARABIC, "\ufefb", "لا"),
    ],
)
def test_what_no_reader_could_tell_apart_is_the_same(script, one, other):
    assert normalise(one, script) == normalise(other, script)


@pytest.mark.parametrize(("one", "other"), [("Fès", "Fes"), ("Fès", "fès")])
def test_case_and_accents_are_kept_in_french(one, other):
    assert normalise(one, Script.LATIN) != normalise(other, Script.LATIN)


def test_errors_are_edits_over_what_stands_there():
    told = line_errors([("Fes", "Fès"), ("Rabat", "Rabat"), ("", "Salé")], Script.LATIN)
    assert told == LineErrors(edits=5, characters=12, lines=3, exact=1)
    assert told.rate == 5 / 12


def test_nothing_to_read_has_no_rate():
    assert line_errors([], Script.LATIN).rate is None


@given(st.text(), st.sampled_from(Script))
def test_normalising_twice_changes_nothing(text, script):
    once = normalise(text, script)
    assert normalise(once, script) == once
