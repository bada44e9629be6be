"""Writing the embedded act index: tantivy in a folder.

The folder holds one sub-folder per generation and ``current``, a file that names the live one and
is replaced atomically. Readers look at it before each search, so that a rebuild or a write by
another process shows at once. One process writes at a time; the others wait.
"""

import fcntl
import shutil
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from uuid import uuid4

import tantivy

from indexing.errors import IndexRefused, IndexUnavailable, RebuildIncomplete
from indexing.search.document import ActDocument
from indexing.search.mapping import FIELDS, NAMES_VERSION, SHOWN_FIELDS, FieldKind, source

WAIT_SECONDS = 30.0
_HEAP_BYTES = 64_000_000
_REBUILD_BATCH = 5000
_NAMED = "current"
_PREFIX = f"names{NAMES_VERSION}-"


class TantivyGenerations:
    """The half of an ``ActIndex`` that writes and knows which generation is live."""

    def __init__(self, folder: Path, wait_seconds: float = WAIT_SECONDS) -> None:
        """Open nothing yet; ``wait_seconds`` is how long a write waits for another process."""
        self._folder = folder
        self._wait = wait_seconds
        self._opened: tuple[str, tantivy.Index] | None = None

    def put(self, documents: Sequence[ActDocument]) -> None:
        """See ``ActIndex.put``: one commit for all of them."""
        if not documents:
            return
        with self._writing():
            _write(self._live() or self._first_generation(), documents)

    def remove(self, ids: Iterable[str]) -> None:
        """See ``ActIndex.remove``."""
        with self._writing():
            live = self._live()
            if live is not None:
                with _writer(live) as writer:
                    for document_id in ids:
                        writer.delete_documents_by_term("id", document_id)

    def rebuild(self, documents: Iterable[ActDocument]) -> int:
        """See ``ActIndex.rebuild``; the generation before the live one is kept until the next."""
        name = _generation_name()
        built = _create(self._folder / name)
        given = 0
        waiting = iter(documents)
        while batch := list(islice(waiting, _REBUILD_BATCH)):
            _write(built, batch)
            given += len(batch)
        built.reload()
        held = int(built.searcher().num_docs)
        if held != given:
            shutil.rmtree(self._folder / name, ignore_errors=True)
            raise RebuildIncomplete(f"{given} documents were put in, the index holds {held}")
        with self._writing():
            before = self._current_name()
            self._point_to(name)
            self._forget_all_but({name, before})
        return held

    def _live(self) -> tantivy.Index | None:
        name = self._current_name()
        if name is None:
            return None
        if not name.startswith(_PREFIX):
            raise IndexRefused(f"search index {name} is of another version of Sijill: rebuild it")
        if self._opened is None or self._opened[0] != name:
            try:
                self._opened = (name, tantivy.Index.open(str(self._folder / name)))
            except (ValueError, OSError) as error:
                raise IndexRefused(
                    f"search index {name} in {self._folder} cannot be opened ({error}): rebuild it"
                ) from error
        opened = self._opened[1]
        opened.reload()
        return opened

    def _current_name(self) -> str | None:
        try:
            return (self._folder / _NAMED).read_text(encoding="utf-8").strip() or None
        except FileNotFoundError:
            return None

    def _first_generation(self) -> tantivy.Index:
        name = _generation_name()
        created = _create(self._folder / name)
        self._point_to(name)
        return created

    def _point_to(self, name: str) -> None:
        written = self._folder / f"{_NAMED}.{uuid4().hex}"
        written.write_text(name, encoding="utf-8")
        written.replace(self._folder / _NAMED)

    def _forget_all_but(self, kept: set[str | None]) -> None:
        for folder in self._folder.glob("names*-*"):
            if folder.name not in kept:
                shutil.rmtree(folder, ignore_errors=True)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        self._folder.mkdir(parents=True, exist_ok=True)
        deadline = time.monotonic() + self._wait
        with (self._folder / "lock").open("a") as lock:
            while True:
                try:
                    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except BlockingIOError:
                    if time.monotonic() > deadline:
                        raise IndexUnavailable(
                            f"another process writes the search index in {self._folder}: try again"
                        ) from None
                    time.sleep(0.02)
            yield


def _generation_name() -> str:
    return f"{_PREFIX}{uuid4().hex}"


def _create(folder: Path) -> tantivy.Index:
    folder.mkdir(parents=True)
    builder = tantivy.SchemaBuilder()
    for name, kind in FIELDS.items():
        shown = name in SHOWN_FIELDS
        if kind is FieldKind.NUMBER:
            builder.add_integer_field(name, stored=shown, indexed=True, fast=True)
        else:
            builder.add_text_field(name, stored=shown, tokenizer_name="raw", index_option="basic")
    return tantivy.Index(builder.build(), path=str(folder))


@contextmanager
def _writer(index: tantivy.Index) -> Iterator[tantivy.IndexWriter]:
    try:
        writer = index.writer(heap_size=_HEAP_BYTES, num_threads=1)
        yield writer
        writer.commit()
        writer.wait_merging_threads()
    except (ValueError, OSError) as error:
        raise IndexUnavailable(f"the search index could not be written: {error}") from error


def _write(index: tantivy.Index, documents: Sequence[ActDocument]) -> None:
    with _writer(index) as writer:
        for document in {document.id: document for document in documents}.values():
            writer.delete_documents_by_term("id", document.id)
            writer.add_document(tantivy.Document.from_dict(source(document), index.schema))
