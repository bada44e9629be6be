"""The search page: one box, a form with fields, what was found and how it matched."""

from collections.abc import Iterator
from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import FileResponse, HTMLResponse
from pydantic import model_validator

from archive.act import ActState
from archive.register import Kind
from archive_api.desk_pages import HERE, desk_page, office_name, texts
from archive_api.opened import Opened
from archive_api.routers.search import found
from archive_api.schemas.search import HitOut, SearchIn, SearchOut

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

PAGE_SIZE = 50
MOST_VALUES = 12
_FIELDS = ("child", "father", "mother", "place", "office")
_SHOWN = ("names", "father", "mother", "places")
_NARROWING = {"office_code": ("office_code",), "kind": ("kind",), "state": ("state",)}
_YEARS = ("year_from", "year_to")


class DeskSearchIn(SearchIn):
    """The fields of the search form; those left empty ask for nothing."""

    lang: Literal["fr", "ar"] = "fr"
    limit: Annotated[int, Query(ge=1, le=100)] = PAGE_SIZE

    @model_validator(mode="before")
    @classmethod
    def _without_empty(cls, given: Any) -> Any:
        if isinstance(given, dict):
            return {name: value for name, value in given.items() if value != ""}
        return given

    def criteria(self) -> dict[str, Any]:
        """See ``SearchIn.criteria``."""
        return self.model_dump(exclude={"lang"})


@router.get("/search")
def results(
    request: Request, archive: Opened, wanted: Annotated[DeskSearchIn, Query()]
) -> HTMLResponse:
    """What a search finds."""
    told = found(archive, wanted)
    said = texts("search_page.json")[wanted.lang]
    asked = wanted.model_dump(exclude_defaults=True)
    return desk_page(
        request,
        "results.html",
        wanted.lang,
        results=told,
        hits=[{"hit": hit, "shown": _shown(hit)} for hit in told.hits],
        s=said,
        found=_counted(said["found"], told),
        asked=wanted,
        text=wanted.text,
        fields=_FIELDS,
        is_form=bool(asked.keys() - {"text", "lang", "facets", "after", "sort"}),
        kinds=[kind.value for kind in Kind],
        states=[state.value for state in ActState],
        office_of=lambda code: office_name(code, wanted.lang),
        meant=_address(asked, **told.did_you_mean, after=None),
        following=_address(asked, after=told.next),
        facets_address=_address(asked, facets="true", after=None),
        facets=_facets(told, asked, wanted.lang),
    )


@router.get("/static/suggest.js", response_class=FileResponse)
def script() -> FileResponse:
    """The script that suggests names while one types."""
    return FileResponse(HERE / "static" / "suggest.js", media_type="text/javascript")


def _counted(said: dict[str, str], told: SearchOut) -> str:
    if told.more:
        return said["more"].format(n=told.total)
    few = {0: "none", 1: "one"}
    return said[few.get(told.total, "many")].format(n=told.total)


def _address(asked: dict[str, Any], **changed: Any) -> str:
    criteria = {name: value for name, value in {**asked, **changed}.items() if value is not None}
    written = {n: str(v).lower() if isinstance(v, bool) else v for n, v in criteria.items()}
    return f"/search?{urlencode(written)}"


def _shown(hit: HitOut) -> dict[str, list[list[tuple[str, str | None]]]]:
    """Each text of a hit in pieces, each with how it matched, None where it did not."""
    return {
        shown: [list(_pieces(hit, shown, at, text)) for at, text in enumerate(getattr(hit, shown))]
        for shown in _SHOWN
    }


def _pieces(hit: HitOut, shown: str, at: int, text: str) -> Iterator[tuple[str, str | None]]:
    reached = 0
    for mark in hit.highlights:
        if (mark.shown, mark.at) == (shown, at):
            yield text[reached : mark.start], None
            yield text[mark.start : mark.end], mark.how
            reached = mark.end
    yield text[reached:], None


def _facets(told: SearchOut, asked: dict[str, Any], lang: str) -> list[dict[str, Any]]:
    """The most frequent values of each facet, each with the address that narrows to it."""
    shown = []
    for name, values in (told.facets or {}).items():
        criteria = _YEARS if name == "year" else _NARROWING[name]
        links = [
            {
                "value": one.value,
                "label": office_name(one.value, lang) if name == "office_code" else one.value,
                "count": one.count,
                "address": _address(asked, **dict.fromkeys(criteria, one.value), after=None),
            }
            for one in values[:MOST_VALUES]
        ]
        shown.append({"name": name, "values": links, "more": len(values) > MOST_VALUES})
    return shown
