"""The search page: one box, a form with fields, what was found and how it matched."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse
from pydantic import model_validator

from archive.account import Right
from archive.act import ActState
from archive.register import Kind
from archive_api.desk_pages import Desk, OnDesk, office_name
from archive_api.problems import reason
from archive_api.routers.search import found, spread
from archive_api.schemas.search import FacetOut, HitOut, SearchIn, SearchOut
from archive_api.search_form import NOTHING, read_form
from archive_api.shown_values import shown_date
from archive_api.signed_in import allowed
from indexing.search.request import SearchRequest
from indexing.search.unknown_words import unknown_words, without_words

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

PAGE_SIZE = 50
MOST_VALUES = 12
_FIELDS = ("child", "father", "mother", "place", "office")
_SHOWN = ("names", "father", "mother", "places")
_NARROWING = {"office_code": ("office_code",), "kind": ("kind",), "state": ("state",)}
_YEARS = ("year_from", "year_to")
_MORE_YEARS = 5
_BESIDE_NAMES = (
    *("office", "office_code", "place", "kind", "sex", "state"),
    *("date_from", "date_to", "calendar", "act_number"),
)


class DeskSearchIn(SearchIn):
    """The fields of the search form; those left empty ask for nothing."""

    lang: Literal["fr", "ar"] | None = None
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


@router.get("/search", dependencies=[allowed(Right.READ)])
def results(desk: OnDesk) -> HTMLResponse:
    """What a search finds; the form with what is wrong in it where it asks for what cannot be."""
    given = desk.request.query_params
    wanted, wrong = read_form(DeskSearchIn, dict(given))
    told = NOTHING if wrong else found(desk.archive, wanted)
    said = desk.texts("search_page.json")
    asked = wanted.model_dump(exclude_defaults=True, exclude={"lang"})
    unknown = () if wrong or told.hits else _unknown(desk, wanted)
    return desk.page(
        "results.html",
        422 if wrong else 200,
        results=told,
        wrong={n: said["wrong"].get(code) or reason(code)[desk.lang] for n, code in wrong.items()},
        given=given,
        unknown=[
            (word, _address(asked, text=without_words(wanted.text, [word]), after=None))
            for word in unknown
        ],
        hits=[_hit(desk, hit) for hit in told.hits],
        s=said,
        found=said["not_asked"] if wrong else _counted(said["found"], told),
        asked=wanted,
        text=wanted.text,
        fields=_FIELDS,
        is_form=bool(wrong) or bool(asked.keys() - {"text", "facets", "after", "sort"}),
        kinds=[kind.value for kind in Kind],
        states=[state.value for state in ActState],
        office_of=desk.office,
        meant=_address(asked, **told.did_you_mean, after=None),
        following=_address(asked, after=told.next),
        facets_address=_address(asked, facets="true", after=None),
        lazy_facets=_address(asked, after=None, lang=wanted.lang).replace(
            "/search?", "/search/facets?", 1
        ),
        facets=_facets(told.facets or {}, asked, desk.lang),
        wider=[] if told.hits or wrong else _wider(asked),
        too_short=not told.hits and _is_one_letter(wanted),
    )


@router.get("/search/facets", dependencies=[allowed(Right.READ)])
def facets(desk: OnDesk, wanted: Annotated[DeskSearchIn, Query()]) -> HTMLResponse:
    """How what a search finds is spread, for the page that already shows what it finds."""
    counted = spread(desk.archive, wanted)
    asked = wanted.model_dump(exclude_defaults=True, exclude={"lang", "facets"})
    shown = _facets(counted, asked, desk.lang)
    return desk.page("result_facets.html", facets=shown, s=desk.texts("search_page.json"))


def _hit(desk: Desk, hit: HitOut) -> dict[str, Any]:
    """An act found as the list shows it, with where its picture is; a page found has none."""
    act = None if hit.page else desk.archive.catalogue.act(hit.act_id)
    scan = "" if act is None else next((act.scans.get(name) for name, _ in act.reading.pages), "")
    address = f"/desk/acts/{hit.act_id}/thumbnail?{urlencode({'scan': scan or ''})}"
    return {
        "hit": hit,
        "shown": _shown(hit),
        "date": _date(desk, hit),
        "thumbnail": "" if act is None else address,
    }


def _unknown(desk: Desk, wanted: DeskSearchIn) -> tuple[str, ...]:
    """Words of the box that no act has: where it asks for several, each is looked for alone."""
    return unknown_words(desk.archive.index, SearchRequest(**wanted.criteria()))


def _date(desk: Desk, hit: HitOut) -> str:
    """The date of an act's event in its own calendar; a Hijri one is told to be one."""
    if not hit.event_date:
        return ""
    hijri = hit.event_calendar == "hijri"
    shown = shown_date(hit.event_date, desk.lang, hijri=hijri)
    return desk.texts("search_page.json")["hijri"].format(date=shown) if hijri else shown


def _is_one_letter(wanted: DeskSearchIn) -> bool:
    """Whether a name or a place is asked for by a single letter."""
    given = (getattr(wanted, name).strip() for name in ("text", *_FIELDS))
    return any(len(text) == 1 and text.isalpha() for text in given)


def _wider(asked: dict[str, Any]) -> list[tuple[str, str]]:
    """Searches that ask for less than one that found nothing: a key of the texts, an address."""
    wider = []
    if not (asked.get("fuzzy", True) and asked.get("cross_script", True)):
        wider.append(("both_scripts", _address(asked, fuzzy=None, cross_script=None, after=None)))
    years = {name: asked[name] for name in _YEARS if name in asked}
    if years:
        changed = {"year_from": -_MORE_YEARS, "year_to": _MORE_YEARS}
        more = {name: year + changed[name] for name, year in years.items()}
        wider.append(("more_years", _address(asked, **more, after=None)))
    given = [name for name in _BESIDE_NAMES if name in asked]
    if given:
        wider.append(("everywhere", _address(asked, **dict.fromkeys(given), after=None)))
    return wider


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


def _facets(
    told: Mapping[str, Sequence[FacetOut]], asked: dict[str, Any], lang: str
) -> list[dict[str, Any]]:
    """The most frequent values of each facet, each with the address that narrows to it."""
    shown = []
    for name, values in told.items():
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
