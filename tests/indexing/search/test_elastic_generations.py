import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from elasticsearch import Elasticsearch

from archive.act import Act
from archive.catalogue import Catalogue
from archive.settings import Settings
from indexing.errors import IndexRefused, IndexUnavailable
from indexing.search.comparing import compare
from indexing.search.document import document
from indexing.search.elastic_index import ElasticIndex
from indexing.search.following import follow
from indexing.search.open import open_index
from indexing.search.reindexing import build, prove, swap
from indexing.search.request import SearchRequest

Keep = Callable[..., list[Act]]
Keyed = Callable[[list[str]], ElasticIndex]
VOLUME = "08.201.11.07/birth/1933/1@1"
MAKER = Path(__file__).parents[3] / "deploy" / "elasticsearch-key"
ENOUGH = ["read", "write", "manage"]
"""Privileges on the alias and its generations, as docs/operating.md tells operators to give."""


@pytest.fixture
def operator(elasticsearch_client: Elasticsearch) -> Iterator[tuple[str, str]]:
    """Name and password of a person who may do anything: a key made by a key may do nothing."""
    name, password = f"t{uuid4().hex}", uuid4().hex
    elasticsearch_client.security.put_user(username=name, password=password, roles=["superuser"])
    yield name, password
    elasticsearch_client.security.delete_user(username=name)


@pytest.fixture
def keyed(
    elasticsearch_server: Settings, elasticsearch_client: Elasticsearch, operator: tuple[str, str]
) -> Iterator[Keyed]:
    """Opens the same index by a key that has these privileges on it, and no other anywhere."""
    alias = f"t{uuid4().hex}-sijill"
    server = elasticsearch_server

    def opened(key: str | None) -> ElasticIndex:
        return ElasticIndex(
            str(server.search_url), alias=alias, api_key=key, ca_certs=server.search_ca_certs
        )

    def by_key(privileges: list[str]) -> ElasticIndex:
        names = [alias, f"{alias}-names*"]
        role = {"cluster": [], "indices": [{"names": names, "privileges": privileges}]}
        made = person.security.create_api_key(name=alias, role_descriptors={"sijill": role})
        return opened(made["encoded"])

    person = elasticsearch_client.options(basic_auth=operator)
    yield by_key
    opened(server.search_api_key).drop()
    person.security.invalidate_api_key(owner=True)


def everything(record: Catalogue, index: ElasticIndex) -> None:
    """Whatever the archive ever asks of its index."""
    follow(record, index, index.ensure())
    generation = build(record, index)
    prove(record, generation)
    swap(record, index, generation)
    index.tidy()
    assert compare(record, index, index.ensure()).agrees
    act = next(iter(record.acts()))
    assert index.search(SearchRequest(str(act.reference))).total == 1
    index.remove([act.act_id])
    index.put([document(act)])
    assert index.count() == 5


def test_a_generation_that_is_merged_is_one_segment(
    keyed: Keyed, elasticsearch_client: Elasticsearch, make_act: Callable[..., Act]
) -> None:
    index = keyed(ENOUGH)
    generation = index.begin()
    for name in ("Driss", "Hamid", "Rkia"):
        generation.put([document(make_act(name, {"given_name_fr": name}))])
        generation.count()

    def segments() -> int:
        told = elasticsearch_client.indices.stats(
            index=generation.name.partition("/")[0], metric="segments"
        )
        return int(told["_all"]["primaries"]["segments"]["count"])

    assert segments() > 1
    generation.close()
    assert segments() > 1
    generation.merge()
    elasticsearch_client.indices.refresh(index=generation.name.partition("/")[0])
    assert segments() == 1
    generation.discard()
    generation.close()


def test_the_privileges_that_operators_are_told_to_give_are_enough(
    keyed: Keyed, record: Catalogue, keep: Keep
) -> None:
    keep(VOLUME, 5)
    everything(record, keyed(ENOUGH))


@pytest.mark.parametrize("lacking", ENOUGH)
def test_none_of_them_can_be_spared(
    keyed: Keyed, record: Catalogue, keep: Keep, lacking: str
) -> None:
    keep(VOLUME, 5)
    with pytest.raises(IndexUnavailable, match=r"403.*read, write and manage"):
        everything(record, keyed([one for one in ENOUGH if one != lacking]))


@pytest.mark.parametrize("only_reads", [False, True])
def test_the_key_that_deploy_makes_is_such_a_key(
    elasticsearch_server: Settings,
    operator: tuple[str, str],
    record: Catalogue,
    keep: Keep,
    only_reads: bool,
) -> None:
    keep(VOLUME, 5)
    server, (name, password) = elasticsearch_server, operator
    alias = f"t{uuid4().hex}-sijill"
    made = subprocess.run(
        [
            MAKER,
            *(["--read"] if only_reads else []),
            str(server.search_url),
            str(server.search_ca_certs),
        ],
        env={
            **os.environ,
            "SIJILL_SEARCH_INDEX": alias,
            "ELASTIC_USER": name,
            "ELASTIC_PASSWORD": password,
        },
        capture_output=True,
        text=True,
        check=True,
    )
    told = dict(line.split("=", 1) for line in made.stdout.splitlines())
    settings = {key.removeprefix("SIJILL_").lower(): value for key, value in told.items()}
    index = open_index(Settings.model_validate(settings))
    assert isinstance(index, ElasticIndex)
    if only_reads:
        with pytest.raises(IndexUnavailable, match="403"):
            everything(record, index)
    else:
        everything(record, index)
        index.drop()


def test_a_key_that_only_reads_searches_what_another_wrote(
    keyed: Keyed, record: Catalogue, keep: Keep
) -> None:
    act = keep(VOLUME, 5)[0]
    writer = keyed(ENOUGH)
    follow(record, writer, writer.ensure())
    reader = keyed(["read"])
    assert reader.search(SearchRequest("Nobody")).total == 0
    assert reader.search(SearchRequest(str(act.reference))).total == reader.count() - 4 == 1
    with pytest.raises(IndexUnavailable, match="403"):
        reader.put([document(act)])


def test_an_index_of_another_version_asks_to_be_built_anew_and_can_be(
    elastic_index: ElasticIndex, elasticsearch_client: Elasticsearch, record: Catalogue, keep: Keep
) -> None:
    act = keep(VOLUME, 5)[0]
    alias = elastic_index.ensure().partition("-names")[0]
    elastic_index.drop()
    elasticsearch_client.indices.create(index=f"{alias}-names0-000007", aliases={alias: {}})
    for ask in (
        lambda: elastic_index.search(SearchRequest("Driss")),
        lambda: elastic_index.put([document(act)]),
    ):
        with pytest.raises(IndexRefused, match="sijill reindex") as refused:
            ask()
        assert refused.value.code == "index_unreadable"
    swap(record, elastic_index, build(record, elastic_index))
    assert elastic_index.count() == 5


def test_an_index_deleted_behind_our_back_is_filled_again_from_the_first_change(
    elastic_index: ElasticIndex, record: Catalogue, keep: Keep
) -> None:
    keep(VOLUME, 5)
    first = elastic_index.ensure()
    follow(record, elastic_index, first)
    elastic_index.drop()
    assert elastic_index.ensure() != first
    assert follow(record, elastic_index, elastic_index.ensure()) == 5
    assert elastic_index.count() == 5
