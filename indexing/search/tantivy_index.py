"""The embedded act index: its searching half."""

from typing import Any

import tantivy

from indexing.search.clauses import Plan
from indexing.search.index import Facets, Hit, SearchResults, counted
from indexing.search.mapping import FACETS, SHOWN_FIELDS
from indexing.search.paging import LastRanked, LastSorted, following, last_of
from indexing.search.request import SearchRequest
from indexing.search.tantivy_generations import TantivyGenerations
from indexing.search.tantivy_pages import Found, Pages
from indexing.search.tantivy_queries import query_of
from indexing.search.two_readings import in_two_readings

_MAX_VALUES = 2500
_LISTED = tuple(name for name in SHOWN_FIELDS if name.endswith("names"))


class TantivyIndex(TantivyGenerations):
    """An ``ActIndex`` in ``folder``, made when something is first put into it."""

    def search(self, request: SearchRequest) -> SearchResults:
        """See ``ActIndex.search``."""
        return in_two_readings(request, self._search)

    def _search(self, request: SearchRequest, wanted: Plan) -> SearchResults:
        last = last_of(wanted.order, request)
        live = self._live()
        if live is None:
            return SearchResults(0, (), facets=_no_facets(request))
        searcher, query = live.searcher(), query_of(live.schema, wanted)
        # One more than wanted tells whether anything follows.
        pages = Pages(searcher, query, live.schema)
        found = pages.page(wanted.order, request.limit + 1, last)
        shown = found[: request.limit]
        total = 1 if request.counted_to == 0 else pages.count()
        most = total if request.counted_to is None else min(total, request.counted_to)
        return SearchResults(
            total=most,
            hits=tuple(Hit.of(_shown(searcher, one), one.score) for one in shown),
            next=following(_last(shown[-1]), request) if len(found) > request.limit else None,
            more=total > most,
            facets=_facets(searcher, query) if request.facets else None,
        )

    def count(self) -> int:
        """See ``ActIndex.count``."""
        live = self._live()
        return 0 if live is None else int(live.searcher().num_docs)


def _last(found: Found) -> LastRanked | LastSorted:
    if isinstance(found.key, str):
        return LastSorted(found.key)
    return LastRanked(found.score, found.key)


def _shown(searcher: tantivy.Searcher, found: Found) -> dict[str, Any]:
    stored = searcher.doc(found.address).to_dict()
    return {name: held if name in _LISTED else held[0] for name, held in stored.items()}


def _facets(searcher: tantivy.Searcher, query: tantivy.Query) -> Facets:
    terms = {"size": _MAX_VALUES, "segment_size": _MAX_VALUES}
    asked = {name: {"terms": {"field": name, **terms}} for name in FACETS}
    told = searcher.aggregate(query, asked)
    return {
        name: counted((bucket["key"], bucket["doc_count"]) for bucket in told[name]["buckets"])
        for name in FACETS
    }


def _no_facets(request: SearchRequest) -> Facets | None:
    return dict.fromkeys(FACETS, ()) if request.facets else None
