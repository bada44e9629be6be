"""Pictures of pages kept ready for looking at, under the home: made at first sight, removable.

One file of tiles a picture, named by the scan and its turns; the ones not looked at for longest go
when there are too many. Whatever is missing is made again from the vault.
"""

import os
import zipfile
from collections.abc import Callable
from pathlib import Path
from threading import Lock
from uuid import uuid4

from archive_api import page_tiles
from archive_api.iiif import PictureName, Shot

MOST_BYTES = 4 * 1000**3
"""Bytes that the pictures may take together: about two thousand pages of A3 at 300 dpi."""

_MOST_SIZES = 10_000


class PageViews:
    """The pictures kept in one folder.

    Args:
        most_bytes: above which those not looked at for longest are removed.
    """

    def __init__(self, folder: Path, most_bytes: int = MOST_BYTES) -> None:
        self._folder, self._most_bytes = folder, most_bytes
        # One scan is decoded at a time: a large one takes hundreds of megabytes of memory.
        self._decoding = Lock()
        self._sizes: dict[PictureName, tuple[int, int]] = {}

    def size(self, name: PictureName, look: Callable[[], tuple[int, int]]) -> tuple[int, int]:
        """Width and height of a picture, looked up once: what a name shows never changes.

        Args:
            look: finds them in the record, and raises where there is no such picture.
        """
        size = self._sizes.get(name)
        if size is None:
            size = look()
            if len(self._sizes) >= _MOST_SIZES:
                self._sizes.clear()
            self._sizes[name] = size
        return size

    def part(self, name: PictureName, asked: Shot, master: Callable[[], bytes]) -> bytes:
        """A part of a picture as asked for.

        Args:
            master: gives the bytes of the scan's master where the picture has to be made.

        Raises:
            ImageUndecodable: the master cannot be decoded.
        """
        path = self._path(name)
        while True:
            try:
                with zipfile.ZipFile(path) as tiles:
                    os.utime(path)
                    return page_tiles.part(tiles, asked)
            except FileNotFoundError:
                self._make(name, path, master)
            except zipfile.BadZipFile:
                # Harmed by what stopped the machine: it is made again.
                path.unlink(missing_ok=True)

    def _make(self, name: PictureName, path: Path, master: Callable[[], bytes]) -> None:
        with self._decoding:
            if path.exists():
                return
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            draft = path.with_name(f"{uuid4().hex}.part")
            try:
                page_tiles.cut(master(), int(name.scan.partition(":")[2]), name.turns, draft)
                draft.replace(path)
            finally:
                draft.unlink(missing_ok=True)
            self._make_room(path)

    def _path(self, name: PictureName) -> Path:
        return self._folder / f"{name.scan.replace(':', '-')}-{name.turns}.tiles"

    def _make_room(self, newest: Path) -> None:
        kept = [(path.stat(), path) for path in self._folder.iterdir() if path != newest]
        total = newest.stat().st_size + sum(stat.st_size for stat, _ in kept)
        for stat, path in sorted(kept, key=lambda one: one[0].st_mtime):
            if total <= self._most_bytes:
                return
            path.unlink(missing_ok=True)
            total -= stat.st_size
