"""The catalogue's officers and their delegations, with their dates."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, select

from archive.account import Role
from archive.catalogue_accounts import account_of, require_account
from archive.catalogue_dated import DatedRows, require_not_past, today
from archive.errors import ListRefused
from archive.issuing.errors import OfficerNotDelegated
from archive.issuing.officers import (
    Capacity,
    Delegation,
    Officer,
    delegated_elsewhere,
    may_sign,
)
from archive.issuing.validity import ListEntry, holds, overlaps
from archive.offices import office
from archive.store import Store, Writing
from archive.tables import accounts
from archive.tables_lists import delegations, officers


@dataclass(frozen=True, slots=True)
class _Days:
    from_day: date
    until_day: date | None = None


def _officer(row: Mapping[str, Any]) -> Officer:
    told = {field.name: row[field.name] for field in fields(Officer)}
    return Officer(**{**told, "capacity": Capacity(row["capacity"])})


def _delegation(row: Mapping[str, Any]) -> Delegation:
    return Delegation(**{field.name: row[field.name] for field in fields(Delegation)})


_OFFICERS = DatedRows(
    officers,
    "officer",
    ("officer_id", "account", "capacity", "signing_key"),
    ("account",),
    _officer,
)
_DELEGATIONS = DatedRows(
    delegations,
    "delegation",
    ("officer_id", "office_code", "decision", "automatic"),
    ("office_code",),
    _delegation,
)


class Officers(Store):
    """Who signs papers, for which office, on which days."""

    def officers(self) -> list[Officer]:
        """Every officer as they are now, by account."""
        return [one.value for one in self.officer_entries() if one.until_day is None]

    def officer_entries(self) -> list[ListEntry[Officer]]:
        """Every officer as they are and as they were, by account."""
        with self._reading() as connection:
            return _OFFICERS.entries(connection)

    def officer_of(self, account: str) -> Officer | None:
        """The officer who signs in with an account, None when it is no officer's."""
        with self._reading() as connection:
            return _of_account(connection, account)

    def add_officer(
        self,
        account: str,
        name_ar: str,
        name_fr: str,
        capacity: Capacity,
        signing_key: str | None = None,
        *,
        actor: str | None = None,
    ) -> Officer:
        """Enter an officer, who signs for no office yet.

        Raises:
            AccountUnknown: nobody has the account.
            ListRefused: the account is an officer's already, or has no officer's role.
        """
        officer = Officer(uuid4().hex, account, name_ar, name_fr, capacity, signing_key)
        with self._writing(actor) as tx:
            if Role.OFFICER not in require_account(tx.connection, account).roles:
                raise ListRefused("officer_role_missing", f"{account} has no officer's role")
            if _of_account(tx.connection, account) is not None:
                raise ListRefused("officer_listed", f"{account} is an officer's already")
            return _OFFICERS.enter(tx, officer, _Days(today(tx))).value

    def change_officer(
        self,
        officer_id: str,
        name_ar: str,
        name_fr: str,
        capacity: Capacity,
        signing_key: str | None = None,
        *,
        actor: str | None = None,
    ) -> Officer:
        """Enter what is printed of an officer from today on, and the key they sign with.

        Raises:
            ListRefused: nobody is this officer, or has another office than the capacity allows.
        """
        with self._writing(actor) as tx:
            before = _required(tx, officer_id)
            officer = replace(
                before,
                name_ar=name_ar,
                name_fr=name_fr,
                capacity=capacity,
                signing_key=signing_key,
            )
            held = _values(tx.connection, delegations.c.officer_id == officer_id)
            for one in held:
                if overlaps(one, today(tx), None):
                    _require_one_office(held, officer, one)
            same = officers.c.officer_id == officer_id
            return _OFFICERS.enter(tx, officer, _Days(today(tx)), same).value

    def delegate(self, asked: Delegation, actor: str | None = None) -> Delegation:
        """Enter a delegation; another of the officer for the same office ends on its first day.

        Raises:
            ListRefused: nobody is this officer, no office has the code, or the officer has another
                office on one of its days and may have one alone.
        """
        with self._writing(actor) as tx:
            officer = _required(tx, asked.officer_id)
            if office(asked.office_code) is None:
                said = f"no office has the code {asked.office_code!r}"
                raise ListRefused("office_unknown", said, office_code=asked.office_code)
            if asked.until_day == asked.from_day:
                raise ListRefused("delegation_over", f"a delegation on no day: {asked.from_day}")
            of_officer = delegations.c.officer_id == asked.officer_id
            _require_one_office(_values(tx.connection, of_officer), officer, asked)
            here = delegations.c.office_code == asked.office_code
            return _DELEGATIONS.enter(tx, asked, asked, of_officer & here).value

    def end_delegation(
        self, number: int, until_day: date | None = None, actor: str | None = None
    ) -> Delegation:
        """Let a delegation hold until the day before, today when no day is given.

        One that has not begun by that day never holds.

        Raises:
            ListRefused: there is none of this number, it is over, or the day is.
        """
        with self._writing(actor) as tx:
            entry = _DELEGATIONS.numbered(tx, number)
            until = until_day or today(tx)
            if entry is None or (entry.until_day is not None and entry.until_day <= until):
                raise ListRefused("delegation_over", f"delegation {number} does not go on")
            require_not_past(tx, until)
            return _DELEGATIONS.end(tx, entry, max(until, entry.from_day)).value

    def delegations(
        self, office_code: str | None = None, officer: str | None = None
    ) -> list[Delegation]:
        """Delegations that hold, held or will hold, by office and day.

        Args:
            officer: the id of one.
        """
        return [
            one.value
            for one in self.delegation_entries(office_code, officer)
            if one.until_day is None or one.from_day < one.until_day
        ]

    def delegation_entries(
        self, office_code: str | None = None, officer: str | None = None
    ) -> list[ListEntry[Delegation]]:
        """The same with who entered and who ended them, those that never held included."""
        where = []
        if office_code is not None:
            where.append(delegations.c.office_code == office_code)
        if officer is not None:
            where.append(delegations.c.officer_id == officer)
        with self._reading() as connection:
            return _DELEGATIONS.entries(connection, *where)

    def signing_officer(
        self, account: str, office_code: str, day: date
    ) -> tuple[Officer, Delegation]:
        """The officer of an account, and the delegation under which they sign for an office.

        Raises:
            OfficerNotDelegated: the account is no officer's, is shut or has lost the role, or no
                delegation holds that day.
        """
        with self._reading() as connection:
            officer = _of_account(connection, account)
            if officer is None or not _fit(connection, [account]):
                raise OfficerNotDelegated(office_code, day)
            held = _values(connection, delegations.c.officer_id == officer.officer_id)
        return officer, may_sign(held, officer.officer_id, office_code, day)

    def automatic_officer(self, office_code: str, day: date) -> tuple[Officer, Delegation] | None:
        """In whose name papers of an office are signed without a click on a day, and by what.

        The delegation that began first where there are several; None where there is none.
        """
        with self._reading() as connection:
            here = delegations.c.office_code == office_code
            for one in _values(connection, here & delegations.c.automatic):
                officer = _by_id(connection, one.officer_id)
                if holds(one, day) and officer and _fit(connection, [officer.account]):
                    return officer, one
        return None


def _values(connection: Connection, where: Any) -> list[Delegation]:
    return [one.value for one in _DELEGATIONS.entries(connection, where)]


def _of_account(connection: Connection, account: str) -> Officer | None:
    here = (officers.c.account == account) & officers.c.until_day.is_(None)
    return next((one.value for one in _OFFICERS.entries(connection, here)), None)


def _by_id(connection: Connection, officer_id: str) -> Officer | None:
    here = (officers.c.officer_id == officer_id) & officers.c.until_day.is_(None)
    return next((one.value for one in _OFFICERS.entries(connection, here)), None)


def _fit(connection: Connection, names: Iterable[str]) -> bool:
    """Whether accounts are open and officers'."""
    query = select(accounts).where(accounts.c.name.in_(list(names)))
    found = [account_of(row) for row in connection.execute(query)]
    return bool(found) and all(Role.OFFICER in one.roles and not one.disabled for one in found)


def _required(tx: Writing, officer_id: str) -> Officer:
    officer = _by_id(tx.connection, officer_id)
    if officer is None:
        raise ListRefused("officer_unknown", f"nobody is officer {officer_id!r}")
    return officer


def _require_one_office(held: Iterable[Delegation], officer: Officer, asked: Delegation) -> None:
    elsewhere = delegated_elsewhere(held, officer, asked)
    if elsewhere is not None:
        said = f"{officer.account} has office {elsewhere.office_code} already, and may have one"
        raise ListRefused("delegation_elsewhere", said, office=elsewhere.office_code)
