"""How often strangers may ask."""

import pytest

from archive_api.asking_rate import AT_ONCE, SECONDS_EACH, AskedTooOften, AskingRate


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def ask(rate: AskingRate, address: str, times: int) -> None:
    for _ in range(times):
        rate.count(address)


def test_an_address_asks_so_many_at_once_then_waits(clock: Clock) -> None:
    rate = AskingRate(clock)
    ask(rate, "192.0.2.1", AT_ONCE)
    with pytest.raises(AskedTooOften) as refused:
        rate.count("192.0.2.1")
    assert refused.value.seconds == SECONDS_EACH
    rate.count("192.0.2.2")
    clock.now += SECONDS_EACH
    rate.count("192.0.2.1")


def test_what_is_refused_is_not_counted(clock: Clock) -> None:
    rate = AskingRate(clock)
    ask(rate, "192.0.2.1", AT_ONCE)
    for _ in range(100):
        with pytest.raises(AskedTooOften):
            rate.count("192.0.2.1")
    clock.now += SECONDS_EACH
    rate.count("192.0.2.1")


def test_a_file_counts_for_more(clock: Clock) -> None:
    rate = AskingRate(clock)
    ask(rate, "192.0.2.1", AT_ONCE - 4)
    with pytest.raises(AskedTooOften):
        rate.count("192.0.2.1", 5)
    rate.count("192.0.2.1", 4)


def test_whoever_has_a_network_of_addresses_is_one(clock: Clock) -> None:
    rate = AskingRate(clock)
    for host in range(AT_ONCE):
        rate.count(f"2001:db8::{host:x}")
    with pytest.raises(AskedTooOften):
        rate.count("2001:db8::ffff")
    rate.count("2001:db8:0:1::1")


def test_memory_is_bounded(clock: Clock) -> None:
    rate = AskingRate(clock, remembered=10)
    for host in range(200):
        rate.count(f"192.0.2.{host}")
    assert len(rate) == 10
