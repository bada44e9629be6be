"""Signing in and out, the one-time links, and the administrator's page of accounts."""

from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Form, Query, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse

from archive.account import LEAST_PASSWORD, MOST_PASSWORD, Account, Right, Role
from archive.errors import (
    AccountExists,
    LastAdministrator,
    PasswordRefused,
    SignInDelayed,
    SignInRefused,
)
from archive.sign_in_tries import SignInTries
from archive_api.desk_pages import LANGUAGE_COOKIE, Desk, OnDesk, inside
from archive_api.links_to_hand import SHOWN_SECONDS, LinksToHand
from archive_api.problems import Problem
from archive_api.signed_in import Signed, allowed, own_form
from archive_api.visitor import COOKIE, keep_signed_in

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

_TEXTS = "accounts.json"
_YEAR = 365 * 24 * 3600
_Name = Annotated[str, Form(min_length=1, max_length=200)]
_Typed = Annotated[str, Form(max_length=200)]
_Password = Annotated[str, Form(min_length=1, max_length=1000)]
_Roles = Annotated[list[Role], Form(default_factory=list)]


@router.get("/sign-in", name="sign_in_page")
def sign_in_page(
    desk: OnDesk, after: Annotated[str, Query(alias="next", max_length=2000)] = "/"
) -> Response:
    """Where a person signs in; who is signed in already goes on."""
    if desk.account is not None:
        return RedirectResponse(inside(after), status_code=303)
    return _sign_in(desk, after)


@router.post("/sign-in")
def sign_in(
    desk: OnDesk,
    name: _Name,
    password: _Password,
    after: Annotated[str, Form(alias="next", max_length=2000)] = "/",
) -> Response:
    """Sign a person in and lead them where they wanted to go."""
    catalogue, tries, account = desk.archive.catalogue, _tries(desk), name.strip().lower()
    address = "" if desk.request.client is None else desk.request.client.host
    try:
        tries.count(address, account)
        secret = catalogue.sign_in(account, password, *_lasting(desk))
    except SignInDelayed as error:
        return _sign_in(desk, after, Problem("sign_in_delayed", seconds=error.seconds), name)
    except SignInRefused:
        return _sign_in(desk, after, Problem("sign_in_refused"), name)
    tries.right(address, account)
    response = RedirectResponse(inside(after), status_code=303)
    keep_signed_in(response, desk.request, secret)
    return response


@router.post("/sign-out")
def sign_out(request: Request, desk: OnDesk, _: Signed) -> Response:
    """End the session."""
    desk.archive.catalogue.sign_out(request.cookies.get(COOKIE, ""))
    response = RedirectResponse("/sign-in", status_code=303)
    response.delete_cookie(COOKIE, path="/")
    return response


@router.post("/language", dependencies=[Depends(own_form)])
def language(
    desk: OnDesk,
    lang: Annotated[Literal["fr", "ar"], Form()],
    after: Annotated[str, Form(alias="next", max_length=2000)] = "/",
) -> Response:
    """Keep the language that a person chose, in the account or in the browser, and go back."""
    if desk.account is not None:
        desk.archive.catalogue.set_language(desk.account.name, lang)
    response = RedirectResponse(inside(after), status_code=303)
    is_secure = desk.request.url.scheme == "https"
    response.set_cookie(
        *(LANGUAGE_COOKIE, lang, _YEAR), httponly=True, samesite="lax", secure=is_secure
    )
    return response


@router.get("/desk/session", response_class=JSONResponse)
def session(desk: OnDesk, _: Signed) -> JSONResponse:
    """Whether a page's session still holds, and what its changes carry: 401 when it ended."""
    visitor = desk.archive.visitor
    return JSONResponse({"csrf": "" if visitor is None else visitor.csrf})


@router.get("/welcome/{secret}")
def welcome(desk: OnDesk, secret: str) -> HTMLResponse:
    """Where a one-time link leads: a person chooses a password."""
    invited = desk.archive.catalogue.invited(secret)
    if invited is None:
        raise Problem("invitation_invalid")
    return _welcome(desk, secret, invited)


@router.post("/welcome/{secret}")
def claim(desk: OnDesk, secret: str, password: _Password, again: _Password) -> Response:
    """Set the password, which ends the link, and sign the person in."""
    catalogue = desk.archive.catalogue
    invited = catalogue.invited(secret)
    if invited is None:
        raise Problem("invitation_invalid")
    if password != again:
        return _welcome(desk, secret, invited, Problem("passwords_differ"))
    try:
        account = catalogue.claim(secret, password)
    except PasswordRefused:
        limits = {"least": LEAST_PASSWORD, "most": MOST_PASSWORD}
        return _welcome(desk, secret, invited, Problem("password_refused", **limits))
    _tries(desk).forget(account.name)
    if (chosen := desk.request.cookies.get(LANGUAGE_COOKIE)) in ("fr", "ar"):
        catalogue.set_language(account.name, chosen)
    response = RedirectResponse("/", status_code=303)
    secret_kept = catalogue.open_session(account.name, *_lasting(desk))
    keep_signed_in(response, desk.request, secret_kept)
    return response


@router.get("/accounts", dependencies=[allowed(Right.MANAGE_ACCOUNTS)])
def accounts(desk: OnDesk) -> HTMLResponse:
    """Everybody's account and roles."""
    return _accounts(desk)


@router.post("/accounts", dependencies=[allowed(Right.MANAGE_ACCOUNTS)])
def invite(desk: OnDesk, roles: _Roles, name: _Typed = "", shown_name: _Typed = "") -> Response:
    """Make an account and show its one-time link; or say beside each input what is wrong."""
    typed = {"name": name.strip().lower(), "shown_name": shown_name.strip()}
    wrong: dict[str, str] = {}
    try:
        account = Account(typed["name"], typed["shown_name"], frozenset(roles), desk.lang)
        if desk.archive.catalogue.account(account.name) is not None:
            wrong["name"] = Problem("account_exists").texts[desk.lang]
    except ValueError:
        wrong["name"] = Problem("account_name_invalid").texts[desk.lang]
    told = desk.texts(_TEXTS)["wrong"]
    wrong |= {} if typed["shown_name"] else {"shown_name": told["shown_name"]}
    wrong |= {} if roles else {"roles": told["roles"]}
    if wrong:
        return _accounts(desk, status=422, typed=typed, ticked=roles, wrong=wrong)
    try:
        secret = desk.archive.catalogue.invite(account, desk.actor)
    except AccountExists:
        wrong["name"] = Problem("account_exists").texts[desk.lang]
        return _accounts(desk, status=422, typed=typed, ticked=roles, wrong=wrong)
    return _to_hand(desk, account.name, secret)


@router.post("/accounts/{name}", dependencies=[allowed(Right.MANAGE_ACCOUNTS)])
def change(
    desk: OnDesk,
    name: str,
    roles: _Roles,
    disabled: Annotated[bool, Form()] = False,
    shown_name: _Typed = "",
) -> Response:
    """Give an account other roles or its person's name anew, or shut it; or say why not."""
    shown = shown_name.strip()
    if not roles and not disabled:
        said = desk.texts(_TEXTS)["wrong"]["roles"]
        return _accounts(desk, status=422, changing=(name, roles, disabled, said, shown))
    try:
        desk.archive.catalogue.change_account(name, roles, disabled, desk.actor, shown or None)
    except LastAdministrator:
        said = Problem("last_administrator").texts[desk.lang]
        return _accounts(desk, status=409, changing=(name, roles, disabled, said, shown))
    return RedirectResponse("/accounts", status_code=303)


@router.post("/accounts/{name}/link", dependencies=[allowed(Right.MANAGE_ACCOUNTS)])
def link(desk: OnDesk, name: str) -> Response:
    """Make a new one-time link for a forgotten password, and show it."""
    return _to_hand(desk, name, desk.archive.catalogue.invite_again(name, desk.actor))


def _to_hand(desk: Desk, name: str, secret: str) -> Response:
    """Lead to the page of accounts, which shows the link for a few minutes."""
    _links(desk).keep(desk.actor, name, secret)
    return RedirectResponse("/accounts", status_code=303)


def _sign_in(
    desk: Desk, after: str, problem: Problem | None = None, name: str = ""
) -> HTMLResponse:
    status = 200 if problem is None else problem.status_code
    said = None if problem is None else problem.texts[desk.lang]
    shown = {"a": desk.texts(_TEXTS), "after": inside(after), "said": said, "name": name}
    if problem is not None:
        shown["instead"] = f"/sign-in?{urlencode({'next': inside(after)})}"
    return desk.page("sign_in.html", status, **shown)


def _welcome(
    desk: Desk, secret: str, invited: Account, problem: Problem | None = None
) -> HTMLResponse:
    status = 200 if problem is None else problem.status_code
    return desk.page(
        "welcome.html",
        status,
        a=desk.texts(_TEXTS),
        secret=secret,
        invited=invited,
        least=LEAST_PASSWORD,
        said=None if problem is None else problem.texts[desk.lang],
    )


def _accounts(desk: Desk, status: int = 200, **shown: Any) -> HTMLResponse:
    """The page of accounts.

    Args:
        shown: ``typed``, ``ticked`` and ``wrong`` of a new account that could not be made, or
            ``changing``, one that could not be changed.
    """
    return desk.page(
        "accounts.html",
        status,
        a=desk.texts(_TEXTS),
        accounts=desk.archive.catalogue.accounts(),
        roles=list(Role),
        invited=_to_be_handed(desk),
        minutes=SHOWN_SECONDS // 60,
        **{"typed": {}, "ticked": (), "wrong": {}, "changing": None, **shown},
    )


def _to_be_handed(desk: Desk) -> dict[str, str] | None:
    """The link made last and whose account it opens, None once it was used or is no more."""
    link = _links(desk).of(desk.actor)
    if link is None or desk.archive.catalogue.invited(link.secret) is None:
        return None
    return {"account": link.account, "address": _link(desk, link.secret)}


def _lasting(desk: Desk) -> tuple[int, int]:
    """Minutes that a session lasts: without being asked for, and at most."""
    settings = desk.archive.settings
    return settings.session_minutes, settings.session_most_minutes


def _links(desk: Desk) -> LinksToHand:
    links: LinksToHand = desk.request.app.state.links
    return links


def _tries(desk: Desk) -> SignInTries:
    tries: SignInTries = desk.request.app.state.tries
    return tries


def _link(desk: Desk, secret: str) -> str:
    if (public := desk.archive.settings.public_url) is not None:
        return f"{public.rstrip('/')}/welcome/{secret}"
    return str(desk.request.url_for("welcome", secret=secret))
