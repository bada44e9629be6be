"""A new request at the counter: its act found or described, its applicant, what it costs."""

from typing import Annotated, Any
from uuid import uuid4

from fastapi import APIRouter, Depends, Query
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.requests import Request as Asking
from starlette.responses import Response

from archive.account import Right
from archive.act import Act
from archive.errors import RequestKeyTaken
from archive.issuing.asked import MOST_COPIES, ApplicantCapacity, Asked
from archive.issuing.deadlines import Delivery
from archive.issuing.entitlement import entitled
from archive.issuing.errors import PaperRefused
from archive.issuing.fees import fee
from archive.issuing.paper import PaperKind, PaperLanguage
from archive.issuing.request import Request
from archive.issuing.request_codes import Refusal
from archive.register import Kind
from archive_api import requesting
from archive_api.act_cards import act_cards
from archive_api.acts_looked_for import acts_looked_for
from archive_api.counter_form import AT_THE_COUNTER, LIMITS, LONGEST, CounterForm, reference_typed
from archive_api.desk_pages import Desk, OnDesk
from archive_api.list_forms import FormWrong
from archive_api.list_shown import dirhams
from archive_api.opened import reference_of
from archive_api.paper_problems import told_problem
from archive_api.problems import Problem, reason
from archive_api.shown_requests import TEXTS, request_address, source_of, today
from archive_api.shown_values import shown_date
from archive_api.signed_in import allowed
from indexing.errors import SearchInvalid

router = APIRouter(prefix="/counter", include_in_schema=False, default_response_class=HTMLResponse)

_ISSUE = [allowed(Right.ISSUE)]
_LONGEST_SHOWN = 100
_Text = Annotated[str, Query(max_length=300)]
_BEGUN = {"delivery": Delivery.COUNTER.value, "copies": "1"}


async def _typed(asking: Asking) -> dict[str, str]:
    return {name: str(value) for name, value in (await asking.form()).items()}


Typed = Annotated[dict[str, str], Depends(_typed)]
"""What was typed into the form, by name of input."""


@router.get("/new", dependencies=_ISSUE)
def new(
    desk: OnDesk,
    text: _Text = "",
    act: _Text = "",
    register: _Text = "",
    kind: PaperKind = PaperKind.EXTRACT,
    language: PaperLanguage = PaperLanguage.BOTH,
) -> Response:
    """Look for the act, then say who asks for what; or say what is known of an act not found."""
    if act or register:
        held = desk.archive.act(act) if act else None
        begun = {**_BEGUN, "register": register, "kind": kind.value, "language": language.value}
        return _form(desk, held, begun, uuid4().hex)
    if reference_typed(text) and desk.archive.catalogue.act(text.strip()) is not None:
        return RedirectResponse(f"/counter/new?act={text.strip()}", status_code=303)
    found = acts_looked_for(desk, text)
    return desk.page(
        "counter_new.html",
        c=desk.texts(TEXTS),
        looked_for=text.strip(),
        cards=act_cards(desk, found.acts),
        more=found.more,
        is_down=found.is_down,
        wrong=found.wrong,
    )


@router.get("/terms", dependencies=_ISSUE)
def terms(
    desk: OnDesk,
    register: _Text = "birth",
    kind: _Text = "",
    delivery: _Text = "",
    copies: _Text = "1",
    capacity: _Text = "",
) -> HTMLResponse:
    """What a request as it is typed would cost, by when it is due, and who has the right."""
    paper = next((one for one in PaperKind if one.value == kind), PaperKind.EXTRACT)
    way = next((one for one in Delivery if one.value == delivery), Delivery.COUNTER)
    quality = next((one for one in ApplicantCapacity if one.value == capacity), None)
    of = Kind.DEATH if register == Kind.DEATH.value else Kind.BIRTH
    count = int(copies) if copies.isdecimal() and len(copies) < 4 else 0
    shown: dict[str, Any] = {"problem": "", "right": None}
    catalogue, day = desk.archive.catalogue, today()
    try:
        shown["due"] = shown_date(catalogue.due(paper, way, day).day.isoformat(), desk.lang)
        amount = fee(paper, max(1, min(count, MOST_COPIES)), day, catalogue.fees(day))
        shown["fee"] = desk.texts(TEXTS)["dirhams"].format(amount=dirhams(amount))
    except PaperRefused as error:
        shown["problem"] = told_problem(error).texts[desk.lang]
    if quality is not None:
        shown["right"] = entitled(paper, of, quality, day, catalogue.entitlements(day))
    right = shown["right"]
    refusal = right if isinstance(right, Refusal) else None
    return desk.page(
        "counter_terms.html",
        c=desk.texts(TEXTS),
        refusal=None if refusal is None else refusal.texts[desk.lang],
        source="" if right is None or refusal is not None else source_of(right, desk.lang),
        **shown,
    )


@router.post("", dependencies=_ISSUE)
def receive(desk: OnDesk, typed: Typed) -> Response:
    """Receive a request and take it as far as it goes; or the form again with what is wrong."""
    order = typed.get("order", "")
    if len(order) != 32 or not order.isalnum():
        raise Problem("request_invalid", {"errors": [{"field": "order", "message": "32 letters"}]})
    act = desk.archive.act(typed["act"]) if typed.get("act") else None
    said = desk.texts(TEXTS)
    too_long = {name for name, value in typed.items() if len(value) > LONGEST}
    if too_long:
        kept = {name: value[:_LONGEST_SHOWN] for name, value in typed.items()}
        told = said["wrong"]["too_long"].format(longest=LONGEST)
        return _form(desk, act, kept, order, dict.fromkeys(too_long, told))
    try:
        asked = CounterForm(typed, desk.lang, act).asked()
        request = _received(desk, act, asked, order)
    except FormWrong as error:
        wrong = {n: said["wrong"][code].format(**LIMITS) for n, code in error.faults.items()}
        return _form(desk, act, typed, order, wrong)
    except SearchInvalid as error:
        return _form(desk, act, typed, order, alert=reason(error.code)[desk.lang])
    except (PaperRefused, Problem) as error:
        return _form(desk, act, typed, order, alert=told_problem(error).texts[desk.lang])
    except RequestKeyTaken as error:
        return _form(desk, act, typed, uuid4().hex, taken=error.number)
    return RedirectResponse(f"{request_address(request.number)}?note=new", status_code=303)


def _received(desk: Desk, act: Act | None, asked: Asked, order: str) -> Request:
    request, is_new = requesting.receive(desk.archive, asked, order, desk.actor, False)
    if not is_new:
        return request
    if act is not None and act.reference is None and request.state.is_open:
        return requesting.identify(desk.archive, request, act.act_id, desk.actor)
    return requesting.go_on(desk.archive, request.number)


def _form(
    desk: Desk,
    act: Act | None,
    typed: dict[str, str],
    order: str,
    wrong: dict[str, str] | None = None,
    alert: str = "",
    taken: str = "",
) -> HTMLResponse:
    register = typed.get("register", "") if act is None else act.register.kind.value
    said = desk.texts(TEXTS)
    is_refused = bool(wrong or alert or taken)
    return desk.page(
        "counter_form.html",
        (409 if taken else 422) if is_refused else 200,
        c=said,
        p=desk.texts("papers.json"),
        sexes=desk.texts("fields.json")["sexes"],
        card=None if act is None else act_cards(desk, [act])[0],
        is_unnumbered=act is not None and act.reference is None,
        act_name="" if act is None else reference_of(act),
        register=register if register in said["registers"] else Kind.BIRTH.value,
        typed=typed,
        order=order,
        wrong=wrong or {},
        alert=alert or (said["form"]["wrong"] if wrong else ""),
        taken=taken,
        kinds=list(PaperKind),
        languages=[PaperLanguage.BOTH, PaperLanguage.AR, PaperLanguage.FR],
        deliveries=AT_THE_COUNTER,
        capacities=list(ApplicantCapacity),
        most=MOST_COPIES,
        longest=LONGEST,
    )
