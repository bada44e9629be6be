"""JSON form of what officers do to the margin of an act, as the event log keeps it for good."""

from archive.codec import Json, mention_from_json, mention_to_json
from archive.legal_ground import GroundKind, LegalGround, SupportingDocument
from archive.margin import Amendment, Change, MentionEntered, MentionWithdrawn


def amendment_to_json(amendment: Amendment) -> Json:
    """An amendment as JSON; what is at its default is left out."""
    said: Json = {
        "ground": _ground_to_json(amendment.ground),
        "proposal": amendment.proposal,
        "documents": [[one.sha256, one.media_type] for one in amendment.documents],
        "reason": amendment.reason,
    }
    match amendment:
        case MentionEntered():
            said["mention"] = mention_to_json(amendment.mention)
            said["changes"] = [[one.field, one.old, one.new] for one in amendment.changes]
            said["replaces"] = amendment.replaces
        case MentionWithdrawn():
            said["entry"] = amendment.entry
    return {name: value for name, value in said.items() if value}


def amendment_of(data: Json) -> Amendment:
    """The amendment ``amendment_to_json`` wrote."""
    ground = _ground_of(data["ground"])
    documents = tuple(SupportingDocument(*one) for one in data.get("documents", ()))
    reason = data.get("reason", "")
    if "entry" in data:
        return MentionWithdrawn(data["entry"], ground, data["proposal"], documents, reason)
    return MentionEntered(
        mention_from_json(data["mention"]),
        ground,
        data["proposal"],
        documents,
        tuple(Change(*one) for one in data.get("changes", ())),
        data.get("replaces"),
        reason,
    )


def _ground_to_json(ground: LegalGround) -> Json:
    told = {
        "kind": ground.kind.value,
        "reference": ground.reference,
        "date": ground.date,
        "date_hijri": ground.date_hijri,
        "authority_ar": ground.authority_ar,
        "authority_fr": ground.authority_fr,
    }
    return {name: value for name, value in told.items() if value}


def _ground_of(data: Json) -> LegalGround:
    return LegalGround(**{**data, "kind": GroundKind(data["kind"])})
