"""Mentions and corrections proposed by one officer and approved by another, and their log."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

KEY = sa.String().with_variant(sa.String(collation="C"), "postgresql")
SEQ = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add both tables and the guard of the log."""
    op.create_table(
        "proposals",
        sa.Column("proposal", KEY, nullable=False),
        sa.Column("act_id", KEY, nullable=False),
        sa.Column("proposed_by", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("asked", SEQ, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["act_id"], ["acts.act_id"], name="fk_proposals_act_id"),
        sa.PrimaryKeyConstraint("proposal", name="pk_proposals"),
    )
    op.create_index("ix_proposals_act_id", "proposals", ["act_id"])
    op.create_index("ix_proposals_state_asked", "proposals", ["state", "asked"])
    op.create_table(
        "proposal_events",
        sa.Column("seq", SEQ, autoincrement=False, nullable=False),
        sa.Column("proposal", KEY, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["proposal"], ["proposals.proposal"], name="fk_proposal_events_proposal"
        ),
        sa.ForeignKeyConstraint(["seq"], ["audit.seq"], name="fk_proposal_events_seq"),
        sa.PrimaryKeyConstraint("seq", name="pk_proposal_events"),
        sa.UniqueConstraint("proposal", "version", name="uq_proposal_events_proposal_version"),
    )
    for guard in _guards(op.get_bind().dialect.name):
        op.execute(guard)


def _guards(dialect: str) -> list[str]:
    """The triggers that keep the log append-only, as those of the first migration."""
    table = "proposal_events"
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
