"""Tries to sign in, counted in memory by name and by address; it knows of no account.

A name that nobody has is slowed like one that somebody has: how fast an answer is refused says
nothing. Memory is bounded, and a restart forgets; an account's own count stays in the catalogue.
"""

import hashlib
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from math import ceil
from threading import Lock
from typing import Any

from archive.errors import SignInDelayed
from archive.home_network import home_network

FAILURES_ALLOWED = 5
"""Wrong passwords in a row before a name takes none for a while."""

NAMES_ALLOWED = 10
"""Names that fail from one address, in a quarter of an hour, before it has to wait too."""

DELAY_SECONDS = 30
"""The first such while; each further wrong password doubles it, up to an hour."""

REMEMBERED = 10_000
"""Names and addresses kept in mind at most; those tried longest ago are forgotten first."""

_LONGEST_DELAY = 3600
_WINDOW_SECONDS = 900
_COLLEAGUES = 200


def seconds_to_wait(over: int, passed: float) -> int:
    """What is left to wait ``passed`` seconds after the last failure, ``over`` those allowed."""
    if over < 0:
        return 0
    delay: int = min(_LONGEST_DELAY, DELAY_SECONDS * 2 ** min(over, 12))
    return max(0, ceil(delay - passed))


@dataclass(slots=True)
class _Address:
    """What came from one address: names that failed, and those that were right once."""

    tried_at: float = 0.0
    failed: dict[bytes, float] = field(default_factory=dict)
    right: OrderedDict[bytes, None] = field(default_factory=OrderedDict)


class SignInTries:
    """The tries of one process; its calls may come from several threads.

    Args:
        clock: seconds that never go back.
    """

    def __init__(
        self, clock: Callable[[], float] = time.monotonic, remembered: int = REMEMBERED
    ) -> None:
        self._clock = clock
        self._remembered = remembered
        self._lock = Lock()
        # A password typed in a name's place is not kept: this key dies with the process.
        self._key = secrets.token_bytes(32)
        self._names: OrderedDict[bytes, tuple[int, float]] = OrderedDict()
        self._addresses: OrderedDict[str, _Address] = OrderedDict()

    def count(self, address: str, name: str) -> None:
        """Count a try before its password is looked at; ``right`` takes it back.

        Raises:
            SignInDelayed: too many failed before, of this name or from this address.
        """
        with self._lock:
            now, digest = self._clock(), self._digest(name)
            failures, failed_at = self._names.get(digest, (0, 0.0))
            place = home_network(address)
            source = self._addresses.get(place) or _Address()
            recent = {d: at for d, at in source.failed.items() if now - at < _WINDOW_SECONDS}
            wait = seconds_to_wait(failures - FAILURES_ALLOWED, now - failed_at)
            # Who came in from here before does not wait for what others do at the same address.
            is_colleague = digest in source.right
            if not is_colleague:
                over = len(recent) - NAMES_ALLOWED
                wait = max(wait, seconds_to_wait(over, now - source.tried_at))
            if wait:
                raise SignInDelayed(wait)
            source.failed = recent
            if not is_colleague:
                source.failed[digest] = source.tried_at = now
            self._names[digest] = (failures + 1, now)
            self._addresses[place] = source
            _bound(self._names, digest, self._remembered)
            _bound(self._addresses, place, self._remembered)

    def right(self, address: str, name: str) -> None:
        """The password was right: nothing failed."""
        with self._lock:
            digest, place = self._digest(name), home_network(address)
            self._names.pop(digest, None)
            source = self._addresses.setdefault(place, _Address())
            source.failed.pop(digest, None)
            source.right[digest] = None
            _bound(source.right, digest, _COLLEAGUES)
            _bound(self._addresses, place, self._remembered)

    def forget(self, name: str) -> None:
        """The name has a new password: what failed before does not count."""
        with self._lock:
            self._names.pop(self._digest(name), None)

    def __len__(self) -> int:
        return len(self._names) + len(self._addresses)

    def _digest(self, name: str) -> bytes:
        return hashlib.blake2b(name.encode(), digest_size=16, key=self._key).digest()


def _bound(kept: OrderedDict[Any, Any], last: object, most: int) -> None:
    kept.move_to_end(last)
    while len(kept) > most:
        kept.popitem(last=False)
