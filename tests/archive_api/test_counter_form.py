"""What is typed at the counter becomes what is asked, or is told to be wrong input by input."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.act import Act
from archive.issuing.asked import MOST_COPIES, ApplicantCapacity
from archive.issuing.deadlines import Delivery
from archive.issuing.paper import PaperKind, PaperLanguage
from archive.register import Kind
from archive_api.counter_form import CounterForm, reference_typed
from archive_api.desk_pages import texts
from archive_api.list_forms import FormWrong
from tests.archive_api.asking import FORM

PAPER = {name: typed for name, typed in FORM.items() if name != "order"}
KNOWN = {**PAPER, "register": "birth", "family": "Benabdallah"}


def faults(typed: dict[str, str], act: Act | None = None) -> dict[str, str]:
    with pytest.raises(FormWrong) as told:
        CounterForm(typed, "fr", act).asked()
    return told.value.faults


def test_a_chosen_act_is_asked_for_by_its_reference(verified: Act) -> None:
    asked = CounterForm({**PAPER, "purpose": " passeport  neuf "}, "fr", verified).asked()
    assert (asked.act, asked.known) == (verified.reference, None)
    assert (asked.kind, asked.language) == (PaperKind.EXTRACT, PaperLanguage.BOTH)
    assert asked.applicant.capacity is ApplicantCapacity.HOLDER
    assert (asked.delivery, asked.copies) == (Delivery.COUNTER, 1)
    assert asked.purpose == "passeport neuf"
    assert not asked.has_seen_proof


def test_what_the_applicant_knows_is_read_in_the_digits_and_forms_that_people_type() -> None:
    typed = {
        "date": "١٢/٣/١٩٣٣",
        "year": "١٩٣٣",
        "number": "66 BIS",
        "office_code": "Mechraa Bel Ksiri (04.481.01.07)",
    }
    asked = CounterForm({**KNOWN, **typed, "copies": "٣"}, "ar", None).asked()
    assert asked.known is not None and asked.copies == 3
    assert (asked.known.date, asked.known.year) == ("1933-03-12", 1933)
    assert str(asked.known.number) == "66bis"
    assert asked.known.kind is Kind.BIRTH


def test_a_hijri_date_is_kept_in_its_calendar() -> None:
    asked = CounterForm({**KNOWN, "date": "15/11/1351", "calendar": "hijri"}, "fr", None).asked()
    assert asked.known is not None
    assert (asked.known.date, asked.known.calendar) == ("1351-11-15", "hijri")


@pytest.mark.parametrize(
    ("wrong", "name", "code"),
    [
        ({"applicant": "  "}, "applicant", "applicant"),
        ({"capacity": ""}, "capacity", "capacity"),
        ({"kind": "passport"}, "kind", "kind"),
        ({"language": "en"}, "language", "language"),
        ({"delivery": "pigeon"}, "delivery", "delivery"),
        ({"copies": "0"}, "copies", "copies"),
        ({"copies": str(MOST_COPIES + 1)}, "copies", "copies"),
        ({"copies": "-1"}, "copies", "copies"),
        ({"copies": "9" * 5000}, "copies", "copies"),
        ({"delivery": "electronic"}, "delivery", "delivery"),
        ({"delivery": "post"}, "address", "address"),
        ({"register": "marriage"}, "register", "register"),
        ({"office_code": "nowhere at all"}, "office_code", "office"),
        ({"year": "1914"}, "year", "year"),
        ({"year": "1e3"}, "year", "year"),
        ({"number": "0"}, "number", "number"),
        ({"date": "31/31/1933"}, "date", "date"),
        ({"family": ""}, "family", "known"),
    ],
)
def test_what_is_wrong_is_told_beside_its_input(
    wrong: dict[str, str], name: str, code: str
) -> None:
    assert faults({**KNOWN, **wrong}) == {name: code}
    assert code in texts("counter.json")["fr"]["wrong"]


def test_everything_that_is_wrong_is_told_at_once_the_first_input_first() -> None:
    told = faults({"register": "birth"})
    assert list(told) == ["family", "applicant", "capacity", "kind", "language", "delivery"]


def test_an_address_is_kept_of_a_posted_paper_alone() -> None:
    typed = {**KNOWN, "address": "7, derb Lghorfa"}
    assert CounterForm(typed, "fr", None).asked().address == ""
    posted = CounterForm({**typed, "delivery": "post"}, "fr", None).asked()
    assert posted.address == "7, derb Lghorfa"


def test_a_number_with_its_office_and_year_is_enough() -> None:
    typed = {"family": "", "office_code": "04.481.01.07", "year": "1933", "number": "66"}
    asked = CounterForm({**KNOWN, **typed}, "fr", None).asked()
    assert asked.known is not None and asked.known.is_reference


@given(st.dictionaries(st.sampled_from([*KNOWN, "date", "year", "number", "sex"]), st.text()))
def test_nothing_that_is_typed_breaks_the_form(typed: dict[str, str]) -> None:
    try:
        asked: Any = CounterForm({**KNOWN, **typed}, "ar", None).asked()
    except FormWrong as error:
        assert error.faults.keys() <= {*KNOWN, "date", "year", "number", "address", "office_code"}
    else:
        assert asked.known is not None


@pytest.mark.parametrize(
    ("typed", "is_one"),
    [(" 04.481.01.07/birth/1933/1/66 ", True), ("Benabdallah", False), ("66/1933 Fès", False)],
)
def test_a_reference_is_told_from_a_name(typed: str, is_one: bool) -> None:
    assert (reference_typed(typed) is not None) == is_one
