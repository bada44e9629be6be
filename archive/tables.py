"""The catalogue's tables. ``migrations/`` makes them; a test holds the two equal.

JSON stands in text columns in its canonical form, so that hashes over it hold on every engine.
The tables of ``APPEND_ONLY`` only grow: triggers refuse anything else.
"""

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

# One order of text on every engine, whatever the server's locale: paging compares these columns.
KEY = String().with_variant(String(collation="C"), "postgresql")

# Every search is in the audit trail: its numbers outgrow 32 bits.
SEQ = BigInteger().with_variant(Integer(), "sqlite")

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

audit = Table(
    "audit",
    metadata,
    Column("seq", SEQ, primary_key=True, autoincrement=False),
    Column("at", String, nullable=False),
    Column("actor", String, nullable=False),
    Column("action", String, nullable=False),
    Column("subject", String, nullable=False),
    Column("detail", Text, nullable=False),
    Column("previous", String, nullable=False),
    Column("hash", String, nullable=False),
    Index(None, "subject"),
)

audit_head = Table(
    "audit_head",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("seq", SEQ, nullable=False),
    Column("hash", String, nullable=False),
    CheckConstraint("id = 1", name="single"),
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("delivery_id", KEY, primary_key=True),
    Column("name", String, nullable=False),
    Column("status", String, nullable=False),
    Column("volume", String),
    Column("findings", Text, nullable=False),
    Column("updated_at", KEY, nullable=False, index=True),
)

volumes = Table(
    "volumes",
    metadata,
    Column("volume", KEY, primary_key=True),
    Column("sort_key", KEY, nullable=False, unique=True),
    Column("register", String, nullable=False, index=True),
    Column("status", String, nullable=False),
    Column("source", String, nullable=False),
    Column("intake_findings", Text, nullable=False),
    Column("structure_findings", Text, nullable=False),
    Column("taken_at", String, nullable=False),
    Index(None, "taken_at", "sort_key"),
)

volume_events = Table(
    "volume_events",
    metadata,
    Column("seq", SEQ, ForeignKey("audit.seq"), primary_key=True, autoincrement=False),
    Column("volume", ForeignKey("volumes.volume"), nullable=False, index=True),
    Column("kind", String, nullable=False),
    Column("content", Text, nullable=False),
)

pages = Table(
    "pages",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("volume", ForeignKey("volumes.volume"), nullable=False),
    Column("name", String, nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("sha256", String, nullable=False, index=True),
    Column("frame", Integer, nullable=False),
    Column("width", Integer, nullable=False),
    Column("height", Integer, nullable=False),
    Column("dpi", Integer),
    Column("findings", Text, nullable=False),
    Column("kind", String),
    Column("replaced", Boolean, nullable=False),
    Index(None, "volume", "ordinal"),
)

readings = Table(
    "readings",
    metadata,
    Column("sha256", String, primary_key=True),
    Column("frame", Integer, primary_key=True, autoincrement=False),
    Column("engine", String, primary_key=True),
    Column("key", String, nullable=False),
)

acts = Table(
    "acts",
    metadata,
    Column("act_id", KEY, primary_key=True),
    Column("register", String, nullable=False),
    Column("number", String),
    Column("sort_key", KEY, nullable=False, unique=True),
    Column("state", String, nullable=False),
    Column("version", Integer, nullable=False),
    Column("content", Text, nullable=False),
    Column("standing_act", KEY, index=True),
    UniqueConstraint("register", "number"),
    Index(None, "register", "sort_key"),
    Index(None, "state", "sort_key"),
    Index(None, "register", "state", "standing_act"),
)

act_volumes = Table(
    "act_volumes",
    metadata,
    Column("act_id", ForeignKey("acts.act_id"), primary_key=True),
    Column("volume", ForeignKey("volumes.volume"), primary_key=True, index=True),
)

act_events = Table(
    "act_events",
    metadata,
    Column("seq", SEQ, ForeignKey("audit.seq"), primary_key=True, autoincrement=False),
    Column("act_id", ForeignKey("acts.act_id"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("kind", String, nullable=False),
    Column("content", Text, nullable=False),
    UniqueConstraint("act_id", "version"),
)

index_positions = Table(
    "index_positions",
    metadata,
    Column("name", String, primary_key=True),
    Column("seq", SEQ, nullable=False),
)

duplicates = Table(
    "duplicates",
    metadata,
    Column("pair", KEY, primary_key=True),
    Column("act_one", ForeignKey("acts.act_id"), nullable=False, index=True),
    Column("act_other", ForeignKey("acts.act_id"), nullable=False, index=True),
    Column("state", String, nullable=False),
    Column("asked", SEQ, nullable=False),
    Column("version", Integer, nullable=False),
    Column("content", Text, nullable=False),
    Index(None, "state", "asked"),
)

duplicate_events = Table(
    "duplicate_events",
    metadata,
    Column("seq", SEQ, ForeignKey("audit.seq"), primary_key=True, autoincrement=False),
    Column("pair", ForeignKey("duplicates.pair"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("kind", String, nullable=False),
    Column("content", Text, nullable=False),
    UniqueConstraint("pair", "version"),
)

duplicate_facts = Table(
    "duplicate_facts",
    metadata,
    Column("act_id", ForeignKey("acts.act_id"), primary_key=True),
    Column("facts", Text, nullable=False),
)

duplicate_blocks = Table(
    "duplicate_blocks",
    metadata,
    Column("block", BigInteger, primary_key=True, autoincrement=False),
    Column("act_id", ForeignKey("acts.act_id"), primary_key=True, index=True),
    sqlite_with_rowid=False,
)

proposals = Table(
    "proposals",
    metadata,
    Column("proposal", KEY, primary_key=True),
    Column("act_id", ForeignKey("acts.act_id"), nullable=False, index=True),
    Column("proposed_by", String, nullable=False),
    Column("state", String, nullable=False),
    Column("asked", SEQ, nullable=False),
    Column("version", Integer, nullable=False),
    Column("content", Text, nullable=False),
    Index(None, "state", "asked"),
)

proposal_events = Table(
    "proposal_events",
    metadata,
    Column("seq", SEQ, ForeignKey("audit.seq"), primary_key=True, autoincrement=False),
    Column("proposal", ForeignKey("proposals.proposal"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("kind", String, nullable=False),
    Column("content", Text, nullable=False),
    UniqueConstraint("proposal", "version"),
)

held_registers = Table(
    "held_registers",
    metadata,
    Column("register", KEY, primary_key=True),
    Column("office", KEY, nullable=False),
    Column("kind", String, nullable=False),
    Column("year", Integer, nullable=False),
    Column("part", Integer, nullable=False),
    Column("to_review", Integer, nullable=False),
    Column("accepted", Integer, nullable=False),
    Column("verified", Integer, nullable=False),
    Column("first", Integer),
    Column("last", Integer),
    Column("missing", Integer, nullable=False),
    Index(None, "office", "year"),
)

held_years = Table(
    "held_years",
    metadata,
    Column("province", KEY, primary_key=True),
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("registers", Integer, nullable=False),
    Column("to_review", Integer, nullable=False),
    Column("accepted", Integer, nullable=False),
    Column("verified", Integer, nullable=False),
    Column("missing", Integer, nullable=False),
)

accounts = Table(
    "accounts",
    metadata,
    Column("name", KEY, primary_key=True),
    Column("shown_name", String, nullable=False),
    Column("roles", String, nullable=False),
    Column("language", String, nullable=False),
    Column("password", String),
    Column("disabled", Boolean, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("failed_at", String, nullable=False),
)

sessions = Table(
    "sessions",
    metadata,
    Column("digest", String, primary_key=True),
    Column("account", ForeignKey("accounts.name"), nullable=False, index=True),
    Column("until", String, nullable=False),
    Column("began", String, nullable=False, server_default=""),
)

invitations = Table(
    "invitations",
    metadata,
    Column("digest", String, primary_key=True),
    Column("account", ForeignKey("accounts.name"), nullable=False, index=True),
    Column("until", String, nullable=False),
)


def _waiting_columns() -> list[Column[Any]]:
    return [
        Column("act_id", ForeignKey("acts.act_id"), primary_key=True),
        Column("stage", String, nullable=False),
        Column("place", KEY, nullable=False),
        Column("doubt", Integer, nullable=False),
        Column("office", String, nullable=False),
        Column("kind", String, nullable=False),
        Column("register", String, nullable=False),
        Column("form", String, nullable=False),
        Column("draw", Integer, nullable=False),
        Column("first_reader", String, nullable=False),
        Column("second_reader", String, nullable=False),
    ]


waiting_acts = Table(
    "waiting_acts",
    metadata,
    *_waiting_columns(),
    Index(None, "place", unique=True),
    Index(None, "stage", "place"),
    Index(None, "office", "place"),
    Index(None, "register", "place"),
    Index(None, "office", "kind", "stage"),
    Index(None, "kind", "place", "stage"),
    Index(None, "form", "stage", "draw"),
)

undrawn_acts = Table("undrawn_acts", metadata, *_waiting_columns(), Index(None, "form", "draw"))

hurried_acts = Table(
    "hurried_acts",
    metadata,
    Column("act_id", ForeignKey("acts.act_id"), primary_key=True),
    Column("why", String, primary_key=True),
    Column("wanted_by", String, nullable=False),
    Column("actor", String, nullable=False),
)

act_locks = Table(
    "act_locks",
    metadata,
    Column("act_id", ForeignKey("acts.act_id"), primary_key=True),
    Column("account", String, nullable=False),
    Column("token", String, nullable=False),
    Column("until", String, nullable=False),
)

sample_outcomes = Table(
    "sample_outcomes",
    metadata,
    Column("form", String, primary_key=True),
    Column("checked", Integer, nullable=False),
    Column("corrected", Integer, nullable=False),
)

reading_agreements = Table(
    "reading_agreements",
    metadata,
    Column("family", String, primary_key=True),
    Column("compared", Integer, nullable=False),
    Column("differed", Integer, nullable=False),
)

field_outcomes = Table(
    "field_outcomes",
    metadata,
    Column("form", String, primary_key=True),
    Column("engine", String, primary_key=True),
    Column("state", String, primary_key=True),
    Column("looked", BigInteger, nullable=False),
    Column("changed", BigInteger, nullable=False),
)

review_measures = Table(
    "review_measures",
    metadata,
    Column("day", String, primary_key=True),
    Column("form", String, primary_key=True),
    Column("stage", String, primary_key=True),
    Column("acts", Integer, nullable=False),
    Column("keystrokes", BigInteger, nullable=False),
    Column("seconds", Float, nullable=False),
    Column("characters", BigInteger, nullable=False),
    Column("fields_changed", BigInteger, nullable=False),
)

APPEND_ONLY = (
    *("audit", "act_events", "volume_events", "duplicate_events", "proposal_events"),
    *("snapshots", "request_events"),
)
"""Tables whose rows are never changed nor removed."""
