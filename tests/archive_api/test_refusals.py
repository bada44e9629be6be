from collections.abc import Iterator

import pytest
import structlog
from fastapi.testclient import TestClient
from lxml import html

from archive.catalogue import Catalogue
from archive.settings import Settings
from archive_api.app import create_app
from indexing.search.document import document
from indexing.search.open import open_index


@pytest.fixture
def without_search(home: Settings, filled: Catalogue) -> Iterator[TestClient]:
    """The service of a filled archive whose Elasticsearch does not answer."""
    settings = home.model_copy(update={"search_url": "http://127.0.0.1:9"})
    with TestClient(create_app(settings), base_url="http://127.0.0.1") as client:
        yield client


@pytest.mark.parametrize("path", ["/v1/search?text=Khadija", "/health"])
def test_an_index_that_does_not_answer_is_a_problem_to_retry(
    without_search: TestClient, path: str
) -> None:
    answer = without_search.get(path)
    assert (answer.status_code, answer.json()["code"]) == (503, "search_unavailable")
    assert int(answer.headers["retry-after"]) > 0
    assert answer.json()["reason_code"] == "index_unavailable"
    assert answer.json()["reason_texts"].keys() == {"fr", "ar"}


@pytest.mark.parametrize("path", ["/v1/search?text=Khadija", "/v1/suggest?text=kh", "/health"])
def test_an_index_of_another_version_is_told_with_its_reason_until_it_was_built_anew(
    filled: Catalogue, home: Settings, client: TestClient, path: str
) -> None:
    (home.search_dir / "current").write_text("names0-000001")
    with structlog.testing.capture_logs() as logged:
        answer = client.get(path)
    assert (answer.status_code, answer.json()["code"]) == (503, "search_unavailable")
    told = answer.json()
    assert (told["reason_code"], told["reason"]) == ("index_unreadable", told["reason_texts"]["fr"])
    assert int(answer.headers["retry-after"]) > 2
    assert [one["code"] for one in logged if one["event"] == "search_unavailable"] == [
        "index_unreadable"
    ]
    page = client.get("/search?lang=ar", headers={"accept": "text/html"})
    (said,) = html.fromstring(page.text).xpath("//p[@role='alert']")
    assert page.status_code == 503
    assert told["reason_texts"]["ar"] in said.text_content()
    open_index(home).rebuild([document(act) for act in filled.acts()])
    assert client.get(path).status_code == 200


def test_acts_are_read_and_confirmed_while_the_index_does_not_answer(
    without_search: TestClient,
) -> None:
    address = "/v1/acts/04.481.01.07/birth/1933/1/66"
    assert without_search.get(address).status_code == 200
    answer = without_search.post(f"{address}/verify", json={"expected_version": 1})
    assert answer.json()["state"] == "verified"


def test_what_nobody_foresaw_is_a_problem_that_quotes_nothing(
    home: Settings, filled: Catalogue
) -> None:
    app = create_app(home)
    with TestClient(app, base_url="http://127.0.0.1", raise_server_exceptions=False) as client:
        app.state.archive = None
        answer = client.get("/health")
    assert answer.headers["content-type"] == "application/problem+json"
    assert (answer.status_code, answer.json()["code"]) == (500, "internal")
    assert "NoneType" not in answer.text
