"""Webhooks: what is told to other services of requests, how it is signed, and when again. Pure.

Messages are signed as Standard Webhooks says (standardwebhooks.com, version 1). They name a request
and its state, never a person.
"""

import base64
import hmac
import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from http import HTTPStatus
from urllib.parse import urlsplit

from archive.codec import canonical

LASTING = timedelta(days=3)
"""How long a message is tried again."""

OBJECTIONS = 6
"""How often a message is tried that its receiver takes for wrong: those behind it wait an hour."""

ROTATION = timedelta(days=1)
"""How long messages bear a signature by the secret before, too."""

_PAUSES = (5, 15, 60, 300, 900, 1800, 3600)
"""Seconds after one failure, two …; the last for all that follow."""

_SECRET_BYTES = 32
_SECRET_PREFIX = "whsec_"  # noqa: S105, what secrets begin with is none
_NUMBER = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,39}", re.ASCII)
_CODE = re.compile(r"[a-z][a-z0-9_]{0,39}", re.ASCII)
_URL = re.compile(r"[!-~]{1,500}")
_TAKEN_FOR_WRONG = (400, 409, 413, 415, 422)


class EventKind(StrEnum):
    """What a message tells of; ``TEST`` is sent by hand, to see whether it arrives."""

    RECEIVED = "request.received"
    WAITING = "request.waiting"
    IDENTIFIED = "request.identified"
    PREPARED = "request.prepared"
    SIGNED = "request.signed"
    DELIVERED = "request.delivered"
    REFUSED = "request.refused"
    CANCELLED = "request.cancelled"
    DUE_SOON = "request.due_soon"
    OVERDUE = "request.overdue"
    TEST = "webhook.test"


ABOUT_REQUESTS = tuple(kind for kind in EventKind if kind is not EventKind.TEST)


@dataclass(frozen=True, slots=True)
class Event:
    """One message.

    Attributes:
        event: its id, by which a receiver knows it again.
        number: of the request, "" in a test.
        code: why it waits or was refused, None for no reason.
        at: ISO instant of what it tells, UTC.

    Raises:
        ValueError: number, state or code are not shaped like one: free text may name people.
    """

    event: str
    kind: EventKind
    number: str
    state: str
    code: str | None
    at: str

    def __post_init__(self) -> None:
        if self.number and not _NUMBER.fullmatch(self.number):
            raise ValueError(f"{self.number!r} is no request number")
        for word in (self.state, self.code):
            if word and not _CODE.fullmatch(word):
                raise ValueError(f"{word!r} is no state nor code")

    def body(self, address: str) -> bytes:
        """What is sent; ``address`` is what the service's own addresses begin with."""
        told = {"number": self.number, "state": self.state, "code": self.code}
        if self.number:
            told["address"] = f"{address}/v1/requests/{self.number}"
        return canonical({"type": self.kind.value, "timestamp": self.at, "data": told}).encode()


class WebhookState(StrEnum):
    """``GONE``: its receiver said that nobody listens there any more (410)."""

    ACTIVE = "active"
    PAUSED = "paused"
    GONE = "gone"


class DeliveryState(StrEnum):
    """Where a message to one receiver stands; ``FAILED`` is given up until sent again by hand."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"


class Fault(StrEnum):
    """Why a message did not arrive."""

    ADDRESS = "address_refused"
    SILENT = "no_answer"
    SLOW = "too_slow"
    CERTIFICATE = "certificate_refused"
    STATUS = "status"


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one try.

    Attributes:
        status: what the receiver answered, None for nothing.
        fault: None when it arrived.
        wait: seconds for which the receiver asked to be left alone.
    """

    status: int | None = None
    fault: Fault | None = None
    wait: int = 0

    @property
    def is_gone(self) -> bool:
        """Whether nobody listens there any more."""
        return self.status == HTTPStatus.GONE

    @property
    def is_objection(self) -> bool:
        """Whether the receiver is there and takes this very message for wrong."""
        return self.status in _TAKEN_FOR_WRONG


def answered(status: int, wait: int = 0) -> Answer:
    """The answer with this HTTP status: anything in the two hundreds says that it arrived."""
    arrived = HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES
    return Answer(status, None if arrived else Fault.STATUS, wait)


def pause(failures: int, wait: int = 0) -> timedelta:
    """How long a receiver is left alone after so many failures in a row, an hour at most."""
    usual = _PAUSES[min(failures, len(_PAUSES)) - 1]
    return timedelta(seconds=min(max(usual, wait), _PAUSES[-1]))


def new_secret() -> str:
    """A secret to sign with, as receivers are given it."""
    key = secrets.token_bytes(_SECRET_BYTES)
    return _SECRET_PREFIX + base64.b64encode(key).decode()


def new_id(prefix: str) -> str:
    """An id that nobody guesses: ``msg_…`` for a message, ``wh_…`` for a subscription."""
    return f"{prefix}_{secrets.token_hex(12)}"


def signed_headers(event: str, body: bytes, at: datetime, keys: tuple[str, ...]) -> dict[str, str]:
    """The three headers of a try.

    Args:
        event: the message's id.
        at: instant of the try.
        keys: the secrets, the one in force first.
    """
    stamp = str(int(at.timestamp()))
    told = b".".join((event.encode(), stamp.encode(), body))
    signatures = (
        base64.b64encode(hmac.digest(base64.b64decode(key[len(_SECRET_PREFIX) :]), told, "sha256"))
        for key in keys
    )
    return {
        "webhook-id": event,
        "webhook-timestamp": stamp,
        "webhook-signature": " ".join(f"v1,{signature.decode()}" for signature in signatures),
    }


def is_url(text: str, private: bool = False) -> bool:
    """Whether messages may be sent to an address, by its text alone.

    Args:
        private: whether addresses of an inner network are allowed, which may do without TLS.
    """
    if not _URL.fullmatch(text):
        return False
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return False
    has_extras = "@" in parts.netloc or "#" in text or "\\" in text
    schemes = ("https", "http") if private else ("https",)
    return parts.scheme in schemes and bool(parts.hostname) and port != 0 and not has_extras
