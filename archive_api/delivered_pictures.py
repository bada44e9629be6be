"""Small pictures of the pages of a delivery: from the vault, or from the files of a refused one."""

import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from PIL import Image, UnidentifiedImageError

from archive.delivery import nfc
from archive.finding import Finding
from archive.records import Delivery, DeliveryStatus
from archive_api import page_images
from archive_api.opened import Archive
from archive_api.problems import Problem

WIDTH = 220
_SUFFIXES = (".jpg", ".jpeg", ".png", ".tif", ".tiff")
_UNOPENED = ("scan_empty", "scan_not_image", "scan_truncated", "scan_too_large", "pdf_")
_MOST_BYTES = 64_000_000
_FILES_MOST = 50_000


def pictured(archive: Archive, delivery: Delivery, findings: Iterable[Finding]) -> frozenset[str]:
    """Names of the pages that findings speak of and of which there is a picture.

    Of a file that does not open, as a finding says, there is none.
    """
    told = [(one.page, one.code.startswith(_UNOPENED)) for one in findings if one.page]
    if not told:
        return frozenset()
    unopened = {page for page, shut in told if shut}
    return (_held(archive, delivery) & {page for page, _ in told}) - unopened


def _held(archive: Archive, delivery: Delivery) -> frozenset[str]:
    """Names of a delivery's pages whose files are there."""
    if delivery.status is not DeliveryStatus.REFUSED:
        volume = delivery.volume
        held = () if volume is None else archive.catalogue.pages(volume)
        return frozenset(page.name for page in held)
    with _refused_files(archive, delivery) as files:
        return frozenset(name for name in files if name.lower().endswith(_SUFFIXES))


def picture(archive: Archive, delivery: Delivery, page: str) -> bytes:
    """One page as a small JPEG; Problem page_unknown when there is none."""
    if delivery.status is not DeliveryStatus.REFUSED and delivery.volume is not None:
        return archive.page_jpeg(delivery.volume, page, WIDTH)
    with _refused_files(archive, delivery) as files:
        if not page.lower().endswith(_SUFFIXES) or page not in files:
            raise Problem("page_unknown", page=page)
        data = files[page].read()
    try:
        # What was refused passed no gate: its header is asked before anything is decoded.
        with Image.open(io.BytesIO(data)) as image:
            if image.width * image.height > archive.settings.max_megapixels * 1_000_000:
                raise Problem("page_unknown", page=page)
        return page_images.page(data, 0, WIDTH)
    except (page_images.ImageUndecodable, UnidentifiedImageError, OSError) as error:
        raise Problem("page_unknown", page=page) from error


class _Member:
    """A file of a delivery, in a folder or in a zip."""

    def __init__(self, place: Path | zipfile.ZipInfo, archive: zipfile.ZipFile | None) -> None:
        self._place, self._archive = place, archive

    def read(self) -> bytes:
        """Its bytes, none where there are too many for a scan."""
        if isinstance(self._place, Path):
            return self._place.read_bytes() if self._place.stat().st_size < _MOST_BYTES else b""
        if self._archive is None or self._place.file_size > _MOST_BYTES:
            return b""
        try:
            return self._archive.read(self._place)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
            # Damaged, of another method, or encrypted: intake says which.
            return b""


@contextmanager
def _refused_files(archive: Archive, delivery: Delivery) -> Iterator[dict[str, _Member]]:
    """The files of a refused delivery by name, as long as it lies in the inbox or beside it."""
    settings, name = archive.settings, delivery.delivery_id
    if not name or name != Path(name).name or name.startswith("."):
        yield {}
        return
    for place in (settings.inbox, settings.home / "refused"):
        if (place / name).is_dir():
            yield _in_folder(place / name)
            return
        if (place / f"{name}.zip").is_file():
            with (place / f"{name}.zip").open("rb") as file, _unpacked(file) as packed:
                yield {} if packed is None else _in_zip(packed)
            return
    yield {}


@contextmanager
def _unpacked(file: BinaryIO) -> Iterator[zipfile.ZipFile | None]:
    """The zip, None when it does not open."""
    try:
        packed = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, NotImplementedError):
        yield None
        return
    with packed:
        yield packed


def _in_folder(folder: Path) -> dict[str, _Member]:
    files = (path for path in folder.iterdir() if path.is_file() and not path.is_symlink())
    return {nfc(path.name): _Member(path, None) for path in files}


def _in_zip(packed: zipfile.ZipFile) -> dict[str, _Member]:
    members = packed.infolist()[:_FILES_MOST]
    return {nfc(PurePosixPath(one.filename).name): _Member(one, packed) for one in members}
