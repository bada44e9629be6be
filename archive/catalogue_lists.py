"""The catalogue's lists: officers and delegations, fees, holidays, deadlines, offices.

Every entry holds on some days; none is overwritten: a change ends one and enters another.
"""

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from archive.catalogue_dated import DatedRows, in_force, require_not_past, today
from archive.catalogue_officers import Officers
from archive.errors import ListRefused
from archive.issuing.deadlines import Deadline, Delivery, Due, deadline, due
from archive.issuing.fees import Fee
from archive.issuing.office_change import OfficeChange, office_on
from archive.issuing.paper import PaperKind
from archive.issuing.validity import ListEntry, overlaps
from archive.issuing.working_days import Holiday
from archive.offices import Office, office
from archive.tables_lists import deadlines, fees, holidays, office_changes

V = TypeVar("V")


def _reader(
    made: Callable[..., V], **parts: Callable[[Any], object]
) -> Callable[[Mapping[str, Any]], V]:
    """How a row becomes a value: its columns as they are, but for those that are parsed."""
    names = [field.name for field in fields(made)]  # type: ignore[arg-type]

    def read(row: Mapping[str, Any]) -> V:
        told = {name: row[name] for name in names}
        return made(**{**told, **{name: parse(told[name]) for name, parse in parts.items()}})

    return read


_FEES = DatedRows(
    fees, "fee", ("kind", "amount"), ("kind",), _reader(Fee, kind=PaperKind, amount=Decimal)
)
_HOLIDAYS = DatedRows(holidays, "holiday", ("yearly", "name_fr", "name_ar"), (), _reader(Holiday))
_DEADLINES = DatedRows(
    deadlines,
    "deadline",
    ("kind", "delivery", "days", "remind"),
    ("kind", "delivery"),
    _reader(Deadline, kind=PaperKind, delivery=Delivery),
)
_OFFICES = DatedRows(
    office_changes,
    "office",
    ("office_code", "name_fr", "name_ar", "is_open"),
    ("office_code",),
    _reader(OfficeChange),
)


class Lists(Officers):
    """What the administrator keeps: who signs, what papers cost, by when, and on which days."""

    def fees(self, day: date | None = None) -> list[Fee]:
        """The fees of a day, or of every day, by kind of paper."""
        return in_force(self.fee_entries(), day)

    def fee_entries(self) -> list[ListEntry[Fee]]:
        """Every fee with who entered and who ended it."""
        with self._reading() as connection:
            return _FEES.entries(connection)

    def set_fee(self, fee: Fee, actor: str | None = None) -> Fee:
        """Enter what a kind of paper costs from a day on.

        Raises:
            ListRefused: the day is over.
        """
        with self._writing(actor) as tx:
            require_not_past(tx, fee.from_day)
            return _FEES.enter(tx, fee, fee, fees.c.kind == fee.kind.value).value

    def deadlines(self, day: date | None = None) -> list[Deadline]:
        """The deadlines of requests that are received on a day, or on every day."""
        return in_force(self.deadline_entries(), day)

    def deadline_entries(self) -> list[ListEntry[Deadline]]:
        """Every deadline with who entered and who ended it."""
        with self._reading() as connection:
            return _DEADLINES.entries(connection)

    def set_deadline(self, given: Deadline, actor: str | None = None) -> Deadline:
        """Enter how long requests of a kind and a delivery may take, from a day on.

        Raises:
            ListRefused: the day is over.
        """
        same = (deadlines.c.kind == given.kind.value) & (
            deadlines.c.delivery == given.delivery.value
        )
        with self._writing(actor) as tx:
            require_not_past(tx, given.from_day)
            return _DEADLINES.enter(tx, given, given, same).value

    def due(self, kind: PaperKind, delivery: Delivery, received: date) -> Due:
        """By when a request that is received on a day must be answered.

        Raises:
            DeadlineUnset: none holds that day.
        """
        with self._reading() as connection:
            given = [one.value for one in _DEADLINES.entries(connection)]
            off = [one.value for one in _HOLIDAYS.entries(connection)]
        return due(deadline(kind, delivery, received, given), received, off)

    def holidays(self, first: date, last: date) -> list[Holiday]:
        """Holidays, yearly ones too, that may fall on the days from one to another, both included.

        What ``working_days.add_working_days`` counts by, and ``days_off`` names.
        """
        return [
            one.value
            for one in self.holiday_entries()
            if first <= last and _meets(one, first, last)
        ]

    def holiday_entries(self) -> list[ListEntry[Holiday]]:
        """Every holiday with who entered and who removed it, by its first day."""
        with self._reading() as connection:
            return _HOLIDAYS.entries(connection)

    def add_holiday(self, holiday: Holiday, actor: str | None = None) -> Holiday:
        """Enter a holiday.

        Raises:
            ListRefused: a holiday of the same sort falls on its days already.
        """
        with self._writing(actor) as tx:
            for one in _HOLIDAYS.entries(tx.connection, holidays.c.yearly.is_(holiday.yearly)):
                if _is_same(one.value, holiday):
                    raise ListRefused("holiday_listed", f"{one.from_day} is a holiday already")
            return _HOLIDAYS.enter(tx, holiday, holiday).value

    def remove_holiday(self, number: int, actor: str | None = None) -> Holiday:
        """A holiday that was announced for other days never held; a yearly one ends today.

        Raises:
            ListRefused: there is none of this number, or it was removed.
        """
        with self._writing(actor) as tx:
            entry = _HOLIDAYS.numbered(tx, number)
            if entry is None or entry.ended_at is not None:
                raise ListRefused("holiday_unknown", f"no holiday {number} is listed")
            until = entry.from_day
            if entry.value.yearly:
                until = max(until, today(tx))
            return _HOLIDAYS.end(tx, entry, until).value

    def office_changes(self, office_code: str | None = None) -> list[ListEntry[OfficeChange]]:
        """What changed of one office or of all, with who entered it."""
        where = () if office_code is None else (office_changes.c.office_code == office_code,)
        with self._reading() as connection:
            return _OFFICES.entries(connection, *where)

    def change_office(self, change: OfficeChange, actor: str | None = None) -> OfficeChange:
        """Enter an office's names, and whether it is open, from a day on, which may be over.

        Raises:
            ListRefused: no office has the code.
        """
        code = change.office_code
        with self._writing(actor) as tx:
            if office(code) is None:
                said = f"no office has the code {code!r}"
                raise ListRefused("office_unknown", said, office_code=code)
            same = office_changes.c.office_code == code
            return _OFFICES.enter(tx, change, change, same).value

    def office_on(self, office_code: str, day: date) -> Office | None:
        """An office as it is on a day, None when none has the code."""
        listed = office(office_code)
        if listed is None:
            return None
        return office_on(listed, in_force(self.office_changes(office_code), day), day)


def _meets(entry: ListEntry[Holiday], first: date, last: date) -> bool:
    return entry.from_day <= last and overlaps(entry, first, None)


def _is_same(one: Holiday, other: Holiday) -> bool:
    if one.yearly and (one.from_day.month, one.from_day.day) != (
        *(other.from_day.month, other.from_day.day),
    ):
        return False
    return overlaps(one, other.from_day, other.until_day)
