"""Writing one tantivy index: its schema, its writer, and what it holds beside what it should."""

import errno
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from shutil import disk_usage
from typing import Any

import tantivy

from indexing.errors import IndexUnavailable
from indexing.search.document import ActDocument
from indexing.search.mapping import FIELDS, SHOWN_FIELDS, SORTED_BY, FieldKind, source

_HEAP_BYTES = 64_000_000
_STORED = {*SHOWN_FIELDS, "version"}
_CODES = {
    "index_disk_full": ("No space left", "StorageFull", "quota"),
    "index_unwritable": ("Permission denied", "Read-only", "Not a directory"),
    "index_busy": ("LockBusy", "acquire Lockfile"),
}
_ADVICE = {
    "index_disk_full": "make room on its disk",
    "index_unwritable": "let this user write there",
    "index_busy": "another process writes it, try again",
}


def create(folder: Path) -> tantivy.Index:
    """A new empty index in a folder of its own."""
    builder = tantivy.SchemaBuilder()
    for name, kind in FIELDS.items():
        shown = name in _STORED
        if kind is FieldKind.NOTED:
            builder.add_integer_field(name, stored=True)
        elif kind in (FieldKind.NUMBER, FieldKind.LONG):
            builder.add_integer_field(name, stored=shown, indexed=True, fast=True)
        else:
            builder.add_text_field(
                name,
                stored=shown,
                fast=kind is FieldKind.COUNTED,
                tokenizer_name="raw",
                index_option="basic",
            )
    with storing(folder):
        folder.mkdir(parents=True)
        return tantivy.Index(builder.build(), path=str(folder), sort_by_field=SORTED_BY)


@contextmanager
def storing(folder: Path) -> Iterator[None]:
    """Raise IndexUnavailable with its code where ``folder`` does not take what is written."""
    try:
        yield
    except (ValueError, OSError) as error:
        code = _code(error, folder)
        advice = _ADVICE.get(code, "try again")
        message = f"the search index in {folder} could not be written ({error}): {advice}"
        raise IndexUnavailable(message, code) from error


@contextmanager
def writer(index: tantivy.Index, folder: Path) -> Iterator[tantivy.IndexWriter]:
    """A writer whose work is committed and merged at the end; nothing of it stays if it breaks."""
    with storing(folder):
        opened = index.writer(heap_size=_HEAP_BYTES, num_threads=1)
        yield opened
        opened.commit()
        opened.wait_merging_threads()


class Writing:
    """A writer kept open over many commits, for a generation being built."""

    def __init__(self, index: tantivy.Index, folder: Path) -> None:
        """Open nothing yet."""
        self._index = index
        self._folder = folder
        self._writer: tantivy.IndexWriter | None = None

    def commit(self, documents: Sequence[ActDocument], gone: Iterable[str] = ()) -> None:
        """Put documents and take ids out; kept when this returns."""
        with storing(self._folder):
            if self._writer is None:
                self._writer = self._index.writer(heap_size=_HEAP_BYTES, num_threads=1)
            add(self._writer, self._index.schema, documents)
            for document_id in gone:
                self._writer.delete_documents_by_term("id", document_id)
            self._writer.commit()

    def close(self) -> None:
        """Let other writers in; merges under way are given up, what was committed stays."""
        self._writer = None

    def merge(self) -> None:
        """Wait for the merges under way, then let other writers in."""
        opened, self._writer = self._writer, None
        if opened is not None:
            # What a broken disk left unmerged was committed all the same.
            with suppress(ValueError):
                opened.wait_merging_threads()


def add(
    opened: tantivy.IndexWriter, schema: tantivy.Schema, documents: Sequence[ActDocument]
) -> None:
    """Give documents to a writer, each in place of the one of its id."""
    for document in {document.id: document for document in documents}.values():
        opened.delete_documents_by_term("id", document.id)
        opened.add_document(tantivy.Document.from_dict(source(document), schema))


def up_to_date(index: tantivy.Index, documents: Sequence[ActDocument]) -> list[ActDocument]:
    """The documents of which the index does not hold a later version."""
    index.reload()
    searcher = index.searcher()
    wanted = [
        (tantivy.Occur.Should, _term(index.schema, "id", document.id)) for document in documents
    ]
    found = searcher.search(tantivy.Query.boolean_query(wanted), limit=max(len(wanted), 1))
    held = {}
    for _, address in found.hits:
        stored = searcher.doc(address).to_dict()
        held[stored["id"][0]] = stored.get("version", [0])[0]
    return [one for one in documents if not one.version or one.version >= held.get(one.id, 0)]


def differing(index: tantivy.Index, documents: Iterable[ActDocument]) -> dict[str, tuple[str, ...]]:
    """See ``ActIndex.differing``: stored fields are compared, terms are looked for."""
    index.reload()
    searcher = index.searcher()
    compared = ((one.id, _differences(searcher, index.schema, one)) for one in documents)
    return {document_id: names for document_id, names in compared if names}


def _differences(
    searcher: tantivy.Searcher, schema: tantivy.Schema, document: ActDocument
) -> tuple[str, ...]:
    this = _term(schema, "id", document.id)
    found = searcher.search(this, limit=1).hits
    if not found:
        return ("id",)
    stored = searcher.doc(found[0][1]).to_dict()
    expected = {name: _listed(value) for name, value in source(document).items()}

    def holds(name: str) -> bool:
        values = expected.get(name, [])
        if name in _STORED:
            return bool(stored.get(name, []) == values)
        every = [(tantivy.Occur.Must, _term(schema, name, value)) for value in values]
        query = tantivy.Query.boolean_query([(tantivy.Occur.Must, this), *every])
        return bool(searcher.search(query, limit=1).hits)

    return tuple(name for name in FIELDS if not holds(name))


def _term(schema: tantivy.Schema, field: str, value: Any) -> tantivy.Query:
    return tantivy.Query.term_query(schema, field, value, index_option="basic")


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _code(error: Exception, folder: Path) -> str:
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "index_disk_full"
    if isinstance(error, OSError) and error.errno in (errno.EACCES, errno.EROFS, errno.ENOTDIR):
        return "index_unwritable"
    told = str(error)
    known = (code for code, words in _CODES.items() if any(word in told for word in words))
    return next(known, "index_disk_full" if _is_full(folder) else "index_unavailable")


def _is_full(folder: Path) -> bool:
    """Whether so little room is left that a writer's thread died of it, which tells no reason."""
    there = next((one for one in (folder, *folder.parents) if one.exists()), None)
    return there is not None and disk_usage(there).free < _HEAP_BYTES
