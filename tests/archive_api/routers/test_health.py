from fastapi.testclient import TestClient

from archive.catalogue import Catalogue


def test_health_counts_what_the_catalogue_and_the_index_hold(
    filled: Catalogue, client: TestClient
) -> None:
    assert client.get("/health").json() == {"status": "ok", "volumes": 1, "indexed": 2}
