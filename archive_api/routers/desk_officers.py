"""The administrator's pages of officers: who signs, what is printed, and for which office."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse
from starlette.responses import Response

from archive.account import Account, Right, Role
from archive.folding import fold_ar, fold_fr
from archive.issuing.officers import Capacity, Delegation, Officer
from archive.issuing.validity import holds
from archive_api.desk_pages import Desk, OnDesk
from archive_api.list_forms import TypedForm
from archive_api.list_page import Sent, Typed, list_page, take, today
from archive_api.list_shown import held, past, shown
from archive_api.problems import Problem
from archive_api.signed_in import allowed

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

_LISTS = [allowed(Right.MANAGE_LISTS)]
_SHOWN = 50


@dataclass(frozen=True, slots=True)
class OfficerRow:
    """An officer on the page of all: may they sign at all, and for which offices today."""

    officer: Officer
    fit: bool
    offices: tuple[str, ...]


@router.get("/lists", dependencies=_LISTS)
def officers(desk: OnDesk, find: Annotated[str, Query(max_length=80)] = "") -> HTMLResponse:
    """Officers and the offices they sign for today."""
    return _officers(desk, Sent(), find)


@router.post("/lists", dependencies=_LISTS)
def add(desk: OnDesk, typed: Typed) -> Response:
    """Enter an officer."""
    form = TypedForm(typed, desk.lang)

    def change() -> None:
        printed = form.officer(with_account=True)
        desk.archive.catalogue.add_officer(form.said("account"), *printed, actor=desk.actor)

    return take(desk, "add", typed, change, lambda sent: _officers(desk, sent), "/lists")


@router.get("/lists/officers/{officer_id}", dependencies=_LISTS)
def officer(desk: OnDesk, officer_id: str) -> HTMLResponse:
    """One officer: what is printed, the delegations, and what was before."""
    return _officer(desk, officer_id, Sent())


@router.post("/lists/officers/{officer_id}", dependencies=_LISTS)
def change_officer(desk: OnDesk, officer_id: str, typed: Typed) -> Response:
    """Enter what is printed of an officer from today on."""
    form, catalogue = TypedForm(typed, desk.lang), desk.archive.catalogue

    def change() -> None:
        catalogue.change_officer(officer_id, *form.officer(), actor=desk.actor)

    return _taken(desk, "change", typed, change, officer_id)


@router.post("/lists/officers/{officer_id}/delegations", dependencies=_LISTS)
def delegate(desk: OnDesk, officer_id: str, typed: Typed) -> Response:
    """Enter a delegation."""
    form, catalogue = TypedForm(typed, desk.lang), desk.archive.catalogue

    def change() -> None:
        catalogue.delegate(form.delegation(officer_id), desk.actor)

    return _taken(desk, "delegate", typed, change, officer_id)


@router.post("/lists/officers/{officer_id}/delegations/{number}/end", dependencies=_LISTS)
def end(desk: OnDesk, officer_id: str, number: int, typed: Typed) -> Response:
    """Let a delegation hold until a day."""
    form, catalogue = TypedForm(typed, desk.lang), desk.archive.catalogue
    if number not in {one.number for one in catalogue.delegations(officer=officer_id)}:
        raise Problem("delegation_over")

    def change() -> None:
        catalogue.end_delegation(number, form.ends_on(), desk.actor)

    return _taken(desk, f"end-{number}", typed, change, officer_id)


def _taken(desk: Desk, form: str, typed: dict[str, str], change: object, officer: str) -> Response:
    assert callable(change)
    address = f"/lists/officers/{officer}"
    return take(desk, form, typed, change, lambda sent: _officer(desk, officer, sent), address)


def _officers(desk: Desk, sent: Sent, find: str = "") -> HTMLResponse:
    catalogue = desk.archive.catalogue
    listed = catalogue.officers()
    accounts = {one.name: one for one in catalogue.accounts()}
    given: dict[str, list[Delegation]] = {}
    for one in catalogue.delegations():
        if holds(one, today()):
            given.setdefault(one.officer_id, []).append(one)
    rows = [_row(desk, one, accounts, given.get(one.officer_id, [])) for one in listed]
    found = [row for row in rows if _meets(row, find)]
    free = accounts.keys() - {one.account for one in listed}
    return list_page(
        desk,
        "officers",
        "lists_officers.html",
        sent,
        rows=found[:_SHOWN],
        more=len(found) > _SHOWN,
        listed=len(listed),
        find=find,
        capacities=list(Capacity),
        accounts=[accounts[name] for name in sorted(free) if _is_fit(accounts[name])],
    )


def _officer(desk: Desk, officer_id: str, sent: Sent) -> HTMLResponse:
    catalogue, said = desk.archive.catalogue, desk.texts("lists.json")
    before = [one for one in catalogue.officer_entries() if one.value.officer_id == officer_id]
    if not before:
        raise Problem("officer_unknown")
    entries = catalogue.delegation_entries(officer=officer_id)
    delegations = shown(entries, today(), desk.lang, said)
    account = catalogue.account(before[-1].value.account)
    return list_page(
        desk,
        "officers",
        "lists_officer.html",
        sent,
        officer=before[-1].value,
        fit=account is not None and _is_fit(account),
        held=held(delegations),
        past=past(delegations),
        offices={one.value.office_code: desk.office(one.value.office_code) for one in entries},
        was=past(shown(before, today(), desk.lang, said)),
        capacities=list(Capacity),
    )


def _row(
    desk: Desk, officer: Officer, accounts: dict[str, Account], given: list[Delegation]
) -> OfficerRow:
    offices = tuple(f"{desk.office(one.office_code)} ({one.office_code})" for one in given)
    return OfficerRow(officer, _is_fit(accounts[officer.account]), offices)


def _is_fit(account: Account) -> bool:
    return Role.OFFICER in account.roles and not account.disabled


def _meets(row: OfficerRow, find: str) -> bool:
    told = (row.officer.account, row.officer.name_fr, row.officer.name_ar, *row.offices)
    wanted = {fold_fr(find), fold_ar(find)} - {""}
    return not wanted or any(
        part in fold(text) for part in wanted for text in told for fold in (fold_fr, fold_ar)
    )
