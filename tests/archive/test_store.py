import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import text

from archive.errors import CatalogueUnavailable
from archive.store import open_engine, write_transaction


def test_sqlite_is_durable_patient_and_checks_its_keys(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'new' / 'c.sqlite'}")
    with engine.connect() as connection:

        def pragma(name: str) -> object:
            return connection.execute(text(f"PRAGMA {name}")).scalar_one()

        assert pragma("journal_mode") == "wal"
        assert pragma("synchronous") == 2, "FULL: a commit survives a power cut"
        assert pragma("foreign_keys") == 1
        assert pragma("busy_timeout") == 60_000


def test_a_change_of_journal_that_another_opening_locks_out_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refusals = 2

    class LockedOut(sqlite3.Connection):
        def execute(self, sql: str, *parameters: object) -> sqlite3.Cursor:
            nonlocal refusals
            if "journal_mode" in sql and refusals:
                refusals -= 1
                refused = sqlite3.OperationalError("database is locked")
                refused.sqlite_errorcode = sqlite3.SQLITE_BUSY
                raise refused
            return super().execute(sql, *parameters)

    plainly = sqlite3.connect
    monkeypatch.setattr(
        "sqlite3.dbapi2.connect", lambda *a, **k: plainly(*a, **{**k, "factory": LockedOut})
    )
    with open_engine(f"sqlite:///{tmp_path / 'c.sqlite'}").connect() as connection:
        assert connection.execute(text("PRAGMA journal_mode")).scalar_one() == "wal"
    assert refusals == 0


def test_a_failed_write_transaction_leaves_nothing(database_url: str) -> None:
    engine = open_engine(database_url)
    with write_transaction(engine) as connection:
        connection.execute(text("CREATE TABLE notes (note TEXT)"))
    with pytest.raises(ZeroDivisionError), write_transaction(engine) as connection:
        connection.execute(text("INSERT INTO notes VALUES ('half')"))
        raise ZeroDivisionError
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM notes")).scalar_one() == 0
    engine.dispose()


def test_a_reader_sees_the_last_commit_while_another_writes(database_url: str) -> None:
    engine = open_engine(database_url)
    with write_transaction(engine) as connection:
        connection.execute(text("CREATE TABLE notes (note TEXT)"))
    with write_transaction(engine) as writer:
        writer.execute(text("INSERT INTO notes VALUES ('not yet')"))
        with engine.connect() as reader:
            assert reader.execute(text("SELECT count(*) FROM notes")).scalar_one() == 0
    engine.dispose()


def test_a_database_that_cannot_be_opened_is_told_apart(tmp_path: Path) -> None:
    (tmp_path / "c.sqlite").mkdir()
    with (
        pytest.raises(CatalogueUnavailable),
        write_transaction(open_engine(f"sqlite:///{tmp_path / 'c.sqlite'}")),
    ):
        pass
