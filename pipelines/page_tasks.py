"""What reading processes are asked to do, one page at a time, and how they do it."""

from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class PageTask:
    """One page to read: a frame of a master, at the resolution its file states, if any."""

    sha256: str
    frame: int
    dpi: int | None
    attempt: int = 1


@dataclass(frozen=True, slots=True)
class PageRead:
    """One page read: its ALTO document, None when no attempt succeeded."""

    task: PageTask
    alto: bytes | None


@dataclass(frozen=True, slots=True)
class ComingPage:
    """A page of a delivery that was not taken in yet.

    Attributes:
        task: the page as it will be asked for once its master is in the vault.
        delivery: path of the delivery, a folder or a zip.
        name: the scan's name in it.
        max_bytes: what a zip's member may unpack to.
    """

    task: PageTask
    delivery: str
    name: str
    max_bytes: int


def read_kept(vault_url: str, task: PageTask) -> bytes:
    """Read a page whose master the vault holds, and return its ALTO document."""
    return _read(_master(vault_url, task.sha256), task)


def read_coming(page: ComingPage) -> bytes:
    """Read a page from its delivery, and return its ALTO document.

    Raises:
        DeliveryUnreadable: the delivery or the scan is not there.
        ValueError: the scan's bytes are others than the task says.
    """
    from pathlib import Path

    from archive.vault import digest_of
    from pipelines.delivery_files import opened_delivery

    with opened_delivery(Path(page.delivery), page.max_bytes) as files:
        data = files.read(page.name)
    if digest_of(data) != page.task.sha256:
        raise ValueError(f"{page.name} was changed since it was hashed: it is read when taken in")
    return _read(data, page.task)


def _read(data: bytes, task: PageTask) -> bytes:
    from ocr.alto import to_alto
    from ocr.scan_reading import read_frame

    return to_alto(read_frame(data, task.frame, task.dpi), task.sha256)


@lru_cache(maxsize=1)
def _master(vault_url: str, sha256: str) -> bytes:
    # Frames of one file follow one another: a long PDF is fetched once per process.
    from archive.vault import Vault

    return Vault(vault_url).get(sha256)
