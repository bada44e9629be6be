"""Plans as tantivy queries."""

from collections.abc import Iterable

import tantivy

from indexing.search.clauses import Begins, Best, Between, Leaf, Near, OneOf, Plan
from indexing.search.mapping import SORTED_BY


def query_of(schema: tantivy.Schema, wanted: Plan) -> tantivy.Query:
    """The query of a plan; every document, unranked, when the plan is empty."""
    clauses = [
        *((tantivy.Occur.Must, _best(schema, best)) for best in wanted.must),
        *((tantivy.Occur.Must, _unscored(schema, best)) for best in wanted.filters),
        *((tantivy.Occur.Should, _best(schema, best)) for best in wanted.should),
    ]
    if not wanted.must and not wanted.filters:
        everything = tantivy.Query.const_score_query(tantivy.Query.all_query(), 0.0)
        clauses.append((tantivy.Occur.Must, everything))
    return tantivy.Query.boolean_query(clauses)


def with_filters(
    schema: tantivy.Schema, wanted: tantivy.Query, filters: Iterable[Best]
) -> tantivy.Query:
    """``wanted`` where ``filters`` hold too, scored as before."""
    held = [(tantivy.Occur.Must, _unscored(schema, best)) for best in filters]
    return tantivy.Query.boolean_query([(tantivy.Occur.Must, wanted), *held])


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
    if isinstance(leaf, Begins):
        return tantivy.Query.fuzzy_term_query(schema, leaf.field, leaf.value, 0, prefix=True)
    if isinstance(leaf, Between):
        whole = tantivy.FieldType.Integer
        # Few terms, such as years, are sooner gathered by term than document by document.
        by_term = leaf.field == SORTED_BY
        return tantivy.Query.range_query(
            schema, leaf.field, whole, leaf.low, leaf.high, use_inverted_index=by_term
        )
    every = [(tantivy.Occur.Must, _leaf(schema, clause)) for clause in leaf.clauses]
    return tantivy.Query.boolean_query(every)
