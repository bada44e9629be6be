"""Programs known by a token, and of what was reminded for each request."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

KEY = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    """Add the table and the column."""
    op.create_table(
        "programs",
        sa.Column("name", KEY, nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("shown_name", "digest")),
        sa.Column("made_at", sa.String(), nullable=False),
        sa.Column("ended_at", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("name", name="pk_programs"),
        sa.UniqueConstraint("digest", name="uq_programs_digest"),
    )
    op.add_column("requests", sa.Column("reminded_of", sa.String(), nullable=True))
