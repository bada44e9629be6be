"""The catalogue's tables of lists: officers, delegations, fees, holidays, deadlines, offices.

A row holds from its first day to the day before its last; it is never changed but for its end, and
never removed: triggers refuse anything else.
"""

from typing import Any

from sqlalchemy import Boolean, Column, Integer, String, Table

from archive.tables import KEY, metadata


def _sourced() -> tuple[Column[Any], ...]:
    return tuple(Column(name, String, nullable=False) for name in ("source_fr", "source_ar"))


def _list(name: str, *columns: Column[Any]) -> Table:
    return Table(
        name,
        metadata,
        Column("number", Integer, primary_key=True),
        *columns,
        Column("from_day", String, nullable=False),
        Column("until_day", String),
        Column("entered_by", String, nullable=False),
        Column("entered_at", String, nullable=False),
        Column("ended_by", String),
        Column("ended_at", String),
    )


officers = _list(
    "officers",
    Column("officer_id", KEY, nullable=False, index=True),
    Column("account", KEY, nullable=False, index=True),
    Column("name_ar", String, nullable=False),
    Column("name_fr", String, nullable=False),
    Column("capacity", String, nullable=False),
    Column("signing_key", String),
)

delegations = _list(
    "delegations",
    Column("officer_id", KEY, nullable=False, index=True),
    Column("office_code", KEY, nullable=False, index=True),
    Column("decision", String, nullable=False),
    Column("automatic", Boolean, nullable=False),
)

fees = _list(
    "fees",
    Column("kind", String, nullable=False),
    Column("amount", String, nullable=False),
    *_sourced(),
)

holidays = _list(
    "holidays",
    Column("yearly", Boolean, nullable=False),
    Column("name_fr", String, nullable=False),
    Column("name_ar", String, nullable=False),
    *_sourced(),
)

deadlines = _list(
    "deadlines",
    Column("kind", String, nullable=False),
    Column("delivery", String, nullable=False),
    Column("days", Integer, nullable=False),
    Column("remind", Integer, nullable=False),
    *_sourced(),
)

office_changes = _list(
    "office_changes",
    Column("office_code", KEY, nullable=False, index=True),
    Column("name_fr", String, nullable=False),
    Column("name_ar", String, nullable=False),
    Column("is_open", Boolean, nullable=False),
    *_sourced(),
)
