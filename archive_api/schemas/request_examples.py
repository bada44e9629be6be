"""Examples of requests for the OpenAPI description; nobody in them exists."""

from typing import Any

ASKED: dict[str, Any] = {
    "reference": {
        "summary": "An extract of the act of a reference, fetched as a file",
        "value": {
            "kind": "extract",
            "language": "both",
            "act": "08.201.11.07/birth/1933/1/66",
            "applicant": {"name": "Idder Alaoui", "capacity": "holder"},
            "purpose": "passeport",
            "delivery": {"way": "electronic"},
            "asked_by": "watiqa",
        },
    },
    "known": {
        "summary": "Two full copies of an act that is searched for, sent by post",
        "value": {
            "kind": "full_copy",
            "language": "ar",
            "copies": 2,
            "known": {
                "kind": "birth",
                "given": "Idder",
                "family": "Alaoui",
                "father": "Youssef",
                "date": "1933-03-12",
                "place": "Settat",
            },
            "applicant": {
                "name": "Tarik Alaoui",
                "capacity": "descendant",
                "identity": "CNIE ZX400917",
            },
            "purpose": "succession",
            "delivery": {"way": "post", "address": "7, rue Al Wahda, 26000 Settat"},
            "proof_seen": True,
        },
    },
}
"""What may be asked."""

RECEIVED: dict[str, Any] = {
    "number": "D-2026-000123-6",
    "state": "prepared",
    "waiting": {
        "code": "officer_to_sign",
        "texts": {"fr": "…", "ar": "…"},
        "waits_for": "officer",
        "candidates": [],
        "ahead": None,
        "expected_at": None,
    },
    "refusal": None,
    "kind": "extract",
    "language": "both",
    "copies": 1,
    "delivery": "electronic",
    "act": "08.201.11.07/birth/1933/1/66",
    "papers": [],
    "fee": "2.00",
    "received_at": "2026-11-23T08:15:00.000000+00:00",
    "changed_at": "2026-11-23T08:15:00.120000+00:00",
    "due_on": "2026-11-24",
    "remind_on": "2026-11-23",
    "is_overdue": False,
    "asked_by": "watiqa",
    "version": 4,
    "address": "/v1/requests/D-2026-000123-6",
}
"""What is answered."""
