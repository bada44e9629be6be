"""Why a request waits, and why it is refused: codes, their texts and whom they call for. Pure.

All that can be said of a code stands in ``request_codes.json``.
"""

import json
from collections.abc import Mapping
from datetime import timedelta
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any

from archive.issuing.request_state import RequestState


class WaitsFor(Enum):
    """Who ends a wait; ``machine``: it ends by itself once something answers again."""

    COUNTER = "counter"
    OFFICER = "officer"
    VERIFIER = "verifier"
    OFFICE = "office"
    ADMINISTRATOR = "administrator"
    MACHINE = "machine"


class Waiting(Enum):
    """Why a request does not go on."""

    SEVERAL_ACTS = "several_acts"
    NO_ACT_FOUND = "no_act_found"
    ACT_NOT_SCANNED = "act_not_scanned"
    ACT_BEING_READ = "act_being_read"
    SEARCH_DOWN = "search_down"
    ACT_TO_CONFIRM = "act_to_confirm"
    ACT_IN_REVIEW = "act_in_review"
    ACT_WITHOUT_NUMBER = "act_without_number"
    PROOF_TO_SEE = "proof_to_see"
    OFFICER_TO_SIGN = "officer_to_sign"
    PAPER_TO_MEND = "paper_to_mend"
    PICTURE_TO_MEND = "picture_to_mend"
    OFFICE_TO_NAME = "office_to_name"
    PAPER_FAILED = "paper_failed"
    TIME_STAMP_DOWN = "time_stamp_down"
    REVOCATION_DOWN = "revocation_down"
    TOKEN_MISSING = "token_missing"  # noqa: S105, a code
    CERTIFICATE_REFUSED = "certificate_refused"
    CLOCK_WRONG = "clock_wrong"
    SIGNING_UNSET = "signing_unset"
    TO_HAND_OVER = "to_hand_over"
    TO_POST = "to_post"

    @property
    def waits_for(self) -> WaitsFor:
        """Who ends it."""
        return WaitsFor(self._entry["for"])

    @property
    def states(self) -> frozenset[RequestState]:
        """In which states a request may wait so."""
        return frozenset(RequestState(state) for state in self._entry["states"])

    @property
    def again_after(self) -> timedelta | None:
        """After how long it is looked at again by itself; None where somebody must act first."""
        seconds: int | None = self._entry.get("again")
        return None if seconds is None else timedelta(seconds=seconds)

    @property
    def texts(self) -> Mapping[str, str]:
        """What people are told, by language."""
        return {language: str(self._entry[language]) for language in ("fr", "ar")}

    @property
    def _entry(self) -> Mapping[str, Any]:
        return _read()["waiting"][self.value]


class Refusal(Enum):
    """Why a request ends without a paper."""

    NOT_ENTITLED = "not_entitled"
    HOLDER_IS_DEAD = "holder_is_dead"
    ACT_ANNULLED = "act_annulled"
    ACT_NOT_FOUND = "act_not_found"
    IDENTITY_NOT_SHOWN = "identity_not_shown"
    CAPACITY_NOT_PROVEN = "capacity_not_proven"
    ASKED_TWICE = "asked_twice"
    PAPER_IMPOSSIBLE = "paper_impossible"

    @property
    def is_by_person(self) -> bool:
        """Whether a person may give it; the others are found by the rules alone."""
        return bool(self._entry["person"])

    @property
    def texts(self) -> Mapping[str, str]:
        """What the applicant is told, the rule named, by language."""
        return {language: str(self._entry[language]) for language in ("fr", "ar")}

    @property
    def _entry(self) -> Mapping[str, Any]:
        return _read()["refusals"][self.value]


@cache
def _read() -> Mapping[str, Mapping[str, Mapping[str, Any]]]:
    path = Path(__file__).with_name("request_codes.json")
    loaded: dict[str, dict[str, dict[str, Any]]] = json.loads(path.read_text(encoding="utf-8"))
    return loaded
