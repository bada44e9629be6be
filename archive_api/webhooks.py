"""Webhooks sent beside the service: what waits in the record is posted, one receiver after another.

Nothing is held in memory: whatever stops, the record knows what has not arrived.
"""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from threading import Event

import structlog

from archive.beside import beside
from archive.catalogue import Catalogue
from archive.catalogue_webhook_sending import Sending
from archive.errors import CatalogueUnavailable
from archive.issuing.webhook import Answer, signed_headers
from archive.settings import Settings
from archive_api.webhook_posting import Posting

log = structlog.get_logger("archive_api")

SECONDS = 2.0
"""Pause between two looks at what waits."""

_AT_ONCE = 4
"""Receivers that are posted to at the same time: a slow one holds up no other."""

_IN_A_ROW = 100
_FORGET_SECONDS = 3600.0


class Sender:
    """Sends what is due.

    Args:
        address: what the service's own addresses begin with.
        over: set when it is to stop.
        clock: what time it is, in seconds that never go back.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        posting: Posting,
        address: str,
        over: Event,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._catalogue, self._posting = catalogue, posting
        self._address, self._over, self._clock = address, over, clock
        self._forgot: float | None = None
        self._pool = ThreadPoolExecutor(_AT_ONCE, "webhook")

    def close(self) -> None:
        """Wait for what is under way."""
        self._pool.shutdown()

    def look_once(self) -> int:
        """Send all that is due; returns how many messages arrived, 0 where the record is silent."""
        try:
            self._forget()
            return sum(self._pool.map(self._send_to, self._catalogue.webhooks_due()))
        except CatalogueUnavailable as error:
            log.warning("webhooks_wait", error=type(error).__name__)
            return 0

    def _send_to(self, webhook: str) -> int:
        """Send one receiver what waits for it, until a message does not arrive."""
        for arrived in range(_IN_A_ROW):
            sending = None if self._over.is_set() else self._catalogue.take_message(webhook)
            if sending is None or self._send(sending).fault is not None:
                return arrived
        return _IN_A_ROW

    def _send(self, sending: Sending) -> Answer:
        event = sending.delivery.event
        body = event.body(self._address)
        headers = signed_headers(event.event, body, datetime.now(UTC), sending.keys)
        answer = self._posting.post(sending.url, headers, body)
        state = self._catalogue.note_try(sending, answer)
        if answer.fault is not None:
            said = {"fault": answer.fault.value, "status": answer.status, "message": state.value}
            log.warning("webhook_failed", webhook=sending.webhook, event_id=event.event, **said)
        return answer

    def _forget(self) -> None:
        now = self._clock()
        if self._forgot is None or now - self._forgot > _FORGET_SECONDS:
            self._catalogue.forget_messages()
            self._forgot = now


def posting_of(settings: Settings) -> Posting:
    """How an installation posts messages."""
    return Posting(settings.webhooks_private, settings.webhooks_ca_certs)


def webhooks_sent(settings: Settings, seconds: float = SECONDS) -> AbstractContextManager[None]:
    """Send webhooks in a thread of its own while the block runs."""

    def send(over: Event) -> None:
        catalogue = Catalogue.open(settings)
        sender = Sender(catalogue, posting_of(settings), settings.address, over)
        while not over.wait(seconds):
            sender.look_once()
        sender.close()
        catalogue.close()

    return beside("webhooks", send)
