from fastapi.testclient import TestClient

from archive.catalogue import Catalogue
from archive.settings import Settings
from indexing.search.following import follow
from indexing.search.open import open_index


def test_health_counts_what_the_catalogue_and_the_index_hold(
    filled: Catalogue, client: TestClient
) -> None:
    answer = client.get("/health").json()
    assert answer == {"status": "ok", "volumes": 1, "indexed": 2, "behind": 2}


def test_a_probe_makes_no_index_where_there_is_none(home: Settings, client: TestClient) -> None:
    assert client.get("/health").json()["indexed"] == 0
    assert not home.search_dir.exists()


def test_health_tells_how_many_changes_the_index_does_not_show_yet(
    filled: Catalogue, client: TestClient, home: Settings
) -> None:
    index = open_index(home)
    follow(filled, index, index.ensure())
    assert client.get("/health").json()["behind"] == 0
    act = filled.act("04.481.01.07/birth/1933/1/66")
    assert act is not None
    filled.verify(act.act_id, {}, "amina", act.version)
    assert client.get("/health").json()["behind"] == 1
