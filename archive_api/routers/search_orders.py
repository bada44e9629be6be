"""The page of search orders: acts asked for whose volume is not in the archive."""

from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Form, Query
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from archive.account import Right
from archive.act import FIELD_NAMES
from archive.issuing.search_order import NotFound, SearchOrder, SearchState
from archive_api.desk_pages import Desk, OnDesk
from archive_api.problems import Problem
from archive_api.shown_people import shown_people
from archive_api.shown_values import shown_instant, shown_value
from archive_api.signed_in import allowed

router = APIRouter(
    prefix="/search-orders", include_in_schema=False, default_response_class=HTMLResponse
)

_ON_A_PAGE = 50
_CODE = r"^[0-9.-]{0,20}$"
_Place = Annotated[str, Query(pattern=_CODE)]
_Filter = Annotated[str, Form(pattern=_CODE)]


@router.get("", dependencies=[allowed(Right.READ)])
def search_orders(
    desk: OnDesk,
    state: SearchState = SearchState.OPEN,
    office: _Place = "",
    after: Annotated[int, Query(ge=0, le=2**31 - 1)] = 0,
) -> HTMLResponse:
    """The orders in a state, of an office or of all, the oldest first."""
    return _page(desk, state, office, after)


@router.post("/{order}/found", dependencies=[allowed(Right.DELIVER)])
def found(
    desk: OnDesk,
    order: int,
    reference: Annotated[str, Form(max_length=100)] = "",
    office: _Filter = "",
) -> Response:
    """Say which act it is, by its reference; or beside the input why that cannot be."""
    act = desk.archive.catalogue.act(reference.strip())
    if act is None:
        said = Problem("act_unknown", reference=reference.strip()).texts[desk.lang]
        return _page(
            desk, office=office, status=422, wrong={order: said}, typed={order: reference.strip()}
        )
    desk.archive.catalogue.find_sought(order, act.act_id, desk.actor)
    return _back(office)


@router.post("/{order}/not-found", dependencies=[allowed(Right.DELIVER)])
def not_found(
    desk: OnDesk, order: int, why: Annotated[NotFound, Form()], office: _Filter = ""
) -> Response:
    """Say that the office looked and why the act is not to be found."""
    desk.archive.catalogue.give_up_search(order, why, desk.actor)
    return _back(office)


def _back(office: str) -> Response:
    """The list that the person came from."""
    asked = f"?office={office}" if office else ""
    return RedirectResponse(f"/search-orders{asked}", status_code=303)


def _page(
    desk: Desk,
    state: SearchState = SearchState.OPEN,
    office: str = "",
    after: int = 0,
    status: int = 200,
    **shown: Any,
) -> HTMLResponse:
    """The page of orders.

    Args:
        shown: ``wrong`` and ``typed`` by order, of acts that could not be named.
    """
    catalogue, place = desk.archive.catalogue, office or None
    listed = catalogue.search_orders((state,), place, after, _ON_A_PAGE + 1)
    orders, more = listed[:_ON_A_PAGE], len(listed) > _ON_A_PAGE
    if any(one.sought.known for one in orders):
        desk.archive.log_read("search_orders.seen", " ".join(str(one.order) for one in orders))
    return desk.page(
        "search_orders.html",
        status,
        o=desk.texts("search_orders.json"),
        orders=[_shown(desk, one) for one in orders],
        counts=catalogue.count_search_orders(place),
        state=state.value,
        office=office,
        office_name=desk.office(office) if office else "",
        following=orders[-1].order if more else None,
        reasons=list(NotFound),
        at=partial(shown_instant, lang=desk.lang),
        who=shown_people(desk),
        **{"wrong": {}, "typed": {}, **shown},
    )


def _shown(desk: Desk, order: SearchOrder) -> dict[str, Any]:
    """An order beside what is known of the act in words, and the act that was found."""
    act = None if order.act_id is None else desk.archive.catalogue.act(order.act_id)
    known = order.sought.known
    named = [name for name in FIELD_NAMES if name in known]
    reference = None if act is None else act.reference or act.act_id
    return {
        "order": order,
        "office": desk.office(order.sought.office_code),
        "known": [(desk.label(name), shown_value(name, known[name], desk.lang)) for name in named],
        "found": None if reference is None else str(reference),
    }
