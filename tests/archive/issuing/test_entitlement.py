import json
from datetime import date
from pathlib import Path

import pytest

from archive.issuing import entitlement
from archive.issuing.asked import ApplicantCapacity
from archive.issuing.entitlement import NAMED_BY_LAW, Entitlement, entitled
from archive.issuing.paper import PaperKind
from archive.issuing.request_codes import Refusal
from archive.register import Kind

FIRST = json.loads(
    Path(entitlement.__file__).with_name("first_entitlements.json").read_text(encoding="utf-8")
)
DAY = date(2026, 11, 24)


def first_list() -> list[Entitlement]:
    """What a new record begins with."""
    return [
        Entitlement(
            PaperKind(kind),
            ApplicantCapacity(capacity),
            one["needs_proof"],
            date.fromisoformat(FIRST["from_day"]),
            None,
            one["source_fr"],
            one["source_ar"],
        )
        for one in FIRST["entitlements"]
        for kind in one["kinds"]
        for capacity in one["capacities"]
    ]


def told(kind: PaperKind, capacity: ApplicantCapacity, register: Kind = Kind.BIRTH) -> object:
    return entitled(kind, register, capacity, DAY, first_list())


@pytest.mark.parametrize("capacity", ApplicantCapacity)
def test_a_full_copy_is_for_whom_the_law_names_alone(capacity: ApplicantCapacity) -> None:
    given = told(PaperKind.FULL_COPY, capacity)
    assert isinstance(given, Entitlement) is (capacity in NAMED_BY_LAW)
    if capacity not in NAMED_BY_LAW:
        assert given is Refusal.NOT_ENTITLED
        with pytest.raises(ValueError, match="the law gives no full copy"):
            Entitlement(PaperKind.FULL_COPY, capacity, needs_proof=True, from_day=DAY)


def test_an_extract_is_for_whoever_the_list_names() -> None:
    assert isinstance(told(PaperKind.EXTRACT, ApplicantCapacity.HEIR), Entitlement)
    assert told(PaperKind.EXTRACT, ApplicantCapacity.OTHER) is Refusal.NOT_ENTITLED
    for_all = Entitlement(PaperKind.EXTRACT, ApplicantCapacity.OTHER, False, DAY)
    asked = (PaperKind.EXTRACT, Kind.BIRTH, ApplicantCapacity.OTHER)
    assert entitled(*asked, DAY, [*first_list(), for_all]) == for_all
    assert entitled(*asked, date(2026, 11, 23), [for_all]) is Refusal.NOT_ENTITLED


def test_nobody_asks_for_a_paper_of_their_own_death() -> None:
    for kind in PaperKind:
        refused = told(kind, ApplicantCapacity.HOLDER, Kind.DEATH)
        assert refused is Refusal.HOLDER_IS_DEAD
    heir = told(PaperKind.EXTRACT, ApplicantCapacity.HEIR, Kind.DEATH)
    assert isinstance(heir, Entitlement)


@pytest.mark.parametrize("capacity", sorted(NAMED_BY_LAW, key=lambda one: one.value))
def test_a_full_copy_is_given_on_proof_alone_to_the_holder_too(capacity: ApplicantCapacity) -> None:
    given = told(PaperKind.FULL_COPY, capacity)
    assert isinstance(given, Entitlement) and given.needs_proof
    with pytest.raises(ValueError, match="on proof alone"):
        Entitlement(PaperKind.FULL_COPY, capacity, needs_proof=False, from_day=DAY)


def test_the_first_list_names_each_right_once_with_its_source() -> None:
    given = first_list()
    assert len({(one.kind, one.capacity) for one in given}) == len(given)
    assert all(one.source_fr and one.source_ar for one in given)
