"""A request made ready: its act found, and the order to sign its paper, or what it waits for."""

from datetime import UTC, date, datetime

import structlog

from archive.act import Act
from archive.catalogue_request_effects import sought_of
from archive.issuing.asked import Asked
from archive.issuing.readiness import (
    Annulled,
    BeingRead,
    InReview,
    NoNumber,
    NotInRegister,
    NotScanned,
    SecondCopy,
    ToConfirm,
    certifiable,
)
from archive.issuing.request import (
    FoundBy,
    Identified,
    Prepared,
    Refused,
    Request,
    RequestWhat,
    SigningOrdered,
    Waits,
)
from archive.issuing.request_codes import Refusal, Waiting
from archive.issuing.request_state import RequestState
from archive.issuing.search_order import SearchState
from archive.morocco import in_morocco
from archive_api.act_sought import Absent, Candidates, Found, seek
from archive_api.opened import Archive
from indexing.errors import IndexingError

log = structlog.get_logger("archive_api")


def made_ready(archive: Archive, request: Request) -> tuple[Request, bool]:
    """The request with its act known, and whether its paper is ordered; or what it waits for."""
    if not request.state.is_open:
        return request, False
    steps: list[RequestWhat] = []
    if request.act_id is None:
        sought = _sought(archive, request)
        if isinstance(sought, Waits):
            return archive.catalogue.take_steps(request, sought), False
        act, found_by = sought.act, sought.found_by
        steps.append(Identified(act.act_id, found_by))
    else:
        act, found_by = archive.act(request.act_id), request.found_by or FoundBy.PERSON
    stands = _standing(archive, act)
    if stands.act_id != act.act_id:
        steps.append(Identified(stands.act_id, found_by, stands=True))
    steps += _readied(archive, request, stands, is_same=not steps)
    if not steps:
        return request, True
    ordered = isinstance(steps[-1], SigningOrdered)
    return archive.catalogue.take_steps(request, *steps, act_seen=stands.version), ordered


def _sought(archive: Archive, request: Request) -> Found | Waits:
    if request.waiting is Waiting.ACT_NOT_SCANNED:
        order = archive.catalogue.search_order_of(request.number)
        if order is not None and order.state is SearchState.NOT_FOUND:
            return Waits(Waiting.NO_ACT_FOUND)
        act = None if order is None or order.act_id is None else archive.act(order.act_id)
        if act is not None and act.register.kind is request.asked.register_kind:
            return Found(act, FoundBy.SEARCH_ORDER)
    try:
        sought = seek(archive, request.asked)
    except IndexingError as error:
        log.warning("search_unavailable", error=type(error).__name__, code=error.code)
        return Waits(Waiting.SEARCH_DOWN)
    match sought:
        case Absent():
            return Waits(_why_absent(archive, request.asked))
        case Candidates(acts):
            return Waits(Waiting.SEVERAL_ACTS, acts)
        case Found():
            return sought


def _why_absent(archive: Archive, asked: Asked) -> Waiting:
    """Whether the act's volume is still to be scanned or read, or a person must look."""
    sought = sought_of(asked)
    if sought is None:
        return Waiting.NO_ACT_FOUND
    match archive.catalogue.absence(sought):
        case NotScanned():
            return Waiting.ACT_NOT_SCANNED
        case BeingRead():
            return Waiting.ACT_BEING_READ
        case NotInRegister():
            return Waiting.NO_ACT_FOUND


def _standing(archive: Archive, act: Act) -> Act:
    """The act, or the one that stands for it."""
    lacks = certifiable(act)
    return _standing(archive, archive.act(lacks.standing)) if isinstance(lacks, SecondCopy) else act


def _readied(archive: Archive, request: Request, act: Act, is_same: bool) -> list[RequestWhat]:
    """The steps that an act allows: up to the officer's order, or to what it waits for.

    Args:
        is_same: whether it is the act that the request was prepared from, if it was.
    """
    match certifiable(act):
        case Annulled():
            return [Refused(Refusal.ACT_ANNULLED)]
        case ToConfirm():
            return [Waits(Waiting.ACT_TO_CONFIRM)]
        case InReview():
            return [Waits(Waiting.ACT_IN_REVIEW)]
        case NoNumber():
            return [Waits(Waiting.ACT_WITHOUT_NUMBER)]
    is_prepared = is_same and request.state is RequestState.PREPARED
    if is_prepared and request.officer is not None:
        return []
    steps: list[RequestWhat] = [] if is_prepared else [Prepared(act.version)]
    if request.proof_is_due:
        return [*steps, Waits(Waiting.PROOF_TO_SEE)]
    return [*steps, _order(archive, request, act)]


def _order(archive: Archive, request: Request, act: Act) -> RequestWhat:
    """The order of an office's delegation that needs no click, or the wait for an officer."""
    if request.terms.is_electronic:
        given = archive.catalogue.automatic_officer(act.register.office_code, day_in_morocco())
        if given is not None:
            return SigningOrdered(given[0].account, automatic=True)
    return Waits(Waiting.OFFICER_TO_SIGN)


def day_in_morocco() -> date:
    """Today, by Morocco's clocks."""
    return in_morocco(datetime.now(UTC)).date()
