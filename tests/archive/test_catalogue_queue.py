import importlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import Row, delete, select

from archive.account import Account, Role
from archive.act import ActReading
from archive.catalogue import Catalogue
from archive.catalogue_duplicates import Compared, Decision
from archive.duplicate import Pair
from archive.errors import ActNotWaiting
from archive.records import VolumePage
from archive.register import Kind, VolumeReference
from archive.review import DRAWS, Filters, ReviewPolicy, Stage, Waiting, draw
from archive.store import open_engine
from archive.tables import undrawn_acts, waiting_acts

MakeReading = Callable[..., ActReading]
AMINA = Account("amina", "Amina", frozenset({Role.CLERK}))
BRAHIM = Account("brahim", "Brahim", frozenset({Role.CLERK}))
CHAMA = Account("chama", "Chama", frozenset({Role.OFFICER}))
NEVER = ReviewPolicy(sample_accepted=0)


@pytest.fixture
def open_with(database_url: str, held: Catalogue) -> Iterator[Callable[[ReviewPolicy], Catalogue]]:
    """The catalogue under other rules of verifying."""
    opened = []

    def open_under(policy: ReviewPolicy) -> Catalogue:
        opened.append(Catalogue(open_engine(database_url), policy=policy))
        return opened[-1]

    yield open_under
    for catalogue in opened:
        catalogue.close()


def numbers(catalogue: Catalogue, filters: Filters | None = None) -> list[str]:
    """Numbers of the waiting acts, in their order."""
    found = []
    for waiting in catalogue.acts_waiting(filters or Filters()):
        act = catalogue.act(waiting.act_id)
        assert act is not None
        found.append(str(act.number))
    return found


def id_of(catalogue: Catalogue, volume: VolumeReference, number: int | str) -> str:
    act = catalogue.act(f"{volume.register}/{number}")
    assert act is not None
    return act.act_id


def test_the_least_certain_act_comes_first(
    held: Catalogue, volume: VolumeReference, make_unsure: MakeReading
) -> None:
    read = [make_unsure(n, sure, n) for n, sure in ((1, 0.84), (2, 0.2), (3, 0.5), (4, 0.81))]
    held.keep_acts(volume, [*read, make_unsure(None, 0.8, 5)], {})
    # 81 and 84 % are about the same doubt: those acts come as the register has them.
    assert numbers(held) == ["None", "2", "3", "1", "4"]
    first = held.next_to_review(AMINA)
    assert first == held.acts_waiting()[0]
    assert first is not None
    assert (first.stage, first.doubt, first.urgent) == (Stage.REVIEW, 0, False)


def test_the_queue_is_paged_in_one_order_while_acts_leave_it(
    held: Catalogue, volume: VolumeReference, make_unsure: MakeReading
) -> None:
    held.keep_acts(volume, [make_unsure(n, n / 20, n) for n in range(1, 12)], {})
    whole = held.acts_waiting()
    held.review(whole[2].act_id, {}, "amina", 1)
    assert held.acts_waiting(after=whole[2].place, limit=3) == whole[3:6]
    assert held.next_to_review(AMINA, after=whole[4].place) == whole[5]
    assert held.next_to_review(AMINA, after=whole[-1].place) is None


def test_only_a_share_of_accepted_acts_waits_and_always_the_same(
    held: Catalogue,
    volume: VolumeReference,
    make_reading: MakeReading,
    open_with: Callable[[ReviewPolicy], Catalogue],
) -> None:
    half = open_with(ReviewPolicy(sample_accepted=0.5))
    half.keep_acts(volume, [make_reading(n, n, page=n) for n in range(1, 41)], {})
    drawn = {act.act_id for act in half.acts() if draw(act.act_id, "sample") < DRAWS / 2}
    sampled = half.acts_waiting(Filters(stage=Stage.SAMPLE))
    assert {waiting.act_id for waiting in sampled} == drawn
    assert 8 < len(drawn) < 32
    again = [make_reading(n, n, page=n, engine="reader 2") for n in range(1, 41)]
    half.keep_acts(volume, again, {})
    assert half.acts_waiting() == sampled


def test_nothing_is_sampled_where_the_share_is_nought(
    volume: VolumeReference,
    make_reading: MakeReading,
    open_with: Callable[[ReviewPolicy], Catalogue],
) -> None:
    never = open_with(NEVER)
    never.keep_acts(volume, [make_reading(n, n, page=n) for n in range(1, 41)], {})
    assert never.acts_waiting() == []


def test_more_of_a_form_is_looked_at_once_its_accepted_acts_prove_wrong(
    volume: VolumeReference,
    make_reading: MakeReading,
    open_with: Callable[[ReviewPolicy], Catalogue],
) -> None:
    desk = open_with(ReviewPolicy(sample_accepted=0.1))
    read = [make_reading(n, n, page=n, sex="M", residence_fr="Fès") for n in range(1, 81)]
    other = [replace(make_reading(n, n, page=n), form="ar_prose") for n in range(81, 121)]
    desk.keep_acts(volume, [*read, *other], {})
    before = desk.queue_counts()[Stage.SAMPLE]
    kept = [w for w in desk.acts_waiting() if str(id_form(desk, w.act_id)) == "ar_prose"]
    for waiting in desk.acts_waiting():
        if id_form(desk, waiting.act_id) == "fr_prose":
            wrong = {"sex": "F", "residence_fr": "Sefrou"}
            desk.review(waiting.act_id, wrong, "amina", 1)
    checked, corrected = desk.sample_findings()["fr_prose"]
    assert (checked, corrected) == (3 * (before - len(kept)), 2 * (before - len(kept)))
    assert desk.queue_counts()[Stage.SAMPLE] > before
    # Nothing was learnt about the other form.
    assert [w for w in desk.acts_waiting() if id_form(desk, w.act_id) == "ar_prose"] == kept


def id_form(catalogue: Catalogue, act_id: str) -> str:
    act = catalogue.act(act_id)
    assert act is not None
    return act.reading.form


def test_counts_and_lists_are_narrowed_alike(
    held: Catalogue,
    volume: VolumeReference,
    make_unsure: MakeReading,
    make_page: Callable[..., VolumePage],
) -> None:
    deaths = VolumeReference.parse("08.201.11.07/death/1940/1@1")
    away = VolumeReference.parse("01.051.01.01/birth/1950/2@1")
    for other in (deaths, away):
        held.take_in(other, [make_page(1, scan=str(other))], source=str(other))
        reading = replace(make_unsure(7, 0.5), register=other.register)
        held.keep_acts(other, [reading], {})
    held.keep_acts(volume, [make_unsure(n, 0.3, n) for n in (1, 2)], {})
    for filters, count in (
        (Filters(), 4),
        (Filters(office="08.201.11.07"), 3),
        (Filters(office="08.201.11.07", kind=Kind.DEATH), 1),
        (Filters(kind=Kind.BIRTH), 3),
        (Filters(register=volume.register), 2),
        (Filters(volume=volume), 2),
        (Filters(volume=VolumeReference(volume.register, 2)), 0),
        (Filters(stage=Stage.REVIEW), 4),
        (Filters(stage=Stage.ARBITER), 0),
    ):
        assert len(held.acts_waiting(filters)) == count
        assert sum(held.queue_counts(filters).values()) == count
        assert (held.next_to_review(AMINA, filters) is None) == (count == 0)


def test_an_act_in_somebody_elses_hands_is_stepped_over(
    held: Catalogue, volume: VolumeReference, make_unsure: MakeReading
) -> None:
    held.keep_acts(volume, [make_unsure(n, 0.3, n) for n in (1, 2)], {})
    first, second = held.acts_waiting()
    held.lock(first.act_id, "amina")
    assert held.next_to_review(BRAHIM) == second
    assert held.next_to_review(AMINA) == first


def test_nobody_is_given_an_act_they_have_read(
    held: Catalogue, volume: VolumeReference, make_unsure: MakeReading
) -> None:
    held.keep_acts(volume, [make_unsure(1, 0.3)], {})
    act_id = id_of(held, volume, 1)
    held.review(act_id, {"given_name_fr": "Idder"}, "amina", 1)
    assert held.queue_counts()[Stage.SECOND] == 1
    assert held.next_to_review(AMINA) is None
    given = held.next_to_review(BRAHIM)
    assert given is not None
    held.review(act_id, {"given_name_fr": "Yidder"}, "brahim", 2)
    assert held.queue_counts()[Stage.ARBITER] == 1
    assert held.next_to_review(AMINA) is None
    # A clerk has no right to arbitrate.
    assert held.next_to_review(Account("driss", "Driss", frozenset({Role.CLERK}))) is None
    assert held.next_to_review(CHAMA) is not None


def test_who_is_overtaken_on_an_act_is_given_the_next(
    held: Catalogue,
    volume: VolumeReference,
    make_unsure: MakeReading,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    held.keep_acts(volume, [make_unsure(n, n / 5, n) for n in (1, 2, 3)], {})
    asked = held.next_to_review

    def overtaken(account: Account, *others: Any, **named: Any) -> Waiting | None:
        """Amina asks, and Brahim has what she is given before she takes it."""
        found = asked(account, *others, **named)
        if found is not None and found.act_id == id_of(held, volume, 1):
            held.lock(found.act_id, "brahim")
        return found

    monkeypatch.setattr(held, "next_to_review", overtaken)
    given = held.take_next(AMINA)
    assert given is not None
    assert given.act_id == id_of(held, volume, 2)
    lock = held.lock_on(given.act_id)
    assert lock is not None
    assert lock.account == "amina"
    assert held.take_next(AMINA, besides=[given.act_id, id_of(held, volume, 3)]) is None


def test_what_somebody_waits_for_comes_first_until_it_is_verified(
    held: Catalogue, volume: VolumeReference, make_unsure: MakeReading, make_reading: MakeReading
) -> None:
    held.keep_acts(volume, [make_unsure(1, 0.1, 1), make_reading(2, 2, page=2)], {})
    accepted, noon = id_of(held, volume, 2), datetime(2026, 5, 4, 12, tzinfo=UTC)
    held.hurry(accepted, noon, "a request at the counter", "dounia")
    assert numbers(held) == ["2", "1"]
    assert held.acts_waiting()[0].urgent
    held.hurry(id_of(held, volume, 1), noon.replace(hour=9), "the same person's brother")
    assert numbers(held) == ["1", "2"]
    read = [make_unsure(1, 0.1, 1), make_reading(2, 2, page=2, sex="F")]
    held.keep_acts(volume, read, {})
    assert numbers(held) == ["1", "2"]
    held.review(accepted, {}, "amina", 2)
    assert numbers(held) == ["1"]
    with pytest.raises(ActNotWaiting):
        held.hurry(accepted, noon, "again")


def test_a_second_copy_does_not_wait(
    held: Catalogue, volume: VolumeReference, make_unsure: MakeReading
) -> None:
    held.keep_acts(volume, [make_unsure(n, 0.3, n) for n in (1, 2)], {})
    one, other = (id_of(held, volume, n) for n in (1, 2))
    pair = Pair.of(one, other)
    held.keep_compared([Compared(pair, ("same_person",), {one: {"n": "1"}, other: {"n": "1"}})])
    joined = held.join(Decision(pair.name, "seen both", "amina", 1, {}), stands=one)
    assert [waiting.act_id for waiting in held.acts_waiting()] == [one]
    held.undo(Decision(pair.name, "two brothers", "amina", joined.version, {}))
    assert {waiting.act_id for waiting in held.acts_waiting()} == {one, other}


def rows_of(catalogue: Catalogue) -> list[Row[tuple[object, ...]]]:
    with catalogue._reading() as connection:
        return [
            row
            for table in (waiting_acts, undrawn_acts)
            for row in connection.execute(select(table).order_by(table.c.act_id))
        ]


def test_acts_kept_before_there_was_a_queue_wait_as_those_kept_since(
    held: Catalogue, volume: VolumeReference, make_unsure: MakeReading, make_reading: MakeReading
) -> None:
    read = [make_unsure(n, n / 70, n) for n in range(1, 60)]
    read += [make_unsure(None, 0.4, 60), make_unsure(61, 0.5, 61)]
    read += [make_reading(n, n, page=n) for n in range(70, 300)]
    held.keep_acts(volume, read, {})
    held.verify(id_of(held, volume, 61), {}, "amina", 1)
    derived = rows_of(held)
    assert {row.stage for row in derived} == {"review", "sample", ""}
    fill = importlib.import_module("archive.migrations.versions.m0004_verifying").fill
    with held._writing() as tx:
        for table in (waiting_acts, undrawn_acts):
            tx.connection.execute(delete(table))
        fill(tx.connection)
    assert rows_of(held) == derived
