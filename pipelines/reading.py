"""Reading a volume: every page once per engine, each kept the moment it is done."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from archive.finding import Finding
from archive.records import DeliveryStatus, VolumePage
from archive.register import VolumeReference
from ocr.alto import from_alto
from ocr.page import Page
from ocr.scan_reading import engine_key
from pipelines.page_tasks import PageTask
from pipelines.workshop import Workshop


@dataclass(frozen=True, slots=True)
class ReadingCounts:
    """Pages of a volume: all, those read by this call, and names of those nobody could read."""

    pages: int
    new: int
    unread: tuple[str, ...]


def reading_key(sha256: str, frame: int, engine: str) -> str:
    """Where the vault keeps the reading of a page by an engine."""
    return f"readings/{sha256}/{frame}-{hashlib.sha256(engine.encode()).hexdigest()[:12]}.xml"


def read_volume(workshop: Workshop, volume: VolumeReference) -> ReadingCounts:
    """Read every page of a volume that this engine has not read yet, and keep each reading."""
    engine = engine_key()
    with workshop.alone(f"reading-{volume}"):
        pages = workshop.catalogue.pages(volume)
        waiting = {
            (page.sha256, page.frame): PageTask(page.sha256, page.frame, page.dpi)
            for page in pages
            if not _is_read(workshop, page, engine)
        }
        done, new = len(pages) - len(waiting), 0
        workshop.progress.reading(volume, done, len(pages), new)
        for read in workshop.readers.read(waiting.values()):
            if read.alto is None:
                continue
            _keep(workshop, read.task.sha256, read.task.frame, engine, read.alto)
            del waiting[read.task.sha256, read.task.frame]
            done, new = done + 1, new + 1
            workshop.progress.reading(volume, done, len(pages), new)
    unread = tuple(page.name for page in pages if (page.sha256, page.frame) in waiting)
    return ReadingCounts(len(pages), new, unread)


def pages_read(workshop: Workshop, volume: VolumeReference) -> list[tuple[str, Page | None]]:
    """A volume's pages in order, by name, each as this engine read it, None when it could not."""
    engine = engine_key()
    found: list[tuple[str, Page | None]] = []
    for page in workshop.catalogue.pages(volume):
        data = workshop.vault.get_derived(reading_key(page.sha256, page.frame, engine))
        found.append((page.name, None if data is None else from_alto(data)))
    return found


def page_findings(pages: Sequence[tuple[str, Page | None]]) -> tuple[Finding, ...]:
    """What reading found out about pages as scans: turned ones, and those it could not read."""
    unread = (Finding("page_unread", page=name) for name, page in pages if page is None)
    turned = (
        Finding("page_turned", {"turns": page.rotation}, page=name)
        for name, page in pages
        if page is not None and page.rotation
    )
    return (*unread, *turned)


def mark_deliveries(workshop: Workshop, volume: VolumeReference, status: DeliveryStatus) -> None:
    """Say of every delivery of a volume that is under way how far it is."""
    under_way = (DeliveryStatus.TAKEN, DeliveryStatus.READING)
    for delivery in workshop.catalogue.deliveries():
        if delivery.volume == volume and delivery.status in under_way:
            workshop.catalogue.record_delivery(
                delivery.delivery_id, delivery.name, status, volume, delivery.findings
            )


def _is_read(workshop: Workshop, page: VolumePage, engine: str) -> bool:
    key = reading_key(page.sha256, page.frame, engine)
    noted = workshop.catalogue.reading_key(page.sha256, page.frame, engine) == key
    if workshop.vault.get_derived(key) is None:
        return False
    if not noted:
        # Killed between the vault and the catalogue: the reading is whole, only its note is not.
        workshop.catalogue.keep_reading(page.sha256, page.frame, engine, key)
    return True


def _keep(workshop: Workshop, sha256: str, frame: int, engine: str, alto: bytes) -> None:
    key = reading_key(sha256, frame, engine)
    workshop.vault.put_derived(key, alto)
    workshop.catalogue.keep_reading(sha256, frame, engine, key)
