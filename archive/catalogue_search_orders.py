"""The catalogue's search orders: acts asked for whose volume is not in the archive.

An order is closed in the transaction that keeps the act of its number, wherever that comes from:
a volume read, or a person who enters the number.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from json import loads

from sqlalchemy import ColumnElement, Connection, Row, func, insert, select, update

from archive.act import Act
from archive.codec import canonical
from archive.errors import ActUnknown, SearchOrderSettled, SearchOrderUnknown
from archive.held_registers import RegisterHeld
from archive.issuing.readiness import Absence, absence
from archive.issuing.search_order import NotFound, SearchOrder, SearchState, Sought
from archive.records import VolumeStatus
from archive.register import ActNumber, Kind, RegisterReference
from archive.store import Store, Writing
from archive.tables import acts, held_registers, volumes
from archive.tables_search_orders import search_orders

_OPEN = search_orders.c.state == SearchState.OPEN.value


def open_search_order(tx: Writing, request: str, sought: Sought) -> SearchOrder:
    """Have an office look for an act; the open order of the request, where it has one already.

    The order comes back found where the act was kept meanwhile.

    Args:
        request: number of the request that waits for it.
    """
    held = _open_of(tx.connection, request)
    if held is not None:
        return held
    row = {
        "request": request,
        "registers": sought.registers,
        "number": None if sought.number is None else str(sought.number),
        "known": canonical(dict(sought.known)),
        "state": SearchState.OPEN.value,
        "opened_at": tx.at,
        "opened_by": tx.actor,
    }
    added = tx.connection.execute(insert(search_orders).values(**row))
    (order,) = added.inserted_primary_key or (0,)
    tx.log("search_order.opened", str(order), request=request, registers=sought.registers)
    if sought.number is not None:
        there = _act_there(tx.connection, sought)
        if there is not None:
            _close(tx, order, SearchState.FOUND, act_id=there)
    return _found(tx.connection, order)


def close_search_orders(tx: Writing, changed: Iterable[Act]) -> None:
    """Close the open orders of acts that were read or got their number."""
    known = {
        (_registers_of(act), str(act.number)): act.act_id
        for act in changed
        if act.number is not None and act.standing_act is None
    }
    for one in sorted({registers for registers, _ in known}):
        query = select(search_orders.c.search_order, search_orders.c.number)
        query = query.where(_OPEN, search_orders.c.registers == one)
        for order, number in tx.connection.execute(query).all():
            act_id = known.get((one, number))
            if act_id is not None:
                _close(tx, order, SearchState.FOUND, act_id=act_id)


def cancel_search_orders(tx: Writing, request: str) -> None:
    """Close the open order of a request that waits for it no more."""
    held = _open_of(tx.connection, request)
    if held is not None:
        _close(tx, held.order, SearchState.CANCELLED)


class SearchOrders(Store):
    """Search orders by number, by request and by state."""

    def open_search_order(
        self, request: str, sought: Sought, actor: str | None = None
    ) -> SearchOrder:
        """``open_search_order`` in a transaction of its own."""
        with self._writing(actor) as tx:
            return open_search_order(tx, request, sought)

    def search_orders(
        self,
        states: Collection[SearchState] = (SearchState.OPEN,),
        office: str | None = None,
        after: int = 0,
        limit: int = 100,
    ) -> list[SearchOrder]:
        """Orders in these states, the oldest first.

        Args:
            office: of this office alone.
            after: the order to go on from, exclusive.
        """
        query = select(search_orders).where(*_asked(states, office))
        query = query.where(search_orders.c.search_order > after)
        query = query.order_by(search_orders.c.search_order).limit(limit)
        with self._reading() as connection:
            return _orders(connection, connection.execute(query).all())

    def count_search_orders(self, office: str | None = None) -> Mapping[SearchState, int]:
        """How many orders stand in each state, states without any included."""
        query = select(search_orders.c.state, func.count()).group_by(search_orders.c.state)
        with self._reading() as connection:
            rows = connection.execute(query.where(*_asked(tuple(SearchState), office))).all()
        found = {SearchState(state): count for state, count in rows}
        return {state: found.get(state, 0) for state in SearchState}

    def search_order(self, order: int) -> SearchOrder:
        """One order; SearchOrderUnknown when there is none of this number."""
        with self._reading() as connection:
            return _found(connection, order)

    def search_order_of(self, request: str) -> SearchOrder | None:
        """The last order of a request."""
        query = select(search_orders).where(search_orders.c.request == request)
        query = query.order_by(search_orders.c.search_order.desc()).limit(1)
        with self._reading() as connection:
            found = _orders(connection, connection.execute(query).all())
        return found[0] if found else None

    def find_sought(self, order: int, act_id: str, actor: str | None = None) -> SearchOrder:
        """Close an order by hand: this is the act.

        Raises:
            SearchOrderUnknown: there is no such order.
            SearchOrderSettled: it is closed.
            ActUnknown: there is no such act.
        """
        with self._writing(actor) as tx:
            _require_open(tx.connection, order)
            same = select(acts.c.act_id).where(acts.c.act_id == act_id)
            if tx.connection.execute(same).one_or_none() is None:
                raise ActUnknown(f"no act has the id {act_id!r}")
            _close(tx, order, SearchState.FOUND, act_id=act_id)
            return _found(tx.connection, order)

    def give_up_search(self, order: int, why: NotFound, actor: str | None = None) -> SearchOrder:
        """Close an order: the act was looked for and is not to be found.

        Raises:
            SearchOrderUnknown: there is no such order.
            SearchOrderSettled: it is closed.
        """
        with self._writing(actor) as tx:
            _require_open(tx.connection, order)
            _close(tx, order, SearchState.NOT_FOUND, why=why)
            return _found(tx.connection, order)

    def absence(self, sought: Sought) -> Absence:
        """Why an act that nobody finds in the archive is not found there."""
        here = _among(held_registers.c.register, sought.registers)
        unread = volumes.c.status != VolumeStatus.STRUCTURED.value
        count = select(func.count()).where(*_among(volumes.c.register, sought.registers), unread)
        with self._reading() as connection:
            parts = [
                RegisterHeld(RegisterReference.parse(row.register), first=row.first, last=row.last)
                for row in connection.execute(select(held_registers).where(*here))
            ]
            reading = connection.execute(count).scalar_one()
        return absence(sought.number, parts, is_read=not reading)


def _among(register: ColumnElement[str], registers: str) -> list[ColumnElement[bool]]:
    """That a register's reference is one of those that begin so: "/" is followed by "0"."""
    return [register >= registers, register < f"{registers[:-1]}0"]


def _registers_of(act: Act) -> str:
    return Sought(act.register.office_code, act.register.kind, act.register.year).registers


def _act_there(connection: Connection, sought: Sought) -> str | None:
    query = select(acts.c.act_id).where(
        *_among(acts.c.register, sought.registers),
        acts.c.number == str(sought.number),
        acts.c.standing_act.is_(None),
    )
    return connection.execute(query.limit(1)).scalar_one_or_none()


def _asked(states: Collection[SearchState], office: str | None) -> list[ColumnElement[bool]]:
    here = [] if office is None else _among(search_orders.c.registers, f"{office}/")
    return [search_orders.c.state.in_([state.value for state in states]), *here]


def _close(
    tx: Writing,
    order: int,
    state: SearchState,
    act_id: str | None = None,
    why: NotFound | None = None,
) -> None:
    told = {"act_id": act_id, "why": None if why is None else why.value}
    row = {"state": state.value, **told, "closed_at": tx.at, "closed_by": tx.actor}
    here = search_orders.c.search_order == order
    tx.connection.execute(update(search_orders).where(here).values(**row))
    said = {name: value for name, value in told.items() if value is not None}
    tx.log(f"search_order.{state.value}", str(order), **said)


def _open_of(connection: Connection, request: str) -> SearchOrder | None:
    query = select(search_orders).where(search_orders.c.request == request, _OPEN)
    found = _orders(connection, connection.execute(query).all())
    return found[0] if found else None


def _require_open(connection: Connection, order: int) -> None:
    state = _found(connection, order).state
    if state is not SearchState.OPEN:
        raise SearchOrderSettled(f"search order {order} is {state.value} already")


def _found(connection: Connection, order: int) -> SearchOrder:
    query = select(search_orders).where(search_orders.c.search_order == order)
    found = _orders(connection, connection.execute(query).all())
    if not found:
        raise SearchOrderUnknown(f"no search order has the number {order}")
    return found[0]


def _orders(connection: Connection, rows: Sequence[Row[tuple[object, ...]]]) -> list[SearchOrder]:
    """Orders from their rows, each with the volumes that came since."""
    return [_order(row, _delivered(connection, row)) for row in rows]


def _delivered(connection: Connection, row: Row[tuple[object, ...]]) -> tuple[str, ...]:
    data = row._mapping
    if data["state"] != SearchState.OPEN.value:
        return ()
    query = select(volumes.c.volume).where(
        *_among(volumes.c.register, data["registers"]), volumes.c.taken_at > data["opened_at"]
    )
    return tuple(connection.execute(query.order_by(volumes.c.sort_key)).scalars())


def _order(row: Row[tuple[object, ...]], delivered: tuple[str, ...]) -> SearchOrder:
    data = row._mapping
    office, kind, year, _ = data["registers"].split("/")
    number = None if data["number"] is None else ActNumber.parse(data["number"])
    return SearchOrder(
        order=data["search_order"],
        request=data["request"],
        sought=Sought(office, Kind(kind), int(year), number, loads(data["known"])),
        state=SearchState(data["state"]),
        opened_at=data["opened_at"],
        opened_by=data["opened_by"],
        act_id=data["act_id"],
        why=None if data["why"] is None else NotFound(data["why"]),
        closed_at=data["closed_at"],
        closed_by=data["closed_by"],
        delivered=delivered,
    )
