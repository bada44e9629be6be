"""The overview, a register's page, the exports, and the first page."""

import csv
import io

import pytest
from fastapi.testclient import TestClient
from lxml import html

from archive.account import Account, Role
from archive.catalogue import Catalogue
from archive.register import Kind, RegisterReference, VolumeReference
from archive.settings import Settings
from archive_api.desk_pages import texts
from archive_api.routers import desk_overview
from archive_api.routers.desk_overview import _harmless

REGISTER = "04.481.01.07/birth/1933/1"


@pytest.mark.parametrize(
    ("lang", "name"), [("fr", "Rabat-Salé-Kénitra"), ("ar", "الرباط-سلا-القنيطرة")]
)
def test_the_map_leads_from_the_country_down_to_the_register(
    filled: Catalogue, client: TestClient, lang: str, name: str
) -> None:
    page = html.fromstring(client.get("/overview", params={"lang": lang}).text)
    (tile,) = [one for one in page.xpath("//ul[@class='map']//a") if name in one.text_content()]
    assert "2" in tile.text_content()
    region = html.fromstring(client.get(tile.get("href")).text)
    (province,) = region.xpath("//ul[@class='tiles']/li[not(contains(@class, 'empty'))]/a/@href")
    offices = html.fromstring(client.get(province).text)
    (office,) = offices.xpath("//ul[@class='tiles']/li[not(contains(@class, 'empty'))]/a/@href")
    registers = html.fromstring(client.get(office).text)
    assert registers.xpath("//h2[@id='registers']/following::tbody//a/@href") == [
        f"/registers/{REGISTER}"
    ]


def test_a_registers_page_tells_the_numbers_that_are_missing(
    filled: Catalogue, client: TestClient
) -> None:
    page = html.fromstring(client.get(f"/registers/{REGISTER}").text)
    assert "1–65" in page.xpath("//main")[0].text_content()
    assert client.get(page.xpath("//ol[@class='leaves']//a/@href")[0]).status_code == 200


@pytest.mark.parametrize(
    "path", ["/overview?place=99", "/overview?place=<b>", "/registers/x/birth/1933/1"]
)
def test_what_is_nowhere_is_not_found(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_registers_are_exported_for_a_spreadsheet(
    filled: Catalogue, client: TestClient, lang: str
) -> None:
    answer = client.get("/overview/registers.csv", params={"place": "04", "lang": lang})
    assert answer.content.startswith(b"\xef\xbb\xbf")
    head, line = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";")
    assert head[0] == texts("overview.json")[lang]["columns"]["register"]
    assert line[0] == REGISTER
    assert line[5:] == ["2", "0", "2", "0", "66", "67", "65"]
    days = client.get("/overview/days.csv")
    assert len(days.text.splitlines()) == 31


def test_a_registers_acts_are_listed_and_lead_to_each(
    filled: Catalogue, client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk_overview, "_ON_A_PAGE", 1)
    address, seen = f"/registers/{REGISTER}", []
    while address:
        page = html.fromstring(client.get(address).text)
        (row,) = page.xpath("//table[@class='acts']/tbody/tr")
        assert row.xpath(".//bdi[@lang='ar']")[0].text
        seen.append(row.xpath(".//a/@href")[0])
        following = page.xpath("//a[@rel='next']/@href")
        address = f"/registers/{REGISTER}{following[0]}" if following else ""
    assert seen == [f"/acts/{REGISTER}/66", f"/acts/{REGISTER}/67"]
    assert all(client.get(one).status_code == 200 for one in seen)


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\t=1"])
def test_no_cell_is_a_formula(cell: str) -> None:
    assert _harmless(cell) == f"'{cell}"
    assert _harmless("Driss") == "Driss"


def test_the_first_page_offers_what_the_person_may_do(
    filled: Catalogue, program: TestClient, home, sign_in
) -> None:
    sign_in(program, home, Account("driss", "Driss", frozenset((Role.COUNTER,))))
    page = html.fromstring(program.get("/").text)
    assert page.xpath("//ul[@class='tasks']//a/@href") == ["/counter"]
    sign_in(program, home, Account("zineb", "Zineb", frozenset((Role.CLERK,))))
    page = html.fromstring(program.get("/").text)
    assert page.xpath("//ul[@class='tasks']//a/@href") == ["/verify", "/deliver", "/search-orders"]
    assert page.xpath("//tbody//a/@href") == [f"/registers/{REGISTER}"]


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_what_people_corrected_is_shown_in_words_with_its_figures(
    filled: Catalogue, client: TestClient, lang: str
) -> None:
    act = filled.act(f"{REGISTER}/66")
    assert act is not None
    filled.review(act.act_id, {"sex": "M"}, "amina", act.version)
    page = html.fromstring(client.get("/overview", params={"lang": lang}).text)
    (row,) = page.xpath("//table[@class='quality']/tbody/tr[td]")
    told = [cell.text_content() for cell in row.xpath("td")]
    state = texts("overview.json")[lang]["state"]["accepted"]
    assert [*told[1:2], *told[3:]] == [state, "5,9\xa0%", "1", "17"]
    assert row.xpath(".//*[name()='rect']/@class") == ["accepted"]


def test_an_offices_registers_are_listed_a_part_at_a_time_and_found_by_kind_and_year(
    home: Settings, client: TestClient
) -> None:
    catalogue = Catalogue.open(home)
    for year in range(1916, 1976):
        for kind in (Kind.BIRTH, Kind.DEATH):
            register = RegisterReference("04.481.01.07", kind, year)
            catalogue.take_in(VolumeReference(register), [], source=str(register))

    def listed(address: str) -> html.HtmlElement:
        return html.fromstring(client.get(address).text)

    first = listed("/overview?place=04.481.01.07")
    rows = "//h2[@id='registers']/following::tbody/tr"
    assert len(first.xpath(rows)) == 100
    (following,) = first.xpath("//a[@rel='next']/@href")
    rest = listed(following)
    assert (len(rest.xpath(rows)), rest.xpath("//a[@rel='next']")) == (20, [])
    assert len(first.xpath("//table[@class='calendar']/tbody/tr")) == 2
    (kind,) = first.xpath("//table[@class='calendar']//a[contains(@href, 'kind=death')]/@href")
    assert len(listed(kind).xpath(rows)) == 60
    (year,) = first.xpath("//table[@class='calendar']//a[contains(@href, 'year=1950')]/@href")
    assert len(listed(year).xpath(rows)) == 2


@pytest.mark.parametrize("asked", ["after=x", "after=04.481.01.07/birth/x/1"])
def test_a_list_that_goes_on_from_nowhere_is_not_found(client: TestClient, asked: str) -> None:
    assert client.get(f"/overview?place=04.481.01.07&{asked}").status_code == 404
