"""Both engines give the same answers on the same acts, those of benchmarks/search_acts.py."""

import random
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from itertools import cycle
from pathlib import Path

import pytest

from indexing.search.document import document
from indexing.search.elastic_index import ElasticIndex
from indexing.search.index import ActIndex
from indexing.search.request import SearchRequest
from indexing.search.suggesting import suggest
from indexing.search.tantivy_index import TantivyIndex

BENCHMARKS = Path(__file__).parents[3] / "benchmarks"
ACTS, QUESTIONS = 2000, 8
NAMES = (
    "same script, respelled",
    "same script, letter misread",
    "other script",
    "other script, letter misread in what is asked",
    "other script, letter misread in the act",
    "titles, articles, order",
    "another form of the name",
    "three names, no years",
    "two common names, no years",
    "facets",
)

Both = tuple[ActIndex, ActIndex]
Draw = Callable[[str], list[SearchRequest]]


@pytest.fixture(scope="module")
def draw() -> Iterator[Draw]:
    """Draws questions of a kind about the acts."""
    with pytest.MonkeyPatch.context() as patched:
        patched.syspath_prepend(str(BENCHMARKS))
        from search_acts import Acts
        from search_questions import Questions

        questions = Questions(Acts(), ACTS)
        yield lambda kind: [one.request for one in questions.of(kind, QUESTIONS)]


@pytest.fixture(scope="module")
def both(
    draw: Draw,
    lent_elastic_index: Callable[[], AbstractContextManager[ElasticIndex]],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Both]:
    """tantivy and Elasticsearch with the same acts, given in another order to each."""
    from search_acts import Acts

    documents = [document(act) for act in Acts().stream(0, ACTS)]
    embedded = TantivyIndex(tmp_path_factory.mktemp("same") / "search")
    embedded.put(documents)
    random.Random(4).shuffle(documents)
    with lent_elastic_index() as server:
        server.put(documents)
        yield embedded, server


def found(index: ActIndex, request: SearchRequest) -> tuple[int, list[str], str | None]:
    """How many there are, the first of them in order, and what asks for more."""
    results = index.search(request)
    return results.total, [hit.act_id for hit in results.hits], results.next


@pytest.mark.parametrize("kind", NAMES)
def test_both_engines_find_the_same_acts_in_the_same_order(
    both: Both, draw: Draw, kind: str
) -> None:
    answers = [[found(index, request) for index in both] for request in draw(kind)]
    assert any(ids for (_, ids, _), _ in answers)
    assert [one for one, _ in answers] == [other for _, other in answers]


@pytest.mark.parametrize("kind", ["reference", "number and year"])
def test_an_exact_question_has_one_answer_on_both_engines(
    both: Both, draw: Draw, kind: str
) -> None:
    for request in draw(kind):
        (total, ids, _), other = (found(index, request) for index in both)
        assert (total, ids, None) == other
        assert len(ids) == 1


def test_a_wrong_digit_finds_nothing_on_either_engine(both: Both, draw: Draw) -> None:
    for request in draw("reference"):
        wrong = replace(request, text=f"{request.text}7")
        assert [found(index, wrong) for index in both] == [(0, [], None)] * 2


def test_as_one_types_both_engines_propose_the_same(both: Both, draw: Draw) -> None:
    for request in draw("as one types"):
        one, other = (suggest(index, request.text) for index in both)
        assert one.completions == other.completions
        assert [hit.act_id for hit in one.hits] == [hit.act_id for hit in other.hits]


def test_a_page_of_one_engine_goes_on_at_the_other(both: Both) -> None:
    request = SearchRequest("Fatima", limit=20)
    met: list[str] = []
    total, ids, after = found(both[1], request)
    for index in cycle(both):
        met += ids
        if after is None:
            break
        _, ids, after = found(index, replace(request, after=after))
    assert len(met) == len(set(met)) == total > 60
    assert met[:60] == found(both[0], replace(request, limit=60))[1]
