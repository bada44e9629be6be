"""The order of writes, which a database without deferred checks enforces."""

import re
from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import Engine, event

from archive.act import ActReading
from archive.catalogue import Catalogue
from archive.register import VolumeReference

MakeReading = Callable[..., ActReading]
_WRITE = re.compile(r"(INSERT INTO|UPDATE|DELETE FROM) (\w+)")


@pytest.fixture
def written() -> Iterator[list[str]]:
    """Tables written to, in order, while the test runs."""
    tables: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_others: object) -> None:
        if found := _WRITE.match(statement):
            tables.append(found[2])

    event.listen(Engine, "before_cursor_execute", note)
    yield tables
    event.remove(Engine, "before_cursor_execute", note)


def test_entry_then_act_then_event(
    held: Catalogue, volume: VolumeReference, make_reading: MakeReading, written: list[str]
) -> None:
    held.keep_acts(volume, [make_reading(66, 1), make_reading(67, 2)], {})
    order = list(dict.fromkeys(written))
    assert order[:4] == ["audit", "audit_head", "acts", "act_events"]
    assert {"waiting_acts", "held_registers", "act_volumes"} <= set(order[4:])


def test_numbers_are_given_up_before_they_are_taken(
    held: Catalogue, volume: VolumeReference, make_reading: MakeReading, written: list[str]
) -> None:
    held.keep_acts(volume, [make_reading(66, 1, page=1), make_reading(67, 2, page=2)], {})
    written.clear()
    new = make_reading(66, 3, page=3)
    held.keep_acts(
        volume, [make_reading(65, 1, page=1), make_reading(67, 2, page=2, sex="M"), new], {}
    )
    assert [act.reading.ordinal for act in held.acts()] == [1, 3, 2]
    assert [table for table in written if table == "acts"] == ["acts"] * 3


def test_events_and_entries_share_their_numbers_in_the_volumes_order(
    held: Catalogue, volume: VolumeReference, make_reading: MakeReading
) -> None:
    held.keep_acts(volume, [make_reading(67, 2), make_reading(66, 1), make_reading(5, 3)], {})
    entries = [entry for entry in held.audit_entries() if entry.action == "act.read"]
    found = [held.act(entry.subject) for entry in entries]
    assert [act.reading.ordinal for act in found if act is not None] == [1, 2, 3]
    for entry in entries:
        (logged,) = held.history(entry.subject)
        assert (logged.seq, logged.at, logged.actor) == (entry.seq, entry.at, entry.actor)


def test_the_volume_is_structured_after_its_acts(
    held: Catalogue, volume: VolumeReference, make_reading: MakeReading
) -> None:
    held.keep_acts(volume, [make_reading(66)], {})
    actions = [entry.action for entry in held.audit_entries()]
    assert actions == ["volume.taken", "act.read", "volume.structured"]
