"""One-time links just made, kept in memory a few minutes for who made them to hand over.

The page that shows one can be loaded again, in the other language too; a restart forgets.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

SHOWN_SECONDS = 600
"""How long a link is shown."""


@dataclass(frozen=True, slots=True)
class LinkToHand:
    """A link and the account that it opens."""

    account: str
    secret: str
    made_at: float


class LinksToHand:
    """By who made it, the link made last.

    Args:
        clock: seconds that never go back.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = Lock()
        self._made: dict[str, LinkToHand] = {}

    def keep(self, maker: str, account: str, secret: str) -> None:
        """Show this link to its maker, and no earlier one."""
        with self._lock:
            self._made[maker] = LinkToHand(account, secret, self._clock())

    def of(self, maker: str) -> LinkToHand | None:
        """The link to show to a person, None once it was shown long enough."""
        with self._lock:
            link = self._made.get(maker)
            if link is not None and self._clock() - link.made_at > SHOWN_SECONDS:
                del self._made[maker]
                return None
            return link
