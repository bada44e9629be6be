"""The desk's pages of mentions and corrections: writing one, and deciding about those that wait.

They work without scripts; with them the words of a mention are shown while it is written, and the
form stays in place until it is sent.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import partial
from typing import Annotated, Any
from uuid import uuid4

import structlog
from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.datastructures import FormData, UploadFile

from archive.account import Right
from archive.act import Act
from archive.errors import ActChanged, DecisionInvalid, MentionInvalid, MentionRefused
from archive.legal_ground import SupportingDocument
from archive.mention_drafting import refuse_not_in_force, refuse_unready, sketched
from archive.mention_wording import changed_fields, group_names, wordings
from archive.morocco import in_morocco
from archive.proposal import ProposalState
from archive_api.desk_pages import Desk, OnDesk
from archive_api.mention_form import MentionForm
from archive_api.opened import reference_of
from archive_api.problems import Problem, reason
from archive_api.shown_people import shown_people
from archive_api.shown_values import shown_instant, shown_value
from archive_api.signed_in import allowed
from archive_api.supporting_documents import LARGEST, MEDIA_TYPES, kept, media_type_of

router = APIRouter(prefix="/mentions", include_in_schema=False, default_response_class=HTMLResponse)

log = structlog.get_logger("archive_api")

WITHDRAW = "withdraw"
_TEXTS = "mentions.json"
_MEGABYTE = 1_000_000
_Key = Annotated[str, Query(max_length=60)]


async def _form_of(request: Request) -> FormData:
    return await request.form(max_files=1, max_fields=100)


Sent = Annotated[FormData, Depends(_form_of)]
"""What a form sent, its file included."""


@router.get("/new", dependencies=[allowed(Right.ENTER_MENTION)])
def write(
    desk: OnDesk,
    act: Annotated[str, Query(max_length=120)],
    wording: _Key = "",
    field: _Key = "",
    replaces: _Key = "",
) -> HTMLResponse:
    """Choose what to write in an act's margin, then the form of it."""
    held = desk.archive.act(act)
    refuse_unready(held)
    refuse_not_in_force(held, replaces or None)
    chosen = wordings().get(wording)
    if wording != WITHDRAW and (chosen is None or held.register.kind not in chosen.kinds):
        return _choose(desk, held, replaces)
    base = field or (chosen.changes[0] if chosen and len(chosen.changes) == 1 else "")
    if chosen is not None and chosen.changes and base not in chosen.changes:
        return _choose_field(desk, held, wording, replaces)
    values = {"made": f"{in_morocco(datetime.now(UTC)):%d/%m/%Y}"}
    return _form(desk, MentionForm(held, chosen, base or None, replaces or None, values))


@router.post("/preview", dependencies=[allowed(Right.ENTER_MENTION)])
def preview(desk: OnDesk, sent: Sent) -> HTMLResponse:
    """The words of the mention so far, in both languages."""
    form = _sent_form(desk, sent, ())
    texts = None if form.wording is None else sketched(form.act, form.draft)
    return desk.page("mention_preview.html", texts=texts, m=desk.texts(_TEXTS))


@router.post("", dependencies=[allowed(Right.ENTER_MENTION)])
def propose(desk: OnDesk, sent: Sent) -> Response:
    """Propose what the form says, or show the form again with what is wrong beside each input."""
    form, problems = _sent_form(desk, sent, ()), {}
    try:
        form = _sent_form(desk, sent, _papers(desk, sent))
    except MentionInvalid as invalid:
        problems = _words(desk, invalid)
    version, name = _number(sent, "version"), _text(sent, "proposal") or uuid4().hex
    try:
        if not problems:
            said = (form.act.act_id, form.draft, desk.actor, version, name)
            proposal = desk.archive.catalogue.propose(*said)
            return RedirectResponse(f"/mentions/{proposal.id}", status_code=303)
    except DecisionInvalid as invalid:
        problems = _words(desk, invalid)
    except ActChanged as changed:
        return _form(desk, form, Problem("act_changed", version=changed.version), {}, name)
    except MentionRefused as refused:
        return _form(desk, form, Problem(refused.code), {}, name)
    return _form(desk, form, Problem("decision_invalid"), problems, name)


def _choose(desk: Desk, act: Act, replaces: str) -> HTMLResponse:
    groups = [
        (names[desk.lang], [w for w in wordings().values() if w.group == group])
        for group, names in group_names().items()
    ]
    shown = [(name, [w for w in of if act.register.kind in w.kinds]) for name, of in groups]
    waiting = [
        one
        for one in desk.archive.catalogue.proposals_of(act.act_id)
        if one.state is ProposalState.OPEN
    ]
    return _page(
        desk,
        "mention_choose.html",
        act,
        groups=shown,
        replaces=replaces,
        waiting=waiting,
        who=shown_people(desk),
        at=partial(shown_instant, lang=desk.lang),
    )


def _choose_field(desk: Desk, act: Act, wording: str, replaces: str) -> HTMLResponse:
    chosen, current = wordings()[wording], _shown(desk, act.current)
    fields = [
        (base, changed_fields()[base].names[desk.lang], [current.get(f, "") for f in of.fields])
        for base, of in changed_fields().items()
        if base in chosen.changes
        if any(name in act.fields for name in of.fields) or base in ("nationality", "sex")
    ]
    return _page(desk, "mention_field.html", act, wording=chosen, fields=fields, replaces=replaces)


def _shown(desk: Desk, values: Mapping[str, str]) -> dict[str, str]:
    return {name: shown_value(name, value, desk.lang) for name, value in values.items()}


def _form(
    desk: Desk,
    form: MentionForm,
    problem: Problem | None = None,
    problems: Mapping[str, str] | None = None,
    proposal: str | None = None,
) -> HTMLResponse:
    """The form of one mention; ``problems``: what is wrong, by input."""
    act = form.act
    return _page(
        desk,
        "mention_form.html",
        act,
        status=200 if problem is None else problem.status_code,
        form=form,
        wording_key=WITHDRAW if form.wording is None else form.wording.key,
        old=_shown(desk, act.values_before(form.replaces)),
        target=next((one for one in act.margin if one.id == form.replaces), None),
        texts=None if form.wording is None else sketched(act, form.draft),
        alert=None if problem is None else problem.texts[desk.lang],
        problems=problems or {},
        proposal=proposal or uuid4().hex,
        accept=",".join(MEDIA_TYPES),
        limit=LARGEST // _MEGABYTE,
    )


def _page(desk: Desk, template: str, act: Act, status: int = 200, **shown: Any) -> HTMLResponse:
    desk.archive.log_read("act.seen", act.act_id)
    return desk.page(
        template,
        status,
        act=act,
        reference=reference_of(act),
        office=desk.office(act.register.office_code),
        label=desk.label,
        m=desk.texts(_TEXTS),
        withdraw=WITHDRAW,
        **shown,
    )


def _sent_form(
    desk: Desk, sent: FormData, documents: tuple[SupportingDocument, ...]
) -> MentionForm:
    wording = _text(sent, "wording")
    if wording != WITHDRAW and wording not in wordings():
        raise Problem("route_unknown")
    return MentionForm(
        desk.archive.act(_text(sent, "act")),
        wordings().get(wording),
        _text(sent, "field") or None,
        _text(sent, "replaces") or None,
        {name: value for name, value in sent.multi_items() if isinstance(value, str)},
        documents,
    )


def _papers(desk: Desk, sent: FormData) -> tuple[SupportingDocument, ...]:
    """The paper sent now, or the one that came with the form before it was shown again."""
    upload = sent.get("document")
    if isinstance(upload, UploadFile) and upload.size:
        return (kept(desk.archive.vault, upload.file.read(LARGEST + 1)),)
    digest = _text(sent, "kept_document")
    if len(digest) != 64 or not digest.isalnum() or not desk.archive.vault.has(digest):
        return ()
    media_type = media_type_of(desk.archive.vault.get(digest))
    return () if media_type is None else (SupportingDocument(digest, media_type),)


def _words(desk: Desk, invalid: DecisionInvalid) -> dict[str, str]:
    return {name: reason(fault.code)[desk.lang] for name, fault in invalid.problems.items()}


def _text(sent: FormData, name: str) -> str:
    value = sent.get(name)
    return value.strip() if isinstance(value, str) else ""


def _number(sent: FormData, name: str) -> int:
    text = _text(sent, name)
    return int(text) if text.isdecimal() and len(text) < 10 else 0
