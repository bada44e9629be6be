"""The vault: immutable masters named by their SHA-256, and derived files that may be redone.

This is the only module that knows fsspec. A folder keeps masters read-only and synced to disk
before ``put`` returns; an object store gets each file in one PUT, which is atomic there.
"""

import hashlib
import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from fsspec.core import url_to_fs
from fsspec.implementations.local import LocalFileSystem

from archive.errors import MasterCorrupt, MasterMissing

_DIGEST = re.compile(r"[0-9a-f]{64}")


def digest_of(data: bytes) -> str:
    """SHA-256 of ``data`` in lower-case hexadecimal."""
    return hashlib.sha256(data).hexdigest()


class Vault:
    """Files of the archive under one folder or object-store prefix.

    Args:
        url: a folder, or any URL fsspec opens (``s3://bucket/prefix``); made when missing.
    """

    def __init__(self, url: str | Path) -> None:
        self._fs, root = url_to_fs(str(url), use_listings_cache=False)
        self._root = root.rstrip("/")
        self._local = isinstance(self._fs, LocalFileSystem)

    def put(self, data: bytes) -> str:
        """Keep a master and return its digest; keeping the same bytes again changes nothing.

        A master found damaged is repaired, since these bytes are the ones its name promises.
        """
        digest = digest_of(data)
        if not self.verify(digest):
            self._write(self._master(digest), data, mode=0o444)
        return digest

    def get(self, digest: str) -> bytes:
        """Bytes of a master, hashed again on the way out.

        Raises:
            MasterMissing: the vault does not hold it.
            MasterCorrupt: what the vault holds under this name is something else.
        """
        data = self._read(self._master(digest))
        if data is None:
            raise MasterMissing(f"master {digest} is not in the vault {self._root}")
        if digest_of(data) != digest:
            raise MasterCorrupt(f"master {digest} in the vault {self._root} fails its own hash")
        return data

    def has(self, digest: str) -> bool:
        """Whether a master of this name is there; ``verify`` says whether it is whole."""
        return bool(self._fs.exists(self._master(digest)))

    def verify(self, digest: str) -> bool:
        """Whether the master is there and still hashes to its name."""
        data = self._read(self._master(digest))
        return data is not None and digest_of(data) == digest

    def digests(self) -> Iterator[str]:
        """Digests of every master held, in order."""
        names = (PurePosixPath(path).name for path in self._fs.find(f"{self._root}/masters"))
        return iter(sorted(name for name in names if _DIGEST.fullmatch(name)))

    def put_derived(self, key: str, data: bytes) -> None:
        """Keep a derived file under a relative key such as ``alto/ab12.xml``, replacing the old."""
        self._write(self._derived(key), data, mode=0o644)

    def get_derived(self, key: str) -> bytes | None:
        """Bytes of a derived file, None when there is none under this key."""
        return self._read(self._derived(key))

    def _master(self, digest: str) -> str:
        if _DIGEST.fullmatch(digest) is None:
            raise ValueError(f"{digest!r} is not a SHA-256 in lower-case hexadecimal")
        return f"{self._root}/masters/{digest[:2]}/{digest[2:4]}/{digest}"

    def _derived(self, key: str) -> str:
        strange = not key.isprintable() or "\\" in key
        if strange or any(piece in ("", ".", "..") for piece in key.split("/")):
            raise ValueError(f"{key!r} is not a relative key: write it as folder/name")
        return f"{self._root}/derived/{key}"

    def _read(self, path: str) -> bytes | None:
        try:
            return bytes(self._fs.cat_file(path))
        except FileNotFoundError:
            return None

    def _write(self, path: str, data: bytes, mode: int) -> None:
        if self._local:
            _write_synced(Path(path), data, mode)
        else:
            self._fs.pipe_file(path, data)


def _write_synced(path: Path, data: bytes, mode: int) -> None:
    """Write beside the target, sync, rename: a reader sees all of the file or none of it."""
    made = _make_folders(path.parent)
    handle, temporary = tempfile.mkstemp(prefix=".part-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            os.fchmod(file.fileno(), mode)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except OSError:
        Path(temporary).unlink(missing_ok=True)
        raise
    for folder in (path.parent, *made):
        _sync_folder(folder)


def _make_folders(folder: Path) -> list[Path]:
    """Make a folder and return the parents whose listing that changed."""
    changed = []
    current = folder
    while not current.exists():
        current = current.parent
        changed.append(current)
    folder.mkdir(parents=True, exist_ok=True)
    return changed


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
