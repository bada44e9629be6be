"""Plans as Elasticsearch query bodies: pure dicts in the language that 8 and 9 share."""

from typing import Any

from indexing.search.clauses import Begins, Best, Between, Leaf, Near, OneOf, Order, Plan
from indexing.search.mapping import FACETS, SHOWN_FIELDS
from indexing.search.request import COUNTED_TO

Body = dict[str, Any]

MAX_EXPANSIONS = 256
"""Neighbours of a misspelt word that are looked up; the embedded engine has no such bound."""

_MAX_VALUES = 2500

_SORTS: dict[Order, list[Body]] = {
    Order.SCORE: [{"_score": "desc"}, {"tie": "asc"}],
    Order.REFERENCE: [{"by_reference": "asc"}],
    Order.TIE: [{"tie": "asc"}],
}


def search_body(
    plan: Plan,
    limit: int,
    after: list[Any] | None = None,
    counted_to: int | None = COUNTED_TO,
    facets: bool = False,
) -> Body:
    """The body of a search, in the plan's order; counted no further than ``counted_to``."""
    body: Body = {
        "query": query(plan),
        "size": limit,
        "sort": _SORTS[plan.order],
        "track_total_hits": True if counted_to is None else counted_to or False,
        "_source": list(SHOWN_FIELDS),
    }
    if after is not None:
        body["search_after"] = after
    if facets:
        # Every value there can be, so that shards cannot miss one.
        values = {name: {"terms": {"field": name, "size": _MAX_VALUES}} for name in FACETS}
        body["aggs"] = values
    return body


def query(plan: Plan) -> Body:
    """The query of a plan; every document when the plan is empty."""
    parts = {
        "filter": [_any(alternatives) for alternatives in plan.filters],
        "must": [_best(alternatives) for alternatives in plan.must],
        "should": [_best(alternatives) for alternatives in plan.should],
    }
    held = {occurrence: clauses for occurrence, clauses in parts.items() if clauses}
    if not held:
        return {"match_all": {}}
    # Without a must, Elasticsearch would ask for one should; only scoring is meant here.
    return {"bool": {**held, "minimum_should_match": 0}}


def _best(alternatives: Best) -> Body:
    scored = [
        {"constant_score": {"filter": _leaf(leaf), "boost": getattr(leaf, "weight", 0.0)}}
        for leaf in alternatives
    ]
    return scored[0] if len(scored) == 1 else {"dis_max": {"queries": scored}}


def _any(alternatives: Best) -> Body:
    leaves = [_leaf(leaf) for leaf in alternatives]
    if len(leaves) == 1:
        return leaves[0]
    return {"bool": {"should": leaves, "minimum_should_match": 1}}


def _leaf(leaf: Leaf) -> Body:
    if isinstance(leaf, OneOf):
        return {"terms": {leaf.field: list(leaf.values)}}
    if isinstance(leaf, Near):
        options = {
            "value": leaf.value,
            "fuzziness": leaf.distance,
            "max_expansions": MAX_EXPANSIONS,
        }
        return {"fuzzy": {leaf.field: options}}
    if isinstance(leaf, Begins):
        return {"prefix": {leaf.field: {"value": leaf.value}}}
    if isinstance(leaf, Between):
        bounds = {"gte": leaf.low, "lte": leaf.high}
        return {"range": {leaf.field: {k: v for k, v in bounds.items() if v is not None}}}
    return {"bool": {"filter": [_leaf(clause) for clause in leaf.clauses]}}
