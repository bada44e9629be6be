"""The page on which a paper is issued: chosen, seen as a specimen, signed.

A form carries the key of one order: sent twice, or again after a reload, it gives one paper.
"""

import hashlib
from base64 import b64encode
from dataclasses import dataclass
from threading import Lock
from typing import Annotated, Any
from uuid import uuid4

from fastapi import APIRouter, Depends, Form, Query
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.responses import Response

from archive.account import Right
from archive.act import Act
from archive.issuing.errors import OfficerNotDelegated
from archive.issuing.officers import Delegation, Officer
from archive.issuing.paper import IssuedPaper, PaperKind, PaperLanguage
from archive.issuing.snapshot import ActSnapshot
from archive_api import page_images
from archive_api.act_sheet import names_of
from archive_api.desk_pages import Desk, OnDesk
from archive_api.issuing import IssueOrder, frozen_today, issue
from archive_api.opened import reference_of
from archive_api.paper_problems import NOT_GIVEN, told_problem
from archive_api.problems import Problem
from archive_api.routers.papers import specimen
from archive_api.shown_papers import paper_address
from archive_api.signed_in import allowed

router = APIRouter(prefix="/papers", include_in_schema=False, default_response_class=HTMLResponse)

_TEXTS = "papers.json"
_ISSUE = [allowed(Right.ISSUE)]
_ALONE = tuple(Lock() for _ in range(64))
_Reference = Annotated[str, Query(max_length=120)]
_Kind = Annotated[PaperKind, Query()]
_Language = Annotated[PaperLanguage, Query()]


@dataclass(frozen=True, slots=True)
class Ordered:
    """What the form of a paper says.

    Attributes:
        order: drawn for the form when it was shown.
        version: of the act, whose specimen was shown.
    """

    act: Annotated[str, Form(max_length=120)]
    kind: Annotated[PaperKind, Form()]
    language: Annotated[PaperLanguage, Form()]
    order: Annotated[str, Form(pattern=r"^[0-9a-f]{32}$")]
    version: Annotated[int, Form(ge=0)]

    def key(self, act_id: str, account: str) -> str:
        """The order's key: another choice, or another officer, is another order."""
        said = (self.order, act_id, self.kind.value, self.language.value, account)
        return f"desk-{hashlib.sha256('/'.join(said).encode()).hexdigest()}"


@router.get("/new", dependencies=_ISSUE)
def choose(
    desk: OnDesk,
    act: _Reference,
    kind: _Kind = PaperKind.EXTRACT,
    language: _Language = PaperLanguage.BOTH,
) -> HTMLResponse:
    """Choose a paper of an act, beside what it would say."""
    return _form(desk, desk.archive.act(act), kind, language, uuid4().hex)


@router.get("/preview", dependencies=_ISSUE)
def preview(desk: OnDesk, act: _Reference, kind: _Kind, language: _Language) -> HTMLResponse:
    """A picture of the specimen, or why there is none."""
    held = desk.archive.act(act)
    shown: dict[str, Any] = {"picture": "", "problem": ""}
    try:
        picture = page_images.paper(specimen(desk.archive, held, kind, language))
        shown["picture"] = b64encode(picture).decode()
    except NOT_GIVEN as error:
        shown["problem"] = told_problem(error).texts[desk.lang]
    paths = {PaperKind.EXTRACT: "extract", PaperKind.FULL_COPY: "full-copy"}
    address = f"/v1/acts/{reference_of(held)}/{paths.get(kind, 'multilingual')}"
    pdf = f"{address}?language={language.value}"
    return desk.page("issue_preview.html", p=desk.texts(_TEXTS), pdf=pdf, **shown)


@router.post("", dependencies=_ISSUE)
def sign(desk: OnDesk, ordered: Annotated[Ordered, Depends()]) -> Response:
    """Issue the paper in the officer's name, or say on the same page why not."""
    act = desk.archive.act(ordered.act)
    try:
        paper = _issued(desk, act, ordered)
    except NOT_GIVEN as error:
        problem = told_problem(error)
        return _form(desk, act, ordered.kind, ordered.language, ordered.order, problem)
    return RedirectResponse(f"{paper_address(paper.serial)}?issued=now", status_code=303)


def _issued(desk: Desk, act: Act, ordered: Ordered) -> IssuedPaper:
    key = ordered.key(act.act_id, desk.actor)
    # A button pressed twice asks twice at once: the second finds what the first has issued.
    with _ALONE[hash(key) % len(_ALONE)]:
        held = desk.archive.catalogue.paper_of(key)
        if held is not None and held.pdf_sha256:
            return held
        if act.version != ordered.version:
            raise Problem("act_changed", version=act.version)
        order = IssueOrder(key, act.act_id, ordered.kind, ordered.language, desk.actor)
        return issue(desk.archive, order)


def _form(
    desk: Desk,
    act: Act,
    kind: PaperKind,
    language: PaperLanguage,
    order: str,
    problem: Problem | None = None,
) -> HTMLResponse:
    refusal, signing, specimen_only = problem, None, False
    try:
        frozen = frozen_today(desk.archive, act)
    except NOT_GIVEN as error:
        frozen, refusal = None, told_problem(error)
    if frozen is not None:
        signing = _signing(desk, frozen)
    if signing is not None:
        specimen_only = desk.archive.signers.of(signing[0].signing_key).is_specimen
    desk.archive.log_read("act.seen", act.act_id)
    return desk.page(
        "issue.html",
        200 if problem is None else problem.status_code,
        act=act,
        reference=reference_of(act),
        names=names_of(act),
        office=desk.office(act.register.office_code),
        p=desk.texts(_TEXTS),
        kinds=list(PaperKind),
        languages=[PaperLanguage.BOTH, PaperLanguage.AR, PaperLanguage.FR],
        kind=kind,
        language=language,
        order=order,
        is_ready=frozen is not None,
        refusal=None if refusal is None else refusal.texts[desk.lang],
        was_asked=problem is not None,
        signing=signing,
        is_specimen=specimen_only,
    )


def _signing(desk: Desk, frozen: ActSnapshot) -> tuple[Officer, Delegation] | None:
    """Who signs for the act's office when this person does, None where they may not."""
    code, day = frozen.office.code, frozen.at
    try:
        return desk.archive.catalogue.signing_officer(desk.actor, code, day)
    except OfficerNotDelegated:
        return None
