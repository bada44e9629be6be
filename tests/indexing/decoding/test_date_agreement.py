from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.civil_date import Calendar
from archive.date_words import spell_ar, spell_fr
from archive.hijri import from_gregorian
from indexing.decoding.date_agreement import (
    calendar_findings,
    date_candidates,
    date_field,
    drawn_up_in,
    follow,
    hijri_years,
    settle,
)
from indexing.decoding.dates import DateCandidate
from indexing.text.stream import EMPTY, extract_words

YEARS = range(1989, 1991)
days = st.dates(date(1989, 1, 5), date(1990, 12, 25))


def hijri(day: date) -> str:
    return "{:04}-{:02}-{:02}".format(*from_gregorian(day))


@pytest.fixture(scope="module")
def read(placed):
    return lambda text, confidence=0.97: extract_words(placed(text, confidence))


@pytest.fixture
def best(read):
    def decoded(years: range = YEARS, calendar: Calendar = Calendar.GREGORIAN, **texts: str):
        readings = {script: read(text) for script, text in texts.items()}
        return date_candidates(readings, calendar, years)

    return decoded


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("quatre mars mil neuf cent quatre-vingt-dix", "1990-03-04"),
        ("L'an mil neuf cent quatre-vingt-dix, le quatre mars", "1990-03-04"),
        ("04/03/1990", "1990-03-04"),
    ],
)
def test_dates_are_read_day_first_and_year_first(best, text, iso):
    assert best(fr=text)[0].iso == iso


def test_an_arabic_date_is_read_in_both_orders_of_its_year(best):
    assert best(ar="رابع مارس سنة ألف وتسعمائة وتسعين")[0].iso == "1990-03-04"
    assert best(ar="رابع مارس سنة تسعين وتسعمائة وألف")[0].iso == "1990-03-04"


def test_two_scripts_that_agree_leave_less_doubt_than_one(best):
    french, arabic = (
        "quatre mars mil neuf cent quatre-vingt-dix",
        "رابع مارس سنة ألف وتسعمائة وتسعين",
    )
    both, one = best(fr=french, ar=arabic)[0], best(fr=french)[0]
    assert both.iso == one.iso == "1990-03-04"
    assert both.score > one.score


@pytest.mark.parametrize(("day", "iso"), [("سادس", "1990-03-06"), ("سابع", "1990-03-07")])
def test_two_scripts_that_plainly_differ_leave_the_date_in_doubt(best, day, iso):
    # In Arabic the fourth and the seventh are a letter apart: that is no agreement.
    french, arabic = "quatre mars mil neuf cent quatre-vingt-dix", "مارس سنة ألف وتسعمائة وتسعين"
    both = best(fr=french, ar=f"{day} {arabic}")
    assert {c.iso for c in both[:2]} == {"1990-03-04", iso}
    assert both[0].score < 0.7 < best(fr=french)[0].score


def test_a_script_that_says_less_does_not_contradict(best):
    french = "quatre mars mil neuf cent quatre-vingt-dix"
    assert best(fr=french, ar="1990")[0].iso == "1990-03-04"
    assert best(fr=french, ar="1990")[0].score > 0.7


def test_nothing_read_gives_no_candidate(best, read):
    assert best() == []
    assert date_candidates({"fr": read("  ")}, Calendar.GREGORIAN, YEARS) == []


def test_hijri_years_cover_the_gregorian_ones():
    assert hijri_years(range(1990, 1991)) == range(1410, 1412)
    assert hijri_years(range(1915, 1916)) == range(1333, 1335)


@given(days)
def test_both_calendars_of_a_day_agree_without_finding(day):
    assert calendar_findings(hijri(day), day.isoformat(), "birth_date") == []


@given(days, st.sampled_from([-1, 1]))
def test_a_day_apart_is_the_moon_s(day, shift):
    other = day + timedelta(days=shift)
    assert calendar_findings(hijri(day), other.isoformat(), "birth_date") == []


@given(days, st.sampled_from([-2, 2]))
def test_two_days_apart_are_noted(day, shift):
    other = day + timedelta(days=shift)
    (finding,) = calendar_findings(hijri(day), other.isoformat(), "birth_date")
    assert finding.code == "calendars_apart"
    assert (finding.field, finding.params["days"]) == ("birth_date", 2)


@given(days, st.integers(3, 300))
def test_further_apart_the_two_conflict(day, shift):
    other = day + timedelta(days=shift)
    (finding,) = calendar_findings(hijri(day), other.isoformat(), "death_date")
    assert finding.code == "calendars_conflict"
    assert finding.params == {
        "hijri": hijri(day),
        "gregorian": other.isoformat(),
        "days": shift,
    }


@pytest.mark.parametrize(("one", "other"), [(None, "1990-03-04"), ("1410", "1990-03-04"), ("", "")])
def test_dates_too_short_to_compare_say_nothing(one, other):
    assert calendar_findings(one, other, "birth_date") == []


def test_the_pair_that_agrees_leads_over_better_readings_that_do_not():
    gregorian = [DateCandidate("1990-03-14", 0.6), DateCandidate("1990-03-04", 0.5)]
    told = [DateCandidate(hijri(date(1990, 3, 4)), 0.7)]
    first, second = settle(gregorian, told)
    assert (first[0].iso, second[0].iso) == ("1990-03-04", told[0].iso)
    assert first[0].score > 0.5
    assert {c.iso for c in first} == {"1990-03-14", "1990-03-04"}


def test_sure_readings_that_conflict_are_kept_as_written():
    gregorian, told = [DateCandidate("1990-03-04", 0.99)], [DateCandidate("1410-01-20", 0.99)]
    assert settle(gregorian, told) == (gregorian, told)


def test_a_hijri_day_that_lost_its_first_figure_is_told_by_the_other_calendar():
    day = date(1990, 3, 12)
    assert hijri(day) == "1410-08-14"
    _, second = settle([DateCandidate("1990-03-12", 0.9)], [DateCandidate("1410-08-04", 0.8)])
    assert second[0].iso == "1410-08-14"


def test_one_calendar_alone_stays_as_it_is():
    alone = [DateCandidate("1990-03-04", 0.4)]
    assert settle(alone, []) == (alone, [])
    assert settle([], alone) == ([], alone)
    assert follow(alone, []) == (alone, [])


def test_an_act_is_drawn_up_after_its_event_and_soon():
    event = [DateCandidate("1990-03-04", 0.9)]
    drawn_up = [
        DateCandidate("1990-03-01", 0.6),
        DateCandidate("1990-09-09", 0.6),
        DateCandidate("1990-03-09", 0.5),
    ]
    assert follow(event, drawn_up)[1][0].iso == "1990-03-09"


def test_a_late_act_is_possible_an_early_one_hardly():
    event = [DateCandidate("1990-03-04", 0.9)]
    drawn_up = [DateCandidate("1990-03-01", 0.7), DateCandidate("1990-09-09", 0.5)]
    assert follow(event, drawn_up)[1][0].iso == "1990-09-09"


@given(days)
def test_a_date_spelled_in_either_script_is_read_back(read, day):
    texts = {"fr": spell_fr(day), "ar": spell_ar(day)}
    readings = {script: read(text) for script, text in texts.items()}
    field = date_field(date_candidates(readings, Calendar.GREGORIAN, YEARS), readings)
    assert field.value == day.isoformat()
    assert field.confidence >= 0.98


def test_a_date_that_cannot_be_read_keeps_its_wording_without_value(read):
    field = date_field([], {"fr": read("illisible")})
    assert (field.value, field.raw, field.confidence) == (None, "illisible", 0.0)
    assert date_field([], {}) is None
    assert date_field([], {"fr": EMPTY}) is None


def test_a_drawing_up_before_its_event_is_of_the_register_s_year_and_never_sure():
    event = [DateCandidate("1931-06-17", 0.98)]
    torn = drawn_up_in([DateCandidate("1930-07-03", 1.0)], 1931)
    _, drawn_up = follow(event, torn)
    assert drawn_up[0].iso == "1931-07-03"
    assert drawn_up[0].score < 0.2
    assert "1930-07-03" in {candidate.iso for candidate in drawn_up}


def test_the_day_read_of_a_drawing_up_is_kept_where_nothing_speaks_against_it():
    event = [DateCandidate("1930-12-28", 0.98)]
    _, drawn_up = follow(event, drawn_up_in([DateCandidate("1930-12-30", 0.9)], 1931))
    assert drawn_up[0] == DateCandidate("1930-12-30", 0.9)
    assert drawn_up_in([DateCandidate("1928-02-29", 0.9)], 1931) == [
        DateCandidate("1928-02-29", 0.9)
    ]
