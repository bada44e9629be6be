"""What every request passes: from where it may come, how much may be sent, and the access log.

A page of another site, opened in a browser here, could send requests with the session of whoever
is signed in: the origin is therefore checked, and the host where only this machine is answered.
"""

import ipaddress
import time
from urllib.parse import urlsplit

import structlog
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from archive_api.problems import Problem

_SAFE_METHODS = frozenset(("GET", "HEAD", "OPTIONS"))
_ONE_TIME_LINKS = "/welcome/"
_MEGABYTE = 1_000_000

log = structlog.get_logger("archive_api")


def is_loopback(host: str) -> bool:
    """Whether a host name or address means this machine."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


class LoopbackOnly:
    """Refuses requests for another host name: a name that leads here from elsewhere is a trick."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 403 or pass the request on."""
        if scope["type"] == "http":
            host = Headers(scope=scope).get("host", "")
            if not is_loopback(urlsplit(f"//{host}").hostname or ""):
                await Problem("host_refused").response()(scope, receive, send)
                return
        await self.app(scope, receive, send)


class SameOrigin:
    """Refuses changes asked by a page of another site."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 403 or pass the request on."""
        if scope["type"] == "http" and scope["method"] not in _SAFE_METHODS:
            headers = Headers(scope=scope)
            origin = headers.get("origin")
            if origin and urlsplit(origin).netloc != headers.get("host", ""):
                await Problem("origin_refused").response()(scope, receive, send)
                return
        await self.app(scope, receive, send)


class BodyLimit:
    """Stops a request whose body passes ``limit`` bytes, announced or not."""

    def __init__(self, app: ASGIApp, limit: int) -> None:
        self.app, self.limit = app, limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Count what is received; raise Problem upload_too_large inside the route."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        problem = Problem("upload_too_large", limit=self.limit // _MEGABYTE)
        announced = Headers(scope=scope).get("content-length", "")
        if announced.isdecimal() and int(announced) > self.limit:
            await problem.response({"Connection": "close"})(scope, receive, send)
            return
        received = 0

        async def counted() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > self.limit:
                raise problem
            return message

        await self.app(scope, counted, send)


def logged_path(path: str) -> str:
    """A path as the log may hold it: who reads the log must not come in by a one-time link."""
    # A doubled slash, or a slip of case, still shows the secret that a person pasted.
    at = path.lower().find(_ONE_TIME_LINKS)
    return path if at < 0 else f"{path[:at]}{_ONE_TIME_LINKS}***"


class AccessLog:
    """Logs method, path, status and milliseconds; never the query string, which may name people."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and log what was answered."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started, status = time.perf_counter(), 500

        async def noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, noted)
        finally:
            took = round((time.perf_counter() - started) * 1000)
            log.info(
                "request",
                method=scope["method"],
                path=logged_path(scope["path"]),
                status=status,
                milliseconds=took,
            )
