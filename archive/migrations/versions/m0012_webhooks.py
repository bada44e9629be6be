"""Webhooks: who is told of requests, the messages, and what became of each."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

KEY = sa.String().with_variant(sa.String(collation="C"), "postgresql")
SEQ = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "webhooks",
        sa.Column("webhook", KEY, nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("url", "secret", "state")),
        sa.Column("kinds", sa.Text(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=True) for name in ("secret_before", "rotated_at")),
        *(sa.Column(name, KEY, nullable=False) for name in ("made_at", "next_at", "held_until")),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("webhook", name="pk_webhooks"),
    )
    op.create_table(
        "webhook_events",
        sa.Column("seq", SEQ, nullable=False),
        *(
            sa.Column(name, sa.String(), nullable=False)
            for name in ("event", "kind", "number", "state")
        ),
        sa.Column("code", sa.String(), nullable=True),
        sa.Column("at", KEY, nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_webhook_events"),
        sa.UniqueConstraint("event", name="uq_webhook_events_event"),
    )
    op.create_index("ix_webhook_events_at", "webhook_events", ["at"])
    _add_deliveries()


def _add_deliveries() -> None:
    op.create_table(
        "webhook_deliveries",
        sa.Column("webhook", KEY, nullable=False),
        sa.Column("seq", SEQ, nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("since", KEY, nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("tries", "objections")),
        *(sa.Column(name, sa.String(), nullable=True) for name in ("tried_at", "fault")),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["webhook"], ["webhooks.webhook"], name="fk_webhook_deliveries_webhook"
        ),
        sa.ForeignKeyConstraint(["seq"], ["webhook_events.seq"], name="fk_webhook_deliveries_seq"),
        sa.PrimaryKeyConstraint("webhook", "seq", name="pk_webhook_deliveries"),
    )
    op.create_index("ix_webhook_deliveries_seq", "webhook_deliveries", ["seq"])
    op.create_index(
        "ix_webhook_deliveries_webhook_state_seq", "webhook_deliveries", ["webhook", "state", "seq"]
    )
