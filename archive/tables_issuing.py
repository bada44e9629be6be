"""The catalogue's tables of papers: snapshots, papers and their numbers."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, Text

from archive.tables import KEY, metadata

snapshots = Table(
    "snapshots",
    metadata,
    Column("sha256", String, primary_key=True),
    Column("act_id", ForeignKey("acts.act_id"), nullable=False, index=True),
    Column("body", Text, nullable=False),
)

papers = Table(
    "papers",
    metadata,
    Column("serial", KEY, primary_key=True),
    Column("code", String, nullable=False, unique=True),
    Column("order_key", String, nullable=False, unique=True),
    Column("kind", String, nullable=False),
    Column("language", String, nullable=False),
    Column("act_id", ForeignKey("acts.act_id"), nullable=False),
    Column("reference", String, nullable=False),
    Column("act_version", Integer, nullable=False),
    Column("snapshot_sha256", ForeignKey("snapshots.sha256"), nullable=False),
    Column("officer", String, nullable=False),
    Column("specimen", Boolean, nullable=False),
    Column("request", String),
    Column("at", String, nullable=False),
    Column("pdf_sha256", String),
    Column("revoked", String),
    Column("revoked_at", String),
    Index(None, "act_id", "at"),
)

paper_numbers = Table(
    "paper_numbers",
    metadata,
    Column("office", KEY, primary_key=True),
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("last", Integer, nullable=False),
    Column("last_at", String),
)
