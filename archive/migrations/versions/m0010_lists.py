"""Lists with dates of validity: officers, delegations, fees, holidays, deadlines, offices."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

KEY = sa.String().with_variant(sa.String(collation="C"), "postgresql")
SOURCED = {"source_fr": sa.String(), "source_ar": sa.String()}
LISTS: dict[str, dict[str, Any]] = {
    "officers": {
        "officer_id": KEY,
        "account": KEY,
        "name_ar": sa.String(),
        "name_fr": sa.String(),
        "capacity": sa.String(),
        "signing_key": sa.String(),
    },
    "delegations": {
        "officer_id": KEY,
        "office_code": KEY,
        "decision": sa.String(),
        "automatic": sa.Boolean(),
    },
    "fees": {"kind": sa.String(), "amount": sa.String(), **SOURCED},
    "holidays": {
        "yearly": sa.Boolean(),
        "name_fr": sa.String(),
        "name_ar": sa.String(),
        **SOURCED,
    },
    "deadlines": {
        "kind": sa.String(),
        "delivery": sa.String(),
        "days": sa.Integer(),
        "remind": sa.Integer(),
        **SOURCED,
    },
    "office_changes": {
        "office_code": KEY,
        "name_fr": sa.String(),
        "name_ar": sa.String(),
        "is_open": sa.Boolean(),
        **SOURCED,
    },
}
MAY_BE_EMPTY = ("signing_key",)


def upgrade() -> None:
    """Add the tables with their guards, and enter what a new record begins with."""
    dialect = op.get_bind().dialect.name
    for name, columns in LISTS.items():
        _add(name, columns)
        kept = ("number", *columns, "from_day", "entered_by", "entered_at")
        for guard in _guards(dialect, name, kept):
            op.execute(guard)
    _enter_first()


def _add(name: str, columns: dict[str, Any]) -> None:
    op.create_table(
        name,
        sa.Column("number", sa.Integer(), nullable=False),
        *(sa.Column(one, kind, nullable=one in MAY_BE_EMPTY) for one, kind in columns.items()),
        sa.Column("from_day", sa.String(), nullable=False),
        sa.Column("until_day", sa.String(), nullable=True),
        sa.Column("entered_by", sa.String(), nullable=False),
        sa.Column("entered_at", sa.String(), nullable=False),
        sa.Column("ended_by", sa.String(), nullable=True),
        sa.Column("ended_at", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("number", name=f"pk_{name}"),
    )
    for one, kind in columns.items():
        if kind is KEY:
            op.create_index(f"ix_{name}_{one}", name, [one])


def _guards(dialect: str, table: str, kept: tuple[str, ...]) -> list[str]:
    """The triggers that let a row end and do nothing else to it."""
    columns = ", ".join(kept)
    if dialect == "sqlite":
        refused = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        return [
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {refused}",
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE OF {columns} ON {table} {refused}",
        ]
    refused = "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    return [
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE OR TRUNCATE ON {table} {refused}",
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE OF {columns} ON {table} {refused}",
    ]


def _enter_first() -> None:
    archive = Path(__file__).parents[2]
    first = json.loads((archive / "issuing" / "first_lists.json").read_text(encoding="utf-8"))
    begins: str = first["from_day"]
    fees = [{**one, "from_day": begins} for one in first["fees"]]
    deadlines = [
        {**{key: one[key] for key in one if key != "kinds"}, "kind": kind, "from_day": begins}
        for one in first["deadlines"]
        for kind in one["kinds"]
    ]
    holidays = [
        {**first["holiday_source"], **{key: one[key] for key in one if key != "day"}}
        | {"yearly": True, "from_day": f"{begins[:4]}-{one['day']}"}
        for one in first["holidays"]
    ]
    for name, rows in (("fees", fees), ("deadlines", deadlines), ("holidays", holidays)):
        _enter(name, rows)


def _enter(name: str, rows: list[dict[str, Any]]) -> None:
    entered = {"entered_by": "sijill", "entered_at": datetime.now(UTC).isoformat()}
    columns = {**LISTS[name], **dict.fromkeys(("from_day", *entered), sa.String())}
    table = sa.table(name, *(sa.column(one, kind) for one, kind in columns.items()))
    op.bulk_insert(table, [{**row, **entered} for row in rows])
