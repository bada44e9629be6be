"""When a session began: it ends some hours later, however busy it is."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Add the column; people signed in sign in again, for how long they were is not known."""
    op.execute("DELETE FROM sessions")
    op.add_column("sessions", sa.Column("began", sa.String(), nullable=False, server_default=""))
