import io

import pytest
from fastapi.testclient import TestClient
from PIL import Image

from archive.catalogue import Catalogue

PAGE = "/v1/pages/04.481.01.07/birth/1933/1@1/0001.png/image"


@pytest.mark.parametrize(("query", "size"), [("", (1600, 2000)), ("?width=400", (400, 500))])
def test_a_page_is_shown_at_the_width_asked(
    filled: Catalogue, client: TestClient, query: str, size: tuple[int, int]
) -> None:
    answer = client.get(PAGE + query)
    assert answer.headers["content-type"] == "image/jpeg"
    assert Image.open(io.BytesIO(answer.content)).size == size


def test_the_addresses_an_act_gives_are_served(filled: Catalogue, client: TestClient) -> None:
    act = client.get("/v1/acts/04.481.01.07/birth/1933/1/66").json()
    assert client.get(act["pages"][0]["image"]).status_code == 200
    assert client.get(act["fields"]["sex"]["crop"]).status_code == 200


def test_seeing_a_page_is_written_into_the_audit_trail(
    filled: Catalogue, client: TestClient
) -> None:
    client.get(PAGE)
    assert list(filled.audit_entries())[-1].action == "page.seen"


@pytest.mark.parametrize(
    ("address", "status", "code"),
    [
        (PAGE.replace("0001", "0009"), 404, "page_unknown"),
        (PAGE.replace("1933", "1934"), 404, "volume_unknown"),
        (PAGE.replace("1@1", "x"), 404, "volume_unknown"),
        (PAGE.replace("birth", "baptism"), 422, "request_invalid"),
        (PAGE + "?width=0", 422, "request_invalid"),
    ],
)
def test_what_is_not_there_is_a_problem(
    filled: Catalogue, client: TestClient, address: str, status: int, code: str
) -> None:
    answer = client.get(address)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
