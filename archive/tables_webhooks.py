"""The catalogue's tables of webhooks: who is told, of what, and what became of each message."""

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text

from archive.tables import KEY, SEQ, metadata

webhooks = Table(
    "webhooks",
    metadata,
    Column("webhook", KEY, primary_key=True),
    Column("url", String, nullable=False),
    Column("kinds", Text, nullable=False),
    Column("secret", String, nullable=False),
    Column("secret_before", String),
    Column("rotated_at", String),
    Column("state", String, nullable=False),
    Column("made_at", KEY, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("next_at", KEY, nullable=False),
    Column("held_until", KEY, nullable=False),
)

webhook_events = Table(
    "webhook_events",
    metadata,
    Column("seq", SEQ, primary_key=True),
    Column("event", String, nullable=False, unique=True),
    Column("kind", String, nullable=False),
    Column("number", String, nullable=False),
    Column("state", String, nullable=False),
    Column("code", String),
    Column("at", KEY, nullable=False, index=True),
)

webhook_deliveries = Table(
    "webhook_deliveries",
    metadata,
    Column("webhook", ForeignKey("webhooks.webhook"), primary_key=True),
    Column("seq", ForeignKey("webhook_events.seq"), primary_key=True, index=True),
    Column("state", String, nullable=False),
    Column("since", KEY, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("objections", Integer, nullable=False),
    Column("tried_at", String),
    Column("status", Integer),
    Column("fault", String),
    Index(None, "webhook", "state", "seq"),
)
