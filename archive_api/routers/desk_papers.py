"""A paper's own page: what it is, whether it holds, its file, its withdrawal; and its specimen."""

from base64 import b64encode
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Path, Query
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.responses import Response

from archive.account import Right
from archive.errors import MasterCorrupt, MasterMissing
from archive.issuing.paper import BY_PEOPLE, IssuedPaper, PaperKind, PaperLanguage, Revocation
from archive.issuing.request_state import RequestState
from archive_api import page_images
from archive_api.act_sheet import names_of
from archive_api.checking import CHECK_PATH
from archive_api.desk_pages import Desk, OnDesk
from archive_api.issuing import pdf_of
from archive_api.opened import Archive, Opened, reference_of
from archive_api.paper_problems import NOT_GIVEN, told_problem
from archive_api.problems import Problem
from archive_api.routers.papers import specimen
from archive_api.shown_papers import paper_address, shown_papers
from archive_api.signed_in import allowed

router = APIRouter(prefix="/papers", include_in_schema=False, default_response_class=HTMLResponse)

_TEXTS = "papers.json"
_MOST = 200
_SPECIMENS = {
    PaperKind.EXTRACT: "extract",
    PaperKind.FULL_COPY: "full-copy",
    PaperKind.MULTILINGUAL: "multilingual",
}


def _paper(
    archive: Opened,
    office: Annotated[str, Path(max_length=20)],
    year: Annotated[str, Path(max_length=4)],
    number: Annotated[str, Path(max_length=12)],
) -> IssuedPaper:
    """The issued paper of an address; Problem paper_unknown when there is none."""
    paper = archive.catalogue.paper(f"{office}/{year}/{number}")
    if not paper.pdf_sha256:
        raise Problem("paper_unknown")
    return paper


Named = Annotated[IssuedPaper, Depends(_paper)]
"""The paper whose serial the address holds."""

_SERIAL = "/{office}/{year}/{number}"


@router.get("", dependencies=[allowed(Right.READ)])
def of_act(desk: OnDesk, act: Annotated[str, Query(max_length=120)]) -> HTMLResponse:
    """Every paper issued from an act, the last first."""
    held = desk.archive.act(act)
    issued = desk.archive.catalogue.papers_of(held.act_id)[::-1]
    return desk.page(
        "papers.html",
        act=held,
        reference=act,
        names=names_of(held),
        papers=shown_papers(desk, issued[:_MOST]),
        more=len(issued) > _MOST,
        p=desk.texts(_TEXTS),
    )


@router.get("/preview", dependencies=[allowed(Right.ISSUE)])
def preview(
    desk: OnDesk,
    act: Annotated[str, Query(max_length=120)],
    kind: PaperKind,
    language: PaperLanguage,
) -> HTMLResponse:
    """A picture of the specimen of a paper that is to be signed, or why there is none."""
    held = desk.archive.act(act)
    shown: dict[str, Any] = {"picture": "", "problem": ""}
    try:
        pages = page_images.paper(specimen(desk.archive, held, kind, language))
        shown["picture"] = b64encode(pages).decode()
    except NOT_GIVEN as error:
        shown["problem"] = told_problem(error).texts[desk.lang]
    address = f"/v1/acts/{reference_of(held)}/{_SPECIMENS[kind]}"
    pdf = f"{address}?language={language.value}"
    return desk.page("paper_preview.html", p=desk.texts(_TEXTS), pdf=pdf, **shown)


@router.get(_SERIAL, dependencies=[allowed(Right.READ)])
def paper(desk: OnDesk, named: Named) -> HTMLResponse:
    """What a paper is, and whether it still holds."""
    # Codes are drawn where a page shows them.
    from archive_api.seal.codes import Level, qr_svg

    desk.archive.log_read("paper.seen", named.serial)
    (shown,) = shown_papers(desk, [named])
    address = f"{desk.archive.settings.address}{CHECK_PATH}{named.code}"
    page = _page(
        desk,
        "paper.html",
        named,
        shown=shown,
        check=address,
        qr=b64encode(qr_svg(address, Level.M)).decode(),
        revocations=BY_PEOPLE,
        waits_to_be_given=_waits_to_be_given(desk, named),
    )
    # The file is printed from a frame of the page.
    policy = page.headers["Content-Security-Policy"]
    page.headers["Content-Security-Policy"] = f"{policy}; frame-src 'self'"
    return page


@router.get(f"{_SERIAL}/file", dependencies=[allowed(Right.ISSUE)], response_class=Response)
def file(archive: Opened, named: Named, download: bool = False) -> Response:
    """The signed file."""
    name = f"{named.kind.value}-{named.serial.replace('/', '-')}.pdf"
    shown = "attachment" if download else "inline"
    headers = {
        "Content-Disposition": f'{shown}; filename="{name}"',
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
    }
    return Response(_read(archive, named), media_type="application/pdf", headers=headers)


@router.get(f"{_SERIAL}/picture", dependencies=[allowed(Right.ISSUE)], response_class=Response)
def picture(archive: Opened, named: Named) -> Response:
    """A picture of its pages, one beneath the other."""
    jpeg = page_images.paper(_read(archive, named))
    return Response(jpeg, media_type="image/jpeg", headers={"Cache-Control": "no-store"})


@router.get(f"{_SERIAL}/withdraw", dependencies=[allowed(Right.WITHDRAW_PAPER)])
def confirm(desk: OnDesk, named: Named, why: Annotated[str, Query(max_length=40)] = "") -> Response:
    """What withdrawing does, and whether the person is sure."""
    return _confirm(desk, named, why)


@router.post(f"{_SERIAL}/withdraw", dependencies=[allowed(Right.WITHDRAW_PAPER)])
def withdraw(
    desk: OnDesk,
    named: Named,
    why: Annotated[str, Form(max_length=40)] = "",
    sure: Annotated[str, Form(max_length=60)] = "",
) -> Response:
    """Withdraw it for good."""
    if _reason(why) is None or sure != named.serial:
        return _confirm(desk, named, why, is_asked=True)
    desk.archive.catalogue.revoke_paper(named.serial, Revocation(why), desk.actor)
    return RedirectResponse(paper_address(named.serial), status_code=303)


def _waits_to_be_given(desk: Desk, named: IssuedPaper) -> bool:
    """Whether its request is signed and not handed over: there it is made anew."""
    if named.request is None:
        return False
    request = desk.archive.catalogue.request(named.request)
    return request.state is RequestState.SIGNED and named.serial in request.papers


def _confirm(desk: Desk, named: IssuedPaper, why: str, is_asked: bool = False) -> Response:
    if named.revoked is not None:
        return RedirectResponse(paper_address(named.serial), status_code=303)
    desk.archive.log_read("paper.seen", named.serial)
    said, (shown,) = desk.texts(_TEXTS)["withdraw"], shown_papers(desk, [named])
    lacking = "why" if _reason(why) is None else "sure"
    wrong = {lacking: said[f"{lacking}_needed"]} if is_asked else {}
    return _page(
        desk,
        "paper_withdraw.html",
        named,
        422 if is_asked else 200,
        shown=shown,
        why=_reason(why),
        wrong=wrong,
        revocations=BY_PEOPLE,
    )


def _reason(why: str) -> Revocation | None:
    return next((one for one in BY_PEOPLE if one.value == why), None)


def _read(archive: Archive, named: IssuedPaper) -> bytes:
    archive.log_read("paper.read", named.serial)
    try:
        return pdf_of(archive, named.serial)
    except (MasterMissing, MasterCorrupt) as error:
        raise Problem("paper_damaged") from error


def _page(
    desk: Desk, template: str, named: IssuedPaper, status: int = 200, **shown: object
) -> HTMLResponse:
    act = desk.archive.act(named.act_id)
    return desk.page(
        template,
        status,
        act=act,
        reference=str(named.reference),
        names=names_of(act),
        office=desk.office(named.reference.register.office_code),
        p=desk.texts(_TEXTS),
        **shown,
    )
