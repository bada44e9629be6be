"""Proposals: mentions and corrections that one officer writes and another approves. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import reduce
from typing import TypeAlias

from archive.margin import Amendment, MentionEntered, MentionWithdrawn


class ProposalState(Enum):
    """``open`` waits for a second person; ``withdrawn`` by who made it."""

    OPEN = "open"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Intent(Enum):
    """What a proposal would do to the margin."""

    ENTER = "enter"
    CORRECT = "correct"
    SUPERSEDE = "supersede"
    WITHDRAW = "withdraw"


@dataclass(frozen=True, slots=True)
class Proposed:
    """An officer asks for an amendment of an act's margin.

    Attributes:
        act_version: the act as the officer saw it.
        wording: key of the wording, empty where a mention is withdrawn.
        blanks: what filled it, as typed.
        typed: whether the words are the paper's own instead of the wording's.
    """

    act_id: str
    act_version: int
    amendment: Amendment
    wording: str = ""
    blanks: Mapping[str, str] = field(default_factory=dict)
    typed: bool = False


@dataclass(frozen=True, slots=True)
class Approved:
    """A second person approved; ``act_version`` is the act as that person saw it."""

    act_version: int


@dataclass(frozen=True, slots=True)
class Refused:
    """A second person refused."""

    reason: str


@dataclass(frozen=True, slots=True)
class TakenBack:
    """Who made the proposal took it back."""

    reason: str


ProposalWhat: TypeAlias = Proposed | Approved | Refused | TakenBack


@dataclass(frozen=True, slots=True)
class ProposalEvent:
    """One entry of a proposal's log; ``version`` counts from 1, ``at`` is an ISO instant, UTC."""

    proposal: str
    version: int
    what: ProposalWhat
    actor: str
    at: str
    seq: int = 0

    @property
    def kind(self) -> str:
        """``proposed``, ``approved``, ``refused`` or ``takenback``."""
        return type(self.what).__name__.lower()


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposal and what became of it.

    Attributes:
        asked: what was proposed.
        decided_by, decided_at: who ended it and when, None while it is open.
        reason: why it was refused or taken back.
        version: number of events applied.
    """

    id: str
    asked: Proposed
    proposed_by: str
    proposed_at: str
    state: ProposalState = ProposalState.OPEN
    decided_by: str | None = None
    decided_at: str | None = None
    reason: str = ""
    version: int = 1

    @property
    def intent(self) -> Intent:
        """What it would do to the margin."""
        amendment = self.asked.amendment
        if isinstance(amendment, MentionWithdrawn):
            return Intent.WITHDRAW
        if amendment.replaces is not None:
            return Intent.SUPERSEDE
        return Intent.CORRECT if amendment.changes else Intent.ENTER

    @property
    def entered(self) -> MentionEntered | None:
        """The mention to be entered, None where one is to be withdrawn."""
        amendment = self.asked.amendment
        return amendment if isinstance(amendment, MentionEntered) else None

    def after(self, event: ProposalEvent) -> "Proposal":
        """The proposal with one more event."""
        decided = replace(self, version=event.version, decided_by=event.actor, decided_at=event.at)
        match event.what:
            case Approved():
                return replace(decided, state=ProposalState.APPROVED)
            case Refused(reason):
                return replace(decided, state=ProposalState.REFUSED, reason=reason)
            case TakenBack(reason):
                return replace(decided, state=ProposalState.WITHDRAWN, reason=reason)
            case Proposed():
                raise ValueError(f"proposal {self.id} is proposed twice")


def begun(event: ProposalEvent) -> Proposal:
    """The proposal that its first event makes; ValueError for any other event."""
    if not isinstance(event.what, Proposed):
        raise ValueError(f"proposal {event.proposal} begins with {event.kind}")
    return Proposal(event.proposal, event.what, event.actor, event.at, version=event.version)


def proposal_of(events: Iterable[ProposalEvent]) -> Proposal:
    """The proposal that its events, in order, add up to."""
    first, *rest = events
    return reduce(lambda proposal, event: proposal.after(event), rest, begun(first))
