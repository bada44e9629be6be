"""The catalogue's programs: services that ask for papers, each known by a token of its own.

Tokens are kept as digests alone: who reads the database can ask in nobody's name.
"""

from typing import Any

from sqlalchemy import Connection, insert, select, update

from archive.audit import content_hash
from archive.errors import AccountExists, ProgramUnknown
from archive.program import Program, new_token
from archive.store import Store
from archive.tables import accounts
from archive.tables_requests import programs

_BY_NAME = select(programs).order_by(programs.c.name)


class Programs(Store):
    """Programs by name and by token."""

    def programs(self) -> list[Program]:
        """Every program, ended ones too, by name."""
        with self._reading() as connection:
            return [_program(row) for row in connection.execute(_BY_NAME)]

    def program_of(self, token: str) -> Program | None:
        """Whose token this is, None when it opens nothing."""
        here = (programs.c.digest == content_hash(token), programs.c.ended_at.is_(None))
        with self._reading() as connection:
            row = connection.execute(_BY_NAME.where(*here)).one_or_none()
        return None if row is None else _program(row)

    def add_program(
        self, name: str, shown_name: str, actor: str | None = None
    ) -> tuple[Program, str]:
        """Make a program known; returns it with its token, which is told this once.

        Raises:
            AccountExists: a person or a program has the name.
            ValueError: the name is not shaped like one.
        """
        token = new_token()
        with self._writing(actor) as tx:
            program = Program(name, shown_name, tx.at)
            person = select(accounts.c.name).where(accounts.c.name == name)
            is_taken = _found(tx.connection, name) or tx.connection.execute(person).first()
            if is_taken is not None:
                raise AccountExists(f"somebody is named {name!r} already")
            row = {"name": name, "shown_name": shown_name, "made_at": tx.at}
            tx.connection.execute(insert(programs).values(**row, digest=content_hash(token)))
            tx.log("program.made", name)
        return program, token

    def renew_token(self, name: str, actor: str | None = None) -> str:
        """A new token for a program, ended or not; the one before opens nothing any more.

        Raises:
            ProgramUnknown: none has this name.
        """
        token = new_token()
        self._change(name, actor, "program.token", digest=content_hash(token), ended_at=None)
        return token

    def end_program(self, name: str, actor: str | None = None) -> None:
        """Let a program's token open nothing any more; its name stays in the record.

        Raises:
            ProgramUnknown: none has this name.
        """
        self._change(name, actor, "program.ended")

    def _change(self, name: str, actor: str | None, action: str, **kept: str | None) -> None:
        with self._writing(actor) as tx:
            if _found(tx.connection, name) is None:
                raise ProgramUnknown(f"no program is named {name!r}")
            here = programs.c.name == name
            values = kept or {"ended_at": tx.at}
            tx.connection.execute(update(programs).where(here).values(**values))
            tx.log(action, name)


def _found(connection: Connection, name: str) -> Program | None:
    row = connection.execute(_BY_NAME.where(programs.c.name == name)).one_or_none()
    return None if row is None else _program(row)


def _program(row: Any) -> Program:
    return Program(row.name, row.shown_name, row.made_at, row.ended_at)
