from collections.abc import Callable
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from sqlalchemy import event

from archive.act import ActReading, ActState
from archive.catalogue import Catalogue
from archive.catalogue_duplicates import Compared, Decision
from archive.catalogue_outbox import Findable
from archive.duplicate import Pair
from archive.records import VolumePage
from archive.register import VolumeReference

MakePage = Callable[..., VolumePage]
MakeReading = Callable[..., ActReading]
WEDDINGS = VolumeReference.parse("08.201.11.07/marriage/1933/1@1")


@pytest.fixture
def filled(held: Catalogue, volume: VolumeReference, make_reading: MakeReading) -> Catalogue:
    """Twelve acts, the fifth of them confirmed later."""
    held.keep_acts(volume, [make_reading(number, number) for number in range(1, 13)], {})
    fifth = list(held.acts())[4]
    held.verify(fifth.act_id, {}, "amina", fifth.version)
    return held


def seqs(catalogue: Catalogue, after: int = 0, limit: int = 100) -> list[int]:
    return [change.seq for change in catalogue.changed(after, limit)]


def test_an_act_comes_up_once_at_its_latest_change_as_it_stands(filled: Catalogue) -> None:
    changes = filled.changed(0, 100)
    assert len(changes) == 12
    shown = {change.act_id: change.act for change in changes}
    assert shown == {act.act_id: act for act in filled.acts()}
    assert changes[-1].act is not None and changes[-1].act.state is ActState.VERIFIED
    assert changes[-1].seq == filled.last_change()


def test_changes_read_in_batches_are_those_read_at_once(filled: Catalogue) -> None:
    batched: list[int] = []
    while found := seqs(filled, batched[-1] if batched else 0, limit=5):
        batched += found
    assert batched == seqs(filled) == sorted(batched)
    assert filled.waiting(0) == 13
    assert filled.waiting(filled.last_change()) == 0


def test_pages_kept_as_scans_come_up_among_the_acts(filled: Catalogue, make_page: MakePage) -> None:
    last = filled.last_change()
    filled.take_in(WEDDINGS, [make_page(1), make_page(2)], "delivery-2")
    (change,) = filled.changed(last, 100)
    assert (change.volume, change.act_id) == (WEDDINGS, None)
    assert filled.waiting(last) == 1
    filled.supplement(WEDDINGS, [make_page(2, scan="b"), make_page(3)])
    assert [found.volume for found in filled.changed(change.seq, 100)] == [WEDDINGS]
    now = filled.changed(change.seq, 100)[-1].seq
    assert filled.findable(now) == Findable(settled=12 + 3, unsettled=0)
    assert filled.findable(change.seq) == Findable(settled=12, unsettled=3)


def test_acts_are_counted_as_of_a_change(filled: Catalogue) -> None:
    acts = [change.seq for change in filled.changed(0, 100)]
    assert filled.findable(filled.last_change()) == Findable(settled=12, unsettled=0)
    assert filled.findable(acts[2]) == Findable(settled=3, unsettled=9)
    assert filled.findable(0) == Findable(settled=0, unsettled=12)
    before_the_fifth_was_confirmed = filled.last_change() - 1
    assert filled.findable(before_the_fifth_was_confirmed) == Findable(settled=11, unsettled=1)


def test_an_act_that_became_anothers_second_copy_is_withdrawn_and_comes_back(
    filled: Catalogue,
) -> None:
    one, other = list(filled.acts())[:2]
    pair = Pair.of(one.act_id, other.act_id)
    facts = {act.act_id: {"number": "1"} for act in (one, other)}
    filled.keep_compared([Compared(pair, ("same_person",), facts)])
    found = filled.pair(pair.name)
    assert found is not None
    last = filled.last_change()
    filled.join(Decision(pair.name, "seen both", "amina", found.version, {}), one.act_id)
    now = {change.act_id: change.act for change in filled.changed(last, 100)}
    assert now[one.act_id] is not None
    assert now[other.act_id] is None
    assert filled.findable(filled.last_change()) == Findable(settled=11, unsettled=0)
    assert filled.findable(last) == Findable(settled=10, unsettled=2)
    sampled = filled.sample(filled.last_change(), evenly=50, newest=50)
    assert other.act_id not in [act.act_id for act in sampled]
    joined = filled.pair(pair.name)
    assert joined is not None
    filled.undo(Decision(pair.name, "seen again", "amina", joined.version, {}))
    assert filled.changed(0, 100)[-1].act is not None
    assert filled.findable(filled.last_change()) == Findable(settled=12, unsettled=0)


def test_the_sample_is_the_same_whoever_asks_and_holds_the_newest(filled: Catalogue) -> None:
    last = filled.last_change()
    sampled = filled.sample(last, evenly=4, newest=2)
    assert sampled == filled.sample(last, evenly=4, newest=2)
    assert 4 <= len(sampled) == len({act.act_id for act in sampled}) <= 6
    newest = filled.changed(0, 100)[-2:]
    assert [change.act for change in newest if change.act not in sampled] == []


def test_the_sample_leaves_out_what_changed_since(filled: Catalogue) -> None:
    before = filled.last_change() - 1
    sampled = filled.sample(before, evenly=50, newest=50)
    assert len(sampled) == 11
    assert ActState.VERIFIED not in [act.state for act in sampled]


def test_nobody_writes_while_the_record_is_held_still(filled: Catalogue) -> None:
    last = filled.last_change()
    act = next(iter(filled.acts()))
    writer = Thread(target=filled.verify, args=(act.act_id, {}, "amina", act.version))
    with filled.held_still():
        writer.start()
        writer.join(0.3)
        assert writer.is_alive()
        assert filled.last_change() == last
    writer.join(30)
    assert filled.last_change() == last + 1


def test_a_sample_is_found_in_the_order_of_changes_without_sorting_every_act(
    tmp_path: Path, volume: VolumeReference, make_page: MakePage, make_reading: MakeReading
) -> None:
    catalogue = Catalogue.open(f"sqlite:///{tmp_path / 'catalogue.sqlite'}")
    catalogue.take_in(volume, [make_page(1)], "invented")
    catalogue.keep_acts(volume, [make_reading(number, number) for number in range(1, 30)], {})
    asked: list[tuple[str, Any]] = []
    event.listen(
        catalogue._engine, "before_cursor_execute", lambda *told: asked.append((told[2], told[3]))
    )
    assert len(catalogue.sample(catalogue.last_change(), 5, 5)) > 5
    queries = [(sql, given) for sql, given in asked if sql.startswith("SELECT")]
    with catalogue._engine.connect() as connection:
        plans = [
            row[3]
            for sql, given in queries
            for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", given)
        ]
    assert len(plans) >= 12
    assert [plan for plan in plans if "TEMP B-TREE" in plan] == []
    catalogue.close()
