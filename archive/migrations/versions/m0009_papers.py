"""Papers: the snapshots they are made from, their serials and codes."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

KEY = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    """Add the tables, and the guard that keeps every snapshot as it was."""
    _add_snapshots()
    _add_papers()
    op.create_table(
        "paper_numbers",
        sa.Column("office", KEY, nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.Column("last_at", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("office", "year", name="pk_paper_numbers"),
    )
    for guard in _guards(op.get_bind().dialect.name):
        op.execute(guard)


def _add_snapshots() -> None:
    op.create_table(
        "snapshots",
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("act_id", KEY, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["act_id"], ["acts.act_id"], name="fk_snapshots_act_id"),
        sa.PrimaryKeyConstraint("sha256", name="pk_snapshots"),
    )
    op.create_index("ix_snapshots_act_id", "snapshots", ["act_id"])


def _add_papers() -> None:
    op.create_table(
        "papers",
        sa.Column("serial", KEY, nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("code", "order_key")),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("kind", "language")),
        sa.Column("act_id", KEY, nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("act_version", sa.Integer(), nullable=False),
        sa.Column("snapshot_sha256", sa.String(), nullable=False),
        sa.Column("officer", sa.String(), nullable=False),
        sa.Column("specimen", sa.Boolean(), nullable=False),
        sa.Column("request", sa.String(), nullable=True),
        sa.Column("at", sa.String(), nullable=False),
        *(
            sa.Column(name, sa.String(), nullable=True)
            for name in ("pdf_sha256", "revoked", "revoked_at")
        ),
        sa.ForeignKeyConstraint(["act_id"], ["acts.act_id"], name="fk_papers_act_id"),
        sa.ForeignKeyConstraint(
            ["snapshot_sha256"], ["snapshots.sha256"], name="fk_papers_snapshot_sha256"
        ),
        sa.PrimaryKeyConstraint("serial", name="pk_papers"),
        sa.UniqueConstraint("code", name="uq_papers_code"),
        sa.UniqueConstraint("order_key", name="uq_papers_order_key"),
    )
    op.create_index("ix_papers_act_id_at", "papers", ["act_id", "at"])


def _guards(dialect: str) -> list[str]:
    """The triggers that keep snapshots append-only, as those of the first migration."""
    table = "snapshots"
    if dialect == "sqlite":
        return [
            f"CREATE TRIGGER {table}_no_{change.lower()} BEFORE {change} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            for change in ("UPDATE", "DELETE")
        ]
    return [
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    ]
