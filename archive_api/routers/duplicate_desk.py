"""The desk's pages of duplicates: pairs that wait, and two acts side by side to decide about.

They work without scripts: a decision is a form that comes back to the same page.
"""

from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from archive.duplicate import PairState
from archive_api.desk_pages import Language, desk_page, field_label, office_name, texts
from archive_api.opened import Opened
from archive_api.routers import duplicates
from archive_api.schemas.duplicates import DecisionIn, JoinIn

router = APIRouter(
    prefix="/duplicates", include_in_schema=False, default_response_class=HTMLResponse
)

_ON_A_PAGE = 50


@router.get("")
def waiting(
    request: Request,
    archive: Opened,
    lang: Language = "fr",
    state: PairState = PairState.OPEN,
    after: Annotated[int, Query(ge=0, le=2**62)] = 0,
) -> HTMLResponse:
    """The pairs in a state, those that wait for a person unless the address says another."""
    found = duplicates.waiting(archive, state, limit=_ON_A_PAGE, after=after)
    return desk_page(
        request, "duplicates.html", lang, found=found, state=state.value, d=_texts(lang)
    )


@router.get("/{pair}")
def side_by_side(
    request: Request, archive: Opened, pair: str, lang: Language = "fr"
) -> HTMLResponse:
    """Both acts side by side, differences marked, and the decision to take."""
    seen = duplicates.shown(archive, pair)
    rows = [(field_label(row.name, lang), row) for row in seen.fields if row.match != "neither"]
    offices = [office_name(side.office_code, lang) for side in seen.sides]
    return desk_page(
        request, "duplicate.html", lang, seen=seen, rows=rows, offices=offices, d=_texts(lang)
    )


@router.post("/{pair}")
def decide(
    archive: Opened,
    pair: str,
    decision: Annotated[str, Form(pattern=r"^(join:[0-9a-f]+|tell_apart|undo)$")],
    reason: Annotated[str, Form(min_length=1, max_length=1000, pattern=r"\S")],
    version: Annotated[int, Form(ge=0)],
    versions: Annotated[list[int], Form(min_length=2, max_length=2)],
    lang: Language = "fr",
) -> RedirectResponse:
    """Take a decision and show the pair as it then stands."""
    acts = dict(zip(pair.split("-"), versions, strict=False))
    said = DecisionIn(reason=reason, expected_version=version, acts=acts)
    word, _, stands = decision.partition(":")
    if word == "join":
        duplicates.join(archive, pair, JoinIn(**said.model_dump(), stands=stands))
    elif word == "tell_apart":
        duplicates.tell_apart(archive, pair, said)
    else:
        duplicates.undo(archive, pair, said)
    return RedirectResponse(f"/duplicates/{pair}?lang={lang}", status_code=303)


def _texts(lang: str) -> dict[str, object]:
    found: dict[str, object] = texts("duplicates.json")[lang]
    return found
