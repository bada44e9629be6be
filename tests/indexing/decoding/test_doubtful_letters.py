"""Letters that an engine doubts are taken for others at less than the cost of a misreading."""

from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.civil_date import Calendar
from indexing.decoding.alignment import Text, Words
from indexing.decoding.date_agreement import other_readings
from indexing.decoding.date_renderings import glue
from indexing.decoding.dates import decode_date
from indexing.decoding.doubtful_letters import doubtful_text
from indexing.text.stream import PlacedWord, extract_words
from ocr.page import BoundingBox, Word

fold = partial(glue, script="fr")
YEARS = range(1893, 1923)


def cost(raw, word, alternatives=None, backward=False):
    """What reading ``raw`` would have cost where ``word`` is written."""
    text = doubtful_text(raw, fold(raw), "fr", alternatives or {}, fold, backward)
    columns = text.then(text.begin(1.0), Words.of("fr", [[word]], backward))
    return float(text.costs(columns)[-1, 0])


@pytest.mark.parametrize("backward", [False, True])
def test_a_letter_of_another_reading_costs_less_than_any_other(backward):
    others = {"1900": ("1906", "1907")}
    near, second, far = (cost("1900", year, others, backward) for year in ("1906", "1907", "1908"))
    assert 0 < near < second < 0.5 < far == pytest.approx(1.0)
    assert cost("1900", "1900", others, backward) == 0


@pytest.mark.parametrize("backward", [False, True])
def test_a_letter_may_be_missing_or_too_many(backward):
    assert cost("190", "1909", {"190": ("1909",)}, backward) < 0.5
    assert cost("190", "1909", {}, backward) == pytest.approx(1.0)
    assert cost("19043", "1904", {"19043": ("1904",)}, backward) < 0.5
    assert cost("190", "190", {"190": ("1909",)}, backward) == 0


def test_doubts_of_several_words_add_up():
    others = {"hai": ("mai",), "190": ("1909",)}
    assert cost("22 hai 190", "22mai1909", others) == pytest.approx(
        cost("hai", "mai", others) + cost("190", "1909", others)
    )


@given(st.text("abcdeu019 ", max_size=12), st.text("abcdeu019", max_size=8))
def test_without_other_readings_it_is_the_plain_text(raw, word):
    plain = Text.of("fr", fold(raw))
    alone = float(plain.costs(plain.then(plain.begin(1.0), Words.of("fr", [[word]])))[-1, 0])
    assert cost(raw, word) == pytest.approx(alone, abs=1e-4)


@given(
    st.lists(st.text("abe019", min_size=1, max_size=5), min_size=1, max_size=3),
    st.lists(st.text("abe019", max_size=6), max_size=4),
    st.text("abe019", max_size=8),
)
def test_other_readings_never_make_a_word_dearer(words, others, word):
    raw = " ".join(words)
    assert cost(raw, word, {words[0]: others}) <= cost(raw, word) + 1e-4


def test_the_date_an_engine_doubts_is_among_the_candidates():
    others = {"hai": ("mai", "nai"), "1900": ("1906", "1g00"), "22": ("2",)}
    alone = decode_date("22 hai 1900", "fr", Calendar.GREGORIAN, YEARS)
    found = decode_date("22 hai 1900", "fr", Calendar.GREGORIAN, YEARS, others)
    assert found[0].iso == "1900-05-22"
    assert "1906-05-22" in [one.iso for one in found]
    assert "1906-05-22" not in [one.iso for one in alone]
    outside = decode_date("22 hai 1900", "fr", Calendar.GREGORIAN, range(1903, 1913), others)
    assert outside[0].iso == "1906-05-22"


def test_dates_with_signs_take_other_readings_too():
    found = decode_date(
        "12/08/1955", "fr", Calendar.GREGORIAN, range(1950, 1960), {"12/08/1955": ("12/03/1955",)}
    )
    assert [one.iso for one in found[:2]] == ["1955-08-12", "1955-03-12"]


def test_an_extract_tells_what_else_its_words_may_say():
    box = BoundingBox(0, 0, 10, 10)
    words = [Word("22", box, 0.9), Word("hai", box, 0.5, ("mai",))]
    extract = extract_words([PlacedWord(word, "1") for word in words])
    assert other_readings(extract) == {"hai": ("mai",)}


def test_dates_scored_as_a_whole_come_first_and_stay_within_the_years():
    others = {"22hai": ("22nai", "27 mai 1909", "22 mai 1907", "22 mai 1809")}
    found = decode_date("22hai 1g0g", "fr", Calendar.GREGORIAN, YEARS, others)
    assert [one.iso for one in found[:2]] == ["1909-05-27", "1907-05-22"]
    assert all(one.iso[:4] != "1809" for one in found)


def test_a_date_read_plainly_stands_before_what_an_engine_scored():
    others = {"22": ("22 mai 1907",)}
    found = decode_date("22 mai 1909", "fr", Calendar.GREGORIAN, YEARS, others)
    assert (found[0].iso, found[0].score) == ("1909-05-22", 1.0)
    assert "1907-05-22" in [one.iso for one in found]
