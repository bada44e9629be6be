"""People's accounts, on both databases. Nobody here exists."""

from typing import Any

import pytest

from archive.account import Account, Role
from archive.catalogue import Catalogue
from archive.catalogue_accounts import INVITATION_HOURS
from archive.errors import (
    AccountExists,
    AccountUnknown,
    InvitationInvalid,
    LastAdministrator,
    PasswordRefused,
)

AMINA = Account("amina", "Amina", frozenset((Role.ADMINISTRATOR,)))
DRISS = Account("driss", "إدريس", frozenset((Role.CLERK,)), "ar")
PASSWORD = "quatre mots très ordinaires"


def test_a_one_time_link_opens_once(people: Catalogue) -> None:
    secret = people.invite(DRISS)
    assert people.invited(secret) == DRISS
    assert people.claim(secret, PASSWORD) == DRISS
    assert people.invited(secret) is None
    with pytest.raises(InvitationInvalid):
        people.claim(secret, "another long password")


def test_a_link_ends_after_a_day_and_when_another_is_made(people: Catalogue, clock: Any) -> None:
    first = people.invite(DRISS)
    second = people.invite_again("driss")
    assert people.invited(first) is None
    clock.pass_by(hours=INVITATION_HOURS, seconds=1)
    assert people.invited(second) is None


@pytest.mark.parametrize("password", ["short", "x" * 11, "x" * 129])
def test_a_password_too_short_or_too_long_leaves_the_link_open(
    people: Catalogue, password: str
) -> None:
    secret = people.invite(DRISS)
    with pytest.raises(PasswordRefused):
        people.claim(secret, password)
    assert people.invited(secret) == DRISS


def test_a_name_is_given_once(people: Catalogue) -> None:
    with pytest.raises(AccountExists):
        people.invite(AMINA)


def test_somebody_can_always_manage_accounts(people: Catalogue) -> None:
    with pytest.raises(LastAdministrator):
        people.change_account("amina", AMINA.roles, disabled=True)
    with pytest.raises(LastAdministrator):
        people.change_account("amina", (Role.CLERK,), disabled=False)
    assert people.account("amina") == AMINA
    with pytest.raises(AccountUnknown):
        people.change_account("nobody", (), disabled=False)


def test_a_language_is_kept(people: Catalogue) -> None:
    people.set_language("amina", "ar")
    found = people.account("amina")
    assert found is not None
    assert found.language == "ar"


def test_no_secret_and_no_password_stands_in_the_record(people: Catalogue) -> None:
    invited = people.invite(DRISS)
    secret = people.sign_in("amina", PASSWORD, 60)
    with people._reading() as connection:
        tables = ("accounts", "sessions", "invitations", "audit")
        rows = [connection.exec_driver_sql(f"SELECT * FROM {table}").all() for table in tables]
    for hidden in (PASSWORD, secret, invited):
        assert hidden not in repr(rows)
