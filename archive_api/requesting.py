"""The way of a request: its act is found, its paper made ready, signed and delivered.

Each step is kept before the next: whatever stops in between, ``go_on`` takes it up again.
"""

import structlog

from archive.errors import ActChanged, PaperOutdated, RequestChanged
from archive.issuing.asked import Asked
from archive.issuing.errors import RequestStepRefused
from archive.issuing.paper import PaperState
from archive.issuing.request import (
    Cancelled,
    Delivered,
    FoundBy,
    Identified,
    ProofSeen,
    Refused,
    Request,
    SigningOrdered,
)
from archive.issuing.request_codes import Refusal, Waiting
from archive.issuing.request_state import RequestState
from archive_api.act_sought import search_criteria
from archive_api.opened import Archive
from archive_api.problems import Problem
from archive_api.request_papers import made
from archive_api.request_ready import day_in_morocco, made_ready
from indexing.search.request import SearchRequest

_ROUNDS = 3
log = structlog.get_logger("archive_api")


def receive(
    archive: Archive, asked: Asked, key: str, asked_by: str, is_electronic: bool
) -> tuple[Request, bool]:
    """The request of a key with its number, and whether it is new; nothing is done for it yet.

    Raises:
        Problem: request_office_unknown, request_year_to_come.
        SearchInvalid: what is known of the act cannot be searched for.
        RequestKeyTaken, FeeUnset, DeadlineUnset: see ``Requests.receive``.
    """
    _require_possible(archive, asked)
    if asked.known is not None:
        SearchRequest(**search_criteria(asked.known))
    return archive.catalogue.receive(asked, key, asked_by, is_electronic)


def go_on(archive: Archive, number: str) -> Request:
    """Take a request as far as it goes by itself."""
    request = archive.catalogue.request(number)
    try:
        for _ in range(_ROUNDS):
            request, is_ordered = made_ready(archive, request)
            if not is_ordered:
                return request
            request, is_done = made(archive, request)
            if is_done:
                return request
    except RequestChanged:
        return archive.catalogue.request(number)
    except (ActChanged, PaperOutdated):
        # Somebody works on the act, or on this request: it is taken up again later.
        log.warning("request_overtaken", number=number)
        return archive.catalogue.request(number)
    return request


def identify(archive: Archive, request: Request, reference: str, actor: str) -> Request:
    """A person says which act is meant; the request goes on.

    Raises:
        Problem: act_unknown; request_other_register, where the act is of another kind of register
            than the applicant was found entitled to.
        RequestStepRefused: its paper is signed, and holds.
    """
    _require_undone(archive, request, "identified")
    act = archive.act(reference)
    if act.register.kind is not request.asked.register_kind:
        raise Problem("request_other_register")
    archive.catalogue.take_steps(request, Identified(act.act_id, FoundBy.PERSON), actor=actor)
    return go_on(archive, request.number)


def see_proof(archive: Archive, request: Request, actor: str) -> Request:
    """A person saw the paper that proves the applicant's capacity; the request goes on."""
    if request.proof_is_due:
        archive.catalogue.take_steps(request, ProofSeen(), actor=actor)
    return go_on(archive, request.number)


def sign(archive: Archive, request: Request, officer: str, act_seen: int | None = None) -> Request:
    """An officer orders the paper to be signed in their name; signed once, it stays so.

    Where it cannot be signed now, the request waits and is signed in their name later.

    Args:
        officer: the account.
        act_seen: version of the act whose specimen the officer saw.

    Raises:
        Problem: request_proof_due, where nobody has seen the proof of the capacity.
        OfficerNotDelegated: the account may not sign for the act's office today.
        ActChanged: the act is at another version than the officer saw.
        RequestStepRefused: the paper is not ready to be signed.
    """
    if request.papers:
        return request
    if request.waiting is not Waiting.OFFICER_TO_SIGN:
        request = go_on(archive, request.number)
        if request.papers:
            return request
    if request.state is not RequestState.PREPARED:
        raise RequestStepRefused(request.number, request.state.value, "signingordered")
    if request.proof_is_due:
        raise Problem("request_proof_due")
    assert request.act_id is not None
    act = archive.act(request.act_id)
    archive.catalogue.signing_officer(officer, act.register.office_code, day_in_morocco())
    if act_seen not in (None, act.version):
        raise ActChanged(act.act_id, act_seen or 0, act.version)
    archive.catalogue.take_steps(request, SigningOrdered(officer, automatic=False), actor=officer)
    return go_on(archive, request.number)


def deliver(archive: Archive, request: Request, actor: str) -> Request:
    """The applicant has the paper, or the post has it; said again, nothing changes.

    Raises:
        Problem: request_paper_outdated, where a paper was withdrawn or its act changed meanwhile.
    """
    if request.state is RequestState.DELIVERED:
        return request
    if not papers_hold(archive, request):
        raise Problem("request_paper_outdated")
    return archive.catalogue.take_steps(request, Delivered(), actor=actor)


def refuse(archive: Archive, request: Request, code: Refusal, actor: str) -> Request:
    """A person ends a request without a paper; said again, nothing changes."""
    if request.refusal is code:
        return request
    return archive.catalogue.take_steps(request, Refused(code), actor=actor)


def cancel(archive: Archive, request: Request, actor: str) -> Request:
    """Whoever asked no longer does; said again, nothing changes.

    Raises:
        RequestStepRefused: its paper is signed, and holds.
    """
    if request.state is RequestState.CANCELLED:
        return request
    _require_undone(archive, request, "cancelled")
    return archive.catalogue.take_steps(request, Cancelled(), actor=actor)


def papers_hold(archive: Archive, request: Request) -> bool:
    """Whether every signed paper of a request still says what its act says; true of none."""
    return all(state is PaperState.CURRENT for state in paper_states(archive, request))


def paper_states(archive: Archive, request: Request) -> list[PaperState]:
    """Whether each signed paper of a request still holds, in their order."""
    codes = [archive.catalogue.paper(serial).code for serial in request.papers]
    known = (archive.catalogue.paper_status(code) for code in codes)
    return [PaperState.REVOKED if one is None else one[1].state for one in known]


def _require_possible(archive: Archive, asked: Asked) -> None:
    """No act is looked for in an office that there is not, or in a year that has not begun."""
    today = day_in_morocco()
    if asked.office_code and archive.catalogue.office_on(asked.office_code, today) is None:
        raise Problem("request_office_unknown", office_code=asked.office_code)
    if asked.year is not None and asked.year > today.year:
        raise Problem("request_year_to_come", year=asked.year)


def _require_undone(archive: Archive, request: Request, step: str) -> None:
    """A paper that is signed is undone by withdrawing it: while it holds, no other step is."""
    if request.state is RequestState.SIGNED and papers_hold(archive, request):
        raise RequestStepRefused(request.number, request.state.value, step)
