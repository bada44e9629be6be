from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest

from archive.account import Account, Role
from archive.act import ActReading
from archive.catalogue import Catalogue
from archive.errors import ActChanged, ActLocked, ActUnknown, ArbiterNeeded, ReadTwice
from archive.register import VolumeReference
from archive.store import open_engine

MakeReading = Callable[..., ActReading]


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = datetime(2026, 5, 4, 9, tzinfo=UTC)

    def __call__(self) -> str:
        return self.now.isoformat(timespec="microseconds")

    def move(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(held: Catalogue, database_url: str, clock: Clock) -> Iterator[Catalogue]:
    """The catalogue by a clock that the test moves."""
    opened = Catalogue(open_engine(database_url), clock=clock)
    yield opened
    opened.close()


@pytest.fixture
def act_id(desk: Catalogue, volume: VolumeReference, make_unsure: MakeReading) -> str:
    desk.keep_acts(volume, [make_unsure(66, 0.6)], {})
    (act,) = desk.acts()
    return act.act_id


def test_an_act_is_in_one_persons_hands(desk: Catalogue, act_id: str) -> None:
    lock = desk.lock(act_id, "amina")
    assert lock.until == "2026-05-04T09:05:00.000000+00:00"
    with pytest.raises(ActLocked) as caught:
        desk.lock(act_id, "brahim")
    assert (caught.value.by, caught.value.until) == ("amina", lock.until)
    assert desk.lock_on(act_id) == lock


def test_the_same_person_renews_the_lock_and_keeps_its_token(
    desk: Catalogue, act_id: str, clock: Clock
) -> None:
    first = desk.lock(act_id, "amina", seconds=60)
    clock.move(59)
    again = desk.lock(act_id, "amina", seconds=60)
    assert again.token == first.token
    clock.move(59)
    with pytest.raises(ActLocked):
        desk.lock(act_id, "brahim")


def test_a_lock_ends_by_itself_and_by_release(desk: Catalogue, act_id: str, clock: Clock) -> None:
    desk.lock(act_id, "amina", seconds=60)
    clock.move(60)
    assert desk.lock_on(act_id) is None
    others = desk.lock(act_id, "brahim")
    desk.release(act_id, others.token)
    assert desk.lock(act_id, "amina").account == "amina"


def test_an_old_token_does_not_release_what_another_holds(
    desk: Catalogue, act_id: str, clock: Clock
) -> None:
    old = desk.lock(act_id, "amina", seconds=60)
    clock.move(61)
    held = desk.lock(act_id, "brahim")
    desk.release(act_id, old.token)
    assert desk.lock_on(act_id) == held


def test_saving_after_the_lock_ended_is_fine_while_nobody_took_the_act(
    desk: Catalogue, act_id: str, clock: Clock
) -> None:
    desk.lock(act_id, "amina", seconds=60)
    clock.move(3600)
    desk.review(act_id, {}, "amina", 1)
    assert desk.lock_on(act_id) is None


def test_saving_an_act_that_somebody_took_meanwhile_is_refused(
    desk: Catalogue, act_id: str, clock: Clock
) -> None:
    desk.lock(act_id, "amina", seconds=60)
    clock.move(61)
    desk.lock(act_id, "brahim")
    with pytest.raises(ActLocked):
        desk.review(act_id, {}, "amina", 1)
    desk.review(act_id, {}, "brahim", 1)
    with pytest.raises(ActChanged):
        desk.review(act_id, {}, "amina", 1)


def test_locks_leave_nothing_in_the_record(desk: Catalogue, act_id: str) -> None:
    before = list(desk.audit_entries())
    desk.release(act_id, desk.lock(act_id, "amina").token)
    assert list(desk.audit_entries()) == before
    assert [event.kind for event in desk.history(act_id)] == ["read"]


def test_only_acts_are_locked(desk: Catalogue) -> None:
    with pytest.raises(ActUnknown):
        desk.lock("nobody", "amina")


def test_an_act_whose_lock_ended_is_given_to_the_next_person(
    desk: Catalogue, act_id: str, clock: Clock
) -> None:
    brahim = Account("brahim", "Brahim", frozenset({Role.CLERK}))
    desk.lock(act_id, "amina", seconds=60)
    assert desk.next_to_review(brahim) is None
    clock.move(61)
    given = desk.next_to_review(brahim)
    assert given is not None
    assert given.act_id == act_id


def test_an_act_is_taken_to_be_read_by_who_may_read_it(
    desk: Catalogue, volume: VolumeReference, make_unsure: MakeReading
) -> None:
    desk.keep_acts(volume, [make_unsure(66, 0.3)], {})
    act_id = desk.acts_waiting()[0].act_id
    amina, brahim, driss = (
        Account(name, name, frozenset({Role.CLERK})) for name in ("amina", "brahim", "driss")
    )
    zineb = Account("zineb", "zineb", frozenset({Role.VERIFIER}))
    assert desk.take(act_id, amina) == desk.lock_on(act_id)
    with pytest.raises(ActLocked):
        desk.take(act_id, brahim)
    desk.review(act_id, {"given_name_fr": "Idder"}, "amina", 1)
    with pytest.raises(ReadTwice):
        desk.take(act_id, amina)
    desk.take(act_id, brahim)
    desk.review(act_id, {"given_name_fr": "Yidder"}, "brahim", 2)
    for reader in (amina, brahim):
        with pytest.raises(ReadTwice):
            desk.take(act_id, reader)
    with pytest.raises(ArbiterNeeded):
        desk.take(act_id, driss)
    assert desk.lock_on(act_id) is None
    assert desk.take(act_id, zineb).account == "zineb"
    with pytest.raises(ActUnknown):
        desk.take("0" * 32, zineb)
