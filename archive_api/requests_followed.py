"""Requests taken on beside the service: what waited for time, for an act or for an authority."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from threading import Event
from typing import ParamSpec, TypeVar

import structlog

from archive.beside import beside
from archive.issuing.request import Request
from archive.issuing.request_codes import Waiting
from archive_api.opened import Archive
from archive_api.request_ready import day_in_morocco
from archive_api.requesting import go_on

log = structlog.get_logger("archive_api")

SECONDS = 5.0
"""Pause between two looks at what can go on."""

_AT_ONCE = 20
_HINDER_ALL = (Waiting.TIME_STAMP_DOWN, Waiting.REVOCATION_DOWN, Waiting.CLOCK_WRONG)
"""What hinders every signature."""

_HINDER_ONE = (Waiting.TOKEN_MISSING, Waiting.CERTIFICATE_REFUSED)
"""What hinders the signatures of one officer."""

P = ParamSpec("P")
R = TypeVar("R")


class Follower:
    """Takes requests on; whatever one of them meets holds up that one alone."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._worker = ThreadPoolExecutor(1, "requests")

    def close(self) -> None:
        """Wait for what is under way."""
        self._worker.shutdown()

    def look_once(self) -> int:
        """Tell of what falls due, and take on what can go on; how many requests did."""
        catalogue = self._archive.catalogue
        self._tried("", catalogue.remind, day_in_morocco())
        count, seen = 0, list[Request]()
        for request in self._tried("", catalogue.requests_to_go_on, _AT_ONCE) or ():
            # What was found not to answer is not asked again for each.
            if any(_hinders(one, request) for one in seen):
                continue
            after = self._tried(request.number, go_on, self._archive, request.number)
            if after is not None:
                seen.append(after)
                count += after.version != request.version
        return count

    def _tried(
        self, number: str, what: Callable[P, R], *given: P.args, **named: P.kwargs
    ) -> R | None:
        """What a call gives, None where it failed: the request's time comes again in a minute."""
        trial = self._worker.submit(what, *given, **named)
        error = trial.exception()
        if error is None:
            return trial.result()
        log.error("request_held_up", number=number, error=type(error).__name__)
        return None


def requests_followed(archive: Archive, seconds: float = SECONDS) -> AbstractContextManager[None]:
    """Take requests on in a thread of its own while the block runs."""

    def follow(over: Event) -> None:
        follower = Follower(archive)
        while not over.wait(seconds):
            follower.look_once()
        follower.close()

    return beside("requests", follow)


def _hinders(held_up: Request, request: Request) -> bool:
    """Whether what one request waits for keeps another from going on as well."""
    match held_up.waiting:
        case Waiting.SEARCH_DOWN:
            return request.act_id is None and request.asked.act is None
        case code if code in _HINDER_ALL:
            return request.officer is not None
        case code if code in _HINDER_ONE:
            return request.officer == held_up.officer
        case _:
            return False
