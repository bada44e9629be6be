"""The catalogue's table of search orders: acts whose volume is not in the archive."""

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text

from archive.tables import KEY, metadata

search_orders = Table(
    "search_orders",
    metadata,
    Column("search_order", Integer, primary_key=True),
    Column("request", KEY, nullable=False, index=True),
    Column("registers", KEY, nullable=False),
    Column("number", String),
    Column("known", Text, nullable=False),
    Column("state", String, nullable=False),
    Column("act_id", ForeignKey("acts.act_id")),
    Column("why", String),
    Column("opened_at", KEY, nullable=False),
    Column("opened_by", String, nullable=False),
    Column("closed_at", String),
    Column("closed_by", String),
    Index(None, "registers", "state"),
    Index(None, "state", "registers", "search_order"),
)
