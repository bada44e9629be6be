"""Rows with dates of validity: read, entered in the place of what held, and ended; each audited."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Connection, Table, insert, select, update

from archive.errors import ListRefused
from archive.issuing.validity import Dated, ListEntry, holds, is_withdrawn, succession
from archive.morocco import in_morocco
from archive.store import Writing

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class DatedRows(Generic[V]):
    """A table of entries and how its rows are read.

    Attributes:
        name: of an entry in the audit trail, as ``fee``.
        told: columns that the audit trail names; none that names a person.
        order: columns that entries are read in the order of, before their days.
    """

    table: Table
    name: str
    told: tuple[str, ...]
    order: tuple[str, ...]
    read: Callable[[Mapping[str, Any]], V]

    def entries(self, connection: Connection, *where: ColumnElement[bool]) -> list[ListEntry[V]]:
        """The entries where a condition holds, in order."""
        columns = self.table.c
        order = [columns[name] for name in (*self.order, "from_day", "number")]
        query = select(self.table).where(*where).order_by(*order)
        return [self._entry(row._asdict()) for row in connection.execute(query)]

    def enter(
        self,
        tx: Writing,
        value: object,
        days: Dated,
        *same: ColumnElement[bool],
    ) -> ListEntry[V]:
        """Enter a value from a day on; what says the same thing's last word until then ends.

        Args:
            value: whose attributes the columns are.
            days: from when, and until when where that is known.
            same: picks the entries it takes the place of; without, it takes nobody's.
        """
        row = {name: _plain(getattr(value, name)) for name in self._columns(value)}
        held = self.entries(tx.connection, *same) if same else []
        place = succession(held, days.from_day, days.until_day)
        for one in place.ended:
            if one.from_day == days.from_day and self._says(tx, one, row, place.until_day):
                return one
        for one in place.ended:
            self.end(tx, one, days.from_day)
        until = None if place.until_day is None else place.until_day.isoformat()
        row |= {"from_day": days.from_day.isoformat(), "until_day": until}
        made = {"entered_by": tx.actor, "entered_at": tx.at}
        result = tx.connection.execute(insert(self.table).values(**row, **made))
        assert result.inserted_primary_key is not None
        number: int = result.inserted_primary_key[0]
        self._log(tx, "entered", number, row)
        return self._entry(self._row(tx, number))

    def end(self, tx: Writing, entry: ListEntry[V], until_day: date) -> ListEntry[V]:
        """Let an entry hold until the day before; on its first day, it never held."""
        ended = {"until_day": until_day.isoformat(), "ended_by": tx.actor, "ended_at": tx.at}
        here = self.table.c.number == entry.number
        tx.connection.execute(update(self.table).where(here).values(**ended))
        row = self._row(tx, entry.number)
        self._log(tx, "ended", entry.number, row)
        return self._entry(row)

    def numbered(self, tx: Writing, number: int) -> ListEntry[V] | None:
        """The entry of a number, None when there is none."""
        return next(iter(self.entries(tx.connection, self.table.c.number == number)), None)

    def _row(self, tx: Writing, number: int) -> dict[str, Any]:
        query = select(self.table).where(self.table.c.number == number)
        return tx.connection.execute(query).one()._asdict()

    def _says(
        self, tx: Writing, entry: ListEntry[V], row: Mapping[str, Any], until: date | None
    ) -> bool:
        """Whether an entry says exactly what a new one would: asked twice, it is entered once."""
        held = self._row(tx, entry.number)
        return entry.until_day == until and all(held[name] == row[name] for name in row)

    def _columns(self, value: object) -> list[str]:
        kept = {column.name for column in self.table.c} - {"number", "from_day", "until_day"}
        return [one.name for one in fields(value) if one.name in kept]  # type: ignore[arg-type]

    def _entry(self, row: Mapping[str, Any]) -> ListEntry[V]:
        began, until = date.fromisoformat(row["from_day"]), row["until_day"]
        ends = None if until is None else date.fromisoformat(until)
        return ListEntry(
            number=row["number"],
            value=self.read({**row, "from_day": began, "until_day": ends}),
            from_day=began,
            until_day=ends,
            entered_by=row["entered_by"],
            entered_at=row["entered_at"],
            ended_by=row["ended_by"],
            ended_at=row["ended_at"],
        )

    def _log(self, tx: Writing, what: str, number: int, row: Mapping[str, Any]) -> None:
        told = {name: row[name] for name in (*self.told, "from_day", "until_day")}
        tx.log(f"{self.name}.{what}", f"{self.name}/{number}", **told)


def today(tx: Writing) -> date:
    """The day of a transaction in Morocco."""
    return in_morocco(datetime.fromisoformat(tx.at)).date()


def require_not_past(tx: Writing, day: date) -> None:
    """Refuse to change what was told on days that are over.

    Raises:
        ListRefused: the day is over.
    """
    now = today(tx)
    if day < now:
        raise ListRefused("change_in_past", f"{day} is over: from {now} on", today=now.isoformat())


def in_force(entries: list[ListEntry[V]], day: date | None) -> list[V]:
    """What holds on a day, or everything that ever held without one."""
    return [
        one.value for one in entries if (not is_withdrawn(one) if day is None else holds(one, day))
    ]


def _plain(value: object) -> object:
    if isinstance(value, Enum):
        return value.value
    return str(value) if isinstance(value, Decimal) else value
