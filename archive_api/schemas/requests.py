"""Requests on the wire: what is asked, and what became of it."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Literal, Self

from pydantic import Field, field_validator, model_validator

from archive.catalogue_requests import RequestPage
from archive.issuing.asked import MOST_COPIES, Applicant, ApplicantCapacity, Asked, Known
from archive.issuing.deadlines import Delivery
from archive.issuing.paper import PaperKind, PaperLanguage, PaperState
from archive.issuing.request import Request, RequestEvent, Waits
from archive.issuing.request_codes import Refusal, Waiting
from archive.issuing.request_state import RequestState
from archive.register import FIRST_YEAR, LAST_YEAR, ActNumber, ActReference, Kind
from archive_api.schemas.wire import Wire

REQUESTS = "/v1/requests"

_Name = Annotated[str, Field(max_length=200)]
_Text = Annotated[str, Field(max_length=500)]
_Version = Annotated[int | None, Field(ge=1, description="of the request as it was seen")]


class KnownIn(Wire):
    """What the applicant knows of the act; the more, the surer it is found without a person."""

    kind: Literal["birth", "death"]
    given: _Name = ""
    family: _Name = ""
    father: _Name = ""
    mother: _Name = ""
    sex: Literal["", "M", "F"] = ""
    date: Annotated[str, Field(pattern=r"^(\d{4}(-\d{2}(-\d{2})?)?)?$")] = ""
    calendar: Literal["gregorian", "hijri"] = "gregorian"
    place: _Name = ""
    office_code: Annotated[str, Field(max_length=20)] = ""
    year: Annotated[int | None, Field(ge=FIRST_YEAR, le=LAST_YEAR)] = None
    act_number: Annotated[str | None, Field(max_length=12)] = None

    def known(self) -> Known:
        """The same as the archive knows it."""
        number = None if self.act_number is None else ActNumber.parse(self.act_number)
        told = self.model_dump(exclude={"kind", "act_number"})
        return Known(Kind(self.kind), number=number, **told)


class ApplicantIn(Wire):
    """Who asks, and in which quality."""

    name: Annotated[str, Field(min_length=1, max_length=200)]
    capacity: ApplicantCapacity
    identity: _Text = ""


class DeliveryIn(Wire):
    """How the paper reaches the applicant; a posted one has an address."""

    way: Delivery
    address: _Text = ""


class RequestIn(Wire):
    """A paper that is asked for: of the act of a reference, or of what is known of it."""

    kind: PaperKind
    language: PaperLanguage = PaperLanguage.BOTH
    copies: Annotated[int, Field(ge=1, le=MOST_COPIES)] = 1
    act: Annotated[str | None, Field(max_length=120)] = None
    known: KnownIn | None = None
    applicant: ApplicantIn
    purpose: _Text = ""
    delivery: DeliveryIn
    proof_seen: Annotated[
        bool, Field(description="the sender saw the paper that proves the applicant's capacity")
    ] = False
    asked_by: Annotated[
        str | None,
        Field(min_length=1, max_length=120, description="whom a program asks for, as its service"),
    ] = None

    @model_validator(mode="after")
    def _can_be_asked(self) -> Self:
        self.asked()
        return self

    def asked(self) -> Asked:
        """The same as the archive knows it; ValueError where it cannot be asked so."""
        return Asked(
            kind=self.kind,
            language=self.language,
            applicant=Applicant(**self.applicant.model_dump()),
            delivery=self.delivery.way,
            act=None if self.act is None else ActReference.parse(self.act),
            known=None if self.known is None else self.known.known(),
            copies=self.copies,
            purpose=self.purpose.strip(),
            address=self.delivery.address.strip(),
            has_seen_proof=self.proof_seen,
        )


class SeenIn(Wire):
    """A step that is taken for a request as it was seen; without a version, as it is."""

    expected_version: _Version = None
    actor: Annotated[str | None, Field(min_length=1, max_length=120)] = None


class IdentifyIn(SeenIn):
    """Which act is meant, by reference or id."""

    act: Annotated[str, Field(min_length=1, max_length=120)]


class SignIn(SeenIn):
    """Which version of the act the officer saw as a specimen; without, the act as it is."""

    act_version: Annotated[int | None, Field(ge=1)] = None


class RefuseIn(SeenIn):
    """Why a person refuses."""

    code: Refusal

    @field_validator("code")
    @classmethod
    def _by_a_person(cls, code: Refusal) -> Refusal:
        if not code.is_by_person:
            raise ValueError(f"{code.value} is found by the rules alone")
        return code


class ReasonOut(Wire):
    """Why a request waits or was refused, with the sentence in both languages."""

    code: str
    texts: dict[str, str]

    @classmethod
    def of(cls, code: Waiting | Refusal | None) -> Self | None:
        """The wire form of a code, None for none."""
        return None if code is None else cls(code=code.value, texts=dict(code.texts))


class WaitingOut(ReasonOut):
    """Why a request waits, who ends it, and when that is likely where it can be told.

    Attributes:
        waits_for: counter, officer, verifier, office, administrator or machine.
        candidates: references of the acts that a person chooses from.
        ahead: acts that people verify before this one; expected_at: ISO instant, UTC.
    """

    waits_for: str
    candidates: Annotated[list[str], Field(default_factory=list)]
    ahead: int | None = None
    expected_at: str | None = None


class CopyOut(Wire):
    """One signed paper: its serial, where its file is, and whether it still says what its act does.

    Attributes:
        state: ``current``, ``changed``, ``annulled`` or ``revoked``: only a current one is given.
    """

    serial: str
    address: str
    state: PaperState


class RequestOut(Wire):
    """A request as programs follow it: nobody is named.

    Attributes:
        act: reference of its act, its id while it has no number.
        fee: dirhams for all copies, as text.
        due_on: the last day to answer it; is_overdue: whether that day is over.
    """

    number: str
    state: RequestState
    waiting: WaitingOut | None
    refusal: ReasonOut | None
    kind: PaperKind
    language: PaperLanguage
    copies: int
    delivery: Delivery
    act: str | None
    papers: list[CopyOut]
    fee: str
    received_at: str
    changed_at: str
    due_on: date
    remind_on: date
    is_overdue: bool
    asked_by: str
    version: int
    address: str

    @classmethod
    def of(
        cls,
        request: Request,
        act: str | None,
        waiting: WaitingOut | None,
        states: Sequence[PaperState],
        today: date,
    ) -> Self:
        """The wire form of a request.

        Args:
            act: how its act is named; waiting: why it waits; states: of its papers, in order.
        """
        asked, address = request.asked, f"{REQUESTS}/{request.number}"
        return cls(
            number=request.number,
            state=request.state,
            waiting=waiting,
            refusal=ReasonOut.of(request.refusal),
            kind=asked.kind,
            language=asked.language,
            copies=asked.copies,
            delivery=asked.delivery,
            act=act,
            papers=[
                CopyOut(serial=serial, address=f"{address}/paper?copy={copy}", state=state)
                for copy, (serial, state) in enumerate(zip(request.papers, states, strict=True), 1)
            ],
            fee=str(request.terms.fee),
            received_at=request.received_at,
            changed_at=request.changed_at,
            due_on=request.terms.due_on,
            remind_on=request.terms.remind_on,
            is_overdue=request.is_overdue(today),
            asked_by=request.asked_by,
            version=request.version,
            address=address,
        )


class RequestEventOut(Wire):
    """One step of a request: ``at`` an ISO instant, UTC; code: why it waited."""

    version: int
    at: datetime
    actor: str
    kind: str
    code: str | None

    @classmethod
    def of(cls, event: RequestEvent) -> Self:
        """The wire form of an event."""
        code = event.what.code.value if isinstance(event.what, Waits) else None
        return cls(
            version=event.version,
            at=datetime.fromisoformat(event.at),
            actor=event.actor,
            kind=event.kind,
            code=code,
        )


class RequestWholeOut(Wire):
    """A request with whom it is about and everything that became of it; each look is logged."""

    request: RequestOut
    applicant: ApplicantIn
    purpose: str
    address: str
    known: KnownIn | None
    asked_act: str | None
    proof_due: bool
    history: list[RequestEventOut]

    @classmethod
    def of_whole(cls, request: Request, shown: RequestOut, history: Sequence[RequestEvent]) -> Self:
        """The wire form of a whole request."""
        asked = request.asked
        return cls(
            request=shown,
            applicant=ApplicantIn.model_validate(asked.applicant),
            purpose=asked.purpose,
            address=asked.address,
            known=None if asked.known is None else _known(asked.known),
            asked_act=None if asked.act is None else str(asked.act),
            proof_due=request.proof_is_due,
            history=[RequestEventOut.of(event) for event in history],
        )


class RequestsOut(Wire):
    """Some requests by their deadlines, and how many a list holds in each state."""

    requests: list[RequestOut]
    counts: dict[str, int]
    next: str | None

    @classmethod
    def of(
        cls, page: RequestPage, shown: list[RequestOut], counts: dict[RequestState, int]
    ) -> Self:
        """The wire form of a page."""
        by_state = {state.value: count for state, count in counts.items()}
        return cls(requests=shown, counts=by_state, next=page.next)


def _known(known: Known) -> KnownIn:
    told = {name: getattr(known, name) for name in KnownIn.model_fields if name != "act_number"}
    number = None if known.number is None else str(known.number)
    return KnownIn(**{**told, "kind": known.kind.value, "act_number": number})
