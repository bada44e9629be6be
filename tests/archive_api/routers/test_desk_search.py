from dataclasses import replace

import pytest
from fastapi.testclient import TestClient
from lxml import html

from archive.catalogue import Catalogue
from archive.settings import Settings
from archive_api import desk_pages
from indexing.search.document import document
from indexing.search.open import open_index


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
    client.post("/language", data={"lang": "ar"})
    page = shown(client, text="Kadijja")
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


def test_the_scripts_of_a_page_are_served(client: TestClient) -> None:
    sources = shown(client).xpath("//script/@src")
    assert any("suggest.js" in source for source in sources)
    for source in sources:
        answer = client.get(source)
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/javascript")


def test_both_languages_have_the_same_texts() -> None:
    texts = desk_pages.texts("search_page.json")

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


def test_every_result_has_its_picture_that_the_browser_may_keep(
    filled: Catalogue, client: TestClient
) -> None:
    images = shown(client, text="Khadija").xpath("//ul[@class='hits']/li/img")
    (image,) = images
    assert (image.get("loading"), image.get("alt")) == ("lazy", "")
    answer = client.get(image.get("src"))
    assert answer.headers["content-type"] == "image/jpeg"
    assert answer.headers["cache-control"].startswith("private")


def test_facets_are_asked_for_after_the_page(filled: Catalogue, client: TestClient) -> None:
    (later,) = shown(client, text="Benabdallah").xpath("//aside/@hx-get")
    page = html.fromstring(client.get(later).text)
    counts = {link.text_content(): link.getnext().text_content() for link in page.xpath("//a")}
    assert counts["1933"] == "2"
    actions = [entry.action for entry in filled.audit_entries()]
    assert actions.count("search.counted") == 1


@pytest.mark.parametrize(
    ("criteria", "leads"),
    [
        ({"fuzzy": "false", "text": "Kadijja"}, 1),
        ({"year_from": "1937", "text": "Khadija"}, 1),
        ({"year_to": "1929", "child": "Khadija"}, 1),
        ({"place": "Fès", "sex": "M", "text": "Khadija"}, 1),
    ],
)
def test_a_search_that_finds_nothing_leads_to_one_that_asks_for_less(
    filled: Catalogue, client: TestClient, criteria: dict[str, str], leads: int
) -> None:
    page = shown(client, **criteria)
    assert page.xpath("//ul[@class='hits']") == []
    links = page.xpath("//ul[@class='wider']//a/@href")
    assert len(links) == leads
    found = html.fromstring(client.get(links[0]).text)
    assert found.xpath("//ul[@class='hits']/li")


def test_dates_are_told_as_people_read_them(filled: Catalogue, client: TestClient) -> None:
    (hit, *_) = shown(client, text="Khadija", lang="ar").xpath("//ul[@class='hits']/li")
    assert "12 مارس 1933" in hit.text_content()


@pytest.mark.parametrize("lang", ["fr", "ar"])
@pytest.mark.parametrize(
    ("criteria", "told"),
    [
        ({"text": "K"}, True),
        ({"text": " خ "}, True),
        ({"father": "Y"}, True),
        ({"text": "Kh"}, False),
        ({"text": "9"}, False),
    ],
)
def test_one_letter_alone_is_told_to_be_too_little(
    filled: Catalogue, client: TestClient, criteria: dict[str, str], told: bool, lang: str
) -> None:
    page = shown(client, lang=lang, **criteria)
    note = desk_pages.texts("search_page.json")[lang]["too_short"]
    assert (note in page.text_content()) is told


@pytest.mark.parametrize(
    ("lang", "date"), [("fr", "12 ramadan 1351 H"), ("ar", "12 رمضان 1351 هـ")]
)
def test_a_date_that_is_only_hijri_is_shown_in_its_own_months(
    filled: Catalogue, home: Settings, client: TestClient, lang: str, date: str
) -> None:
    (act, *_) = filled.acts()
    hijri = replace(document(act), event_date="1351-09-12", event_calendar="hijri")
    open_index(home).put([hijri])
    (shown_date,) = shown(client, text="66/1933", lang=lang).xpath("//ul[@class='hits']//p[2]/bdi")
    assert shown_date.text == date
    told = client.get("/v1/search", params={"text": "66/1933"}).json()["hits"][0]
    assert (told["event_date"], told["event_calendar"]) == ("1351-09-12", "hijri")


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_a_form_that_cannot_be_asked_is_kept_with_what_is_wrong_beside_the_field(
    filled: Catalogue, client: TestClient, lang: str
) -> None:
    given = {"text": "Khadija", "act_number": "x", "father": "Youssef", "lang": lang}
    answer = client.get("/search", params=given)
    assert answer.status_code == 422
    page = html.fromstring(answer.text)
    (number,) = page.xpath("//input[@name='act_number']")
    assert (number.get("value"), number.get("aria-invalid")) == ("x", "true")
    (said,) = page.xpath(f"//*[@id='{number.get('aria-describedby')}']")
    assert said.text_content()
    assert page.xpath("//input[@name='father']/@value") == ["Youssef"]
    assert not page.xpath("//ul[@class='hits']") and page.xpath("//details/@open")


@pytest.mark.parametrize(
    "criteria",
    [
        {"act_number": "066", "text": "Khadija"},
        {"act_number": "٦٦"},
        {"act_number": "66", "date_from": "12/03/1933", "date_to": "mars 1933"},
        {"act_number": "66", "year_from": "١٩٣٣", "year_to": "1933"},
        {"act_number": "66", "year_from": "1351", "year_to": "1351"},
        {"act_number": "66", "office": "٠٤.٤٨١.٠١.٠٧"},
        {"act_number": "66", "office": "04.481"},
        {"act_number": "66", "office": "4.481.1.7"},
        {"act_number": "66", "office": "Commune de Mechraa Bel Ksiri"},
    ],
)
def test_the_form_takes_what_the_box_takes(
    filled: Catalogue, client: TestClient, criteria: dict[str, str]
) -> None:
    assert len(shown(client, **criteria).xpath("//ul[@class='hits']/li")) == 1


def test_nothing_found_says_which_word_nobody_has(filled: Catalogue, client: TestClient) -> None:
    page = shown(client, text="Khadija Xqwzkvv 66/1933", lang="fr")
    (word,) = page.xpath("//p[@class='note']/bdi")
    assert word.text == "Xqwzkvv"
    (link,) = page.xpath("//p[@class='note']/a/@href")
    assert html.fromstring(client.get(link).text).xpath("//ul[@class='hits']/li")
