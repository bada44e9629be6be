"""JSON form of the events of an act that two or three persons read."""

from archive.codec import (
    Json,
    mention_to_json,
    mentions_from_json,
    number_from_json,
    number_to_json,
)
from archive.register import ActNumber
from archive.review_events import FirstRead, Reopened, SecondRead


def review_event_to_json(what: FirstRead | SecondRead | Reopened) -> Json:
    """What happened as JSON."""
    match what:
        case FirstRead(decisions, confirmed, mentions, number, asked, reader):
            return {
                "decisions": dict(decisions),
                "confirmed": dict(confirmed),
                "mentions": [mention_to_json(mention) for mention in mentions],
                "number": str(number),
                "asked": list(asked),
                "reader": reader,
            }
        case SecondRead(values, disputed, reader):
            return {"values": dict(values), "disputed": list(disputed), "reader": reader}
        case Reopened(number):
            return {"number": number_to_json(number)}


def review_event_of(kind: str, data: Json) -> FirstRead | SecondRead | Reopened:
    """What ``review_event_to_json`` wrote for an event of this kind."""
    if kind == "firstread":
        return FirstRead(
            data["decisions"],
            data["confirmed"],
            mentions_from_json(data["mentions"]),
            ActNumber.parse(data["number"]),
            tuple(data["asked"]),
            data["reader"],
        )
    if kind == "secondread":
        return SecondRead(data["values"], tuple(data["disputed"]), data["reader"])
    return Reopened(number_from_json(data["number"]))
