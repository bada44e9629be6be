import pytest
from fastapi.testclient import TestClient
from structlog.testing import capture_logs

from archive.settings import Settings
from archive_api.access import is_loopback
from archive_api.app import create_app
from archive_api.inviting import first_link


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.1.2.3", "::1", "[::1]"])
def test_loopback_names_mean_this_machine(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "example.org", "10.0.0.1", "", "localhost.evil.org"])
def test_other_names_do_not(host: str) -> None:
    assert not is_loopback(host)


def test_a_foreign_host_name_is_refused_while_bound_to_loopback(client: TestClient) -> None:
    answer = client.get("/health", headers={"host": "rebound.example.org"})
    assert (answer.status_code, answer.json()["code"]) == (403, "host_refused")


def test_a_service_bound_elsewhere_answers_under_any_name(home: Settings) -> None:
    settings = home.model_copy(update={"host": "0.0.0.0"})
    with TestClient(create_app(settings), base_url="http://archive.example.org") as client:
        assert client.get("/health").status_code == 200


def test_a_page_of_another_site_changes_nothing(home: Settings, client: TestClient) -> None:
    files = [("files", ("volume.zip", b"x"))]
    answer = client.post("/v1/batches", files=files, headers={"origin": "http://evil.example"})
    assert (answer.status_code, answer.json()["code"]) == (403, "origin_refused")
    same = client.post("/v1/batches", files=files, headers={"origin": "http://127.0.0.1:8000"})
    assert same.status_code == 202


def test_the_access_log_names_no_query(client: TestClient) -> None:
    with capture_logs() as entries:
        client.get("/v1/search", params={"text": "Khadija"})
    (entry,) = [entry for entry in entries if entry["event"] == "request"]
    assert (entry["path"], entry["status"]) == ("/v1/search", 200)
    assert "Khadija" not in str(entries)


@pytest.mark.parametrize("before", ["", "/", "/elsewhere", "/WELCOME/.."])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_the_access_log_names_no_one_time_link(
    program: TestClient, home: Settings, method: str, before: str
) -> None:
    link = first_link(home)
    assert link is not None
    path = link.partition("8000")[2]
    with capture_logs() as entries:
        program.request(method, f"http://127.0.0.1:8000{before}{path}")
    (entry,) = [entry for entry in entries if entry["event"] == "request"]
    assert entry["path"].endswith("/welcome/***")
    assert path.rpartition("/")[2] not in str(entries)
