"""JSON form of an act's events, and of what the catalogue keeps of the act they add up to."""

import json

from archive.act import Act, ActReading, ActState
from archive.codec import (
    Json,
    canonical,
    finding_from_json,
    finding_to_json,
    mention_to_json,
    mentions_from_json,
    number_from_json,
    number_to_json,
    reading_from_json,
    reading_to_json,
)
from archive.history import Merged, Missed, Read, Unmerged, Verified, What, lay_over
from archive.margin import MentionEntered, MentionWithdrawn, margin
from archive.margin_codec import amendment_of, amendment_to_json
from archive.mention import Mention
from archive.register import ActNumber
from archive.review_codec import review_event_of, review_event_to_json
from archive.review_events import FirstRead, Reopened, SecondRead


def event_text(what: What) -> str:
    """What happened as canonical JSON, the text whose hash the audit trail holds."""
    return canonical(_what_to_json(what))


def event_of(kind: str, text: str) -> What:
    """What ``event_text`` wrote for an event of this kind; ValueError for a kind unknown here."""
    data: Json = json.loads(text)
    match kind:
        case "read":
            number = number_from_json(data.get("number"))
            reading = reading_from_json(data["reading"])
            return Read(reading, number, _scans(reading, data))
        case "missed":
            return Missed(data["copy"], data.get("scans", {}))
        case "verified":
            return Verified(
                data["decisions"],
                data["confirmed"],
                mentions_from_json(data["mentions"]),
                ActNumber.parse(data["number"]),
            )
        case "merged":
            return Merged(data["standing"], data["second"], data["reason"])
        case "unmerged":
            return Unmerged(data["standing"], data["second"], data["reason"])
        case "mentionentered" | "mentionwithdrawn":
            return amendment_of(data)
        case "firstread" | "secondread" | "reopened":
            return review_event_of(kind, data)
    raise ValueError(f"event kind {kind!r} is unknown: a later Sijill wrote it")


def act_text(act: Act) -> str:
    """What cannot be derived from the rest of an act, as canonical JSON."""
    return canonical(
        {
            "reading": reading_to_json(act.reading),
            "decided": dict(act.decided),
            "mentions": [mention_to_json(mention) for mention in _read_mentions(act)],
            "findings": [finding_to_json(finding) for finding in act.findings],
            "scans": dict(act.scans),
            **({} if act.standing_act is None else {"standing_act": act.standing_act}),
            **({"amendments": amended} if (amended := _amendments(act)) else {}),
        }
    )


def act_of(act_id: str, number: ActNumber | None, state: str, version: int, text: str) -> Act:
    """The act whose ``act_text`` this is."""
    data: Json = json.loads(text)
    reading = reading_from_json(data["reading"])
    amendments = [amendment_of(item) for item in data.get("amendments", ())]
    entries = margin(mentions_from_json(data["mentions"]), amendments)
    return Act(
        act_id=act_id,
        register=reading.register,
        number=number,
        state=ActState(state),
        reading=reading,
        fields=lay_over(reading, data["decided"]),
        mentions=tuple(entry.mention for entry in entries if entry.in_force),
        findings=tuple(finding_from_json(item) for item in data["findings"]),
        version=version,
        decided=data["decided"],
        scans=data.get("scans", {}),
        standing_act=data.get("standing_act"),
        margin=entries,
    )


def _read_mentions(act: Act) -> tuple[Mention, ...]:
    """The mentions that were read; of an act put together by hand, those it has."""
    if not act.margin:
        return act.mentions
    return tuple(entry.mention for entry in act.margin if entry.entered is None)


def _amendments(act: Act) -> list[Json]:
    """What officers did to the margin, as far as the order matters: entries, then withdrawals."""
    entered = [entry.entered for entry in act.margin if entry.entered is not None]
    withdrawn = [entry.withdrawn for entry in act.margin if entry.withdrawn is not None]
    return [amendment_to_json(one) for one in entered] + [
        amendment_to_json(one) for one in withdrawn
    ]


def _scans(reading: ActReading, data: Json) -> dict[str, str]:
    """Scans by page; the first events named only the scan of the page the act begins on."""
    first = data.get("scan")
    known = {reading.pages[0][0]: first} if first and reading.pages else {}
    return dict(data.get("scans", known))


def _what_to_json(what: What) -> Json:
    match what:
        case Read(reading, number, scans):
            return {
                "reading": reading_to_json(reading),
                "number": number_to_json(number),
                "scans": dict(scans),
            }
        case Missed(copy, scans):
            return {"copy": copy, "scans": dict(scans)}
        case Verified(decisions, confirmed, mentions, number):
            return {
                "decisions": dict(decisions),
                "confirmed": dict(confirmed),
                "mentions": [mention_to_json(mention) for mention in mentions],
                "number": str(number),
            }
        case Merged(standing, second, reason) | Unmerged(standing, second, reason):
            return {"standing": standing, "second": second, "reason": reason}
        case MentionEntered() | MentionWithdrawn():
            return amendment_to_json(what)
        case FirstRead() | SecondRead() | Reopened():
            return review_event_to_json(what)
