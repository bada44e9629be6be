"""The catalogue's locks: which act is in whose hands, for a while.

A lock tells others to take another act; what keeps two words apart is the act's version. Locks are
rows that come and go: no events, no audit entries.
"""

import secrets

from sqlalchemy import Connection, delete, insert, select

from archive.account import Account, Right
from archive.act import ActState
from archive.errors import ActLocked, ActSettled, ActUnknown, ArbiterNeeded, ReadTwice
from archive.review import Lock, Stage, later
from archive.store import Store, Writing
from archive.tables import act_locks, acts, waiting_acts


class Locks(Store):
    """Acts in people's hands, by the store's own clock."""

    def lock(self, act_id: str, account: str, seconds: float | None = None) -> Lock:
        """Take an act in hand, or keep it longer: the same person's lock is renewed.

        Args:
            seconds: how long from now; as long as the archive's policy says when not given.

        Raises:
            ActUnknown: there is no such act.
            ActLocked: somebody else has it.
        """
        with self._writing(account) as tx:
            return _locked(tx, act_id, seconds)

    def take(self, act_id: str, account: Account) -> Lock:
        """Take an act in hand to read it, where this person may: ``lock`` for a reader.

        Raises:
            ActUnknown: there is no such act.
            ActLocked: somebody else has it.
            ReadTwice: it waits for another to read what this person read.
            ArbiterNeeded: it waits for an arbiter, and this person may not arbitrate.
            ActSettled: it is verified, and this person may not arbitrate.
        """
        with self._writing(account.name) as tx:
            _refuse_reader(tx.connection, act_id, account)
            return _locked(tx, act_id)

    def release(self, act_id: str, token: str) -> None:
        """Give an act back; a lock that ended, or that is another's by now, is left alone."""
        with self._writing() as tx:
            mine = (act_locks.c.act_id == act_id) & (act_locks.c.token == token)
            tx.connection.execute(delete(act_locks).where(mine))

    def lock_on(self, act_id: str) -> Lock | None:
        """Who has an act in hand, None when nobody does."""
        with self._reading() as connection:
            held = _lock_of(connection, act_id)
        return held if held is not None and held.until > self._clock() else None


def _locked(tx: Writing, act_id: str, seconds: float | None = None) -> Lock:
    tx.connection.execute(delete(act_locks).where(act_locks.c.until <= tx.at))
    held = _lock_of(tx.connection, act_id)
    if held is not None and held.account != tx.actor:
        raise ActLocked(act_id, held.account, held.until)
    known = select(acts.c.act_id).where(acts.c.act_id == act_id)
    if held is None and tx.connection.execute(known).one_or_none() is None:
        raise ActUnknown(f"no act has the id {act_id!r}")
    token = secrets.token_urlsafe(16) if held is None else held.token
    until = later(tx.at, tx.policy.lock_seconds if seconds is None else seconds)
    unlock(tx, act_id)
    row = {"act_id": act_id, "account": tx.actor, "token": token, "until": until}
    tx.connection.execute(insert(act_locks).values(**row))
    return Lock(act_id, tx.actor, token, until)


def _refuse_reader(connection: Connection, act_id: str, account: Account) -> None:
    """Raise unless this person may say what the act waits for, or mend one that is verified."""
    waiting = select(waiting_acts).where(waiting_acts.c.act_id == act_id)
    row = connection.execute(waiting).one_or_none()
    if row is None:
        if not account.may(Right.ARBITRATE) and _is_verified(connection, act_id):
            raise ActSettled(f"act {act_id} is verified: {account.name} may not mend it")
        return
    if account.name in (row.first_reader, row.second_reader):
        raise ReadTwice(f"act {act_id} was read by {account.name} already: another must")
    if row.stage == Stage.ARBITER.value and not account.may(Right.ARBITRATE):
        raise ArbiterNeeded(f"{account.name} may not settle what two persons read in {act_id}")


def _is_verified(connection: Connection, act_id: str) -> bool:
    state = connection.execute(select(acts.c.state).where(acts.c.act_id == act_id))
    return state.scalar_one_or_none() == ActState.VERIFIED.value


def refuse_if_locked(tx: Writing, act_id: str) -> None:
    """Raise ActLocked when somebody other than the actor has the act in hand."""
    held = _lock_of(tx.connection, act_id)
    if held is not None and held.account != tx.actor and held.until > tx.at:
        raise ActLocked(act_id, held.account, held.until)


def unlock(tx: Writing, act_id: str) -> None:
    """Take away whatever lock an act has."""
    tx.connection.execute(delete(act_locks).where(act_locks.c.act_id == act_id))


def _lock_of(connection: Connection, act_id: str) -> Lock | None:
    row = connection.execute(select(act_locks).where(act_locks.c.act_id == act_id)).one_or_none()
    return None if row is None else Lock(row.act_id, row.account, row.token, row.until)
