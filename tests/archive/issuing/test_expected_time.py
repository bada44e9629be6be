from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.issuing.expected_time import CLOSES, OPENS, expected_at, pace
from archive.issuing.working_days import Holiday, is_working

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TODAY = MONDAY.date()


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def test_the_pace_is_that_of_the_days_on_which_somebody_worked() -> None:
    assert pace([(ago(5), 80), (ago(4), 0), (ago(3), 240), (TODAY, 3)], TODAY) == 20.0


def test_today_counts_where_nothing_else_is_known() -> None:
    assert pace([(ago(1), 0), (TODAY, 40)], TODAY) == 5.0


def test_nothing_is_expected_of_people_who_verified_nothing() -> None:
    assert pace([], TODAY) is None
    assert pace([(ago(1), 0)], TODAY) is None


@pytest.mark.parametrize(
    ("ahead", "hourly", "now", "at"),
    [
        (0, 60, MONDAY, MONDAY + timedelta(minutes=1)),
        (29, 60, MONDAY, MONDAY + timedelta(minutes=30)),
        # Nobody works before the office opens, nor after it has closed.
        (29, 60, MONDAY.replace(hour=6), MONDAY.replace(hour=9)),
        (29, 60, MONDAY.replace(hour=16, minute=15), MONDAY.replace(day=24, hour=8, minute=45)),
        # Friday's evening is followed by Monday.
        (59, 60, MONDAY.replace(day=20, hour=20), MONDAY.replace(hour=9, minute=30)),
        (79, 10, MONDAY.replace(hour=8, minute=30), MONDAY.replace(hour=16, minute=30)),
    ],
)
def test_acts_are_verified_in_the_hours_of_the_office(
    ahead: int, hourly: float, now: datetime, at: datetime
) -> None:
    assert expected_at(ahead, hourly, now) == at


def test_nobody_is_expected_to_work_on_a_holiday() -> None:
    day = date(2026, 11, 23)
    off = Holiday(day, day + timedelta(days=1), yearly=False, name_fr="Fête", name_ar="عيد")
    assert expected_at(0, 60, MONDAY, [off]) == MONDAY.replace(day=24, hour=8, minute=31)


def test_beyond_two_months_nothing_is_said() -> None:
    assert expected_at(100_000, 1, MONDAY) is None


@given(
    st.integers(0, 500),
    st.floats(1, 300),
    st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31), timezones=st.just(UTC)),
)
def test_whoever_is_further_behind_waits_longer_and_always_into_a_working_hour(
    ahead: int, hourly: float, now: datetime
) -> None:
    at, later = expected_at(ahead, hourly, now), expected_at(ahead + 1, hourly, now)
    if at is None:
        assert later is None
        return
    assert at > now
    assert is_working(at.date(), [])
    assert OPENS <= at.time() <= CLOSES
    assert later is None or later > at
