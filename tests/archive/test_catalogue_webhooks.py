from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from archive.catalogue import Catalogue
from archive.catalogue_webhook_sending import HELD_SECONDS
from archive.catalogue_webhooks import Webhook, note_event
from archive.errors import WebhookUnknown
from archive.issuing.webhook import (
    ABOUT_REQUESTS,
    OBJECTIONS,
    Answer,
    DeliveryState,
    EventKind,
    Fault,
    WebhookState,
    answered,
)
from archive.store import open_engine

URL = "https://watiqa.example/hooks"
NUMBER = "D-2026-000123-K"
ARRIVED, SILENT = answered(204), Answer(fault=Fault.SILENT)


@pytest.fixture
def clock(clock: Any) -> Any:
    clock.now = datetime(2026, 11, 23, 8, tzinfo=UTC)
    return clock


@pytest.fixture
def record(database_url: str, clock: Any) -> Iterator[Catalogue]:
    Catalogue.open(database_url).close()
    opened = Catalogue(open_engine(database_url), clock=clock)
    yield opened
    opened.close()


@pytest.fixture
def told(record: Catalogue) -> Webhook:
    """A service that is told everything of requests."""
    webhook, _ = record.add_webhook(URL, ABOUT_REQUESTS, "amina")
    return webhook


def step(record: Catalogue, kind: EventKind = EventKind.RECEIVED, number: str = NUMBER) -> None:
    """A request takes a step."""
    with record._writing("dounia") as tx:
        note_event(tx, kind, number, kind.value.removeprefix("request."))


def send(record: Catalogue, webhook: Webhook, answer: Answer = ARRIVED) -> EventKind | None:
    """One try of what is next; returns what it told, None where nothing was due."""
    sending = record.take_message(webhook.webhook)
    if sending is None:
        return None
    record.note_try(sending, answer)
    return sending.delivery.event.kind


def states(record: Catalogue, webhook: Webhook) -> list[DeliveryState]:
    """Of every message, in their order."""
    return [one.state for one in reversed(record.webhook_deliveries(webhook.webhook))]


def test_a_secret_is_told_once_and_stands_in_no_list(record: Catalogue) -> None:
    webhook, secret = record.add_webhook(URL, [EventKind.SIGNED], "amina")
    assert secret.startswith("whsec_")
    assert record.webhooks() == [webhook]
    assert secret not in repr(webhook)
    trail = "".join(entry.detail for entry in record.audit_entries())
    assert secret not in trail and "/hooks" not in trail
    assert "watiqa.example" in trail


def test_a_message_is_kept_with_the_step_it_tells_of_or_not_at_all(
    record: Catalogue, told: Webhook
) -> None:
    with pytest.raises(ZeroDivisionError), record._writing() as tx:
        note_event(tx, EventKind.RECEIVED, NUMBER, "received")
        raise ZeroDivisionError
    assert record.webhook_deliveries(told.webhook) == []
    step(record)
    (message,) = record.webhook_deliveries(told.webhook)
    assert (message.event.number, message.event.state) == (NUMBER, "received")
    assert message.state is DeliveryState.WAITING


def test_each_is_told_what_it_asked_for_from_then_on(record: Catalogue) -> None:
    step(record)
    signed, _ = record.add_webhook(URL, [EventKind.SIGNED])
    refused, _ = record.add_webhook(URL, [EventKind.REFUSED, EventKind.SIGNED])
    for kind in (EventKind.RECEIVED, EventKind.REFUSED, EventKind.SIGNED):
        step(record, kind)
    assert [send(record, signed), send(record, signed)] == [EventKind.SIGNED, None]
    assert [send(record, refused) for _ in range(3)] == [EventKind.REFUSED, EventKind.SIGNED, None]


def test_nothing_is_written_where_nobody_is_told(record: Catalogue) -> None:
    step(record)
    assert record.webhooks_due() == []


def test_messages_are_sent_in_their_order_one_after_the_other(
    record: Catalogue, told: Webhook
) -> None:
    for kind in ABOUT_REQUESTS:
        step(record, kind)
    assert record.webhooks_due() == [told.webhook]
    assert [send(record, told) for _ in ABOUT_REQUESTS] == list(ABOUT_REQUESTS)
    assert record.webhooks_due() == []
    assert set(states(record, told)) == {DeliveryState.SENT}
    assert record.webhook(told.webhook).waiting == 0


def test_a_receiver_that_is_down_for_a_day_gets_everything_in_order(
    record: Catalogue, told: Webhook, clock: Any
) -> None:
    began, kinds = clock.now, list(ABOUT_REQUESTS)
    for kind in kinds[:4]:
        step(record, kind)
    while clock.now - began < timedelta(days=1):
        assert send(record, told, SILENT) in (EventKind.RECEIVED, None)
        clock.pass_by(minutes=10)
    for kind in kinds[4:]:
        step(record, kind)
    clock.pass_by(hours=1)
    assert [send(record, told) for _ in kinds] == kinds
    (first, *_) = reversed(record.webhook_deliveries(told.webhook))
    assert 20 < first.tries < 40


def test_a_receiver_that_is_silent_is_left_alone_longer_each_time(
    record: Catalogue, told: Webhook, clock: Any
) -> None:
    step(record)
    pauses = []
    for _ in range(9):
        assert send(record, told, SILENT) is EventKind.RECEIVED
        began = clock.now
        while send_is_due(record, told) is False:
            clock.pass_by(seconds=5)
        pauses.append((clock.now - began).total_seconds())
    assert pauses == [5, 15, 60, 300, 900, 1800, 3600, 3600, 3600]


def send_is_due(record: Catalogue, webhook: Webhook) -> bool:
    return webhook.webhook in record.webhooks_due()


def test_a_message_is_given_up_after_three_days_and_those_that_are_younger_go_on(
    record: Catalogue, told: Webhook, clock: Any
) -> None:
    step(record, EventKind.RECEIVED)
    step(record, EventKind.IDENTIFIED)
    clock.pass_by(days=2)
    step(record, EventKind.PREPARED)
    clock.pass_by(days=1, seconds=1)
    send(record, told, SILENT)
    gone, waits = DeliveryState.FAILED, DeliveryState.WAITING
    assert states(record, told) == [gone, gone, waits]
    clock.pass_by(hours=1)
    assert send(record, told) is EventKind.PREPARED
    kept = record.webhook(told.webhook)
    assert (kept.failed, kept.waiting, kept.failures) == (2, 0, 0)


def test_what_arrives_in_the_end_is_never_given_up(
    record: Catalogue, told: Webhook, clock: Any
) -> None:
    step(record)
    clock.pass_by(days=4)
    send(record, told)
    assert states(record, told) == [DeliveryState.SENT]


def test_one_message_that_its_receiver_objects_to_does_not_hold_up_the_rest_for_days(
    record: Catalogue, told: Webhook, clock: Any
) -> None:
    began = clock.now
    step(record, EventKind.RECEIVED)
    step(record, EventKind.IDENTIFIED)
    # Tries while it was silent do not count.
    send(record, told, SILENT)
    for _ in range(OBJECTIONS):
        clock.pass_by(hours=1)
        assert send(record, told, answered(400)) is EventKind.RECEIVED
    assert send(record, told) is EventKind.IDENTIFIED
    assert states(record, told) == [DeliveryState.FAILED, DeliveryState.SENT]
    assert clock.now - began < timedelta(hours=7)


def test_a_receiver_that_says_gone_is_asked_no_more_until_somebody_says_so(
    record: Catalogue, told: Webhook, clock: Any
) -> None:
    step(record)
    send(record, told, answered(410))
    assert record.webhook(told.webhook).state is WebhookState.GONE
    clock.pass_by(days=1)
    step(record, EventKind.IDENTIFIED)
    assert send(record, told) is None
    record.set_webhook_state(told.webhook, WebhookState.ACTIVE, "amina")
    assert send(record, told) is EventKind.RECEIVED
    assert send(record, told) is EventKind.IDENTIFIED


def test_a_paused_receiver_finds_its_messages_when_it_goes_on(
    record: Catalogue, told: Webhook, clock: Any
) -> None:
    record.set_webhook_state(told.webhook, WebhookState.PAUSED, "amina")
    step(record)
    assert send(record, told) is None
    clock.pass_by(days=1)
    record.forget_messages()
    record.set_webhook_state(told.webhook, WebhookState.ACTIVE, "amina")
    assert send(record, told) is EventKind.RECEIVED


def test_a_long_pause_does_not_gather_messages_without_end(
    record: Catalogue, told: Webhook, clock: Any
) -> None:
    record.set_webhook_state(told.webhook, WebhookState.PAUSED, "amina")
    step(record)
    clock.pass_by(days=4)
    record.forget_messages()
    assert states(record, told) == [DeliveryState.FAILED]
    clock.pass_by(days=30)
    record.forget_messages()
    assert states(record, told) == []


def test_what_waits_is_never_forgotten(record: Catalogue, told: Webhook, clock: Any) -> None:
    step(record)
    clock.pass_by(days=40)
    record.forget_messages()
    assert send(record, told) is EventKind.RECEIVED


def test_two_senders_never_send_the_same_message_at_once(
    record: Catalogue, told: Webhook, clock: Any
) -> None:
    step(record)
    step(record, EventKind.IDENTIFIED)
    first = record.take_message(told.webhook)
    assert first is not None
    assert record.take_message(told.webhook) is None
    # One that was killed meanwhile leaves it to the other, under the same id.
    clock.pass_by(seconds=HELD_SECONDS)
    again = record.take_message(told.webhook)
    assert again == first


def test_given_up_messages_are_sent_again_in_their_old_order(
    record: Catalogue, told: Webhook, clock: Any
) -> None:
    kinds = [EventKind.RECEIVED, EventKind.IDENTIFIED]
    for kind in kinds:
        step(record, kind)
    clock.pass_by(days=4)
    send(record, told, SILENT)
    step(record, EventKind.SIGNED)
    assert record.send_again(told.webhook, actor="amina") == 2
    # They are tried for another three days.
    clock.pass_by(days=2)
    assert send(record, told, SILENT) is EventKind.RECEIVED
    clock.pass_by(hours=1)
    assert [send(record, told) for _ in range(3)] == [*kinds, EventKind.SIGNED]


def test_one_message_is_sent_again_even_if_it_arrived(record: Catalogue, told: Webhook) -> None:
    step(record)
    send(record, told)
    (message,) = record.webhook_deliveries(told.webhook)
    assert record.send_again(told.webhook, message.seq) == 1
    sending = record.take_message(told.webhook)
    assert sending is not None
    assert sending.delivery.event == message.event
    assert record.send_again(told.webhook, 99) == 0


def test_after_a_rotation_both_secrets_sign_for_a_day(record: Catalogue, clock: Any) -> None:
    webhook, first = record.add_webhook(URL, ABOUT_REQUESTS)
    for _ in range(3):
        step(record)
    assert keys(record, webhook) == (first,)
    second = record.rotate_secret(webhook.webhook, "amina")
    assert second != first
    assert keys(record, webhook) == (second, first)
    clock.pass_by(hours=24)
    assert keys(record, webhook) == (second,)


def keys(record: Catalogue, webhook: Webhook) -> tuple[str, ...]:
    sending = record.take_message(webhook.webhook)
    assert sending is not None
    record.note_try(sending, ARRIVED)
    return sending.keys


def test_a_removed_subscription_takes_its_messages_with_it(
    record: Catalogue, told: Webhook
) -> None:
    step(record)
    sending = record.take_message(told.webhook)
    assert sending is not None
    record.remove_webhook(told.webhook, "amina")
    record.note_try(sending, ARRIVED)
    assert record.webhooks() == []
    assert record.webhook_deliveries(told.webhook) == []
    with pytest.raises(WebhookUnknown):
        record.webhook(told.webhook)
    record.forget_messages()
    actions = [entry.action for entry in record.audit_entries()]
    assert actions == ["webhook.added", "webhook.removed"]


def test_a_test_is_sent_to_whoever_it_is_for_alone(record: Catalogue, told: Webhook) -> None:
    other, _ = record.add_webhook(URL, ABOUT_REQUESTS)
    record.test_webhook(told.webhook, "amina")
    assert send(record, told) is EventKind.TEST
    assert send(record, other) is None


def test_a_test_is_sent_at_once_even_to_a_silent_receiver(record: Catalogue, told: Webhook) -> None:
    step(record)
    send(record, told, SILENT)
    assert send(record, told) is None
    record.test_webhook(told.webhook)
    assert [send(record, told), send(record, told)] == [EventKind.RECEIVED, EventKind.TEST]
