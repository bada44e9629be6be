"""The catalogue's accounts: people invited, their passwords, their roles and their language.

Secrets are kept as digests alone: who reads the database can sign in as nobody.
"""

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from archive import passwords
from archive.account import LEAST_PASSWORD, MOST_PASSWORD, Account, Role
from archive.audit import content_hash
from archive.errors import (
    AccountExists,
    AccountUnknown,
    InvitationInvalid,
    LastAdministrator,
    PasswordRefused,
)
from archive.store import Store, Writing
from archive.tables import accounts, invitations, sessions
from archive.tables_requests import programs

INVITATION_HOURS = 24


class Accounts(Store):
    """Accounts by name."""

    def accounts(self) -> list[Account]:
        """Every account, by name."""
        with self._reading() as connection:
            return [account_of(row) for row in connection.execute(BY_NAME)]

    def account(self, name: str) -> Account | None:
        """One account, None when there is none of this name."""
        with self._reading() as connection:
            return _find(connection, name)

    def invite(self, account: Account, actor: str | None = None) -> str:
        """Make an account without a password; returns the secret of its one-time link.

        Raises:
            AccountExists: the name is taken.
        """
        with self._writing(actor) as tx:
            program = select(programs.c.name).where(programs.c.name == account.name)
            is_program = tx.connection.execute(program).first() is not None
            if is_program or _find(tx.connection, account.name) is not None:
                raise AccountExists(f"an account named {account.name!r} exists already")
            unused = {"password": None, "failures": 0, "failed_at": ""}
            tx.connection.execute(insert(accounts).values(**_row(account), **unused))
            tx.log("account.made", account.name, roles=sorted(r.value for r in account.roles))
            return _invitation(tx, account.name)

    def invite_again(self, name: str, actor: str | None = None) -> str:
        """A new one-time link for an account: to set a forgotten password. Earlier links end."""
        with self._writing(actor) as tx:
            require_account(tx.connection, name)
            tx.log("account.invited", name)
            return _invitation(tx, name)

    def invited(self, secret: str) -> Account | None:
        """Whose one-time link this is, None when it does not open anything any more."""
        with self._reading() as connection:
            return _invited(connection, secret, self._clock())

    def claim(self, secret: str, password: str) -> Account:
        """Set the password of the account whose one-time link this is, which ends the link.

        Raises:
            InvitationInvalid: the link opens nothing.
            PasswordRefused: the password is too short or too long.
        """
        # Hashing takes its time, which no other writer should wait for.
        kept = hash_of_new(password)
        with self._writing() as tx:
            account = _invited(tx.connection, secret, tx.at)
            if account is None:
                raise InvitationInvalid("this link opens nothing any more: ask for another")
            forget(tx, account.name)
            tx.connection.execute(
                update(accounts)
                .where(accounts.c.name == account.name)
                .values(password=kept, failures=0)
            )
            tx.log("account.claimed", account.name)
        return account

    def set_language(self, name: str, language: str) -> None:
        """Keep the language of a person's pages."""
        with self._writing(name) as tx:
            account = require_account(tx.connection, name)
            if account.language != language:
                tx.connection.execute(
                    update(accounts).where(accounts.c.name == name).values(language=language)
                )
                tx.log("account.language", name, language=language)

    def change_account(
        self,
        name: str,
        roles: Iterable[Role],
        disabled: bool,
        actor: str | None = None,
        shown_name: str | None = None,
    ) -> Account:
        """Give an account these roles and no others, or shut it; its sessions end when shut.

        Args:
            shown_name: the person's name, None to leave it as it is.

        Raises:
            AccountUnknown: there is none of this name.
            LastAdministrator: nobody could manage accounts after it.
        """
        kept = frozenset(roles)
        with self._writing(actor) as tx:
            before = require_account(tx.connection, name)
            shown = shown_name or before.shown_name
            after = Account(name, shown, kept, before.language, disabled)
            tx.connection.execute(
                update(accounts).where(accounts.c.name == name).values(**_row(after))
            )
            everyone = [account_of(row) for row in tx.connection.execute(BY_NAME)]
            if not any(Role.ADMINISTRATOR in one.roles and not one.disabled for one in everyone):
                raise LastAdministrator(f"{name!r} is the last administrator")
            if disabled:
                forget(tx, name)
            named = sorted(role.value for role in kept)
            is_renamed = shown != before.shown_name
            tx.log("account.changed", name, roles=named, disabled=disabled, renamed=is_renamed)
        return after

    def count_claimed(self) -> int:
        """How many accounts have a password, disabled ones too."""
        query = select(func.count()).where(accounts.c.password.is_not(None))
        with self._reading() as connection:
            return connection.execute(query).scalar_one()


BY_NAME = select(accounts).order_by(accounts.c.name)
"""Every account, in order."""


def hash_of_new(password: str) -> str:
    """What is kept of a password that a person chose; PasswordRefused beyond its lengths."""
    if not LEAST_PASSWORD <= len(password) <= MOST_PASSWORD:
        raise PasswordRefused(
            f"a password has {LEAST_PASSWORD} to {MOST_PASSWORD} characters, "
            f"this one has {len(password)}"
        )
    return passwords.hash_of(password)


def account_of(row: Any) -> Account:
    """The account that a row of the table is."""
    roles = frozenset(Role(role) for role in row.roles.split())
    return Account(row.name, row.shown_name, roles, row.language, bool(row.disabled))


def _row(account: Account) -> dict[str, object]:
    return {
        "name": account.name,
        "shown_name": account.shown_name,
        "roles": " ".join(sorted(role.value for role in account.roles)),
        "language": account.language,
        "disabled": account.disabled,
    }


def _find(connection: Connection, name: str) -> Account | None:
    row = connection.execute(BY_NAME.where(accounts.c.name == name)).one_or_none()
    return None if row is None else account_of(row)


def require_account(connection: Connection, name: str) -> Account:
    """The account of this name; AccountUnknown when there is none."""
    account = _find(connection, name)
    if account is None:
        raise AccountUnknown(f"no account is named {name!r}")
    return account


def _invitation(tx: Writing, name: str) -> str:
    secret = secrets.token_urlsafe(24)
    tx.connection.execute(delete(invitations).where(invitations.c.account == name))
    until = later(tx.at, INVITATION_HOURS * 3600)
    tx.connection.execute(
        insert(invitations).values(digest=content_hash(secret), account=name, until=until)
    )
    return secret


def _invited(connection: Connection, secret: str, now: str) -> Account | None:
    query = BY_NAME.join(invitations, invitations.c.account == accounts.c.name).where(
        (invitations.c.digest == content_hash(secret)) & (invitations.c.until > now)
    )
    row = connection.execute(query).one_or_none()
    return None if row is None or row.disabled else account_of(row)


def forget(tx: Writing, name: str) -> None:
    """End every session and link of an account."""
    for table in (sessions, invitations):
        tx.connection.execute(delete(table).where(table.c.account == name))


def later(at: str, seconds: float) -> str:
    """The instant so many seconds after another."""
    moment = datetime.fromisoformat(at) + timedelta(seconds=seconds)
    return moment.isoformat(timespec="microseconds")
