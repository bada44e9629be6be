"""Deliveries being followed: one look a second for all, and a time left only where it is known."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from archive.catalogue import Catalogue
from archive.records import Delivery, DeliveryStatus, VolumeProgress
from archive.register import VolumeReference
from archive_api.followed import Followed

VOLUME = VolumeReference.parse("04.481.01.07/birth/1933/1")


class Record:
    """A catalogue that counts how often it is asked."""

    def __init__(self) -> None:
        self.asked = 0
        self.status = DeliveryStatus.READING
        self.read = 0

    def delivery(self, delivery_id: str) -> Delivery | None:
        self.asked += 1
        known = Delivery("one", "1933", self.status, VOLUME, (), "2026-11-23T00:00:00")
        return known if delivery_id == "one" else None

    def progress(self, _: VolumeReference) -> VolumeProgress:
        return VolumeProgress(100, self.read, 0, 0, 0, 0)


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def record() -> Record:
    return Record()


@pytest.fixture
def looking(record: Record, clock: Clock) -> Callable[[float, int], float | None]:
    """Looks after so many seconds, when so many pages are read; tells the time left."""
    followed = Followed(clock)

    def look(seconds: float, read: int) -> float | None:
        clock.now += seconds
        record.read = read
        seen = followed.look(record, "one")  # type: ignore[arg-type]
        assert seen is not None
        return seen.seconds_left

    return look


def test_all_who_follow_share_one_look_a_second(record: Record, clock: Clock) -> None:
    followed = Followed(clock)
    with ThreadPoolExecutor(8) as viewers:
        list(viewers.map(lambda _: followed.look(record, "one"), range(50)))  # type: ignore[arg-type]
    assert record.asked == 1
    assert followed.fresh("one") is not None
    clock.now += 1.0
    assert followed.fresh("one") is None
    followed.look(record, "one")  # type: ignore[arg-type]
    assert record.asked == 2


def test_nothing_is_said_of_the_time_left_before_it_was_measured(looking) -> None:
    assert [looking(2, read) for read in (40, 40, 41, 42)] == [None] * 4


def test_time_left_comes_from_the_pages_seen_to_be_read(looking) -> None:
    # 60 pages were read before anybody looked: they say nothing of the speed.
    for read in (60, 61, 62, 63):
        left = looking(10, read)
    assert left == pytest.approx(37 * 10)
    assert looking(4, 63) == pytest.approx(37 * 10 - 4)


def test_a_reading_that_stalls_says_no_time(looking) -> None:
    for read in (0, 1, 2, 3):
        looking(10, read)
    assert looking(39, 3) is not None
    assert looking(10, 3) is None


def test_when_every_page_is_read_no_time_is_said(looking) -> None:
    assert [looking(10, read) for read in (97, 98, 99, 100)][-1] is None


def test_the_mark_changes_with_what_is_shown_and_not_with_each_second(
    record: Record, clock: Clock
) -> None:
    followed = Followed(clock)
    look = followed.look(record, "one")  # type: ignore[arg-type]
    assert look is not None
    later = replace(look, seconds_left=600.0)
    assert later.mark != look.mark
    assert later.mark == replace(look, seconds_left=610.0).mark
    record.read, clock.now = 1, clock.now + 2
    moved = followed.look(record, "one")  # type: ignore[arg-type]
    assert moved is not None
    assert moved.mark != look.mark


def test_what_is_not_there_is_not_followed(record: Record, filled: Catalogue) -> None:
    assert Followed().look(record, "other") is None  # type: ignore[arg-type]
    assert Followed().look(filled, "other") is None
