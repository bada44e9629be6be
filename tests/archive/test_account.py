import pytest

from archive.account import Account, Right, Role, rights_of


@pytest.mark.parametrize(
    "name", ["", "a", "Amina", "1amina", "amina b", "amina/b", "a" * 41, "أمينة"]
)
def test_a_name_that_could_not_stand_in_an_address_or_a_log_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="no account name"):
        Account(name, "Amina", frozenset())


def test_a_person_may_do_what_any_of_their_roles_allows() -> None:
    amina = Account("amina", "Amina", frozenset((Role.CLERK, Role.COUNTER)))
    assert amina.rights == rights_of(Role.CLERK) | rights_of(Role.COUNTER)


def test_nothing_is_allowed_without_a_role_nor_to_a_disabled_account() -> None:
    assert Account("amina", "Amina", frozenset()).rights == frozenset()
    assert Account("amina", "Amina", frozenset(Role), disabled=True).rights == frozenset()


@pytest.mark.parametrize("role", Role)
def test_every_role_reads_and_only_officers_touch_mentions(role: Role) -> None:
    rights = rights_of(role)
    assert Right.READ in rights
    assert (Right.APPROVE_MENTION in rights) == (role is Role.OFFICER)
    assert (Right.CONFIRM in rights) == (role is Role.OFFICER)
    assert (Right.WITHDRAW_PAPER in rights) == (role is Role.OFFICER)
    assert (Right.MANAGE_ACCOUNTS in rights) == (role is Role.ADMINISTRATOR)
    assert (Right.MANAGE_LISTS in rights) == (role is Role.ADMINISTRATOR)


def test_every_right_is_some_roles() -> None:
    assert frozenset[Right]().union(*(rights_of(role) for role in Role)) == frozenset(Right)
