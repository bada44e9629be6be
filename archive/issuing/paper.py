"""Papers: what the issuance counter hands out, and what anyone who checks one is told of it."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from archive.register import ActReference


class PaperKind(Enum):
    """What a paper is (law 37-99, arts 30 to 33; CIEC conventions 16 and 34 for abroad)."""

    EXTRACT = "extract"
    FULL_COPY = "full_copy"
    MULTILINGUAL = "multilingual"


class PaperLanguage(Enum):
    """The languages a paper is printed in; the multilingual extract has its own."""

    AR = "ar"
    FR = "fr"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class SigningOfficer:
    """Who signs, as printed: name and capacity in both languages."""

    name_ar: str
    name_fr: str
    capacity_ar: str
    capacity_fr: str


@dataclass(frozen=True, slots=True)
class PaperOrder:
    """What is printed on a paper beside what its snapshot says.

    Attributes:
        serial: number of its office and year: ``08.201.11.07/2026/000123`` (decree 2-22-04).
        code: see ``new_code``; it ends ``address``, where the paper can be checked.
        at: instant of issue, UTC.
        seal: text of the large code, "" while it is not made.
        specimen: whether it is only a specimen, signed under no real authority.
    """

    kind: PaperKind
    language: PaperLanguage
    serial: str
    code: str
    at: datetime
    address: str
    officer: SigningOfficer
    seal: str = ""
    specimen: bool = True

    def __post_init__(self) -> None:
        if self.at.utcoffset() is None:
            raise ValueError(f"instant of issue {self.at} has no time zone: give it in UTC")


class Revocation(Enum):
    """Why a paper is withdrawn though its act stands.

    ``NEVER_SIGNED``: its number was reserved for a request that ended before: it stays unused.
    """

    ISSUED_IN_ERROR = "issued_in_error"
    LOST_OR_STOLEN = "lost_or_stolen"
    NOT_ENTITLED = "not_entitled"
    NEVER_SIGNED = "never_signed"


BY_PEOPLE = tuple(why for why in Revocation if why is not Revocation.NEVER_SIGNED)
"""What a person may withdraw a paper for."""


@dataclass(frozen=True, slots=True)
class IssuedPaper:
    """One paper that was signed, as the record keeps it.

    Attributes:
        snapshot_sha256: hash of the snapshot it was made from; pdf_sha256: of the signed file, a
            master of the vault, "" while it is only reserved.
        act_version: the act's version in the snapshot.
        request: number of the request that asked for it, None for one issued at once.
        at: instant of issue, UTC, ISO.
    """

    serial: str
    code: str
    kind: PaperKind
    language: PaperLanguage
    reference: ActReference
    act_id: str
    act_version: int
    snapshot_sha256: str
    pdf_sha256: str
    at: str
    officer: str
    specimen: bool
    request: str | None = None
    revoked: Revocation | None = None
    revoked_at: str | None = None


class PaperState(Enum):
    """Whether what a paper says still holds.

    ``CHANGED``: its act has another mention or a correction since; ``ANNULLED``: a court annulled
    the act; ``REVOKED``: the paper itself was withdrawn.
    """

    CURRENT = "current"
    CHANGED = "changed"
    ANNULLED = "annulled"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class PublicStatus:
    """What anyone may know of a paper by its code: nothing of the person.

    Attributes:
        since: instant from which the state holds, None while it is current.
        changes: what happened since: "correction", "mention", and "joined" where another act stands
            for this one.
    """

    state: PaperState
    since: str | None = None
    changes: tuple[str, ...] = ()
    revoked: Revocation | None = None
