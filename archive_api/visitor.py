"""Who asks: a person signed in, a program with its token, or a program on the same machine."""

import hmac
from dataclasses import dataclass

from starlette.requests import HTTPConnection
from starlette.responses import Response

from archive.account import Account, Right
from archive.catalogue import Catalogue
from archive.program import RIGHTS as PROGRAM_RIGHTS
from archive.settings import Settings
from archive_api.problems import Problem

COOKIE = "sijill_session"
_BEARER = "bearer"
CSRF_HEADER = "x-csrf-token"
CSRF_FIELD = "csrf"
_ON_BEHALF = ("forwarded", "via", "x-real-ip")
_ON_BEHALF_PREFIX = "x-forwarded-"
_CSRF_LABEL = b"sijill form"


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who asks, and what they may do.

    Attributes:
        name: who the record names as the actor.
        account: None for a program.
        is_service: whether it is a program of another service, known by its token.
        csrf: what a change asked by the person's pages must carry, "" for a program.
    """

    name: str
    rights: frozenset[Right]
    account: Account | None = None
    csrf: str = ""
    is_service: bool = False


def visitor_of(request: HTTPConnection, catalogue: Catalogue, settings: Settings) -> Visitor | None:
    """Who sends a request, None where nobody is known.

    A token alone says who asks, whatever comes with it; Problem token_refused where it opens
    nothing.
    A program without a session is known only where the service answers this machine alone, and
    not where a reverse proxy asks: behind it the whole network would seem to be this machine.
    """
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == _BEARER:
        program = catalogue.program_of(token.strip())
        if program is None:
            raise Problem("token_refused")
        return Visitor(program.name, PROGRAM_RIGHTS, is_service=True)
    secret = request.cookies.get(COOKIE)
    if secret:
        lasting = (settings.session_minutes, settings.session_most_minutes)
        account = catalogue.signed_in(secret, *lasting)
        if account is None:
            return None
        return Visitor(account.name, account.rights, account, csrf_token(secret))
    is_program = "text/html" not in request.headers.get("accept", "")
    if settings.local_only and is_program and not _for_somebody_else(request):
        return Visitor(settings.actor, frozenset(Right))
    return None


def _for_somebody_else(request: HTTPConnection) -> bool:
    """Whether a proxy passed the request on: by its headers, or by the HTTP of nginx's defaults."""
    names = request.headers.keys()
    told = any(name in _ON_BEHALF or name.startswith(_ON_BEHALF_PREFIX) for name in names)
    return told or request.scope.get("http_version") == "1.0"


def csrf_token(secret: str) -> str:
    """What the forms of a session carry: no other site can know it, nor the session from it."""
    return hmac.digest(secret.encode(), _CSRF_LABEL, "sha256").hex()


def keep_signed_in(response: Response, request: HTTPConnection, secret: str) -> None:
    """Give the browser its session, out of reach of scripts and of other sites' requests."""
    response.set_cookie(
        COOKIE,
        secret,
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
        path="/",
    )
