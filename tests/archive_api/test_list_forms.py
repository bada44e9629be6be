"""What is typed into the forms of the lists, read."""

from datetime import date
from decimal import Decimal

import pytest

from archive.issuing.deadlines import Deadline, Delivery
from archive.issuing.fees import Fee
from archive.issuing.office_change import OfficeChange
from archive.issuing.officers import Capacity, Delegation
from archive.issuing.paper import PaperKind
from archive.issuing.working_days import Holiday
from archive.offices import office
from archive_api.desk_pages import texts
from archive_api.list_forms import FormWrong, TypedForm

OFFICE = "04.481.01.07"


def form(lang: str = "fr", **typed: str) -> TypedForm:
    return TypedForm(typed, lang)


@pytest.mark.parametrize(
    ("typed", "amount"), [("2", "2"), ("2,50", "2.50"), ("٢٫٥", "2.5"), (" 0 ", "0")]
)
def test_a_fee_is_read_in_either_writing_of_figures(typed: str, amount: str) -> None:
    sent = form(kind="extract", amount=typed, from_day="2026-02-01", source=" Arrêté  n° 3 ")
    wanted = Fee(PaperKind.EXTRACT, Decimal(amount), date(2026, 2, 1), None, "Arrêté n° 3")
    assert sent.fee() == wanted


@pytest.mark.parametrize("typed", ["", "deux", "-1", "1000,01", "2.005", "NaN", "1e3"])
def test_what_is_no_amount_is_told_beside_it(typed: str) -> None:
    with pytest.raises(FormWrong) as told:
        form(kind="extract", amount=typed, from_day="2026-02-01").fee()
    assert told.value.faults == {"amount": "amount"}


def test_everything_that_is_wrong_is_told_at_once() -> None:
    with pytest.raises(FormWrong) as told:
        form(kind="poem", delivery="", days="41", remind="x", from_day="2026-02-30").deadline()
    assert told.value.faults == {
        "kind": "kind",
        "delivery": "delivery",
        "from_day": "day",
        "days": "days",
        "remind": "days",
    }


def test_a_source_is_kept_in_the_language_of_the_page() -> None:
    typed = {"kind": "extract", "delivery": "post", "days": "5", "remind": "2"}
    sent = form("ar", **typed, from_day="2026-02-01", source="قرار")
    given = Deadline(PaperKind.EXTRACT, Delivery.POST, 5, 2, date(2026, 2, 1), None, "", "قرار")
    assert sent.deadline() == given


def test_a_reminder_does_not_come_before_the_request() -> None:
    with pytest.raises(FormWrong) as told:
        typed = {"kind": "extract", "delivery": "post", "days": "2", "remind": "3"}
        form(**typed, from_day="2026-02-01").deadline()
    assert told.value.faults == {"remind": "remind"}


def test_a_holiday_comes_once_for_some_days_or_each_year() -> None:
    typed = {"first": "2026-03-20", "lasting": "2", "name_fr": "Aïd", "name_ar": "العيد"}
    begins = date(2026, 3, 20)
    assert form(**typed).holiday() == Holiday(begins, date(2026, 3, 22), False, "Aïd", "العيد")
    yearly = form(**typed, yearly="true").holiday()
    assert yearly == Holiday(begins, None, True, "Aïd", "العيد")
    with pytest.raises(FormWrong) as told:
        form(**{**typed, "lasting": "0", "name_ar": " "}).holiday()
    assert told.value.faults == {"lasting": "lasting", "name_ar": "name"}


@pytest.mark.parametrize(
    "typed", [OFFICE, f"Mechraa Bel Ksiri ({OFFICE})", f"مشرع بلقصيري ({OFFICE})", "bel ksiri"]
)
def test_an_office_is_chosen_by_its_code_or_by_a_name_that_is_its_own(typed: str) -> None:
    assert form(office_code=typed).chosen_office().code == OFFICE


@pytest.mark.parametrize("typed", ["", "Oulad", "99.999.99.99", "Fès (99.999.99.99)"])
def test_a_name_of_several_offices_or_of_none_chooses_none(typed: str) -> None:
    with pytest.raises(FormWrong) as told:
        form(office_code=typed).chosen_office()
    assert told.value.faults == {"office_code": "office"}


def test_the_last_day_of_a_delegation_is_one_of_its_days() -> None:
    typed = {"office_code": f"{OFFICE}-2", "from_day": "2026-01-05", "decision": "Arrêté n° 1"}
    begins = date(2026, 1, 5)
    open_ended = Delegation("1", f"{OFFICE}-2", begins, None, "Arrêté n° 1")
    assert form(**typed).delegation("1") == open_ended
    ended = form(**typed, last_day="2026-01-05", automatic="true").delegation("1")
    assert (ended.until_day, ended.automatic) == (date(2026, 1, 6), True)
    with pytest.raises(FormWrong) as told:
        form(**{**typed, "decision": ""}, last_day="2026-01-04").delegation("1")
    assert told.value.faults == {"decision": "decision", "last_day": "last_day"}


def test_an_officer_has_both_names_a_capacity_and_perhaps_a_key() -> None:
    typed = {"name_fr": "Itto Ouali", "name_ar": "إيطو أوعلي", "capacity": "delegate"}
    told = form(**typed, signing_key=" ").officer()
    assert told == ("إيطو أوعلي", "Itto Ouali", Capacity.DELEGATE, None)
    with pytest.raises(FormWrong) as wrong:
        form(capacity="king", name_fr="Itto").officer(with_account=True)
    assert wrong.value.faults == {"account": "account", "capacity": "capacity", "name_ar": "name"}


def test_an_office_keeps_the_names_that_are_not_typed() -> None:
    before = office(OFFICE)
    assert before is not None
    sent = form(from_day="2026-02-01", status="closed")
    closed = OfficeChange(OFFICE, before.name_fr, before.name_ar, False, date(2026, 2, 1))
    assert sent.office_change(before) == closed
    with pytest.raises(FormWrong) as told:
        form(from_day="2026-02-01", status="open").office_change(before)
    assert told.value.faults == {"status": "unchanged"}


def test_every_fault_is_worded() -> None:
    codes = {"day", "last_day", "office", "decision", "amount", "days", "remind", "lasting"}
    codes |= {"name", "kind", "delivery", "account", "capacity", "unchanged"}
    for lang in ("fr", "ar"):
        assert texts("lists.json")[lang]["wrong"].keys() == codes
