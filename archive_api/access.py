"""What every request passes: who may ask, how much may be sent, and the access log.

Until sign-in comes, the service answers on loopback only. A page of another site, opened in a
browser on the same machine, could still reach it: the host and the origin are therefore checked.
"""

import ipaddress
import time
from urllib.parse import urlsplit

import structlog
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from archive_api.problems import Problem

_SAFE_METHODS = frozenset(("GET", "HEAD", "OPTIONS"))
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
    """Refuses requests for another host name, and changes asked by a page of another site."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 403 or pass the request on."""
        if scope["type"] == "http":
            refusal = self._refusal(scope["method"], Headers(scope=scope))
            if refusal is not None:
                await refusal.response()(scope, receive, send)
                return
        await self.app(scope, receive, send)

    @staticmethod
    def _refusal(method: str, headers: Headers) -> Problem | None:
        host = headers.get("host", "")
        if not is_loopback(urlsplit(f"//{host}").hostname or ""):
            return Problem("host_refused")
        origin = headers.get("origin")
        if method not in _SAFE_METHODS and origin and urlsplit(origin).netloc != host:
            return Problem("origin_refused")
        return None


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
                path=scope["path"],
                status=status,
                milliseconds=took,
            )
