"""The administrator's pages of fees, deadlines, holidays, and what changed of offices."""

from collections.abc import Callable
from datetime import timedelta

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.responses import Response

from archive.account import Right
from archive.issuing.deadlines import Delivery
from archive.issuing.paper import PaperKind
from archive.issuing.validity import overlaps
from archive.issuing.working_days import ExpectedFeast, expected, feasts
from archive_api.desk_pages import Desk, OnDesk
from archive_api.list_forms import LIMITS, TypedForm
from archive_api.list_page import Sent, Typed, list_page, take, today
from archive_api.list_shown import dirhams, held, past, shown
from archive_api.shown_values import shown_date
from archive_api.signed_in import allowed

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

_LISTS = [allowed(Right.MANAGE_LISTS)]
_AHEAD = timedelta(days=366)
_EARLIER_OR_LATER = timedelta(days=3)
_MOST_CHANGES = 200


@router.get("/lists/fees", dependencies=_LISTS)
def fees(desk: OnDesk) -> HTMLResponse:
    """What papers cost."""
    return _fees(desk, Sent())


@router.post("/lists/fees", dependencies=_LISTS)
def set_fee(desk: OnDesk, typed: Typed) -> Response:
    """Enter a fee from a day on."""
    form, catalogue = TypedForm(typed, desk.lang), desk.archive.catalogue
    return _taken(
        desk, typed, lambda: catalogue.set_fee(form.fee(), desk.actor), _fees, "/lists/fees"
    )


@router.get("/lists/deadlines", dependencies=_LISTS)
def deadlines(desk: OnDesk) -> HTMLResponse:
    """By when requests are answered."""
    return _deadlines(desk, Sent())


@router.post("/lists/deadlines", dependencies=_LISTS)
def set_deadline(desk: OnDesk, typed: Typed) -> Response:
    """Enter a deadline from a day on."""
    form, catalogue = TypedForm(typed, desk.lang), desk.archive.catalogue

    def change() -> None:
        catalogue.set_deadline(form.deadline(), desk.actor)

    return _taken(desk, typed, change, _deadlines, "/lists/deadlines")


@router.get("/lists/holidays", dependencies=_LISTS)
def holidays(desk: OnDesk) -> HTMLResponse:
    """Days on which nobody works, and the feasts that are to be confirmed."""
    return _holidays(desk, Sent())


@router.post("/lists/holidays", dependencies=_LISTS)
def add_holiday(desk: OnDesk, typed: Typed) -> Response:
    """Enter a holiday."""
    form, catalogue = TypedForm(typed, desk.lang), desk.archive.catalogue

    def change() -> None:
        catalogue.add_holiday(form.holiday(), desk.actor)

    return _taken(desk, typed, change, _holidays, "/lists/holidays", typed.get("form", "add"))


@router.post("/lists/holidays/{number}/remove", dependencies=_LISTS)
def remove_holiday(desk: OnDesk, number: int) -> Response:
    """Remove a holiday that was announced for another day, or end a yearly one."""
    desk.archive.catalogue.remove_holiday(number, desk.actor)
    return RedirectResponse("/lists/holidays", status_code=303)


@router.get("/lists/offices", dependencies=_LISTS)
def offices(desk: OnDesk) -> HTMLResponse:
    """What changed of offices since the census list."""
    return _offices(desk, Sent())


@router.post("/lists/offices", dependencies=_LISTS)
def change_office(desk: OnDesk, typed: Typed) -> Response:
    """Enter an office's names, its opening or its closing, from a day on."""
    form, catalogue = TypedForm(typed, desk.lang), desk.archive.catalogue

    def change() -> None:
        before = catalogue.office_on(form.chosen_office().code, today())
        assert before is not None
        catalogue.change_office(form.office_change(before), desk.actor)

    return _taken(desk, typed, change, _offices, "/lists/offices")


def _taken(
    desk: Desk,
    typed: dict[str, str],
    change: Callable[[], object],
    page: Callable[[Desk, Sent], HTMLResponse],
    address: str,
    form: str = "set",
) -> Response:
    return take(desk, form, typed, change, lambda sent: page(desk, sent), address)


def _fees(desk: Desk, sent: Sent) -> HTMLResponse:
    entries = desk.archive.catalogue.fee_entries()
    told = shown(entries, today(), desk.lang, desk.texts("lists.json"))
    return list_page(
        desk,
        "fees",
        "lists_fees.html",
        sent,
        held=held(told),
        past=past(told),
        dirhams=dirhams,
        kinds=list(PaperKind),
        most=LIMITS["most_dirhams"],
    )


def _deadlines(desk: Desk, sent: Sent) -> HTMLResponse:
    entries = desk.archive.catalogue.deadline_entries()
    told = shown(entries, today(), desk.lang, desk.texts("lists.json"))
    return list_page(
        desk,
        "deadlines",
        "lists_deadlines.html",
        sent,
        held=held(told),
        past=past(told),
        most=LIMITS["most_days"],
        kinds=list(PaperKind),
        deliveries=list(Delivery),
    )


def _holidays(desk: Desk, sent: Sent) -> HTMLResponse:
    entries = desk.archive.catalogue.holiday_entries()
    told = shown(entries, today(), desk.lang, desk.texts("lists.json"))
    yearly = [one for one in held(told) if one.value.yearly]
    return list_page(
        desk,
        "holidays",
        "lists_holidays.html",
        sent,
        once=[one for one in held(told) if not one.value.yearly],
        yearly=sorted(yearly, key=lambda one: one.value.from_day.strftime("%m-%d")),
        past=past(told),
        expected=_expected(desk),
        most=LIMITS["most_lasting"],
        each_year=lambda day: shown_date(day.isoformat(), desk.lang).rsplit(" ", 1)[0],
    )


def _offices(desk: Desk, sent: Sent) -> HTMLResponse:
    entries = desk.archive.catalogue.office_changes()
    told = shown(entries, today(), desk.lang, desk.texts("lists.json"))
    return list_page(
        desk,
        "offices",
        "lists_offices.html",
        sent,
        held=held(told)[:_MOST_CHANGES],
        past=past(told)[:_MOST_CHANGES],
    )


def _expected(desk: Desk) -> list[ExpectedFeast]:
    """The feasts of the year ahead that are not entered yet."""
    first, last = today(), today() + _AHEAD
    entered = [one for one in desk.archive.catalogue.holidays(first, last) if not one.yearly]

    def is_entered(feast: ExpectedFeast) -> bool:
        begins, ends = feast.day - _EARLIER_OR_LATER, feast.day + _EARLIER_OR_LATER
        return any(overlaps(one, begins, ends) for one in entered)

    return [one for one in expected(feasts(), first, last) if not is_entered(one)]
