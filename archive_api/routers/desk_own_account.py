"""A person's own account: their roles, and another password."""

from typing import Annotated

from fastapi import APIRouter, Form, Query, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from archive.account import LEAST_PASSWORD, MOST_PASSWORD, Role
from archive.errors import PasswordRefused, SignInDelayed, SignInRefused
from archive_api.desk_pages import Desk, OnDesk
from archive_api.problems import Problem
from archive_api.signed_in import Signed
from archive_api.visitor import keep_signed_in

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

_TEXTS = "accounts.json"
_Password = Annotated[str, Form(min_length=1, max_length=1000)]


@router.get("/account")
def own_account(
    desk: OnDesk, account: Signed, note: Annotated[str, Query(max_length=20)] = ""
) -> Response:
    """Who one is here, and the form for another password."""
    done = note == "changed"
    said = desk.texts(_TEXTS)["own"]["done"] if done else ""
    return _page(desk, account.roles, said=said, done=done)


@router.post("/account")
def change_password(
    desk: OnDesk, account: Signed, old: _Password, password: _Password, again: _Password
) -> Response:
    """Change one's password: this session goes on, every other one ends."""
    own = desk.texts(_TEXTS)["own"]
    if password != again:
        return _page(desk, account.roles, Problem("passwords_differ"))
    catalogue, settings = desk.archive.catalogue, desk.archive.settings
    try:
        catalogue.change_password(account.name, old, password)
    except PasswordRefused:
        limits = {"least": LEAST_PASSWORD, "most": MOST_PASSWORD}
        return _page(desk, account.roles, Problem("password_refused", **limits))
    except SignInDelayed as error:
        return _page(desk, account.roles, Problem("sign_in_delayed", seconds=error.seconds))
    except SignInRefused:
        return _page(desk, account.roles, status=403, said=own["wrong"])
    lasting = settings.session_minutes, settings.session_most_minutes
    response = RedirectResponse("/account?note=changed", status_code=303)
    keep_signed_in(response, desk.request, catalogue.open_session(account.name, *lasting))
    return response


def _page(
    desk: Desk,
    roles: frozenset[Role],
    problem: Problem | None = None,
    *,
    status: int = 200,
    said: str = "",
    done: bool = False,
) -> HTMLResponse:
    return desk.page(
        "own_account.html",
        status if problem is None else problem.status_code,
        a=desk.texts(_TEXTS),
        roles=sorted(roles, key=list(Role).index),
        least=LEAST_PASSWORD,
        said=said if problem is None else problem.texts[desk.lang],
        done=done,
    )
