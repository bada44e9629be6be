"""The catalogue's registers: how many acts of each state, which numbers are missing, where.

The counts are rows derived in the transaction that changed the acts: one for each register, and
sums by province and year, so that neither a map of the country nor a calendar asks for an act.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from sqlalchemy import ColumnElement, Integer, Row, cast, func, insert, select, update

from archive.codec import Json
from archive.held_registers import (
    Held,
    HeldByYear,
    RegisterHeld,
    missing_numbers,
    province_of,
    whole_sequence,
)
from archive.register import ActNumber, Kind, RegisterReference
from archive.store import Store, Writing
from archive.tables import acts, held_registers, held_years

_BATCH = 1000
_STATES = ("to_review", "accepted", "verified")
_SUMMED = (*_STATES, "missing")
_REGION = 2
"""Letters of a region's code."""


class HeldRegisters(Store):
    """Registers by place and year, and what of each is read and verified."""

    def register_held(self, register: RegisterReference) -> RegisterHeld:
        """One register; nothing of one that the archive does not hold."""
        query = select(held_registers).where(held_registers.c.register == str(register))
        with self._reading() as connection:
            row = connection.execute(query).one_or_none()
        return RegisterHeld(register) if row is None else _held(row)

    def registers_held(
        self,
        place: str = "",
        kind: Kind | None = None,
        year: int | None = None,
        after: RegisterReference | None = None,
        limit: int = _BATCH,
    ) -> list[RegisterHeld]:
        """So many registers in order: of a region, province or office by its code, or of all.

        Args:
            after: the register to go on from, exclusive.
        """
        query = select(held_registers).where(*_in(held_registers.c.office, place))
        if kind is not None:
            query = query.where(held_registers.c.kind == kind.value)
        if year is not None:
            query = query.where(held_registers.c.year == year)
        if after is not None:
            query = query.where(held_registers.c.register > str(after))
        query = query.order_by(held_registers.c.register).limit(limit)
        with self._reading() as connection:
            return [_held(row) for row in connection.execute(query)]

    def every_register_held(self, place: str = "") -> Iterator[RegisterHeld]:
        """As ``registers_held``, without an end, fetched as they are gone through."""
        after: RegisterReference | None = None
        while found := self.registers_held(place, after=after):
            yield from found
            after = found[-1].register

    def held_by_place(self, place: str = "") -> dict[str, HeldByYear]:
        """Sums by year of what is in a place, by code: its regions, provinces, or offices."""
        if place.count(".") > 0:
            return self._sums(held_registers.c.office, held_registers.c.office, place)
        province = held_years.c.province
        part = province if place else func.substr(province, 1, _REGION)
        return self._sums(part, province, place)

    def held_by_kind(self, place: str) -> dict[str, HeldByYear]:
        """Sums by year of a place's registers, by ``Kind`` as text."""
        return self._sums(held_registers.c.kind, held_registers.c.office, place)

    def missing_numbers(self, register: RegisterReference) -> list[tuple[int, int]]:
        """The numbers that a register lacks, as ranges."""
        query = select(acts.c.number).where(acts.c.register == str(register))
        with self._reading() as connection:
            numbers = connection.execute(query.where(acts.c.number.is_not(None))).scalars().all()
        return missing_numbers((ActNumber.parse(text).number for text in numbers), register.part)

    def _sums(
        self, by: ColumnElement[str], where: ColumnElement[str], place: str
    ) -> dict[str, HeldByYear]:
        table = held_years if where is held_years.c.province else held_registers
        count = func.sum(table.c.registers) if table is held_years else func.count()
        query = select(by.label("code"), table.c.year, count.label("registers"))
        query = query.add_columns(*(func.sum(table.c[name]).label(name) for name in _SUMMED))
        query = query.where(*_in(where, place)).group_by(by, table.c.year)
        years: dict[str, dict[int, Held]] = defaultdict(dict)
        with self._reading() as connection:
            for row in connection.execute(query):
                held = Held(*(int(getattr(row, name)) for name in ("registers", *_SUMMED)))
                if held.registers:
                    years[row.code][row.year] = held
        return {
            code: HeldByYear(sum(found.values(), Held()), found) for code, found in years.items()
        }


def recount(tx: Writing, registers: Iterable[RegisterReference]) -> None:
    """Derive the rows of registers whose acts changed, or that were taken in."""
    for register in set(registers):
        here = held_registers.c.register == str(register)
        before = tx.connection.execute(select(held_registers).where(here)).one_or_none()
        counts = _counts(tx, register)
        if before is None:
            tx.connection.execute(insert(held_registers).values(**_key(register), **counts))
        else:
            tx.connection.execute(update(held_registers).where(here).values(**counts))
        was: Mapping[str, int] = {} if before is None else dict(before._mapping)
        more = {name: counts[name] - was.get(name, 0) for name in _SUMMED}
        _add(tx, register, {"registers": int(before is None), **more})


def _key(register: RegisterReference) -> Json:
    return {
        "register": str(register),
        "office": register.office_code,
        "kind": register.kind.value,
        "year": register.year,
        "part": register.part,
    }


def _counts(tx: Writing, register: RegisterReference) -> Json:
    """A register's acts by state, those that are second copies of others left out; its numbers.

    A second copy's number is none the less in the register.
    """
    here = acts.c.register == str(register)
    standing = select(acts.c.state, func.count()).where(here, acts.c.standing_act.is_(None))
    rows = tx.connection.execute(standing.group_by(acts.c.state)).all()
    states: dict[str, int] = {row[0]: row[1] for row in rows}
    numbers = cast(func.rtrim(acts.c.number, "bister"), Integer)
    told = select(func.min(numbers), func.max(numbers), func.count(numbers.distinct()))
    first, last, held = tx.connection.execute(told.where(here)).one()
    missing = 0 if first is None else whole_sequence(first, last, register.part) - held
    counts = {state: states.get(state, 0) for state in _STATES}
    return {**counts, "first": first, "last": last, "missing": missing}


def _add(tx: Writing, register: RegisterReference, more: Mapping[str, int]) -> None:
    if not any(more.values()):
        return
    key = {"province": province_of(register.office_code), "year": register.year}
    here = [held_years.c[name] == value for name, value in key.items()]
    sums = {name: held_years.c[name] + value for name, value in more.items()}
    if tx.connection.execute(update(held_years).where(*here).values(**sums)).rowcount == 0:
        tx.connection.execute(insert(held_years).values(**key, **more))


def _in(code: ColumnElement[str], place: str) -> list[ColumnElement[bool]]:
    """That a code is a place's own, or that of a part or a bureau of it."""
    if not place:
        return []
    # "-" (a bureau), "." (a part) and "/" follow each other: one range holds both, with the index.
    return [code >= place, code < f"{place}/", (code == place) | (code >= f"{place}-")]


def _held(row: Row[tuple[object, ...]]) -> RegisterHeld:
    told = row._mapping
    return RegisterHeld(
        RegisterReference.parse(told["register"]),
        *(told[name] for name in (*_STATES, "first", "last", "missing")),
    )
