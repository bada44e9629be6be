"""Messages on their way: each arrives once it can, in its order, signed, whatever stops."""

import base64
import hmac
import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from archive.catalogue import Catalogue
from archive.catalogue_webhooks import note_event
from archive.errors import CatalogueUnavailable
from archive.issuing.webhook import (
    ABOUT_REQUESTS,
    Answer,
    DeliveryState,
    EventKind,
    Fault,
    answered,
)
from archive.settings import Settings
from archive.store import open_engine
from archive_api.webhook_posting import Posting
from archive_api.webhooks import Sender, webhooks_sent

NUMBER = "D-2026-000123-K"
ONE, OTHER = "https://watiqa.example/hooks", "https://portal.example/hooks"


class Receivers(Posting):
    """Services by their addresses: what each got, and what it answers."""

    def __init__(self) -> None:
        self.got: dict[str, list[tuple[dict[str, str], bytes]]] = {ONE: [], OTHER: []}
        self.answers: dict[str, Callable[[], Answer]] = {}

    def post(self, url: str, headers: Mapping[str, str], body: bytes) -> Answer:
        answer = self.answers.get(url, lambda: answered(204))()
        if answer.fault is None:
            self.got[url].append((dict(headers), body))
        return answer

    def told(self, url: str) -> list[str]:
        """The types of what arrived."""
        return [json.loads(body)["type"] for _, body in self.got[url]]


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 8, tzinfo=UTC)

    def __call__(self) -> str:
        return self.now.isoformat(timespec="microseconds")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def record(home: Settings, clock: Clock) -> Iterator[Catalogue]:
    Catalogue.open(home).close()
    opened = Catalogue(open_engine(home.database_url), clock=clock)
    yield opened
    opened.close()


@pytest.fixture
def receivers() -> Receivers:
    return Receivers()


@pytest.fixture
def over() -> threading.Event:
    return threading.Event()


@pytest.fixture
def sender(record: Catalogue, receivers: Receivers, over: threading.Event) -> Iterator[Sender]:
    made = Sender(record, receivers, "https://archive.example", over)
    yield made
    made.close()


def step(record: Catalogue, kind: EventKind, code: str | None = None) -> None:
    with record._writing("dounia") as tx:
        note_event(tx, kind, NUMBER, kind.value.removeprefix("request."), code)


def test_a_receiver_can_verify_what_it_is_told(
    record: Catalogue, receivers: Receivers, sender: Sender
) -> None:
    _, secret = record.add_webhook(ONE, ABOUT_REQUESTS)
    step(record, EventKind.REFUSED, "not_entitled")
    assert sender.look_once() == 1
    ((headers, body),) = receivers.got[ONE]
    key = base64.b64decode(secret.removeprefix("whsec_"))
    told = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    signature = base64.b64encode(hmac.digest(key, told, "sha256")).decode()
    assert headers["webhook-signature"] == f"v1,{signature}"
    assert abs(int(headers["webhook-timestamp"]) - datetime.now(UTC).timestamp()) < 60
    assert json.loads(body)["data"] == {
        "number": NUMBER,
        "state": "refused",
        "code": "not_entitled",
        "address": f"https://archive.example/v1/requests/{NUMBER}",
    }


def test_everything_that_waits_is_sent_in_one_look(
    record: Catalogue, receivers: Receivers, sender: Sender
) -> None:
    record.add_webhook(ONE, ABOUT_REQUESTS)
    record.add_webhook(OTHER, [EventKind.SIGNED])
    for kind in ABOUT_REQUESTS:
        step(record, kind)
    assert sender.look_once() == len(ABOUT_REQUESTS) + 1
    assert receivers.told(ONE) == [kind.value for kind in ABOUT_REQUESTS]
    assert receivers.told(OTHER) == ["request.signed"]
    assert sender.look_once() == 0


def test_a_receiver_down_for_a_day_gets_everything_in_order_and_others_do_not_wait_for_it(
    record: Catalogue, receivers: Receivers, sender: Sender, clock: Clock
) -> None:
    record.add_webhook(ONE, ABOUT_REQUESTS)
    record.add_webhook(OTHER, ABOUT_REQUESTS)
    receivers.answers[ONE] = lambda: Answer(fault=Fault.SILENT)
    began = clock.now
    for kind in ABOUT_REQUESTS:
        step(record, kind)
        # What did not arrive does not count.
        assert sender.look_once() == 1
        clock.now += timedelta(days=1) / len(ABOUT_REQUESTS)
    assert clock.now - began == timedelta(days=1)
    assert receivers.told(OTHER) == [kind.value for kind in ABOUT_REQUESTS]
    assert receivers.told(ONE) == []
    del receivers.answers[ONE]
    clock.now += timedelta(hours=1)
    assert sender.look_once() == len(ABOUT_REQUESTS)
    assert receivers.told(ONE) == [kind.value for kind in ABOUT_REQUESTS]
    assert len({headers["webhook-id"] for headers, _ in receivers.got[ONE]}) == len(ABOUT_REQUESTS)


def test_a_message_tried_again_keeps_its_id_and_its_bytes(
    record: Catalogue, receivers: Receivers, sender: Sender, clock: Clock
) -> None:
    webhook, _ = record.add_webhook(ONE, ABOUT_REQUESTS)
    step(record, EventKind.RECEIVED)
    sender.look_once()
    (sent,) = record.webhook_deliveries(webhook.webhook)
    record.send_again(webhook.webhook, sent.seq)
    sender.look_once()
    (first, body), (again, body_again) = receivers.got[ONE]
    assert (first["webhook-id"], body) == (again["webhook-id"], body_again)


def test_what_is_told_to_stop_begins_no_other_message(
    record: Catalogue, receivers: Receivers, sender: Sender, over: threading.Event
) -> None:
    record.add_webhook(ONE, ABOUT_REQUESTS)
    for kind in ABOUT_REQUESTS:
        step(record, kind)

    def stop() -> Answer:
        over.set()
        return answered(204)

    receivers.answers[ONE] = stop
    assert sender.look_once() == 1
    assert receivers.told(ONE) == ["request.received"]


def test_while_the_record_is_silent_messages_wait(
    record: Catalogue,
    receivers: Receivers,
    sender: Sender,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    record.add_webhook(ONE, ABOUT_REQUESTS)
    step(record, EventKind.RECEIVED)

    def silent(webhook: str) -> None:
        raise CatalogueUnavailable("locked")

    with monkeypatch.context() as patched:
        patched.setattr(record, "take_message", silent)
        assert sender.look_once() == 0
    assert sender.look_once() == 1


def test_old_messages_are_forgotten_now_and_then(
    record: Catalogue, receivers: Receivers, over: threading.Event, clock: Clock
) -> None:
    webhook, _ = record.add_webhook(ONE, ABOUT_REQUESTS)
    seconds = [0.0]
    sender = Sender(record, receivers, "https://archive.example", over, lambda: seconds[0])
    step(record, EventKind.RECEIVED)
    sender.look_once()
    clock.now += timedelta(days=31)
    sender.look_once()
    assert len(record.webhook_deliveries(webhook.webhook)) == 1
    seconds[0] += 3601
    sender.look_once()
    sender.close()
    assert record.webhook_deliveries(webhook.webhook) == []


def test_the_service_sends_beside_what_it_serves(home: Settings) -> None:
    settings = home.model_copy(update={"webhooks_private": True})
    catalogue = Catalogue.open(settings)
    with ThreadingHTTPServer(("127.0.0.1", 0), Taker) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_port}/"
        webhook, _ = catalogue.add_webhook(url, ABOUT_REQUESTS)
        with webhooks_sent(settings, seconds=0.02):
            step(catalogue, EventKind.SIGNED)
            until = time.monotonic() + 10
            while catalogue.webhook(webhook.webhook).waiting and time.monotonic() < until:
                time.sleep(0.05)
        server.shutdown()
    (message,) = catalogue.webhook_deliveries(webhook.webhook)
    catalogue.close()
    assert (message.state, message.status, message.tries) == (DeliveryState.SENT, 204, 1)


class Taker(BaseHTTPRequestHandler):
    """Takes whatever comes."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Nothing is logged."""
