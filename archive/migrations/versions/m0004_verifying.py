"""Verifying: the acts that wait for people, their locks, and what is counted while they work."""

import hashlib
import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

KEY = sa.String().with_variant(sa.String(collation="C"), "postgresql")
BATCH = 1000
DRAWS = 2**30
SAMPLED = 0.02
"""Share of accepted acts drawn at first; another setting draws again as forms are looked at."""

NOTES = ("number_inferred", "calendars_apart", "reading_differs", "page_replaced")
"""Findings about a field that send no act to a person."""


def upgrade() -> None:
    """Add the tables, and the rows of the acts that are there already."""
    for table in ("waiting_acts", "undrawn_acts"):
        _acts_table(table)
    for columns in (["stage", "place"], ["office", "place"], ["register", "place"]):
        op.create_index(f"ix_waiting_acts_{'_'.join(columns)}", "waiting_acts", columns)
    op.create_index("ix_waiting_acts_place", "waiting_acts", ["place"], unique=True)
    for columns in (
        ["office", "kind", "stage"],
        ["kind", "place", "stage"],
        ["form", "stage", "draw"],
    ):
        op.create_index(f"ix_waiting_acts_{'_'.join(columns)}", "waiting_acts", columns)
    op.create_index("ix_undrawn_acts_form_draw", "undrawn_acts", ["form", "draw"])
    for table in ("hurried_acts", "act_locks"):
        names = {"hurried_acts": ("wanted_by", "why", "actor")}.get(
            table, ("account", "token", "until")
        )
        op.create_table(
            table,
            sa.Column("act_id", KEY, nullable=False),
            *(sa.Column(name, sa.String(), nullable=False) for name in names),
            sa.ForeignKeyConstraint(["act_id"], ["acts.act_id"], name=f"fk_{table}_act_id"),
            sa.PrimaryKeyConstraint("act_id", name=f"pk_{table}"),
        )
    _counts()
    fill(op.get_bind())


def fill(connection: sa.Connection) -> None:
    """Derive the rows of every act; none has been read by two people yet."""
    names = ("act_id", "register", "number", "sort_key", "state", "content", "standing_act")
    acts = sa.table("acts", *(sa.column(name) for name in names))
    query = sa.select(acts).order_by(acts.c.sort_key).limit(BATCH)
    key = ""
    while rows := connection.execute(query.where(acts.c.sort_key > key)).all():
        key = rows[-1].sort_key
        found = [_row(row) for row in rows if row.standing_act is None and row.state != "verified"]
        for name, waits in (("waiting_acts", True), ("undrawn_acts", False)):
            some = [row for row in found if bool(row["stage"]) == waits]
            if some:
                target = sa.table(name, *(sa.column(column) for column in some[0]))
                connection.execute(sa.insert(target), some)


def _acts_table(table: str) -> None:
    texts = ("office", "kind", "register", "form")
    op.create_table(
        table,
        sa.Column("act_id", KEY, nullable=False),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("place", KEY, nullable=False),
        sa.Column("doubt", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in texts),
        sa.Column("draw", sa.Integer(), nullable=False),
        sa.Column("first_reader", sa.String(), nullable=False),
        sa.Column("second_reader", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["act_id"], ["acts.act_id"], name=f"fk_{table}_act_id"),
        sa.PrimaryKeyConstraint("act_id", name=f"pk_{table}"),
    )


def _counts() -> None:
    for table, key, counts in (
        ("sample_outcomes", "form", ("checked", "corrected")),
        ("reading_agreements", "family", ("compared", "differed")),
    ):
        op.create_table(
            table,
            sa.Column(key, sa.String(), nullable=False),
            *(sa.Column(name, sa.Integer(), nullable=False) for name in counts),
            sa.PrimaryKeyConstraint(key, name=f"pk_{table}"),
        )
    keys = ("day", "form", "stage")
    op.create_table(
        "review_measures",
        *(sa.Column(name, sa.String(), nullable=False) for name in keys),
        sa.Column("acts", sa.Integer(), nullable=False),
        sa.Column("keystrokes", sa.BigInteger(), nullable=False),
        sa.Column("seconds", sa.Float(), nullable=False),
        sa.Column("characters", sa.BigInteger(), nullable=False),
        sa.Column("fields_changed", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint(*keys, name="pk_review_measures"),
    )


def _row(row: Any) -> dict[str, Any]:
    content = json.loads(row.content)
    drawn = _draw(row.act_id, "sample")
    waits = row.state == "to_review"
    stage = "review" if waits else "sample" if drawn < int(SAMPLED * DRAWS) else ""
    doubt = 0 if row.number is None else _doubt(content)
    step = doubt // 5 * 5 if waits else _draw(row.act_id, "place") * 100 // DRAWS
    office, kind, *_ = row.register.split("/")
    return {
        "act_id": row.act_id,
        "stage": stage,
        "place": f"{'1' if stage else '9'}3{step:03}/{row.sort_key}",
        "doubt": doubt,
        "office": office,
        "kind": kind,
        "register": row.register,
        "form": content["reading"]["form"],
        "draw": drawn,
        "first_reader": "",
        "second_reader": "",
    }


def _doubt(content: dict[str, Any]) -> int:
    fields = content["reading"].get("fields", {})
    known = {name: field["confidence"] for name, field in fields.items()}
    asked = {
        finding["field"]
        for finding in content["findings"]
        if finding.get("field") and finding["code"] not in NOTES
    }
    in_question = [known.get(name, 0.0) for name in asked] or list(known.values())
    return int(100 * min(in_question, default=0.0))


def _draw(act_id: str, what: str) -> int:
    digest = hashlib.sha256(f"{what}/{act_id}".encode()).digest()
    return int.from_bytes(digest[:4], "big") % DRAWS
