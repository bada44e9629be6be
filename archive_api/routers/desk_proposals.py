"""The desk's pages of proposals: those that wait, and one beside the act it would change."""

from functools import partial
from typing import Annotated, Any, Literal

import structlog
from fastapi import APIRouter, Form, Query
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from archive.account import Right
from archive.act import FIELD_NAMES, Act
from archive.catalogue_proposals import Ruling
from archive.margin import MentionEntered
from archive.mention_wording import wordings
from archive.proposal import Proposal, ProposalState
from archive_api.desk_pages import OnDesk
from archive_api.opened import reference_of
from archive_api.problems import Problem
from archive_api.routers.duplicates import look_again
from archive_api.shown_people import shown_people
from archive_api.shown_values import shown_ground, shown_instant, shown_value
from archive_api.signed_in import allowed
from indexing.errors import IndexingError
from indexing.search.document import document

router = APIRouter(prefix="/mentions", include_in_schema=False, default_response_class=HTMLResponse)

log = structlog.get_logger("archive_api")

_TEXTS = "mentions.json"
_ON_A_PAGE = 50
_SHOWN = ("sex", "given_name", "family_name", "birth_date", "birth_place", "death_date")
# A paper from outside is shown alone: whatever it holds runs nothing and asks for nothing.
_ALONE = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Content-Disposition": "inline",
    "Cache-Control": "no-store",
}
_Version = Annotated[int, Form(ge=0)]
_Reason = Annotated[str, Form(max_length=1000)]


@router.get("", dependencies=[allowed(Right.ENTER_MENTION)])
def waiting(
    desk: OnDesk,
    whose: Literal["others", "mine"] = "others",
    after: Annotated[int, Query(ge=0, le=2**62)] = 0,
) -> HTMLResponse:
    """Proposals that wait: those of others, to decide about, or one's own."""
    catalogue, name = desk.archive.catalogue, desk.actor
    asked = {"by": name} if whose == "mine" else {"but": name}
    found = catalogue.proposals(ProposalState.OPEN, after=after, limit=_ON_A_PAGE, **asked)
    rows = [(one, _held(desk.archive.catalogue.act(one.asked.act_id))) for one in found.proposals]
    counts = {"others": catalogue.count_proposals(but=name)}
    counts["mine"] = catalogue.count_proposals(by=name)
    return desk.page(
        "mention_list.html",
        rows=[(one, act, reference_of(act), _title(one, desk.lang)) for one, act in rows],
        office_of=desk.office,
        **_told(desk),
        counts=counts,
        whose=whose,
        next=found.next,
        m=desk.texts(_TEXTS),
    )


@router.get("/{proposal}", dependencies=[allowed(Right.ENTER_MENTION)])
def one(desk: OnDesk, proposal: str) -> HTMLResponse:
    """One proposal beside what its act says now."""
    held = _proposal(desk, proposal)
    act = _held(desk.archive.catalogue.act(held.asked.act_id))
    desk.archive.log_read("act.seen", act.act_id)
    amendment = held.asked.amendment
    gone = amendment.replaces if isinstance(amendment, MentionEntered) else amendment.entry
    current = act.current
    return desk.page(
        "mention_proposal.html",
        one=held,
        act=act,
        reference=reference_of(act),
        office=desk.office(act.register.office_code),
        title=_title(held, desk.lang),
        label=desk.label,
        gone=gone,
        current=current,
        shown=[name for name in FIELD_NAMES if name.startswith(_SHOWN) and current.get(name)],
        ground=shown_ground(amendment.ground, desk.lang),
        value_of=partial(shown_value, lang=desk.lang),
        **_told(desk),
        history=desk.archive.catalogue.proposal_history(proposal),
        own=held.proposed_by == desk.actor,
        m=desk.texts(_TEXTS),
    )


@router.post("/{proposal}/approve", dependencies=[allowed(Right.APPROVE_MENTION)])
def approve(
    desk: OnDesk, proposal: str, version: _Version, act_version: _Version
) -> RedirectResponse:
    """Enter what was proposed."""
    act = desk.archive.catalogue.approve(Ruling(proposal, desk.actor, version, act_version))
    try:
        desk.archive.index.put([document(act)])
    except IndexingError as error:
        # The index follows the record's outbox once it answers again.
        log.warning("index_behind", act=act.act_id, error=type(error).__name__)
    # Another name or date may show that the record holds the act twice.
    look_again(desk.archive, [act])
    return RedirectResponse(f"/mentions/{proposal}", status_code=303)


@router.post("/{proposal}/refuse", dependencies=[allowed(Right.APPROVE_MENTION)])
def refuse(
    desk: OnDesk, proposal: str, version: _Version, reason: _Reason = ""
) -> RedirectResponse:
    """End another person's proposal."""
    desk.archive.catalogue.refuse(Ruling(proposal, desk.actor, version, reason=reason.strip()))
    return RedirectResponse(f"/mentions/{proposal}", status_code=303)


@router.post("/{proposal}/take-back", dependencies=[allowed(Right.ENTER_MENTION)])
def take_back(
    desk: OnDesk, proposal: str, version: _Version, reason: _Reason = ""
) -> RedirectResponse:
    """End one's own proposal."""
    desk.archive.catalogue.take_back(Ruling(proposal, desk.actor, version, reason=reason.strip()))
    return RedirectResponse(f"/mentions/{proposal}", status_code=303)


@router.get("/{proposal}/documents/{sha256}", dependencies=[allowed(Right.ENTER_MENTION)])
def paper(desk: OnDesk, proposal: str, sha256: str) -> Response:
    """A paper that shows the ground of a proposal."""
    documents = _proposal(desk, proposal).asked.amendment.documents
    found = next((one for one in documents if one.sha256 == sha256), None)
    if found is None:
        raise Problem("route_unknown")
    desk.archive.log_read("proposal.document.seen", proposal)
    data = desk.archive.vault.get(found.sha256)
    return Response(data, media_type=found.media_type, headers=_ALONE)


def _proposal(desk: OnDesk, name: str) -> Proposal:
    held = desk.archive.catalogue.proposal(name)
    if held is None:
        raise Problem("proposal_unknown")
    return held


def _told(desk: OnDesk) -> dict[str, Any]:
    """How the pages name people, and when things were."""
    who = shown_people(desk)
    return {"who": who, "at": partial(shown_instant, lang=desk.lang)}


def _held(act: Act | None) -> Act:
    assert act is not None, "a proposal's act is in the record: the database holds to it"
    return act


def _title(one: Proposal, lang: str) -> str:
    """What a proposal's mention is called; of a withdrawn one, empty."""
    known = wordings().get(one.asked.wording)
    return "" if known is None else known.names[lang]
