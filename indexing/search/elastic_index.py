"""The act index on Elasticsearch 8 or 9: its searching half."""

from typing import Any

from elasticsearch import BadRequestError, NotFoundError

from indexing.search.clauses import Order, Plan
from indexing.search.elastic_client import translated
from indexing.search.elastic_generations import ElasticGenerations
from indexing.search.index import Facets, Hit, SearchResults, counted
from indexing.search.mapping import FACETS
from indexing.search.paging import LastRanked, LastSorted, following, last_of
from indexing.search.query import search_body
from indexing.search.request import SearchRequest
from indexing.search.two_readings import in_two_readings

_UNCOUNTED = {"value": 0, "relation": "gte"}


class ElasticIndex(ElasticGenerations):
    """An ``ActIndex`` behind ``alias``; alias and first generation are made by the first write."""

    def search(self, request: SearchRequest) -> SearchResults:
        """See ``ActIndex.search``."""
        return in_two_readings(request, self._search)

    def _search(self, request: SearchRequest, wanted: Plan) -> SearchResults:
        # One more than wanted tells whether anything follows.
        body = search_body(
            wanted,
            request.limit + 1,
            _search_after(wanted, request),
            request.counted_to,
            request.facets,
        )
        with translated():
            try:
                answer = self._quick.search(index=self._alias, **_arguments(body))
                found = answer["hits"]["hits"]
                self._require_readable(one["_index"] for one in found)
            except NotFoundError:
                return SearchResults(0, (), facets=_facets(request, {}))
            except BadRequestError:
                # Another version's fields cannot be sorted by: say what to do about it.
                self._require_readable()
                raise
        total = answer["hits"].get("total", _UNCOUNTED)
        shown = found[: request.limit]
        more = len(found) > request.limit
        after = following(_last(wanted, shown[-1]["sort"]), request) if more else None
        hits = tuple(Hit.of(one["_source"], one["_score"] or 0.0) for one in shown)
        facets = _facets(request, answer.get("aggregations", {}))
        return SearchResults(total["value"], hits, after, total["relation"] != "eq", facets)

    def count(self) -> int:
        """See ``ActIndex.count``."""
        with translated():
            try:
                held = int(self._quick.count(index=self._alias)["count"])
                self._require_readable()
                return held
            except NotFoundError:
                return 0


def _arguments(body: dict[str, Any]) -> dict[str, Any]:
    # The client names this one argument without its underscore.
    return {("source" if name == "_source" else name): value for name, value in body.items()}


def _search_after(wanted: Plan, request: SearchRequest) -> list[Any] | None:
    match last_of(wanted.order, request):
        case LastRanked(score, tie):
            return [score, tie] if wanted.order is Order.SCORE else [tie]
        case LastSorted(key):
            return [key]
    return None


def _last(wanted: Plan, sort: list[Any]) -> LastRanked | LastSorted:
    if wanted.order is Order.REFERENCE:
        return LastSorted(sort[0])
    return LastRanked(sort[0] if wanted.order is Order.SCORE else 0.0, sort[-1])


def _facets(request: SearchRequest, told: dict[str, Any]) -> Facets | None:
    if not request.facets:
        return None
    return {
        name: counted(
            (bucket["key"], bucket["doc_count"]) for bucket in told.get(name, {}).get("buckets", ())
        )
        for name in FACETS
    }
