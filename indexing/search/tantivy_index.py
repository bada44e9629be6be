"""The embedded act index: its searching half."""

from typing import Any

import tantivy

from indexing.errors import SearchInvalid
from indexing.search.index import Hit, SearchResults
from indexing.search.plan import AllOf, Best, Between, Leaf, Near, OneOf, Plan, plan
from indexing.search.request import SearchRequest
from indexing.search.tantivy_generations import TantivyGenerations

_OFFSET_DIGITS = 9


class TantivyIndex(TantivyGenerations):
    """An ``ActIndex`` in ``folder``, made when something is first put into it."""

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
