from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.issuing.deadlines import MOST_DAYS, Deadline, Delivery, Due, deadline, due
from archive.issuing.errors import DeadlineUnset
from archive.issuing.paper import PaperKind
from archive.issuing.working_days import Holiday

POSTED = Deadline(PaperKind.EXTRACT, Delivery.POST, 3, 1, date(2026, 1, 1), date(2026, 7, 1))
AT_ONCE = Deadline(PaperKind.EXTRACT, Delivery.COUNTER, 0, 0, date(2026, 1, 1))
DEADLINES = (POSTED, AT_ONCE)


def test_a_request_has_the_deadline_of_the_day_it_came() -> None:
    asked = (PaperKind.EXTRACT, Delivery.POST)
    assert deadline(*asked, date(2026, 6, 30), DEADLINES) == POSTED
    with pytest.raises(DeadlineUnset):
        deadline(*asked, date(2026, 7, 1), DEADLINES)
    with pytest.raises(DeadlineUnset):
        deadline(PaperKind.FULL_COPY, Delivery.POST, date(2026, 2, 1), DEADLINES)


def test_a_request_is_due_after_its_working_days_and_people_are_reminded_before() -> None:
    march = Holiday(date(2026, 11, 6), None, True, "La Marche verte", "")
    told = due(POSTED, date(2026, 11, 4), [march])
    assert told == Due(day=date(2026, 11, 10), remind_on=date(2026, 11, 9))


def test_what_is_given_at_once_is_due_the_same_day_or_the_next_that_works() -> None:
    assert due(AT_ONCE, date(2026, 11, 4), ()).day == date(2026, 11, 4)
    saturday = date(2026, 11, 7)
    assert due(AT_ONCE, saturday, ()) == Due(date(2026, 11, 9), date(2026, 11, 9))


@given(st.dates(date(2026, 1, 1), date(2030, 1, 1)), st.data())
def test_nobody_is_reminded_after_the_last_day_or_before_the_request(
    day: date, data: st.DataObject
) -> None:
    days = data.draw(st.integers(0, MOST_DAYS))
    remind = data.draw(st.integers(0, days))
    told = due(Deadline(PaperKind.EXTRACT, Delivery.POST, days, remind, day), day, ())
    assert day <= told.remind_on <= told.day <= day + timedelta(days=60)


@pytest.mark.parametrize(("days", "remind"), [(-1, 0), (3, 4), (3, -1), (MOST_DAYS + 1, 1)])
def test_a_deadline_stays_within_the_law_and_its_reminder_within_it(days: int, remind: int) -> None:
    with pytest.raises(ValueError, match="reminder"):
        Deadline(PaperKind.EXTRACT, Delivery.POST, days, remind, date(2026, 1, 1))
