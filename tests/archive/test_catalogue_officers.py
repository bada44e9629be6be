"""Officers and their delegations in the record, on both databases. Nobody here exists."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from archive.account import Account, Role
from archive.catalogue import Catalogue
from archive.errors import AccountUnknown, ListRefused
from archive.issuing.errors import OfficerNotDelegated
from archive.issuing.officers import Capacity, Delegation, Officer

OFFICE, OTHER = "04.481.01.07", "08.201.11.07"
TODAY = date(2026, 1, 5)
OFFICER = frozenset((Role.OFFICER,))


def an_officer(
    record: Catalogue, account: str = "itto", capacity: Capacity = Capacity.DELEGATE
) -> Officer:
    record.invite(Account(account, account.title(), OFFICER))
    return record.add_officer(account, "إيطو أوعلي", "Itto Ouali", capacity, actor="amina")


def given(officer: Officer, **others: Any) -> Delegation:
    usual = Delegation(officer.officer_id, OFFICE, TODAY, None, "Arrêté n° 12/2026")
    return replace(usual, **others)


def refused(code: str, what: Callable[[], object]) -> ListRefused:
    with pytest.raises(ListRefused) as told:
        what()
    assert told.value.code == code
    return told.value


def test_an_officer_signs_for_an_office_while_the_delegation_holds(people: Catalogue) -> None:
    officer = an_officer(people)
    with pytest.raises(OfficerNotDelegated):
        people.signing_officer("itto", OFFICE, TODAY)
    entered = people.delegate(given(officer, until_day=date(2026, 7, 1)), "amina")
    assert people.signing_officer("itto", OFFICE, TODAY) == (officer, entered)
    for account, office, day in (
        ("itto", OFFICE, date(2026, 7, 1)),
        ("itto", OFFICE, date(2026, 1, 4)),
        ("itto", OTHER, TODAY),
        ("amina", OFFICE, TODAY),
        ("nobody", OFFICE, TODAY),
    ):
        with pytest.raises(OfficerNotDelegated):
            people.signing_officer(account, office, day)


def test_who_lost_the_role_or_the_account_signs_no_more(people: Catalogue) -> None:
    officer = an_officer(people)
    people.delegate(given(officer, automatic=True))
    people.change_account("itto", (Role.CLERK,), disabled=False)
    with pytest.raises(OfficerNotDelegated):
        people.signing_officer("itto", OFFICE, TODAY)
    assert people.automatic_officer(OFFICE, TODAY) is None
    people.change_account("itto", OFFICER, disabled=True)
    with pytest.raises(OfficerNotDelegated):
        people.signing_officer("itto", OFFICE, TODAY)
    people.change_account("itto", OFFICER, disabled=False)
    people.signing_officer("itto", OFFICE, TODAY)


def test_only_an_officers_account_becomes_an_officer_and_once(people: Catalogue) -> None:
    names = ("إيطو أوعلي", "Itto Ouali", Capacity.OFFICER)
    with pytest.raises(AccountUnknown):
        people.add_officer("itto", *names)
    refused("officer_role_missing", lambda: people.add_officer("amina", *names))
    an_officer(people)
    refused("officer_listed", lambda: people.add_officer("itto", *names))


def test_a_change_of_what_is_printed_ends_one_entry_and_enters_another(
    people: Catalogue, clock: Any
) -> None:
    before = an_officer(people)
    clock.pass_by(days=10)
    names = ("إيطو بنموسى", "Itto Benmoussa", Capacity.OFFICER, "key-2")
    after = people.change_officer(before.officer_id, *names, actor="amina")
    assert (after.officer_id, after.account) == (before.officer_id, "itto")
    assert people.officers() == [after] and people.officer_of("itto") == after
    old, new = people.officer_entries()
    assert (old.value, old.until_day, old.ended_by) == (before, date(2026, 1, 15), "amina")
    assert (new.value, new.from_day, new.until_day) == (after, date(2026, 1, 15), None)
    assert people.change_officer(before.officer_id, *names) == after
    assert len(people.officer_entries()) == 2
    refused("officer_unknown", lambda: people.change_officer("0", *names))


def test_a_delegate_has_one_office_at_a_time(people: Catalogue) -> None:
    officer = an_officer(people)
    first = people.delegate(given(officer, until_day=date(2026, 7, 1)))
    asked = given(officer, office_code=OTHER, from_day=date(2026, 6, 1))
    told = refused("delegation_elsewhere", lambda: people.delegate(asked))
    assert told.params == {"office": OFFICE}
    people.end_delegation(first.number, date(2026, 6, 1))
    people.delegate(asked)


def test_an_officer_of_several_offices_does_not_become_a_delegate(people: Catalogue) -> None:
    officer = an_officer(people, capacity=Capacity.OFFICER)
    for office in (OFFICE, f"{OFFICE}-2"):
        people.delegate(given(officer, office_code=office))
    names = (officer.name_ar, officer.name_fr, Capacity.DELEGATE)
    refused("delegation_elsewhere", lambda: people.change_officer(officer.officer_id, *names))


def test_a_renewed_delegation_takes_the_place_of_the_one_before(people: Catalogue) -> None:
    officer = an_officer(people)
    people.delegate(given(officer))
    renewed = given(officer, from_day=date(2026, 3, 1), decision="Arrêté n° 40/2026")
    people.delegate(renewed)
    before, after = people.delegations(OFFICE)
    assert (before.until_day, after.decision) == (date(2026, 3, 1), "Arrêté n° 40/2026")
    assert people.signing_officer("itto", OFFICE, date(2026, 2, 28))[1] == before
    assert people.signing_officer("itto", OFFICE, date(2026, 3, 1))[1] == after


def test_a_delegation_ends_today_at_the_earliest(people: Catalogue, clock: Any) -> None:
    officer = an_officer(people)
    held = people.delegate(given(officer))
    clock.pass_by(days=10)
    over = date(2026, 1, 14)
    refused("change_in_past", lambda: people.end_delegation(held.number, over))
    assert people.end_delegation(held.number, actor="amina").until_day == date(2026, 1, 15)
    with pytest.raises(OfficerNotDelegated):
        people.signing_officer("itto", OFFICE, date(2026, 1, 15))
    people.signing_officer("itto", OFFICE, date(2026, 1, 14))
    refused("delegation_over", lambda: people.end_delegation(held.number))
    refused("delegation_over", lambda: people.end_delegation(999))


def test_a_delegation_that_had_not_begun_never_holds_and_stays_in_the_history(
    people: Catalogue,
) -> None:
    officer = an_officer(people)
    ahead = people.delegate(given(officer, from_day=date(2026, 9, 1)))
    people.end_delegation(ahead.number, date(2026, 2, 1), "amina")
    assert people.delegations(officer=officer.officer_id) == []
    (kept,) = people.delegation_entries(officer=officer.officer_id)
    assert (kept.until_day, kept.ended_by) == (date(2026, 9, 1), "amina")


def test_nobody_is_delegated_for_an_office_that_is_not_there_nor_on_no_day(
    people: Catalogue,
) -> None:
    officer = an_officer(people)
    refused("office_unknown", lambda: people.delegate(given(officer, office_code="99.999.99.99")))
    refused("officer_unknown", lambda: people.delegate(given(officer, officer_id="0")))
    refused("delegation_over", lambda: people.delegate(given(officer, until_day=TODAY)))


def test_papers_are_signed_without_a_click_in_the_name_of_who_agreed_to_it(
    people: Catalogue,
) -> None:
    assert people.automatic_officer(OFFICE, TODAY) is None
    by_hand = an_officer(people)
    people.delegate(given(by_hand))
    assert people.automatic_officer(OFFICE, TODAY) is None
    officer = an_officer(people, "brahim", Capacity.OFFICER)
    agreed = people.delegate(given(officer, automatic=True, until_day=date(2026, 2, 1)))
    assert people.automatic_officer(OFFICE, TODAY) == (officer, agreed)
    assert people.automatic_officer(OFFICE, date(2026, 2, 1)) is None
    assert people.automatic_officer(OTHER, TODAY) is None


def test_each_change_is_in_the_audit_trail_and_names_no_name(people: Catalogue) -> None:
    officer = an_officer(people)
    held = people.delegate(given(officer), "amina")
    people.end_delegation(held.number, actor="amina")
    told = [entry for entry in people.audit_entries() if entry.action.startswith("deleg")]
    assert [(entry.action, entry.actor) for entry in told] == [
        ("delegation.entered", "amina"),
        ("delegation.ended", "amina"),
    ]
    assert all("Ouali" not in entry.detail for entry in people.audit_entries())
    assert "Arrêté n° 12/2026" in told[0].detail and '"until_day":"2026-01-05"' in told[1].detail
    assert people.check_audit() is None
