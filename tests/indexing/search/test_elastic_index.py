import base64
import socket
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
from elasticsearch import Elasticsearch

from archive.act import Act, ActState
from archive.settings import Settings
from indexing.errors import IndexRefused, IndexUnavailable
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


Meanwhile = Callable[[Callable[[], object]], None]


@pytest.fixture
def meanwhile(monkeypatch: pytest.MonkeyPatch) -> Meanwhile:
    """Has another process write once, after the next removal saw which versions are held."""
    asked = Elasticsearch.mget

    def writes(work: Callable[[], object]) -> None:
        def see_then_write(client: Elasticsearch, **given: Any) -> Any:
            held = asked(client, **given)
            monkeypatch.undo()
            work()
            return held

        monkeypatch.setattr(Elasticsearch, "mget", see_then_write)

    return writes


def test_a_removal_that_a_later_version_overtook_leaves_that_version(
    elastic_index: ElasticIndex, make_act: MakeAct, meanwhile: Meanwhile
) -> None:
    before = replace(make_act("1", {"given_name_fr": "Driss"}), version=3)
    elastic_index.put([document(before), document(make_act("2", {"given_name_fr": "Driss"}))])
    after = document(replace(before, version=4, state=ActState.VERIFIED))
    # The server answers 409 for the one act and takes the other out.
    meanwhile(lambda: elastic_index.put([after]))
    elastic_index.remove(["1", "2"])
    assert [hit.state for hit in elastic_index.search(SearchRequest("Driss")).hits] == ["verified"]


def test_a_removal_of_what_another_removed_meanwhile_is_none(
    elastic_index: ElasticIndex, make_act: MakeAct, meanwhile: Meanwhile
) -> None:
    elastic_index.put([document(make_act("1", {"given_name_fr": "Driss"}))])
    meanwhile(lambda: elastic_index.remove(["1"]))
    elastic_index.remove(["1"])
    assert elastic_index.count() == 0


def test_a_removal_that_the_server_refuses_for_another_reason_is_told(
    elastic_index: ElasticIndex, elasticsearch_client: Elasticsearch, make_act: MakeAct
) -> None:
    elastic_index.put([document(make_act("1", {"given_name_fr": "Driss"}))])
    live = str(elastic_index.live()).partition("/")[0]
    elasticsearch_client.indices.put_settings(index=live, settings={"blocks.write": True})
    with pytest.raises(IndexRefused, match=r"1 documents, status \{403\}"):
        elastic_index.remove(["1"])
    assert elastic_index.count() == 1
