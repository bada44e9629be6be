"""The catalogue's requests: received once, taken step by step, listed by their deadlines."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ColumnElement, Connection, func, insert, or_, select, tuple_, union, update

from archive.audit import content_hash
from archive.catalogue_entitlements import Entitlements
from archive.catalogue_lists import Lists
from archive.catalogue_request_effects import follow_step, tell
from archive.catalogue_request_log import (
    IN_HAND,
    append_request,
    later,
    look_again_later,
    receive_request,
    request_events_of,
    request_named,
    request_of_row,
)
from archive.errors import RequestChanged, RequestKeyTaken, RequestUnknown
from archive.issuing.asked import Asked
from archive.issuing.deadlines import Delivery
from archive.issuing.entitlement import entitled
from archive.issuing.fees import fee
from archive.issuing.paper import PaperKind
from archive.issuing.request import (
    Received,
    Refused,
    Request,
    RequestEvent,
    RequestWhat,
    Terms,
    Waits,
)
from archive.issuing.request_codec import asked_text
from archive.issuing.request_codes import Refusal, Waiting
from archive.issuing.request_number import request_number
from archive.issuing.request_state import RequestState
from archive.issuing.search_order import SearchState
from archive.morocco import in_morocco
from archive.store import Writing
from archive.tables import acts
from archive.tables_requests import request_numbers, requests
from archive.tables_search_orders import search_orders

_CENTIMES = 100
_UNTIL_THE_ACT_CHANGES = (
    Waiting.ACT_TO_CONFIRM,
    Waiting.ACT_IN_REVIEW,
    Waiting.ACT_WITHOUT_NUMBER,
    Waiting.PAPER_TO_MEND,
)


@dataclass(frozen=True, slots=True)
class RequestFilter:
    """Which requests a list holds; every criterion given must hold.

    Attributes:
        states: any of them; empty for all.
        office_code: of the act, or of what is asked while no act is known.
        overdue_on: a day on which they are late; remind_on: one on which people are reminded.
    """

    states: frozenset[RequestState] = frozenset()
    waiting: Waiting | None = None
    kind: PaperKind | None = None
    delivery: Delivery | None = None
    office_code: str | None = None
    act_id: str | None = None
    asked_by: str | None = None
    overdue_on: date | None = None
    remind_on: date | None = None


@dataclass(frozen=True, slots=True)
class RequestPage:
    """Some requests of a list, and where the list goes on: None at its end."""

    requests: tuple[Request, ...]
    next: str | None


@dataclass(frozen=True, slots=True)
class Takings:
    """What was signed on some days: requests, copies, and dirhams for them."""

    requests: int
    copies: int
    fee: Decimal


class Requests(Lists, Entitlements):
    """Requests for papers, with everything that became of each."""

    def receive(
        self, asked: Asked, key: str, asked_by: str, is_electronic: bool = False
    ) -> tuple[Request, bool]:
        """The request of a key, and whether it is new.

        One that its applicant is not entitled to is received and refused at once.

        Args:
            asked_by: the account or the program that sends it; keys are its own.
            is_electronic: whether a program sends it.

        Raises:
            RequestKeyTaken: the sender asked for something else under this key.
            FeeUnset, DeadlineUnset: the lists do not say what it costs, or by when it is due.
        """
        told = content_hash(asked_text(asked))
        with self._reading() as connection:
            known = _of_key(connection, asked_by, key)
        if known is not None:
            # What it costs and by when it is due was told then: the lists may say otherwise by now.
            return _same(known, told), False
        today = in_morocco(datetime.fromisoformat(self._clock())).date()
        terms, refusal = self._terms(asked, today, is_electronic)
        with self._writing(asked_by) as tx:
            held = _of_key(tx.connection, asked_by, key)
            if held is not None:
                return _same(held, told), False
            number = _next_number(tx)
            what = Received(told, terms)
            request = receive_request(tx, number, key, asked, what)
            tell(tx, request, what)
            if refusal is not None:
                request = append_request(tx, request, Refused(refusal))
                tell(tx, request, Refused(refusal))
            return request, True

    def take_steps(
        self,
        request: Request,
        *steps: RequestWhat,
        actor: str | None = None,
        act_seen: int | None = None,
    ) -> Request:
        """Take a request some steps on, all of them or none.

        A wait that goes on as it was is no step.

        Args:
            request: as it was seen.
            act_seen: version of its act that the steps were judged by; the act's own without.

        Raises:
            RequestUnknown: no request has its number.
            RequestChanged: it went on meanwhile.
            RequestStepRefused: a step does not follow from where it is.
        """
        with self._writing(actor) as tx:
            now = _found(tx.connection, request.number)
            if now.version != request.version:
                raise RequestChanged(request.number, request.version, now.version)
            for what in steps:
                if what == _wait_of(now):
                    look_again_later(tx, now, act_seen)
                    continue
                before, now = now, append_request(tx, now, what, act_seen)
                follow_step(tx, before, now, what)
            return now

    def request(self, number: str) -> Request:
        """One request; RequestUnknown when none has this number."""
        with self._reading() as connection:
            return _found(connection, number)

    def requests(
        self,
        wanted: RequestFilter = RequestFilter(),
        after: str | None = None,
        limit: int = 50,
    ) -> RequestPage:
        """Some requests by their deadlines, the first to be due at the head.

        Args:
            after: ``next`` of the page before.
        """
        query = select(requests).where(*_criteria(wanted))
        if after is not None:
            query = query.where(tuple_(requests.c.due_on, requests.c.number) > _place(after))
        query = query.order_by(requests.c.due_on, requests.c.number).limit(limit + 1)
        with self._reading() as connection:
            rows = connection.execute(query).all()
        last = rows[limit - 1] if len(rows) > limit else None
        goes_on = None if last is None else f"{last.due_on}|{last.number}"
        return RequestPage(tuple(request_of_row(row) for row in rows[:limit]), goes_on)

    def count_requests(
        self,
        wanted: RequestFilter = RequestFilter(),
    ) -> Mapping[RequestState, int]:
        """How many requests a list holds in each state."""
        query = select(requests.c.state, func.count()).where(*_criteria(wanted))
        with self._reading() as connection:
            rows = connection.execute(query.group_by(requests.c.state)).all()
        counted = {RequestState(state): int(count) for state, count in rows}
        return {state: counted.get(state, 0) for state in RequestState}

    def request_history(self, number: str) -> list[RequestEvent]:
        """Everything that became of a request, oldest first; empty for an unknown one."""
        with self._reading() as connection:
            return request_events_of(connection, number)

    def requests_to_go_on(self, limit: int = 20) -> list[Request]:
        """Requests that can go on by themselves, the first to be due at the head.

        Their time to be looked at again has come, or the act they wait for was changed. Nobody
        else is given them for a while.
        """
        with self._reading() as connection:
            if not _to_go_on(connection, self._clock(), limit=1):
                return []
        with self._writing() as tx:
            found = _to_go_on(tx.connection, tx.at, limit)
            here = requests.c.number.in_([one.number for one in found])
            in_hand = later(tx.at, IN_HAND)
            tx.connection.execute(update(requests).where(here).values(try_at=in_hand))
        return found

    def takings(self, first: date, last: date) -> Mapping[PaperKind, Takings]:
        """What was signed from a day to another, both included, by kind of paper."""
        summed = (func.count(), func.sum(requests.c.copies), func.sum(requests.c.centimes))
        on = requests.c.signed_on
        query = select(requests.c.kind, *summed).group_by(requests.c.kind)
        query = query.where(on >= first.isoformat(), on <= last.isoformat())
        with self._reading() as connection:
            rows = connection.execute(query).all()
        counted = {
            PaperKind(kind): Takings(count, int(copies), Decimal(int(cents)) / _CENTIMES)
            for kind, count, copies, cents in rows
        }
        return {kind: counted.get(kind, Takings(0, 0, Decimal(0))) for kind in PaperKind}

    def _terms(self, asked: Asked, day: date, is_electronic: bool) -> tuple[Terms, Refusal | None]:
        due = self.due(asked.kind, asked.delivery, day)
        given = entitled(
            asked.kind,
            asked.register_kind,
            asked.applicant.capacity,
            day,
            self.entitlements(day),
        )
        refusal = given if isinstance(given, Refusal) else None
        terms = Terms(
            due_on=due.day,
            remind_on=due.remind_on,
            fee=fee(asked.kind, asked.copies, day, self.fees(day)),
            is_electronic=is_electronic or asked.delivery is Delivery.ELECTRONIC,
            needs_proof=not isinstance(given, Refusal) and given.needs_proof,
        )
        return terms, refusal


def _same(held: Request, told: str) -> Request:
    """The request of a key; RequestKeyTaken where that asks for something else."""
    if content_hash(asked_text(held.asked)) != told:
        raise RequestKeyTaken(held.key, held.number)
    return held


def _wait_of(request: Request) -> Waits | None:
    return None if request.waiting is None else Waits(request.waiting, request.candidates)


def _to_go_on(connection: Connection, now: str, limit: int) -> list[Request]:
    # One look for each reason, by its own index: together they would go through every request.
    is_free = or_(requests.c.try_at.is_(None), requests.c.try_at > later(now, IN_HAND))
    number = select(requests.c.number)
    changed = number.join(acts, acts.c.act_id == requests.c.act_id).where(
        requests.c.waiting.in_([code.value for code in _UNTIL_THE_ACT_CHANGES]),
        acts.c.version != requests.c.act_seen,
        is_free,
    )
    ended = number.join(search_orders, search_orders.c.request == requests.c.number).where(
        requests.c.waiting == Waiting.ACT_NOT_SCANNED.value,
        search_orders.c.state != SearchState.OPEN.value,
        is_free,
    )
    found = union(number.where(requests.c.try_at <= now), changed, ended)
    query = select(requests).where(requests.c.number.in_(found))
    query = query.order_by(requests.c.due_on, requests.c.number).limit(limit)
    return [request_of_row(row) for row in connection.execute(query)]


def _criteria(wanted: RequestFilter) -> list[ColumnElement[bool]]:
    columns = requests.c
    given = {
        columns.waiting: wanted.waiting and wanted.waiting.value,
        columns.kind: wanted.kind and wanted.kind.value,
        columns.delivery: wanted.delivery and wanted.delivery.value,
        columns.office: wanted.office_code,
        columns.act_id: wanted.act_id,
        columns.asked_by: wanted.asked_by,
    }
    found = [column == value for column, value in given.items() if value is not None]
    if wanted.states:
        found.append(columns.state.in_(sorted(state.value for state in wanted.states)))
    if wanted.overdue_on is not None or wanted.remind_on is not None:
        found.append(columns.awaits_us.is_(True))
    if wanted.overdue_on is not None:
        found.append(columns.due_on < wanted.overdue_on.isoformat())
    if wanted.remind_on is not None:
        found.append(columns.remind_on <= wanted.remind_on.isoformat())
    return found


def _place(after: str) -> tuple[str, str]:
    due_on, _, number = after.partition("|")
    return due_on, number


def _next_number(tx: Writing) -> str:
    year = in_morocco(datetime.fromisoformat(tx.at)).year
    here = request_numbers.c.year == year
    last = tx.connection.execute(select(request_numbers.c.last).where(here)).scalar_one_or_none()
    if last is None:
        tx.connection.execute(insert(request_numbers).values(year=year, last=1))
        return request_number(year, 1)
    tx.connection.execute(update(request_numbers).where(here).values(last=last + 1))
    return request_number(year, last + 1)


def _of_key(connection: Connection, asked_by: str, key: str) -> Request | None:
    here = (requests.c.asked_by == asked_by, requests.c.key == key)
    row = connection.execute(select(requests).where(*here)).one_or_none()
    return None if row is None else request_of_row(row)


def _found(connection: Connection, number: str) -> Request:
    request = request_named(connection, number)
    if request is None:
        raise RequestUnknown(f"no request has the number {number!r}")
    return request
