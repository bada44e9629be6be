"""``/deliver``: hand a volume over, see what intake found, and watch it being read."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Annotated, Any

from fastapi import APIRouter, Header, Query, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse, StreamingResponse
from starlette.concurrency import run_in_threadpool

from archive.account import Right
from archive.finding import Finding, Severity
from archive.offices import Office, office, offices_named
from archive.records import Delivery, DeliveryStatus
from archive.register import FIRST_YEAR, Kind, RegisterReference, VolumeReference
from archive_api.delivered_pictures import picture, pictured
from archive_api.desk_pages import Desk, OnDesk
from archive_api.followed import Followed, Look
from archive_api.problems import Problem
from archive_api.schemas.uploads import UploadOut
from archive_api.shown_values import shown_instant
from archive_api.signed_in import allowed
from archive_api.time_left import time_left
from archive_api.uploads import Uploads

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

_TEXTS = "deliver.json"
_RECENT = 30
_OFFICES = 12
_LOOK_SECONDS = 1.0
_HEARTBEAT_LOOKS = 15
_MOST_LOOKS = 600
"""Looks of one connection: the page then connects again, and its session is asked for again."""

_FINDINGS_MOST = 500
_SEVERITIES = list(Severity)


@router.get("/deliver", dependencies=[allowed(Right.DELIVER)])
def deliver(desk: OnDesk) -> HTMLResponse:
    """Where volumes are handed over, with what is unfinished and what came lately."""
    uploads = Uploads(desk.archive.settings)
    mine = [one for one in uploads.unfinished() if one.announced.by == desk.actor]
    used = [office(code) for code in desk.archive.catalogue.offices_delivered_by(desk.actor)]
    return desk.page(
        "deliver.html",
        v=desk.texts(_TEXTS),
        unfinished=[_unfinished(desk, UploadOut.from_upload(o, uploads.lifetime)) for o in mine],
        recent=[_named(desk, one) for one in desk.archive.catalogue.deliveries(_RECENT)],
        used=[_office(entry) for entry in used if entry is not None],
        kinds=list(Kind),
        first_year=FIRST_YEAR,
    )


@router.get(
    "/desk/deliver/offices",
    dependencies=[allowed(Right.DELIVER)],
    response_class=JSONResponse,
)
def offices(text: Annotated[str, Query(max_length=80)] = "") -> JSONResponse:
    """Offices by a part of their name in either script, or by their code."""
    exact = office(text.strip())
    found = [exact] if exact is not None else offices_named(text, _OFFICES)
    return JSONResponse({"items": [_office(entry) for entry in found]})


@router.get(
    "/desk/deliver/held", dependencies=[allowed(Right.DELIVER)], response_class=JSONResponse
)
def held(
    desk: OnDesk,
    office_code: Annotated[str, Query(max_length=20)],
    kind: Kind,
    year: int,
    part: int = 1,
    original: Annotated[int, Query(alias="copy")] = 1,
) -> JSONResponse:
    """Whether the archive holds a volume already."""
    try:
        register = RegisterReference(office_code, kind, year, part)
        volume = VolumeReference(register, original)
    except ValueError:
        return JSONResponse({"held": False})
    return JSONResponse({"held": desk.archive.catalogue.volume(volume) is not None})


@router.get("/deliver/{delivery}", dependencies=[allowed(Right.FOLLOW)])
def delivery(desk: OnDesk, delivery: str) -> HTMLResponse:
    """One delivery: where it stands, and every finding."""
    look = _followed(desk.request).look(desk.archive.catalogue, delivery)
    if look is None:
        raise Problem("batch_unknown", batch=delivery)
    return desk.page(
        "delivery.html", mark=look.mark, findings=_findings(desk, look), **_state(desk, look)
    )


@router.get("/deliver/{delivery}/picture", dependencies=[allowed(Right.READ)])
def thumbnail(desk: OnDesk, delivery: str, page: Annotated[str, Query(max_length=255)]) -> Response:
    """A small picture of a page of a delivery."""
    known = desk.archive.catalogue.delivery(delivery)
    if known is None:
        raise Problem("batch_unknown", batch=delivery)
    jpeg = picture(desk.archive, known, page)
    desk.archive.log_read("page.seen", f"{known.volume or delivery}/{page}")
    return Response(jpeg, media_type="image/jpeg", headers={"Cache-Control": "private, no-store"})


@router.get(
    "/deliver/{delivery}/events",
    dependencies=[allowed(Right.FOLLOW)],
    response_class=StreamingResponse,
)
def events(
    desk: OnDesk,
    delivery: str,
    last_event_id: Annotated[str, Header(max_length=40)] = "",
    after: Annotated[str, Query(max_length=40)] = "",
) -> Response:
    """Where a delivery stands, told whenever it changes (server-sent events)."""
    seen = last_event_id or after
    look = _followed(desk.request).look(desk.archive.catalogue, delivery)
    if look is None or (look.is_over and look.mark == seen):
        # The one answer after which a browser does not connect again.
        return Response(status_code=204)
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    stream = _told(desk, delivery, seen)
    return StreamingResponse(stream, media_type="text/event-stream", headers=headers)


async def _told(desk: Desk, delivery_id: str, seen: str) -> AsyncIterator[str]:
    followed = _followed(desk.request)
    yield "retry: 2000\n\n"
    for count in range(_MOST_LOOKS):
        look = followed.fresh(delivery_id) or await run_in_threadpool(
            followed.look, desk.archive.catalogue, delivery_id
        )
        if look is None:
            return
        if look.mark != seen:
            seen = look.mark
            told = await run_in_threadpool(_event, desk, look)
            yield f"id: {seen}\nevent: {'end' if look.is_over else 'state'}\ndata: {told}\n\n"
        elif count % _HEARTBEAT_LOOKS == 0:
            yield ": still here\n\n"
        if look.is_over:
            return
        await asyncio.sleep(_LOOK_SECONDS)


def _event(desk: Desk, look: Look) -> str:
    """The parts of the page that changed, as JSON on one line."""
    shown = _state(desk, look)
    state = desk.page("delivery_state.html", **shown).body
    found = desk.page("delivery_findings.html", findings=_findings(desk, look), **shown).body
    parts = {"state": bytes(state).decode(), "findings": bytes(found).decode()}
    return json.dumps(parts, ensure_ascii=False)


def _state(desk: Desk, look: Look) -> dict[str, Any]:
    texts, progress = desk.texts(_TEXTS), look.progress
    status = look.delivery.status
    said = status.value
    if status is DeliveryStatus.READING and progress and progress.pages_read == progress.pages:
        said = "structuring"
    volume = look.delivery.volume
    return {
        "v": texts,
        "delivery": _named(desk, look.delivery),
        "over": look.is_over,
        "said": texts["said"][said],
        "progress": progress,
        "left": time_left(look.seconds_left, texts["left"]),
        "register": "" if volume is None else str(volume.register),
    }


def _findings(desk: Desk, look: Look) -> list[dict[str, Any]]:
    """What there is to say, the gravest first, those of one page together."""
    known = look.delivery
    found: list[Finding] = list(known.findings)
    if look.progress is not None and known.volume is not None:
        record = desk.archive.catalogue.volume(known.volume)
        found += [one for one in (record.findings if record else ()) if one not in found]
    found.sort(key=lambda one: _SEVERITIES.index(one.severity))
    pictures = pictured(desk.archive, known, found)
    return [
        {
            "severity": one.severity.value,
            "page": one.page or "",
            "text": one.text(desk.lang, isolated=True),
            "has_picture": one.page in pictures,
        }
        for one in found[:_FINDINGS_MOST]
    ]


def _named(desk: Desk, known: Delivery) -> dict[str, Any]:
    register = None if known.volume is None else known.volume.register
    return {
        "id": known.delivery_id,
        "name": known.name,
        "status": known.status.value,
        "at": shown_instant(known.updated_at, desk.lang),
        "kind": None if register is None else register.kind.value,
        "office": "" if register is None else desk.office(register.office_code),
        "year": None if register is None else register.year,
        "part": None if register is None else register.part,
        "original": None if known.volume is None else known.volume.copy,
    }


def _unfinished(desk: Desk, told: UploadOut) -> dict[str, Any]:
    volume = None if told.volume is None else VolumeReference.parse(told.volume)
    size = sum(file.size for file in told.files)
    arrived = sum(file.offset for file in told.files)
    return {
        "id": told.id,
        "name": told.name,
        "kind": None if volume is None else volume.register.kind.value,
        "office": "" if volume is None else desk.office(volume.register.office_code),
        "year": None if volume is None else volume.register.year,
        "files": len(told.files),
        "percent": arrived * 100 // size,
        "began": shown_instant(told.began, desk.lang),
        "ends": shown_instant(told.ends, desk.lang),
    }


def _office(entry: Office) -> dict[str, str]:
    return {
        "code": entry.code,
        "fr": entry.name_fr,
        "ar": entry.name_ar,
        "province_fr": entry.province_fr,
        "province_ar": entry.province_ar,
    }


def _followed(request: Request) -> Followed:
    followed: Followed = request.app.state.followed
    return followed
