"""What a signed paper says once it was checked, or why it is not believed. Pure."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum


@dataclass(frozen=True, slots=True)
class TrustedRoots:
    """The certificates that a paper's signature and time stamps may end at (DER)."""

    roots: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class CheckedPaper:
    """A paper as it left the archive.

    Attributes:
        officer: name and capacity of who signed, as the signature says.
        reason, location: what the signature says beside it.
        holder: whom the certificate is of.
        authority: the root that the certificate ends at.
        signed_at: when it was signed, as the signature says.
        stamped_at: when the time-stamp authority saw it first.
        specimen: signed under an embedded authority: it has no value.
    """

    officer: str
    reason: str
    location: str
    holder: str
    authority: str
    signed_at: datetime
    stamped_at: datetime
    specimen: bool


class PaperRefusal(Enum):
    """Why a file is not believed to be a paper as it left the archive."""

    TOO_LARGE = "paper_too_large"
    NOT_A_PAPER = "not_a_paper"
    UNSIGNED = "paper_unsigned"
    ALTERED = "paper_altered"
    ADDED_TO = "paper_added_to"
    NOT_STAMPED = "paper_not_stamped"
    AUTHORITY_UNKNOWN = "paper_authority_unknown"
    CERTIFICATE_REVOKED = "paper_certificate_revoked"
    CERTIFICATE_INVALID = "paper_certificate_invalid"
    DATED_AHEAD = "paper_dated_ahead"
    PROOF_LACKING = "paper_proof_lacking"


class CheckUnfinished(Exception):
    """A file was not checked to the end in the time there is for one: nothing is known of it."""


class PaperRefused(Exception):
    """A file is not believed; ``refusal`` says why.

    Args:
        refusal: the reason people are told.
        said: what was found, for the log; no personal data.
    """

    def __init__(self, refusal: PaperRefusal, said: str = "") -> None:
        super().__init__(f"{refusal.value}: {said}" if said else refusal.value)
        self.refusal = refusal
