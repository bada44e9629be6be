"""What a step of a request sets in motion elsewhere in the record, in the same transaction."""

from collections.abc import Mapping
from datetime import UTC, datetime

from sqlalchemy import select

from archive.catalogue_hurried import hurry_act, let_act_wait
from archive.catalogue_papers import revoke
from archive.catalogue_search_orders import cancel_search_orders, open_search_order
from archive.catalogue_webhooks import note_event
from archive.errors import ActNotWaiting
from archive.issuing.asked import Asked
from archive.issuing.expected_time import CLOSES
from archive.issuing.paper import Revocation
from archive.issuing.request import (
    Cancelled,
    Delivered,
    Identified,
    Prepared,
    Received,
    Refused,
    Request,
    RequestWhat,
    Signed,
    Waits,
)
from archive.issuing.request_codes import Waiting
from archive.issuing.search_order import Sought
from archive.issuing.webhook import EventKind
from archive.store import Writing
from archive.tables_issuing import papers

_TOLD: Mapping[type, EventKind] = {
    Received: EventKind.RECEIVED,
    Waits: EventKind.WAITING,
    Identified: EventKind.IDENTIFIED,
    Prepared: EventKind.PREPARED,
    Signed: EventKind.SIGNED,
    Delivered: EventKind.DELIVERED,
    Refused: EventKind.REFUSED,
    Cancelled: EventKind.CANCELLED,
}
"""Which message each step is told by; what is not here is nobody else's."""


def sought_of(asked: Asked) -> Sought | None:
    """What an office is to look for; None where nobody knows in which register."""
    if asked.act is not None:
        register = asked.act.register
        return Sought(register.office_code, register.kind, register.year, asked.act.number)
    known = asked.known
    if known is None or not known.office_code or known.year is None:
        return None
    return Sought(known.office_code, known.kind, known.year, known.number, known.as_fields)


def follow_step(tx: Writing, before: Request, after: Request, what: RequestWhat) -> None:
    """Do what follows from a step: tell others, hurry or release an act, look for one, revoke."""
    tell(tx, after, what)
    match what:
        case Waits(Waiting.ACT_IN_REVIEW):
            _hurry(tx, after)
        case Waits(Waiting.ACT_NOT_SCANNED):
            sought = sought_of(after.asked)
            if sought is not None:
                open_search_order(tx, after.number, sought)
        case Identified() | Refused() | Cancelled():
            _take_back_papers(tx, before)
            cancel_search_orders(tx, before.number)
            if before.act_id is not None:
                let_act_wait(tx, before.act_id, before.number)


def tell(tx: Writing, request: Request, what: RequestWhat) -> None:
    """Tell whoever asked to be told of requests: the number, the state and the code, nobody."""
    kind = _TOLD.get(type(what))
    if kind is not None:
        reason = request.refusal if isinstance(what, Refused) else request.waiting
        code = None if reason is None else reason.value
        note_event(tx, kind, request.number, request.state.value, code)


def _hurry(tx: Writing, request: Request) -> None:
    assert request.act_id is not None
    wanted_by = datetime.combine(request.terms.due_on, CLOSES, UTC)
    try:
        hurry_act(tx, request.act_id, wanted_by, request.number)
    except ActNotWaiting:
        # Verified since it was looked at: the request is taken on at the next look.
        return


def _take_back_papers(tx: Writing, request: Request) -> None:
    """Revoke what was signed already for a request that gives no paper, or one of another act.

    A number that was only reserved stays unused, and the record says so: numbers have no gap
    (decree 2-22-04).
    """
    keys = [request.order_key(copy) for copy in range(1, request.asked.copies + 1)]
    here = (papers.c.order_key.in_(keys), papers.c.revoked.is_(None))
    query = select(papers.c.serial, papers.c.pdf_sha256).where(*here)
    for serial, pdf in tx.connection.execute(query.order_by(papers.c.serial)).all():
        revoke(tx, serial, Revocation.ISSUED_IN_ERROR if pdf else Revocation.NEVER_SIGNED)
