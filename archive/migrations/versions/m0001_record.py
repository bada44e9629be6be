"""The record: audit trail, deliveries, volumes and pages, acts and their events."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

KEY = sa.String().with_variant(sa.String(collation="C"), "postgresql")
SEQ = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make every table, the head of an empty audit trail, and the guards of the logs."""
    _audit()
    _volumes()
    _pages()
    _acts()
    op.execute(f"INSERT INTO audit_head (id, seq, hash) VALUES (1, 0, '{'0' * 64}')")  # noqa: S608
    guard = _guard_sqlite if op.get_bind().dialect.name == "sqlite" else _guard_postgresql
    for table in ("audit", "act_events", "volume_events"):
        guard(table)


def _audit() -> None:
    op.create_table(
        "audit",
        sa.Column("seq", SEQ, autoincrement=False, nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("previous", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_audit"),
    )
    op.create_index("ix_audit_subject", "audit", ["subject"])
    op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seq", SEQ, nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.CheckConstraint("id = 1", name="single"),
        sa.PrimaryKeyConstraint("id", name="pk_audit_head"),
    )
    op.create_table(
        "index_positions",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("seq", SEQ, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_index_positions"),
    )


def _volumes() -> None:
    op.create_table(
        "deliveries",
        sa.Column("delivery_id", KEY, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("volume", sa.String(), nullable=True),
        sa.Column("findings", sa.Text(), nullable=False),
        sa.Column("updated_at", KEY, nullable=False),
        sa.PrimaryKeyConstraint("delivery_id", name="pk_deliveries"),
    )
    op.create_index("ix_deliveries_updated_at", "deliveries", ["updated_at"])
    op.create_table(
        "volumes",
        sa.Column("volume", KEY, nullable=False),
        sa.Column("sort_key", KEY, nullable=False),
        sa.Column("register", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("intake_findings", sa.Text(), nullable=False),
        sa.Column("structure_findings", sa.Text(), nullable=False),
        sa.Column("taken_at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("volume", name="pk_volumes"),
        sa.UniqueConstraint("sort_key", name="uq_volumes_sort_key"),
    )
    op.create_index("ix_volumes_register", "volumes", ["register"])
    op.create_table(
        "volume_events",
        sa.Column("seq", SEQ, autoincrement=False, nullable=False),
        sa.Column("volume", KEY, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["seq"], ["audit.seq"], name="fk_volume_events_seq"),
        sa.ForeignKeyConstraint(["volume"], ["volumes.volume"], name="fk_volume_events_volume"),
        sa.PrimaryKeyConstraint("seq", name="pk_volume_events"),
    )
    op.create_index("ix_volume_events_volume", "volume_events", ["volume"])


def _pages() -> None:
    op.create_table(
        "pages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("volume", KEY, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("frame", sa.Integer(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("dpi", sa.Integer(), nullable=True),
        sa.Column("findings", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(), nullable=True),
        sa.Column("replaced", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["volume"], ["volumes.volume"], name="fk_pages_volume"),
        sa.PrimaryKeyConstraint("id", name="pk_pages"),
    )
    op.create_index("ix_pages_sha256", "pages", ["sha256"])
    op.create_index("ix_pages_volume_ordinal", "pages", ["volume", "ordinal"])
    op.create_table(
        "readings",
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("frame", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("engine", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", "frame", "engine", name="pk_readings"),
    )


def _acts() -> None:
    op.create_table(
        "acts",
        sa.Column("act_id", KEY, nullable=False),
        sa.Column("register", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=True),
        sa.Column("sort_key", KEY, nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("act_id", name="pk_acts"),
        sa.UniqueConstraint("register", "number", name="uq_acts_register_number"),
        sa.UniqueConstraint("sort_key", name="uq_acts_sort_key"),
    )
    op.create_index("ix_acts_register_sort_key", "acts", ["register", "sort_key"])
    op.create_index("ix_acts_state_sort_key", "acts", ["state", "sort_key"])
    op.create_table(
        "act_volumes",
        sa.Column("act_id", KEY, nullable=False),
        sa.Column("volume", KEY, nullable=False),
        sa.ForeignKeyConstraint(["act_id"], ["acts.act_id"], name="fk_act_volumes_act_id"),
        sa.ForeignKeyConstraint(["volume"], ["volumes.volume"], name="fk_act_volumes_volume"),
        sa.PrimaryKeyConstraint("act_id", "volume", name="pk_act_volumes"),
    )
    op.create_index("ix_act_volumes_volume", "act_volumes", ["volume"])
    op.create_table(
        "act_events",
        sa.Column("seq", SEQ, autoincrement=False, nullable=False),
        sa.Column("act_id", KEY, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["act_id"], ["acts.act_id"], name="fk_act_events_act_id"),
        sa.ForeignKeyConstraint(["seq"], ["audit.seq"], name="fk_act_events_seq"),
        sa.PrimaryKeyConstraint("seq", name="pk_act_events"),
        sa.UniqueConstraint("act_id", "version", name="uq_act_events_act_id_version"),
    )


def _guard_sqlite(table: str) -> None:
    for change in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER {table}_no_{change.lower()} BEFORE {change} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        )


def _guard_postgresql(table: str) -> None:
    op.execute(
        "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )
