from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.civil_date import Calendar, CivilDate, Precision

days = st.dates(date(1850, 1, 1), date(2100, 12, 31))


@given(days)
def test_a_day_is_its_own_interval(day):
    civil = CivilDate.of(day.isoformat())
    assert (civil.first, civil.last, civil.precision) == (day, day, Precision.DAY)


@given(days, st.sampled_from([4, 7]))
def test_a_shorter_date_covers_every_day_it_may_mean(day, length):
    civil = CivilDate.of(day.isoformat()[:length])
    assert civil.first <= day <= civil.last
    assert (civil.first - timedelta(days=1)).isoformat()[:length] != civil.iso
    assert (civil.last + timedelta(days=1)).isoformat()[:length] != civil.iso


def test_a_hijri_year_is_the_gregorian_days_it_runs_through():
    civil = CivilDate.of("1375", Calendar.HIJRI, "خمسة وسبعين وثلاثمائة وألف")
    assert (civil.first, civil.last) == (date(1955, 8, 20), date(1956, 8, 7))
    assert civil.precision is Precision.YEAR
    assert civil.wording == "خمسة وسبعين وثلاثمائة وألف"


@given(st.integers(1300, 1470), st.integers(1, 12))
def test_hijri_months_follow_one_another(year, month):
    this = CivilDate.of(f"{year}-{month:02}", Calendar.HIJRI)
    after = (year, month + 1) if month < 12 else (year + 1, 1)
    following = CivilDate.of("{:04}-{:02}".format(*after), Calendar.HIJRI)
    assert following.first - this.last == timedelta(days=1)


@pytest.mark.parametrize(
    "iso", ["", "54", "1954-2", "1954-13", "1954-02-30", "06/12/1954", "1954-02-", "1954-00-01"]
)
def test_what_is_no_date_is_refused(iso):
    with pytest.raises(ValueError, match=r"date|day|month"):
        CivilDate.of(iso)


@pytest.mark.parametrize("iso", ["1400-13-01", "1400-01-31", "1400-00"])
def test_what_is_no_hijri_date_is_refused(iso):
    with pytest.raises(ValueError, match="is not a Hijri date"):
        CivilDate.of(iso, Calendar.HIJRI)


def test_the_interval_and_the_precision_cannot_contradict_the_date():
    day = date(1954, 12, 6)
    with pytest.raises(ValueError, match="precision"):
        CivilDate("", Calendar.GREGORIAN, Precision.YEAR, "1954-12-06", day, day)
    with pytest.raises(ValueError, match="1954-12-06"):
        CivilDate("", Calendar.GREGORIAN, Precision.DAY, "1954-12-06", day, date(1954, 12, 7))
