import os

import pytest

from indexing.errors import IndexUnavailable
from indexing.search.elastic_index import ElasticIndex
from indexing.search.request import SearchRequest


def test_a_server_that_does_not_answer_is_worth_another_try() -> None:
    nobody = ElasticIndex("http://127.0.0.1:9")
    with pytest.raises(IndexUnavailable, match="did not answer"):
        nobody.search(SearchRequest("Driss"))
    with pytest.raises(IndexUnavailable):
        nobody.count()


def test_a_continuation_nobody_gave_is_refused_before_asking() -> None:
    with pytest.raises(ValueError, match="start again"):
        ElasticIndex("http://127.0.0.1:9").search(SearchRequest("Driss", after="12"))


def test_a_server_is_there_for_the_contract() -> None:
    if not os.environ.get("ELASTICSEARCH_URL"):
        pytest.skip("no Elasticsearch: set ELASTICSEARCH_URL to run its half of the contract")
