"""``/v1/requests`` for a service known by its token, where the archive answers a whole network."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from fastapi.testclient import TestClient

from archive.account import Account, Right, Role
from archive.act import Act
from archive.catalogue import Catalogue
from archive.settings import Settings
from archive_api.app import ROUTERS, create_app
from archive_api.signed_in import right_of
from tests.archive_api.asking import delegate, sent, signing

ACT = "04.481.01.07/birth/1933/1/66"
ASKED: dict[str, Any] = {
    "kind": "extract",
    "act": ACT,
    "applicant": {"name": "Tarik Aouragh", "capacity": "holder"},
    "delivery": {"way": "electronic"},
}


@pytest.fixture
def public(home: Settings, filled: Catalogue) -> Iterator[TestClient]:
    """The service over ``home`` as the network sees it; nobody is signed in."""
    filled.invite(Account("amina", "Amina", frozenset((Role.OFFICER,))))
    served = home.model_copy(update={"host": "0.0.0.0", "public_url": "https://archive.example"})
    with TestClient(create_app(served), base_url="https://archive.example") as client:
        delegate(signing(client), automatic=True)
        yield client


@pytest.fixture
def token(filled: Catalogue) -> str:
    """The token of a service."""
    return filled.add_program("guichet-net", "Guichet Net")[1]


def ask(client: TestClient, token: str, key: str = "request-1", **said: Any) -> httpx.Response:
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": key}
    return client.post("/v1/requests", json={**ASKED, **said}, headers=headers)


def get(client: TestClient, token: str, address: str) -> httpx.Response:
    return client.get(address, headers={"Authorization": f"Bearer {token}"})


def test_a_service_asks_by_its_token_and_fetches_the_paper(
    public: TestClient, verified: Act, token: str
) -> None:
    answer = ask(public, token, asked_by="amina")
    told = answer.json()
    assert (answer.status_code, told["state"]) == (201, "delivered")
    assert told["asked_by"] == "guichet-net"
    (paper,) = told["papers"]
    assert paper["state"] == "current"
    assert get(public, token, paper["address"]).content.startswith(b"%PDF")


@pytest.mark.parametrize("sent_token", ["", "sijill_0", "wrong"])
def test_a_token_that_opens_nothing_is_refused(
    public: TestClient, filled: Catalogue, token: str, sent_token: str
) -> None:
    answer = ask(public, sent_token)
    assert (answer.status_code, answer.json()["code"]) == (401, "token_refused")
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    filled.end_program("guichet-net")
    assert ask(public, token).json()["code"] == "token_refused"
    assert filled.requests().requests == ()


def test_a_service_follows_what_it_asked_and_nothing_else(
    public: TestClient, filled: Catalogue, verified: Act, token: str
) -> None:
    own = ask(public, token).json()
    another = filled.add_program("autre-portail", "Autre portail")[1]
    address = own["address"]
    assert get(public, token, f"{address}/whole").json()["applicant"]["name"] == "Tarik Aouragh"
    for path in (address, f"{address}/whole", f"{address}/paper"):
        assert get(public, another, path).json()["code"] == "request_unknown"
    found = get(public, another, "/v1/requests?asked_by=guichet-net").json()
    assert found["requests"] == [] and set(found["counts"].values()) == {0}
    assert len(get(public, token, "/v1/requests").json()["requests"]) == 1


def test_the_same_key_of_two_services_is_of_two_requests(
    public: TestClient, filled: Catalogue, verified: Act, token: str
) -> None:
    another = filled.add_program("autre-portail", "Autre portail")[1]
    numbers = {ask(public, one).json()["number"] for one in (token, another, token)}
    assert len(numbers) == 2


def test_a_service_is_told_that_people_choose_among_acts_and_not_which(
    public: TestClient, filled: Catalogue, token: str
) -> None:
    known = {"kind": "birth", "family": "Benabdallah"}
    told = ask(public, token, act=None, known=known).json()
    assert told["waiting"]["code"] == "several_acts"
    assert told["waiting"]["candidates"] == []


def test_a_token_opens_requests_and_nothing_else(
    public: TestClient, verified: Act, token: str
) -> None:
    routes = [one for module in ROUTERS for one in module.router.routes]
    asked = {right_of(one) for route in routes for one in getattr(route, "dependencies", ())}
    assert {Right.ASK, Right.ISSUE, Right.READ} <= asked
    for path in (f"/v1/acts/{ACT}", f"/v1/acts/{ACT}/full-copy", "/v1/search?text=Khadija", "/"):
        assert get(public, token, path).status_code in (401, 403), path
    for step in ("identify", "proof", "sign", "refuse"):
        waits = ask(public, token, key=f"key-{step}", kind="full_copy").json()
        headers = {"Authorization": f"Bearer {token}"}
        said = {"act": ACT, "code": "asked_twice"}
        answer = public.post(f"{waits['address']}/{step}", json=said, headers=headers)
        assert answer.status_code in (401, 403), step


def test_a_token_goes_before_a_session_that_comes_with_it(
    client: TestClient, filled: Catalogue, verified: Act, token: str
) -> None:
    signing(client)
    assert ask(client, token).json()["asked_by"] == "guichet-net"


def test_a_program_of_this_machine_never_goes_by_a_persons_name(
    program: TestClient, client: TestClient, filled: Catalogue
) -> None:
    opened = signing(client)
    request = sent(opened)
    client.cookies.clear()
    headers = {"Idempotency-Key": "request-1"}
    answer = program.post("/v1/requests", json={**ASKED, "asked_by": "amina"}, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (422, "actor_is_person")
    address = f"/v1/requests/{request.number}/cancel"
    answer = program.post(address, json={"actor": "amina"})
    assert (answer.status_code, answer.json()["code"]) == (422, "actor_is_person")


def test_the_description_tells_of_the_token(program: TestClient) -> None:
    told = program.get("/v1/openapi.json").json()
    assert told["components"]["securitySchemes"]["token"]["scheme"] == "bearer"
    assert {"token": []} in told["paths"]["/v1/requests"]["post"]["security"]
