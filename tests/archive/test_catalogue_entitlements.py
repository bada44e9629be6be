"""Who may ask for what, in the record, on both databases."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from archive.catalogue import Catalogue
from archive.errors import ListRefused
from archive.issuing.asked import ApplicantCapacity
from archive.issuing.entitlement import NAMED_BY_LAW, Entitlement
from archive.issuing.paper import PaperKind
from archive.store import open_engine

TODAY = date(2026, 1, 5)
FOR_ALL = Entitlement(
    PaperKind.EXTRACT, ApplicantCapacity.OTHER, False, TODAY, source_fr="Note du 2 janvier 2026"
)


def refused(code: str, what: Callable[[], object]) -> None:
    with pytest.raises(ListRefused) as told:
        what()
    assert told.value.code == code


def test_a_new_record_knows_who_may_ask_for_what_with_its_source(people: Catalogue) -> None:
    given = people.entitlements(TODAY)
    full = {one.capacity for one in given if one.kind is PaperKind.FULL_COPY}
    assert full == NAMED_BY_LAW
    assert {one.kind for one in given} == set(PaperKind)
    assert all(one.source_fr and one.source_ar for one in given)


def test_the_administrator_lets_others_have_an_extract_from_a_day_on(people: Catalogue) -> None:
    people.entitle(FOR_ALL, actor="amina")
    assert FOR_ALL in people.entitlements(TODAY)
    assert FOR_ALL not in people.entitlements(date(2026, 1, 4))
    (entry,) = [one for one in people.entitlement_entries() if one.value == FOR_ALL]
    assert people.end_entitlement(entry.number, date(2026, 2, 1), "amina").until_day is not None
    assert [one.capacity for one in people.entitlements(date(2026, 2, 1))].count(
        ApplicantCapacity.OTHER
    ) == 0
    refused("entitlement_over", lambda: people.end_entitlement(entry.number, date(2026, 2, 1)))
    told = [one.action for one in people.audit_entries() if one.subject.startswith("entitlement/")]
    assert told == ["entitlement.entered", "entitlement.ended"]


def test_who_has_a_right_by_law_keeps_it(people: Catalogue) -> None:
    entries = people.entitlement_entries()
    by_law = next(one for one in entries if one.value.kind is PaperKind.FULL_COPY)
    refused("entitlement_by_law", lambda: people.end_entitlement(by_law.number))
    refused("entitlement_over", lambda: people.end_entitlement(9999))


def test_nothing_is_entered_for_days_that_are_over(people: Catalogue) -> None:
    past = Entitlement(PaperKind.EXTRACT, ApplicantCapacity.OTHER, False, date(2026, 1, 4))
    refused("change_in_past", lambda: people.entitle(past))


def test_an_entry_is_never_changed(people: Catalogue, database_url: str) -> None:
    engine = open_engine(database_url)
    for change in ("UPDATE entitlements SET capacity = 'other'", "DELETE FROM entitlements"):
        with pytest.raises(DBAPIError), engine.begin() as connection:
            connection.execute(text(change))
    engine.dispose()
