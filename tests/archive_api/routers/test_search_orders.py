"""Acts to look for, as the clerks of an office see them."""

from collections.abc import Callable

import pytest
from fastapi.testclient import TestClient
from lxml import html

from archive.account import Account, Role
from archive.catalogue import Catalogue
from archive.issuing.search_order import NotFound, SearchState, Sought
from archive.register import ActNumber, Kind
from archive.settings import Settings
from archive_api.desk_pages import texts

OFFICE, OTHER = "04.481.01.07", "08.201.11.07"
ACT = "04.481.01.07/birth/1933/1/66"
NUMBERED = Sought(OFFICE, Kind.BIRTH, 1941, ActNumber(128))
NAMED = Sought(
    OTHER, Kind.DEATH, 1952, known={"given_name_fr": "Larbi", "birth_date": "1903-03-12"}
)
TOLD = texts("search_orders.json")


@pytest.fixture
def orders(filled: Catalogue) -> list[int]:
    """An order with a number, and one with what is known of a person."""
    return [
        filled.open_search_order(request, sought, "amina").order
        for request, sought in (("D-2026-000001-A", NUMBERED), ("D-2026-000002-B", NAMED))
    ]


def shown(client: TestClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(html.fromstring(answer.text).find(".//main").text_content().split())


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_an_order_says_all_that_a_clerk_needs_at_the_shelves(
    client: TestClient, orders: list[int], lang: str
) -> None:
    page = shown(client, f"/search-orders?lang={lang}")
    date = {"fr": "12 mars 1903", "ar": "12 مارس 1903"}[lang]
    number = TOLD[lang]["number"].format(number=128)
    for said in (number, "1941", "D-2026-000001-A", "Larbi", date, TOLD[lang]["no_number"]):
        assert said in page


def test_who_sees_what_is_known_of_a_person_is_written_down(
    client: TestClient, filled: Catalogue, orders: list[int]
) -> None:
    def seen() -> list[str]:
        entries = filled.audit_entries()
        return [entry.subject for entry in entries if entry.action == "search_orders.seen"]

    client.get(f"/search-orders?office={OFFICE}")
    assert seen() == []
    client.get("/search-orders")
    assert seen() == [f"{orders[0]} {orders[1]}"]


def test_orders_are_those_of_an_office_or_of_all(client: TestClient, orders: list[int]) -> None:
    page = shown(client, f"/search-orders?office={OFFICE}")
    assert "D-2026-000001-A" in page and "D-2026-000002-B" not in page
    assert client.get("/search-orders?office=%22%3E").status_code == 422


def test_a_list_goes_on_where_a_page_ends(client: TestClient, filled: Catalogue) -> None:
    for place in range(1, 52):
        filled.open_search_order(f"D-2026-{place:06}-A", NUMBERED)
    first = html.fromstring(client.get("/search-orders").text)
    (following,) = first.xpath("//a[@rel='next']/@href")
    second = shown(client, following)
    assert "D-2026-000051-A" in second and "D-2026-000050-A" not in second


def test_a_clerk_names_the_act(client: TestClient, filled: Catalogue, orders: list[int]) -> None:
    said = {"reference": f" {ACT} ", "office": OFFICE}
    answer = client.post(f"/search-orders/{orders[0]}/found", data=said)
    assert str(answer.url).endswith(f"/search-orders?office={OFFICE}")
    found = filled.search_order(orders[0])
    act = filled.act(ACT)
    assert act is not None
    assert (found.state, found.act_id, found.closed_by) == (SearchState.FOUND, act.act_id, "amina")
    assert f'href="/acts/{ACT}"' in client.get("/search-orders?state=found").text


def test_an_act_that_is_not_there_is_told_beside_the_input(
    client: TestClient, filled: Catalogue, orders: list[int]
) -> None:
    answer = client.post(f"/search-orders/{orders[0]}/found", data={"reference": "1/2/3"})
    assert answer.status_code == 422
    page = html.fromstring(answer.text)
    (fault,) = page.xpath(f"//*[@id='wrong-{orders[0]}']")
    assert "1/2/3" in fault.text_content()
    assert page.xpath(f"//input[@id='act-{orders[0]}']/@value") == ["1/2/3"]
    assert filled.search_order(orders[0]).state is SearchState.OPEN


@pytest.mark.parametrize("why", NotFound)
@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_a_clerk_says_why_an_act_is_not_to_be_found(
    client: TestClient, orders: list[int], why: NotFound, lang: str
) -> None:
    client.post(f"/search-orders/{orders[0]}/not-found", data={"why": why.value})
    page = shown(client, f"/search-orders?state=not_found&lang={lang}")
    assert TOLD[lang]["reasons"][why.value] in page and "Amina B." in page


def test_a_closed_order_is_not_closed_again(client: TestClient, orders: list[int]) -> None:
    address = f"/search-orders/{orders[0]}/not-found"
    assert client.post(address, data={"why": "other_office"}).status_code == 200
    answer = client.post(address, data={"why": "other_office"})
    assert (answer.status_code, answer.json()["code"]) == (409, "search_order_settled")
    answer = client.post("/search-orders/99/not-found", data={"why": "other_office"})
    assert (answer.status_code, answer.json()["code"]) == (404, "search_order_unknown")


@pytest.mark.parametrize("role", [Role.COUNTER, Role.OFFICER, Role.VERIFIER])
def test_others_follow_the_search_and_clerks_close_it(
    home: Settings,
    program: TestClient,
    sign_in: Callable[..., TestClient],
    orders: list[int],
    role: Role,
) -> None:
    sign_in(program, home, Account("driss", "Driss", frozenset({role})))
    page = program.get("/search-orders").text
    assert "D-2026-000001-A" in page and "/not-found" not in page
    address = f"/search-orders/{orders[0]}/not-found"
    assert program.post(address, data={"why": "other_office"}).status_code == 403


def test_the_first_page_counts_what_is_looked_for(client: TestClient, orders: list[int]) -> None:
    page = html.fromstring(client.get("/").text)
    (count,) = page.xpath("//a[@href='/search-orders']/bdi[@class='count']")
    assert count.text_content() == "2"


def test_every_state_and_reason_has_its_words() -> None:
    for lang in ("fr", "ar"):
        assert TOLD[lang]["states"].keys() == {state.value for state in SearchState}
        assert TOLD[lang]["reasons"].keys() == {why.value for why in NotFound}
