"""The administrator's page of services that ask for papers."""

import re

import pytest
from fastapi.testclient import TestClient
from lxml import html

from archive.account import Account, Role
from archive.catalogue import Catalogue
from archive.settings import Settings
from archive_api.desk_pages import texts
from archive_api.problems import Problem
from tests.archive_api.shown import page, words

TOKEN = re.compile(r"sijill_[\w-]{43}")


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_a_service_is_made_known_and_its_token_shown_once(
    client: TestClient, filled: Catalogue, lang: str
) -> None:
    said = {"name": "Guichet-Net ", "shown_name": "Guichet Net"}
    answer = client.post("/programs", params={"lang": lang}, data=said)
    (token,) = TOKEN.findall(answer.text)
    program = filled.program_of(token)
    assert program is not None and program.name == "guichet-net"
    shown = page(client, "/programs", lang=lang)
    assert not TOKEN.search(words(shown))
    assert texts("programs.json")[lang]["active"] in words(shown)


def test_a_token_is_renewed_and_withdrawn(client: TestClient, filled: Catalogue) -> None:
    _, first = filled.add_program("guichet-net", "Guichet Net")
    (second,) = TOKEN.findall(client.post("/programs/guichet-net/token").text)
    assert filled.program_of(first) is None and filled.program_of(second) is not None
    shown = html.fromstring(client.post("/programs/guichet-net/ended").text)
    assert filled.program_of(second) is None
    assert texts("programs.json")["fr"]["ended"] in words(shown)
    assert not shown.xpath("//form[contains(@action, '/ended')]")


@pytest.mark.parametrize("lang", ["fr", "ar"])
@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"name": "amina", "shown_name": "Amina"}, "account_exists"),
        ({"name": "é", "shown_name": "Portail"}, "account_name_invalid"),
        ({"name": "portail", "shown_name": " "}, ""),
    ],
)
def test_what_is_wrong_is_told_beside_its_input(
    client: TestClient, filled: Catalogue, said: dict[str, str], told: str, lang: str
) -> None:
    answer = client.post("/programs", params={"lang": lang}, data=said)
    assert answer.status_code == 422
    wrong = words(html.fromstring(answer.text).xpath("//*[@class='wrong']")[0])
    expected = Problem(told).texts[lang] if told else texts("programs.json")[lang]["name_needed"]
    assert wrong == " ".join(expected.split())
    assert filled.programs() == []


def test_the_page_is_the_administrators(client: TestClient, home: Settings, sign_in) -> None:
    sign_in(client, home, Account("salma", "Salma", frozenset((Role.COUNTER,))))
    assert client.get("/programs").status_code == 403
    assert client.post("/programs/portail/token").status_code == 403
