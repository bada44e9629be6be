"""The desk's pages of duplicates: pairs that wait, and two acts side by side to decide about.

They work without scripts: a decision is a form that comes back to the same page.
"""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Form, Query
from fastapi.responses import HTMLResponse, RedirectResponse

from archive.account import Right
from archive.duplicate import PairState
from archive_api.desk_pages import OnDesk
from archive_api.routers import duplicates
from archive_api.schemas.duplicates import DecisionIn, JoinIn
from archive_api.shown_people import shown_people
from archive_api.shown_values import shown_instant, shown_value
from archive_api.signed_in import allowed

router = APIRouter(
    prefix="/duplicates", include_in_schema=False, default_response_class=HTMLResponse
)

_ON_A_PAGE = 50
_TEXTS = "duplicates.json"


@router.get("", dependencies=[allowed(Right.DECIDE_DUPLICATE)])
def waiting(
    desk: OnDesk,
    state: PairState = PairState.OPEN,
    after: Annotated[int, Query(ge=0, le=2**62)] = 0,
) -> HTMLResponse:
    """The pairs in a state, those that wait for a person unless the address says another."""
    found = duplicates.waiting(desk.archive, state, limit=_ON_A_PAGE, after=after)
    acts = {act: desk.archive.catalogue.act(act) for pair in found.pairs for act in pair.acts}
    return desk.page(
        "duplicates.html",
        found=found,
        acts=acts,
        office_of=desk.office,
        state=state.value,
        d=desk.texts(_TEXTS),
    )


@router.get("/{pair}", dependencies=[allowed(Right.DECIDE_DUPLICATE)])
def side_by_side(desk: OnDesk, pair: str) -> HTMLResponse:
    """Both acts side by side, differences marked, and the decision to take."""
    seen = duplicates.shown(desk.archive, pair)
    rows = [(desk.label(row.name), row) for row in seen.fields if row.match != "neither"]
    offices = [desk.office(side.office_code) for side in seen.sides]
    return desk.page(
        "duplicate.html",
        seen=seen,
        rows=rows,
        offices=offices,
        d=desk.texts(_TEXTS),
        who=shown_people(desk),
        at=partial(shown_instant, lang=desk.lang),
        value_of=partial(shown_value, lang=desk.lang),
    )


@router.post("/{pair}", dependencies=[allowed(Right.DECIDE_DUPLICATE)])
def decide(
    desk: OnDesk,
    pair: str,
    decision: Annotated[str, Form(pattern=r"^(join:[0-9a-f]+|tell_apart|undo)$")],
    reason: Annotated[str, Form(min_length=1, max_length=1000, pattern=r"\S")],
    version: Annotated[int, Form(ge=0)],
    versions: Annotated[list[int], Form(min_length=2, max_length=2)],
) -> RedirectResponse:
    """Take a decision and show the pair as it then stands."""
    acts = dict(zip(pair.split("-"), versions, strict=False))
    said = DecisionIn(reason=reason, expected_version=version, acts=acts)
    word, _, stands = decision.partition(":")
    if word == "join":
        duplicates.join(desk.archive, pair, JoinIn(**said.model_dump(), stands=stands))
    elif word == "tell_apart":
        duplicates.tell_apart(desk.archive, pair, said)
    else:
        duplicates.undo(desk.archive, pair, said)
    return RedirectResponse(f"/duplicates/{pair}", status_code=303)
