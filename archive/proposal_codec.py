"""JSON form of what is said of a proposal, and of what the catalogue keeps of it."""

import json

from archive.codec import Json, canonical
from archive.margin_codec import amendment_of, amendment_to_json
from archive.proposal import (
    Approved,
    Proposal,
    ProposalState,
    ProposalWhat,
    Proposed,
    Refused,
    TakenBack,
)


def proposal_event_text(what: ProposalWhat) -> str:
    """What was said as canonical JSON, the text whose hash the audit trail holds."""
    match what:
        case Proposed():
            return canonical(_asked_to_json(what))
        case Approved(act_version):
            return canonical({"act_version": act_version})
        case Refused(reason) | TakenBack(reason):
            return canonical({"reason": reason})


def proposal_event_of(kind: str, text: str) -> ProposalWhat:
    """What ``proposal_event_text`` wrote for an event of this kind; ValueError for others."""
    data: Json = json.loads(text)
    match kind:
        case "proposed":
            return _asked_of(data)
        case "approved":
            return Approved(data["act_version"])
        case "refused":
            return Refused(data["reason"])
        case "takenback":
            return TakenBack(data["reason"])
    raise ValueError(f"what is said of a proposal is of kind {kind!r}: a later Sijill wrote it")


def proposal_text(proposal: Proposal) -> str:
    """What the catalogue keeps of a proposal beside its columns."""
    return canonical(
        {
            "asked": _asked_to_json(proposal.asked),
            "proposed_at": proposal.proposed_at,
            "decided_by": proposal.decided_by,
            "decided_at": proposal.decided_at,
            "reason": proposal.reason,
        }
    )


def proposal_from(name: str, proposed_by: str, state: str, version: int, text: str) -> Proposal:
    """The proposal whose ``proposal_text`` this is."""
    data: Json = json.loads(text)
    return Proposal(
        id=name,
        asked=_asked_of(data["asked"]),
        proposed_by=proposed_by,
        proposed_at=data["proposed_at"],
        state=ProposalState(state),
        decided_by=data["decided_by"],
        decided_at=data["decided_at"],
        reason=data["reason"],
        version=version,
    )


def _asked_to_json(asked: Proposed) -> Json:
    return {
        "act_id": asked.act_id,
        "act_version": asked.act_version,
        "amendment": amendment_to_json(asked.amendment),
        "wording": asked.wording,
        "blanks": dict(asked.blanks),
        "typed": asked.typed,
    }


def _asked_of(data: Json) -> Proposed:
    return Proposed(**{**data, "amendment": amendment_of(data["amendment"])})
