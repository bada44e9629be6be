"""Uploads that can be resumed: begun, gone on with after any interruption, published whole, once.

They are hidden folders in the inbox; any process may ask, the state is on disk alone.
"""

import hashlib
import os
import re
import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from fcntl import LOCK_EX, LOCK_SH, flock
from pathlib import Path

from archive.catalogue import Catalogue
from archive.records import DeliveryStatus
from archive.register import Kind, RegisterReference, VolumeReference
from archive.settings import Settings
from archive_api.deposit import (
    ANNOUNCED,
    HIDDEN,
    Staged,
    check_names,
    discard,
    is_zip,
    new_delivery_id,
    sync,
    write_manifest,
)
from archive_api.problems import Problem
from archive_api.upload_folder import (
    FILES,
    Announcement,
    Form,
    announcement,
    digest_of_first,
    kept_bytes,
    lost_files,
    make_folder,
    note_kept,
    one_file,
    remove_folder,
    write_chunk,
)
from archive_api.zip_manifest import add_manifest

CHUNK_MOST = 8 * 1024 * 1024
"""Bytes one chunk may have."""

_ID = re.compile(r"\d{8}T\d{6}-[0-9a-f]{12}")
_NAME_BYTES = 200
_GIGABYTE = 1000**3
_MEGABYTE = 1000**2


@dataclass(frozen=True, slots=True)
class Unfinished:
    """An upload under way.

    Attributes:
        kept: bytes of each file that are on disk and were checked.
        touched: seconds since the epoch at which something last came.
    """

    announced: Announcement
    kept: tuple[int, ...]
    touched: float

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(size for _, size in self.announced.files)

    @property
    def missing(self) -> list[str]:
        """Names of the files that are not whole yet."""
        pairs = zip(self.announced.files, self.kept, strict=True)
        return [name for (name, size), kept in pairs if kept != size]


class Uploads:
    """The uploads under way in an installation's inbox."""

    def __init__(self, settings: Settings) -> None:
        self._inbox = settings.inbox
        self._most = settings.upload_gigabytes * _GIGABYTE
        self._most_unfinished = settings.unfinished_gigabytes * _GIGABYTE
        self.lifetime = settings.upload_days * 24 * 3600
        """Seconds that an upload nobody goes on with is kept."""

    def begin(
        self, by: str, files: Sequence[tuple[str, int]], manifest: Form, name: str = ""
    ) -> Unfinished:
        """Make room for an upload.

        Raises:
            Problem: the files and the form are no delivery, or there is no room for them.
        """
        check_names([file for file, _ in files], manifest)
        for file, size in files:
            if len(file.encode()) > _NAME_BYTES:
                raise Problem("upload_names_invalid", name=file[:80])
            if size < 1:
                raise Problem("upload_file_empty", name=file)
        self._make_room(sum(size for _, size in files))
        upload_id = new_delivery_id()
        began = datetime.now(UTC).isoformat(timespec="seconds")
        told = Announcement(upload_id, by, name or upload_id, began, dict(manifest), tuple(files))
        folder = self._folder(upload_id)
        try:
            make_folder(folder, told)
        except OSError:
            discard(folder)
            raise
        return self.upload(upload_id)

    def upload(self, upload_id: str) -> Unfinished:
        """One upload under way; Problem upload_unknown when there is none."""
        folder = self._folder(upload_id)
        try:
            told = announcement(folder)
            return Unfinished(told, *kept_bytes(folder, len(told.files)))
        except FileNotFoundError as error:
            raise Problem("upload_unknown") from error

    def unfinished(self) -> list[Unfinished]:
        """Every upload under way, the one that began last first."""
        found = []
        for path in sorted(self._inbox.glob(f"{HIDDEN}*/{ANNOUNCED}"), reverse=True):
            try:
                found.append(self.upload(path.parent.name.removeprefix(HIDDEN)))
            except Problem:
                # It was finished or given up since the folder was listed.
                continue
        return found

    def append(
        self, upload_id: str, place: int, offset: int, chunk: bytes, whole: bytes | None = None
    ) -> int:
        """Keep a chunk whose own digest was found right; returns the bytes kept of the file.

        Args:
            place: of the file, counted from 0.
            whole: SHA-256 of the whole file, asked of the chunk that completes it.

        Raises:
            Problem: another offset is expected, the file would grow beyond what was announced,
                or it is not the file that its digest says and has to be sent again.
        """
        with self._held(upload_id, LOCK_SH) as folder:
            name, size = self._file(self.upload(upload_id), place)
            with one_file(folder, name) as handle:
                # Asked again now that nobody else writes it.
                kept = self.upload(upload_id).kept[place]
                if os.fstat(handle).st_size < kept:
                    # The disk lost what it had taken: the file begins again.
                    kept = 0
                    note_kept(folder, place, kept)
                if offset != kept:
                    raise Problem("upload_offset_differs", offset=kept)
                reached = kept + len(chunk)
                if reached > size:
                    raise Problem("upload_file_larger", name=name)
                if reached == size and whole is None:
                    raise Problem("digest_missing", header="Repr-Digest")
                write_chunk(handle, kept, chunk)
                if reached == size and digest_of_first(handle, size) != whole:
                    note_kept(folder, place, 0)
                    raise Problem("upload_file_altered", name=name)
                note_kept(folder, place, reached)
                return reached

    def kept_digest(self, upload_id: str, place: int) -> bytes:
        """SHA-256 of what is kept of a file."""
        upload = self.upload(upload_id)
        name, _ = self._file(upload, place)
        if not upload.kept[place]:
            return hashlib.sha256().digest()
        with (self._folder(upload_id) / FILES / name).open("rb") as file:
            return digest_of_first(file.fileno(), upload.kept[place])

    def publish(self, upload_id: str, catalogue: Catalogue) -> str:
        """Let the intake see a whole upload, once however often it is asked; returns its id.

        Raises:
            Problem: files are missing, or nothing is known of the upload.
        """
        try:
            with self._held(upload_id, LOCK_EX) as folder:
                self._publish(folder, self.upload(upload_id), catalogue)
                remove_folder(folder)
        except Problem as problem:
            published = catalogue.delivery(upload_id) is not None
            if problem.code != "upload_unknown" or not published:
                raise
        return upload_id

    def give_up(self, upload_id: str) -> None:
        """Remove an upload and all that came of it."""
        with self._held(upload_id, LOCK_EX) as folder:
            remove_folder(folder)

    def sweep(self) -> None:
        """Remove the uploads that nobody went on with for longer than the settings allow."""
        for upload in self.unfinished():
            if time.time() - upload.touched > self.lifetime:
                self.give_up(upload.announced.upload_id)

    def _publish(self, folder: Path, upload: Unfinished, catalogue: Catalogue) -> None:
        told = upload.announced
        names = [name for name, _ in told.files]
        staged = self._staged(folder, told.upload_id, names)
        if not staged.hidden.exists() and catalogue.delivery(told.upload_id) is not None:
            # It was renamed before, and only the removal of the rest was cut off.
            return
        for place in lost_files(folder, told):
            note_kept(folder, place, 0)
        missing = self.upload(told.upload_id).missing
        if missing:
            raise Problem("upload_incomplete", count=len(missing), names=", ".join(missing[:3]))
        if told.manifest and is_zip(names):
            # A crash from here to the rename makes it another file: it is then asked for again.
            add_manifest(folder / FILES / names[0], told.manifest)
        elif told.manifest:
            write_manifest(folder / FILES, told.manifest, names)
        sync(folder / FILES)
        # Recorded before the intake can see it, or this record could overwrite the intake's.
        catalogue.record_delivery(
            told.upload_id,
            told.name,
            DeliveryStatus.WAITING,
            volume_of_form(told.manifest),
            actor=told.by,
        )
        staged.publish()

    def _staged(self, folder: Path, upload_id: str, names: Sequence[str]) -> Staged:
        if is_zip(names):
            return Staged(folder / FILES / names[0], self._inbox / f"{upload_id}.zip")
        return Staged(folder / FILES, self._inbox / upload_id)

    def _make_room(self, size: int) -> None:
        if size > self._most:
            raise Problem("upload_too_large", limit=self._most // _MEGABYTE)
        self._inbox.mkdir(parents=True, exist_ok=True)
        self.sweep()
        if size + sum(upload.size for upload in self.unfinished()) > self._most_unfinished:
            raise Problem("uploads_full", limit=self._most_unfinished // _GIGABYTE)
        if size > shutil.disk_usage(self._inbox).free:
            raise Problem("disk_full")

    def _folder(self, upload_id: str) -> Path:
        if _ID.fullmatch(upload_id) is None:
            raise Problem("upload_unknown")
        return self._inbox / f"{HIDDEN}{upload_id}"

    @contextmanager
    def _held(self, upload_id: str, how: int) -> Iterator[Path]:
        """The upload's folder, its end kept apart from its chunks whatever process they are in."""
        folder = self._folder(upload_id)
        try:
            with (folder / ANNOUNCED).open("rb") as file:
                flock(file, how)
                if not (folder / ANNOUNCED).exists():
                    raise Problem("upload_unknown")
                yield folder
        except FileNotFoundError as error:
            raise Problem("upload_unknown") from error

    @staticmethod
    def _file(upload: Unfinished, place: int) -> tuple[str, int]:
        if not 0 <= place < len(upload.kept):
            raise Problem("upload_unknown")
        return upload.announced.files[place]


def volume_of_form(manifest: Form) -> VolumeReference | None:
    """The volume that a form names, None when it names none that can be."""
    try:
        register = RegisterReference(
            str(manifest["office_code"]),
            Kind(manifest["kind"]),
            int(manifest["year"]),
            int(manifest["part"]),
        )
        return VolumeReference(register, int(manifest["copy"]))
    except (KeyError, ValueError):
        return None
