from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.civil_date import Calendar
from archive.date_words import parse_ar, parse_fr, spell_ar, spell_fr
from archive.hijri import from_gregorian
from archive.numbers_ar import Case, Order
from archive.numbers_fr import Spelling

FIRST, LAST = date(1900, 1, 1), date(2030, 12, 31)
days = st.dates(FIRST, LAST)
calendars = st.sampled_from(Calendar)


def iso(day: date, calendar: Calendar) -> str:
    if calendar is Calendar.GREGORIAN:
        return day.isoformat()
    return "{:04}-{:02}-{:02}".format(*from_gregorian(day))


@pytest.mark.parametrize("step", [7, pytest.param(1, marks=pytest.mark.prove)])
@pytest.mark.parametrize("calendar", Calendar)
def test_every_date_from_1900_to_2030_round_trips(calendar, step):
    for number in range(0, (LAST - FIRST).days + 1, step):
        day = FIRST + timedelta(days=number)
        written = iso(day, calendar)
        assert parse_fr(spell_fr(day, calendar)).iso == written
        for order in Order:
            read = parse_ar(spell_ar(day, calendar, order))
            assert (read.iso, read.calendar, read.first) == (written, calendar, day)


@given(days, calendars, st.sampled_from(Spelling), st.sampled_from([4, 7, 10]))
def test_french_round_trip_at_every_precision(day, calendar, spelling, length):
    written = iso(day, calendar)[:length]
    assert parse_fr(spell_fr(written, calendar, spelling)).iso == written


@given(days, calendars, st.sampled_from(Order), st.sampled_from(Case), st.sampled_from([4, 7, 10]))
def test_arabic_round_trip_at_every_precision(day, calendar, order, case, length):
    written = iso(day, calendar)[:length]
    assert parse_ar(spell_ar(written, calendar, order, case)).iso == written


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("22 décembre 1974", "1974-12-22"),
        ("1er mars 1933", "1933-03-01"),
        ("06/12/1954", "1954-12-06"),
        ("6-12-1954", "1954-12-06"),
        ("2004-08-14", "2004-08-14"),
        ("en 1905", "1905"),
        ("L'an mil neuf cent trente et un, le vingt-deux juin", "1931-06-22"),
        ("le quinze du mois de mai de l'année mil neuf cent vingt", "1920-05-15"),
        ("sept septembre mil neuf cent sept", "1907-09-07"),
        ("dix-sept sept. 1947", "1947-09-17"),
        ("deux mai mil neuf cent sept", "1907-05-02"),
    ],
)
def test_french_wordings(text, expected):
    read = parse_fr(text)
    assert (read.iso, read.calendar, read.wording) == (expected, Calendar.GREGORIAN, text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("22 دجنبر 1974", "1974-12-22"),
        ("٢٢ دجنبر ١٩٧٤", "1974-12-22"),
        ("في عام أربعة وخمسين وتسعمائة وألف", "1954"),
        (
            "في يوم ثامن وعشرين من شهر أكتوبر سنة ألف وتسعمائة وسبعة وأربعين ميلادية",
            "1947-10-28",
        ),
        ("واحد وثلاثين يوليوز سنة ثلاثة وتسعين وتسعمائة وألف", "1993-07-31"),
        ("فاتح يناير 2001", "2001-01-01"),
        ("متم فبراير 2004", "2004-02-29"),
        ("يوم الاثنين ثالث ماي عام خمسة وألفين", "2005-05-03"),
    ],
)
def test_arabic_wordings(text, expected):
    read = parse_ar(text)
    assert (read.iso, read.calendar, read.wording) == (expected, Calendar.GREGORIAN, text)


@pytest.mark.parametrize(
    ("read", "text", "expected"),
    [
        (parse_fr, "24 chaoual 1333", "1333-10-24"),
        (parse_fr, "18 joumada I 1369", "1369-05-18"),
        (parse_ar, "28 جمادى الثانية 1425", "1425-06-28"),
        (parse_ar, "واحد وعشرين محرم سنة أربعة عشر وأربعمائة وألف", "1414-01-21"),
        (parse_ar, "فاتح محرم الحرام عام 1400 هجرية", "1400-01-01"),
        (parse_ar, "ألف وثلاثمائة وخمسة وسبعين", "1375"),
        (parse_ar, "12/03/1401 هجرية", "1401-03-12"),
    ],
)
def test_hijri_dates_are_told_by_month_label_or_year(read, text, expected):
    civil = read(text)
    assert (civil.iso, civil.calendar) == (expected, Calendar.HIJRI)


@pytest.mark.parametrize(
    ("read", "text"),
    [
        (parse_fr, "trente février mil neuf cent"),
        (parse_fr, "un cultivateur"),
        (parse_fr, "dix-huit"),
        (parse_fr, "06/12/54"),
        (parse_fr, "juin"),
        (parse_fr, ""),
        (parse_ar, "سبعة عشر"),
        (parse_ar, "الدار البيضاء"),
        (parse_ar, "ثاني يناير"),
    ],
)
def test_what_is_no_date_is_refused(read, text):
    with pytest.raises(ValueError, match=r"."):
        read(text)


def test_a_month_of_the_other_calendar_is_refused():
    with pytest.raises(ValueError, match="hijri month"):
        parse_ar("فاتح محرم 1400", Calendar.GREGORIAN)
