import random
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.civil_date import Calendar
from archive.date_words import spell_ar, spell_fr
from archive.hijri import from_gregorian
from archive.months import GREGORIAN_AR, GREGORIAN_FR
from archive.numbers_ar import Order
from indexing.decoding.dates import DateCandidate, decode_date

G, H = Calendar.GREGORIAN, Calendar.HIJRI
GREGORIAN_YEARS, HIJRI_YEARS = range(1915, 2024), range(1333, 1447)
LETTERS = {"ar": "ابتثجحخدذرزسشصضطظعغفقكلمنهويةىئ", "fr": "abcdefghijklmnopqrstuvwxyz"}

days = st.dates(date(1915, 1, 1), date(2023, 12, 31))


def hijri_iso(day: date) -> str:
    return "{:04}-{:02}-{:02}".format(*from_gregorian(day))


def best(raw: str, script: str, calendar: Calendar = G, years: range = GREGORIAN_YEARS) -> str:
    return decode_date(raw, script, calendar, years)[0].iso


def misread(text: str, rate: float, rng: random.Random, script: str) -> str:
    """Letters misread, lost or doubled and words glued, each at ``rate``."""
    read = []
    for letter in text:
        if rng.random() >= rate:
            read.append(letter)
        elif letter != " " and (kind := rng.random()) > 0.2:
            read.append(rng.choice(LETTERS[script]) + (letter if kind > 0.8 else ""))
    return "".join(read)


@given(days, st.sampled_from(Order))
def test_an_exact_arabic_wording_scores_one(day, order):
    assert decode_date(spell_ar(day, G, order), "ar", G, GREGORIAN_YEARS)[0] == DateCandidate(
        day.isoformat(), 1.0
    )
    written = spell_ar(day, H, order)
    found = decode_date(written, "ar", H, HIJRI_YEARS)
    assert found[0] == DateCandidate(hijri_iso(day), 1.0)


@given(days)
def test_an_exact_french_wording_scores_one(day):
    found = decode_date(spell_fr(day), "fr", G, GREGORIAN_YEARS)
    assert found[0] == DateCandidate(day.isoformat(), 1.0)


@given(days, st.sampled_from(["ar", "fr"]), st.integers(0, 10_000))
def test_candidates_are_distinct_dates_in_range_best_first(day, script, seed):
    spelled = spell_ar(day) if script == "ar" else spell_fr(day)
    found = decode_date(
        misread(spelled, 0.2, random.Random(seed), script), script, G, range(1950, 1960)
    )
    assert len(found) <= 5
    assert len({one.iso for one in found}) == len(found)
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    assert sum(one.score for one in found if one.score < 1) <= 1.001
    assert all(1950 <= int(one.iso[:4]) < 1960 for one in found)
    assert all(date.fromisoformat(one.iso) for one in found if len(one.iso) == 10)


@pytest.mark.parametrize(
    ("script", "calendar", "rate", "least"),
    [
        ("ar", G, 0.05, 0.95),
        ("ar", G, 0.10, 0.87),
        ("ar", G, 0.15, 0.78),
        ("ar", H, 0.05, 0.95),
        ("ar", H, 0.10, 0.87),
        ("fr", G, 0.05, 0.95),
        ("fr", G, 0.10, 0.90),
        ("fr", G, 0.15, 0.82),
    ],
)
def test_the_right_date_is_first_through_noise(script, calendar, rate, least):
    rng = random.Random(1956)
    right = 0
    for _ in range(100):
        day = date(1915, 1, 1) + timedelta(days=rng.randrange(39_000))
        order = rng.choice(list(Order))
        spelled = spell_fr(day) if script == "fr" else spell_ar(day, calendar, order)
        years = HIJRI_YEARS if calendar is H else GREGORIAN_YEARS
        found = best(misread(spelled, rate, rng, script), script, calendar, years)
        right += found == (hijri_iso(day) if calendar is H else day.isoformat())
    assert right / 100 >= least


def test_sure_candidates_are_right_and_unsure_ones_often_wrong():
    rng = random.Random(7)
    sure, unsure = [], []
    for _ in range(300):
        day = date(1915, 1, 1) + timedelta(days=rng.randrange(39_000))
        found = decode_date(misread(spell_ar(day), 0.15, rng, "ar"), "ar", G, GREGORIAN_YEARS)
        right = found[0].iso == day.isoformat()
        (sure if found[0].score >= 0.8 else unsure if found[0].score < 0.5 else []).append(right)
    assert sum(sure) / len(sure) >= 0.98
    assert sum(unsure) / len(unsure) <= 0.85


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("حادي عشر يوليوز سنة ثلا ثة وتسعين و تسعماىة وأ لف", "1993-07-11"),
        ("حادي عشر بوليوز سه كلانه وتسعين وتسعماية والف", "1993-07-11"),
        ("في يوم ثامن وعشرين أكتو بر سنة سبعة وأربعينوتسعمائة وألف ميلادية", "1947-10-28"),
        ("22 دجنير ١٩٧٤", "1974-12-22"),
        ("فاتح بناير 1980", "1980-01-01"),
        ("في عام أربعه وحمسين وتسعماثة وألف", "1954"),
        ("سنه 1954", "1954"),
        ("ثاني عشر ماى سنة اربعة و ستين", "1964-05-12"),
    ],
)
def test_arabic_readings(raw, expected):
    assert best(raw, "ar") == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("vinqt-dcux iuin mil ncuf cont trcnte et vn", "1931-06-22"),
        ("le premicr mars milneuf cent trente - trois a", "1933-03-01"),
        ("L'an mil neuf cent", None),
        ("O6/12/1954", "1954-12-06"),
        ("2004 - 08 - 14", "2004-08-14"),
        ("22 decembrc 1974", "1974-12-22"),
        ("cn 1925", "1925"),
        ("l9Z5", "1925"),
    ],
)
def test_french_readings(raw, expected):
    found = decode_date(raw, "fr", G, GREGORIAN_YEARS)
    if expected is None:
        assert all(one.score < 0.5 for one in found)
    else:
        assert found[0].iso == expected


def test_two_dates_that_explain_a_reading_equally_share_the_score():
    # A lost letter stands between سابع (7) and رابع (4), with nothing else to tell them apart.
    first, second, *_ = decode_date("ابع ماي سنة ألف وتسعمائة وستين", "ar", G, GREGORIAN_YEARS)
    assert {first.iso, second.iso} == {"1960-05-07", "1960-05-04"}
    assert first.score == second.score < 0.5


def test_the_years_asked_for_decide_between_readings():
    raw = "سبعة وتشعين وتسعمائة وألف"
    assert best(raw, "ar", years=range(1990, 2000)) == "1997"
    assert best(raw, "ar", years=range(1960, 1990)).endswith("7")
    out_of_range = decode_date(raw, "ar", G, range(1960, 1990))[0]
    assert out_of_range.score < 0.7 < decode_date(raw, "ar", G, range(1990, 2000))[0].score


@pytest.mark.parametrize("raw", ["", "   ", "…", "—"])
def test_nothing_to_read_gives_nothing(raw):
    assert decode_date(raw, "ar", G, GREGORIAN_YEARS) == []


@pytest.mark.parametrize("raw", ["فلاح", "الدار البيضاء", "ضابط الحالة المدنية", "القنيطرة"])
def test_what_is_no_date_is_never_sure(raw):
    assert all(one.score < 0.3 for one in decode_date(raw, "ar", G, GREGORIAN_YEARS))


def test_a_round_year_is_not_read_where_no_word_says_it():
    found = decode_date("خامس ماي سنة", "ar", G, GREGORIAN_YEARS)
    assert "2000-05-05" not in [one.iso for one in found]
    assert all(one.score < 0.3 for one in found)


@pytest.mark.parametrize("month", range(1, 13))
def test_digits_with_a_month_name(month):
    for names, script in ((GREGORIAN_AR, "ar"), (GREGORIAN_FR, "fr")):
        assert best(f"9 {names.name(month)} 1967", script) == f"1967-{month:02}-09"


def test_the_eighth_torn_in_two_is_the_eighth():
    assert best("ثا من جمادى الثانية سنة أربعمائة وألف", "ar", H, range(1398, 1403)) == "1400-06-08"
    tenth = best("عاشر من جمادى الثانية سنة أربعمائة وألف", "ar", H, range(1398, 1403))
    assert tenth == "1400-06-10"
