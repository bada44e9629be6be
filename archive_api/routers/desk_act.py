"""An act's page: its scan beside its fields, its margin, its history, the papers made of it."""

import json
from collections.abc import Iterable
from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Response
from fastapi.responses import HTMLResponse

from archive.account import Right
from archive.act import Act, ActState
from archive.box import Box
from archive_api.act_history import HistoryLine, history_lines
from archive_api.act_scans import crops, pages_of, region_address, scan_of
from archive_api.act_sheet import Section, names_of, sections
from archive_api.desk_pages import Desk, OnDesk
from archive_api.iiif import Shot
from archive_api.iiif_manifest import manifest_address
from archive_api.opened import Archive, Opened, reference_of, volume_of
from archive_api.problems import Problem
from archive_api.routers.duplicates import ties
from archive_api.routers.iiif import KEPT, Views, part
from archive_api.shown_papers import shown_papers
from archive_api.shown_people import shown_people
from archive_api.shown_values import shown_date, shown_ground, shown_instant, shown_value
from archive_api.signed_in import allowed

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

_SMALL = (260, 150)
_LAST_PAPERS = 10


@router.get("/desk/acts/{act_id}/thumbnail", dependencies=[allowed(Right.READ)])
def thumbnail(
    archive: Opened,
    views: Views,
    act_id: Annotated[str, Path(max_length=80)],
    scan: Annotated[str, Query(max_length=80)] = "",
) -> Response:
    """The act's part of its first page, too small to be read: the list it stands in was logged.

    An address that names another scan than the act now has is not kept.
    """
    act = archive.act(act_id)
    pages = pages_of(archive, act)
    if not pages:
        raise Problem("page_unknown", page=act.reading.pages[0][0] if act.reading.pages else "")
    first, region = pages[0]
    region = region or Box(0, 0, *first.size)
    share = min(1.0, _SMALL[0] / region.width)
    # The beginning of a tall act, where the names stand, not all of it in a narrow strip.
    height = min(region.height, max(1, round(_SMALL[1] / share)))
    shown = Box(region.x, region.y, region.width, height)
    size = (max(1, round(shown.width * share)), max(1, round(shown.height * share)))
    jpeg = part(archive, views, first.picture, Shot(shown, size))
    kept = KEPT if scan == first.picture.scan else {"Cache-Control": "no-store"}
    return Response(jpeg, media_type="image/jpeg", headers=kept)


@router.get("/acts/{reference:path}", dependencies=[allowed(Right.READ)])
def act(desk: OnDesk, reference: str) -> HTMLResponse:
    """One act: its scan in deep zoom beside its fields, and all that happened to it."""
    archive = desk.archive
    held = archive.act(reference)
    archive.log_read("act.seen", held.act_id)
    pages = pages_of(archive, held)
    shown = sections(held, [page for page, _ in pages], desk.lang)
    issued = archive.catalogue.papers_of(held.act_id)
    return desk.page(
        "act.html",
        act=held,
        a=desk.texts("act.json"),
        d=desk.texts("duplicates.json"),
        reference=reference_of(held),
        names=names_of(held),
        office=desk.office(held.register.office_code),
        manifest=manifest_address(volume_of(held)),
        pages=pages,
        scans=json.dumps([scan_of(page, region) for page, region in pages]),
        sections=shown,
        region_address=region_address,
        crops=crops(shown, [page for page, _ in pages]),
        findings=_findings(held, shown, desk.lang),
        death=shown_date(held.death.date or "", desk.lang) if held.death else "",
        margin=_margin(held, desk.lang),
        ties=ties(archive, held.act_id),
        history=_history(desk, held),
        issued=shown_papers(desk, issued[: -_LAST_PAPERS - 1 : -1]),
        more_issued=len(issued) > _LAST_PAPERS,
        p=desk.texts("papers.json"),
        takes_mentions=held.state is ActState.VERIFIED and held.standing_act is None,
        label=desk.label,
        value_of=lambda name, value: shown_value(name, value, desk.lang),
    )


def _findings(act: Act, shown: Iterable[Section], lang: str) -> list[tuple[str, str]]:
    """What there is to say of the act, each with the field of the page that it is about."""
    labels = {line.name: line.label for section in shown for line in section.lines}
    told = []
    for finding in act.findings:
        field = finding.field if finding.field in labels else ""
        named = replace(finding, field=labels[field]) if field else finding
        told.append((field or "", named.text(lang)))
    return told


def _margin(act: Act, lang: str) -> list[dict[str, Any]]:
    """Every mention with its place in the margin, counted from 1, and what became of it."""
    places = {entry.id: at for at, entry in enumerate(act.margin, start=1)}
    return [
        {
            "entry": entry,
            "at": places[entry.id],
            "date": shown_date(entry.mention.date, lang) if entry.mention.date else "",
            "replaced_by": places.get(entry.replaced_by or ""),
            "ground": shown_ground(entry.entered.ground if entry.entered else None, lang),
        }
        for entry in act.margin
    ]


def _history(desk: Desk, act: Act) -> list[dict[str, Any]]:
    catalogue = desk.archive.catalogue
    events = catalogue.history(act.act_id)
    proposals = {one.id: one for one in catalogue.proposals_of(act.act_id)}
    places = {entry.id: at for at, entry in enumerate(act.margin, start=1)}
    who = shown_people(desk)
    return [
        {
            "line": line,
            "at": shown_instant(line.at, desk.lang),
            "who": who(line.actor),
            "proposer": who(line.proposer or ""),
            "other": _other(desk.archive, line),
            "mention": places.get(line.entry or ""),
            "ground": shown_ground(line.ground, desk.lang),
        }
        for line in history_lines(act, events, proposals)
    ]


def _other(archive: Archive, line: HistoryLine) -> str | None:
    held = None if line.other is None else archive.catalogue.act(line.other)
    return None if held is None else reference_of(held)
