"""One request at the counter: what is asked, where it is, and the steps that a person takes."""

from collections.abc import Callable
from datetime import timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Form, Query
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.responses import Response

from archive.account import Right
from archive.act import Act
from archive.errors import RequestChanged
from archive.issuing.errors import OfficerNotDelegated, RequestStepRefused
from archive.issuing.request import (
    Identified,
    Refused,
    Request,
    RequestEvent,
    SigningOrdered,
    Waits,
)
from archive.issuing.request_codes import Refusal, Waiting
from archive.issuing.request_state import RequestState
from archive_api import requesting
from archive_api.act_cards import act_cards
from archive_api.acts_looked_for import LookedFor, acts_looked_for
from archive_api.desk_pages import Desk, OnDesk
from archive_api.paper_problems import NOT_GIVEN, step_refused, told_problem
from archive_api.problems import Problem
from archive_api.routers.desk_counter import NamedRequest
from archive_api.shown_papers import shown_papers
from archive_api.shown_people import shown_people
from archive_api.shown_requests import (
    TEXTS,
    known_lines,
    request_address,
    rule_of,
    shown_request,
    today,
)
from archive_api.shown_values import shown_instant
from archive_api.signed_in import allowed

router = APIRouter(
    prefix="/counter/{number}", include_in_schema=False, default_response_class=HTMLResponse
)

_ISSUE = [allowed(Right.ISSUE)]
_AHEAD = timedelta(days=366)
_NOTES = ("new", "signed", "confirmed")
_NOT_TAKEN = (*NOT_GIVEN, RequestChanged, RequestStepRefused)
_Version = Annotated[int, Form(ge=1)]


@router.get("", dependencies=_ISSUE)
def one(
    desk: OnDesk,
    request: NamedRequest,
    text: Annotated[str, Query(max_length=300)] = "",
    note: Annotated[str, Query(max_length=20)] = "",
) -> HTMLResponse:
    """A request, and what can be done for it now; ``text`` looks for its act."""
    return _page(desk, request, text=text, note=note if note in _NOTES else "")


@router.post("/identify", dependencies=_ISSUE)
def identify(
    desk: OnDesk,
    request: NamedRequest,
    version: _Version,
    act: Annotated[str, Form(max_length=120)],
) -> Response:
    """Say which act is meant."""

    def step() -> Request:
        return requesting.identify(desk.archive, request, act, desk.actor)

    return _taken(desk, request, version, step)


@router.post("/proof", dependencies=_ISSUE)
def proof(desk: OnDesk, request: NamedRequest, version: _Version) -> Response:
    """Say that the paper that proves the applicant's capacity was seen."""
    return _taken(
        desk, request, version, lambda: requesting.see_proof(desk.archive, request, desk.actor)
    )


@router.post("/sign", dependencies=_ISSUE)
def sign(desk: OnDesk, request: NamedRequest, version: _Version, act_version: _Version) -> Response:
    """Sign its papers as the officer who is signed in."""

    def step() -> Request:
        return requesting.sign(desk.archive, request, desk.actor, act_version)

    return _taken(desk, request, version, step, bool(request.papers), "signed")


@router.post("/deliver", dependencies=_ISSUE)
def deliver(desk: OnDesk, request: NamedRequest, version: _Version) -> Response:
    """Say that the applicant, or the post, has its papers."""

    def step() -> Request:
        return requesting.deliver(desk.archive, request, desk.actor)

    return _taken(desk, request, version, step, request.state is RequestState.DELIVERED)


@router.post("/refuse", dependencies=_ISSUE)
def refuse(
    desk: OnDesk,
    request: NamedRequest,
    version: _Version,
    why: Annotated[str, Form(max_length=40)] = "",
) -> Response:
    """End it without a paper, for a reason that its applicant is told."""
    code = next((one for one in Refusal if one.value == why and one.is_by_person), None)
    if code is None:
        said = desk.texts(TEXTS)["request"]["why_needed"]
        return _page(desk, request, status=422, wrong={"why": said})

    def step() -> Request:
        return requesting.refuse(desk.archive, request, code, desk.actor)

    return _taken(desk, request, version, step, request.refusal is code)


@router.post("/cancel", dependencies=_ISSUE)
def cancel(desk: OnDesk, request: NamedRequest, version: _Version) -> Response:
    """End it because nobody asks for it any more."""

    def step() -> Request:
        return requesting.cancel(desk.archive, request, desk.actor)

    return _taken(desk, request, version, step, request.state is RequestState.CANCELLED)


def _taken(
    desk: Desk,
    request: Request,
    version: int,
    step: Callable[[], Request],
    is_done: bool = False,
    note: str = "",
) -> Response:
    """What a step comes to: the request's page, with why where it was not taken.

    Args:
        version: of the request, as the person saw it.
        is_done: whether it was taken before: a button pressed twice changes nothing.
    """
    after = request
    try:
        if not is_done:
            if request.version != version:
                raise RequestChanged(request.number, version, request.version)
            after = step()
    except _NOT_TAKEN as error:
        problem = _problem(desk, error)
        now = desk.archive.catalogue.request(request.number)
        return _page(desk, now, status=problem.status_code, alert=problem.texts[desk.lang])
    told = f"?note={note}" if note and after.papers else ""
    return RedirectResponse(f"{request_address(request.number)}{told}", status_code=303)


def _problem(desk: Desk, error: Exception) -> Problem:
    if isinstance(error, RequestChanged):
        return Problem("request_changed", version=error.version)
    if isinstance(error, RequestStepRefused):
        return step_refused(error.state)
    return told_problem(error)


def _page(
    desk: Desk,
    request: Request,
    status: int = 200,
    text: str = "",
    note: str = "",
    alert: str = "",
    wrong: dict[str, str] | None = None,
) -> HTMLResponse:
    archive, shown = desk.archive, shown_request(desk, request)
    archive.log_read("request.seen", request.number)
    found = acts_looked_for(desk, text) if request.state.is_open else LookedFor()
    looked_for = [act for act in found.acts if act.register.kind is request.asked.register_kind]
    papers = shown_papers(desk, (archive.catalogue.paper(serial) for serial in request.papers))
    return desk.page(
        "counter_request.html",
        status,
        c=desk.texts(TEXTS),
        p=desk.texts("papers.json"),
        one=shown,
        known=known_lines(desk, request.asked),
        rule=rule_of(desk, request),
        card=None if shown.act is None else act_cards(desk, [shown.act])[0],
        candidates=act_cards(desk, _candidates(desk, request)),
        looked_for=text.strip(),
        found=act_cards(desk, looked_for),
        search=found,
        papers=papers,
        hold=all(paper.state == "current" for paper in papers),
        signing=_signing(desk, request, shown.act),
        expected=_expected(desk, request),
        search_order=_search_order(desk, request),
        history=[
            _event(desk, event) for event in archive.catalogue.request_history(request.number)
        ],
        refusals=[code for code in Refusal if code.is_by_person],
        waiting=None if request.waiting is None else request.waiting.texts[desk.lang],
        refusal=None if request.refusal is None else request.refusal.texts[desk.lang],
        note=note,
        alert=alert,
        wrong=wrong or {},
    )


def _candidates(desk: Desk, request: Request) -> list[Act]:
    acts = (desk.archive.catalogue.act(act_id) for act_id in request.candidates)
    return [act for act in acts if act is not None]


def _signing(desk: Desk, request: Request, act: Act | None) -> dict[str, Any] | None:
    """As whom this person would sign it, None where there is nothing to sign or they may not."""
    if act is None or request.state is not RequestState.PREPARED or request.officer is not None:
        return None
    try:
        officer, delegation = desk.archive.catalogue.signing_officer(
            desk.actor, act.register.office_code, today()
        )
    except OfficerNotDelegated:
        return None
    name = officer.name_ar if desk.lang == "ar" else officer.name_fr
    return {
        "name": name,
        "capacity": officer.capacity.printed[desk.lang],
        "decision": delegation.decision,
        "is_specimen": desk.archive.signers.of(officer.signing_key).is_specimen,
        "version": act.version,
    }


def _expected(desk: Desk, request: Request) -> dict[str, Any] | None:
    """When the act it waits for is likely verified."""
    if request.waiting is not Waiting.ACT_IN_REVIEW or request.act_id is None:
        return None
    catalogue, day = desk.archive.catalogue, today()
    found = catalogue.expected(request.act_id, catalogue.holidays(day, day + _AHEAD))
    if found is None:
        return None
    at = "" if found.at is None else shown_instant(found.at.isoformat(), desk.lang)
    return {"ahead": found.ahead, "at": at}


def _search_order(desk: Desk, request: Request) -> dict[str, Any] | None:
    found = desk.archive.catalogue.search_order_of(request.number)
    if found is None:
        return None
    words = desk.texts("search_orders.json")
    why = "" if found.why is None else words["reasons"][found.why.value]
    return {"order": found, "state": words["states"][found.state.value], "why": why}


def _event(desk: Desk, event: RequestEvent) -> dict[str, str]:
    """One step of the history, with what there is to say of it."""
    said, what, more = desk.texts(TEXTS), event.what, ""
    match what:
        case Waits(code, _):
            more = code.texts[desk.lang]
        case Refused(code):
            more = code.texts[desk.lang]
        case Identified(_, found_by):
            more = said["found_by"][found_by.value]
        case SigningOrdered(_, True):
            more = said["automatic"]
    return {
        "kind": said["steps"][event.kind],
        "at": shown_instant(event.at, desk.lang),
        "who": shown_people(desk)(event.actor),
        "more": more,
    }
