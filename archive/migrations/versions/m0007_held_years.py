"""What is held summed by province and year; what people changed, by form and engine."""

from collections import defaultdict

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

KEY = sa.String().with_variant(sa.String(collation="C"), "postgresql")
COUNTS = ("to_review", "accepted", "verified", "missing")


def upgrade() -> None:
    """Add the tables, the sums of what is held already, and the indexes that counting asks for."""
    years = op.create_table(
        "held_years",
        sa.Column("province", KEY, nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("registers", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in COUNTS),
        sa.PrimaryKeyConstraint("province", "year", name="pk_held_years"),
    )
    op.create_table(
        "field_outcomes",
        *(sa.Column(name, sa.String(), nullable=False) for name in ("form", "engine", "state")),
        *(sa.Column(name, sa.BigInteger(), nullable=False) for name in ("looked", "changed")),
        sa.PrimaryKeyConstraint("form", "engine", "state", name="pk_field_outcomes"),
    )
    columns = ["register", "state", "standing_act"]
    op.create_index("ix_acts_register_state_standing_act", "acts", columns)
    op.create_index("ix_volumes_taken_at_sort_key", "volumes", ["taken_at", "sort_key"])
    sums: dict[tuple[str, int], list[int]] = defaultdict(lambda: [0] * (1 + len(COUNTS)))
    query = "SELECT office, year, to_review, accepted, verified, missing FROM held_registers"
    for office, year, *counts in op.get_bind().exec_driver_sql(query):
        known = sums[".".join(office.split(".")[:2]), year]
        for place, count in enumerate((1, *counts)):
            known[place] += count
    if sums:
        names = ("registers", *COUNTS)
        rows = [
            {"province": province, "year": year, **dict(zip(names, counts, strict=True))}
            for (province, year), counts in sums.items()
        ]
        op.bulk_insert(years, rows)
