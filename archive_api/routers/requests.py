"""``/v1/requests``: papers asked for, followed, signed, handed over."""

from datetime import timedelta
from typing import Annotated, Any

import structlog
from fastapi import (
    APIRouter,
    BackgroundTasks,
    Body,
    Depends,
    Header,
    Path,
    Query,
    Response,
    Security,
)
from fastapi.security import HTTPBearer

from archive.account import Right
from archive.catalogue_requests import RequestFilter
from archive.errors import CatalogueUnavailable, MasterCorrupt, MasterMissing, RequestChanged
from archive.issuing.deadlines import Delivery
from archive.issuing.paper import PaperKind
from archive.issuing.request import Request
from archive.issuing.request_codes import Waiting
from archive.issuing.request_number import typed_number
from archive.issuing.request_state import RequestState
from archive_api import requesting
from archive_api.issuing import pdf_of
from archive_api.opened import Archive, Opened, reference_of
from archive_api.paper_problems import state_words
from archive_api.problems import Problem
from archive_api.request_ready import day_in_morocco
from archive_api.routers.search import search_invalid
from archive_api.schemas.request_examples import ASKED, RECEIVED
from archive_api.schemas.requests import (
    IdentifyIn,
    RefuseIn,
    RequestIn,
    RequestOut,
    RequestsOut,
    RequestWholeOut,
    SeenIn,
    SignIn,
    WaitingOut,
)
from archive_api.signed_in import Signed, allowed, program_allowed
from indexing.errors import SearchInvalid

_TOKEN = HTTPBearer(
    scheme_name="token",
    description="of a service that the administrator made known; not asked of people signed in",
    auto_error=False,
)

router = APIRouter(prefix="/v1/requests", tags=["requests"], dependencies=[Security(_TOKEN)])

_ASK = [program_allowed(Right.ASK)]
_ISSUE = [program_allowed(Right.ISSUE)]
_OFFICER = [allowed(Right.ISSUE)]
_MOST = 100
_LOOKED_AHEAD = timedelta(days=60)
_ASYNC = "respond-async"
_PDF: dict[int | str, dict[str, Any]] = {
    200: {"content": {"application/pdf": {}}, "description": "the signed paper"}
}
_RECEIVED: dict[int | str, dict[str, Any]] = {
    200: {"model": RequestOut, "description": "the request that came under this key before"},
    201: {"content": {"application/json": {"example": RECEIVED}}},
}

log = structlog.get_logger("archive_api")

_Key = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        min_length=8,
        max_length=200,
        pattern=r"^[!-~]+$",
        description="drawn by the sender for one request; sent again under it, it comes once",
        examples=["0b6f1e9c-5d0b-4f37-9c7e-0f2c7c1f3a55"],
    ),
]
_Prefer = Annotated[
    str,
    Header(description="`respond-async`: the receipt at once, the rest is done behind it"),
]


def _named(
    archive: Opened,
    number: Annotated[str, Path(max_length=40, examples=["D-2026-000123-6"])],
) -> Request:
    known = typed_number(number)
    if known is None:
        raise Problem("request_unknown")
    request = archive.catalogue.request(known)
    # A service follows what it asked itself: another's request is none to it.
    if _is_service(archive) and request.asked_by != archive.actor:
        raise Problem("request_unknown")
    return request


Named = Annotated[Request, Depends(_named)]
"""The request whose number the address holds."""


@router.post("", status_code=201, responses=_RECEIVED, dependencies=_ASK)
def ask(
    archive: Opened,
    asked: Annotated[RequestIn, Body(openapi_examples=ASKED)],
    key: _Key,
    response: Response,
    behind: BackgroundTasks,
    prefer: _Prefer = "",
) -> RequestOut:
    """Ask for a paper: a receipt with a number, and as far as the request goes by itself.

    Somebody who is not entitled to the paper gets a number too, and the refusal with its reason.
    409 request_key_taken where the key came with something else before.
    """
    is_program = archive.visitor is None or archive.visitor.account is None
    asked_by = archive.actor_or(asked.asked_by)
    try:
        request, is_new = requesting.receive(archive, asked.asked(), key, asked_by, is_program)
    except SearchInvalid as error:
        raise search_invalid(error) from error
    response.status_code = 201 if is_new else 200
    if _ASYNC in prefer:
        response.headers["Preference-Applied"] = _ASYNC
        if is_new:
            behind.add_task(requesting.go_on, archive, request.number)
    elif is_new:
        request = _gone_on(archive, request)
    shown = shown_request(archive, request)
    response.headers["Location"] = shown.address
    return shown


@router.get("", dependencies=_ASK)
def listed(
    archive: Opened,
    state: Annotated[list[RequestState] | None, Query()] = None,
    waiting: Waiting | None = None,
    kind: PaperKind | None = None,
    delivery: Delivery | None = None,
    office_code: Annotated[str | None, Query(max_length=20)] = None,
    asked_by: Annotated[str | None, Query(max_length=120)] = None,
    overdue: bool = False,
    to_remind: bool = False,
    limit: Annotated[int, Query(ge=1, le=_MOST)] = 50,
    after: Annotated[str | None, Query(max_length=60)] = None,
) -> RequestsOut:
    """Requests by their deadlines, the first to be due first; ``after`` is ``next`` of a page."""
    wanted = RequestFilter(
        states=frozenset(state or ()),
        waiting=waiting,
        kind=kind,
        delivery=delivery,
        office_code=office_code,
        asked_by=archive.actor if _is_service(archive) else asked_by,
        overdue_on=day_in_morocco() if overdue else None,
        remind_on=day_in_morocco() if to_remind else None,
    )
    page = archive.catalogue.requests(wanted, after, limit)
    shown = [shown_request(archive, request) for request in page.requests]
    return RequestsOut.of(page, shown, dict(archive.catalogue.count_requests(wanted)))


@router.get("/{number}", dependencies=_ASK)
def read(archive: Opened, request: Named) -> RequestOut:
    """Where a request is: for programs that ask again and again; nobody is named."""
    return shown_request(archive, request)


@router.get("/{number}/whole", dependencies=_ASK)
def whole(archive: Opened, request: Named) -> RequestWholeOut:
    """A request with its applicant and its history; the look is logged."""
    archive.log_read("request.seen", request.number)
    history = archive.catalogue.request_history(request.number)
    return RequestWholeOut.of_whole(request, shown_request(archive, request), history)


@router.post("/{number}/identify", dependencies=_ISSUE)
def identify(archive: Opened, request: Named, said: IdentifyIn) -> RequestOut:
    """Say which act is meant; the request goes on from there."""
    seen = as_seen(request, said)
    return shown_request(
        archive, requesting.identify(archive, seen, said.act, archive.actor_or(said.actor))
    )


@router.post("/{number}/proof", dependencies=_ISSUE)
def proof(archive: Opened, request: Named, said: SeenIn) -> RequestOut:
    """Say that the paper that proves the applicant's capacity was seen; the request goes on."""
    seen = as_seen(request, said)
    return shown_request(archive, requesting.see_proof(archive, seen, archive.actor_or(said.actor)))


@router.post("/{number}/sign", dependencies=_OFFICER)
def sign(archive: Opened, account: Signed, request: Named, said: SignIn) -> RequestOut:
    """Sign as the officer who is signed in; where it cannot be signed now, it is later.

    409 officer_not_delegated, act_changed, request_proof_due, or request_step_refused while the
    paper is not ready.
    """
    if not request.papers:
        as_seen(request, said)
    done = requesting.sign(archive, request, account.name, said.act_version)
    return shown_request(archive, done)


@router.post("/{number}/deliver", dependencies=_ASK)
def deliver(archive: Opened, request: Named, said: SeenIn) -> RequestOut:
    """Say that the applicant has the paper, or that the post has it."""
    if request.state is not RequestState.DELIVERED:
        as_seen(request, said)
    done = requesting.deliver(archive, request, archive.actor_or(said.actor))
    return shown_request(archive, done)


@router.post("/{number}/refuse", dependencies=_ISSUE)
def refuse(archive: Opened, request: Named, said: RefuseIn) -> RequestOut:
    """End a request without a paper, with the reason that its applicant is told."""
    if request.refusal is not said.code:
        as_seen(request, said)
    done = requesting.refuse(archive, request, said.code, archive.actor_or(said.actor))
    return shown_request(archive, done)


@router.post("/{number}/cancel", dependencies=_ASK)
def cancel(archive: Opened, request: Named, said: SeenIn) -> RequestOut:
    """End a request that nobody asks for any more; what is signed is not cancelled."""
    if request.state is not RequestState.CANCELLED:
        as_seen(request, said)
    done = requesting.cancel(archive, request, archive.actor_or(said.actor))
    return shown_request(archive, done)


@router.get("/{number}/paper", response_class=Response, responses=_PDF, dependencies=_ASK)
def paper(
    archive: Opened, request: Named, copy: Annotated[int, Query(ge=1, le=99)] = 1
) -> Response:
    """The signed PDF of one copy; 409 request_without_paper before it is signed."""
    if not request.papers:
        state = request.state.value
        raise Problem("request_without_paper", {"state": state}, state=state_words(state))
    if copy > len(request.papers):
        raise Problem("request_copy_unknown", copies=len(request.papers))
    serial = request.papers[copy - 1]
    if archive.catalogue.paper(serial).revoked is not None:
        raise Problem("request_paper_revoked")
    archive.log_read("paper.read", serial)
    name = f"{request.number}-{copy}.pdf" if len(request.papers) > 1 else f"{request.number}.pdf"
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": "no-store",
    }
    try:
        pdf = pdf_of(archive, serial)
    except (MasterMissing, MasterCorrupt) as error:
        raise Problem("paper_damaged") from error
    return Response(pdf, media_type="application/pdf", headers=headers)


def shown_request(archive: Archive, request: Request) -> RequestOut:
    """A request as programs follow it."""
    act = None if request.act_id is None else archive.catalogue.act(request.act_id)
    named = None if act is None else reference_of(act)
    states = requesting.paper_states(archive, request)
    return RequestOut.of(request, named, _waiting(archive, request), states, day_in_morocco())


def _is_service(archive: Archive) -> bool:
    return archive.visitor is not None and archive.visitor.is_service


def as_seen(request: Request, said: SeenIn) -> Request:
    """The request, where it is still as whoever acts saw it; RequestChanged where it is not."""
    if said.expected_version not in (None, request.version):
        assert said.expected_version is not None
        raise RequestChanged(request.number, said.expected_version, request.version)
    return request


def _gone_on(archive: Archive, request: Request) -> Request:
    """The request as far as it goes: whatever stops it, the receipt is given."""
    try:
        return requesting.go_on(archive, request.number)
    except (CatalogueUnavailable, OSError) as error:
        log.warning("request_held_up", number=request.number, error=type(error).__name__)
        return request


def _waiting(archive: Archive, request: Request) -> WaitingOut | None:
    code = request.waiting
    if code is None:
        return None
    # People choose among acts; a service is told that they do, and of no act but its own.
    seen = () if _is_service(archive) else request.candidates
    acts = (archive.catalogue.act(one) for one in seen)
    expected = None
    if code is Waiting.ACT_IN_REVIEW and request.act_id is not None:
        today = day_in_morocco()
        off = archive.catalogue.holidays(today, today + _LOOKED_AHEAD)
        expected = archive.catalogue.expected(request.act_id, off)
    at = None if expected is None else expected.at
    return WaitingOut(
        code=code.value,
        texts=dict(code.texts),
        waits_for=code.waits_for.value,
        candidates=[reference_of(act) for act in acts if act is not None],
        ahead=None if expected is None else expected.ahead,
        expected_at=None if at is None else at.isoformat(),
    )
