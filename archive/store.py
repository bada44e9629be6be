"""The database under the catalogue: connections, transactions and the audit trail they carry.

Writers take turns on both engines (SQLite's write lock, PostgreSQL's advisory lock), from the
first statement to the commit. That makes the audit chain one chain, and its numbers ascend in
the order of commits, which the index outbox relies on.
"""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, insert, select, text, update
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, OperationalError

from archive import tables
from archive.audit import AuditEntry, content_hash, sealed
from archive.codec import Json, canonical
from archive.errors import CatalogueUnavailable
from archive.review import USUAL_POLICY, ReviewPolicy

_BUSY_SECONDS = 60
_RETRY_SECONDS = 0.01
_CHAIN_LOCK = 0x5349_4A49_4C00
"""Key of PostgreSQL's advisory lock: "SIJIL" in ASCII."""


def utc_now() -> str:
    """This instant as ISO text, UTC, microseconds."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


class Writing:
    """One write transaction: its connection, its instant, its actor, and its audit entries.

    Args:
        policy: the rules by which acts wait for people.
    """

    def __init__(
        self, connection: Connection, actor: str, at: str, policy: ReviewPolicy = USUAL_POLICY
    ) -> None:
        self.connection = connection
        self.actor = actor
        self.at = at
        self.policy = policy
        seq, previous = connection.execute(
            select(tables.audit_head.c.seq, tables.audit_head.c.hash)
        ).one()
        self._seq: int = seq
        self._previous: str = previous
        self._waiting: list[AuditEntry] = []

    def log(self, action: str, subject: str, content: str | None = None, **detail: Any) -> int:
        """Add an audit entry and return its number; ``content`` is an event's text to be hashed."""
        if content is not None:
            detail["event"] = content_hash(content)
        entry = sealed(
            AuditEntry(
                self._seq + 1,
                self.at,
                self.actor,
                action,
                subject,
                canonical(detail),
                self._previous,
            )
        )
        self._waiting.append(entry)
        self._seq, self._previous = entry.seq, entry.hash
        return entry.seq

    def flush(self) -> None:
        """Write the entries added so far: before the events that point at them."""
        if self._waiting:
            self.execute_many(insert(tables.audit), [asdict(entry) for entry in self._waiting])
            self._waiting.clear()
            self.connection.execute(
                update(tables.audit_head).values(seq=self._seq, hash=self._previous)
            )

    def execute_many(self, statement: Any, rows: list[Json]) -> None:
        """Run one statement for every row; nothing for no rows."""
        if rows:
            self.connection.execute(statement, rows)


class Store:
    """An opened database; the catalogue's parts build on its two kinds of transaction.

    Args:
        engine: of a database migrated to this version's tables.
        actor: who is written in the audit trail when a call names nobody.
        clock: gives each transaction its instant as ISO text.
        policy: the rules by which acts wait for people.
    """

    def __init__(
        self,
        engine: Engine,
        actor: str = "sijill",
        clock: Callable[[], str] = utc_now,
        policy: ReviewPolicy = USUAL_POLICY,
    ) -> None:
        self._engine = engine
        self._actor = actor
        self._clock = clock
        self._policy = policy

    def close(self) -> None:
        """Give every connection back."""
        self._engine.dispose()

    @contextmanager
    def _reading(self, snapshot: bool = False) -> Iterator[Connection]:
        with connect(self._engine) as connection:
            if snapshot and self._engine.dialect.name == "postgresql":
                # SQLite's read transactions are snapshots anyway.
                connection.execution_options(isolation_level="REPEATABLE READ")
            yield connection

    @contextmanager
    def _writing(self, actor: str | None = None) -> Iterator[Writing]:
        with write_transaction(self._engine) as connection:
            # Read inside the lock, or instants could run backwards along the chain.
            writing = Writing(connection, actor or self._actor, self._clock(), self._policy)
            yield writing
            writing.flush()


def open_engine(url: str) -> Engine:
    """An engine for ``sqlite:///PATH`` (folder made when missing) or ``postgresql://…``."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        if parsed.database:
            Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(parsed)
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    if parsed.drivername in ("postgres", "postgresql"):
        parsed = parsed.set(drivername="postgresql+psycopg")
    return create_engine(parsed, pool_pre_ping=True)


@contextmanager
def connect(engine: Engine) -> Iterator[Connection]:
    """A connection to read from; CatalogueUnavailable when the database does not answer."""
    with _available(), engine.connect() as connection:
        yield connection


@contextmanager
def write_transaction(engine: Engine) -> Iterator[Connection]:
    """A transaction that no other writer overlaps, committed at the end."""
    with _available(), engine.connect() as plain:
        connection = plain.execution_options(sijill_writes=True)
        with connection.begin():
            if engine.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _CHAIN_LOCK})
            yield connection


@contextmanager
def _available() -> Iterator[None]:
    try:
        yield
    except OperationalError as error:
        raise CatalogueUnavailable(f"the catalogue did not answer: {error.orig}") from error
    except DBAPIError as error:
        if error.connection_invalidated:
            raise CatalogueUnavailable(f"the catalogue went away: {error.orig}") from error
        raise


def _set_up_sqlite(connection: Any, _record: object) -> None:
    # The driver's own transactions start too late, at the first write: ours start with BEGIN.
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout = {_BUSY_SECONDS * 1000}")
    _write_ahead(connection)
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")


def _write_ahead(connection: Any) -> None:
    # Two that open a new file together lock each other out of the change of journal, and SQLite
    # then fails at once, whatever the busy timeout says.
    deadline = time.monotonic() + _BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
        time.sleep(_RETRY_SECONDS)


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("sijill_writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
