"""Who may sign for which office on which day. Nobody here exists."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import archive.issuing.officers as officers
from archive.issuing.errors import OfficerNotDelegated
from archive.issuing.officers import (
    Capacity,
    Delegation,
    Officer,
    delegated_elsewhere,
    may_sign,
)

OFFICE, OTHER = "04.481.01.07", "08.201.11.07"
ITTO = Officer("1", "itto", "إيطو أوعلي", "Itto Ouali", Capacity.DELEGATE)
GIVEN = Delegation("1", OFFICE, date(2026, 1, 5), date(2026, 7, 1), "Arrêté n° 12/2026")


@pytest.mark.parametrize(
    ("day", "signs"),
    [("2026-01-04", False), ("2026-01-05", True), ("2026-06-30", True), ("2026-07-01", False)],
)
def test_an_officer_signs_on_the_days_of_the_delegation(day: str, signs: bool) -> None:
    asked = date.fromisoformat(day)
    if signs:
        assert may_sign([GIVEN], "1", OFFICE, asked) == GIVEN
        return
    with pytest.raises(OfficerNotDelegated, match=day):
        may_sign([GIVEN], "1", OFFICE, asked)


@pytest.mark.parametrize(("who", "office"), [("2", OFFICE), ("1", OTHER), ("1", f"{OFFICE}-2")])
def test_nobody_signs_under_anothers_delegation_or_for_another_office(
    who: str, office: str
) -> None:
    with pytest.raises(OfficerNotDelegated):
        may_sign([GIVEN], who, office, date(2026, 2, 1))


def test_a_delegate_has_one_office_at_a_time() -> None:
    asked = Delegation("1", OTHER, date(2026, 6, 30), None, "Arrêté n° 90/2026")
    assert delegated_elsewhere([GIVEN], ITTO, asked) == GIVEN
    after = replace(asked, from_day=date(2026, 7, 1))
    assert delegated_elsewhere([GIVEN], ITTO, after) is None
    assert delegated_elsewhere([GIVEN], ITTO, replace(asked, office_code=OFFICE)) is None
    president = replace(ITTO, capacity=Capacity.OFFICER)
    assert delegated_elsewhere([GIVEN], president, asked) is None
    another = replace(ITTO, officer_id="2")
    assert delegated_elsewhere([GIVEN], another, replace(asked, officer_id="2")) is None


def test_a_withdrawn_delegation_keeps_nobody_from_another() -> None:
    withdrawn = replace(GIVEN, until_day=GIVEN.from_day)
    asked = Delegation("1", OTHER, date(2026, 1, 5), None, "Arrêté n° 90/2026")
    assert delegated_elsewhere([withdrawn], ITTO, asked) is None


@pytest.mark.parametrize("capacity", Capacity)
def test_every_capacity_is_worded_in_both_languages_with_its_source(capacity: Capacity) -> None:
    written = json.loads(Path(officers.__file__).with_name("capacities.json").read_text("utf-8"))
    assert written.keys() == {one.value for one in Capacity}
    printed = replace(ITTO, capacity=capacity).printed
    assert "état civil" in printed.capacity_fr and "الحالة المدنية" in printed.capacity_ar
    assert (printed.name_fr, printed.name_ar) == ("Itto Ouali", "إيطو أوعلي")
    assert "art." in written[capacity.value]["source"]


@pytest.mark.parametrize("name", ["name_ar", "name_fr"])
def test_an_officer_has_a_name_in_both_scripts(name: str) -> None:
    with pytest.raises(ValueError, match="both scripts"):
        replace(ITTO, **{name: " "})


def test_a_delegation_names_its_decision_and_ends_after_it_begins() -> None:
    with pytest.raises(ValueError, match="decision"):
        replace(GIVEN, decision=" ")
    with pytest.raises(ValueError, match="cannot end"):
        replace(GIVEN, until_day=date(2026, 1, 4))
