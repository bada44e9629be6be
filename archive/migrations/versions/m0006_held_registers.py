"""What is held of each register: acts by state, and the numbers that are missing."""

import re
from collections import defaultdict

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

KEY = sa.String().with_variant(sa.String(collation="C"), "postgresql")
STATES = ("to_review", "accepted", "verified")


def upgrade() -> None:
    """Add the table, and the rows of the registers that are there already."""
    table = op.create_table(
        "held_registers",
        sa.Column("register", KEY, nullable=False),
        sa.Column("office", KEY, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        *(sa.Column(state, sa.Integer(), nullable=False) for state in STATES),
        sa.Column("first", sa.Integer(), nullable=True),
        sa.Column("last", sa.Integer(), nullable=True),
        sa.Column("missing", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("register", name="pk_held_registers"),
    )
    op.create_index("ix_held_registers_office_year", "held_registers", ["office", "year"])
    connection = op.get_bind()
    registers = connection.exec_driver_sql("SELECT DISTINCT register FROM volumes").scalars()
    found: dict[str, list[tuple[str, str | None]]] = {register: [] for register in registers}
    rows = defaultdict(list, found)
    query = "SELECT register, state, number, standing_act FROM acts"
    for register, state, number, standing_act in connection.exec_driver_sql(query):
        # A second copy's number is in the register; the act itself is counted where it stands.
        rows[register].append((state if standing_act is None else "", number))
    if rows:
        op.bulk_insert(table, [_row(register, known) for register, known in rows.items()])


def _row(register: str, known: list[tuple[str, str | None]]) -> dict[str, object]:
    office, kind, year, part = register.split("/")
    numbers = {int(found[0]) for _, text in known if (found := re.match(r"\d+", text or ""))}
    start = 1 if part == "1" else min(numbers, default=1)
    expected = max(numbers) - start + 1 if numbers else 0
    return {
        "register": register,
        "office": office,
        "kind": kind,
        "year": int(year),
        "part": int(part),
        **{state: sum(found == state for found, _ in known) for state in STATES},
        "first": min(numbers, default=None),
        "last": max(numbers, default=None),
        "missing": expected - len(numbers),
    }
