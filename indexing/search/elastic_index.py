"""The act index on Elasticsearch 8 or 9: its searching half."""

import json
from typing import Any

from elasticsearch import NotFoundError

from indexing.errors import SearchInvalid
from indexing.search.elastic_client import translated
from indexing.search.elastic_generations import ElasticGenerations
from indexing.search.index import Hit, SearchResults
from indexing.search.plan import plan
from indexing.search.query import search_body
from indexing.search.request import SearchRequest


class ElasticIndex(ElasticGenerations):
    """An ``ActIndex`` behind ``alias``; alias and first generation are made by the first write."""

    def search(self, request: SearchRequest) -> SearchResults:
        """See ``ActIndex.search``."""
        body = search_body(plan(request), request.limit, _sort_values(request.after))
        with translated():
            try:
                answer = self._client.search(index=self._alias, **_arguments(body))
            except NotFoundError:
                return SearchResults(0, ())
        found = answer["hits"]["hits"]
        following = json.dumps(found[-1]["sort"]) if len(found) == request.limit else None
        hits = tuple(_hit(one["_source"], one["_score"] or 0.0) for one in found)
        return SearchResults(answer["hits"]["total"]["value"], hits, following)

    def count(self) -> int:
        """See ``ActIndex.count``."""
        with translated():
            try:
                return int(self._client.count(index=self._alias)["count"])
            except NotFoundError:
                return 0


def _arguments(body: dict[str, Any]) -> dict[str, Any]:
    # The client names this one argument without its underscore.
    return {("source" if name == "_source" else name): value for name, value in body.items()}


def _sort_values(after: str | None) -> list[Any] | None:
    if after is None:
        return None
    try:
        values = json.loads(after)
    except ValueError:
        values = None
    if not isinstance(values, list) or len(values) != 2:
        message = f"{after!r} does not continue any search: leave it out to start again"
        raise SearchInvalid("after_invalid", message)
    return values


def _hit(shown: dict[str, Any], score: float) -> Hit:
    return Hit(
        act_id=shown["id"],
        reference=shown.get("reference"),
        score=score,
        kind=shown["kind"],
        year=shown["year"],
        office_code=shown["office_code"],
        names=tuple(shown.get("names", ())),
        state=shown.get("state", ""),
        type=shown["type"],
        page=shown.get("page"),
        volume=shown.get("volume"),
    )
