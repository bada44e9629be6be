"""The embedded act index: tantivy in a folder. The only module that imports tantivy.

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
from typing import Any
from uuid import uuid4

import tantivy

from indexing.errors import IndexRefused, IndexUnavailable, RebuildIncomplete, SearchInvalid
from indexing.search.document import ActDocument
from indexing.search.index import Hit, SearchResults
from indexing.search.mapping import FIELDS, NAMES_VERSION, SHOWN_FIELDS, FieldKind, source
from indexing.search.plan import AllOf, Best, Between, Leaf, Near, OneOf, Plan, plan
from indexing.search.request import SearchRequest

WAIT_SECONDS = 30.0
_HEAP_BYTES = 64_000_000
_REBUILD_BATCH = 5000
_OFFSET_DIGITS = 9
_NAMED = "current"
_PREFIX = f"names{NAMES_VERSION}-"


class TantivyIndex:
    """An ``ActIndex`` in ``folder``, made when something is first put into it."""

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

    def search(self, request: SearchRequest) -> SearchResults:
        """See ``ActIndex.search``; pages are counted from the best hit on."""
        offset = _offset(request.after)
        live = self._live()
        if live is None:
            return SearchResults(0, ())
        searcher = live.searcher()
        found = searcher.search(
            _query(live.schema, plan(request)), limit=request.limit, offset=offset
        )
        total: int = found.count  # type: ignore[attr-defined]  # its stub forgets it
        hits = tuple(_hit(searcher.doc(address).to_dict(), score) for score, address in found.hits)
        reached = offset + len(hits)
        return SearchResults(total, hits, str(reached) if hits and reached < total else None)

    def count(self) -> int:
        """See ``ActIndex.count``."""
        live = self._live()
        return 0 if live is None else int(live.searcher().num_docs)

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


def _query(schema: tantivy.Schema, wanted: Plan) -> tantivy.Query:
    clauses = [
        *((tantivy.Occur.Must, _best(schema, best)) for best in wanted.must),
        *((tantivy.Occur.Must, _unscored(schema, best)) for best in wanted.filters),
        *((tantivy.Occur.Should, _best(schema, best)) for best in wanted.should),
    ]
    if not wanted.must and not wanted.filters:
        everything = tantivy.Query.const_score_query(tantivy.Query.all_query(), 0.0)
        clauses.append((tantivy.Occur.Must, everything))
    return tantivy.Query.boolean_query(clauses)


def _best(schema: tantivy.Schema, alternatives: Best) -> tantivy.Query:
    scored = [
        tantivy.Query.const_score_query(_leaf(schema, leaf), getattr(leaf, "weight", 0.0))
        for leaf in alternatives
    ]
    return tantivy.Query.disjunction_max_query(scored)


def _unscored(schema: tantivy.Schema, alternatives: Best) -> tantivy.Query:
    either = [(tantivy.Occur.Should, _leaf(schema, leaf)) for leaf in alternatives]
    return tantivy.Query.const_score_query(tantivy.Query.boolean_query(either), 0.0)


def _leaf(schema: tantivy.Schema, leaf: Leaf) -> tantivy.Query:
    if isinstance(leaf, OneOf):
        terms = [
            tantivy.Query.term_query(schema, leaf.field, value, index_option="basic")
            for value in leaf.values
        ]
        # A term set walks the whole dictionary of terms: ten times slower than a few terms.
        return terms[0] if len(terms) == 1 else terms[0].or_should_match(*terms[1:])
    if isinstance(leaf, Near):
        return tantivy.Query.fuzzy_term_query(schema, leaf.field, leaf.value, leaf.distance)
    if isinstance(leaf, Between):
        return tantivy.Query.range_query(
            schema, leaf.field, tantivy.FieldType.Integer, leaf.low, leaf.high
        )
    assert isinstance(leaf, AllOf)
    every = [(tantivy.Occur.Must, _leaf(schema, clause)) for clause in leaf.clauses]
    return tantivy.Query.boolean_query(every)


def _hit(stored: dict[str, list[Any]], score: float) -> Hit:
    def first(name: str) -> Any:
        return stored.get(name, [None])[0]

    return Hit(
        act_id=first("id"),
        reference=first("reference"),
        score=score,
        kind=first("kind"),
        year=first("year"),
        office_code=first("office_code"),
        names=tuple(stored.get("names", ())),
        state=first("state") or "",
        type=first("type"),
        page=first("page"),
        volume=first("volume"),
    )


def _offset(after: str | None) -> int:
    if after is None:
        return 0
    if not after.isdecimal() or len(after) > _OFFSET_DIGITS:
        message = f"{after!r} does not continue any search: leave it out to start again"
        raise SearchInvalid("after_invalid", message)
    return int(after)
