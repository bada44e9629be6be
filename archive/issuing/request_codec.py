"""JSON form of what is asked, of what is said of a request, and of what the catalogue keeps of it.

Whom a request is about stands in what is asked alone: neither events nor the audit trail tell it.
"""

import json
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from archive.codec import Json, canonical
from archive.issuing.asked import Applicant, ApplicantCapacity, Asked, Known
from archive.issuing.deadlines import Delivery
from archive.issuing.paper import PaperKind, PaperLanguage
from archive.issuing.request import (
    Cancelled,
    Delivered,
    FoundBy,
    Identified,
    Prepared,
    ProofSeen,
    Received,
    Refused,
    RequestWhat,
    Signed,
    SigningOrdered,
    Terms,
    Waits,
)
from archive.issuing.request_codes import Refusal, Waiting
from archive.register import ActNumber, ActReference, Kind

_BARE: dict[str, type[Delivered | Cancelled | ProofSeen]] = {
    "delivered": Delivered,
    "cancelled": Cancelled,
    "proofseen": ProofSeen,
}


def asked_text(asked: Asked) -> str:
    """What is asked as canonical JSON, the text whose hash the audit trail holds."""
    told = _told(asked)
    told["act"] = None if asked.act is None else str(asked.act)
    if asked.known is not None and asked.known.number is not None:
        told["known"]["number"] = str(asked.known.number)
    return canonical(told)


def asked_of(text: str) -> Asked:
    """What ``asked_text`` wrote."""
    data: Json = json.loads(text)
    applicant = data["applicant"]
    capacity = ApplicantCapacity(applicant["capacity"])
    return Asked(
        **{
            **data,
            "kind": PaperKind(data["kind"]),
            "language": PaperLanguage(data["language"]),
            "delivery": Delivery(data["delivery"]),
            "act": None if data["act"] is None else ActReference.parse(data["act"]),
            "known": None if data["known"] is None else _known(data["known"]),
            "applicant": Applicant(**{**applicant, "capacity": capacity}),
        }
    )


def request_event_text(what: RequestWhat) -> str:
    """What was said as canonical JSON, the text whose hash the audit trail holds."""
    return canonical(_told(what))


def request_event_of(kind: str, text: str) -> RequestWhat:
    """What ``request_event_text`` wrote for an event of this kind; ValueError for others."""
    data: Json = json.loads(text)
    if kind in _BARE:
        return _BARE[kind]()
    match kind:
        case "received":
            return Received(data["asked_sha256"], terms_of(data["terms"]))
        case "identified":
            stands = data.get("stands", False)
            return Identified(data["act_id"], FoundBy(data["found_by"]), stands)
        case "waits":
            return Waits(Waiting(data["code"]), tuple(data["candidates"]))
        case "prepared":
            return Prepared(data["act_version"])
        case "signingordered":
            return SigningOrdered(data["officer"], data["automatic"])
        case "signed":
            return Signed(tuple(data["serials"]))
        case "refused":
            return Refused(Refusal(data["code"]))
    raise ValueError(f"what is said of a request is of kind {kind!r}: a later Sijill wrote it")


def terms_of(data: Json) -> Terms:
    """The terms that ``plain`` wrote."""
    return Terms(
        due_on=date.fromisoformat(data["due_on"]),
        remind_on=date.fromisoformat(data["remind_on"]),
        fee=Decimal(data["fee"]),
        is_electronic=data["is_electronic"],
        needs_proof=data["needs_proof"],
    )


def plain(value: Any) -> Any:
    """A value as JSON has it: days, amounts and members of enumerations by their texts."""
    match value:
        case Enum():
            return value.value
        case date() | Decimal():
            return str(value)
        case dict():
            return {name: plain(one) for name, one in value.items()}
        case tuple() | list():
            return [plain(one) for one in value]
        case _:
            return value


def _told(value: Any) -> Json:
    told: Json = plain(asdict(value))
    return told


def _known(data: Json) -> Known:
    number = data["number"]
    parsed = None if number is None else ActNumber.parse(number)
    return Known(**{**data, "kind": Kind(data["kind"]), "number": parsed})
