"""The administrator's lists as a browser sees them. Nobody here exists."""

from datetime import timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx import Response
from lxml import html
from lxml.html import HtmlElement

from archive.account import Account, Role
from archive.catalogue import Catalogue
from archive.issuing.deadlines import Delivery
from archive.issuing.paper import PaperKind
from archive.issuing.working_days import days_off
from archive.settings import Settings
from archive_api.list_page import TABS, today

OFFICE = "04.481.01.07"
HISTORY = "string(//details[not(@class)])"
TODAY = today().isoformat()
ITTO = {"account": "itto", "capacity": "delegate", "name_fr": "Itto Ouali", "name_ar": "إيطو أوعلي"}


@pytest.fixture
def record(home: Settings, client: TestClient) -> Any:
    """The record of the service, with an account of an officer who is not in the lists."""
    catalogue = Catalogue.open(home)
    catalogue.invite(Account("itto", "Itto O.", frozenset((Role.OFFICER,))))
    yield catalogue
    catalogue.close()


def page_of(answer: Response) -> HtmlElement:
    return html.fromstring(answer.text)


def said(answer: Response) -> str:
    return " ".join(page_of(answer).xpath("//*[@role='alert']//text()"))


def wrong(answer: Response) -> list[str]:
    return [str(name) for name in page_of(answer).xpath("//*[@aria-invalid='true']/@name")]


def post(client: TestClient, address: str, **typed: str) -> Response:
    return client.post(address, data=typed, follow_redirects=False)


def enter_itto(client: TestClient, record: Catalogue) -> str:
    assert post(client, "/lists", **ITTO).status_code == 303
    officer = record.officer_of("itto")
    assert officer is not None
    return f"/lists/officers/{officer.officer_id}"


@pytest.mark.parametrize("lang", ["fr", "ar"])
@pytest.mark.parametrize("address", TABS.values())
def test_every_list_is_shown_under_its_tab(client: TestClient, address: str, lang: str) -> None:
    page = page_of(client.get(address, params={"lang": lang}))
    (here,) = page.xpath("//nav[@class='tabs']//a[@aria-current]/@href")
    assert here == address


def test_a_new_archive_says_that_nobody_can_sign(client: TestClient) -> None:
    page = page_of(client.get("/lists"))
    assert page.xpath("//p[@class='note']")


def test_an_officer_is_entered_and_delegated(client: TestClient, record: Catalogue) -> None:
    address = enter_itto(client, record)
    assert "itto" not in page_of(client.get("/lists")).xpath("//option/@value")
    typed = {"office_code": f"Mechraa Bel Ksiri ({OFFICE})", "decision": "Arrêté n° 12/2026"}
    sent = post(client, f"{address}/delegations", **typed, from_day=TODAY, automatic="true")
    assert (sent.status_code, sent.headers["location"]) == (303, address)
    officer, delegation = record.signing_officer("itto", OFFICE, today())
    assert (officer.name_ar, delegation.automatic) == ("إيطو أوعلي", True)
    assert record.automatic_officer(OFFICE, today()) == (officer, delegation)
    assert "Mechraa Bel Ksiri" in client.get("/lists?lang=fr").text
    assert [one.actor for one in record.audit_entries() if one.subject == "delegation/1"] == [
        "amina"
    ]


def test_a_delegation_that_is_missing_its_decision_says_so_beside_it(
    client: TestClient, record: Catalogue
) -> None:
    address = enter_itto(client, record)
    typed = {"office_code": "nowhere", "from_day": TODAY, "last_day": "2020-01-01"}
    answer = post(client, f"{address}/delegations", **typed, decision=" ")
    assert answer.status_code == 422
    assert wrong(answer) == ["office_code", "last_day", "decision"]
    assert page_of(answer).xpath("//input[@name='office_code']/@value") == ["nowhere"]
    assert record.delegations() == []


def test_a_delegate_of_another_office_is_refused_with_the_rule(
    client: TestClient, record: Catalogue
) -> None:
    address = enter_itto(client, record)
    typed = {"decision": "Arrêté n° 12/2026", "from_day": TODAY}
    post(client, f"{address}/delegations", **typed, office_code=OFFICE)
    answer = post(client, f"{address}/delegations", **typed, office_code="08.201.11.07")
    assert answer.status_code == 409
    assert OFFICE in said(answer) and "2-99-665" in said(answer)


def test_a_delegation_is_ended_and_stays_in_the_history(
    client: TestClient, record: Catalogue
) -> None:
    address = enter_itto(client, record)
    typed = {"decision": "Arrêté n° 12/2026", "from_day": TODAY, "office_code": OFFICE}
    post(client, f"{address}/delegations", **typed)
    (held,) = record.delegations()
    over = (today() - timedelta(days=1)).isoformat()
    ends = f"{address}/delegations/{held.number}/end"
    assert post(client, ends, until_day=over).status_code == 409
    assert wrong(post(client, ends, until_day="")) == ["until_day"]
    assert post(client, ends, until_day=TODAY).status_code == 303
    assert record.delegations() == []
    page = page_of(client.get(address))
    assert len(page.xpath("//details//tbody/tr")) == 1
    assert post(client, ends, until_day=TODAY).status_code == 409


def test_nobody_ends_the_delegation_of_another_officer_by_its_address(
    client: TestClient, record: Catalogue
) -> None:
    address = enter_itto(client, record)
    record.invite(Account("brahim", "Brahim", frozenset((Role.OFFICER,))))
    post(client, "/lists", **{**ITTO, "account": "brahim"})
    other = record.officer_of("brahim")
    assert other is not None
    typed = {"decision": "Arrêté n° 12/2026", "from_day": TODAY, "office_code": OFFICE}
    post(client, f"/lists/officers/{other.officer_id}/delegations", **typed)
    (held,) = record.delegations()
    answer = post(client, f"{address}/delegations/{held.number}/end", until_day=TODAY)
    assert answer.status_code == 409
    assert record.delegations() == [held]


def test_what_is_printed_of_an_officer_changes_and_what_was_stays(
    client: TestClient, record: Catalogue
) -> None:
    address = enter_itto(client, record)
    typed = {"name_fr": "Itto Benmoussa", "name_ar": "إيطو بنموسى", "capacity": "officer"}
    assert post(client, address, **typed).status_code == 303
    officer = record.officer_of("itto")
    assert officer is not None and officer.name_fr == "Itto Benmoussa"
    assert "Itto Ouali" in " ".join(page_of(client.get(address)).xpath("//details//text()"))


def test_an_officer_whose_account_is_shut_is_told_to_sign_nothing(
    client: TestClient, record: Catalogue
) -> None:
    address = enter_itto(client, record)
    record.change_account("itto", (Role.OFFICER,), disabled=True)
    assert page_of(client.get("/lists")).xpath("//td/strong[@class='wrong']")
    assert said(client.get(address))


def test_officers_are_found_by_name_account_or_office(
    client: TestClient, record: Catalogue
) -> None:
    address = enter_itto(client, record)
    typed = {"decision": "Arrêté n° 12/2026", "from_day": TODAY, "office_code": OFFICE}
    post(client, f"{address}/delegations", **typed)
    for find in ("ouali", "أوعلي", "itto", OFFICE, "ksiri"):
        page = page_of(client.get("/lists", params={"find": find, "lang": "fr"}))
        assert page.xpath("//tbody//a/@href") == [address], find
    assert not page_of(client.get("/lists?find=nobody")).xpath("//tbody")


@pytest.mark.parametrize("change", ["", "/delegations", "/delegations/1/end"])
def test_an_officer_who_is_not_there_is_a_problem(client: TestClient, change: str) -> None:
    assert client.get("/lists/officers/0").status_code == 404
    assert post(client, f"/lists/officers/0{change}").status_code in (404, 409)


def test_a_fee_is_changed_and_the_one_before_stays_in_the_history(
    client: TestClient, record: Catalogue
) -> None:
    typed = {"kind": "extract", "amount": "3,50", "from_day": TODAY, "source": "Arrêté n° 3"}
    assert post(client, "/lists/fees?lang=fr", **typed).status_code == 303
    (fee,) = [one for one in record.fees(today()) if one.kind is PaperKind.EXTRACT]
    assert (str(fee.amount), fee.source_fr) == ("3.50", "Arrêté n° 3")
    page = page_of(client.get("/lists/fees?lang=fr"))
    assert "3,50\xa0DH" in page.xpath("string(//table)")
    assert "2,00\xa0DH" in page.xpath("string(//details)")


def test_a_fee_of_a_day_that_is_over_is_refused_and_one_that_is_none_told(
    client: TestClient, record: Catalogue
) -> None:
    late = post(client, "/lists/fees", kind="extract", amount="3", from_day="2026-01-01")
    assert late.status_code == 409 and said(late)
    none = post(client, "/lists/fees?lang=fr", kind="extract", amount="trois", from_day=TODAY)
    assert (none.status_code, wrong(none)) == (422, ["amount"])
    assert "1000" in page_of(none).xpath("string(//*[@id='set-amount-wrong'])")
    assert page_of(none).xpath("//input[@name='amount']/@value") == ["trois"]
    assert len(record.fee_entries()) == len(PaperKind)


def test_a_deadline_is_changed(client: TestClient, record: Catalogue) -> None:
    typed = {"kind": "extract", "delivery": "post", "days": "5", "remind": "2", "from_day": TODAY}
    assert post(client, "/lists/deadlines", **typed).status_code == 303
    given = [one for one in record.deadlines(today()) if one.delivery is Delivery.POST]
    assert (given[0].days, given[0].remind) == (5, 2)
    answer = post(client, "/lists/deadlines", **{**typed, "remind": "6"})
    assert wrong(answer) == ["remind"]


def test_an_expected_feast_is_entered_on_the_day_that_was_announced(
    client: TestClient, record: Catalogue
) -> None:
    page = page_of(client.get("/lists/holidays"))
    feasts = page.xpath("//form[contains(@class, 'feast')]")
    assert len(feasts) >= 4
    typed = {field.name: field.value for field in feasts[0].xpath(".//input") if field.name}
    del typed["csrf"]
    assert post(client, "/lists/holidays", **typed).status_code == 303
    days = (today(), today() + timedelta(days=366))
    off = [one for one in days_off(record.holidays(*days), *days).values() if not one.yearly]
    assert {one.name_fr for one in off} == {typed["name_fr"]}
    after = page_of(client.get("/lists/holidays")).xpath("//form[contains(@class, 'feast')]")
    assert len(after) == len(feasts) - 1
    again = post(client, "/lists/holidays", **typed)
    assert again.status_code == 409


def test_a_holiday_is_removed_and_stays_in_the_history(
    client: TestClient, record: Catalogue
) -> None:
    typed = {"first": "2027-06-01", "lasting": "1", "name_fr": "Congé", "name_ar": "عطلة"}
    post(client, "/lists/holidays", **typed)
    (entered,) = [one for one in record.holiday_entries() if not one.value.yearly]
    address = f"/lists/holidays/{entered.number}/remove"
    assert post(client, address).status_code == 303
    assert post(client, address).status_code == 404
    assert "Congé" in page_of(client.get("/lists/holidays?lang=fr")).xpath(HISTORY)


def test_an_office_is_renamed_or_closed(client: TestClient, record: Catalogue) -> None:
    typed = {"office_code": OFFICE, "from_day": "2025-01-01", "status": "open"}
    assert wrong(post(client, "/lists/offices", **typed)) == ["status"]
    names = {"name_fr": "Hay Essalam", "name_ar": "حي السلام"}
    assert post(client, "/lists/offices", **typed, **names).status_code == 303
    shut = {**typed, "from_day": TODAY, "status": "closed"}
    assert post(client, "/lists/offices", **shut).status_code == 303
    office = record.office_on(OFFICE, today())
    assert office is not None
    assert (office.name_fr, office.valid_to) == ("Hay Essalam", TODAY)


def test_an_input_that_is_too_long_is_refused(client: TestClient) -> None:
    answer = post(client, "/lists/fees", source="x" * 301)
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "source")


def test_what_was_typed_is_text_on_the_page(client: TestClient, record: Catalogue) -> None:
    typed = {"kind": "extract", "amount": "3", "from_day": TODAY, "source": "<b>x</b>\"'"}
    post(client, "/lists/fees", **typed)
    assert not page_of(client.get("/lists/fees")).xpath("//main//b")
    answer = post(client, "/lists/fees", **{**typed, "amount": '"><b>'})
    assert page_of(answer).xpath("//input[@name='amount']/@value") == ['"><b>']
