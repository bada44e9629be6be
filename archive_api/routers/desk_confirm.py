"""Confirming the act of a request beside its picture, field by field in one view: an officer's."""

import json
from typing import Annotated, Any

from fastapi import APIRouter, Depends
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.requests import Request as Asking
from starlette.responses import Response

from archive.account import Right
from archive.act import Act, ActState
from archive.errors import ActChanged, DecisionInvalid, Fault, NumberTaken
from archive.issuing.errors import PaperRefused, RequestStepRefused
from archive.issuing.request import Request
from archive.issuing.request_codes import Waiting
from archive.typed_value import as_kept
from archive_api import requesting
from archive_api.act_scans import crops, pages_of, region_address, scan_of
from archive_api.act_sheet import names_of, sections
from archive_api.desk_pages import Desk, OnDesk
from archive_api.opened import reference_of
from archive_api.problems import Problem, reason
from archive_api.routers.acts import show_in_index
from archive_api.routers.desk_counter import NamedRequest
from archive_api.routers.duplicates import look_again
from archive_api.shown_requests import TEXTS, request_address, shown_request, today
from archive_api.shown_values import shown_date
from archive_api.signed_in import allowed

router = APIRouter(
    prefix="/counter/{number}/confirm",
    include_in_schema=False,
    default_response_class=HTMLResponse,
)

_CONFIRM = [allowed(Right.CONFIRM)]
_FIELD = "field-"
_LONGEST = 300
_SIGNED_THEN = (Waiting.OFFICER_TO_SIGN, Waiting.PROOF_TO_SEE)


async def _typed(asking: Asking) -> dict[str, str]:
    return {name: str(value)[:_LONGEST] for name, value in (await asking.form()).items()}


Typed = Annotated[dict[str, str], Depends(_typed)]
"""What the form says, by name of input."""


@router.get("", dependencies=_CONFIRM)
def beside(desk: OnDesk, request: NamedRequest) -> Response:
    """The act's fields, each beside its picture."""
    act = _act_of(desk, request)
    if act.state is not ActState.ACCEPTED:
        return RedirectResponse(request_address(request.number), status_code=303)
    return _page(desk, request, act)


@router.post("", dependencies=_CONFIRM)
def confirm(desk: OnDesk, request: NamedRequest, typed: Typed) -> Response:
    """Confirm the act, with what was corrected, and take its request on."""
    act = _act_of(desk, request)
    if act.state is ActState.VERIFIED:
        return RedirectResponse(request_address(request.number), status_code=303)
    try:
        _confirmed(desk, act, typed)
    except DecisionInvalid as invalid:
        wrong = {name: reason(fault.code)[desk.lang] for name, fault in invalid.problems.items()}
        return _page(desk, request, act, typed, wrong)
    except ActChanged as changed:
        return _page(desk, request, act, alert=Problem("act_changed", version=changed.version))
    except NumberTaken as taken:
        return _page(desk, request, act, typed, alert=Problem("number_taken", holder=taken.holder))
    after = requesting.go_on(desk.archive, request.number)
    note = "confirmed"
    if typed.get("then") == "sign" and after.waiting in _SIGNED_THEN:
        note = _signed(desk, after)
    return RedirectResponse(f"{request_address(request.number)}?note={note}", status_code=303)


def _act_of(desk: Desk, request: Request) -> Act:
    if request.act_id is None:
        raise Problem("act_unknown", reference="—")
    return desk.archive.act(request.act_id)


def _confirmed(desk: Desk, act: Act, typed: dict[str, str]) -> None:
    """Verify the act in the officer's name: what was left as it was shown is confirmed so."""
    version = typed.get("version", "")
    if not version.isdecimal() or int(version) != act.version:
        raise ActChanged(act.act_id, int(version) if version.isdecimal() else 0, act.version)
    decisions: dict[str, str] = {}
    wrong: dict[str, Fault] = {}
    shown = {line.name: line.shown for line in _lines(act, desk)}
    for name, before in shown.items():
        said = typed.get(f"{_FIELD}{name}", before).strip()
        if said == before:
            continue
        try:
            decisions[name] = as_kept(name, said, act.register.year)
        except DecisionInvalid as invalid:
            wrong.update(invalid.problems)
    if wrong:
        raise DecisionInvalid(wrong)
    verified = desk.archive.catalogue.verify(act.act_id, decisions, desk.actor, act.version)
    look_again(desk.archive, [verified])
    show_in_index(desk.archive, verified)


def _signed(desk: Desk, request: Request) -> str:
    """Sign it as well; where this person may not, its page says so."""
    try:
        after = requesting.sign(desk.archive, request, desk.actor)
    except (PaperRefused, RequestStepRefused):
        return "confirmed"
    return "signed" if after.papers else "confirmed"


def _lines(act: Act, desk: Desk) -> list[Any]:
    pages = [page for page, _ in pages_of(desk.archive, act)]
    return [line for section in sections(act, pages, desk.lang) for line in section.lines]


def _page(
    desk: Desk,
    request: Request,
    act: Act,
    typed: dict[str, str] | None = None,
    wrong: dict[str, str] | None = None,
    alert: Problem | None = None,
) -> HTMLResponse:
    archive = desk.archive
    archive.log_read("act.seen", act.act_id)
    pages = pages_of(archive, act)
    shown = sections(act, [page for page, _ in pages], desk.lang)
    status = 422 if wrong else 200 if alert is None else alert.status_code
    return desk.page(
        "counter_confirm.html",
        status,
        c=desk.texts(TEXTS),
        a=desk.texts("act.json"),
        p=desk.texts("papers.json"),
        one=shown_request(desk, request),
        act=act,
        reference=reference_of(act),
        names=names_of(act),
        office=desk.office(act.register.office_code),
        pages=pages,
        scans=json.dumps([scan_of(page, region) for page, region in pages]),
        sections=shown,
        region_address=region_address,
        crops=crops(shown, [page for page, _ in pages]),
        typed={} if typed is None else typed,
        wrong=wrong or {},
        alert=None if alert is None else alert.texts[desk.lang],
        mentions=[
            (shown_date(one.date, desk.lang) if one.date else "", one.text_ar, one.text_fr)
            for one in act.mentions
        ],
        sexes=desk.texts("fields.json")["sexes"],
        may_sign=_may_sign(desk, act),
    )


def _may_sign(desk: Desk, act: Act) -> bool:
    try:
        desk.archive.catalogue.signing_officer(desk.actor, act.register.office_code, today())
    except PaperRefused:
        return False
    return True
