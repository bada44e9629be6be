"""Tries to sign in, counted by name and by address."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from archive.errors import SignInDelayed
from archive.sign_in_tries import (
    DELAY_SECONDS,
    FAILURES_ALLOWED,
    NAMES_ALLOWED,
    SignInTries,
    seconds_to_wait,
)

HERE, THERE = "192.0.2.7", "192.0.2.8"


class Clock:
    """Seconds that a test moves on."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def tries(clock: Clock) -> SignInTries:
    return SignInTries(clock)


def waiting(tries: SignInTries, address: str, name: str) -> int:
    """Seconds that a try has to wait, 0 when it counts."""
    try:
        tries.count(address, name)
    except SignInDelayed as delayed:
        return delayed.seconds
    return 0


def many_fail(tries: SignInTries, address: str) -> None:
    for number in range(NAMES_ALLOWED):
        assert waiting(tries, address, f"guessed-{number}") == 0


def test_the_wait_doubles_up_to_an_hour() -> None:
    assert [seconds_to_wait(over, 0) for over in (-1, 0, 1, 2, 50)] == [0, 30, 60, 120, 3600]
    assert seconds_to_wait(0, 10.5) == 20


def test_who_mistypes_a_few_times_does_not_wait(tries: SignInTries) -> None:
    for _ in range(3):
        for _ in range(FAILURES_ALLOWED - 1):
            assert waiting(tries, HERE, "driss") == 0
        tries.right(HERE, "driss")


def test_a_name_waits_after_failures_in_a_row_wherever_they_come_from(
    tries: SignInTries, clock: Clock
) -> None:
    for number in range(FAILURES_ALLOWED):
        assert waiting(tries, f"192.0.2.{number}", "nobody") == 0
    assert waiting(tries, THERE, "nobody") == DELAY_SECONDS
    assert waiting(tries, THERE, "driss") == 0
    clock.now += DELAY_SECONDS
    assert waiting(tries, THERE, "nobody") == 0
    assert waiting(tries, THERE, "nobody") == 2 * DELAY_SECONDS


def test_a_new_password_ends_the_wait(tries: SignInTries) -> None:
    for _ in range(FAILURES_ALLOWED):
        waiting(tries, HERE, "driss")
    tries.forget("driss")
    assert waiting(tries, HERE, "driss") == 0


def test_an_address_waits_when_many_names_fail_from_it(tries: SignInTries, clock: Clock) -> None:
    many_fail(tries, HERE)
    assert waiting(tries, HERE, "another") == DELAY_SECONDS
    assert waiting(tries, THERE, "another") == 0
    clock.now += DELAY_SECONDS
    assert waiting(tries, HERE, "another") == 0
    assert waiting(tries, HERE, "one-more") == 2 * DELAY_SECONDS
    clock.now += 3600
    assert waiting(tries, HERE, "one-more") == 0


def test_the_addresses_of_one_home_network_are_one(tries: SignInTries) -> None:
    for number in range(NAMES_ALLOWED):
        assert waiting(tries, f"2001:db8:1:2::{number:x}", f"guessed-{number}") == 0
    assert waiting(tries, "2001:db8:1:2:ffff::1", "another") == DELAY_SECONDS
    assert waiting(tries, "2001:db8:1:3::1", "another") == 0


def test_who_came_in_from_there_before_does_not_wait_for_others(tries: SignInTries) -> None:
    waiting(tries, HERE, "driss")
    tries.right(HERE, "driss")
    many_fail(tries, HERE)
    assert waiting(tries, HERE, "driss") == 0
    assert waiting(tries, HERE, "amina") == DELAY_SECONDS


def test_tries_at_the_same_moment_are_as_many_tries(tries: SignInTries) -> None:
    with ThreadPoolExecutor(20) as pool:
        told = list(pool.map(lambda _: waiting(tries, HERE, "driss"), range(40)))
    assert told.count(0) == FAILURES_ALLOWED


def test_memory_is_bounded(clock: Clock) -> None:
    tries = SignInTries(clock, remembered=50)
    for number in range(500):
        waiting(tries, f"192.0.{number // 250}.{number % 250}", f"name-{number}")
    assert len(tries) == 100
