"""How often strangers may ask, by address: some at once, then one every few seconds. In memory."""

import time
from collections import OrderedDict
from collections.abc import Callable
from math import ceil
from threading import Lock

from archive.home_network import home_network

AT_ONCE = 30
"""Checks of codes that one address may ask at once."""

SECONDS_EACH = 2.0
"""Seconds after which it may ask one more."""

REMEMBERED = 10_000
"""Addresses kept in mind at most, those that asked longest ago forgotten first."""


class AskedTooOften(Exception):
    """One address asks too often; ``seconds`` says when to ask again."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"ask again in {seconds} s")
        self.seconds = seconds


class AskingRate:
    """What each address asked, in one process; its calls may come from several threads.

    Args:
        clock: seconds that never go back.
    """

    def __init__(
        self, clock: Callable[[], float] = time.monotonic, remembered: int = REMEMBERED
    ) -> None:
        self._clock, self._remembered = clock, remembered
        self._lock = Lock()
        self._until: OrderedDict[str, float] = OrderedDict()

    def count(self, address: str, checks: int = 1) -> None:
        """Count what an address asks, a file for as many checks as it costs.

        Raises:
            AskedTooOften: it has asked all it may for now; nothing is counted.
        """
        with self._lock:
            now, place = self._clock(), home_network(address)
            # When all that was asked would have been asked one by one.
            until = max(self._until.get(place, now), now) + checks * SECONDS_EACH
            over = until - now - AT_ONCE * SECONDS_EACH
            if over > 0:
                raise AskedTooOften(ceil(over))
            self._until[place] = until
            self._until.move_to_end(place)
            while len(self._until) > self._remembered:
                self._until.popitem(last=False)

    def __len__(self) -> int:
        return len(self._until)
