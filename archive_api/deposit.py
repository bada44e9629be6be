"""Depositing a delivery: an upload becomes a folder or a zip in the inbox, whole or not at all.

Everything is written under a hidden name first, which the intake ignores, synced, then renamed:
whoever watches the inbox sees all of a delivery or none of it.
"""

import json
import os
import secrets
import shutil
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from archive_api.problems import Problem
from archive_api.zip_manifest import add_manifest

MANIFEST = "batch.json"
HIDDEN = ".part-"
"""Names in the inbox that begin so are still being written."""

ANNOUNCED = "announced.json"
"""The file in a hidden folder that says what a resumable upload will hold."""

_CHUNK = 1024 * 1024
_ABANDONED_SECONDS = 24 * 3600


@dataclass(frozen=True, slots=True)
class Upload:
    """One file of an upload: the name its sender gave it, and its bytes as an open file."""

    name: str
    file: BinaryIO


def new_delivery_id() -> str:
    """An id that sorts by time of arrival and cannot be guessed."""
    return f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{secrets.token_hex(6)}"


def stage(
    inbox: Path, delivery_id: str, uploads: Sequence[Upload], manifest: Mapping[str, str | int]
) -> "Staged":
    """Write an upload beside its place in the inbox, out of the intake's sight.

    Args:
        inbox: folder the intake watches; made when missing.
        delivery_id: becomes the entry's name, with ``.zip`` for a zip.
        uploads: one zip, or the files of a delivery folder in page order.
        manifest: the volume as the form says it; empty when a ``batch.json`` comes along.

    Raises:
        Problem: nothing was sent, names collide or are paths, or a form came with a
            ``batch.json``.
    """
    check_names([upload.name for upload in uploads], manifest)
    inbox.mkdir(parents=True, exist_ok=True)
    zipped = is_zip([upload.name for upload in uploads])
    hidden = inbox / f"{HIDDEN}{delivery_id}"
    try:
        if zipped:
            _write(hidden, uploads[0].file)
            if manifest:
                add_manifest(hidden, manifest)
        else:
            _write_folder(hidden, uploads, manifest)
    except (OSError, Problem):
        discard(hidden)
        raise
    return Staged(hidden, inbox / (f"{delivery_id}.zip" if zipped else delivery_id))


@dataclass(frozen=True, slots=True)
class Staged:
    """A delivery written in full that the intake does not see yet."""

    hidden: Path
    target: Path

    def publish(self) -> None:
        """Let the intake see it: one rename, synced."""
        self.hidden.rename(self.target)
        sync(self.target.parent)


def sweep(inbox: Path) -> None:
    """Remove what uploads cut off by a crash left hidden in the inbox more than a day ago.

    Those that can be resumed have an end of their own.
    """
    for path in inbox.glob(f"{HIDDEN}*"):
        if (path / ANNOUNCED).exists():
            continue
        if time.time() - path.stat().st_mtime > _ABANDONED_SECONDS:
            discard(path)


def check_names(names: Sequence[str], manifest: Mapping[str, str | int]) -> None:
    """Raise a Problem when these files and this form cannot be one delivery."""
    if not names:
        raise Problem("upload_empty")
    seen: set[str] = set()
    for name in names:
        plain = name == Path(name).name and "\\" not in name and name.isprintable()
        if not plain or name.startswith(".") or name.casefold() in seen or not name:
            raise Problem("upload_names_invalid", name=name[:80] or "?")
        seen.add(name.casefold())
    if not is_zip(names) and (MANIFEST in seen) == bool(manifest):
        if manifest:
            raise Problem("upload_mixed")
        raise Problem("upload_form_incomplete", fields="kind, office_code, year")


def is_zip(names: Sequence[str]) -> bool:
    """Whether a delivery of these files is one zip."""
    return len(names) == 1 and names[0].lower().endswith(".zip")


def _write_folder(
    folder: Path, uploads: Sequence[Upload], manifest: Mapping[str, str | int]
) -> None:
    folder.mkdir()
    for upload in uploads:
        _write(folder / upload.name, upload.file)
    if manifest:
        write_manifest(folder, manifest, [upload.name for upload in uploads])
    sync(folder)


def write_manifest(folder: Path, manifest: Mapping[str, str | int], pages: Sequence[str]) -> None:
    """Write the ``batch.json`` that a form stands for, its pages in this order."""
    text = json.dumps({**manifest, "pages": list(pages)}, ensure_ascii=False, indent=1)
    (folder / MANIFEST).write_text(text, encoding="utf-8")


def _write(path: Path, source: BinaryIO) -> None:
    with path.open("xb") as file:
        shutil.copyfileobj(source, file, _CHUNK)
        file.flush()
        os.fsync(file.fileno())


def discard(path: Path) -> None:
    """Remove a file or a folder, or what is left of it."""
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def sync(folder: Path) -> None:
    """Have the system write a folder's names to the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
