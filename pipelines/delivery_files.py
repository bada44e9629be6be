"""The files of a delivery, be it a folder or a zip; read only, and only what lies inside it."""

import stat
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Protocol

from archive.delivery import MANIFEST_NAME, is_delivered_scan, nfc
from archive.finding import Finding
from pipelines.errors import DeliveryUnreadable

_MEGABYTE = 1_000_000
_MANIFEST_LIMIT = 16 * _MEGABYTE
_ZIP_RATIO = 200
_ZIP_ALWAYS_FINE = 100 * _MEGABYTE
_ZIP_MEMBERS = 50_000
_BESIDE_SCANS = {".json", ".jsonl", ".csv", ".tsv", ".txt", ".md", ".xml"}


class DeliveryFiles(Protocol):
    """An opened delivery; names are NFC, relative, with ``/`` between folders."""

    @property
    def scans(self) -> tuple[str, ...]:
        """Names of every delivered file but the manifest and what systems leave, sorted."""

    def manifest(self) -> bytes | None:
        """Bytes of ``batch.json``, None when there is none."""

    def read(self, name: str) -> bytes:
        """Bytes of one scan; DeliveryUnreadable when they cannot be had."""


def find_deliveries(path: Path) -> list[Path]:
    """The deliveries at a path: itself, or whatever lies at any depth below a folder of them.

    A folder of scans that lacks its manifest counts, so that its refusal says so; a folder that
    holds deliveries is none itself. Where nothing is found, the path itself is to be judged.
    """
    return (_deliveries_below(path) if path.is_dir() else []) or [path]


@contextmanager
def opened_delivery(path: Path, max_file_bytes: int) -> Iterator[DeliveryFiles]:
    """Open a delivery.

    Args:
        max_file_bytes: a zip's member that unpacks to more is refused before it is unpacked.

    Raises:
        DeliveryUnreadable: with every finding that speaks against it.
    """
    if path.is_dir():
        yield _Folder(path)
        return
    try:
        with zipfile.ZipFile(path) as archive:
            yield _Zip(archive, path.stat().st_size, max_file_bytes)
    except FileNotFoundError as error:
        raise _unreadable(path.name) from error
    except (zipfile.BadZipFile, NotImplementedError) as error:
        raise DeliveryUnreadable((Finding("zip_damaged", {"name": path.name}),)) from error


class _Folder:
    def __init__(self, root: Path) -> None:
        self._paths = {nfc(str(path.relative_to(root).as_posix())): path for path in _files(root)}
        links = [name for name, path in self._paths.items() if path.is_symlink()]
        if links:
            raise DeliveryUnreadable(
                tuple(Finding("delivery_link", {"name": name}) for name in sorted(links))
            )
        self.scans = tuple(sorted(filter(is_delivered_scan, self._paths)))

    def manifest(self) -> bytes | None:
        path = self._paths.get(MANIFEST_NAME)
        if path is None or path.stat().st_size > _MANIFEST_LIMIT:
            return None
        return self._bytes(path)

    def read(self, name: str) -> bytes:
        return self._bytes(self._paths[name])

    @staticmethod
    def _bytes(path: Path) -> bytes:
        try:
            return path.read_bytes()
        except (FileNotFoundError, PermissionError) as error:
            raise _unreadable(path.name) from error


class _Zip:
    def __init__(self, archive: zipfile.ZipFile, size: int, max_file_bytes: int) -> None:
        members = [member for member in archive.infolist() if not member.is_dir()]
        findings = tuple(_zip_findings(members, size, max_file_bytes))
        if findings:
            raise DeliveryUnreadable(findings)
        self._archive = archive
        self._members = _without_wrapper({nfc(member.filename): member for member in members})
        self.scans = tuple(sorted(filter(is_delivered_scan, self._members)))

    def manifest(self) -> bytes | None:
        member = self._members.get(MANIFEST_NAME)
        if member is None or member.file_size > _MANIFEST_LIMIT:
            return None
        return self._bytes(member)

    def read(self, name: str) -> bytes:
        return self._bytes(self._members[name])

    def _bytes(self, member: zipfile.ZipInfo) -> bytes:
        try:
            return self._archive.read(member)
        except (zipfile.BadZipFile, zlib.error, EOFError) as error:
            finding = Finding("zip_damaged", {"name": member.filename})
            raise DeliveryUnreadable((finding,)) from error


def _deliveries_below(folder: Path) -> list[Path]:
    """The folder when it has a manifest, else every delivery below it."""
    try:
        if (folder / MANIFEST_NAME).exists():
            return [folder]
        entries = [entry for entry in sorted(folder.iterdir()) if not entry.name.startswith(".")]
    except (PermissionError, FileNotFoundError):
        # Opening it tells the same as a finding.
        return [folder]
    found = [entry for entry in entries if _is_zip_name(entry)]
    for entry in entries:
        # A link is followed once: it may lead back to where it lies.
        if entry.is_symlink():
            found += [entry] if (entry / MANIFEST_NAME).exists() else []
        elif entry.is_dir():
            found += _deliveries_below(entry) or ([entry] if _holds_scans(entry) else [])
    return sorted(found)


def _holds_scans(folder: Path) -> bool:
    """Whether a folder holds files that may be scans: not only notes or data about them."""
    files = (entry for entry in folder.iterdir() if entry.is_file())
    return any(
        is_delivered_scan(file.name) and file.suffix.lower() not in _BESIDE_SCANS for file in files
    )


def _files(root: Path) -> Iterator[Path]:
    try:
        for entry in sorted(root.iterdir()):
            if entry.is_dir() and not entry.is_symlink():
                yield from _files(entry)
            elif is_delivered_scan(entry.name) or entry.name == MANIFEST_NAME:
                yield entry
    except PermissionError as error:
        raise _unreadable(root.name) from error


def _zip_findings(
    members: list[zipfile.ZipInfo], size: int, max_file_bytes: int
) -> Iterator[Finding]:
    total = sum(member.file_size for member in members)
    out_of_proportion = total > _ZIP_ALWAYS_FINE and total > size * _ZIP_RATIO
    if out_of_proportion or len(members) > _ZIP_MEMBERS:
        yield Finding("zip_too_large", {"name": "zip", "limit": size * _ZIP_RATIO // _MEGABYTE})
    for member in members:
        name = member.filename
        if _is_unsafe(member.orig_filename):
            yield Finding("zip_unsafe_name", {"name": name[:80]})
        if stat.S_ISLNK(member.external_attr >> 16):
            yield Finding("delivery_link", {"name": name[:80]})
        if member.file_size > max_file_bytes:
            limit = max_file_bytes // _MEGABYTE
            yield Finding("zip_too_large", {"name": name[:80], "limit": limit})
    if any(member.flag_bits & 0x1 for member in members):
        yield Finding("zip_encrypted")
    counted = Counter(nfc(member.filename) for member in members)
    for name, times in counted.items():
        if times > 1:
            yield Finding("zip_name_twice", {"name": name[:80]})


def _is_unsafe(name: str) -> bool:
    path = PurePosixPath(name)
    drive = len(name) > 1 and name[1] == ":"
    return path.is_absolute() or ".." in path.parts or "\\" in name or "\0" in name or drive


def _without_wrapper(members: Mapping[str, zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
    """Members as named inside the one folder that a zipped folder wraps them in."""
    if MANIFEST_NAME in members:
        return dict(members)
    wrappers = {PurePosixPath(name).parts[0] for name in members if is_delivered_scan(name)}
    wrapper = f"{next(iter(wrappers))}/" if len(wrappers) == 1 else ""
    return {
        name.removeprefix(wrapper): member
        for name, member in members.items()
        if name.startswith(wrapper)
    }


def _is_zip_name(path: Path) -> bool:
    return path.suffix.lower() == ".zip" and path.is_file()


def _unreadable(name: str) -> DeliveryUnreadable:
    return DeliveryUnreadable((Finding("delivery_unreadable", {"name": name}),))
