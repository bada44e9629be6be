from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from archive.account import Account, Role
from archive.act import ActReading
from archive.catalogue import Catalogue
from archive.errors import ActNotWaiting, ActUnknown
from archive.register import VolumeReference
from archive.review import Filters, ReviewPolicy, Stage
from archive.store import open_engine

MakeReading = Callable[..., ActReading]
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
FIRST, SECOND = "D-2026-000001-A", "D-2026-000002-B"


@pytest.fixture
def clock() -> list[datetime]:
    """A Monday morning, a quarter past nine in Morocco."""
    return [datetime(2026, 11, 23, 9, 15, tzinfo=UTC)]


@pytest.fixture
def desk(
    database_url: str,
    held: Catalogue,
    volume: VolumeReference,
    make_unsure: MakeReading,
    make_reading: MakeReading,
    clock: list[datetime],
) -> Iterator[Catalogue]:
    """Acts 1 to 5 wait, the last the surest; act 6 is accepted."""
    opened = Catalogue(
        open_engine(database_url),
        clock=lambda: clock[0].isoformat(timespec="microseconds"),
        policy=ReviewPolicy(sample_accepted=0, second_share_least=0, second_share_most=0),
    )
    unsure = [make_unsure(n, n / 10, n) for n in range(1, 6)]
    opened.keep_acts(volume, [*unsure, make_reading(6, 6, page=6)], {})
    yield opened
    opened.close()


@pytest.fixture
def id_of(desk: Catalogue, volume: VolumeReference) -> Callable[[int], str]:
    def find(number: int) -> str:
        act = desk.act(f"{volume.register}/{number}")
        assert act is not None
        return act.act_id

    return find


def order(catalogue: Catalogue) -> list[str]:
    acts = [catalogue.act(waiting.act_id) for waiting in catalogue.acts_waiting()]
    return [str(act.number) for act in acts if act is not None]


def test_whoever_is_due_earliest_is_served_first(
    desk: Catalogue, id_of: Callable[[int], str]
) -> None:
    desk.hurry(id_of(5), NOON, FIRST)
    desk.hurry(id_of(6), NOON - timedelta(hours=1), SECOND)
    assert order(desk) == ["6", "5", "1", "2", "3", "4"]
    first = desk.next_to_review(Account("amina", "Amina", frozenset({Role.CLERK})))
    assert first is not None and first.urgent and first.stage is Stage.REVIEW


def test_of_several_who_wait_for_one_act_the_earliest_gives_it_its_place(
    desk: Catalogue, id_of: Callable[[int], str]
) -> None:
    desk.hurry(id_of(4), NOON, FIRST)
    desk.hurry(id_of(5), NOON + timedelta(days=1), FIRST)
    assert order(desk)[:2] == ["4", "5"]
    desk.hurry(id_of(5), NOON - timedelta(days=1), SECOND)
    assert order(desk)[:2] == ["5", "4"]
    desk.let_wait(id_of(5), SECOND)
    assert order(desk)[:2] == ["4", "5"]
    desk.let_wait(id_of(5), FIRST)
    assert order(desk) == ["4", "1", "2", "3", "5"]


def test_the_same_request_moves_its_own_instant(
    desk: Catalogue, id_of: Callable[[int], str]
) -> None:
    desk.hurry(id_of(4), NOON, FIRST)
    desk.hurry(id_of(5), NOON + timedelta(hours=1), SECOND)
    desk.hurry(id_of(4), NOON + timedelta(hours=2), FIRST)
    assert order(desk)[:2] == ["5", "4"]


def test_an_accepted_act_that_nobody_waits_for_any_more_leaves_the_queue(
    desk: Catalogue, id_of: Callable[[int], str]
) -> None:
    desk.hurry(id_of(6), NOON, FIRST)
    assert order(desk)[0] == "6"
    desk.let_wait(id_of(6), FIRST)
    assert order(desk) == ["1", "2", "3", "4", "5"]


def test_who_never_waited_changes_nothing(desk: Catalogue, id_of: Callable[[int], str]) -> None:
    desk.hurry(id_of(5), NOON, FIRST)
    before = desk.acts_waiting(), len(list(desk.audit_entries()))
    desk.let_wait(id_of(5), SECOND)
    desk.let_wait("nobody", FIRST)
    assert (desk.acts_waiting(), len(list(desk.audit_entries()))) == before


def test_reading_an_act_anew_leaves_it_its_place(
    desk: Catalogue, id_of: Callable[[int], str], volume: VolumeReference, make_unsure: MakeReading
) -> None:
    desk.hurry(id_of(5), NOON, FIRST)
    again = [make_unsure(n, n / 10, n, sex="F") for n in range(1, 6)]
    desk.keep_acts(volume, again, {})
    assert order(desk)[0] == "5"


def test_a_verified_act_is_waited_for_no_more(desk: Catalogue, id_of: Callable[[int], str]) -> None:
    desk.hurry(id_of(5), NOON, FIRST)
    desk.hurry(id_of(5), NOON, SECOND)
    desk.verify(id_of(5), {}, "chama", 1)
    assert order(desk) == ["1", "2", "3", "4"]
    with pytest.raises(ActNotWaiting):
        desk.hurry(id_of(5), NOON, FIRST)
    # Nothing is left behind that would put it first if the word is taken back.
    desk.reopen(id_of(5), "chama", 2)
    assert not any(waiting.urgent for waiting in desk.acts_waiting())


def test_the_trail_tells_that_an_act_was_hurried_and_not_for_whom(
    desk: Catalogue, id_of: Callable[[int], str]
) -> None:
    desk.hurry(id_of(5), NOON, FIRST, "dounia")
    desk.let_wait(id_of(5), FIRST, "dounia")
    told = [entry for entry in desk.audit_entries() if entry.subject == id_of(5)][-2:]
    assert [(entry.action, entry.actor) for entry in told] == [
        ("act.hurried", "dounia"),
        ("act.let_wait", "dounia"),
    ]
    assert FIRST not in "".join(entry.detail for entry in told)


def test_an_unknown_act_is_not_hurried(desk: Catalogue) -> None:
    with pytest.raises(ActUnknown):
        desk.hurry("nobody", NOON, FIRST)


def test_an_act_is_expected_by_its_place_and_the_pace_of_the_last_days(
    desk: Catalogue,
    id_of: Callable[[int], str],
    clock: list[datetime],
    volume: VolumeReference,
    make_unsure: MakeReading,
) -> None:
    now = clock[0]
    clock[0] = now - timedelta(days=3)
    read = [make_unsure(n, 0.1, n) for n in range(10, 18)]
    desk.keep_acts(volume, read, {})
    for number in range(10, 18):
        desk.review(id_of(number), {}, "amina", 1)
    clock[0] = now
    desk.hurry(id_of(5), NOON, FIRST)
    # Eight acts in the eight hours of a day: one an hour.
    told = desk.expected(id_of(5))
    assert told is not None and told.at is not None
    assert (told.ahead, told.at) == (0, now + timedelta(hours=1))
    third = desk.expected(id_of(2))
    assert third is not None and third.at is not None
    assert (third.ahead, third.at) == (2, now + timedelta(hours=3))


def test_nothing_is_expected_of_an_act_that_does_not_wait(
    desk: Catalogue, id_of: Callable[[int], str]
) -> None:
    assert desk.expected(id_of(6)) is None
    assert desk.expected("nobody") is None


def test_without_anybody_at_work_a_place_is_told_and_no_time(
    desk: Catalogue, id_of: Callable[[int], str]
) -> None:
    desk.hurry(id_of(6), NOON, FIRST)
    told = desk.expected(id_of(1))
    assert told is not None
    assert (told.ahead, told.at) == (1, None)


def test_what_was_hurried_before_several_could_wait_still_is(
    database_url: str, desk: Catalogue, id_of: Callable[[int], str]
) -> None:
    import importlib

    from alembic.migration import MigrationContext
    from alembic.operations import Operations

    desk.hurry(id_of(5), NOON, FIRST)
    before = desk.acts_waiting(Filters())
    migration: Any = importlib.import_module("archive.migrations.versions.m0013_search_orders")
    with desk._writing() as tx, Operations.context(MigrationContext.configure(tx.connection)):
        migration.wait_by_several()
    desk.hurry(id_of(5), NOON + timedelta(days=1), SECOND)
    assert desk.acts_waiting(Filters()) == before
