"""What may follow what in a request, and what its events add up to."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.issuing.asked import Applicant, ApplicantCapacity, Asked
from archive.issuing.deadlines import Delivery
from archive.issuing.errors import RequestStepRefused
from archive.issuing.paper import PaperKind, PaperLanguage
from archive.issuing.request import (
    Cancelled,
    Delivered,
    FoundBy,
    Identified,
    Prepared,
    ProofSeen,
    Received,
    Refused,
    Request,
    RequestEvent,
    RequestWhat,
    Signed,
    SigningOrdered,
    Terms,
    Waits,
    begun,
    request_of,
)
from archive.issuing.request_codec import (
    asked_of,
    asked_text,
    request_event_of,
    request_event_text,
)
from archive.issuing.request_codes import Refusal, Waiting
from archive.issuing.request_state import STEPS, RequestState
from archive.register import ActReference

DUE = date(2026, 11, 25)
ASKED = Asked(
    PaperKind.EXTRACT,
    PaperLanguage.BOTH,
    Applicant("Idder Alaoui", ApplicantCapacity.HOLDER, "CNIE"),
    Delivery.COUNTER,
    act=ActReference.parse("08.201.11.07/birth/1933/1/66"),
)
TERMS = Terms(DUE, date(2026, 11, 24), Decimal("2.00"), is_electronic=False, needs_proof=False)
FIRST = Received("ab" * 32, TERMS)
IDENTIFIED = Identified("a1", FoundBy.REFERENCE)
ORDERED = SigningOrdered("amina", automatic=False)
SIGNED = Signed(("08.201.11.07/2026/000001",))
STEPS_TAKEN: tuple[RequestWhat, ...] = (
    *(IDENTIFIED, Prepared(3), ORDERED, SIGNED, Delivered(), ProofSeen(), Cancelled()),
    Refused(Refusal.ACT_NOT_FOUND),
    *(Waits(code) for code in Waiting),
)


def event(version: int, what: RequestWhat) -> RequestEvent:
    return RequestEvent("D-2026-000001-F", version, what, "amina", f"2026-11-2{version}T08:00Z")


def after(*steps: RequestWhat, asked: Asked = ASKED) -> Request:
    events = [event(version, what) for version, what in enumerate((FIRST, *steps), 1)]
    return request_of(events, "key-1", asked)


def test_a_request_goes_from_its_receipt_to_the_hand_of_the_applicant() -> None:
    request = after(IDENTIFIED, Prepared(3), ORDERED, SIGNED, Delivered())
    assert request.state is RequestState.DELIVERED
    assert (request.act_id, request.act_version, request.officer) == ("a1", 3, "amina")
    assert request.papers == SIGNED.serials
    assert (request.version, request.received_at[:10]) == (6, "2026-11-21")
    assert request.changed_at[:10] == "2026-11-26"


def test_what_it_waits_for_is_gone_once_it_goes_on() -> None:
    waiting = after(Waits(Waiting.SEVERAL_ACTS, ("a1", "a2")))
    assert (waiting.waiting, waiting.candidates) == (Waiting.SEVERAL_ACTS, ("a1", "a2"))
    chosen = waiting.after(event(3, Identified("a2", FoundBy.PERSON)))
    assert (chosen.waiting, chosen.candidates, chosen.act_id) == (None, (), "a2")


def test_another_act_chosen_takes_back_what_was_prepared_from_the_first() -> None:
    ordered = after(IDENTIFIED, Prepared(3), ORDERED)
    other = ordered.after(event(5, Identified("a2", FoundBy.PERSON)))
    assert other.state is RequestState.IDENTIFIED
    assert (other.act_id, other.act_version, other.officer) == ("a2", None, None)


def test_what_is_signed_is_not_refused_nor_signed_again() -> None:
    signed = after(IDENTIFIED, Prepared(3), ORDERED, SIGNED)
    for what in (Refused(Refusal.ACT_NOT_FOUND), Prepared(3), ORDERED):
        with pytest.raises(RequestStepRefused) as told:
            signed.after(event(6, what))
        assert told.value.state == "signed"


def test_papers_that_no_longer_hold_are_made_anew_under_other_orders() -> None:
    signed = after(IDENTIFIED, Prepared(3), ORDERED, SIGNED)
    anew = signed.after(event(6, IDENTIFIED))
    assert (anew.state, anew.papers, anew.officer) == (RequestState.IDENTIFIED, (), None)
    assert anew.order_key(1) != signed.order_key(1)


def test_what_proves_a_tie_to_one_act_proves_none_to_another() -> None:
    first = Received("ab" * 32, replace(TERMS, needs_proof=True))
    request = begun(event(1, first), "key", replace(ASKED, has_seen_proof=True))
    of_one = request.after(event(2, IDENTIFIED))
    assert not of_one.proof_is_due
    assert not of_one.after(event(3, IDENTIFIED)).proof_is_due
    standing = Identified("another", FoundBy.REFERENCE, stands=True)
    assert not of_one.after(event(3, standing)).proof_is_due
    of_another = of_one.after(event(3, Identified("another", FoundBy.PERSON)))
    assert of_another.proof_is_due
    assert not of_another.after(event(4, ProofSeen())).proof_is_due


def test_who_may_no_longer_sign_has_not_ordered_it() -> None:
    request = after(IDENTIFIED, Prepared(3), ORDERED, Waits(Waiting.OFFICER_TO_SIGN))
    assert request.officer is None
    with pytest.raises(RequestStepRefused):
        request.after(event(6, SIGNED))


def test_it_is_signed_once_every_copy_is() -> None:
    ordered = after(IDENTIFIED, Prepared(3), ORDERED, asked=replace(ASKED, copies=2))
    with pytest.raises(RequestStepRefused):
        ordered.after(event(5, SIGNED))
    assert ordered.after(event(5, Signed(("1", "2")))).state is RequestState.SIGNED


def test_nothing_is_signed_before_it_was_prepared() -> None:
    for steps in ((), (IDENTIFIED,)):
        for what in (SIGNED, ORDERED, Delivered()):
            with pytest.raises(RequestStepRefused):
                after(*steps, what)


@given(st.lists(st.sampled_from(STEPS_TAKEN), max_size=9))
def test_no_way_leads_out_of_the_table(steps: list[RequestWhat]) -> None:
    request = after()
    for version, what in enumerate(steps, 2):
        before = request
        try:
            request = request.after(event(version, what))
        except RequestStepRefused:
            assert request == before
            continue
        stays = isinstance(what, Waits | SigningOrdered | ProofSeen)
        assert request.state in STEPS[before.state] or (stays and request.state is before.state)
        assert not before.state.is_final
        if request.waiting is not None:
            assert request.state in request.waiting.states
        if request.state in (RequestState.SIGNED, RequestState.DELIVERED):
            assert len(request.papers) == request.asked.copies
            assert request.officer is not None
        assert bool(request.refusal) is (request.state is RequestState.REFUSED)


@pytest.mark.parametrize("what", [FIRST, *STEPS_TAKEN])
def test_every_step_is_kept_and_read_back(what: RequestWhat) -> None:
    assert request_event_of(event(1, what).kind, request_event_text(what)) == what


def test_what_is_asked_is_kept_and_read_back() -> None:
    assert asked_of(asked_text(ASKED)) == ASKED


def test_a_step_of_a_later_version_is_not_guessed_at() -> None:
    with pytest.raises(ValueError, match="a later Sijill"):
        request_event_of("forwarded", "{}")


def test_a_request_begins_once_with_its_receipt() -> None:
    with pytest.raises(ValueError, match="begins with identified"):
        begun(event(1, IDENTIFIED), "key-1", ASKED)
    with pytest.raises(ValueError, match="received twice"):
        after(FIRST)


def test_a_paper_at_the_counter_is_late_until_signed_one_to_be_posted_until_posted() -> None:
    late, signed = date(2026, 11, 26), (IDENTIFIED, Prepared(3), ORDERED, SIGNED)
    posted = replace(ASKED, delivery=Delivery.POST, address="12, rue Al Wahda, Settat")
    assert after().is_overdue(late) and not after().is_overdue(DUE)
    assert not after(*signed).is_overdue(late)
    assert after(*signed, asked=posted).is_overdue(late)
    assert not after(*signed, Delivered(), asked=posted).is_overdue(late)


def test_people_are_reminded_before_it_is_late() -> None:
    assert not after().is_to_remind(date(2026, 11, 23))
    assert after().is_to_remind(date(2026, 11, 24))


def test_a_proof_is_due_until_a_person_or_the_sender_saw_it() -> None:
    first = Received("ab" * 32, replace(TERMS, needs_proof=True))
    request = begun(event(1, first), "key-1", ASKED)
    assert request.proof_is_due
    assert not request.after(event(2, ProofSeen())).proof_is_due
    vouched = begun(event(1, first), "key-1", replace(ASKED, has_seen_proof=True))
    assert not vouched.proof_is_due


def test_each_copy_has_an_order_of_its_own() -> None:
    assert after().order_key(1) != after().order_key(2)


def test_papers_are_made_anew_once_another_act_is_chosen() -> None:
    first = after(IDENTIFIED, Prepared(3))
    again = first.after(event(4, Identified("a2", FoundBy.PERSON)))
    back = again.after(event(5, IDENTIFIED))
    assert len({one.order_key(1) for one in (first, again, back)}) == 3
    assert first.order_key(1) == first.after(event(4, ORDERED)).order_key(1)
