"""Days on which offices work, and days counted on them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.issuing.working_days import (
    Feast,
    Holiday,
    add_working_days,
    days_off,
    expected,
    is_working,
)

MARCH = Holiday(date(2020, 11, 6), None, True, "La Marche verte", "المسيرة الخضراء")
AID = Holiday(date(2026, 3, 20), date(2026, 3, 22), False, "Aïd Al-Fitr", "عيد الفطر")
HOLIDAYS = (MARCH, AID)

days = st.dates(date(2020, 1, 1), date(2030, 12, 31))
offs = st.lists(
    st.builds(
        lambda first, lasts: Holiday(first, first + timedelta(lasts), False, "Férié", ""),
        days,
        st.integers(0, 10),
    ),
    max_size=20,
)


def test_offices_rest_on_saturday_sunday_and_holidays() -> None:
    monday = date(2026, 11, 2)
    week = [is_working(monday + timedelta(n), HOLIDAYS) for n in range(7)]
    assert week == [True, True, True, True, False, False, False]


def test_a_yearly_holiday_comes_back_from_its_first_year_until_it_is_ended() -> None:
    ended = Holiday(MARCH.from_day, date(2024, 1, 1), True, "La Marche verte", "")
    assert not MARCH.is_off(date(2019, 11, 6))
    assert [MARCH.is_off(date(year, 11, 6)) for year in (2020, 2023, 2040)] == [True, True, True]
    assert [ended.is_off(date(year, 11, 6)) for year in (2023, 2024)] == [True, False]


def test_a_holiday_that_comes_once_does_not_come_back() -> None:
    assert list(days_off(HOLIDAYS, date(2026, 1, 1), date(2027, 12, 31))) == [
        date(2026, 3, 20),
        date(2026, 3, 21),
        date(2026, 11, 6),
        date(2027, 11, 6),
    ]


@pytest.mark.parametrize(
    ("day", "count", "reached"),
    [
        ("2026-11-05", 0, "2026-11-05"),
        ("2026-11-05", 1, "2026-11-09"),  # the Green March is on Friday
        ("2026-11-06", 0, "2026-11-09"),
        ("2026-11-07", 1, "2026-11-09"),
        ("2026-03-18", 2, "2026-03-23"),  # Aïd on Friday and Saturday
        ("2026-12-31", 5, "2027-01-07"),
    ],
)
def test_days_are_counted_on_working_days(day: str, count: int, reached: str) -> None:
    found = add_working_days(date.fromisoformat(day), count, HOLIDAYS)
    assert found == date.fromisoformat(reached)


@given(days, st.integers(1, 30), offs)
def test_as_many_working_days_as_were_asked_lie_behind(
    day: date, count: int, holidays: list[Holiday]
) -> None:
    reached = add_working_days(day, count, holidays)
    between = (day + timedelta(n) for n in range(1, (reached - day).days + 1))
    assert is_working(reached, holidays)
    assert sum(is_working(one, holidays) for one in between) == count


@given(days, st.integers(1, 15), st.integers(0, 15), offs)
def test_counting_in_two_steps_comes_to_the_same_day(
    day: date, first: int, then: int, holidays: list[Holiday]
) -> None:
    halfway = add_working_days(day, first, holidays)
    assert add_working_days(halfway, then, holidays) == add_working_days(
        day, first + then, holidays
    )


def test_nobody_counts_backwards() -> None:
    with pytest.raises(ValueError, match="forward"):
        add_working_days(date(2026, 1, 5), -1, ())


@pytest.mark.parametrize("until", [None, date(2026, 4, 2)])
def test_a_holiday_that_comes_once_has_an_end_soon_after(until: date | None) -> None:
    with pytest.raises(ValueError, match="lasts"):
        Holiday(AID.from_day, until, False, "Aïd Al-Fitr", "")


def test_feasts_are_expected_by_the_table_in_the_order_of_the_year() -> None:
    feasts = (
        Feast(10, 1, 2, "Aïd Al-Fitr", "عيد الفطر"),
        Feast(1, 1, 1, "1er Moharram", "فاتح محرم"),
    )
    told = expected(feasts, date(2026, 1, 1), date(2026, 12, 31))
    assert [(one.feast.name_fr, one.hijri_year) for one in told] == [
        ("Aïd Al-Fitr", 1447),
        ("1er Moharram", 1448),
    ]
    # Announced: Saturday 21 March... the table may be a day away.
    assert abs(told[0].day - date(2026, 3, 20)) <= timedelta(days=1)


def test_feasts_of_two_hijri_years_are_found_in_one_of_ours() -> None:
    moharram = (Feast(1, 1, 1, "1er Moharram", ""),)
    told = expected(moharram, date(2008, 1, 1), date(2008, 12, 31))
    assert [one.hijri_year for one in told] == [1429, 1430]
