"""The catalogue's webhooks: who is told of requests, of what, and what was sent.

A message is written in the transaction of what it tells of, so that none is lost and none tells of
what did not happen. Each receiver gets its messages in order: one that fails holds up the rest.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from json import loads
from urllib.parse import urlsplit

from sqlalchemy import ColumnElement, Connection, Row, Select, delete, func, insert, select, update

from archive.codec import Json, canonical
from archive.errors import WebhookUnknown
from archive.issuing.webhook import (
    ROTATION,
    DeliveryState,
    Event,
    EventKind,
    WebhookState,
    new_id,
    new_secret,
)
from archive.store import Store, Writing
from archive.tables_webhooks import webhook_deliveries, webhook_events, webhooks


@dataclass(frozen=True, slots=True)
class Webhook:
    """One subscription.

    Attributes:
        webhook: its id.
        url: where messages are sent, and ``kinds`` which.
        made_at: ISO instant, UTC.
        waiting, failed: messages that have not arrived, and those given up.
        failures: tries that failed since the last message arrived.
        next_at: ISO instant before which nothing is tried again, "" for at once.
    """

    webhook: str
    url: str
    kinds: tuple[EventKind, ...]
    state: WebhookState
    made_at: str
    waiting: int = 0
    failed: int = 0
    failures: int = 0
    next_at: str = ""


@dataclass(frozen=True, slots=True)
class WebhookDelivery:
    """One message to one receiver.

    Attributes:
        seq: its place in the order.
        tries: how often it was sent; tried_at: when last, None for never.
        status: what the receiver answered last.
        fault: why it did not arrive, the text of a ``Fault``.
    """

    seq: int
    event: Event
    state: DeliveryState
    tries: int
    tried_at: str | None = None
    status: int | None = None
    fault: str | None = None


def note_event(
    tx: Writing, kind: EventKind, number: str, state: str, code: str | None = None
) -> None:
    """Tell whoever asked to be told, once this transaction is kept, of a request's step.

    Args:
        state: the request's state after it.
        code: why it waits or was refused.
    """
    rows = tx.connection.execute(select(webhooks.c.webhook, webhooks.c.kinds))
    told = [row.webhook for row in rows if kind.value in loads(row.kinds)]
    if told:
        write_event(tx, Event(new_id("msg"), kind, number, state, code, tx.at), told)


def write_event(tx: Writing, event: Event, told: Sequence[str]) -> None:
    """Lay a message ready for these subscriptions."""
    row = {
        "event": event.event,
        "kind": event.kind.value,
        "number": event.number,
        "state": event.state,
        "code": event.code,
        "at": event.at,
    }
    added = tx.connection.execute(insert(webhook_events).values(**row))
    (seq,) = added.inserted_primary_key or (None,)
    ready: Json = {"seq": seq, "state": DeliveryState.WAITING.value, "since": tx.at}
    ready |= {"tries": 0, "objections": 0}
    tx.execute_many(insert(webhook_deliveries), [{**ready, "webhook": one} for one in told])


class Webhooks(Store):
    """Subscriptions, and the last messages of each."""

    def add_webhook(
        self, url: str, kinds: Collection[EventKind], actor: str | None = None
    ) -> tuple[Webhook, str]:
        """Subscribe an address; returns it with its secret, which is told this once.

        Messages of what happened before are not sent to it.
        """
        secret = new_secret()
        webhook, names = new_id("wh"), sorted(kind.value for kind in kinds)
        with self._writing(actor) as tx:
            row = {
                "webhook": webhook,
                "url": url,
                "kinds": canonical(names),
                "secret": secret,
                "state": WebhookState.ACTIVE.value,
                "made_at": tx.at,
                "failures": 0,
                "next_at": "",
                "held_until": "",
            }
            tx.connection.execute(insert(webhooks).values(**row))
            tx.log("webhook.added", webhook, host=urlsplit(url).hostname, kinds=names)
            return _found(tx.connection, webhook), secret

    def webhooks(self) -> list[Webhook]:
        """Every subscription, oldest first."""
        with self._reading() as connection:
            counts = _counts(connection)
            rows = connection.execute(
                select(webhooks).order_by(webhooks.c.made_at, webhooks.c.webhook)
            )
            return [_webhook(row, counts) for row in rows]

    def webhook(self, webhook: str) -> Webhook:
        """One subscription; WebhookUnknown when there is none."""
        with self._reading() as connection:
            return _found(connection, webhook)

    def webhook_deliveries(self, webhook: str, limit: int = 50) -> list[WebhookDelivery]:
        """The last messages of a subscription, newest first."""
        query = deliveries_where(webhook_deliveries.c.webhook == webhook)
        query = query.order_by(webhook_deliveries.c.seq.desc()).limit(limit)
        with self._reading() as connection:
            return [delivery_of(row) for row in connection.execute(query)]

    def set_webhook_state(
        self, webhook: str, state: WebhookState, actor: str | None = None
    ) -> Webhook:
        """Pause a subscription, whose messages wait meanwhile, or let it go on at once."""
        with self._writing(actor) as tx:
            if _found(tx.connection, webhook).state is not state:
                anew = {"state": state.value, "failures": 0, "next_at": ""}
                change_webhook(tx, webhook, anew)
                tx.log(f"webhook.{state.value}", webhook)
            return _found(tx.connection, webhook)

    def rotate_secret(self, webhook: str, actor: str | None = None) -> str:
        """A new secret, told this once; for a day messages are signed by the old one as well."""
        secret = new_secret()
        with self._writing(actor) as tx:
            row = row_of(tx.connection, webhook)
            anew = {"secret": secret, "secret_before": row.secret, "rotated_at": tx.at}
            change_webhook(tx, webhook, anew)
            tx.log("webhook.rotated", webhook)
        return secret

    def remove_webhook(self, webhook: str, actor: str | None = None) -> None:
        """End a subscription with all that waits for it; the audit trail keeps that it was."""
        with self._writing(actor) as tx:
            url = _found(tx.connection, webhook).url
            mine = webhook_deliveries.c.webhook == webhook
            tx.connection.execute(delete(webhook_deliveries).where(mine))
            tx.connection.execute(delete(webhooks).where(webhooks.c.webhook == webhook))
            tx.log("webhook.removed", webhook, host=urlsplit(url).hostname)

    def send_again(self, webhook: str, seq: int | None = None, actor: str | None = None) -> int:
        """Have a message sent again, or without ``seq`` all that were given up; returns how many.

        They go before those that wait, in their old order, and are tried for as long as new ones.
        """
        with self._writing(actor) as tx:
            _found(tx.connection, webhook)
            here = [webhook_deliveries.c.webhook == webhook]
            if seq is None:
                here.append(webhook_deliveries.c.state == DeliveryState.FAILED.value)
            else:
                here.append(webhook_deliveries.c.seq == seq)
            anew = {"state": DeliveryState.WAITING.value, "since": tx.at, "objections": 0}
            count = tx.connection.execute(
                update(webhook_deliveries).where(*here).values(**anew)
            ).rowcount
            change_webhook(tx, webhook, {"next_at": ""})
            tx.log("webhook.sent_again", webhook, messages=count)
        return count

    def test_webhook(self, webhook: str, actor: str | None = None) -> None:
        """Lay a message ready that tells of nothing."""
        with self._writing(actor) as tx:
            _found(tx.connection, webhook)
            write_event(
                tx, Event(new_id("msg"), EventKind.TEST, "", "test", None, tx.at), [webhook]
            )
            change_webhook(tx, webhook, {"next_at": ""})
            tx.log("webhook.tested", webhook)


def row_of(connection: Connection, webhook: str) -> Row[tuple[object, ...]]:
    """A subscription's row; WebhookUnknown when there is none."""
    query = select(webhooks).where(webhooks.c.webhook == webhook)
    row = connection.execute(query).one_or_none()
    if row is None:
        raise WebhookUnknown(f"no webhook has the id {webhook!r}")
    return row


def keys_of(row: Row[tuple[object, ...]], now: str) -> tuple[str, ...]:
    """The secrets that sign at an instant: the one in force and, for a day, the one before."""
    data = row._mapping
    if data["rotated_at"] is None:
        return (data["secret"],)
    since = datetime.fromisoformat(now) - datetime.fromisoformat(data["rotated_at"])
    return (data["secret"], data["secret_before"]) if since < ROTATION else (data["secret"],)


def deliveries_where(where: ColumnElement[bool]) -> Select[tuple[object, ...]]:
    """Messages to receivers with what they tell, for ``delivery_of``."""
    same = webhook_events.c.seq == webhook_deliveries.c.seq
    event = (webhook_events.c[name] for name in ("event", "kind", "number", "code", "at"))
    told = webhook_events.c.state.label("told")
    query = select(*webhook_deliveries.c, *event, told)
    return query.select_from(webhook_deliveries.join(webhook_events, same)).where(where)


def delivery_of(row: Row[tuple[object, ...]]) -> WebhookDelivery:
    """A message to a receiver, from a row of ``deliveries_where``."""
    data = row._mapping
    names = ("number", "told", "code", "at")
    event = Event(data["event"], EventKind(data["kind"]), *(data[name] for name in names))
    kept = (data[name] for name in ("tries", "tried_at", "status", "fault"))
    return WebhookDelivery(data["seq"], event, DeliveryState(data["state"]), *kept)


def change_webhook(tx: Writing, webhook: str, anew: Json) -> None:
    """Write columns of a subscription anew."""
    tx.connection.execute(update(webhooks).where(webhooks.c.webhook == webhook).values(**anew))


def _found(connection: Connection, webhook: str) -> Webhook:
    return _webhook(row_of(connection, webhook), _counts(connection))


def _counts(connection: Connection) -> dict[tuple[str, str], int]:
    """Messages by subscription and state, those that arrived left out."""
    by = (webhook_deliveries.c.webhook, webhook_deliveries.c.state)
    unsent = webhook_deliveries.c.state != DeliveryState.SENT.value
    query = select(*by, func.count()).where(unsent).group_by(*by)
    return {(webhook, state): count for webhook, state, count in connection.execute(query)}


def _webhook(row: Row[tuple[object, ...]], counts: Mapping[tuple[str, str], int]) -> Webhook:
    data = row._mapping
    webhook = data["webhook"]
    return Webhook(
        webhook=webhook,
        url=data["url"],
        kinds=tuple(EventKind(kind) for kind in loads(data["kinds"])),
        state=WebhookState(data["state"]),
        made_at=data["made_at"],
        waiting=counts.get((webhook, DeliveryState.WAITING.value), 0),
        failed=counts.get((webhook, DeliveryState.FAILED.value), 0),
        failures=data["failures"],
        next_at=data["next_at"],
    )
