import json

from hypothesis import given
from hypothesis import strategies as st

from indexing.names.matching import skeleton
from indexing.search.mapping import FIELDS, FieldKind
from indexing.search.plan import Near, OneOf, plan
from indexing.search.query import query, search_body
from indexing.search.request import SearchRequest

REQUESTS = st.builds(
    SearchRequest,
    text=st.text(max_size=40) | st.sampled_from(["Ben Ali 12/1950", "فاطمة الزهراء"]),
    given=st.sampled_from(["", "Driss", "محمد"]),
    mother=st.text(max_size=20),
    year_from=st.none() | st.just(1950),
    act_number=st.none() | st.just("66bis"),
    fuzzy=st.booleans(),
    cross_script=st.booleans(),
)


def fields_named(body: object) -> set[str]:
    """Every field that the leaves of a query name."""
    if isinstance(body, list):
        return {name for item in body for name in fields_named(item)}
    if not isinstance(body, dict):
        return set()
    here = {name for kind in ("terms", "fuzzy", "range") for name in body.get(kind, {})}
    return here | {name for value in body.values() for name in fields_named(value)}


@given(REQUESTS)
def test_any_request_is_plain_json_over_indexed_fields(request: SearchRequest) -> None:
    body = search_body(plan(request), request.limit)
    assert json.loads(json.dumps(body)) == body
    searchable = {name for name, kind in FIELDS.items() if kind is not FieldKind.SHOWN}
    assert fields_named(body["query"]) <= searchable
    assert "script" not in json.dumps(list(fields_named(body["query"])))


def test_an_empty_request_asks_for_everything() -> None:
    assert query(plan(SearchRequest())) == {"match_all": {}}


def test_criteria_filter_without_scoring() -> None:
    body = query(plan(SearchRequest(kind="birth", year_from=1950, year_to=1960)))
    assert body["bool"]["filter"] == [
        {"range": {"year": {"gte": 1950, "lte": 1960}}},
        {"terms": {"kind": ["birth"]}},
    ]
    assert "must" not in body["bool"]
    # Elasticsearch would else ask for one of the clauses that only raise the score.
    assert query(plan(SearchRequest("ben Ali")))["bool"]["minimum_should_match"] == 0


def test_every_name_must_match_and_particles_only_help() -> None:
    wanted = plan(SearchRequest("Ahmed ben Ali"))
    assert len(wanted.must) == 2
    helping = {leaf for best in wanted.should for leaf in best if isinstance(leaf, OneOf)}
    assert {leaf.values for leaf in helping if not leaf.field.startswith("father_")} == {
        ("ben",),
        ("ahmed ben ali",),
        (skeleton("Ahmed ben Ali"),),
    }


def test_switches_take_their_clauses_away() -> None:
    exact = plan(SearchRequest("Driss", fuzzy=False, cross_script=False))
    leaves = [leaf for best in exact.must for leaf in best]
    assert not any(isinstance(leaf, Near) for leaf in leaves)
    named = {leaf.field for leaf in leaves if isinstance(leaf, OneOf)}
    assert not any(name.endswith("keys") for name in named)
    bridged = plan(SearchRequest("Driss", fuzzy=False))
    keys = {
        value
        for best in bridged.must
        for leaf in best
        if isinstance(leaf, OneOf) and leaf.field == "given_keys"
        for value in leaf.values
    }
    assert keys and all(key.startswith("ar:") for key in keys)


def test_a_search_continues_after_the_last_hit() -> None:
    body = search_body(plan(SearchRequest("Driss")), 5, after=[100.0, 7])
    assert body["search_after"] == [100.0, 7]
    assert body["sort"] == [{"_score": "desc"}, {"tie": "asc"}]


def test_the_shorter_a_word_the_fewer_misspellings_are_forgiven() -> None:
    def edits(word: str) -> set[int]:
        leaves = (leaf for best in plan(SearchRequest(given=word)).must for leaf in best)
        return {leaf.distance for leaf in leaves if isinstance(leaf, Near)}

    assert (edits("Ali"), edits("Driss"), edits("Benjelloun")) == (set(), {1}, {2})
