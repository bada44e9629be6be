"""Which pages a person's looking at was written into the audit trail, so that it is once a view."""

import time
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

AGAIN_AFTER = 3600.0
"""Seconds after which looking at the same page is a new view."""

_MOST = 10_000


class SeenPages:
    """Views noted lately.

    Args:
        clock: seconds that never go back.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock, self._lock = clock, Lock()
        self._noted: OrderedDict[tuple[str, str], float] = OrderedDict()

    def note(self, actor: str, page: str) -> None:
        """A view by this actor was written down now."""
        with self._lock:
            self._noted[actor, page] = self._clock()
            self._noted.move_to_end((actor, page))
            while len(self._noted) > _MOST:
                self._noted.popitem(last=False)

    def is_noted(self, actor: str, page: str) -> bool:
        """Whether a view of the page by this actor was written down lately."""
        with self._lock:
            at = self._noted.get((actor, page))
        return at is not None and self._clock() - at < AGAIN_AFTER
