"""Following the record beside other work: what could not be indexed at once is, once it can be.

An index that is stopped leaves its changes waiting in the record's outbox; nothing is lost, and
nobody needs to do anything once it is back.
"""

import logging
from contextlib import AbstractContextManager
from threading import Event

from archive.beside import beside
from archive.errors import CatalogueUnavailable
from archive.settings import Settings
from indexing.errors import IndexingError
from pipelines.search_index import follow_record, is_behind
from pipelines.workshop import Workshop

_log = logging.getLogger("sijill.index")
SECONDS = 2.0
"""Pause between two looks at the outbox."""


class Follower:
    """Looks at the outbox and remembers whether it could do its work, to tell each change once."""

    def __init__(self, workshop: Workshop) -> None:
        self._workshop = workshop
        self._trouble = ""

    def look_once(self) -> int:
        """Write what waits into the index; returns how many changes, 0 where it cannot be."""
        try:
            written = follow_record(self._workshop) if is_behind(self._workshop) else 0
        except (IndexingError, CatalogueUnavailable) as error:
            trouble = getattr(error, "code", type(error).__name__)
            if trouble != self._trouble:
                _log.warning("%s: changes wait in the record (%s)", trouble, error)
            self._trouble = trouble
            return 0
        if self._trouble:
            _log.info("the index answers again: %d changes caught up", written)
        self._trouble = ""
        return written


def record_followed(settings: Settings, seconds: float = SECONDS) -> AbstractContextManager[None]:
    """Follow the record in a thread of its own while the block runs."""

    def follow(over: Event) -> None:
        with Workshop(settings) as workshop:
            follower = Follower(workshop)
            while not over.wait(seconds):
                follower.look_once()

    return beside("index", follow)
