"""Volumes whose acts open with the day of drawing up, told by the days alone."""

import pytest

from indexing.entries.drawn_up_first import (
    days_of,
    opens_with_own_day,
    with_event_day,
    without_opening,
)
from indexing.entries.prose import fill_slots
from indexing.forms import all_forms

FORMS = {form.id: form for form in all_forms()}
YEAR = "سنة سبعة وثمانين وتسعمائة وألف"
HIJRI = "سنة سبعة وأربعمائة وألف"
OPENING = "بتاريخ رابع وعشرين شوال {hijri} هجرية الموافق {day} يونيو {year} حضر شكيب الخملوي "
EVENT = "في يوم ثاني عشر شوال {hijri} موافق {day} يونيو {year} ازداد ب تاوريرت إبراهيم"


def act(first: str, second: str) -> str:
    return (OPENING.format(day=first, hijri=HIJRI, year=YEAR)) + (
        EVENT.format(day=second, hijri=HIJRI, year=YEAR)
    )


def test_dates_of_two_calendars_side_by_side_are_one_day(stream):
    days = days_of(stream(act("عشرين", "عاشر")), "ar")
    assert [[one.text.split()[0] for one in day.told] for day in days] == [
        ["رابع", "عشرين"],
        ["ثاني", "عاشر"],
    ]


def test_a_year_parted_by_a_misread_word_belongs_to_its_date(stream):
    (day,) = days_of(stream("ثالث ماي سنة سبعة مهسه وتسعمائة وألف ازداد"), "ar")
    assert day.gregorian is not None
    assert day.gregorian.text.endswith("وألف")


def test_a_year_with_a_misread_word_is_told_to_its_end(stream):
    (day,) = days_of(stream("سابع غشت سنة ألف وتسعمائة وأريعة وثمانين ميلادية صرح"), "ar")
    assert day.gregorian is not None
    assert day.gregorian.text.endswith("وثمانين")


def test_a_day_misread_before_its_month_belongs_to_its_date(stream):
    (day,) = days_of(stream(f"بتاريخ رايع يونيو {YEAR} حضر"), "ar")
    assert day.gregorian is not None
    assert day.gregorian.text.startswith("رايع")


def test_what_was_declared_begins_behind_that(stream):
    opening = f"بتاريخ عشرين يونيو {YEAR} صرح لدينا السيد شكيب مهنته نجار بأن المسمى إبراهيم "
    both = stream(opening + f"ازداد في يوم عاشر يونيو {YEAR}")
    _, rest = without_opening(both, FORMS["ar_prose_birth"])
    assert [placed.word.text for placed in rest.words][:2] == ["المسمى", "إبراهيم"]


def test_units_misread_before_their_tens_belong_to_their_date(stream):
    (day,) = days_of(stream(f"بتاريخ ثنس وعشرين يونيو {YEAR} حضر"), "ar")
    assert day.gregorian is not None
    assert day.gregorian.text.startswith("ثنس وعشرين")


@pytest.mark.parametrize(
    ("days", "own_first"),
    [
        ([("عشرين", "عاشر"), ("خامس عشر", "ثالث")], True),
        ([("عاشر", "عشرين"), ("ثالث", "خامس عشر")], False),
        ([("عشرين", "عاشر")], True),
        ([("عشرين", "عاشر"), ("عاشر", "عاشر"), ("عاشر", "عاشر")], False),
    ],
)
def test_acts_open_with_their_own_day_where_it_is_the_later_one(stream, days, own_first):
    assert opens_with_own_day([stream(act(*both)) for both in days], "ar", 1987) is own_first


def test_the_opening_day_is_the_act_s_own(stream):
    filled, rest = without_opening(stream(act("عشرين", "عاشر")), FORMS["ar_prose_birth"])
    assert [one.slot.field for one in filled] == ["drawn_up_date", "drawn_up_date_second"]
    assert filled[1].extract.text.startswith("عشرين يونيو")
    assert rest.words[0].word.text == "حضر"


def test_an_act_with_one_day_is_left_whole(stream):
    words = stream(EVENT.format(day="عاشر", hijri=HIJRI, year=YEAR))
    assert without_opening(words, FORMS["ar_prose_birth"]) == ([], words)


def test_an_event_s_day_without_a_label_is_told_whole(stream):
    form = FORMS["ar_prose_birth"]
    words = stream(f"مهسه ثاني عشر شوال {HIJRI} مهسه عاشر يونيو {YEAR} ازداد ب تاوريرت إبراهيم")
    told = {
        one.slot.field: one.extract.text.split()[0]
        for one in with_event_day(fill_slots(form, words), form, words)
    }
    assert (told["birth_date"], told["birth_date_second"]) == ("ثاني", "عاشر")
