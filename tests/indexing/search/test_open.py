from pathlib import Path
from uuid import uuid4

import pytest
from elasticsearch import Elasticsearch

from archive.settings import Settings
from indexing.search.elastic_index import ElasticIndex
from indexing.search.open import open_index
from indexing.search.tantivy_index import TantivyIndex


def test_settings_choose_the_engine_and_opening_makes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Who tests against a server of their own names it so.
    for name in ("URL", "API_KEY", "CA_CERTS"):
        monkeypatch.delenv(f"SIJILL_SEARCH_{name}", raising=False)
    home = tmp_path / "home"
    assert isinstance(open_index(Settings.at(home)), TantivyIndex)
    remote = Settings.at(home, search_url="http://127.0.0.1:9200")
    assert isinstance(open_index(remote), ElasticIndex)
    assert not home.exists()


def test_settings_say_in_how_many_parts_and_copies_elasticsearch_keeps_an_index(
    elasticsearch_server: Settings, elasticsearch_client: Elasticsearch
) -> None:
    alias = f"t{uuid4().hex}-sijill"
    told = {"search_index": alias, "search_shards": 2, "search_replicas": 1}
    index = open_index(elasticsearch_server.model_copy(update=told))
    assert isinstance(index, ElasticIndex)
    generation = index.begin()
    generation.merge()
    made = elasticsearch_client.indices.get_settings(index=f"{alias}*").body
    index.drop()
    kept = [one["settings"]["index"] for one in made.values()]
    assert len(kept) == 2
    assert {one["number_of_shards"] for one in kept} == {"2"}
    assert {one["number_of_replicas"] for one in kept} == {"1"}
