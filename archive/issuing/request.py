"""Requests: somebody asks for a paper of an act, and what becomes of it step by step. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import reduce
from typing import TypeAlias

from archive.issuing.asked import Asked
from archive.issuing.deadlines import Delivery
from archive.issuing.errors import RequestStepRefused
from archive.issuing.request_codes import Refusal, Waiting
from archive.issuing.request_state import STEPS, RequestState


class FoundBy(Enum):
    """How the act of a request became known."""

    REFERENCE = "reference"
    SEARCH = "search"
    SEARCH_ORDER = "search_order"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds for a request from the day it is received.

    Attributes:
        due_on: the last day to answer it; remind_on: the day from which people are reminded.
        fee: dirhams for all copies.
        is_electronic: whether a program asked, or the paper goes to one.
        needs_proof: whether a person must see the paper that proves the applicant's capacity.
    """

    due_on: date
    remind_on: date
    fee: Decimal
    is_electronic: bool
    needs_proof: bool


@dataclass(frozen=True, slots=True)
class Received:
    """A request came in; ``asked_sha256`` is the hash of what it asks, which names people."""

    asked_sha256: str
    terms: Terms


@dataclass(frozen=True, slots=True)
class Identified:
    """Its act is this one; ``stands``: the same as before, in the volume that stands for it."""

    act_id: str
    found_by: FoundBy
    stands: bool = False


@dataclass(frozen=True, slots=True)
class ProofSeen:
    """A person saw the paper that proves the applicant's capacity."""


@dataclass(frozen=True, slots=True)
class Waits:
    """It does not go on for now; ``candidates`` are the acts that a person chooses from."""

    code: Waiting
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Prepared:
    """Its paper can be made from the act at this version."""

    act_version: int


@dataclass(frozen=True, slots=True)
class SigningOrdered:
    """An officer ordered it to be signed in their name: ``officer`` is the account.

    ``automatic``: the office's delegation did, without a click.
    """

    officer: str
    automatic: bool


@dataclass(frozen=True, slots=True)
class Signed:
    """Its papers are signed."""

    serials: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Delivered:
    """The applicant has them."""


@dataclass(frozen=True, slots=True)
class Refused:
    """It ends without a paper, for a reason that the law gives."""

    code: Refusal


@dataclass(frozen=True, slots=True)
class Cancelled:
    """Whoever asked no longer does."""


RequestWhat: TypeAlias = (
    Received
    | Identified
    | ProofSeen
    | Waits
    | Prepared
    | SigningOrdered
    | Signed
    | Delivered
    | Refused
    | Cancelled
)

_LEADS_TO: Mapping[type, RequestState] = {
    Identified: RequestState.IDENTIFIED,
    Prepared: RequestState.PREPARED,
    Signed: RequestState.SIGNED,
    Delivered: RequestState.DELIVERED,
    Refused: RequestState.REFUSED,
    Cancelled: RequestState.CANCELLED,
}


@dataclass(frozen=True, slots=True)
class RequestEvent:
    """One entry of a request's log; ``version`` counts from 1, ``at`` is an ISO instant, UTC."""

    request: str
    version: int
    what: RequestWhat
    actor: str
    at: str
    seq: int = 0

    @property
    def kind(self) -> str:
        """``received``, ``identified``, ``waits`` …: what the log and the audit trail call it."""
        return type(self.what).__name__.lower()


@dataclass(frozen=True, slots=True)
class Request:
    """A request and what became of it.

    Attributes:
        number: see ``request_number``; key: what its sender names it by, so that it comes once.
        asked_by: the account, or the program, that sent it.
        waiting: why it does not go on, None while nothing hinders it.
        candidates: acts to choose from, by id.
        act_id: its act, None until it is identified; found_by: how that became known.
        round: version at which its act was identified last: papers are made anew for each.
        officer: account of who ordered it to be signed; automatic: whether nobody had to click.
        has_seen_proof: whether a person saw what proves the applicant's capacity for this act.
        was_other: whether it was of another act before, for which alone its sender vouched.
        papers: serials, one for each copy, once it is signed.
        refusal: why it was refused.
        received_at, changed_at: ISO instants, UTC, of the first and of the last step.
        version: number of events applied.
    """

    number: str
    key: str
    asked_by: str
    asked: Asked
    terms: Terms
    received_at: str
    changed_at: str
    state: RequestState = RequestState.RECEIVED
    waiting: Waiting | None = None
    candidates: tuple[str, ...] = ()
    act_id: str | None = None
    found_by: FoundBy | None = None
    act_version: int | None = None
    round: int = 0
    officer: str | None = None
    automatic: bool = False
    has_seen_proof: bool = False
    was_other: bool = False
    papers: tuple[str, ...] = ()
    refusal: Refusal | None = None
    version: int = 1

    @property
    def proof_is_due(self) -> bool:
        """Whether a person has still to see the paper that proves the applicant's capacity."""
        is_vouched_for = self.asked.has_seen_proof and not self.was_other
        return self.terms.needs_proof and not (is_vouched_for or self.has_seen_proof)

    @property
    def awaits_us(self) -> bool:
        """Whether it is the office that owes the next step: what waits at the counter does not."""
        is_posted = self.asked.delivery is Delivery.POST
        return self.state.is_open or (self.state is RequestState.SIGNED and is_posted)

    def is_overdue(self, today: date) -> bool:
        """Whether its last day is over and the office still owes the next step."""
        return self.awaits_us and self.terms.due_on < today

    def is_to_remind(self, today: date) -> bool:
        """Whether people are reminded of it on a day."""
        return self.awaits_us and self.terms.remind_on <= today

    def order_key(self, copy: int) -> str:
        """What names the order of one of its papers; copies are counted from 1."""
        return f"{self.number}/{self.round}/{copy}"

    def after(self, event: RequestEvent) -> "Request":
        """The request with one more event.

        Raises:
            RequestStepRefused: that step does not follow from where it is.
        """
        what = event.what
        state = _LEADS_TO.get(type(what), self.state)
        self._require(what, state)
        gone_on = replace(
            self,
            state=state,
            version=event.version,
            changed_at=event.at,
            waiting=None,
            candidates=(),
        )
        match what:
            case Waits(code, candidates):
                waits = replace(gone_on, waiting=code, candidates=candidates)
                if code is Waiting.OFFICER_TO_SIGN:
                    return replace(waits, officer=None, automatic=False)
                return waits
            case Identified(act_id, found_by, stands):
                anew = replace(gone_on, act_version=None, officer=None, automatic=False, papers=())
                anew = replace(anew, act_id=act_id, found_by=found_by, round=event.version)
                is_other = self.act_id not in (None, act_id) and not stands
                # What was shown proves a tie to the act before, and to no other.
                return replace(anew, has_seen_proof=False, was_other=True) if is_other else anew
            case Prepared(act_version):
                return replace(gone_on, act_version=act_version)
            case SigningOrdered(officer, automatic):
                return replace(gone_on, officer=officer, automatic=automatic)
            case ProofSeen():
                return replace(gone_on, has_seen_proof=True)
            case Signed(serials):
                return replace(gone_on, papers=serials)
            case Refused(code):
                return replace(gone_on, refusal=code)
            case _:
                return gone_on

    def _require(self, what: RequestWhat, state: RequestState) -> None:
        if isinstance(what, Received):
            raise ValueError(f"request {self.number} is received twice")
        if isinstance(what, Waits):
            fits = self.state in what.code.states
        elif isinstance(what, SigningOrdered):
            fits = self.state is RequestState.PREPARED
        elif isinstance(what, ProofSeen):
            fits = self.state.is_open
        elif isinstance(what, Signed):
            is_whole = len(what.serials) == self.asked.copies
            fits = state in STEPS[self.state] and self.officer is not None and is_whole
        else:
            fits = state in STEPS[self.state]
        if not fits:
            raise RequestStepRefused(self.number, self.state.value, type(what).__name__.lower())


def begun(event: RequestEvent, key: str, asked: Asked) -> Request:
    """The request that its first event makes of what was asked; ValueError for any other event."""
    if not isinstance(event.what, Received):
        raise ValueError(f"request {event.request} begins with {event.kind}")
    return Request(event.request, key, event.actor, asked, event.what.terms, event.at, event.at)


def request_of(events: Iterable[RequestEvent], key: str, asked: Asked) -> Request:
    """The request that its events, in order, add up to."""
    first, *rest = events
    return reduce(lambda request, event: request.after(event), rest, begun(first, key, asked))
