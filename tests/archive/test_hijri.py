from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.hijri import Agreement, agreement, difference, from_gregorian, to_gregorian

days = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@given(days)
def test_conversion_there_and_back(day):
    assert to_gregorian(*from_gregorian(day)) == day


@pytest.mark.parametrize(
    ("hijri", "gregorian"),
    [
        # Dahirs and decrees dated in both calendars (bulletins officiels).
        ((1333, 10, 24), date(1915, 9, 4)),
        ((1369, 5, 18), date(1950, 3, 8)),
        ((1423, 7, 25), date(2002, 10, 3)),
        ((1423, 8, 2), date(2002, 10, 9)),
        ((1442, 12, 3), date(2021, 7, 14)),
    ],
)
def test_official_pairs_are_within_a_day_of_the_table(hijri, gregorian):
    assert abs((to_gregorian(*hijri) - gregorian).days) <= 1


def iso(hijri: tuple[int, int, int]) -> str:
    return "{:04}-{:02}-{:02}".format(*hijri)


@given(days, st.integers(-40, 40))
def test_agreement_depends_on_the_distance_only(day, shift):
    written = (day + timedelta(days=shift)).isoformat()
    assert difference(iso(from_gregorian(day)), written) == shift
    expected = {0: Agreement.AGREES, 1: Agreement.AGREES, 2: Agreement.FLAG}
    verdict = agreement(iso(from_gregorian(day)), written)
    assert verdict is expected.get(abs(shift), Agreement.CONFLICT)


def test_a_shorter_date_agrees_with_every_day_it_covers():
    assert agreement("1375", "1955-10-01") is Agreement.AGREES
    assert agreement("1375-01", "1955") is Agreement.AGREES
    assert agreement("1375", "1954") is Agreement.CONFLICT


def test_a_sighted_thirtieth_exists_in_every_month():
    assert to_gregorian(1405, 2, 30) == to_gregorian(1405, 3, 1)


@pytest.mark.parametrize("written", [(1405, 13, 1), (1405, 1, 31), (1405, 1, 0), (0, 1, 1)])
def test_impossible_dates_are_refused(written):
    with pytest.raises(ValueError, match="is not a Hijri date"):
        to_gregorian(*written)
