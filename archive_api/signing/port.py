"""What whoever issues papers knows of signing: an order, a signer, and why it was not signed. Pure.

The certificates, keys and authorities behind a signer are the ports of its own adapters.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class SigningOrder:
    """What is written beside the signature, and when the paper is signed.

    Attributes:
        reason: why, as "Copie intégrale 08.201.11.07/2026/000123".
        location: the office.
        officer: name and capacity of whoever signs.
        at: the instant the paper bears; timezone-aware.
        after: the instant of the last paper issued before, which this one may not precede.
    """

    reason: str
    location: str
    officer: str
    at: datetime
    after: datetime | None = None


class SigningError(Exception):
    """A paper was not signed; nothing of it may be handed out.

    Args:
        code: why, a key of ``problems.json``: ``token_missing``, ``token_removed``,
            ``token_pin_refused``, ``certificate_refused``, ``time_stamp_unavailable``,
            ``time_stamp_refused``, ``revocation_unavailable``, ``clock_back``, ``clock_apart``,
            ``paper_unsignable``, ``signature_unsound``, ``signing_unset``, ``authority_specimen``.
        said: what happened with which value, for the log; no personal data.
    """

    def __init__(self, code: str, said: str) -> None:
        super().__init__(f"{code}: {said}")
        self.code = code


class Signer(Protocol):
    """Signs papers; one may be used by several threads at once."""

    @property
    def is_specimen(self) -> bool:
        """Whether it signs under the embedded authority: its papers then say SPÉCIMEN."""

    def sign(self, pdf: bytes, order: SigningOrder) -> bytes:
        """The signed paper: PAdES B-LTA in an invisible field, checked before it is returned.

        Raises:
            SigningError: it was not signed, and why.
        """

    def close(self) -> None:
        """Give back what the signer holds open."""


class SigningKey(Protocol):
    """An officer's key on P-256, wherever it lies, with its certificate."""

    @property
    def certificate(self) -> bytes:
        """The certificate of the key (DER)."""

    def signature(self, message: bytes) -> bytes:
        """The ECDSA signature of a message with SHA-256 (DER); SigningError when there is none."""

    def close(self) -> None:
        """Give back what the key holds open."""


class TimeStamping(Protocol):
    """An authority of RFC 3161."""

    def reply(self, request: bytes) -> bytes:
        """Its TimeStampResp to a TimeStampReq (both DER); SigningError when there is none."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What an authority says of a certificate: OCSP responses or lists of the revoked (DER)."""

    ocsp: tuple[bytes, ...] = ()
    crls: tuple[bytes, ...] = ()


class Revocation(Protocol):
    """Says whether certificates were revoked."""

    def standing(self, certificate: bytes, issuer: bytes) -> Standing:
        """What can be embedded of a certificate (DER); SigningError when nothing can."""


@dataclass(frozen=True, slots=True)
class Authority:
    """Under whom a signer signs.

    Attributes:
        roots: certificates that everything ends at (DER).
        between: certificates between those and the officer's, or the time stamps'.
        time_stamping, revocation: whom to ask.
    """

    roots: tuple[bytes, ...]
    between: tuple[bytes, ...]
    time_stamping: TimeStamping
    revocation: Revocation
