"""The catalogue's tables. ``migrations/`` makes them; a test holds the two equal.

JSON stands in text columns in its canonical form, so that hashes over it hold on every engine.
The tables of ``APPEND_ONLY`` only grow: triggers refuse anything else.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
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
_Key = String().with_variant(String(collation="C"), "postgresql")

# Every search is in the audit trail: its numbers outgrow 32 bits.
_Seq = BigInteger().with_variant(Integer(), "sqlite")

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
    Column("seq", _Seq, primary_key=True, autoincrement=False),
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
    Column("seq", _Seq, nullable=False),
    Column("hash", String, nullable=False),
    CheckConstraint("id = 1", name="single"),
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("delivery_id", _Key, primary_key=True),
    Column("name", String, nullable=False),
    Column("status", String, nullable=False),
    Column("volume", String),
    Column("findings", Text, nullable=False),
    Column("updated_at", _Key, nullable=False, index=True),
)

volumes = Table(
    "volumes",
    metadata,
    Column("volume", _Key, primary_key=True),
    Column("sort_key", _Key, nullable=False, unique=True),
    Column("register", String, nullable=False, index=True),
    Column("status", String, nullable=False),
    Column("source", String, nullable=False),
    Column("intake_findings", Text, nullable=False),
    Column("structure_findings", Text, nullable=False),
    Column("taken_at", String, nullable=False),
)

volume_events = Table(
    "volume_events",
    metadata,
    Column("seq", _Seq, ForeignKey("audit.seq"), primary_key=True, autoincrement=False),
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
    Column("act_id", _Key, primary_key=True),
    Column("register", String, nullable=False),
    Column("number", String),
    Column("sort_key", _Key, nullable=False, unique=True),
    Column("state", String, nullable=False),
    Column("version", Integer, nullable=False),
    Column("content", Text, nullable=False),
    Column("standing_act", _Key, index=True),
    UniqueConstraint("register", "number"),
    Index(None, "register", "sort_key"),
    Index(None, "state", "sort_key"),
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
    Column("seq", _Seq, ForeignKey("audit.seq"), primary_key=True, autoincrement=False),
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
    Column("seq", _Seq, nullable=False),
)

duplicates = Table(
    "duplicates",
    metadata,
    Column("pair", _Key, primary_key=True),
    Column("act_one", ForeignKey("acts.act_id"), nullable=False, index=True),
    Column("act_other", ForeignKey("acts.act_id"), nullable=False, index=True),
    Column("state", String, nullable=False),
    Column("asked", _Seq, nullable=False),
    Column("version", Integer, nullable=False),
    Column("content", Text, nullable=False),
    Index(None, "state", "asked"),
)

duplicate_events = Table(
    "duplicate_events",
    metadata,
    Column("seq", _Seq, ForeignKey("audit.seq"), primary_key=True, autoincrement=False),
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

APPEND_ONLY = ("audit", "act_events", "volume_events", "duplicate_events")
"""Tables whose rows are never changed nor removed."""
