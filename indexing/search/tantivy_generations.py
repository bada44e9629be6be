"""Writing the embedded act index: tantivy in a folder.

The folder holds one sub-folder per generation and ``current``, a file that names the live one and
is replaced atomically. Readers look at it before each search, so that a rebuild or a write by
another process shows at once. One process writes to the live one at a time; the others wait.
"""

import fcntl
import os
import shutil
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from uuid import uuid4

import tantivy

from indexing.errors import IndexRefused, IndexUnavailable
from indexing.search import generations
from indexing.search.document import ActDocument
from indexing.search.index import Generation
from indexing.search.tantivy_writing import (
    Writing,
    add,
    create,
    differing,
    storing,
    up_to_date,
    writer,
)

WAIT_SECONDS = 30.0
PATIENCE_SECONDS = 5.0
"""How long whoever confirms one act waits for another process: the outbox brings it later."""

_NAMED = "current"
_READERS = "readers"


@dataclass(frozen=True, slots=True)
class _Opened:
    """A generation opened to read: its lock, shared with other readers, keeps it from removal."""

    name: str
    index: tantivy.Index
    lock: IO[bytes] | None


class TantivyGeneration:
    """A ``Generation`` in a sub-folder of its own."""

    def __init__(self, folder: Path, index: tantivy.Index) -> None:
        self._folder = folder
        self._index = index
        self._writing = Writing(index, folder)

    @property
    def name(self) -> str:
        """See ``Generation.name``."""
        return self._folder.name

    def put(self, documents: Sequence[ActDocument]) -> None:
        """See ``Generation.put``: one commit for all of them."""
        self._writing.commit(documents)

    def remove(self, ids: Iterable[str]) -> None:
        """See ``Generation.remove``."""
        self._writing.commit((), ids)

    def count(self) -> int:
        """See ``Generation.count``."""
        self._index.reload()
        return int(self._index.searcher().num_docs)

    def differing(self, documents: Iterable[ActDocument]) -> dict[str, tuple[str, ...]]:
        """See ``Generation.differing``."""
        return differing(self._index, documents)

    def merge(self) -> None:
        """See ``Generation.merge``: merges that writing began are waited for."""
        self._writing.merge()

    def close(self) -> None:
        """See ``Generation.close``."""
        self._writing.close()

    def discard(self) -> None:
        """See ``Generation.discard``."""
        self.merge()
        shutil.rmtree(self._folder, ignore_errors=True)


class TantivyGenerations:
    """The half of an ``ActIndex`` that writes and knows which generation is live."""

    def __init__(self, folder: Path, wait_seconds: float = WAIT_SECONDS) -> None:
        """Open nothing yet; ``wait_seconds`` is how long a write waits for another process."""
        self._folder = folder
        self._wait = wait_seconds
        self._opened: _Opened | None = None

    def put(self, documents: Sequence[ActDocument]) -> None:
        """See ``ActIndex.put``: one commit for all of them."""
        if not documents:
            return
        patience = PATIENCE_SECONDS if len(documents) == 1 else self._wait
        with self._writing(min(patience, self._wait)):
            self._first()
            live = self._live()
            assert live is not None
            with writer(live, self._folder) as opened:
                add(opened, live.schema, up_to_date(live, documents))
            self._remove_before()

    def remove(self, ids: Iterable[str]) -> None:
        """See ``ActIndex.remove``."""
        with self._writing():
            live = self._live()
            if live is not None:
                with writer(live, self._folder) as opened:
                    for document_id in ids:
                        opened.delete_documents_by_term("id", document_id)

    def differing(self, documents: Iterable[ActDocument]) -> dict[str, tuple[str, ...]]:
        """See ``ActIndex.differing``."""
        live = self._live()
        if live is None:
            return {document.id: ("id",) for document in documents}
        return differing(live, documents)

    def ensure(self) -> str:
        """See ``ActIndex.ensure``."""
        name = self._current_name()
        if name is None:
            with self._writing():
                name = self._first()
        return name

    def live(self) -> str | None:
        """See ``ActIndex.live``."""
        return self._current_name()

    def begin(self) -> Generation:
        """See ``ActIndex.begin``; others that were begun and never published are removed."""
        with self._writing():
            live = generations.number_of(self._first())
            for name in self._names():
                if generations.number_of(name) > live:
                    shutil.rmtree(self._folder / name, ignore_errors=True)
            folder = self._folder / self._new_name()
            return TantivyGeneration(folder, _created(folder))

    def unfinished(self) -> Generation | None:
        """See ``ActIndex.unfinished``; one that cannot be opened is none."""
        live = generations.number_of(self._current_name() or "")
        begun = [name for name in self._names() if generations.number_of(name) > live]
        newest = max(begun, key=generations.number_of, default=None)
        if newest is None or not generations.is_readable(newest):
            return None
        try:
            return TantivyGeneration(self._folder / newest, self._index(newest))
        except IndexRefused:
            return None

    def publish(self, generation: Generation) -> None:
        """See ``ActIndex.publish``: the file that names the live one is replaced."""
        generation.close()
        with self._writing():
            self._point_to(generation.name)
        self._opened = None

    def tidy(self) -> None:
        """See ``ActIndex.tidy``."""
        if self._current_name() is None:
            return
        with self._writing():
            for left in self._folder.glob(f"{_NAMED}.*"):
                left.unlink(missing_ok=True)
            self._remove_before()

    def rebuild(self, documents: Iterable[ActDocument]) -> int:
        """See ``ActIndex.rebuild``."""
        return generations.rebuild(self, documents)

    def _remove_before(self) -> None:
        """Remove what nobody reads of the generations before the live one; the caller locks."""
        live = self._current_name() or ""
        for name in self._names():
            before = generations.number_of(name) <= generations.number_of(live)
            if before and name != live:
                _remove_unread(self._folder / name)

    def _live(self) -> tantivy.Index | None:
        while True:
            name = self._current_name()
            if name is None:
                return None
            generations.require_readable(name)
            opened = self._opened
            if opened is None or opened.name != name:
                lock = _read_lock(self._folder / name)
                # Removed before it was locked, or no longer the live one by now: look again.
                if self._current_name() != name:
                    continue
                self._opened = opened = _Opened(name, self._index(name), lock)
            opened.index.reload()
            return opened.index

    def _index(self, name: str) -> tantivy.Index:
        try:
            return tantivy.Index.open(str(self._folder / name))
        except (ValueError, OSError) as error:
            raise IndexRefused(
                f"search index {name} in {self._folder} cannot be opened ({error}): "
                "rebuild it with sijill reindex",
                "index_unreadable",
            ) from error

    def _names(self) -> list[str]:
        return [folder.name for folder in self._folder.glob("names*-*") if folder.is_dir()]

    def _current_name(self) -> str | None:
        try:
            return (self._folder / _NAMED).read_text(encoding="utf-8").strip() or None
        except FileNotFoundError:
            return None
        except OSError as error:
            raise IndexUnavailable(
                f"the search index in {self._folder} cannot be read ({error}): let this user read",
                "index_unwritable",
            ) from error

    def _new_name(self) -> str:
        number = max(map(generations.number_of, self._names()), default=0) + 1
        return f"{generations.generation_name(number)}-{uuid4().hex[:8]}"

    def _first(self) -> str:
        """The live generation's name, one made where there is none; the caller holds the lock."""
        name = self._current_name()
        if name is None:
            name = self._new_name()
            _created(self._folder / name)
            self._point_to(name)
        return name

    def _point_to(self, name: str) -> None:
        written = self._folder / f"{_NAMED}.{uuid4().hex}"
        with storing(self._folder):
            with written.open("w", encoding="utf-8") as file:
                file.write(name)
                file.flush()
                os.fsync(file.fileno())
            written.replace(self._folder / _NAMED)
            _sync(self._folder)

    @contextmanager
    def _writing(self, wait_seconds: float | None = None) -> Iterator[None]:
        wait = self._wait if wait_seconds is None else wait_seconds
        deadline = time.monotonic() + wait
        with storing(self._folder):
            self._folder.mkdir(parents=True, exist_ok=True)
            lock = (self._folder / "lock").open("a")
        with lock:
            while True:
                try:
                    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except BlockingIOError:
                    if time.monotonic() > deadline:
                        raise IndexUnavailable(
                            f"another process writes the search index in {self._folder}: try again",
                            "index_busy",
                        ) from None
                    time.sleep(0.02)
            yield


def _created(folder: Path) -> tantivy.Index:
    created = create(folder)
    with storing(folder):
        (folder / _READERS).touch()
    return created


def _read_lock(folder: Path) -> IO[bytes] | None:
    """A reader's lock on a generation; None where it has no such file, or is gone."""
    try:
        lock = (folder / _READERS).open("rb")
    except FileNotFoundError:
        return None
    fcntl.flock(lock, fcntl.LOCK_SH)
    return lock


def _remove_unread(folder: Path) -> None:
    try:
        with (folder / _READERS).open("rb") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(folder, ignore_errors=True)
    except BlockingIOError:
        return
    except FileNotFoundError:
        shutil.rmtree(folder, ignore_errors=True)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
