"""The one place that says who may do what by HTTP: every route names the right it asks for."""

import hmac
from collections.abc import Callable
from typing import Annotated, Any

from fastapi import Depends, Request
from fastapi.params import Depends as Dependency

from archive.account import Account, Right
from archive_api.opened import Archive, Opened
from archive_api.problems import Problem
from archive_api.visitor import CSRF_FIELD, CSRF_HEADER, Visitor

_SAFE_METHODS = frozenset(("GET", "HEAD", "OPTIONS"))
_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


def _known(archive: Opened) -> Visitor:
    if archive.visitor is None:
        raise Problem("sign_in_needed")
    return archive.visitor


async def _own_request(request: Request, visitor: Annotated[Visitor, Depends(_known)]) -> Visitor:
    """Who asks, when a change comes from the person's own pages and not from another site's."""
    if visitor.account is None or request.method in _SAFE_METHODS:
        return visitor
    sent = request.headers.get(CSRF_HEADER, "")
    if not sent and request.headers.get("content-type", "").startswith(_FORMS):
        sent = str((await request.form()).get(CSRF_FIELD, ""))
    if not hmac.compare_digest(sent.encode(), visitor.csrf.encode()):
        raise Problem("csrf_refused")
    return visitor


def _person(visitor: Annotated[Visitor, Depends(_own_request)]) -> Account:
    if visitor.account is None:
        raise Problem("sign_in_needed")
    return visitor.account


Signed = Annotated[Account, Depends(_person)]
"""The person who asks; Problem sign_in_needed where it is nobody."""


async def own_form(request: Request, archive: Opened) -> None:
    """A form that anybody may send: from who is signed in, it carries the session's token."""
    if archive.visitor is not None:
        await _own_request(request, archive.visitor)


def allowed(right: Right) -> Any:
    """A route's dependency: the person signed in has this right, or Problem not_allowed."""

    def check(account: Signed) -> None:
        _require(account.rights, right)

    return _marked(check, right)


def program_allowed(right: Right) -> Any:
    """The same, and a program on the machine that serves may ask as well."""

    def check(visitor: Annotated[Visitor, Depends(_own_request)]) -> None:
        _require(visitor.rights, right)

    return _marked(check, right)


def right_of(dependency: Dependency | Callable[..., Any]) -> Right | None:
    """The right that a dependency asks for, None when it asks for none."""
    asked = dependency.dependency if isinstance(dependency, Dependency) else dependency
    right: Right | None = getattr(asked, "right", None)
    return right


def _require(rights: frozenset[Right], right: Right) -> None:
    if right not in rights:
        raise Problem("not_allowed", right=right.value)


def _marked(check: Callable[..., None], right: Right) -> Any:
    check.right = right  # type: ignore[attr-defined]
    return Depends(check)


def account_of(archive: Archive) -> Account | None:
    """Who is signed in, on pages that anybody may see."""
    return None if archive.visitor is None else archive.visitor.account
