"""Requests as pages of the counter show them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from archive.act import Act
from archive.issuing.asked import Asked
from archive.issuing.entitlement import Entitlement, entitled
from archive.issuing.request import Request
from archive.issuing.request_state import RequestState
from archive.morocco import in_morocco
from archive.register import Kind
from archive_api.act_sheet import names_of
from archive_api.desk_pages import Desk
from archive_api.list_shown import dirhams
from archive_api.opened import reference_of
from archive_api.shown_values import shown_date, shown_instant

TEXTS = "counter.json"
TO_DO = frozenset(
    (
        RequestState.RECEIVED,
        RequestState.IDENTIFIED,
        RequestState.PREPARED,
        RequestState.SIGNED,
    )
)
"""States in which somebody still owes something: what is signed is to be handed over."""


@dataclass(frozen=True, slots=True)
class ShownRequest:
    """A request on a page.

    Attributes:
        mark: ``overdue``, ``remind`` or "".
        act: its act, None while it is not known; named: how addresses name that.
        names: the person's, by script; of a request without act what the applicant says.
        fee: with its unit.
    """

    request: Request
    address: str
    due: str
    mark: str
    received: str
    act: Act | None
    named: str
    names: dict[str, str]
    fee: str


def request_address(number: str) -> str:
    """The address of a request's page."""
    return f"/counter/{number}"


def shown_requests(desk: Desk, requests: Iterable[Request]) -> list[ShownRequest]:
    """Requests of a list, the showing of them logged."""
    shown = [shown_request(desk, request) for request in requests]
    if shown:
        desk.archive.log_read("requests.seen", " ".join(one.request.number for one in shown))
    return shown


def shown_request(desk: Desk, request: Request) -> ShownRequest:
    """One request with its act."""
    asked = request.asked
    reference = request.act_id or asked.act
    act = None if reference is None else desk.archive.catalogue.act(reference)
    return ShownRequest(
        request=request,
        address=request_address(request.number),
        due=shown_date(request.terms.due_on.isoformat(), desk.lang),
        mark=_mark(request),
        received=shown_instant(request.received_at, desk.lang),
        act=act,
        named="" if act is None else reference_of(act),
        names=_names_said(asked) if act is None else names_of(act),
        fee=desk.texts(TEXTS)["dirhams"].format(amount=dirhams(request.terms.fee)),
    )


def known_lines(desk: Desk, asked: Asked) -> list[tuple[str, str]]:
    """What the applicant knows, each with its label, in the order of the form."""
    if asked.known is None:
        return []
    known, said = asked.known, desk.texts(TEXTS)["form"]
    kind = "birth" if known.kind is Kind.BIRTH else "death"
    on = shown_date(known.date, desk.lang, hijri=known.calendar == "hijri") if known.date else ""
    sexes = desk.texts("fields.json")["sexes"]
    told = [
        (said["register"], desk.texts(TEXTS)["registers"][kind]),
        (said["given"], known.given),
        (said["family"], known.family),
        (said["father"], known.father),
        (said["mother"], known.mother),
        (said["sex"], sexes.get(known.sex, "")),
        (said["date"][kind], on),
        (said["place"][kind], known.place),
        (said["office"], desk.office(known.office_code) if known.office_code else ""),
        (said["year"], "" if known.year is None else str(known.year)),
        (said["number"], "" if known.number is None else str(known.number)),
    ]
    return [(label, value) for label, value in told if value]


def rule_of(desk: Desk, request: Request) -> str:
    """What gave the applicant the right on the day of the request, or why there is none."""
    day = in_morocco(datetime.fromisoformat(request.received_at)).date()
    asked = request.asked
    given = entitled(
        asked.kind,
        asked.register_kind,
        asked.applicant.capacity,
        day,
        desk.archive.catalogue.entitlements(day),
    )
    return source_of(given, desk.lang) if isinstance(given, Entitlement) else given.texts[desk.lang]


def source_of(given: Entitlement, lang: str) -> str:
    """What gives a right, in the page's language where it is written in that."""
    told = (
        (given.source_ar, given.source_fr) if lang == "ar" else (given.source_fr, given.source_ar)
    )
    return next((source for source in told if source), "")


def today() -> date:
    """The day in Morocco."""
    return in_morocco(datetime.now(UTC)).date()


def _mark(request: Request) -> str:
    day = today()
    if request.is_overdue(day):
        return "overdue"
    return "remind" if request.is_to_remind(day) else ""


def _names_said(asked: Asked) -> dict[str, str]:
    if asked.known is None:
        return {}
    known = " ".join(part for part in (asked.known.given, asked.known.family) if part)
    script = "ar" if any("\u0600" <= letter <= "\u06ff" for letter in known) else "fr"
    return {script: known} if known else {}
