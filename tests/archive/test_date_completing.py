"""Dates that are begun go on as registers write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.civil_date import Calendar
from archive.date_completing import date_completions
from archive.date_words import parse_ar, parse_fr, spell_ar, spell_fr

GREGORIAN, HIJRI = Calendar.GREGORIAN, Calendar.HIJRI


@pytest.mark.parametrize(
    ("begun", "offered"),
    [
        ("douze ma", ["douze mars", "douze mai"]),
        ("12 m", ["12 mars", "12 mai"]),
        ("12 mars", ["12 mars 1938", "12 mars 1937"]),
        ("DOUZE MARS mil", ["douze mars mil neuf cent trente-huit"]),
        ("vingt", ["vingt et un", "vingt-deux", "vingt-neuf"]),
        ("vingt ", ["vingt janvier", "vingt février"]),
        ("vingt et un j", ["vingt et un janvier", "vingt et un juin", "vingt et un juillet"]),
        ("ثاني ع", ["ثاني عشر"]),
        ("الثاني عشر م", ["الثاني عشر مارس", "الثاني عشر ماي"]),
        ("الثاني عشر من م", ["الثاني عشر من مارس"]),
        ("٢ مارس", ["2 مارس 1938"]),
        ("2 مارس سنة", ["2 مارس سنة ألف وتسعمائة وثمانية وثلاثين"]),
    ],
)
def test_a_date_goes_on_to_its_next_part(begun: str, offered: list[str]) -> None:
    found = date_completions(begun, GREGORIAN, 1938, limit=12)
    assert [item for item in found if item in offered] == offered


@pytest.mark.parametrize("begun", ["", " ", "12/3", "Settat", "trente-deux", "12 marsouins", "<b>"])
def test_what_begins_no_date_goes_on_as_nothing(begun: str) -> None:
    assert date_completions(begun, GREGORIAN, 1938) == []


def test_months_are_those_of_the_calendar() -> None:
    assert date_completions("12 ra", HIJRI) == ["12 rabia I", "12 rabia II", "12 ramadan"]
    assert date_completions("12 ربيع", HIJRI) == ["12 ربيع الأول", "12 ربيع الثاني"]
    assert "12 ramadan" not in date_completions("12 ra", GREGORIAN)


def test_no_year_is_offered_where_none_is_likely() -> None:
    assert date_completions("12 mars", GREGORIAN) == []


@given(st.dates(date(1915, 1, 1), date(2099, 12, 31)), st.data())
def test_following_what_is_offered_writes_the_whole_date(day, data) -> None:
    for spelled, parse in ((spell_fr(day), parse_fr), (spell_ar(day), parse_ar)):
        assert parse(spelled).iso == day.isoformat()
        begun = spelled[: data.draw(st.integers(2, len(spelled) - 1))]
        offered = date_completions(begun, GREGORIAN, day.year, limit=50)
        assert any(spelled.startswith(item) for item in offered), begun
