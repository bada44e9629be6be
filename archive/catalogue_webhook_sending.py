"""The catalogue's sending of webhooks: what is due, who sends it, and what became of it.

Several processes may send: a subscription is held by one of them while a message is under way. One
that is killed there lets it be sent again, under the same id.
"""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, delete, exists, select, update

from archive.catalogue_webhooks import (
    WebhookDelivery,
    change_webhook,
    deliveries_where,
    delivery_of,
    keys_of,
)
from archive.issuing.webhook import (
    LASTING,
    OBJECTIONS,
    Answer,
    DeliveryState,
    WebhookState,
    pause,
)
from archive.review import later
from archive.store import Store, Writing
from archive.tables_webhooks import webhook_deliveries, webhook_events, webhooks

HELD_SECONDS = 60
"""How long a subscription is held for one message: longer than any try takes."""

KEPT = timedelta(days=30)
"""How long what was sent, or given up, is kept to be looked at."""

_WAITING = webhook_deliveries.c.state == DeliveryState.WAITING.value


@dataclass(frozen=True, slots=True)
class Sending:
    """A message on its way.

    Attributes:
        keys: the secrets that sign it.
    """

    webhook: str
    url: str
    keys: tuple[str, ...]
    delivery: WebhookDelivery


class WebhookSending(Store):
    """Messages of webhooks, each subscription's in their order."""

    def webhooks_due(self) -> list[str]:
        """Ids of the subscriptions that something can be sent to now."""
        query = select(webhooks.c.webhook).where(*_due(self._clock()))
        with self._reading() as connection:
            return list(connection.execute(query.order_by(webhooks.c.next_at)).scalars())

    def take_message(self, webhook: str) -> Sending | None:
        """The next message of a subscription, to be sent by the caller alone.

        None where nothing is due any more, or another process sends it.
        """
        with self._writing() as tx:
            here = webhooks.c.webhook == webhook
            row = tx.connection.execute(select(webhooks).where(here, *_due(tx.at))).one_or_none()
            if row is None:
                return None
            first = deliveries_where(_WAITING & (webhook_deliveries.c.webhook == webhook))
            first = first.order_by(webhook_deliveries.c.seq).limit(1)
            found = delivery_of(tx.connection.execute(first).one())
            change_webhook(tx, webhook, {"held_until": later(tx.at, HELD_SECONDS)})
            return Sending(webhook, row.url, keys_of(row, tx.at), found)

    def note_try(self, sent: Sending, answer: Answer) -> DeliveryState:
        """Write what became of a try, and when there is to be another; returns where it stands.

        Nothing is written of a subscription that was removed meanwhile.
        """
        with self._writing() as tx:
            here = _message(sent.webhook, sent.delivery.seq)
            row = tx.connection.execute(select(webhook_deliveries).where(here)).one_or_none()
            if row is None:
                return DeliveryState.FAILED
            state, objections = _outcome(row.objections, answer)
            told = {"status": answer.status, "fault": answer.fault and answer.fault.value}
            told |= {"tries": row.tries + 1, "tried_at": tx.at, "objections": objections}
            tx.connection.execute(
                update(webhook_deliveries).where(here).values(state=state.value, **told)
            )
            _leave_alone(tx, sent.webhook, answer, state)
            if answer.fault is not None and not answer.is_objection:
                _give_up_old(tx, webhook_deliveries.c.webhook == sent.webhook)
            after = select(webhook_deliveries.c.state).where(here)
            return DeliveryState(tx.connection.execute(after).scalar_one())

    def forget_messages(self) -> None:
        """Remove messages of long ago, and give up those that a pause kept too long."""
        with self._writing() as tx:
            resting = select(webhooks.c.webhook).where(
                webhooks.c.state != WebhookState.ACTIVE.value
            )
            _give_up_old(tx, webhook_deliveries.c.webhook.in_(resting))
            old = webhook_deliveries.c.since < later(tx.at, -KEPT.total_seconds())
            tx.connection.execute(delete(webhook_deliveries).where(old, ~_WAITING))
            same = webhook_deliveries.c.seq == webhook_events.c.seq
            tx.connection.execute(delete(webhook_events).where(~exists().where(same)))


def _due(now: str) -> list[ColumnElement[bool]]:
    mine = webhook_deliveries.c.webhook == webhooks.c.webhook
    return [
        webhooks.c.state == WebhookState.ACTIVE.value,
        webhooks.c.next_at <= now,
        webhooks.c.held_until <= now,
        exists().where(mine, _WAITING),
    ]


def _message(webhook: str, seq: int) -> ColumnElement[bool]:
    return (webhook_deliveries.c.webhook == webhook) & (webhook_deliveries.c.seq == seq)


def _outcome(objections: int, answer: Answer) -> tuple[DeliveryState, int]:
    """Where a message stands after a try, and how often its receiver took it for wrong."""
    if answer.fault is None:
        return DeliveryState.SENT, objections
    objections += answer.is_objection
    over = answer.is_objection and objections >= OBJECTIONS
    return DeliveryState.FAILED if over else DeliveryState.WAITING, objections


def _leave_alone(tx: Writing, webhook: str, answer: Answer, state: DeliveryState) -> None:
    """Say when the subscription is tried again: at once where its receiver is there."""
    anew: dict[str, object] = {"held_until": "", "failures": 0, "next_at": ""}
    if state is DeliveryState.WAITING:
        query = select(webhooks.c.failures).where(webhooks.c.webhook == webhook)
        failures = tx.connection.execute(query).scalar_one() + 1
        rest = pause(failures, answer.wait).total_seconds()
        anew |= {"failures": failures, "next_at": later(tx.at, rest)}
    if answer.is_gone:
        anew["state"] = WebhookState.GONE.value
    change_webhook(tx, webhook, anew)


def _give_up_old(tx: Writing, whose: ColumnElement[bool]) -> None:
    """Messages that have been tried, or have waited, long enough are given up, all at once."""
    old = webhook_deliveries.c.since < later(tx.at, -LASTING.total_seconds())
    tx.connection.execute(
        update(webhook_deliveries)
        .where(whose, old, _WAITING)
        .values(state=DeliveryState.FAILED.value)
    )
