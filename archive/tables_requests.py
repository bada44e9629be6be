"""The catalogue's tables of requests: what is asked, every step, who asks and may ask for what.

Whom a request is about stands in ``requests.asked`` alone; ``request_events`` keep its hash.
"""

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from archive.tables import KEY, SEQ, metadata

requests = Table(
    "requests",
    metadata,
    Column("number", KEY, primary_key=True),
    Column("asked_by", String, nullable=False),
    Column("key", String, nullable=False),
    Column("asked", Text, nullable=False),
    Column("asked_sha256", String, nullable=False),
    Column("state", String, nullable=False),
    Column("waiting", String, index=True),
    Column("kind", String, nullable=False),
    Column("delivery", String, nullable=False),
    Column("office", KEY, nullable=False),
    Column("act_id", ForeignKey("acts.act_id"), index=True),
    Column("act_seen", Integer),
    Column("copies", Integer, nullable=False),
    Column("centimes", Integer, nullable=False),
    Column("due_on", KEY, nullable=False),
    Column("remind_on", KEY, nullable=False),
    Column("awaits_us", Boolean, nullable=False),
    Column("signed_on", KEY, index=True),
    Column("try_at", KEY, index=True),
    Column("reminded_of", String),
    Column("version", Integer, nullable=False),
    Column("content", Text, nullable=False),
    UniqueConstraint("asked_by", "key"),
    Index(None, "due_on", "number"),
    Index(None, "state", "due_on", "number"),
    Index(None, "awaits_us", "due_on", "number"),
)

programs = Table(
    "programs",
    metadata,
    Column("name", KEY, primary_key=True),
    Column("shown_name", String, nullable=False),
    Column("digest", String, nullable=False, unique=True),
    Column("made_at", String, nullable=False),
    Column("ended_at", String),
)

request_events = Table(
    "request_events",
    metadata,
    Column("seq", SEQ, ForeignKey("audit.seq"), primary_key=True, autoincrement=False),
    Column("number", ForeignKey("requests.number"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("kind", String, nullable=False),
    Column("content", Text, nullable=False),
    UniqueConstraint("number", "version"),
)

request_numbers = Table(
    "request_numbers",
    metadata,
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("last", Integer, nullable=False),
)

entitlements = Table(
    "entitlements",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("kind", String, nullable=False),
    Column("capacity", String, nullable=False),
    Column("needs_proof", Boolean, nullable=False),
    Column("source_fr", String, nullable=False),
    Column("source_ar", String, nullable=False),
    Column("from_day", String, nullable=False),
    Column("until_day", String),
    Column("entered_by", String, nullable=False),
    Column("entered_at", String, nullable=False),
    Column("ended_by", String),
    Column("ended_at", String),
)
