"""A new request at the counter: its act found or described, its form, what it costs."""

from dataclasses import replace
from typing import Any

import pytest
from fastapi.testclient import TestClient
from lxml import html

from archive.act import Act
from archive.catalogue import Catalogue
from archive.issuing.request import Request
from archive.issuing.request_codes import Refusal, Waiting
from archive.issuing.request_state import RequestState
from archive_api.desk_pages import texts
from archive_api.opened import Archive
from tests.archive_api.asking import FORM, REFERENCE, signing
from tests.archive_api.shown import page, words

SCRIPT = "<script>alert(1)</script>"


@pytest.fixture
def archive(filled: Catalogue, client: TestClient) -> Archive:
    """The archive of the service, in which Amina may sign for the office."""
    return signing(client)


def request_at(archive: Archive, answer: Any) -> Request:
    return archive.catalogue.request(str(answer.url.path).rpartition("/")[2])


def wrong(answer: Any) -> list[str]:
    return [one.get("name") for one in html.fromstring(answer.text).xpath("//*[@aria-invalid]")]


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_an_act_is_looked_for_and_chosen(archive: Archive, client: TestClient, lang: str) -> None:
    shown = page(client, "/counter/new", text="خديجة بنعبد الله", lang=lang)
    (card,) = shown.xpath("//ul[@class='cards']/li")
    assert "Benabdallah" in words(card)
    (picture,) = card.xpath(".//img/@src")
    assert client.get(picture).headers["content-type"] == "image/jpeg"
    (link,) = card.xpath(".//a[contains(@class, 'button')]/@href")
    form = page(client, link)
    assert form.xpath("//input[@name='act']/@value") == [str(REFERENCE)]


def test_a_reference_typed_leads_to_its_form_and_nothing_found_to_what_is_known(
    archive: Archive, client: TestClient
) -> None:
    typed = client.get("/counter/new", params={"text": f" {REFERENCE} "})
    assert "act=" in str(typed.url.query)
    nothing = page(client, "/counter/new", text="Xqzwrt")
    assert "Rien ne correspond" in words(nothing)
    assert nothing.xpath("//a[@href='/counter/new?register=death']")


def test_an_act_that_was_chosen_is_asked_for_at_once(
    archive: Archive, verified: Act, client: TestClient
) -> None:
    answer = client.post("/counter", data={**FORM, "act": str(REFERENCE)})
    request = request_at(archive, answer)
    assert (request.state, request.asked_by) == (RequestState.PREPARED, "amina")
    assert request.asked.applicant.name == "Itto Ouali"
    assert "donnez le récépissé" in answer.text


def test_a_form_sent_again_is_one_request_and_one_changed_since_is_told(
    archive: Archive, verified: Act, client: TestClient
) -> None:
    sent_form = {**FORM, "act": str(REFERENCE)}
    first, again = (client.post("/counter", data=sent_form) for _ in range(2))
    assert first.url.path == again.url.path
    changed = client.post("/counter", data={**sent_form, "applicant": "Driss Ziani"})
    assert changed.status_code == 409
    shown = html.fromstring(changed.text)
    number = request_at(archive, first).number
    assert shown.xpath(f"//p[@role='alert']/a[@href='/counter/{number}']")
    (order,) = shown.xpath("//input[@name='order']/@value")
    assert order != FORM["order"]
    assert sum(archive.catalogue.count_requests().values()) == 1


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_what_is_wrong_stands_beside_its_input_with_what_was_typed(
    archive: Archive, client: TestClient, lang: str
) -> None:
    typed = {**FORM, "register": "death", "applicant": "", "date": "31/31/1933", "family": SCRIPT}
    answer = client.post("/counter", params={"lang": lang}, data=typed)
    assert answer.status_code == 422
    assert wrong(answer) == ["date", "applicant"]
    assert SCRIPT not in answer.text
    shown = html.fromstring(answer.text)
    assert shown.xpath("//input[@name='family']/@value") == [SCRIPT]
    assert shown.xpath("//input[@name='order']/@value") == [FORM["order"]]
    assert sum(archive.catalogue.count_requests().values()) == 0


def test_what_is_too_long_is_told_and_not_kept(archive: Archive, client: TestClient) -> None:
    typed = {**FORM, "act": str(REFERENCE), "purpose": "z" * 10_000}
    answer = client.post("/counter", data=typed)
    assert answer.status_code == 422 and wrong(answer) == ["purpose"]
    assert "z" * 200 not in answer.text


def test_what_the_applicant_knows_finds_the_act_or_waits_for_a_person(
    archive: Archive, verified: Act, client: TestClient
) -> None:
    said = {"given": "Khadija", "family": "Benabdallah", "date": "12/3/1933", "register": "birth"}
    sure = request_at(archive, client.post("/counter", data={**FORM, **said}))
    assert sure.act_id == verified.act_id
    unsure = {**FORM, "register": "birth", "family": "Benabdallah", "order": "b" * 32}
    request = request_at(archive, client.post("/counter", data=unsure))
    assert request.waiting is Waiting.SEVERAL_ACTS


def test_who_has_no_right_is_received_and_refused_with_the_rule(
    archive: Archive, verified: Act, client: TestClient
) -> None:
    typed = {**FORM, "act": str(REFERENCE), "kind": "full_copy", "capacity": "other"}
    asked = {name: typed[name] for name in ("kind", "capacity")}
    terms = words(page(client, "/counter/terms", **asked))
    assert "sera reçue et refusée" in terms and "loi 37-99" in terms
    answer = client.post("/counter", data=typed)
    assert request_at(archive, answer).refusal is Refusal.NOT_ENTITLED
    assert "loi 37-99" in words(html.fromstring(answer.text))


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_terms_say_fee_day_and_right_before_anything_is_received(
    archive: Archive, client: TestClient, lang: str
) -> None:
    asked = {"kind": "full_copy", "capacity": "spouse", "copies": "3", "delivery": "counter"}
    told = words(page(client, "/counter/terms", **asked, lang=lang))
    assert "6,00" in told
    assert texts("counter.json")[lang]["terms"]["proof"] in told
    broken = page(client, "/counter/terms", kind="x", copies="-3", capacity=SCRIPT, delivery="y")
    assert SCRIPT not in html.tostring(broken, encoding="unicode")


def test_an_act_without_a_number_is_asked_for_by_who_it_is(
    archive: Archive, filled: Catalogue, client: TestClient, act_reading: Any
) -> None:
    from tests.archive_api.asking import read_too

    read_too(filled, replace(act_reading(None), ordinal=70))
    act = next(one for one in filled.acts() if one.number is None)
    form = page(client, "/counter/new", act=act.act_id)
    assert "pas encore de numéro" in words(form)
    request = request_at(archive, client.post("/counter", data={**FORM, "act": act.act_id}))
    assert request.act_id == act.act_id
    assert request.waiting in (Waiting.ACT_IN_REVIEW, Waiting.ACT_WITHOUT_NUMBER)


@pytest.mark.parametrize("order", ["", "short", "a" * 31 + "/", "../" * 20])
def test_a_form_without_its_order_is_refused(
    archive: Archive, client: TestClient, order: str
) -> None:
    answer = client.post("/counter", data={**FORM, "act": str(REFERENCE), "order": order})
    assert answer.status_code == 422
    assert sum(archive.catalogue.count_requests().values()) == 0
