import io
import re
from collections.abc import Callable

import pytest
from fastapi.testclient import TestClient
from lxml import html
from PIL import Image

from archive.account import Account, Role
from archive.act import Act, ActReading
from archive.catalogue import Catalogue
from archive.finding import Finding
from archive.register import VolumeReference
from archive.settings import Settings
from archive_api.desk_pages import texts
from tests.archive_api.shown import words

VOLUME = VolumeReference.parse("04.481.01.07/birth/1933/1")
ACT = "/acts/04.481.01.07/birth/1933/1/66"


def page(client: TestClient, lang: str = "fr", address: str = ACT) -> html.HtmlElement:
    answer = client.get(address, params={"lang": lang})
    assert answer.status_code == 200
    return html.fromstring(answer.text)


def test_a_search_leads_to_the_act_and_the_act_to_its_pictures(
    filled: Catalogue, client: TestClient
) -> None:
    found = html.fromstring(client.get("/search", params={"text": "خديجة"}).text)
    (link,) = found.xpath("//ul[@class='hits']/li//a/@href")
    crops = page(client, address=link).xpath("//noscript/img/@src")
    assert len(crops) > 10
    for crop in crops[:3]:
        assert client.get(crop).headers["content-type"] == "image/jpeg"


@pytest.mark.parametrize(("lang", "first"), [("fr", "Khadija"), ("ar", "خديجة")])
def test_the_title_is_the_persons_name_in_both_scripts(
    filled: Catalogue, client: TestClient, lang: str, first: str
) -> None:
    (title,) = page(client, lang).xpath("//h1")
    names = title.xpath("bdi")
    assert {name.get("lang") for name in names} == {"fr", "ar"}
    assert names[0].text_content().startswith(first)


def test_fields_stand_in_sections_each_with_its_place_on_the_scan(
    filled: Catalogue, client: TestClient
) -> None:
    shown = page(client)
    sections = [words(title) for title in shown.xpath("//section[@class='fields']/h3")]
    assert sections == ["Enfant", "Naissance", "Père", "Mère", "Déclaration et rédaction"]
    (row,) = shown.xpath("//li[@id='field-birth_date']")
    assert "12 mars 1933" in words(row)
    assert (row.get("data-page"), row.get("data-box")) == ("0", "200,300,400,60")
    (scan,) = shown.xpath("//div[@id='scan']/@data-scans")
    (info,) = re.findall(r'"info": "([^"]+)"', scan)
    assert client.get(info).json()["width"] == 1600


def test_a_doubtful_field_shows_what_else_it_may_be(
    filled: Catalogue, client: TestClient, act_reading: Callable[..., ActReading]
) -> None:
    unsure = Finding("field_unsure", {"percent": 40}, field="given_name_fr")
    filled.keep_acts(VOLUME, [act_reading(findings=(unsure,))], {"0001.png": "acts"})
    shown = page(client)
    (row,) = shown.xpath("//li[contains(@class, 'doubtful')]")
    assert row.get("id") == "field-given_name_fr"
    assert "?" in words(row) and "90 %" in words(row)
    (finding,) = shown.xpath("//details[@class='findings']//a")
    assert finding.get("href") == "#field-given_name_fr"
    assert "Prénom (latin)" in words(finding) and "given_name" not in words(finding)


def test_only_a_verified_act_offers_papers(filled: Catalogue, client: TestClient) -> None:
    offered = "//a[starts-with(@href, '/counter/new?act=')]/@href"
    assert page(client).xpath(offered) == []
    act = filled.act("04.481.01.07/birth/1933/1/66")
    assert isinstance(act, Act)
    filled.verify(act.act_id, {}, "officer", act.version)
    (link,) = page(client).xpath(offered)
    assert "Benabdallah" in words(html.fromstring(client.get(link).text).xpath("//form")[-1])


def test_what_a_person_may_not_do_is_not_offered(
    verified: Act, home: Settings, client: TestClient, sign_in
) -> None:
    offered = "//div[@class='actions']/a/@href"
    assert len(page(client).xpath(offered)) == 2
    assert page(client, address=ACT.replace("66", "67")).xpath(offered) == [
        "/verify?act=04.481.01.07/birth/1933/1/67"
    ]
    sign_in(client, home, Account("driss", "Driss", frozenset((Role.ADMINISTRATOR,))))
    assert page(client).xpath(offered) == []


def test_the_history_says_who_changed_what_and_from_what(
    filled: Catalogue, client: TestClient
) -> None:
    act = filled.act("04.481.01.07/birth/1933/1/66")
    assert act is not None
    filled.verify(act.act_id, {"given_name_fr": "Khadijah"}, "amina", act.version)
    read, verified = page(client).xpath("//ol[@class='history']/li")
    assert "Lu par la machine" in words(read) and "champs lus : 18" in words(read)
    assert "Vérifié" in words(verified) and "Amina B." in words(verified)
    assert words(verified.xpath(".//dt")[0]) == "Prénom (latin)"
    assert words(verified.xpath(".//del")[0]) == "Khadija"
    assert words(verified.xpath(".//ins")[0]) == "Khadijah"


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_mentions_stand_in_both_languages_with_their_date(
    filled: Catalogue, client: TestClient, lang: str
) -> None:
    marriage, death = page(client, lang).xpath("//ol[@class='margin']/li")
    assert "1955" in words(marriage)
    assert {text.get("lang") for text in death.xpath("p[@class='value']")} == {"fr", "ar"}
    assert texts("act.json")[lang]["in_force"] in words(death)


@pytest.mark.parametrize(("lang", "replaced"), [("fr", "remplacée par"), ("ar", "عوضه البيان")])
def test_a_replaced_mention_leads_to_the_one_in_force(
    verified: Act,
    home: Settings,
    client: TestClient,
    program: TestClient,
    sign_in,
    lang: str,
    replaced: str,
) -> None:
    form = {
        "act": verified.act_id,
        "version": str(verified.version),
        "wording": "marriage",
        "replaces": verified.margin[0].id,
        "party_ar": "إبراهيم أوعلي",
        "party_fr": "Brahim Ouali",
        "ground": "marriage_act",
        "reference": "42",
        "ground_date": "1955-02-01",
        "reason": "mal lue",
    }
    browser = {"accept": "text/html"}
    paper = {"document": ("acte.pdf", b"%PDF-1.7 an invented act", "application/pdf")}
    asked = client.post("/mentions", data=form, files=paper, headers=browser).url.path
    other = sign_in(program, home, Account("brahim", "Brahim O.", frozenset((Role.OFFICER,))))
    ruling = {"version": "1", "act_version": str(verified.version)}
    assert other.post(f"{asked}/approve", data=ruling, headers=browser).status_code == 200
    shown = page(other, lang)
    first, _, third = shown.xpath("//ol[@class='margin']/li")
    (link,) = first.xpath(".//a[@href='#mention-3']")
    assert replaced in words(link)
    assert (first.get("class"), third.get("class")) == ("gone", None)
    (entered,) = shown.xpath("//ol[@class='history']/li[last()]")
    assert "Amina B." in words(entered) and "Brahim O." in words(entered)
    assert "mal lue" in words(entered)
    assert entered.xpath(".//a[@href='#mention-3']")


def test_names_that_are_markup_are_shown_as_text(filled: Catalogue, client: TestClient) -> None:
    act = filled.act("04.481.01.07/birth/1933/1/66")
    assert act is not None
    filled.verify(act.act_id, {"declarant_fr": "Fatna"}, "amina<b>x</b>", act.version)
    answer = client.get(ACT).text
    assert "<b>x" not in answer
    assert "amina&lt;b&gt;x" in answer


def test_a_thumbnail_is_the_act_and_the_browsers_own_to_keep(
    filled: Catalogue, client: TestClient
) -> None:
    act = filled.act("04.481.01.07/birth/1933/1/66")
    assert act is not None
    scan = act.scans["0001.png"]
    answer = client.get(f"/desk/acts/{act.act_id}/thumbnail", params={"scan": scan})
    assert answer.headers["cache-control"].startswith("private")
    image = Image.open(io.BytesIO(answer.content))
    assert image.size == (260, 111)
    other = client.get(f"/desk/acts/{act.act_id}/thumbnail", params={"scan": "b" * 64 + ":0"})
    assert other.headers["cache-control"] == "no-store"
    assert client.get("/desk/acts/nobody/thumbnail").status_code == 404


def test_both_languages_have_the_same_texts() -> None:
    def names(told: object, at: str = "") -> set[str]:
        if not isinstance(told, dict):
            return {at}
        return {name for key, value in told.items() for name in names(value, f"{at}.{key}")}

    said = texts("act.json")
    assert names(said["fr"]) == names(said["ar"])
