"""Accounts of people, what they are signed in with, and the links that let a new one in."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

KEY = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "accounts",
        sa.Column("name", KEY, nullable=False),
        sa.Column("shown_name", sa.String(), nullable=False),
        sa.Column("roles", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("password", sa.String(), nullable=True),
        sa.Column("disabled", sa.Boolean(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("failed_at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_accounts"),
    )
    for table in ("sessions", "invitations"):
        op.create_table(
            table,
            sa.Column("digest", sa.String(), nullable=False),
            sa.Column("account", KEY, nullable=False),
            sa.Column("until", sa.String(), nullable=False),
            sa.ForeignKeyConstraint(["account"], ["accounts.name"], name=f"fk_{table}_account"),
            sa.PrimaryKeyConstraint("digest", name=f"pk_{table}"),
        )
        op.create_index(f"ix_{table}_account", table, ["account"])
