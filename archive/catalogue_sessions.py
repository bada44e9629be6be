"""The catalogue's sessions: people signed in and out, and wrong passwords counted.

Secrets are kept as digests alone: who reads the database can sign in as nobody.
"""

import secrets
from datetime import datetime

from sqlalchemy import delete, insert, select, update

from archive import passwords
from archive.account import MOST_PASSWORD, Account
from archive.audit import content_hash
from archive.catalogue_accounts import (
    BY_NAME,
    account_of,
    forget,
    hash_of_new,
    later,
    require_account,
)
from archive.errors import SignInDelayed, SignInRefused
from archive.sign_in_tries import FAILURES_ALLOWED, seconds_to_wait
from archive.store import Store
from archive.tables import accounts, sessions

LIFETIME_MINUTES = 720
"""How long a session lasts at most, however busy it is: a working day."""

_RENEWED_SHARE = 0.1


class Sessions(Store):
    """Who is signed in.

    A session ends ``minutes`` after it was last asked for, and ``lifetime`` minutes after it began
    in any case.
    """

    def sign_in(
        self, name: str, password: str, minutes: int, lifetime: int = LIFETIME_MINUTES
    ) -> str:
        """Sign a person in by password; returns the secret that the browser keeps.

        Raises:
            SignInRefused: name and password do not belong together, or the account is disabled.
            SignInDelayed: too many wrong passwords in a row.
        """
        kept = self._count_try(name)
        # Hashing takes its time, which no other writer should wait for.
        if not passwords.is_right(password[: MOST_PASSWORD + 1], kept):
            self._note_failure(name)
            raise SignInRefused("name and password do not belong together")
        return self.open_session(name, minutes, lifetime)

    def change_password(self, name: str, password: str, new: str) -> None:
        """Set another password of one's own; every session of the account ends, and its links.

        Raises:
            PasswordRefused: the new one is too short or too long.
            SignInRefused: the old one is not right.
            SignInDelayed: too many wrong passwords in a row.
        """
        changed = hash_of_new(new)
        kept = self._count_try(name)
        if not passwords.is_right(password[: MOST_PASSWORD + 1], kept):
            self._note_failure(name)
            raise SignInRefused("name and password do not belong together")
        with self._writing(name) as tx:
            forget(tx, name)
            tx.connection.execute(
                update(accounts).where(accounts.c.name == name).values(password=changed, failures=0)
            )
            tx.log("account.password", name)

    def open_session(self, name: str, minutes: int, lifetime: int = LIFETIME_MINUTES) -> str:
        """Sign a person in whom the caller knows by other means; returns the secret."""
        secret = secrets.token_urlsafe(32)
        with self._writing(name) as tx:
            account = require_account(tx.connection, name)
            if account.disabled:
                raise SignInRefused(f"the account {name!r} is disabled")
            tx.connection.execute(delete(sessions).where(sessions.c.until < tx.at))
            session = {"digest": content_hash(secret), "account": name, "began": tx.at}
            until = later(tx.at, min(minutes, lifetime) * 60)
            tx.connection.execute(insert(sessions).values(**session, until=until))
            tx.connection.execute(
                update(accounts).where(accounts.c.name == name).values(failures=0)
            )
            tx.log("session.opened", name)
        return secret

    def signed_in(
        self, secret: str, minutes: int, lifetime: int = LIFETIME_MINUTES
    ) -> Account | None:
        """Whose secret this is, None when the session ended; being asked prolongs it."""
        now, digest = self._clock(), content_hash(secret)
        query = (
            select(*accounts.c, sessions.c.began, sessions.c.until)
            .select_from(accounts.join(sessions, sessions.c.account == accounts.c.name))
            .where((sessions.c.digest == digest) & (sessions.c.until > now))
        )
        with self._reading() as connection:
            row = connection.execute(query).one_or_none()
        if row is None or row.disabled:
            return None
        end = later(row.began, lifetime * 60)
        if end <= now:
            return None
        until = min(end, later(now, minutes * 60))
        # Written now and then only: most requests are reads.
        if _seconds(row.until, until) > minutes * 60 * _RENEWED_SHARE:
            with self._writing(row.name) as tx:
                tx.connection.execute(
                    update(sessions).where(sessions.c.digest == digest).values(until=until)
                )
        return account_of(row)

    def sign_out(self, secret: str) -> None:
        """End a session; nothing happens to one that ended."""
        digest = content_hash(secret)
        with self._writing() as tx:
            name = tx.connection.execute(
                select(sessions.c.account).where(sessions.c.digest == digest)
            ).scalar_one_or_none()
            if name is not None:
                tx.connection.execute(delete(sessions).where(sessions.c.digest == digest))
                tx.log("session.closed", name)

    def _count_try(self, name: str) -> str | None:
        """Count a try as failed before its password is looked at; returns what is kept of it.

        So many tries at once are as many tries: none looks at the password before it is counted.
        A name that nobody has goes the same way and takes as long.
        """
        with self._writing() as tx:
            row = tx.connection.execute(BY_NAME.where(accounts.c.name == name)).one_or_none()
            if row is not None:
                passed = _seconds(row.failed_at, tx.at) if row.failures else 0.0
                wait = seconds_to_wait(row.failures - FAILURES_ALLOWED, passed)
                if wait:
                    raise SignInDelayed(wait)
            tx.connection.execute(
                update(accounts)
                .where(accounts.c.name == name)
                .values(failures=accounts.c.failures + 1, failed_at=tx.at)
            )
        return None if row is None or row.disabled else row.password

    def _note_failure(self, name: str) -> None:
        with self._writing() as tx:
            known = tx.connection.execute(BY_NAME.where(accounts.c.name == name)).one_or_none()
            # A name that nobody has is not written down: it may be a password typed in its place.
            tx.log("session.refused", "" if known is None else name)


def _seconds(one: str, other: str) -> float:
    return (datetime.fromisoformat(other) - datetime.fromisoformat(one)).total_seconds()
