"""A day written in both calendars is told in both, whatever stands between its dates."""

import pytest

from indexing.entries.paired_dates import with_both_calendars, with_unclaimed_days
from indexing.entries.prose import fill_slots
from indexing.forms import all_forms

FORM = next(form for form in all_forms() if form.id == "ar_prose_birth")
GREGORIAN = "تاسع عشر أبريل سنة ألف وتسعمائة وتسعين"
PARENTS = "جنسه ذكر والده هو أحمد ووالدته هي فاطمة العلوي"
HIJRI = "ثالث وعشرين رمضان سنة ألف وأربعمائة وعشرة"


@pytest.fixture
def told(stream):
    def fields(text: str) -> dict[str, str]:
        one = stream(text)
        filled = with_both_calendars(fill_slots(FORM, one), FORM, one)
        return {x.slot.field: x.extract.text for x in filled if x.extract.text}

    return fields


@pytest.mark.parametrize("between", ["والذي يقابله", "وهو اليوم"])
def test_the_second_calendar_needs_no_wording(told, between):
    found = told(f"في يوم {GREGORIAN} {between} {HIJRI} ولد ب وجدة المسمى إبراهيم جنسه ذكر")
    assert (found["birth_date"], found["birth_date_second"]) == (GREGORIAN, HIJRI)
    assert (found["birth_place"], found["child"]) == ("وجدة", "إبراهيم")


def test_what_is_told_already_is_left(stream):
    one = stream(f"في يوم {HIJRI} هجرية موافق {GREGORIAN} على الساعة الثامنة ولد ب وجدة")
    filled = fill_slots(FORM, one)
    assert with_both_calendars(filled, FORM, one) == filled


def test_a_day_that_a_misread_label_took_is_given_back(told):
    found = told("ولد ب وجدة المسمى إبراهيم حرر بمكتبنا في خا مس ماي سنة ألف وتسعمائة وتسعين")
    assert found["drawn_up_date"].startswith("خا مس ماي")


@pytest.fixture
def claimed(stream):
    def fields(text: str) -> dict[str, str]:
        one = stream(text)
        filled = with_unclaimed_days(fill_slots(FORM, one), FORM, one)
        return {x.slot.field: x.extract.text for x in filled if x.extract.text}

    return fields


def test_the_last_day_is_the_act_s_own_whatever_its_wording(claimed):
    found = claimed(f"في يوم {GREGORIAN} ولد ب وجدة الساكنان ب تاوريرت كتب {GREGORIAN}")
    assert (found["birth_date"], found["drawn_up_date"]) == (GREGORIAN, GREGORIAN)
    assert found["residence"] == "تاوريرت كتب"


def test_the_first_day_is_the_event_s_whatever_its_wording(claimed):
    found = claimed(f"رأى الدنيا {HIJRI} المسمى إبراهيم {PARENTS} حرر في يوم {GREGORIAN}")
    assert (found["birth_date"], found["drawn_up_date"]) == (HIJRI, GREGORIAN)


def test_a_single_day_is_not_told_of_both(claimed):
    found = claimed(f"في يوم {GREGORIAN} ولد ب وجدة المسمى إبراهيم جنسه ذكر")
    assert "drawn_up_date" not in found
