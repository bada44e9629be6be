"""Deliveries on the wire: what was received and what became of it."""

from typing import Self

from archive.records import Delivery, VolumeProgress
from archive_api.schemas.wire import FindingOut, Wire


class ProgressOut(Wire):
    """How far a volume is."""

    pages: int
    pages_read: int
    acts: int
    accepted: int
    to_review: int
    verified: int


class BatchOut(Wire):
    """A delivery and what became of it."""

    id: str
    name: str
    status: str
    volume: str | None
    updated_at: str
    findings: list[FindingOut]
    progress: ProgressOut | None = None

    @classmethod
    def from_delivery(cls, delivery: Delivery, progress: VolumeProgress | None = None) -> Self:
        """The wire form of a delivery, with its volume's progress once it is taken in."""
        return cls(
            id=delivery.delivery_id,
            name=delivery.name,
            status=delivery.status.value,
            volume=None if delivery.volume is None else str(delivery.volume),
            updated_at=delivery.updated_at,
            findings=[FindingOut.from_finding(finding) for finding in delivery.findings],
            progress=None if progress is None else ProgressOut.model_validate(progress),
        )


class DepositedOut(Wire):
    """A delivery that was received and waits for intake."""

    id: str
    status: str
    location: str
