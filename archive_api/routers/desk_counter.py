"""The counter's queue of requests, the numbers typed there, and the receipts given."""

from base64 import b64encode
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse
from starlette.responses import Response

from archive.account import Right
from archive.catalogue_requests import RequestFilter
from archive.errors import PaperUnknown, RequestUnknown
from archive.issuing.paper import PaperKind
from archive.issuing.paper_code import typed_code
from archive.issuing.request import Request
from archive.issuing.request_codes import Waiting, WaitsFor
from archive.issuing.request_number import typed_number
from archive.issuing.request_state import RequestState
from archive.offices import Office, office, offices_named
from archive_api.desk_pages import Desk, OnDesk
from archive_api.list_forms import FormWrong, TypedForm
from archive_api.list_shown import dirhams
from archive_api.opened import Opened
from archive_api.problems import Problem
from archive_api.shown_papers import paper_address
from archive_api.shown_people import shown_people
from archive_api.shown_requests import (
    TEXTS,
    TO_DO,
    known_lines,
    request_address,
    shown_request,
    shown_requests,
    today,
)
from archive_api.signed_in import allowed

router = APIRouter(prefix="/counter", include_in_schema=False, default_response_class=HTMLResponse)

ISSUE = [allowed(Right.ISSUE)]
_ON_A_PAGE = 40
_OFFICES = 12


def _named(archive: Opened, number: Annotated[str, Path(max_length=40)]) -> Request:
    """The request of an address; Problem request_unknown when there is none."""
    known = typed_number(number)
    if known is None:
        raise Problem("request_unknown")
    return archive.catalogue.request(known)


NamedRequest = Annotated[Request, Depends(_named)]
"""The request whose number the address holds."""


class Wanted:
    """Which requests a page of the queue shows, as its address says.

    Attributes:
        state: of one state, or "to_do", or "all".
    """

    def __init__(
        self,
        state: Annotated[str, Query(max_length=20)] = "to_do",
        office: Annotated[str, Query(max_length=120)] = "",
        kind: Annotated[str, Query(max_length=20)] = "",
        waiting: Annotated[str, Query(max_length=40)] = "",
        when: Annotated[str, Query(max_length=20)] = "",
        after: Annotated[str, Query(max_length=80)] = "",
    ) -> None:
        self.state = state if state in ("all", *(one.value for one in RequestState)) else "to_do"
        self.office, self.when, self.after = office, when, after
        self.kind = next((one for one in PaperKind if one.value == kind), None)
        self.waiting = next((one for one in Waiting if one.value == waiting), None)

    def filter(self, office_code: str | None, day: date) -> RequestFilter:
        """What the record is asked for, states aside."""
        return RequestFilter(
            waiting=self.waiting,
            kind=self.kind,
            office_code=office_code,
            overdue_on=day if self.when == "overdue" else None,
            remind_on=day if self.when == "remind" else None,
        )

    @property
    def states(self) -> frozenset[RequestState]:
        """The states of the list; none stands for all."""
        if self.state == "all":
            return frozenset()
        return TO_DO if self.state == "to_do" else frozenset((RequestState(self.state),))

    @property
    def kept(self) -> dict[str, str]:
        """What the address says beside the state and the place in the list."""
        told = {
            "office": self.office,
            "kind": "" if self.kind is None else self.kind.value,
            "waiting": "" if self.waiting is None else self.waiting.value,
            "when": self.when,
        }
        return {name: value for name, value in told.items() if value}


@router.get("", dependencies=ISSUE)
def queue(
    desk: OnDesk,
    wanted: Annotated[Wanted, Depends()],
    find: Annotated[str, Query(max_length=60)] = "",
) -> Response:
    """Requests by their deadlines; a number typed leads to what bears it."""
    address = _address_of(desk, find) if find.strip() else ""
    if address:
        return RedirectResponse(address, status_code=303)
    wrong = ""
    place: Office | None = None
    if wanted.office:
        try:
            place = TypedForm({"office_code": wanted.office}, desk.lang).chosen_office()
        except FormWrong:
            wrong = desk.texts(TEXTS)["queue"]["office_wrong"]
    return _queue(desk, wanted, place, find=find.strip(), office_wrong=wrong)


@router.get("/offices", dependencies=ISSUE, response_class=JSONResponse)
def offices(text: Annotated[str, Query(max_length=80)] = "") -> JSONResponse:
    """Offices by a part of their name in either script, or by their code."""
    exact = office(text.strip())
    found = [exact] if exact is not None else offices_named(text, _OFFICES)
    items = [
        {
            "code": one.code,
            "fr": one.name_fr,
            "ar": one.name_ar,
            "province_fr": one.province_fr,
            "province_ar": one.province_ar,
        }
        for one in found
    ]
    return JSONResponse({"items": items})


@router.get("/{number}/receipt", dependencies=ISSUE)
def receipt(desk: OnDesk, request: NamedRequest) -> HTMLResponse:
    """The receipt to print for the applicant, in both languages."""
    # Codes are drawn where a page shows them.
    from archive_api.seal.codes import Level, qr_svg

    desk.archive.log_read("request.seen", request.number)
    address = f"{desk.archive.settings.address}{request_address(request.number)}"
    both = {lang: replace(desk, lang=lang) for lang in ("fr", "ar")}
    return desk.page(
        "counter_receipt.html",
        one=shown_request(desk, request),
        sides={lang: _side(one, request) for lang, one in both.items()},
        qr=b64encode(qr_svg(address, Level.M)).decode(),
        c=desk.texts(TEXTS),
    )


def _side(desk: Desk, request: Request) -> dict[str, Any]:
    """One language of a receipt."""
    return {
        "c": desk.texts(TEXTS),
        "p": desk.texts("papers.json"),
        "t": desk.texts("desk.json"),
        "shown": shown_request(desk, request),
        "known": known_lines(desk, request.asked),
        "clerk": shown_people(desk)(request.asked_by),
        "refusal": None if request.refusal is None else request.refusal.texts[desk.lang],
    }


def _address_of(desk: Desk, typed: str) -> str:
    """Where a number that was typed leads: a request's, a paper's code or serial; "" nowhere."""
    catalogue, text = desk.archive.catalogue, typed.strip()
    number, code = typed_number(text), typed_code(text)
    try:
        if number is not None:
            return request_address(catalogue.request(number).number)
        if code is not None and (known := catalogue.paper_status(code)) is not None:
            return paper_address(known[0].serial)
        if text.count("/") == 2 and catalogue.paper(text).pdf_sha256:
            return paper_address(text)
    except (RequestUnknown, PaperUnknown):
        return ""
    return ""


def _queue(desk: Desk, wanted: Wanted, place: Office | None, **shown: str) -> HTMLResponse:
    catalogue, day = desk.archive.catalogue, today()
    narrowed = wanted.filter(None if place is None else place.code, day)
    page = catalogue.requests(
        replace(narrowed, states=wanted.states), wanted.after or None, _ON_A_PAGE
    )
    counts = catalogue.count_requests(narrowed)
    late = {
        "overdue": catalogue.count_requests(replace(narrowed, overdue_on=day, remind_on=None)),
        "remind": catalogue.count_requests(replace(narrowed, remind_on=day, overdue_on=None)),
    }
    takings = catalogue.takings(day, day).values()
    return desk.page(
        "counter.html",
        422 if shown.get("office_wrong") else 200,
        c=desk.texts(TEXTS),
        p=desk.texts("papers.json"),
        rows=shown_requests(desk, page.requests),
        next=page.next,
        wanted=wanted,
        place=place,
        counts={state.value: count for state, count in counts.items()},
        to_do=sum(counts[state] for state in TO_DO),
        everything=sum(counts.values()),
        late={name: sum(found.values()) for name, found in late.items()},
        kinds=list(PaperKind),
        waits=[(one, [w for w in Waiting if w.waits_for is one]) for one in WaitsFor],
        takings=(
            sum(one.requests for one in takings),
            sum(one.copies for one in takings),
            dirhams(sum((one.fee for one in takings), Decimal(0))),
        ),
        **shown,
    )
