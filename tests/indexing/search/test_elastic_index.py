import base64
import socket
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from elasticsearch import Elasticsearch

from archive.act import Act
from archive.settings import Settings
from indexing.errors import IndexUnavailable
from indexing.search.document import document
from indexing.search.elastic_index import ElasticIndex
from indexing.search.request import SearchRequest

MakeAct = Callable[..., Act]


def test_a_server_that_does_not_answer_is_worth_another_try() -> None:
    nobody = ElasticIndex("http://127.0.0.1:9")
    with pytest.raises(IndexUnavailable, match="did not answer"):
        nobody.search(SearchRequest("Driss"))
    with pytest.raises(IndexUnavailable):
        nobody.count()


@pytest.fixture
def silent() -> Iterator[ElasticIndex]:
    """An index on a server that takes the connection and never says a word."""
    with socket.create_server(("127.0.0.1", 0), backlog=20) as server:
        yield ElasticIndex(f"http://127.0.0.1:{server.getsockname()[1]}")


def test_nobody_waits_long_for_a_server_that_never_answers(
    silent: ElasticIndex, make_act: MakeAct
) -> None:
    act = document(make_act("1", {"given_name_fr": "Driss"}))
    asked = (
        lambda: silent.search(SearchRequest("Driss")),
        lambda: silent.put([act]),
        silent.count,
        silent.live,
    )
    with ThreadPoolExecutor(len(asked)) as pool:
        for answer in [pool.submit(ask) for ask in asked]:
            with pytest.raises(IndexUnavailable, match="did not answer"):
                # Writing in bulk has thirty seconds: who is waited for by a person has not.
                answer.result(timeout=25)


def test_a_continuation_nobody_gave_is_refused_before_asking() -> None:
    with pytest.raises(ValueError, match="start again"):
        ElasticIndex("http://127.0.0.1:9").search(SearchRequest("Driss", after="12"))


def at(server: Settings, **changed: object) -> ElasticIndex:
    """The index of these settings, some of them changed."""
    told = server.model_copy(update=changed)
    assert told.search_url is not None
    return ElasticIndex(told.search_url, api_key=told.search_api_key, ca_certs=told.search_ca_certs)


def test_a_key_the_server_does_not_know_is_told_with_the_setting(
    elasticsearch_server: Settings,
) -> None:
    nobody = base64.b64encode(b"nobody:knows").decode()
    with pytest.raises(IndexUnavailable, match=r"401.*SIJILL_SEARCH_API_KEY"):
        at(elasticsearch_server, search_api_key=nobody).search(SearchRequest("Driss"))


def test_a_key_that_may_do_nothing_is_told_with_what_it_needs(
    elasticsearch_server: Settings, elasticsearch_client: Elasticsearch, make_act: MakeAct
) -> None:
    made = elasticsearch_client.security.create_api_key(
        name="nothing", role_descriptors={"nothing": {}}
    )
    index = at(elasticsearch_server, search_api_key=made["encoded"])
    with pytest.raises(IndexUnavailable, match=r"403.*SIJILL_SEARCH_API_KEY"):
        index.put([document(make_act("1", {"given_name_fr": "Driss"}))])


def test_a_server_whose_authority_we_do_not_trust_gets_no_question(
    elasticsearch_server: Settings,
) -> None:
    with pytest.raises(IndexUnavailable, match="certificate"):
        at(elasticsearch_server, search_ca_certs=None).count()
