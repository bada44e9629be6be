"""One upload under way, as it lies on disk: what was announced, and the checked bytes of files.

``announced.json`` says what will come and ``kept`` how much of each file came; ``files`` becomes
the delivery by one rename. A chunk counts once its line is in ``kept``, which is written after its
bytes are on disk: a process killed at any moment loses no more than the chunk on its way.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from fcntl import LOCK_EX, LOCK_NB, flock
from pathlib import Path

from archive_api.deposit import ANNOUNCED, sync
from archive_api.problems import Problem

FILES = "files"
_KEPT = "kept"
_READ = 1024 * 1024

Form = Mapping[str, str | int]
"""The volume as the form says it, empty when a ``batch.json`` comes along."""


@dataclass(frozen=True, slots=True)
class Announcement:
    """What an upload will hold.

    Attributes:
        by: the account that began it.
        name: what the person called it, a folder's or a zip's name.
        began: ISO instant, UTC.
        files: name and size of each, in page order.
    """

    upload_id: str
    by: str
    name: str
    began: str
    manifest: Form
    files: tuple[tuple[str, int], ...]


def make_folder(folder: Path, told: Announcement) -> None:
    """Write a new upload, which exists once its announcement does."""
    (folder / FILES).mkdir(parents=True)
    (folder / _KEPT).touch()
    written = folder / f"{ANNOUNCED}.part"
    with written.open("w", encoding="utf-8") as file:
        json.dump(asdict(told), file, ensure_ascii=False)
        file.flush()
        os.fsync(file.fileno())
    written.replace(folder / ANNOUNCED)
    sync(folder)


def remove_folder(folder: Path) -> None:
    """Remove an upload; its announcement goes first, so that a cut-off removal leaves none."""
    (folder / ANNOUNCED).unlink(missing_ok=True)
    shutil.rmtree(folder, ignore_errors=True)


def announcement(folder: Path) -> Announcement:
    """What was announced; FileNotFoundError when the upload is gone."""
    told = json.loads((folder / ANNOUNCED).read_text(encoding="utf-8"))
    files = tuple((str(name), int(size)) for name, size in told.pop("files"))
    return Announcement(**told, files=files)


def kept_bytes(folder: Path, files: int) -> tuple[tuple[int, ...], float]:
    """Bytes kept of each file, and when something last came; FileNotFoundError when gone."""
    kept = [0] * files
    journal = folder / _KEPT
    for line in journal.read_text(encoding="ascii").splitlines():
        numbers = line.split(" ")
        # The last line may have been cut off by a crash: its chunk is sent again.
        if len(numbers) == 3 and numbers[2] == "." and int(numbers[0]) < files:
            kept[int(numbers[0])] = int(numbers[1])
    return tuple(kept), journal.stat().st_mtime


def note_kept(folder: Path, place: int, kept: int) -> None:
    """Write down how much of a file counts."""
    handle = os.open(folder / _KEPT, os.O_WRONLY | os.O_APPEND)
    try:
        # A line feed first parts the line from one that a crash cut off.
        _write_all(handle, f"\n{place} {kept} .\n".encode("ascii"))
    finally:
        os.close(handle)


@contextmanager
def one_file(folder: Path, name: str) -> Iterator[int]:
    """A file to write into, nobody else's meanwhile; Problem upload_busy when it is."""
    handle = os.open(folder / FILES / name, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        flock(handle, LOCK_EX | LOCK_NB)
        yield handle
    except BlockingIOError as error:
        raise Problem("upload_busy") from error
    finally:
        os.close(handle)


def write_chunk(handle: int, offset: int, chunk: bytes) -> None:
    """Put a chunk at its place and on the disk; after an error nothing of it is left."""
    os.ftruncate(handle, offset)
    os.lseek(handle, offset, os.SEEK_SET)
    try:
        _write_all(handle, chunk)
        os.fsync(handle)
    except OSError:
        os.ftruncate(handle, offset)
        raise


def digest_of_first(handle: int, size: int) -> bytes:
    """SHA-256 of a file's first ``size`` bytes."""
    digest = hashlib.sha256()
    os.lseek(handle, 0, os.SEEK_SET)
    left = size
    while left and (read := os.read(handle, min(left, _READ))):
        digest.update(read)
        left -= len(read)
    return digest.digest()


def lost_files(folder: Path, told: Announcement) -> Sequence[int]:
    """Places of files that are not on disk as long as they were announced."""
    return [
        place
        for place, (name, size) in enumerate(told.files)
        if not (path := folder / FILES / name).exists() or path.stat().st_size != size
    ]


def _write_all(handle: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(handle, view) :]
