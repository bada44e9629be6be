"""Search orders for acts that are not scanned; several who wait for one act."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

KEY = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    """Add the table of orders, and let an act be waited for by more than one."""
    op.create_table(
        "search_orders",
        sa.Column("search_order", sa.Integer(), nullable=False),
        *(sa.Column(name, KEY, nullable=False) for name in ("request", "registers", "opened_at")),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("state", "opened_by")),
        sa.Column("known", sa.Text(), nullable=False),
        sa.Column("act_id", KEY, nullable=True),
        *(
            sa.Column(name, sa.String(), nullable=True)
            for name in ("number", "why", "closed_at", "closed_by")
        ),
        sa.ForeignKeyConstraint(["act_id"], ["acts.act_id"], name="fk_search_orders_act_id"),
        sa.PrimaryKeyConstraint("search_order", name="pk_search_orders"),
    )
    op.create_index("ix_search_orders_request", "search_orders", ["request"])
    for columns in (["registers", "state"], ["state", "registers", "search_order"]):
        op.create_index(f"ix_search_orders_{'_'.join(columns)}", "search_orders", columns)
    wait_by_several()


def wait_by_several() -> None:
    """Make the table of hurried acts anew, with all that stood in it."""
    names = ("act_id", "why", "wanted_by", "actor")
    before = sa.table("hurried_acts", *(sa.column(name) for name in names))
    connection = op.get_bind()
    rows = [dict(row._mapping) for row in connection.execute(sa.select(before))]
    op.drop_table("hurried_acts")
    op.create_table(
        "hurried_acts",
        sa.Column("act_id", KEY, nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in names[1:]),
        sa.ForeignKeyConstraint(["act_id"], ["acts.act_id"], name="fk_hurried_acts_act_id"),
        sa.PrimaryKeyConstraint("act_id", "why", name="pk_hurried_acts"),
    )
    if rows:
        connection.execute(sa.insert(before), rows)
