"""People signed in and out, and wrong passwords counted, on both databases. Nobody here exists."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from archive import passwords
from archive.account import Account, Role
from archive.catalogue import Catalogue
from archive.errors import PasswordRefused, SignInDelayed, SignInRefused
from archive.sign_in_tries import DELAY_SECONDS, FAILURES_ALLOWED

AMINA = Account("amina", "Amina", frozenset((Role.ADMINISTRATOR,)))
DRISS = Account("driss", "إدريس", frozenset((Role.CLERK,)), "ar")
PASSWORD = "quatre mots très ordinaires"


def wrongly(people: Catalogue, times: int) -> None:
    for _ in range(times):
        with pytest.raises(SignInRefused):
            people.sign_in("amina", "a wrong password", 60)


def test_signing_in_lasts_as_long_as_one_works(people: Catalogue, clock: Any) -> None:
    secret = people.sign_in("amina", PASSWORD, 60)
    for _ in range(5):
        clock.pass_by(minutes=50)
        assert people.signed_in(secret, 60) == AMINA
    clock.pass_by(minutes=61)
    assert people.signed_in(secret, 60) is None


def test_a_session_ends_after_a_working_day_however_busy(people: Catalogue, clock: Any) -> None:
    secret = people.sign_in("amina", PASSWORD, 60, 180)
    for _ in range(3):
        clock.pass_by(minutes=50)
        assert people.signed_in(secret, 60, 180) == AMINA
    clock.pass_by(minutes=29)
    assert people.signed_in(secret, 60, 180) == AMINA
    clock.pass_by(minutes=1)
    assert people.signed_in(secret, 60, 180) is None


def test_a_shorter_working_day_holds_for_those_who_are_signed_in(
    people: Catalogue, clock: Any
) -> None:
    secret = people.sign_in("amina", PASSWORD, 60, 180)
    clock.pass_by(minutes=50)
    assert people.signed_in(secret, 60, 50) is None


def test_signing_out_ends_it(people: Catalogue) -> None:
    secret = people.sign_in("amina", PASSWORD, 60)
    people.sign_out(secret)
    assert people.signed_in(secret, 60) is None


@pytest.mark.parametrize("name", ["amina", "nobody"])
def test_a_wrong_password_and_an_unknown_name_are_told_alike(people: Catalogue, name: str) -> None:
    with pytest.raises(SignInRefused, match="do not belong together"):
        people.sign_in(name, "a wrong password", 60)


def test_an_unknown_name_costs_a_hash_and_a_write_like_a_known_one(
    people: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed: list[str] = []
    is_right = passwords.is_right

    def counted(password: str, kept: str | None) -> bool:
        hashed.append(password)
        return is_right(password, kept)

    monkeypatch.setattr(passwords, "is_right", counted)
    for name in ("amina", "nobody", "my password by mistake"):
        before = len(list(people.audit_entries()))
        with pytest.raises(SignInRefused):
            people.sign_in(name, "a wrong password", 60)
        (entry,) = list(people.audit_entries())[before:]
        assert (entry.action, entry.subject) == (
            "session.refused",
            name if name == "amina" else "",
        )
    assert len(hashed) == 3


def test_tries_at_the_same_moment_are_as_many_tries(
    people: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed: list[str] = []

    def slow(password: str, _: str | None) -> bool:
        hashed.append(password)
        return False

    def guess(number: int) -> str:
        try:
            return people.sign_in("amina", f"guess {number}", 60)
        except SignInRefused as refused:
            return type(refused).__name__

    monkeypatch.setattr(passwords, "is_right", slow)
    with ThreadPoolExecutor(20) as pool:
        told = list(pool.map(guess, range(20)))
    assert len(hashed) == FAILURES_ALLOWED
    assert told.count("SignInDelayed") == 20 - FAILURES_ALLOWED


def test_an_invited_person_without_a_password_cannot_sign_in(people: Catalogue) -> None:
    people.invite(DRISS)
    with pytest.raises(SignInRefused):
        people.sign_in("driss", "", 60)


def test_wrong_passwords_in_a_row_make_an_account_wait(people: Catalogue, clock: Any) -> None:
    wrongly(people, FAILURES_ALLOWED)
    with pytest.raises(SignInDelayed) as told:
        people.sign_in("amina", PASSWORD, 60)
    assert 0 < told.value.seconds <= DELAY_SECONDS
    clock.pass_by(seconds=DELAY_SECONDS)
    wrongly(people, 1)
    clock.pass_by(seconds=DELAY_SECONDS)
    with pytest.raises(SignInDelayed):
        people.sign_in("amina", PASSWORD, 60)
    clock.pass_by(seconds=DELAY_SECONDS)
    assert people.signed_in(people.sign_in("amina", PASSWORD, 60), 60) == AMINA
    wrongly(people, FAILURES_ALLOWED - 1)
    assert people.sign_in("amina", PASSWORD, 60)


def test_a_shut_account_is_out_at_once_and_stays_out(people: Catalogue) -> None:
    people.claim(people.invite(DRISS), PASSWORD)
    secret = people.sign_in("driss", PASSWORD, 60)
    people.change_account("driss", DRISS.roles, disabled=True)
    assert people.signed_in(secret, 60) is None
    with pytest.raises(SignInRefused):
        people.sign_in("driss", PASSWORD, 60)


def test_the_trail_tells_who_came_and_went_and_stays_whole(people: Catalogue) -> None:
    wrongly(people, 1)
    people.sign_out(people.sign_in("amina", PASSWORD, 60))
    told = [entry.action for entry in people.audit_entries(subject="amina")]
    assert told == [
        *("account.made", "account.claimed"),
        *("session.refused", "session.opened", "session.closed"),
    ]
    assert people.check_audit() is None


OTHER = "cinq autres mots très ordinaires"


def test_another_password_ends_every_session_and_link_of_the_account(people: Catalogue) -> None:
    secret, link = people.sign_in("amina", PASSWORD, 60), people.invite_again("amina")
    people.invite(DRISS)
    others = people.open_session("driss", 60)
    people.change_password("amina", PASSWORD, OTHER)
    assert people.signed_in(secret, 60) is None
    assert people.invited(link) is None
    assert people.signed_in(others, 60) == DRISS
    with pytest.raises(SignInRefused):
        people.sign_in("amina", PASSWORD, 60)
    assert people.signed_in(people.sign_in("amina", OTHER, 60), 60) == AMINA
    assert people.check_audit() is None


def test_a_password_is_not_changed_without_the_old_one_however_often_it_is_guessed(
    people: Catalogue,
) -> None:
    with pytest.raises(PasswordRefused):
        people.change_password("amina", PASSWORD, "short")
    for _ in range(FAILURES_ALLOWED):
        with pytest.raises(SignInRefused):
            people.change_password("amina", "a wrong password", OTHER)
    with pytest.raises(SignInDelayed):
        people.change_password("amina", PASSWORD, OTHER)
    with pytest.raises(SignInDelayed):
        people.sign_in("amina", PASSWORD, 60)
