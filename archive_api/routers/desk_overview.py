"""The overview: what is held on a map and a calendar, registers, queues, quality; exports."""

import csv
import io
from collections.abc import Iterator
from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Path, Query
from fastapi.responses import HTMLResponse, StreamingResponse

from archive.account import Right
from archive.act import Act
from archive.held_registers import Held
from archive.register import FIRST_YEAR, LAST_YEAR, Kind, RegisterReference, VolumeReference
from archive_api.desk_pages import Desk, OnDesk
from archive_api.overview import calendar, path_to, tiles
from archive_api.problems import Problem
from archive_api.read_quality import quality
from archive_api.shown_values import shown_date
from archive_api.signed_in import allowed

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

_FOLLOW = [allowed(Right.FOLLOW)]
_TREND_DAYS = 30
_STEP = 10
_ON_A_PAGE = 100
Code = Annotated[str, Query(max_length=20)]


@router.get("/overview", dependencies=_FOLLOW)
def overview(
    desk: OnDesk,
    place: Code = "",
    kind: Kind | Literal[""] = "",
    year: Annotated[str, Query(pattern=r"^(\d{4})?$")] = "",
    after: Annotated[str, Query(max_length=60)] = "",
) -> HTMLResponse:
    """The country, a region, a province or an office: map, calendar, and what goes on.

    Args:
        kind, year: of the registers that an office's page lists; empty for all.
        after: the register to go on from.
    """
    path = _path(desk, place)
    held = desk.archive.catalogue.held_by_place(place)
    whole = sum((one.whole for one in held.values()), Held())
    at_office: dict[str, Any] = {}
    if len(path) == 3:
        at_office = _at_office(desk, place, kind or None, int(year) if year else None, after)
    shown = {
        "tiles": tiles(place, held, desk.lang),
        "rows": calendar(place, held, desk.lang),
        "going_on": None if place else _going_on(desk),
    }
    said = desk.texts("overview.json")
    return desk.page(
        "overview.html", o=said, place=place, path=path, whole=whole, **(at_office or shown)
    )


@router.get("/registers/{office}/{kind}/{year}/{part}", dependencies=_FOLLOW)
def register(
    desk: OnDesk,
    office: str,
    kind: str,
    year: str,
    part: Annotated[str, Path(max_length=4)],
    after: Annotated[str, Query(max_length=80)] = "",
) -> HTMLResponse:
    """One register: its acts, so many on a page, the numbers that are missing, its volumes."""
    try:
        reference = RegisterReference.parse(f"{office}/{kind}/{year}/{part}")
    except ValueError as error:
        raise Problem("route_unknown") from error
    catalogue = desk.archive.catalogue
    volumes = catalogue.volumes_of(reference)
    found = list(catalogue.acts(reference, after=after or None, limit=_ON_A_PAGE + 1))
    return desk.page(
        "register.html",
        o=desk.texts("overview.json"),
        register=reference,
        office=desk.office(reference.office_code),
        held=catalogue.register_held(reference),
        acts=[_named(one) for one in found[:_ON_A_PAGE]],
        following=found[_ON_A_PAGE - 1].act_id if len(found) > _ON_A_PAGE else "",
        missing=catalogue.missing_numbers(reference),
        volumes=[(record, catalogue.progress(record.volume)) for record in volumes],
        pages=[(record.volume, _page_addresses(desk, record.volume)) for record in volumes],
    )


@router.get("/overview/registers.csv", dependencies=_FOLLOW)
def registers_csv(desk: OnDesk, place: Code = "") -> StreamingResponse:
    """Every register of a place, a line each, for a spreadsheet."""
    said = desk.texts("overview.json")["columns"]
    head = [said[name] for name in _COLUMNS]
    return _csv("registers.csv", head, _register_lines(desk, place))


@router.get("/overview/days.csv", dependencies=_FOLLOW)
def days_csv(desk: OnDesk) -> StreamingResponse:
    """What was verified day by day, for a spreadsheet."""
    said = desk.texts("overview.json")["columns"]
    days = desk.archive.catalogue.review_trend(_TREND_DAYS)
    names = ("day", "acts", "keystrokes", "seconds", "fields_changed")
    lines = ([str(getattr(day, name)) for name in names] for day in days)
    return _csv("days.csv", [said[name] for name in names], lines)


_COLUMNS = (
    *("register", "office", "kind", "year", "part"),
    *("acts", "to_review", "accepted", "verified", "first", "last", "missing"),
)


def _path(desk: Desk, place: str) -> list[dict[str, str]]:
    try:
        found = path_to(place)
    except KeyError as error:
        raise Problem("place_unknown", place=place[:20]) from error
    return [{"code": one.code, "name": getattr(one, f"name_{desk.lang}")} for one in found]


def _at_office(
    desk: Desk, place: str, kind: Kind | None, year: int | None, after: str
) -> dict[str, Any]:
    """An office's calendar, a row for each kind, and so many of its registers."""
    catalogue, kinds = desk.archive.catalogue, desk.texts("desk.json")["kinds"]
    try:
        last = RegisterReference.parse(after) if after else None
    except ValueError as error:
        raise Problem("route_unknown") from error
    found = list(catalogue.registers_held(place, kind, year, last, _ON_A_PAGE + 1))
    asked = {"place": place, "kind": "" if kind is None else kind.value, "year": year or ""}
    more = len(found) > _ON_A_PAGE
    following = {**asked, "after": str(found[_ON_A_PAGE - 1].register)} if more else {}
    return {
        "rows": calendar(place, catalogue.held_by_kind(place), desk.lang, kinds),
        "registers": found[:_ON_A_PAGE],
        "asked": asked,
        "years": (FIRST_YEAR, LAST_YEAR),
        "following": f"/overview?{urlencode(following)}" if more else "",
    }


def _going_on(desk: Desk) -> dict[str, Any]:
    """Queues, the pace of the last days, and what people corrected of what was read."""
    catalogue, said = desk.archive.catalogue, desk.texts("overview.json")
    days = catalogue.review_trend(_TREND_DAYS)
    most = max((day.acts for day in days), default=0) or 1
    return {
        "queue": {stage.value: count for stage, count in catalogue.queue_counts().items()},
        "days": [
            (day, shown_date(str(day.day), desk.lang), round(100 * day.acts / most, 1), at * _STEP)
            for at, day in enumerate(days)
        ],
        "width": _TREND_DAYS * _STEP,
        "pace": any(day.acts for day in days),
        "quality": quality(catalogue.fields_looked_at(), said["read_by"]),
        "agreement": [(family.value, one) for family, one in catalogue.reading_agreement().items()],
    }


def _named(act: Act) -> dict[str, Any]:
    """An act in a list: its number, and the person's name in both scripts."""
    said, scripts = act.current, ("ar", "fr")
    names = [(said.get(f"given_name_{one}"), said.get(f"family_name_{one}")) for one in scripts]
    return {
        "id": act.reference or act.act_id,
        "number": act.number,
        "names": {
            one: " ".join(filter(None, name)) for one, name in zip(scripts, names, strict=True)
        },
        "state": act.state.value,
    }


def _page_addresses(desk: Desk, volume: VolumeReference) -> list[tuple[str, str]]:
    pages = desk.archive.catalogue.pages(volume)
    return [(page.name, f"/v1/pages/{volume}/{page.name}/image") for page in pages]


def _register_lines(desk: Desk, place: str) -> Iterator[list[str]]:
    kinds = desk.texts("desk.json")["kinds"]
    for one in desk.archive.catalogue.every_register_held(place):
        register = one.register
        acts = one.to_review + one.accepted + one.verified
        numbers = (acts, one.to_review, one.accepted, one.verified, one.first, one.last)
        yield [
            *(str(register), desk.office(register.office_code), kinds[register.kind.value]),
            *(str(register.year), str(register.part)),
            *("" if number is None else str(number) for number in numbers),
            str(one.missing),
        ]


def _csv(name: str, head: list[str], lines: Iterator[list[str]]) -> StreamingResponse:
    def written() -> Iterator[str]:
        # Spreadsheets take a file for UTF-8 by its byte order mark.
        yield "\ufeff"
        for line in (head, *lines):
            out = io.StringIO()
            # A spreadsheet set to French, or to Arabic of Morocco, parts cells so.
            csv.writer(out, delimiter=";").writerow([_harmless(cell) for cell in line])
            yield out.getvalue()

    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return StreamingResponse(written(), media_type="text/csv; charset=utf-8", headers=headers)


def _harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
