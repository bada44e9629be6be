"""Every address asks for a right, in one place; what is not given is denied."""

import pytest
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient
from starlette.requests import HTTPConnection

from archive.account import Account, Role
from archive.catalogue import Catalogue
from archive.settings import Settings
from archive_api.app import ROUTERS, create_app
from archive_api.signed_in import right_of
from archive_api.visitor import CSRF_HEADER, visitor_of

# What anybody may ask for: the way in, what its pages are made with, and whether the service lives.
OPEN = {
    "/sign-in",
    "/sign-out",
    "/language",
    "/desk/session",
    # One's own account is everybody's who is signed in.
    "/account",
    "/welcome/{secret}",
    "/static/{name:path}",
    "/health",
    # Checking papers is anybody's: by a code nothing of a person is told.
    "/check",
    "/check/{code}",
    "/check/worker.js",
    "/check/decoder.js",
    "/check/assets",
    "/v1/check/keys",
    "/v1/check/seal",
    "/v1/check/file",
    "/v1/check/{code}",
}
BROWSER = {"accept": "text/html,application/xhtml+xml"}


def routes() -> list[APIRoute]:
    found = [route for module in ROUTERS for route in module.router.routes]
    return [route for route in found if isinstance(route, APIRoute)]


@pytest.mark.parametrize("route", routes(), ids=lambda route: f"{route.methods} {route.path}")
def test_every_route_asks_for_a_right(route: APIRoute) -> None:
    asked = [right_of(dependency) for dependency in route.dependencies]
    assert any(asked) or route.path in OPEN


@pytest.mark.parametrize("role", [None, *Role], ids=str)
def test_a_page_is_shown_to_those_who_have_its_right_alone(
    home: Settings, program: TestClient, sign_in, role: Role | None
) -> None:
    roles = frozenset() if role is None else frozenset((role,))
    account = Account("driss", "Driss", roles)
    sign_in(program, home, account)
    for route in routes():
        asked = next((r for d in route.dependencies if (r := right_of(d)) is not None), None)
        if asked is None or "{" in route.path or "GET" not in route.methods:
            continue
        status = program.get(route.path, headers=BROWSER).status_code
        assert (status == 403) == (asked not in account.rights), route.path


def test_who_is_not_signed_in_is_led_to_the_way_in_and_back(program: TestClient) -> None:
    answer = program.get("/search?text=Driss", headers=BROWSER, follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/sign-in?next=%2Fsearch%3Ftext%3DDriss"


def test_a_program_on_this_machine_needs_no_session_but_a_page_does(
    filled: Catalogue, program: TestClient
) -> None:
    assert program.get("/v1/search", params={"text": "Khadija"}).status_code == 200
    assert program.get("/search", headers={"accept": "*/*"}).json()["code"] == "sign_in_needed"


def test_nothing_is_open_to_programs_where_others_are_answered_too(home: Settings) -> None:
    served = home.model_copy(update={"host": "0.0.0.0"})
    with TestClient(create_app(served), base_url="http://archive.example") as client:
        answer = client.get("/v1/search", params={"text": "Khadija"})
    assert (answer.status_code, answer.json()["code"]) == (401, "sign_in_needed")


@pytest.mark.parametrize("token", ["", "x", "0" * 64])
def test_a_change_without_the_sessions_token_is_refused(
    filled: Catalogue, client: TestClient, token: str
) -> None:
    act = filled.act("04.481.01.07/birth/1933/1/66")
    assert act is not None
    client.headers[CSRF_HEADER] = token
    said = {"expected_version": act.version}
    answer = client.post(f"/v1/acts/{act.reference}/verify", json=said)
    assert (answer.status_code, answer.json()["code"]) == (403, "csrf_refused")
    assert filled.act(act.act_id) == act


def test_the_session_of_a_shut_account_opens_nothing(home: Settings, client: TestClient) -> None:
    catalogue = Catalogue.open(home)
    catalogue.invite(Account("rkia", "Rkia", frozenset((Role.ADMINISTRATOR,))))
    catalogue.change_account("amina", frozenset(Role), disabled=True)
    catalogue.close()
    assert client.get("/v1/offices").status_code == 401


def test_every_route_is_looked_at() -> None:
    assert {"/", "/v1/search", "/accounts", "/duplicates/{pair}"} <= {r.path for r in routes()}


PASSED_ON = [
    ("Forwarded", "for=192.0.2.7"),
    ("X-Forwarded-For", "192.0.2.7"),
    ("X-Forwarded-Proto", "https"),
    ("X-Forwarded-Host", "archive.example"),
    ("X-Real-IP", "192.0.2.7"),
    ("Via", "1.1 proxy"),
]


@pytest.mark.parametrize(("header", "value"), PASSED_ON, ids=str)
def test_what_a_proxy_passes_on_is_no_program_of_this_machine(
    program: TestClient, header: str, value: str
) -> None:
    answer = program.get("/v1/offices", headers={header: value})
    assert (answer.status_code, answer.json()["code"]) == (401, "sign_in_needed")


@pytest.mark.parametrize(("version", "is_known"), [("1.0", False), ("1.1", True)])
def test_a_proxy_that_says_nothing_of_itself_is_known_by_its_http(
    home: Settings, version: str, is_known: bool
) -> None:
    catalogue = Catalogue.open(home)
    scope = {"type": "http", "http_version": version, "headers": []}
    assert (visitor_of(HTTPConnection(scope), catalogue, home) is not None) == is_known
    catalogue.close()


def test_a_proxy_that_is_told_of_leaves_no_program_any_right(home: Settings) -> None:
    served = home.model_copy(update={"public_url": "https://archive.example"})
    with TestClient(create_app(served), base_url="https://archive.example") as client:
        assert client.get("/v1/offices").status_code == 401
        assert client.get("/sign-in").status_code == 200


def test_a_person_signed_in_is_known_through_a_proxy(client: TestClient) -> None:
    assert client.get("/v1/offices", headers={"X-Forwarded-For": "192.0.2.7"}).status_code == 200
