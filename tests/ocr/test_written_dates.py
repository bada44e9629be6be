"""Dates are scored on what was seen: a misread letter still leaves the right one likely."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocr.ctc import ends
from ocr.written_dates import likely_dates, may_be_date

LETTERS = ["", " ", *"0123456789", *"abcdefghijklmnopqrstuvwxyz", *"ÉéûAJM", "."]
PLAIN = {"é": "e", "û": "u"}


def seen(text, doubts=None, odds=0.9):
    """A matrix in which ``text`` stands letter by letter, with blanks between; doubts by place."""
    matrix = np.full((2 * len(text) + 1, len(LETTERS)), 1e-6)
    matrix[0::2, 0] = 0.99
    for place, letter in enumerate(text):
        other = (doubts or {}).get(place)
        matrix[2 * place + 1, LETTERS.index(letter)] = odds
        if other is not None:
            matrix[2 * place + 1, LETTERS.index(other)] = 1 - odds
    return np.log(matrix)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("27 Mai 1909", "27 mai 1909"),
        ("3Août1911", "3 aout 1911"),
        ("28 Février 1955.", None),
        ("11 décembre 1850", "11 decembre 1850"),
    ],
)
def test_a_date_seen_clearly_is_the_first(text, date):
    letters = [*LETTERS, "F"]
    matrix = np.pad(seen(text.replace("F", "f")), ((0, 0), (0, 1)), constant_values=-14.0)
    assert likely_dates([matrix], letters, 5)[0] == (date or "28 fevrier 1955")


def test_letters_the_recogniser_half_saw_decide():
    """Read "22hai 1g0g", its other choices being 7, m and 9."""
    matrix = seen("22hai 1g0g", {1: "7", 2: "m", 7: "9", 9: "9"}, odds=0.6)
    found = likely_dates([matrix], LETTERS, 6)
    assert found[:2] == ["22 mai 1909", "27 mai 1909"]


def test_a_sure_line_has_few_candidates_a_doubtful_one_more():
    sure = likely_dates([seen("24 juin 1904")], LETTERS, 8)
    doubtful = likely_dates([seen("24 juin 1904", {11: "1"}, odds=0.5)], LETTERS, 8)
    assert sure == ["24 juin 1904"]
    assert set(doubtful) == {"24 juin 1904", "24 juin 1901"}


def test_pictures_of_one_line_are_weighed_together():
    one = seen("24 juin 1904", {11: "1"}, odds=0.45)
    assert likely_dates([one], LETTERS, 8)[0] == "24 juin 1901"
    assert likely_dates([one, seen("24 juin 1904")], LETTERS, 8)[0] == "24 juin 1904"


@pytest.mark.parametrize("text", ["rue du bac 12", "fille de 3 jours", "1905", "x"])
def test_a_line_that_is_no_date_has_none(text):
    assert likely_dates([seen(text)], LETTERS, 8) == []


@settings(deadline=None)
@given(st.integers(1, 31), st.sampled_from(["mai", "mars"]), st.integers(1850, 2049))
def test_best_dates_are_ranked_as_their_own_probabilities(day, month, year):
    written = f"{day}{month}{year}"
    matrix = seen(written, {0: "2", len(written) - 1: "7"}, odds=0.7)
    labels = {letter: place for place, letter in enumerate(LETTERS)}
    dates = likely_dates([matrix], LETTERS, 6)
    written = [tuple(labels[c] for c in date.replace(" ", "")) for date in dates]
    in_label, in_blank = ends(matrix, written)
    scores = list(np.logaddexp(in_label[-1], in_blank[-1]))
    assert dates and scores == pytest.approx(sorted(scores, reverse=True))


@pytest.mark.parametrize("text", ["27 Mai 1909", "hai190", "28boüt gi9", "22.Octobre 1902"])
def test_short_lines_with_figures_may_be_dates(text):
    assert may_be_date(text)


@pytest.mark.parametrize("text", ["", "Marcelle", "12", "868 du jugement rendu le 4 mars"])
def test_names_numbers_and_sentences_may_not(text):
    assert not may_be_date(text)
