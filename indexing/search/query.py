"""Plans as Elasticsearch query bodies: pure dicts in the language that 8 and 9 share."""

from typing import Any

from indexing.search.mapping import SHOWN_FIELDS
from indexing.search.plan import Best, Between, Leaf, Near, OneOf, Plan

Body = dict[str, Any]


def search_body(plan: Plan, limit: int, after: list[Any] | None = None) -> Body:
    """The body of a search: ranked by score, ties by id, so that pages never overlap."""
    body: Body = {
        "query": query(plan),
        "size": limit,
        "sort": [{"_score": "desc"}, {"id": "asc"}],
        "track_total_hits": True,
        "track_scores": True,
        "_source": list(SHOWN_FIELDS),
    }
    if after is not None:
        body["search_after"] = after
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
        options = {"value": leaf.value, "fuzziness": leaf.distance, "max_expansions": 50}
        return {"fuzzy": {leaf.field: options}}
    if isinstance(leaf, Between):
        bounds = {"gte": leaf.low, "lte": leaf.high}
        return {"range": {leaf.field: {k: v for k, v in bounds.items() if v is not None}}}
    return {"bool": {"filter": [_leaf(clause) for clause in leaf.clauses]}}
