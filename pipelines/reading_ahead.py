"""Which pages of deliveries come next, so that readers go on while a volume is structured."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from archive.delivery import read_manifest
from archive.offices import office
from archive.settings import Settings
from archive.vault import Vault, digest_of
from ocr.errors import EngineMissing
from ocr.scan import ScanError, headers
from ocr.scan_reading import engine_key
from pipelines.delivery_files import DeliveryFiles, opened_delivery
from pipelines.errors import DeliveryUnreadable
from pipelines.intake import max_bytes
from pipelines.page_tasks import ComingPage, PageTask
from pipelines.reading import reading_key


def coming_pages(
    deliveries: Iterable[Path], settings: Settings, vault: Vault
) -> Iterator[ComingPage]:
    """Pages of these deliveries in order that no engine of this version has read yet.

    Judges nothing: of a delivery or a scan that looks unsound at a glance there are none, and
    intake says why. Pages of a PDF are not told: how they are is known once it is opened.
    """
    for delivery in deliveries:
        # Whoever takes the delivery in, or asks for its pages, tells what was wrong.
        told_later = suppress(DeliveryUnreadable, EngineMissing)
        with told_later, opened_delivery(delivery, max_bytes(settings)) as files:
            yield from _pages_of(delivery, files, settings, vault)


def _pages_of(
    delivery: Path, files: DeliveryFiles, settings: Settings, vault: Vault
) -> Iterator[ComingPage]:
    manifest = read_manifest(files.manifest(), lambda code: office(code) is not None).manifest
    names = manifest.pages if manifest is not None else ()
    if not set(names) <= set(files.scans):
        return
    for name in names:
        data = files.read(name)
        try:
            frames = headers(data, name, settings.max_megapixels)
        except ScanError:
            return
        digest = digest_of(data)
        for frame, info in enumerate(frames):
            if vault.get_derived(reading_key(digest, frame, engine_key())) is None:
                task = PageTask(digest, frame, info.dpi)
                yield ComingPage(task, str(delivery), name, max_bytes(settings))
