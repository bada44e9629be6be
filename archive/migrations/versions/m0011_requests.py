"""Requests for papers with their log and numbers, and who may ask for which paper."""

import json
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

KEY = sa.String().with_variant(sa.String(collation="C"), "postgresql")
SEQ = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TEXTS = ("kind", "capacity", "source_fr", "source_ar", "from_day", "entered_by", "entered_at")


def upgrade() -> None:
    """Add the tables with their guards, and enter who may ask for what in a new record."""
    _add_requests()
    _add_events()
    op.create_table(
        "request_numbers",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("year", name="pk_request_numbers"),
    )
    op.create_table(
        "entitlements",
        sa.Column("number", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in TEXTS),
        sa.Column("needs_proof", sa.Boolean(), nullable=False),
        *(
            sa.Column(name, sa.String(), nullable=True)
            for name in ("until_day", "ended_by", "ended_at")
        ),
        sa.PrimaryKeyConstraint("number", name="pk_entitlements"),
    )
    for guard in _guards(op.get_bind().dialect.name):
        op.execute(guard)
    _enter_first()


def _add_requests() -> None:
    op.create_table(
        "requests",
        sa.Column("number", KEY, nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("asked_by", "key")),
        sa.Column("asked", sa.Text(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("asked_sha256", "state")),
        sa.Column("waiting", sa.String(), nullable=True),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("kind", "delivery")),
        sa.Column("office", KEY, nullable=False),
        sa.Column("act_id", KEY, nullable=True),
        sa.Column("act_seen", sa.Integer(), nullable=True),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("copies", "centimes")),
        *(sa.Column(name, KEY, nullable=False) for name in ("due_on", "remind_on")),
        sa.Column("awaits_us", sa.Boolean(), nullable=False),
        *(sa.Column(name, KEY, nullable=True) for name in ("signed_on", "try_at")),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["act_id"], ["acts.act_id"], name="fk_requests_act_id"),
        sa.PrimaryKeyConstraint("number", name="pk_requests"),
        sa.UniqueConstraint("asked_by", "key", name="uq_requests_asked_by_key"),
    )
    for columns in (
        *(("waiting",), ("act_id",), ("signed_on",), ("try_at",)),
        *(("due_on", "number"), ("state", "due_on", "number"), ("awaits_us", "due_on", "number")),
    ):
        op.create_index(f"ix_requests_{'_'.join(columns)}", "requests", list(columns))


def _add_events() -> None:
    op.create_table(
        "request_events",
        sa.Column("seq", SEQ, autoincrement=False, nullable=False),
        sa.Column("number", KEY, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["number"], ["requests.number"], name="fk_request_events_number"),
        sa.ForeignKeyConstraint(["seq"], ["audit.seq"], name="fk_request_events_seq"),
        sa.PrimaryKeyConstraint("seq", name="pk_request_events"),
        sa.UniqueConstraint("number", "version", name="uq_request_events_number_version"),
    )


def _guards(dialect: str) -> list[str]:
    """The triggers that keep the log append-only, and let an entitlement end and no more."""
    kept = ", ".join(("number", *TEXTS, "needs_proof"))
    if dialect == "sqlite":
        refused = "BEGIN SELECT RAISE(ABORT, '{} is append-only'); END"
        return [
            f"CREATE TRIGGER {table}_no_{change.split()[0].lower()} BEFORE {change} ON {table} "
            + refused.format(table)
            for table, change in (
                ("request_events", "UPDATE"),
                ("request_events", "DELETE"),
                ("entitlements", "DELETE"),
                ("entitlements", f"UPDATE OF {kept}"),
            )
        ]
    refused = "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    return [
        "CREATE TRIGGER request_events_append_only BEFORE UPDATE OR DELETE OR TRUNCATE "
        f"ON request_events {refused}",
        "CREATE TRIGGER entitlements_no_delete BEFORE DELETE OR TRUNCATE "
        f"ON entitlements {refused}",
        f"CREATE TRIGGER entitlements_no_update BEFORE UPDATE OF {kept} ON entitlements {refused}",
    ]


def _enter_first() -> None:
    path = Path(__file__).parents[2] / "issuing" / "first_entitlements.json"
    first = json.loads(path.read_text(encoding="utf-8"))
    entered = {"entered_by": "sijill", "entered_at": datetime.now(UTC).isoformat()}
    texts = [sa.column(name, sa.String()) for name in TEXTS]
    table = sa.table("entitlements", *texts, sa.column("needs_proof", sa.Boolean()))
    rows = [
        {
            "kind": kind,
            "capacity": capacity,
            **{name: one[name] for name in ("needs_proof", "source_fr", "source_ar")},
            "from_day": first["from_day"],
            **entered,
        }
        for one in first["entitlements"]
        for kind in one["kinds"]
        for capacity in one["capacities"]
    ]
    op.bulk_insert(table, rows)
