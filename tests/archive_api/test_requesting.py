"""A request on its way: as far as it goes by itself, and what it says where it waits."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from fastapi.testclient import TestClient

from archive.act import Act, ActReading
from archive.catalogue import Catalogue
from archive.catalogue_duplicates import Compared, Decision
from archive.catalogue_proposals import Ruling
from archive.duplicate import Pair
from archive.issuing.asked import Applicant, ApplicantCapacity, Known
from archive.issuing.deadlines import Delivery
from archive.issuing.errors import OfficerNotDelegated, RequestStepRefused
from archive.issuing.paper import PaperKind, Revocation
from archive.issuing.request import FoundBy
from archive.issuing.request_codes import Refusal, Waiting
from archive.issuing.request_state import RequestState
from archive.issuing.search_order import NotFound, SearchState
from archive.register import ActReference, Kind
from archive_api import requesting
from archive_api.issuing import pdf_of
from archive_api.opened import Archive
from archive_api.problems import Problem
from tests.archive_api.asking import (
    ANNULLED,
    ASKED,
    KNOWN,
    OFFICE,
    ONLINE,
    REFERENCE,
    confirm,
    delegate,
    go_on_with_all,
    read_too,
    sent,
    signed,
    signing,
)


@pytest.fixture
def archive(filled: Catalogue, client: TestClient) -> Archive:
    """The archive of the service, in which Amina may sign for the office."""
    return signing(client)


def test_what_is_asked_electronically_is_signed_at_once_where_the_office_lets_it(
    archive: Archive, verified: Act
) -> None:
    delegate(archive, automatic=True)
    request = sent(archive, ONLINE)
    assert request.state is RequestState.DELIVERED
    assert (request.officer, request.automatic) == ("amina", True)
    (serial,) = request.papers
    assert pdf_of(archive, serial).startswith(b"%PDF")
    paper = archive.catalogue.paper(serial)
    assert (paper.request, paper.act_id) == (request.number, verified.act_id)
    kinds = [event.kind for event in archive.catalogue.request_history(request.number)]
    assert kinds == [
        *("received", "identified", "prepared", "signingordered", "signed", "delivered")
    ]


def test_what_is_asked_at_the_counter_waits_for_an_officer_then_for_its_applicant(
    archive: Archive, verified: Act
) -> None:
    delegate(archive, automatic=True)
    waits = sent(archive)
    assert (waits.state, waits.waiting) == (RequestState.PREPARED, Waiting.OFFICER_TO_SIGN)
    request = requesting.sign(archive, waits, "amina")
    assert (request.state, request.waiting) == (RequestState.SIGNED, Waiting.TO_HAND_OVER)
    assert requesting.sign(archive, request, "amina") == request
    done = requesting.deliver(archive, request, "zineb")
    assert done.state is RequestState.DELIVERED
    assert requesting.deliver(archive, done, "zineb") == done


def test_a_program_that_asks_for_a_posted_paper_needs_no_click_either(
    archive: Archive, verified: Act
) -> None:
    delegate(archive, automatic=True)
    posted = replace(ASKED, delivery=Delivery.POST, address="7, derb Lghorfa, Settat")
    request, _ = requesting.receive(archive, posted, "key-1", "watiqa", True)
    request = requesting.go_on(archive, request.number)
    assert (request.state, request.waiting) == (RequestState.SIGNED, Waiting.TO_POST)


def test_an_accepted_act_waits_for_an_officer_to_confirm_it_then_goes_on(
    archive: Archive,
) -> None:
    waits = sent(archive)
    assert (waits.state, waits.waiting) == (RequestState.IDENTIFIED, Waiting.ACT_TO_CONFIRM)
    assert go_on_with_all(archive) == 0
    confirm(archive)
    assert go_on_with_all(archive) == 1
    request = archive.catalogue.request(waits.number)
    assert request.waiting is Waiting.OFFICER_TO_SIGN
    assert archive.catalogue.papers_of(request.act_id or "") == []


def test_an_act_in_review_waits_for_its_verification(
    archive: Archive, filled: Catalogue, act_reading: Callable[..., ActReading]
) -> None:
    read_too(filled, replace(act_reading(68), sure=False))
    asked = replace(ASKED, act=ActReference.parse(f"{OFFICE}/birth/1933/1/68"))
    waits = sent(archive, asked)
    assert waits.waiting is Waiting.ACT_IN_REVIEW
    expected = archive.catalogue.expected(waits.act_id or "")
    assert expected is not None and expected.ahead == 0
    act = archive.act(waits.act_id or "")
    filled.verify(act.act_id, {}, "amina", act.version)
    assert go_on_with_all(archive) == 1
    assert archive.catalogue.request(waits.number).waiting is Waiting.OFFICER_TO_SIGN


def test_a_paper_of_a_second_copy_is_made_from_the_act_that_stands(
    archive: Archive, filled: Catalogue, verified: Act, act_reading: Callable[..., ActReading]
) -> None:
    read_too(filled, act_reading(68))
    reference = f"{OFFICE}/birth/1933/1/68"
    copy = archive.act(reference)
    pair = Pair.of(verified.act_id, copy.act_id)
    filled.keep_compared([Compared(pair, ("same_person",), {one: {} for one in pair.acts})])
    decision = Decision(pair.name, "la même naissance", "amina", 1, {})
    filled.join(decision, verified.act_id)
    request = sent(archive, replace(ASKED, act=ActReference.parse(reference)))
    assert request.act_id == verified.act_id
    assert request.waiting is Waiting.OFFICER_TO_SIGN


def test_an_act_whose_volume_is_not_there_has_its_office_look_for_it(
    archive: Archive, filled: Catalogue, act_reading: Callable[..., ActReading]
) -> None:
    asked = replace(ASKED, act=ActReference.parse(f"{OFFICE}/birth/1933/1/999"))
    waits = sent(archive, asked)
    assert waits.waiting is Waiting.ACT_NOT_SCANNED
    order = archive.catalogue.search_order_of(waits.number)
    assert order is not None and order.state is SearchState.OPEN
    assert go_on_with_all(archive) == 0
    read_too(filled, act_reading(999))
    assert go_on_with_all(archive) == 1
    request = archive.catalogue.request(waits.number)
    assert (request.found_by, request.waiting) == (
        FoundBy.SEARCH_ORDER,
        Waiting.ACT_TO_CONFIRM,
    )


def test_a_search_that_the_office_ends_without_the_act_leaves_it_to_a_person(
    archive: Archive,
) -> None:
    known = Known(Kind.BIRTH, given="Idder", office_code=OFFICE, year=1951)
    waits = sent(archive, replace(ASKED, act=None, known=known))
    order = archive.catalogue.search_order_of(waits.number)
    assert order is not None and order.sought.known == {"given_name_fr": "Idder"}
    archive.catalogue.give_up_search(order.order, NotFound.NOT_IN_REGISTER, "zineb")
    assert go_on_with_all(archive) == 1
    assert archive.catalogue.request(waits.number).waiting is Waiting.NO_ACT_FOUND


def test_nobody_looks_any_more_for_what_is_cancelled(archive: Archive) -> None:
    asked = replace(ASKED, act=ActReference.parse(f"{OFFICE}/birth/1933/1/999"))
    waits = sent(archive, asked)
    requesting.cancel(archive, waits, "watiqa")
    order = archive.catalogue.search_order_of(waits.number)
    assert order is not None and order.state is SearchState.CANCELLED


def test_an_annulled_act_gives_no_paper_and_the_request_is_told_so(
    archive: Archive, verified: Act
) -> None:
    record = archive.catalogue
    asked = record.propose(verified.act_id, ANNULLED, "amina", verified.version)
    record.approve(Ruling(asked.id, "zineb", asked.version, verified.version))
    request = sent(archive)
    assert (request.state, request.refusal) == (RequestState.REFUSED, Refusal.ACT_ANNULLED)


def test_nobody_signs_without_a_delegation_that_day(archive: Archive, verified: Act) -> None:
    ready = sent(archive)
    with pytest.raises(OfficerNotDelegated):
        requesting.sign(archive, ready, "brahim")
    assert archive.catalogue.request(ready.number) == ready


def test_nothing_is_signed_that_is_not_ready(archive: Archive) -> None:
    with pytest.raises(RequestStepRefused):
        requesting.sign(archive, sent(archive), "amina")


def test_a_proof_that_a_person_must_see_holds_up_what_needs_no_click(
    archive: Archive, verified: Act
) -> None:
    delegate(archive, automatic=True)
    mandated = Applicant("Salma Tazi", ApplicantCapacity.MANDATED)
    asked = replace(ONLINE, kind=PaperKind.FULL_COPY, applicant=mandated)
    waits = sent(archive, asked)
    assert waits.waiting is Waiting.PROOF_TO_SEE
    request = requesting.see_proof(archive, waits, "zineb")
    assert request.state is RequestState.DELIVERED
    vouched = sent(archive, replace(asked, has_seen_proof=True), "2")
    assert vouched.state is RequestState.DELIVERED


def test_nobody_signs_before_the_proof_was_seen(archive: Archive, verified: Act) -> None:
    spouse = Applicant("Salma Tazi", ApplicantCapacity.SPOUSE)
    waits = sent(archive, replace(ASKED, kind=PaperKind.FULL_COPY, applicant=spouse))
    assert waits.waiting is Waiting.PROOF_TO_SEE
    with pytest.raises(Problem) as told:
        requesting.sign(archive, waits, "amina")
    assert told.value.code == "request_proof_due"
    seen = requesting.see_proof(archive, waits, "zineb")
    request = requesting.sign(archive, seen, "amina")
    assert request.papers and request.has_seen_proof


def test_a_full_copy_is_never_given_on_a_word_alone(archive: Archive, verified: Act) -> None:
    delegate(archive, automatic=True)
    copy = replace(ONLINE, kind=PaperKind.FULL_COPY)
    assert sent(archive, copy).waiting is Waiting.PROOF_TO_SEE
    vouched_for = sent(archive, replace(copy, has_seen_proof=True), "key-2")
    assert vouched_for.state is RequestState.DELIVERED


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"office_code": "99.999.99.99"}, "request_office_unknown"),
        ({"office_code": OFFICE, "year": date.today().year + 1}, "request_year_to_come"),
    ],
)
def test_no_act_is_looked_for_where_none_can_be(
    archive: Archive, said: dict[str, Any], code: str
) -> None:
    asked = replace(ASKED, act=None, known=replace(KNOWN, **said))
    with pytest.raises(Problem) as told:
        requesting.receive(archive, asked, "key-1", "watiqa", False)
    assert told.value.code == code
    assert archive.catalogue.requests().requests == ()


def test_a_paper_whose_act_changed_is_made_anew_before_it_is_handed_over(
    archive: Archive, verified: Act
) -> None:
    request = signed(archive)
    with pytest.raises(RequestStepRefused):
        requesting.cancel(archive, request, "zineb")
    confirm(archive, given_name_fr="Khaddouj")
    with pytest.raises(Problem) as told:
        requesting.deliver(archive, request, "zineb")
    assert told.value.code == "request_paper_outdated"
    again = requesting.identify(archive, request, verified.act_id, "zineb")
    assert again.waiting is Waiting.OFFICER_TO_SIGN
    assert archive.catalogue.paper(request.papers[0]).revoked is Revocation.ISSUED_IN_ERROR
    done = requesting.deliver(archive, requesting.sign(archive, again, "amina"), "zineb")
    assert done.state is RequestState.DELIVERED and done.papers != request.papers
    today = date.fromisoformat(archive.catalogue.paper(done.papers[0]).at[:10])
    assert archive.catalogue.takings(today, today)[PaperKind.EXTRACT].requests == 1


def test_a_request_whose_paper_was_withdrawn_may_be_cancelled(
    archive: Archive, verified: Act
) -> None:
    request = signed(archive)
    archive.catalogue.revoke_paper(request.papers[0], Revocation.ISSUED_IN_ERROR, "amina")
    gone = requesting.cancel(archive, request, "zineb")
    assert gone.state is RequestState.CANCELLED


def test_an_act_of_another_kind_of_register_is_not_what_was_asked(
    archive: Archive, verified: Act
) -> None:
    heir = Applicant("Salma Tazi", ApplicantCapacity.HEIR)
    of_death = replace(
        ASKED, act=None, known=Known(Kind.DEATH, given="Khadija", family="Zaki"), applicant=heir
    )
    waits = sent(archive, of_death)
    with pytest.raises(Problem) as told:
        requesting.identify(archive, waits, str(REFERENCE), "zineb")
    assert told.value.code == "request_other_register"


def test_a_refusal_and_a_cancellation_said_twice_are_one(archive: Archive) -> None:
    refused = requesting.refuse(archive, sent(archive), Refusal.ACT_NOT_FOUND, "zineb")
    assert requesting.refuse(archive, refused, Refusal.ACT_NOT_FOUND, "zineb") == refused
    gone = requesting.cancel(archive, sent(archive, key="2"), "watiqa")
    assert requesting.cancel(archive, gone, "watiqa") == gone
    with pytest.raises(RequestStepRefused):
        requesting.refuse(archive, gone, Refusal.ACT_NOT_FOUND, "zineb")
