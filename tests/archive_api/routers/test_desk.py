import pytest
from fastapi.testclient import TestClient
from lxml import html

from archive.act import FIELD_NAMES
from archive.catalogue import Catalogue
from archive_api.desk_pages import field_label


@pytest.mark.parametrize(
    ("lang", "direction", "office"),
    [("fr", "ltr", "Mechraa Bel Ksiri"), ("ar", "rtl", "مشرع بلقصيري")],
)
def test_the_start_page_lists_the_volumes_in_both_languages(
    filled: Catalogue, client: TestClient, lang: str, direction: str, office: str
) -> None:
    page = html.fromstring(client.get("/", params={"lang": lang}).text)
    assert (page.get("lang"), page.get("dir")) == (lang, direction)
    assert office in page.xpath("//td")[0].text_content()


def test_what_was_searched_is_shown_as_text(client: TestClient) -> None:
    answer = client.get("/search", params={"text": '"><script>alert(1)</script>'})
    assert "<script>" not in answer.text
    allowed = answer.headers["content-security-policy"].split("; ")
    assert {"default-src 'none'", "script-src 'self'"} <= set(allowed)
    assert "unsafe" not in answer.headers["content-security-policy"]


@pytest.mark.parametrize("name", FIELD_NAMES)
def test_every_field_has_a_label_in_both_languages(name: str) -> None:
    assert field_label(name, "fr") != field_label(name, "ar")


@pytest.mark.parametrize("path", ["/acts/nope", "/nothing/here", "/v1/acts/nope/full-copy"])
@pytest.mark.parametrize(("lang", "direction"), [("fr", "ltr"), ("ar", "rtl")])
def test_a_browser_gets_a_problem_as_a_page_in_its_language(
    filled: Catalogue, client: TestClient, path: str, lang: str, direction: str
) -> None:
    browser = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
    answer = client.get(path, params={"lang": lang}, headers=browser)
    document = client.get(path, params={"lang": lang})
    assert answer.headers["content-type"].startswith("text/html")
    assert answer.headers["content-security-policy"]
    assert document.headers["content-type"] == "application/problem+json"
    assert answer.status_code == document.status_code
    page = html.fromstring(answer.text)
    assert (page.get("lang"), page.get("dir")) == (lang, direction)
    (said,) = page.xpath("//p[@role='alert']")
    assert said.text_content() == document.json()["texts"][lang]


def test_a_page_asked_for_in_a_language_there_is_not_says_so_on_a_page(client: TestClient) -> None:
    answer = client.get("/", params={"lang": "xx"}, headers={"accept": "text/html"})
    assert answer.status_code == 422
    assert answer.headers["content-type"].startswith("text/html")
