"""The log of requests: events appended with their audit entries, requests derived from them.

The audit trail names a request, its act and its codes, never whom it is about.
"""

import json
from datetime import datetime, timedelta

from sqlalchemy import Connection, Row, func, insert, select, update

from archive.codec import Json, canonical
from archive.issuing.asked import Asked
from archive.issuing.request import (
    FoundBy,
    Received,
    Request,
    RequestEvent,
    RequestWhat,
    Signed,
    Waits,
    begun,
)
from archive.issuing.request_codec import (
    asked_of,
    asked_text,
    plain,
    request_event_of,
    request_event_text,
    terms_of,
)
from archive.issuing.request_codes import Refusal, Waiting
from archive.issuing.request_state import RequestState
from archive.morocco import in_morocco
from archive.register import RegisterReference
from archive.store import Writing
from archive.tables import acts, audit
from archive.tables_requests import request_events, requests

IN_HAND = timedelta(seconds=60)
"""How long a request that is being worked on is left to whoever works on it."""

_CENTIMES = 100
_DERIVED = (
    *("number", "asked_by", "key", "received_at", "changed_at", "candidates", "found_by"),
    *("act_id", "act_version", "round", "officer", "automatic", "has_seen_proof"),
    *("was_other", "papers"),
    *("refusal", "state", "waiting", "version"),
)


def receive_request(tx: Writing, number: str, key: str, asked: Asked, what: Received) -> Request:
    """Append the first event of a request, and keep what it asks beside it."""
    event = RequestEvent(number, 1, what, tx.actor, tx.at)
    request = begun(event, key, asked)
    content, seq = _logged(tx, request, event)
    row = _row(tx, request) | {
        "number": number,
        "asked_by": request.asked_by,
        "key": key,
        "asked": asked_text(asked),
        "asked_sha256": what.asked_sha256,
        "kind": asked.kind.value,
        "delivery": asked.delivery.value,
        "office": asked.office_code,
        "copies": asked.copies,
        "centimes": int(what.terms.fee * _CENTIMES),
        "due_on": what.terms.due_on.isoformat(),
        "remind_on": what.terms.remind_on.isoformat(),
    }
    tx.connection.execute(insert(requests).values(**row))
    _append(tx, event, content, seq)
    return request


def append_request(
    tx: Writing, known: Request, what: RequestWhat, act_seen: int | None = None
) -> Request:
    """Append one event to a request's log and keep the request that follows from it.

    Args:
        act_seen: version of the act that the step was judged by; the act's own without.

    Raises:
        RequestStepRefused: the step does not follow from where the request is.
    """
    event = RequestEvent(known.number, known.version + 1, what, tx.actor, tx.at)
    request = known.after(event)
    content, seq = _logged(tx, request, event)
    row = _row(tx, request, act_seen)
    if isinstance(what, Signed):
        # A paper made anew costs nothing more: it is counted on the day of the first.
        today = in_morocco(datetime.fromisoformat(tx.at)).date().isoformat()
        row["signed_on"] = func.coalesce(requests.c.signed_on, today)
    here = requests.c.number == request.number
    tx.connection.execute(update(requests).where(here).values(**row))
    _append(tx, event, content, seq)
    return request


def look_again_later(tx: Writing, request: Request, act_seen: int | None = None) -> None:
    """Note that a request was looked at again and waits as it did: no step, no event."""
    here = requests.c.number == request.number
    row = {"try_at": _try_at(tx, request), "act_seen": act_seen or _act_now(tx, request)}
    tx.connection.execute(update(requests).where(here).values(**row))


def request_named(connection: Connection, number: str) -> Request | None:
    """One request by its number, None when there is none."""
    row = connection.execute(select(requests).where(requests.c.number == number)).one_or_none()
    return None if row is None else request_of_row(row)


def request_events_of(connection: Connection, number: str) -> list[RequestEvent]:
    """A request's events, oldest first."""
    joined = request_events.join(audit, audit.c.seq == request_events.c.seq)
    query = select(*request_events.c, audit.c.actor, audit.c.at).select_from(joined)
    query = query.where(request_events.c.number == number).order_by(request_events.c.seq)
    return [
        RequestEvent(
            row.number,
            row.version,
            request_event_of(row.kind, row.content),
            row.actor,
            row.at,
            row.seq,
        )
        for row in connection.execute(query)
    ]


def request_of_row(row: Row[tuple[object, ...]]) -> Request:
    """The request that a row of ``requests`` keeps."""
    told = row._mapping
    data: Json = json.loads(told["content"])
    return Request(
        **{
            **data,
            "asked": asked_of(told["asked"]),
            "terms": terms_of(data["terms"]),
            "state": RequestState(data["state"]),
            "waiting": data["waiting"] and Waiting(data["waiting"]),
            "found_by": data["found_by"] and FoundBy(data["found_by"]),
            "refusal": data["refusal"] and Refusal(data["refusal"]),
            "candidates": tuple(data["candidates"]),
            "papers": tuple(data["papers"]),
        }
    )


def _logged(tx: Writing, request: Request, event: RequestEvent) -> tuple[str, int]:
    content = request_event_text(event.what)
    told = {"state": request.state.value, "version": event.version}
    if isinstance(event.what, Waits):
        told["waiting"] = event.what.code.value
    if request.refusal is not None:
        told["refusal"] = request.refusal.value
    seq = tx.log(f"request.{event.kind}", request.number, content, **told)
    tx.flush()
    return content, seq


def _append(tx: Writing, event: RequestEvent, content: str, seq: int) -> None:
    said = {"seq": seq, "number": event.request, "version": event.version, "kind": event.kind}
    tx.connection.execute(insert(request_events).values(**said, content=content))


def _row(tx: Writing, request: Request, act_seen: int | None = None) -> Json:
    derived = {name: plain(getattr(request, name)) for name in _DERIVED}
    terms = {name: plain(getattr(request.terms, name)) for name in request.terms.__slots__}
    row: Json = {
        "state": request.state.value,
        "waiting": plain(request.waiting),
        "act_id": request.act_id,
        "act_seen": act_seen or _act_now(tx, request),
        "awaits_us": request.awaits_us,
        "try_at": _try_at(tx, request),
        "version": request.version,
        "content": canonical({**derived, "terms": terms}),
    }
    office = _office_of(tx, request)
    return row if office is None else {**row, "office": office}


def _try_at(tx: Writing, request: Request) -> str | None:
    """When the request is looked at by itself: soon, should whoever works on it be stopped."""
    if not request.state.is_open:
        return None
    after = IN_HAND if request.waiting is None else request.waiting.again_after
    return None if after is None else later(tx.at, after)


def later(at: str, after: timedelta) -> str:
    """An instant some time after another, as the record writes them."""
    return (datetime.fromisoformat(at) + after).isoformat(timespec="microseconds")


def _act_now(tx: Writing, request: Request) -> int | None:
    if request.act_id is None:
        return None
    here = acts.c.act_id == request.act_id
    return tx.connection.execute(select(acts.c.version).where(here)).scalar_one_or_none()


def _office_of(tx: Writing, request: Request) -> str | None:
    if request.act_id is None:
        return None
    here = acts.c.act_id == request.act_id
    register = tx.connection.execute(select(acts.c.register).where(here)).scalar_one_or_none()
    return None if register is None else RegisterReference.parse(register).office_code
