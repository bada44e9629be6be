"""One-time links made at the terminal: the first administrator's, and ``sijill invite``."""

from collections.abc import Iterable

from archive.account import Account, Role
from archive.catalogue import Catalogue
from archive.settings import Settings

FIRST_ACCOUNT = "admin"


def first_link(settings: Settings) -> str | None:
    """The address at which the first administrator comes in, None once somebody has.

    Whoever sets an archive up has every role, until they give roles to others.
    """
    catalogue = Catalogue.open(settings)
    try:
        if catalogue.count_claimed():
            return None
        if catalogue.account(FIRST_ACCOUNT) is not None:
            return _link(settings, catalogue.invite_again(FIRST_ACCOUNT))
        account = Account(FIRST_ACCOUNT, FIRST_ACCOUNT, frozenset(Role))
        return _link(settings, catalogue.invite(account))
    finally:
        catalogue.close()


def invitation(settings: Settings, name: str, shown_name: str, roles: Iterable[str]) -> str:
    """The address of a one-time link: for a new account, or a new one for an account there is.

    Raises:
        ValueError: the name is none, or a new account is given no role.
    """
    catalogue = Catalogue.open(settings)
    try:
        if catalogue.account(name) is not None:
            return _link(settings, catalogue.invite_again(name))
        given = frozenset(map(Role, roles))
        if not given:
            raise ValueError(f"no account is named {name!r}: give a new one a role by --role")
        return _link(settings, catalogue.invite(Account(name, shown_name or name, given)))
    finally:
        catalogue.close()


def _link(settings: Settings, secret: str) -> str:
    return f"{settings.address}/welcome/{secret}"
