"""What the catalogue hands out beside acts: deliveries, volumes, their pages, progress."""

from dataclasses import dataclass
from enum import StrEnum

from archive.finding import Finding
from archive.register import VolumeReference


class DeliveryStatus(StrEnum):
    """Where a delivery stands: ``refused``, ``done`` and ``failed`` are ends, the rest go on."""

    WAITING = "waiting"
    REFUSED = "refused"
    TAKEN = "taken"
    READING = "reading"
    DONE = "done"
    FAILED = "failed"


class VolumeStatus(StrEnum):
    """``taken``: its pages are in the vault; ``structured``: its acts are in the catalogue."""

    TAKEN = "taken"
    STRUCTURED = "structured"


@dataclass(frozen=True, slots=True)
class Delivery:
    """One delivery and what became of it.

    Attributes:
        name: folder or file name it came under.
        volume: None when its manifest named none that can be read.
        updated_at: ISO instant, UTC.
    """

    delivery_id: str
    name: str
    status: DeliveryStatus
    volume: VolumeReference | None
    findings: tuple[Finding, ...]
    updated_at: str


@dataclass(frozen=True, slots=True)
class VolumePage:
    """One page of a volume: a frame of a master in the vault.

    Attributes:
        name: unique among the volume's pages that were not replaced.
        ordinal: place in the volume, counted from 1.
        sha256: digest of the master the page is in.
        frame: which page of that file, counted from 0.
        width, height: pixels as delivered.
        dpi: dots per inch, None when the file does not say.
        kind: what structuring found it to be, None before.
        replaced: a later page took its place; it is kept.
    """

    name: str
    ordinal: int
    sha256: str
    frame: int
    width: int
    height: int
    dpi: int | None
    findings: tuple[Finding, ...] = ()
    kind: str | None = None
    replaced: bool = False

    @property
    def scan(self) -> str:
        """What identifies the picture whatever the page is called: ``sha256:frame``."""
        return f"{self.sha256}:{self.frame}"


@dataclass(frozen=True, slots=True)
class VolumeRecord:
    """One volume held.

    Attributes:
        source: id of the delivery it came from.
        findings: of its intake, then of its latest structuring.
        taken_at: ISO instant, UTC.
    """

    volume: VolumeReference
    status: VolumeStatus
    source: str
    findings: tuple[Finding, ...]
    taken_at: str


@dataclass(frozen=True, slots=True)
class VolumeProgress:
    """How far a volume is: its pages in force, those read by any engine, its acts by state."""

    pages: int
    pages_read: int
    acts: int
    accepted: int
    to_review: int
    verified: int


@dataclass(frozen=True, slots=True)
class KeptActs:
    """What one structuring changed: acts met first, read otherwise, as before, not found again."""

    new: int
    changed: int
    unchanged: int
    missed: int
