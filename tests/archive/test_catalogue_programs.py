"""Programs of other services and their tokens, on both databases. None of them exists."""

import pytest
from sqlalchemy import text

from archive.account import Account, Role
from archive.catalogue import Catalogue
from archive.errors import AccountExists, ProgramUnknown
from archive.program import TOKEN_PREFIX


def test_a_token_says_which_program_asks(people: Catalogue) -> None:
    program, token = people.add_program("guichet-net", "Guichet Net")
    assert token.startswith(TOKEN_PREFIX)
    assert people.program_of(token) == program == people.programs()[0]
    assert people.program_of(token[:-1]) is None
    assert people.program_of("") is None


def test_the_record_keeps_no_token(people: Catalogue) -> None:
    _, token = people.add_program("guichet-net", "Guichet Net")
    with people._reading() as connection:
        rows = connection.execute(text("SELECT * FROM programs")).all()
    assert token not in str(rows)
    assert token not in str(people.audit_entries())


def test_a_new_token_ends_the_one_before(people: Catalogue) -> None:
    _, first = people.add_program("guichet-net", "Guichet Net")
    second = people.renew_token("guichet-net")
    assert people.program_of(first) is None
    assert people.program_of(second) is not None


def test_an_ended_program_asks_again_by_a_new_token_alone(people: Catalogue) -> None:
    _, token = people.add_program("guichet-net", "Guichet Net")
    people.end_program("guichet-net", "amina")
    assert people.program_of(token) is None
    assert people.programs()[0].ended_at is not None
    assert people.program_of(people.renew_token("guichet-net")) is not None
    actions = [entry.action for entry in people.audit_entries()][-3:]
    assert actions == ["program.made", "program.ended", "program.token"]


def test_a_program_is_never_named_as_a_person_nor_a_person_as_a_program(people: Catalogue) -> None:
    with pytest.raises(AccountExists):
        people.add_program("amina", "Amina")
    people.add_program("guichet-net", "Guichet Net")
    with pytest.raises(AccountExists):
        people.add_program("guichet-net", "Another")
    with pytest.raises(AccountExists):
        people.invite(Account("guichet-net", "Driss", frozenset((Role.CLERK,))))


@pytest.mark.parametrize("name", ["", "A", "Guichet Net", "g", "x" * 41, "é-net"])
def test_a_name_is_shaped_like_one(people: Catalogue, name: str) -> None:
    with pytest.raises(ValueError, match="no name of a program"):
        people.add_program(name, "Guichet Net")


def test_an_unknown_program_has_no_token(people: Catalogue) -> None:
    with pytest.raises(ProgramUnknown):
        people.renew_token("nobody")
    with pytest.raises(ProgramUnknown):
        people.end_program("nobody")
