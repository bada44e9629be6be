"""The day that opens an act, given to what no other day of the act tells."""

import pytest

from indexing.entries.opening_dates import give_opening_dates
from indexing.entries.prose import fill_slots
from indexing.forms import all_forms

FORMS = {form.id: form for form in all_forms()}
OPENING = (
    "تقدم إلينا رابع وعشرين شوال سنة سبعة وأربعمائة وألف هجرية {link} ثاني وعشرين يونيو سنة سبعة "
    "وثمانين وتسعمائة وألف ميلادية شكيب الخملوي "
)
EVENT = "في يوم عاشر يونيو سنة سبعة وثمانين وتسعمائة وألف على الساعة العاشرة ولد ب تاوريرت "
REST = "المسمى إبراهيم جنسه ذكر والده هو أحمد ووالدته هي فاطمة العلوي "
DRAWN_UP = "حرر في يوم ثاني يوليوز سنة سبعة وثمانين وتسعمائة وألف"


@pytest.fixture
def told(stream):
    def by_field(text: str) -> dict[str, str]:
        form, words = FORMS["ar_prose_birth"], stream(text)
        given = give_opening_dates(fill_slots(form, words), form, words)
        return {one.slot.field: one.extract.text for one in given}

    return by_field


def test_an_act_without_a_day_of_its_own_opens_with_it(told):
    found = told(OPENING.format(link="ثم") + EVENT + REST)
    assert found["drawn_up_date"].startswith("رابع وعشرين شوال")
    assert found["drawn_up_date_second"].startswith("ثاني وعشرين يونيو")
    assert found["birth_date"].startswith("عاشر يونيو")


def test_a_day_told_behind_its_label_is_kept(told):
    found = told(OPENING.format(link="ثم") + EVENT + REST + DRAWN_UP)
    assert found["drawn_up_date"].startswith("ثاني يوليوز")


def test_an_act_that_opens_with_no_date_gets_none(told):
    assert "drawn_up_date" not in told("تقدم إلينا شكيب الخملوي " + EVENT + REST)
