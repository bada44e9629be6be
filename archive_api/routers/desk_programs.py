"""The administrator's page of services that may ask for papers, each with a token of its own."""

from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from archive.account import Right
from archive.errors import AccountExists
from archive_api.desk_pages import Desk, OnDesk
from archive_api.problems import Problem
from archive_api.shown_values import shown_instant
from archive_api.signed_in import allowed

router = APIRouter(prefix="/programs", include_in_schema=False, default_response_class=HTMLResponse)

_TEXTS = "programs.json"
_MANAGE = [allowed(Right.MANAGE_ACCOUNTS)]
_Typed = Annotated[str, Form(max_length=200)]


@router.get("", dependencies=_MANAGE)
def programs(desk: OnDesk) -> HTMLResponse:
    """Every service that is known, and the form of a new one."""
    return _list(desk)


@router.post("", dependencies=_MANAGE)
def add(desk: OnDesk, name: _Typed = "", shown_name: _Typed = "") -> HTMLResponse:
    """Make a service known and show its token, once; or say beside each input what is wrong."""
    typed = {"name": name.strip().lower(), "shown_name": shown_name.strip()}
    told = desk.texts(_TEXTS)["name_needed"]
    wrong = {} if typed["shown_name"] else {"shown_name": told}
    try:
        if not wrong:
            made, token = desk.archive.catalogue.add_program(**typed, actor=desk.actor)
            return _list(desk, token=token, of=made.name)
    except AccountExists:
        wrong["name"] = Problem("account_exists").texts[desk.lang]
    except ValueError:
        wrong["name"] = Problem("account_name_invalid").texts[desk.lang]
    return _list(desk, status=422, typed=typed, wrong=wrong)


@router.post("/{name}/token", dependencies=_MANAGE)
def renew(desk: OnDesk, name: str) -> HTMLResponse:
    """Make a new token and show it once; the one before opens nothing any more."""
    return _list(desk, token=desk.archive.catalogue.renew_token(name, desk.actor), of=name)


@router.post("/{name}/ended", dependencies=_MANAGE)
def end(desk: OnDesk, name: str) -> Response:
    """Let a service ask for nothing any more."""
    desk.archive.catalogue.end_program(name, desk.actor)
    return RedirectResponse("/programs", status_code=303)


def _list(desk: Desk, status: int = 200, **shown: object) -> HTMLResponse:
    return desk.page(
        "programs.html",
        status,
        s=desk.texts(_TEXTS),
        programs=desk.archive.catalogue.programs(),
        at=lambda instant: shown_instant(instant, desk.lang),
        **{"typed": {}, "wrong": {}, "token": None, "of": "", **shown},
    )
