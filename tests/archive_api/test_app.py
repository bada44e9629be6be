from pathlib import Path

from fastapi.testclient import TestClient

from archive.settings import Settings
from archive_api.app import create_app

ROUTES = {
    ("get", "/v1/duplicates"),
    ("get", "/v1/duplicates/{pair}"),
    ("post", "/v1/duplicates/{pair}/join"),
    ("post", "/v1/duplicates/{pair}/tell-apart"),
    ("post", "/v1/duplicates/{pair}/undo"),
    ("post", "/v1/batches"),
    ("get", "/v1/batches"),
    ("get", "/v1/batches/{batch}"),
    ("post", "/v1/uploads"),
    ("get", "/v1/uploads"),
    ("get", "/v1/uploads/{upload}"),
    ("delete", "/v1/uploads/{upload}"),
    ("head", "/v1/uploads/{upload}/files/{place}"),
    ("patch", "/v1/uploads/{upload}/files/{place}"),
    ("post", "/v1/uploads/{upload}/delivery"),
    ("post", "/v1/requests"),
    ("get", "/v1/requests"),
    ("get", "/v1/requests/{number}"),
    ("get", "/v1/requests/{number}/whole"),
    ("post", "/v1/requests/{number}/identify"),
    ("post", "/v1/requests/{number}/proof"),
    ("post", "/v1/requests/{number}/sign"),
    ("post", "/v1/requests/{number}/deliver"),
    ("post", "/v1/requests/{number}/refuse"),
    ("post", "/v1/requests/{number}/cancel"),
    ("get", "/v1/requests/{number}/paper"),
    ("get", "/v1/search"),
    ("get", "/v1/suggest"),
    ("get", "/v1/acts/{reference}"),
    ("post", "/v1/acts/{reference}/verify"),
    ("get", "/v1/acts/{reference}/fields/{name}/crop"),
    ("get", "/v1/acts/{reference}/extract"),
    ("get", "/v1/acts/{reference}/full-copy"),
    ("get", "/v1/acts/{reference}/multilingual"),
    ("get", "/v1/check/{code}"),
    ("get", "/v1/check/keys"),
    ("post", "/v1/check/seal"),
    ("post", "/v1/check/file"),
    ("get", "/v1/pages/{office_code}/{kind}/{year}/{part}/{page}/image"),
    ("get", "/v1/offices"),
    ("get", "/v1/offices/{code}"),
    ("get", "/health"),
}


def test_making_the_application_opens_nothing(tmp_path: Path) -> None:
    create_app(Settings.at(tmp_path / "home"))
    assert list(tmp_path.iterdir()) == []


def test_openapi_describes_every_route_and_its_problems(client: TestClient) -> None:
    described = client.get("/v1/openapi.json").json()
    served = {(method, path) for path, methods in described["paths"].items() for method in methods}
    assert served == ROUTES
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            assert "application/problem+json" in operation["responses"]["default"]["content"], path
            assert operation["summary"], (method, path)


def test_openapi_says_what_the_papers_and_images_are(client: TestClient) -> None:
    paths = client.get("/v1/openapi.json").json()["paths"]
    extract = paths["/v1/acts/{reference}/extract"]["get"]["responses"]["200"]["content"]
    assert set(extract) == {"application/pdf"}
    crop = paths["/v1/acts/{reference}/fields/{name}/crop"]["get"]["responses"]["200"]["content"]
    assert set(crop) == {"image/jpeg"}
