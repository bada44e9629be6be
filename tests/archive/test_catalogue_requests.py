"""Requests in the record, on both databases: once, step by step, by their deadlines."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from archive.act import Act
from archive.catalogue import Catalogue
from archive.catalogue_requests import RequestFilter, Takings
from archive.errors import (
    CatalogueUnavailable,
    RequestChanged,
    RequestKeyTaken,
    RequestUnknown,
)
from archive.issuing.asked import Applicant, ApplicantCapacity, Known
from archive.issuing.deadlines import Delivery
from archive.issuing.errors import FeeUnset, RequestStepRefused
from archive.issuing.fees import Fee
from archive.issuing.paper import PaperKind
from archive.issuing.request import (
    Cancelled,
    Delivered,
    FoundBy,
    Identified,
    ProofSeen,
    Refused,
    Signed,
    Waits,
    request_of,
)
from archive.issuing.request_codes import Refusal, Waiting
from archive.issuing.request_number import typed_number
from archive.issuing.request_state import RequestState
from archive.register import Kind
from archive.store import open_engine
from tests.archive.requests_made import (
    ASKED,
    OFFICE,
    POSTED,
    WAITS,
    ordered,
    received,
    signed,
)


@pytest.fixture
def now(held: Catalogue, clock: Any) -> Any:
    """The clock of the catalogue: a Monday in January 2026, nine o'clock in Morocco."""
    held._clock = clock
    return clock


def test_a_request_is_received_with_a_number_a_deadline_and_a_fee(
    held: Catalogue, now: Any
) -> None:
    request, is_new = held.receive(replace(POSTED, copies=3), "key-1", "watiqa", True)
    assert is_new
    assert request.number.startswith("D-2026-000001-")
    assert typed_number(request.number) == request.number
    terms = request.terms
    assert (terms.due_on, terms.remind_on) == (date(2026, 1, 8), date(2026, 1, 7))
    assert (terms.fee, terms.is_electronic, terms.needs_proof) == (Decimal("6.00"), True, False)
    assert (request.state, request.asked_by) == (RequestState.RECEIVED, "watiqa")
    assert request.received_at == now()
    assert held.request(request.number) == request
    assert received(held, key="key-2").number.startswith("D-2026-000002-")


def test_the_same_key_brings_the_same_request_back(held: Catalogue) -> None:
    request = received(held)
    assert held.receive(ASKED, "key-1", "watiqa") == (request, False)
    gone_on = held.take_steps(request, WAITS)
    assert held.receive(ASKED, "key-1", "watiqa") == (gone_on, False)
    with pytest.raises(RequestKeyTaken) as told:
        held.receive(replace(ASKED, copies=2), "key-1", "watiqa")
    assert told.value.number == request.number
    assert held.receive(ASKED, "key-1", "amina")[1]


def test_a_request_sent_again_keeps_the_terms_of_its_day(held: Catalogue, now: Any) -> None:
    request = received(held)
    held.set_fee(Fee(PaperKind.EXTRACT, Decimal("9.00"), date(2026, 1, 5)), actor="amina")
    now.pass_by(days=3)
    assert held.receive(ASKED, "key-1", "watiqa") == (request, False)
    assert received(held, key="key-2").terms.fee == Decimal("9.00")


def test_a_request_sent_again_is_known_though_the_lists_say_nothing_of_it_any_more(
    held: Catalogue, now: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = received(held)
    monkeypatch.setattr(held, "fees", lambda day: ())
    assert held.receive(ASKED, "key-1", "watiqa") == (request, False)
    with pytest.raises(FeeUnset):
        received(held, key="key-2")


def test_one_key_sent_many_times_at_once_is_received_once(held: Catalogue) -> None:
    with ThreadPoolExecutor(4) as pool:
        told = list(pool.map(lambda _: held.receive(ASKED, "key-1", "watiqa"), range(8)))
    assert len({request.number for request, _ in told}) == 1
    assert [is_new for _, is_new in told].count(True) == 1


def test_who_is_not_entitled_is_refused_with_a_number_and_a_reason(held: Catalogue) -> None:
    other = Applicant("Tarik Aouragh", ApplicantCapacity.OTHER)
    request = received(held, replace(ASKED, kind=PaperKind.FULL_COPY, applicant=other))
    assert (request.state, request.refusal) == (RequestState.REFUSED, Refusal.NOT_ENTITLED)
    entries = [one for one in held.audit_entries() if one.subject == request.number]
    assert [one.action for one in entries] == ["request.received", "request.refused"]
    assert "not_entitled" in entries[-1].detail


def test_a_proof_is_asked_of_whom_the_list_asks_it(held: Catalogue) -> None:
    spouse = Applicant("Tarik Aouragh", ApplicantCapacity.SPOUSE)
    request = received(held, replace(ASKED, kind=PaperKind.FULL_COPY, applicant=spouse))
    assert request.proof_is_due
    seen = held.take_steps(request, ProofSeen(), actor="amina")
    assert not seen.proof_is_due
    assert not held.request(request.number).proof_is_due


def test_a_request_is_what_its_events_add_up_to(held: Catalogue, act: Act) -> None:
    request = held.take_steps(signed(held, ordered(held, act)), Delivered(), actor="zineb")
    events = held.request_history(request.number)
    assert [event.kind for event in events] == [
        *("received", "identified", "prepared", "signingordered", "signed", "delivered")
    ]
    assert [event.actor for event in events][-2:] == ["amina", "zineb"]
    assert request_of(events, "key-1", ASKED) == request == held.request(request.number)
    assert held.check_audit() is None


def test_steps_are_taken_together_or_not_at_all(held: Catalogue, act: Act) -> None:
    request = received(held)
    with pytest.raises(RequestStepRefused):
        held.take_steps(request, Identified(act.act_id, FoundBy.SEARCH), Signed(("1",)))
    assert held.request(request.number) == request
    assert len(held.request_history(request.number)) == 1


def test_nobody_takes_on_what_went_on_meanwhile(held: Catalogue) -> None:
    request = received(held)
    gone_on = held.take_steps(request, WAITS)
    with pytest.raises(RequestChanged) as told:
        held.take_steps(request, Cancelled())
    assert told.value.version == gone_on.version
    with pytest.raises(RequestUnknown):
        held.request("D-2026-000009-0")


def test_a_wait_that_goes_on_is_no_step(held: Catalogue, now: Any) -> None:
    request = held.take_steps(received(held), Waits(Waiting.SEARCH_DOWN))
    now.pass_by(minutes=1)
    assert held.take_steps(request, Waits(Waiting.SEARCH_DOWN)) == request
    assert len(held.request_history(request.number)) == 2
    assert held.requests_to_go_on() == []
    now.pass_by(minutes=1)
    assert held.requests_to_go_on() == [request]


def test_neither_log_nor_audit_trail_names_the_applicant(held: Catalogue, act: Act) -> None:
    known = Known(Kind.BIRTH, given="Loubna", family="Aouragh", place="Lghorfa")
    request = received(held, replace(POSTED, act=None, known=known))
    waits = held.take_steps(request, Waits(Waiting.SEVERAL_ACTS, (act.act_id,)))
    held.take_steps(waits, Refused(Refusal.ACT_NOT_FOUND), actor="zineb")
    told = [f"{one.subject} {one.detail}" for one in held.audit_entries()]
    with held._reading() as connection:
        query = text("SELECT kind || content FROM request_events")
        told += connection.execute(query).scalars().all()
    for word in ("Tarik", "Aouragh", "ZX400917", "Lghorfa", "Loubna", "passeport"):
        assert not [one for one in told if word in one]


def test_the_log_is_never_changed(held: Catalogue, database_url: str) -> None:
    received(held)
    engine = open_engine(database_url)
    for change in ("UPDATE request_events SET content = '{}'", "DELETE FROM request_events"):
        with (
            pytest.raises((DBAPIError, CatalogueUnavailable)),
            engine.begin() as connection,
        ):
            connection.execute(text(change))
    engine.dispose()


def test_requests_are_listed_by_their_deadlines_page_by_page(held: Catalogue, now: Any) -> None:
    late = [received(held, POSTED, f"post-{place}") for place in range(3)]
    soon = [received(held, ASKED, f"counter-{place}") for place in range(2)]
    page = held.requests(limit=2)
    listed = list(page.requests)
    while page.next is not None:
        page = held.requests(after=page.next, limit=2)
        listed += page.requests
    assert [one.number for one in listed] == [one.number for one in (*soon, *late)]


def test_a_list_holds_what_is_asked_of_it(held: Catalogue, act: Act) -> None:
    waits = held.take_steps(received(held), WAITS)
    known = Known(Kind.BIRTH, given="Idder")
    open_one = received(held, replace(POSTED, act=None, known=known), "key-2")
    done = signed(held, ordered(held, act, key="key-3"))
    mine, _ = held.receive(replace(ASKED, kind=PaperKind.MULTILINGUAL), "key-1", "amina")

    def numbers(**wanted: Any) -> set[str]:
        return {one.number for one in held.requests(RequestFilter(**wanted)).requests}

    assert numbers() == {waits.number, open_one.number, done.number, mine.number}
    assert numbers(states=frozenset((RequestState.SIGNED,))) == {done.number}
    assert numbers(waiting=Waiting.NO_ACT_FOUND) == {waits.number}
    assert numbers(kind=PaperKind.MULTILINGUAL) == {mine.number}
    assert numbers(delivery=Delivery.POST) == {open_one.number}
    assert numbers(office_code=OFFICE) == {waits.number, done.number, mine.number}
    assert numbers(act_id=act.act_id) == {done.number}
    assert numbers(asked_by="amina") == {mine.number}
    counted = held.count_requests(RequestFilter(asked_by="watiqa"))
    assert counted[RequestState.RECEIVED] == 2
    assert counted[RequestState.SIGNED] == 1
    assert counted[RequestState.DELIVERED] == 0


def test_the_office_of_a_request_is_that_of_the_act_once_it_is_known(
    held: Catalogue, act: Act
) -> None:
    known = Known(Kind.BIRTH, given="Idder")
    request = received(held, replace(ASKED, act=None, known=known))
    here = RequestFilter(office_code=OFFICE)
    assert held.requests(here).requests == ()
    held.take_steps(request, Identified(act.act_id, FoundBy.SEARCH))
    assert [one.number for one in held.requests(here).requests] == [request.number]


def test_what_is_late_and_what_to_be_reminded_of_is_known(
    held: Catalogue, act: Act, now: Any
) -> None:
    posted = received(held, POSTED, "post")
    counter = signed(held, ordered(held, act, key="counter"))
    cancelled = held.take_steps(received(held, POSTED, "gone"), Cancelled())

    def on(**wanted: Any) -> list[str]:
        return [one.number for one in held.requests(RequestFilter(**wanted)).requests]

    assert on(overdue_on=date(2026, 1, 8)) == []
    assert on(overdue_on=date(2026, 1, 9)) == [posted.number]
    assert on(remind_on=date(2026, 1, 6)) == []
    assert on(remind_on=date(2026, 1, 7)) == [posted.number]
    assert {counter.number, cancelled.number}.isdisjoint(on(overdue_on=date(2026, 2, 1)))


def test_what_was_stopped_in_the_middle_is_taken_on_by_one_alone(
    held: Catalogue, act: Act, now: Any
) -> None:
    request = ordered(held, act)
    assert held.requests_to_go_on() == []
    now.pass_by(seconds=61)
    with ThreadPoolExecutor(3) as pool:
        taken = list(pool.map(lambda _: held.requests_to_go_on(), range(3)))
    assert sorted(map(len, taken)) == [0, 0, 1]
    now.pass_by(seconds=61)
    assert held.requests_to_go_on() == [request]
    signed(held, request)
    now.pass_by(days=2)
    assert held.requests_to_go_on() == []


def test_what_waits_for_a_person_to_change_its_act_is_taken_on_when_they_did(
    held: Catalogue, act: Act, now: Any
) -> None:
    request = received(held)
    identified = Identified(act.act_id, FoundBy.REFERENCE)
    waits = held.take_steps(request, identified, Waits(Waiting.ACT_TO_CONFIRM))
    now.pass_by(days=1)
    assert held.requests_to_go_on() == []
    held.verify(act.act_id, {"given_name_fr": "Idir"}, "amina", act.version)
    assert held.requests_to_go_on() == [waits]
    assert held.requests_to_go_on() == []
    held.take_steps(waits, Waits(Waiting.ACT_TO_CONFIRM))
    now.pass_by(days=1)
    assert held.requests_to_go_on() == []


def test_the_first_to_be_due_is_taken_on_first(held: Catalogue, now: Any) -> None:
    late, soon = received(held, POSTED, "post"), received(held)
    now.pass_by(minutes=2)
    assert [one.number for one in held.requests_to_go_on(limit=1)] == [soon.number]
    assert [one.number for one in held.requests_to_go_on(limit=1)] == [late.number]


def test_copies_and_fees_of_what_was_signed_are_counted_by_kind(
    held: Catalogue, act: Act, now: Any
) -> None:
    dear = Fee(PaperKind.FULL_COPY, Decimal("7.50"), date(2026, 1, 5))
    held.set_fee(dear, actor="amina")
    for place in range(2):
        signed(held, ordered(held, act, replace(ASKED, copies=2), f"key-{place}"))
    full = replace(ASKED, kind=PaperKind.FULL_COPY)
    signed(held, ordered(held, act, full, "full"))
    ordered(held, act, full, "unsigned")
    today = date(2026, 1, 5)
    told = held.takings(today, today)
    assert told[PaperKind.EXTRACT] == Takings(2, 4, Decimal("8.00"))
    assert told[PaperKind.FULL_COPY] == Takings(1, 1, Decimal("7.50"))
    assert told[PaperKind.MULTILINGUAL] == Takings(0, 0, Decimal(0))
    assert held.takings(date(2026, 1, 6), date(2026, 1, 31))[PaperKind.EXTRACT].requests == 0


def test_requests_are_numbered_anew_each_year_of_morocco(held: Catalogue, now: Any) -> None:
    now.now = now.now.replace(year=2026, month=12, day=31, hour=22, minute=30)
    assert received(held).number.startswith("D-2026-000001-")
    now.pass_by(hours=2)
    assert received(held, key="key-2").number.startswith("D-2027-000001-")
