import json
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from lxml import html

from archive.catalogue import Catalogue
from archive_api import desk_pages


def shown(client: TestClient, **criteria: str) -> html.HtmlElement:
    answer = client.get("/search", params=criteria)
    assert answer.status_code == 200
    return html.fromstring(answer.text)


def test_words_that_matched_are_marked_with_how(filled: Catalogue, client: TestClient) -> None:
    page = shown(client, text="Khadija Benabdalah")
    marks = {(mark.text, mark.get("class")) for mark in page.xpath("//mark")}
    assert ("Khadija", "exact") in marks
    assert ("خديجة", "other_script") in marks
    assert any(how in ("sounds_alike", "misspelt") for _, how in marks)


@pytest.mark.parametrize(
    ("criteria", "count"),
    [
        ({"child": "Benabdallah Khadija", "father": "Youssef", "mother": "حجر"}, 1),
        ({"date_from": "1351-11", "date_to": "1351-11", "calendar": "hijri"}, 2),
        ({"date_from": "1351-12", "calendar": "hijri", "child": "Khadija"}, 0),
        ({"office": "Mechraa Bel Ksiri", "sex": "F", "act_number": "66"}, 1),
        ({"office": "04.481.01.07", "child": "Khadija", "year_from": "1934"}, 0),
        ({"child": "خديجة", "cross_script": "false", "fuzzy": "false"}, 1),
    ],
)
def test_the_form_asks_by_fields_and_empty_ones_ask_nothing(
    filled: Catalogue, client: TestClient, criteria: dict[str, str], count: int
) -> None:
    empty = dict.fromkeys(("text", "place", "year_to", "kind", "state", "mother"), "")
    page = shown(client, **{**empty, **criteria})
    assert len(page.xpath("//ul[@class='hits']/li")) == count
    assert page.xpath("//details/@open")


def test_what_may_have_been_meant_leads_to_a_search_that_finds_it(
    filled: Catalogue, client: TestClient
) -> None:
    page = shown(client, text="Kadijja", lang="ar")
    (link,) = page.xpath("//p[@class='meant']/a")
    assert link.text_content() == "Khadija"
    found = html.fromstring(client.get(link.get("href")).text)
    assert found.get("lang") == "ar"
    assert found.xpath("//mark[@class='exact']/text()") == ["Khadija"]


def test_facets_narrow_what_was_found(filled: Catalogue, client: TestClient) -> None:
    page = shown(client, lang="fr")
    (more,) = (link for link in page.xpath("//p/a/@href") if "facets=true" in link)
    facets = html.fromstring(client.get(more).text)
    links = facets.xpath("//div[@class='facets']//a")
    assert {"1933", "Naissances", "Mechraa Bel Ksiri"} <= {link.text_content() for link in links}
    for link in links:
        told = int(link.getnext().text_content())
        narrowed = html.fromstring(client.get(link.get("href")).text)
        assert len(narrowed.xpath("//ul[@class='hits']/li")) == told


def test_a_long_list_goes_on(filled: Catalogue, client: TestClient) -> None:
    first = shown(client, limit="1")
    (following,) = first.xpath("//a[@rel='next']/@href")
    second = html.fromstring(client.get(following).text)
    hits = [page.xpath("//ul[@class='hits']/li/a/@href") for page in (first, second)]
    assert len(hits[0]) == len(hits[1]) == 1
    assert hits[0] != hits[1]


def test_the_script_is_served_and_named_by_every_page(client: TestClient) -> None:
    (source,) = shown(client).xpath("//script/@src")
    answer = client.get(source)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/javascript")


def test_both_languages_have_the_same_texts() -> None:
    texts = json.loads((Path(desk_pages.__file__).parent / "search_page.json").read_text("utf-8"))

    def names(told: object, at: str = "") -> set[str]:
        if not isinstance(told, dict):
            return {at}
        return {name for key, value in told.items() for name in names(value, f"{at}.{key}")}

    assert names(texts["fr"]) == names(texts["ar"])


@pytest.mark.parametrize("query", ["limit=0", "kind=baptism", "date_from=1350-13", "after=x"])
def test_a_search_that_cannot_be_is_told_as_a_page(
    filled: Catalogue, client: TestClient, query: str
) -> None:
    answer = client.get(f"/search?{query}&text=a", headers={"accept": "text/html"})
    assert answer.status_code == 422
    assert answer.headers["content-type"].startswith("text/html")
