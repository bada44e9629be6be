from collections.abc import Callable

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError

from archive.act import ActReading
from archive.catalogue import Catalogue
from archive.register import VolumeReference
from archive.store import open_engine

MakeReading = Callable[..., ActReading]


@pytest.fixture
def audited(held: Catalogue, volume: VolumeReference, make_reading: MakeReading) -> Catalogue:
    """A catalogue with six entries: taken, read, read, structured, verified, seen."""
    held.keep_acts(volume, [make_reading(66, 1), make_reading(67, 2)], {})
    act_id = next(iter(held.acts())).act_id
    held.verify(act_id, {"sex": "F"}, "amina", 1)
    held.log_read("brahim", "act.seen", act_id)
    return held


@pytest.fixture
def tamper(database_url: str) -> Callable[..., None]:
    """Change rows as somebody who owns the database could, with its guards taken off."""
    logs = ("audit", "act_events", "volume_events")

    def change(*statements: str) -> None:
        if database_url.startswith("sqlite"):
            engine = create_engine(database_url)
            guards = [
                f"DROP TRIGGER {log}_no_{way}" for log in logs for way in ("update", "delete")
            ]
        else:
            engine = open_engine(database_url)
            guards = [f"ALTER TABLE {log} DISABLE TRIGGER ALL" for log in logs]
        with engine.begin() as connection:
            for statement in (*guards, *statements):
                connection.execute(text(statement))
        engine.dispose()

    return change


def broken_at(catalogue: Catalogue) -> int | None:
    found = catalogue.check_audit()
    return None if found is None else found.seq


def test_writes_and_reads_stand_in_one_whole_trail(audited: Catalogue) -> None:
    entries = list(audited.audit_entries())
    assert [(entry.seq, entry.actor, entry.action) for entry in entries] == [
        (1, "sijill", "volume.taken"),
        (2, "sijill", "act.read"),
        (3, "sijill", "act.read"),
        (4, "sijill", "volume.structured"),
        (5, "amina", "act.verified"),
        (6, "brahim", "act.seen"),
    ]
    assert [entry.at for entry in entries] == sorted(entry.at for entry in entries)
    assert audited.check_audit() is None


def test_an_empty_trail_is_whole(catalogue: Catalogue) -> None:
    assert catalogue.check_audit() is None


@pytest.mark.parametrize("log", ["audit", "act_events", "volume_events"])
@pytest.mark.parametrize("change", ["DELETE FROM {}", "UPDATE {} SET seq = seq + 1"])
def test_the_database_itself_refuses_to_rewrite_a_log(
    audited: Catalogue, database_url: str, log: str, change: str
) -> None:
    engine = open_engine(database_url)
    with pytest.raises(DBAPIError, match="append-only"), engine.begin() as connection:
        connection.execute(text(change.format(log)))
    engine.dispose()
    assert audited.check_audit() is None


@pytest.mark.parametrize(
    ("change", "seq"),
    [
        ("UPDATE audit SET actor = 'nobody' WHERE seq = 6", 6),
        ("UPDATE audit SET detail = '{}' WHERE seq = 3", 3),
        ("DELETE FROM audit WHERE seq = 4", 4),
        ("DELETE FROM audit WHERE seq = 6", 6),
        ("UPDATE act_events SET content = replace(content, '\"F\"', '\"M\"') WHERE seq = 5", 5),
        ("DELETE FROM act_events WHERE seq = 2", 2),
        ("UPDATE volume_events SET content = '{}' WHERE seq = 1", 1),
        ("UPDATE act_events SET seq = 6 WHERE seq = 5", 5),
        ("UPDATE act_events SET seq = 99 WHERE seq = 5", 5),
    ],
)
def test_the_first_row_tampered_with_is_found(
    audited: Catalogue, tamper: Callable[..., None], change: str, seq: int
) -> None:
    tamper(change)
    assert broken_at(audited) == seq


def test_reordered_rows_are_found(audited: Catalogue, tamper: Callable[..., None]) -> None:
    tamper(
        "UPDATE audit SET seq = -1 WHERE seq = 2",
        "UPDATE audit SET seq = 2 WHERE seq = 3",
        "UPDATE audit SET seq = 3 WHERE seq = -1",
    )
    assert broken_at(audited) == 2


def test_an_event_slipped_in_without_an_entry_is_found(
    audited: Catalogue, tamper: Callable[..., None]
) -> None:
    tamper(
        "INSERT INTO act_events (seq, act_id, version, kind, content) "
        "SELECT 7, act_id, 3, kind, content FROM act_events WHERE seq = 5"
    )
    assert broken_at(audited) == 7


def test_a_change_to_the_trail_does_not_stop_later_writes(
    audited: Catalogue, tamper: Callable[..., None]
) -> None:
    tamper("UPDATE audit SET actor = 'nobody' WHERE seq = 3")
    audited.log_read("amina", "search", "")
    assert broken_at(audited) == 3


def test_an_index_follows_the_acts_from_where_it_stopped(
    audited: Catalogue, volume: VolumeReference, make_reading: MakeReading
) -> None:
    changes = list(audited.changes_since(0))
    assert [seq for seq, _ in changes] == [2, 3, 5]
    assert changes[0][1] == changes[2][1]
    assert audited.last_change() == 5
    assert audited.index_position("tantivy") == 0
    audited.set_index_position("tantivy", 5)
    audited.set_index_position("elastic", 3)
    assert audited.index_position("tantivy") == 5
    assert list(audited.changes_since(audited.index_position("tantivy"))) == []
    audited.keep_acts(volume, [make_reading(66, 1, sex="M"), make_reading(67, 2)], {})
    assert list(audited.changes_since(5)) == [(7, changes[0][1])]


def test_a_subjects_entries_can_be_picked(audited: Catalogue) -> None:
    act_id = next(iter(audited.acts())).act_id
    found = audited.audit_entries(subject=act_id)
    assert [entry.action for entry in found] == ["act.read", "act.verified", "act.seen"]
    assert [entry.seq for entry in audited.audit_entries(after=4)] == [5, 6]
