from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.act import ActReading
from archive.box import Box
from archive.history import History, Missed, Read, Verified, confirmed_values
from archive.matching import plan
from archive.register import ActNumber, VolumeReference

MakeReading = Callable[..., ActReading]
SCANS = {"p1.jpg": "scan 1", "p2.jpg": "scan 2", "p3.jpg": "scan 3"}
VOLUME = VolumeReference.parse("08.201.11.07/birth/1933/1@1")


class Record:
    """A register in memory: what plans add up to."""

    def __init__(self, volume: VolumeReference) -> None:
        self.volume = volume
        self.acts: dict[str, History] = {}

    def keep(
        self, *readings: ActReading, copy: int = 1, scans: dict[str, str] = SCANS
    ) -> list[str]:
        """Keep a structuring; ids of the acts it met, in order, then events of missed ones."""
        volume = VolumeReference(self.volume.register, copy)
        steps = plan(volume, self.acts.values(), readings, scans)
        for step in steps:
            self.acts[step.known.act_id] = step.known.after(step.what)
        return [step.known.act_id for step in steps]

    def confirm(self, act_id: str, **decisions: str) -> None:
        act = self.acts[act_id].act()
        confirmed = confirmed_values(act, decisions)
        number = ActNumber.parse(confirmed["act_number"])
        what = Verified(decisions, confirmed, act.mentions, number)
        self.acts[act_id] = self.acts[act_id].after(what)

    def numbers(self) -> dict[str, str]:
        return {act_id: str(history.number) for act_id, history in self.acts.items()}


@pytest.fixture
def record(volume: VolumeReference) -> Record:
    return Record(volume)


def test_the_same_structuring_adds_nothing(record: Record, make_reading: MakeReading) -> None:
    readings = [make_reading(66, 1), make_reading(None, 2), make_reading(66, 3)]
    assert len(record.keep(*readings)) == 3
    assert record.keep(*readings) == []


def test_ids_do_not_depend_on_what_else_was_found(
    volume: VolumeReference, make_reading: MakeReading
) -> None:
    one, both = Record(volume), Record(volume)
    (id_67,) = one.keep(make_reading(67, 1))
    assert id_67 in both.keep(make_reading(66, 1), make_reading(67, 2))


def test_an_act_keeps_its_id_when_its_number_is_read_better(
    record: Record, make_reading: MakeReading
) -> None:
    wrong, right = record.keep(make_reading(60, 1, page=1), make_reading(67, 2, page=2))
    assert record.keep(make_reading(66, 1, page=1), make_reading(67, 2, page=2)) == [wrong]
    assert record.numbers() == {wrong: "66", right: "67"}


def test_numbers_shifted_by_one_move_no_act(record: Record, make_reading: MakeReading) -> None:
    ids = record.keep(*(make_reading(n, n - 65, page=n - 65) for n in (66, 67, 68)))
    again = record.keep(*(make_reading(n + 1, n - 65, page=n - 65) for n in (66, 67, 68)))
    assert again == ids
    assert list(record.numbers().values()) == ["67", "68", "69"]


def test_two_acts_may_trade_their_numbers(record: Record, make_reading: MakeReading) -> None:
    first, second = record.keep(make_reading(66, 1, page=1), make_reading(67, 2, page=2))
    record.keep(make_reading(67, 1, page=1), make_reading(66, 2, page=2))
    assert record.numbers() == {first: "67", second: "66"}


def test_an_act_moved_to_another_page_is_known_by_its_number(
    record: Record, make_reading: MakeReading
) -> None:
    (act_id,) = record.keep(make_reading(66, 1, page=1))
    assert record.keep(make_reading(66, 2, page=2)) == [act_id]


def test_an_act_found_above_a_known_one_is_new(record: Record, make_reading: MakeReading) -> None:
    (known,) = record.keep(make_reading(66, 1, box=(0, 800, 1000, 700)))
    upper = make_reading(65, 1, box=(0, 50, 1000, 700))
    changed = record.keep(upper, make_reading(66, 2, box=(0, 790, 1000, 710)))
    assert known == changed[1]
    assert len(record.acts) == 2


def test_an_act_without_number_is_known_by_its_region(
    record: Record, make_reading: MakeReading
) -> None:
    boxes = [(0, 0, 1000, 500), (0, 500, 1000, 500)]
    upper, lower = record.keep(
        make_reading(None, 1, box=boxes[0]), make_reading(None, 2, box=boxes[1])
    )
    assert record.keep(make_reading(None, 1, box=boxes[1], sex="M")) == [lower, upper]
    assert record.acts[upper].missed.keys() == {1}


def test_a_replaced_page_is_no_proof_of_place(record: Record, make_reading: MakeReading) -> None:
    (known,) = record.keep(make_reading(66, 1, page=1))
    other_leaf = {**SCANS, "p1.jpg": "another leaf"}
    met, missed = record.keep(make_reading(80, 1, page=1), scans=other_leaf)
    assert met != known
    assert missed == known


def test_a_page_scanned_again_is_the_same_place_when_no_number_speaks_against_it(
    record: Record, make_reading: MakeReading
) -> None:
    (known,) = record.keep(make_reading(None, 1, page=1))
    better = {**SCANS, "p1.jpg": "better scan"}
    assert record.keep(make_reading(66, 1, page=1), scans=better) == [known]


def test_a_number_read_twice_stays_with_the_first(
    record: Record, make_reading: MakeReading
) -> None:
    first, second = record.keep(make_reading(66, 1, page=1), make_reading(66, 2, page=2))
    assert record.numbers() == {first: "66", second: "None"}
    assert [item.code for item in record.acts[second].act().findings] == ["number_taken"]
    record.keep(make_reading(65, 1, page=1), make_reading(66, 2, page=2))
    assert record.numbers() == {first: "65", second: "66"}


def test_no_reading_takes_a_number_from_a_person(record: Record, make_reading: MakeReading) -> None:
    first, second = record.keep(make_reading(66, 1, page=1), make_reading(67, 2, page=2))
    record.confirm(first, act_number="68")
    record.keep(make_reading(66, 1, page=1), make_reading(68, 2, page=2))
    assert record.numbers() == {first: "68", second: "None"}


def test_the_originals_meet_by_number_only(record: Record, make_reading: MakeReading) -> None:
    first, second = record.keep(make_reading(66, 1, page=1), make_reading(67, 2, page=2))
    court = [make_reading(67, 1, page=1, copy=2), make_reading(None, 2, page=2, copy=2)]
    met = record.keep(*court, copy=2)
    assert met[0] == second
    assert met[1] not in (first, second)
    assert record.acts[first].missed == {}, "it was never read in this original"


def test_a_missed_act_is_missed_once(record: Record, make_reading: MakeReading) -> None:
    (act_id,) = record.keep(make_reading(66, 1))
    assert record.keep() == [act_id]
    assert record.keep() == []
    assert record.keep(make_reading(66, 1)) == [act_id]


numbers = st.none() | st.integers(1, 4)
bands = st.none() | st.integers(0, 3).map(lambda row: Box(0, row * 300, 1000, 300))
items = st.tuples(numbers, st.integers(1, 3), bands, st.sampled_from(["M", "F"]))
structurings = st.lists(st.lists(items, max_size=5), min_size=1, max_size=4)


def readings_of(found: Sequence[tuple[int | None, int, Box | None, str]]) -> list[ActReading]:
    return [
        ActReading(
            VOLUME.register,
            1,
            None if number is None else ActNumber(number),
            ordinal,
            form=sex,
            fields={},
            pages=((f"p{page}.jpg", box),),
        )
        for ordinal, (number, page, box, sex) in enumerate(found, start=1)
    ]


@given(structurings, st.data())
def test_whatever_is_read_nothing_is_lost_and_no_number_is_held_twice(
    several: list[list[tuple[int | None, int, Box | None, str]]], data: st.DataObject
) -> None:
    record = Record(VOLUME)
    pinned: dict[str, str] = {}
    for found in several:
        before = set(record.acts)
        readings = readings_of(found)
        record.keep(*readings)
        assert record.keep(*readings) == [], "keeping the same again adds nothing"
        assert before <= set(record.acts), "no act ever goes"
        kept = [history.reads[1].reading for history in record.acts.values() if not history.missed]
        assert sorted(kept, key=lambda reading: reading.ordinal) == readings
        held = [history.number for history in record.acts.values() if history.number]
        assert len(held) == len(set(held))
        assert pinned.items() <= record.numbers().items(), "a person's number stays"
        free = [act_id for act_id in record.acts if record.acts[act_id].number]
        if free:
            act_id = data.draw(st.sampled_from(free))
            record.confirm(act_id)
            pinned[act_id] = record.numbers()[act_id]


def test_missed_acts_come_after_the_found_ones(
    record: Record, volume: VolumeReference, make_reading: MakeReading
) -> None:
    record.keep(make_reading(66, 1, page=1), make_reading(67, 2, page=2))
    steps = plan(volume, record.acts.values(), [make_reading(67, 1, page=2)], SCANS)
    assert [type(step.what) for step in steps] == [Read, Missed]
