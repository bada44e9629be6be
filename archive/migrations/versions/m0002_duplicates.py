"""Acts that record the same thing: suspected pairs and their log, merged acts, facts and blocks."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

KEY = sa.String().with_variant(sa.String(collation="C"), "postgresql")
SEQ = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add the tables of pairs, the guard of their log, and the act that a second copy leads to."""
    op.add_column("acts", sa.Column("standing_act", KEY, nullable=True))
    op.create_index("ix_acts_standing_act", "acts", ["standing_act"])
    _pairs()
    _facts()
    for guard in _guards(op.get_bind().dialect.name):
        op.execute(guard)


def _pairs() -> None:
    op.create_table(
        "duplicates",
        sa.Column("pair", KEY, nullable=False),
        sa.Column("act_one", KEY, nullable=False),
        sa.Column("act_other", KEY, nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("asked", SEQ, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["act_one"], ["acts.act_id"], name="fk_duplicates_act_one"),
        sa.ForeignKeyConstraint(["act_other"], ["acts.act_id"], name="fk_duplicates_act_other"),
        sa.PrimaryKeyConstraint("pair", name="pk_duplicates"),
    )
    op.create_index("ix_duplicates_act_one", "duplicates", ["act_one"])
    op.create_index("ix_duplicates_act_other", "duplicates", ["act_other"])
    op.create_index("ix_duplicates_state_asked", "duplicates", ["state", "asked"])
    op.create_table(
        "duplicate_events",
        sa.Column("seq", SEQ, autoincrement=False, nullable=False),
        sa.Column("pair", KEY, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["pair"], ["duplicates.pair"], name="fk_duplicate_events_pair"),
        sa.ForeignKeyConstraint(["seq"], ["audit.seq"], name="fk_duplicate_events_seq"),
        sa.PrimaryKeyConstraint("seq", name="pk_duplicate_events"),
        sa.UniqueConstraint("pair", "version", name="uq_duplicate_events_pair_version"),
    )


def _facts() -> None:
    op.create_table(
        "duplicate_facts",
        sa.Column("act_id", KEY, nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["act_id"], ["acts.act_id"], name="fk_duplicate_facts_act_id"),
        sa.PrimaryKeyConstraint("act_id", name="pk_duplicate_facts"),
    )
    op.create_table(
        "duplicate_blocks",
        sa.Column("block", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("act_id", KEY, nullable=False),
        sa.ForeignKeyConstraint(["act_id"], ["acts.act_id"], name="fk_duplicate_blocks_act_id"),
        sa.PrimaryKeyConstraint("block", "act_id", name="pk_duplicate_blocks"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_duplicate_blocks_act_id", "duplicate_blocks", ["act_id"])


def _guards(dialect: str) -> list[str]:
    """The triggers that keep the log of pairs append-only, as those of the first migration."""
    table = "duplicate_events"
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
