"""A person's own account, as a browser sees it. Nobody here exists."""

import pytest
from fastapi.testclient import TestClient
from httpx import Response
from lxml import html

from archive.account import Account, Role
from archive.catalogue import Catalogue
from archive.settings import Settings
from archive_api.desk_pages import texts
from archive_api.visitor import CSRF_HEADER

OLD, NEW = "quatre mots très ordinaires", "cinq autres mots très ordinaires"


@pytest.fixture
def driss(home: Settings, program: TestClient) -> TestClient:
    """The browser of a clerk who came in by his password."""
    catalogue = Catalogue.open(home)
    account = Account("driss", "Driss", frozenset((Role.CLERK, Role.COUNTER)))
    catalogue.claim(catalogue.invite(account), OLD)
    catalogue.close()
    return with_token(program, program.post("/sign-in", data={"name": "driss", "password": OLD}))


def with_token(browser: TestClient, page: Response) -> TestClient:
    """The browser, its changes carrying what its page says."""
    (token,) = html.fromstring(page.text).xpath("//meta[@name='csrf']/@content")
    browser.headers[CSRF_HEADER] = token
    return browser


def change(browser: TestClient, old: str, new: str, again: str) -> tuple[int, str]:
    said = {"old": old, "password": new, "again": again}
    answer = browser.post("/account", data=said)
    told = html.fromstring(answer.text).xpath("//main//*[@role='alert' or @role='status']")
    return answer.status_code, "".join(one.text_content() for one in told)


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_a_person_changes_their_password_and_stays(
    driss: TestClient, home: Settings, lang: str
) -> None:
    own = texts("accounts.json")[lang]["own"]
    driss.post("/language", data={"lang": lang})
    catalogue = Catalogue.open(home)
    elsewhere = catalogue.open_session("driss", 60)
    assert change(driss, OLD, NEW, NEW) == (200, own["done"])
    assert driss.get("/account").status_code == 200, "this session goes on"
    assert catalogue.signed_in(elsewhere, 60) is None
    assert catalogue.signed_in(catalogue.sign_in("driss", NEW, 60), 60) is not None
    catalogue.close()


def test_what_is_wrong_is_said_and_changes_nothing(driss: TestClient, home: Settings) -> None:
    own = texts("accounts.json")["fr"]["own"]
    assert change(driss, "a wrong password", NEW, NEW) == (403, own["wrong"])
    assert change(driss, OLD, NEW, NEW + "x")[0] == 422
    assert change(driss, OLD, "court", "court")[0] == 422
    catalogue = Catalogue.open(home)
    assert catalogue.sign_in("driss", OLD, 60)
    catalogue.close()


def test_nobody_elses_page_changes_it_and_who_is_not_signed_in_comes_in_first(
    driss: TestClient,
) -> None:
    driss.headers[CSRF_HEADER] = "another"
    assert change(driss, OLD, NEW, NEW)[0] == 403
    driss.cookies.clear()
    assert driss.get("/account", headers={"Accept": "text/html"}).url.path == "/sign-in"
