"""The papers of a request: every copy signed, or what hinders it; none is left half-made."""

from collections.abc import Sequence

import structlog

from archive.errors import RequestChanged
from archive.issuing.deadlines import Delivery
from archive.issuing.errors import OfficerNotDelegated, PaperRefused
from archive.issuing.paper import IssuedPaper, Revocation
from archive.issuing.request import (
    Delivered,
    FoundBy,
    Identified,
    Request,
    RequestWhat,
    Signed,
    Waits,
)
from archive.issuing.request_codes import Waiting
from archive_api.issuing import IssueOrder, issue
from archive_api.opened import Archive
from archive_api.papers.errors import (
    CharacterNotDrawn,
    GregorianDayMissing,
    LatinNameMissing,
    PaperError,
)
from archive_api.problems import Problem
from archive_api.signing.port import SigningError

log = structlog.get_logger("archive_api")

_UNSIGNED = {
    "time_stamp_unavailable": Waiting.TIME_STAMP_DOWN,
    "time_stamp_refused": Waiting.TIME_STAMP_DOWN,
    "revocation_unavailable": Waiting.REVOCATION_DOWN,
    "token_missing": Waiting.TOKEN_MISSING,
    "token_removed": Waiting.TOKEN_MISSING,
    "certificate_refused": Waiting.CERTIFICATE_REFUSED,
    "clock_back": Waiting.CLOCK_WRONG,
    "clock_apart": Waiting.CLOCK_WRONG,
}
"""What a request waits for that was not signed, by the code of the reason."""

_UNMADE = {
    "page_damaged": Waiting.PICTURE_TO_MEND,
    "act_not_apart": Waiting.PICTURE_TO_MEND,
    "office_unknown": Waiting.OFFICE_TO_NAME,
}
"""What a request waits for whose paper lacks something beside its act."""

_AFTER_SIGNING: dict[Delivery, RequestWhat] = {
    Delivery.COUNTER: Waits(Waiting.TO_HAND_OVER),
    Delivery.POST: Waits(Waiting.TO_POST),
    Delivery.ELECTRONIC: Delivered(),
}


def made(archive: Archive, request: Request) -> tuple[Request, bool]:
    """The request with its papers signed, or with what hinders it; whether it ends here."""
    assert request.act_id is not None
    seen = archive.act(request.act_id).version
    try:
        papers = [_issued(archive, request, copy) for copy in _copies(request)]
    except SigningError as error:
        log.error("not_signed", code=error.code, said=str(error), number=request.number)
        hindered = _UNSIGNED.get(error.code, Waiting.SIGNING_UNSET)
    except OfficerNotDelegated:
        hindered = Waiting.OFFICER_TO_SIGN
    except PaperRefused:
        # The act changed since it was looked at: the next round says what it lacks.
        return request, False
    except (LatinNameMissing, GregorianDayMissing, CharacterNotDrawn, Problem) as error:
        log.warning("paper_not_made", code=error.code, number=request.number)
        hindered = _UNMADE.get(error.code, Waiting.PAPER_TO_MEND)
    except PaperError as error:
        log.error("paper_not_made", code=error.code, number=request.number)
        hindered = Waiting.PAPER_FAILED
    else:
        if len({paper.act_version for paper in papers}) == 1:
            return _signed(archive, request, papers), True
        # The act changed between two copies, which would disagree.
        anew = Identified(request.act_id, request.found_by or FoundBy.PERSON)
        return archive.catalogue.take_steps(request, anew), False
    return archive.catalogue.take_steps(request, Waits(hindered), act_seen=seen), True


def _copies(request: Request) -> range:
    return range(1, request.asked.copies + 1)


def _issued(archive: Archive, request: Request, copy: int) -> IssuedPaper:
    assert request.act_id is not None and request.officer is not None
    order = IssueOrder(
        key=request.order_key(copy),
        act=request.act_id,
        kind=request.asked.kind,
        language=request.asked.language,
        officer=request.officer,
        request=request.number,
    )
    return issue(archive, order)


def _signed(archive: Archive, request: Request, papers: Sequence[IssuedPaper]) -> Request:
    """The request signed; its papers are revoked where it ended, or changed act, meanwhile."""
    serials = tuple(paper.serial for paper in papers)
    then = _AFTER_SIGNING[request.asked.delivery]
    officer = request.officer or archive.actor
    try:
        return archive.catalogue.take_steps(request, Signed(serials), then, actor=officer)
    except RequestChanged:
        now = archive.catalogue.request(request.number)
        if not now.papers and not (now.state.is_open and now.round == request.round):
            for serial in serials:
                archive.catalogue.revoke_paper(serial, Revocation.ISSUED_IN_ERROR, officer)
        raise
