"""Fees, holidays, deadlines and offices in the record, on both databases."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

import archive.issuing.working_days as working_days
from archive.catalogue import Catalogue
from archive.errors import ListRefused
from archive.issuing.deadlines import Deadline, Delivery, Due
from archive.issuing.errors import DeadlineUnset
from archive.issuing.fees import Fee, fee
from archive.issuing.office_change import OfficeChange
from archive.issuing.paper import PaperKind
from archive.issuing.working_days import Holiday, days_off, feasts
from archive.store import open_engine, write_transaction

OFFICE = "04.481.01.07"
TODAY = date(2026, 1, 5)
AID = Holiday(date(2026, 3, 20), date(2026, 3, 22), False, "Aïd Al-Fitr", "عيد الفطر")


def refused(code: str, what: Callable[[], object]) -> None:
    with pytest.raises(ListRefused) as told:
        what()
    assert told.value.code == code


def test_a_new_record_has_a_fee_and_a_deadline_for_every_paper_with_their_sources(
    people: Catalogue,
) -> None:
    fees = people.fees(TODAY)
    assert {one.kind: one.amount for one in fees} == dict.fromkeys(PaperKind, Decimal("2.00"))
    deadlines = people.deadlines(TODAY)
    wanted = {(kind, delivery) for kind in PaperKind for delivery in Delivery}
    assert {(one.kind, one.delivery) for one in deadlines} == wanted
    assert len(deadlines) == len(wanted)
    assert all(one.source_fr and one.source_ar for one in (*fees, *deadlines))
    assert {entry.entered_by for entry in people.fee_entries()} == {"sijill"}
    assert people.officers() == []


def test_a_new_record_knows_the_holidays_that_come_each_year(people: Catalogue) -> None:
    year = (date(2027, 1, 1), date(2027, 12, 31))
    off = days_off(people.holidays(*year), *year)
    assert [f"{day:%m-%d}" for day in off] == [
        *("01-01", "01-11", "01-14", "05-01", "07-30", "08-14", "08-20", "08-21"),
        *("10-31", "11-06", "11-18"),
    ]
    assert all(one.name_fr and one.name_ar and one.source_fr for one in off.values())


def test_a_fee_changes_from_its_day_on_and_the_one_before_stays(
    people: Catalogue, clock: Any
) -> None:
    new = Fee(PaperKind.EXTRACT, Decimal("3.5"), date(2026, 2, 1), source_fr="Arrêté n° 3/2026")
    people.set_fee(new, "amina")
    costs = [
        fee(PaperKind.EXTRACT, 2, day, people.fees(day))
        for day in (date(2026, 1, 31), date(2026, 2, 1))
    ]
    assert costs == [Decimal("4.00"), Decimal("7.00")]
    clock.pass_by(days=1)
    people.set_fee(replace(new, amount=Decimal(4)), "driss")
    first, wrong, right = [one for one in people.fee_entries() if one.value.kind is new.kind]
    assert (first.until_day, first.ended_by) == (date(2026, 2, 1), "amina")
    assert (wrong.until_day, wrong.ended_by) == (wrong.from_day, "driss")
    assert (right.value.amount, right.until_day) == (Decimal(4), None)
    assert [one.amount for one in people.fees(date(2026, 2, 1)) if one.kind is new.kind] == [4]
    assert people.fees().count(wrong.value) == 0


def test_what_was_told_on_days_that_are_over_is_not_changed(people: Catalogue) -> None:
    over = date(2026, 1, 4)
    late = Fee(PaperKind.EXTRACT, Decimal(3), over)
    refused("change_in_past", lambda: people.set_fee(late))
    asked = Deadline(PaperKind.EXTRACT, Delivery.POST, 5, 1, over)
    refused("change_in_past", lambda: people.set_deadline(asked))


def test_the_same_change_sent_twice_is_entered_once(people: Catalogue) -> None:
    new = Fee(PaperKind.EXTRACT, Decimal("3.50"), date(2026, 2, 1))
    assert people.set_fee(new) == people.set_fee(new)
    assert len([one for one in people.fee_entries() if one.value.kind is new.kind]) == 2


def test_a_deadline_changes_for_its_kind_and_delivery_alone(people: Catalogue) -> None:
    before = people.deadlines(TODAY)
    given = Deadline(PaperKind.EXTRACT, Delivery.POST, 5, 2, TODAY, source_ar="قرار")
    people.set_deadline(given, "amina")
    changed = set(people.deadlines(TODAY)) - set(before)
    assert changed == {given}
    assert len(people.deadlines(TODAY)) == len(before)


def test_a_request_is_due_by_the_lists_of_its_day(people: Catalogue) -> None:
    people.set_deadline(Deadline(PaperKind.EXTRACT, Delivery.POST, 3, 1, TODAY))
    people.add_holiday(AID)
    asked = (PaperKind.EXTRACT, Delivery.POST)
    assert people.due(*asked, date(2026, 3, 18)) == Due(date(2026, 3, 24), date(2026, 3, 23))
    # The eleventh, a Sunday, and the fourteenth of January.
    assert people.due(*asked, date(2026, 1, 9)).day == date(2026, 1, 15)
    with pytest.raises(DeadlineUnset):
        people.due(*asked, date(2025, 12, 31))


def test_a_feast_announced_for_another_day_is_removed_and_entered_again(
    people: Catalogue, clock: Any
) -> None:
    march = (date(2026, 3, 1), date(2026, 3, 31))
    entered = people.add_holiday(AID, "amina")
    refused("holiday_listed", lambda: people.add_holiday(AID))
    people.remove_holiday(entered.number, "amina")
    refused("holiday_unknown", lambda: people.remove_holiday(entered.number))
    refused("holiday_unknown", lambda: people.remove_holiday(999))
    moved = replace(AID, from_day=date(2026, 3, 21), until_day=date(2026, 3, 23))
    people.add_holiday(moved, "amina")
    assert [day.day for day in days_off(people.holidays(*march), *march)] == [21, 22]
    assert len([one for one in people.holiday_entries() if not one.value.yearly]) == 2


def test_a_yearly_holiday_ends_today_and_was_one_until_then(people: Catalogue, clock: Any) -> None:
    clock.pass_by(days=300)
    throne = next(one for one in people.holidays(TODAY, TODAY.replace(month=12)) if one.yearly)
    people.remove_holiday(throne.number, "amina")
    days = (date(2026, 1, 1), date(2027, 12, 31))
    off = [
        day
        for day, one in days_off(people.holidays(*days), *days).items()
        if one.number == throne.number
    ]
    assert off == [throne.from_day]
    people.add_holiday(replace(throne, from_day=date(2027, 1, 1), until_day=None))
    again = Holiday(date(2028, 1, 1), None, True, "Jour de l'an", "")
    refused("holiday_listed", lambda: people.add_holiday(again))


def test_an_office_has_the_names_of_the_day(people: Catalogue) -> None:
    change = OfficeChange(OFFICE, "Hay Essalam", "حي السلام", True, date(2025, 9, 1))
    people.change_office(change, "amina")
    before = people.office_on(OFFICE, date(2025, 8, 31))
    after = people.office_on(OFFICE, TODAY)
    assert before is not None and after is not None
    assert (before.name_fr, after.name_fr) == ("Mechraa Bel Ksiri", "Hay Essalam")
    (entry,) = people.office_changes(OFFICE)
    assert (entry.value, entry.entered_by) == (change, "amina")
    assert people.office_on("99.999.99.99", TODAY) is None
    unknown = replace(change, office_code="99.999.99.99")
    refused("office_unknown", lambda: people.change_office(unknown))


def test_every_change_is_in_the_audit_trail(people: Catalogue) -> None:
    people.set_fee(Fee(PaperKind.EXTRACT, Decimal(3), TODAY), "amina")
    people.set_deadline(Deadline(PaperKind.EXTRACT, Delivery.POST, 5, 2, TODAY), "amina")
    entered = people.add_holiday(AID, "amina")
    people.remove_holiday(entered.number, "amina")
    people.change_office(OfficeChange(OFFICE, "Hay Essalam", "حي السلام", False, TODAY), "amina")
    told = [one for one in people.audit_entries() if one.actor == "amina"]
    assert [one.action for one in told] == [
        *("fee.ended", "fee.entered", "deadline.ended", "deadline.entered"),
        *("holiday.entered", "holiday.ended", "office.entered"),
    ]
    assert json.loads(told[1].detail) == {
        "kind": "extract",
        "amount": "3",
        "from_day": "2026-01-05",
        "until_day": None,
    }
    assert people.check_audit() is None


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM fees",
        "UPDATE fees SET amount = '0'",
        "UPDATE delegations SET office_code = 'x'",
        "UPDATE holidays SET from_day = '2020-01-01'",
        "DELETE FROM deadlines",
    ],
)
def test_the_database_itself_keeps_entries_as_they_were(
    people: Catalogue, database_url: str, statement: str
) -> None:
    engine = open_engine(database_url)
    people.set_fee(Fee(PaperKind.EXTRACT, Decimal(3), TODAY))
    with pytest.raises(DBAPIError, match="append-only"), write_transaction(engine) as connection:
        connection.execute(
            text(
                "INSERT INTO delegations VALUES "
                "(1, 'o', 'x', 'd', :no, 'f', NULL, 'b', 'a', NULL, NULL)"
            ),
            {"no": False},
        )
        connection.execute(text(statement))
    engine.dispose()


def test_feasts_have_both_names() -> None:
    assert [one.days for one in feasts()] == [1, 2, 2, 2]
    assert all(one.name_fr and one.name_ar for one in feasts())
    assert working_days.expected(feasts(), TODAY, date(2026, 12, 31))
