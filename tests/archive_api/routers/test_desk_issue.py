"""Issuing a paper from its page: one for each form, and refusals told where they were asked for."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from uuid import uuid4

import pytest
from fastapi.testclient import TestClient
from lxml import html

from archive.account import Account, Role
from archive.act import Act
from archive.catalogue import Catalogue
from archive.issuing.officers import Capacity, Delegation
from archive.issuing.paper import PaperKind, PaperLanguage
from archive.settings import Settings
from archive_api.problems import Problem
from archive_api.signing.port import SigningError

OFFICE = "04.481.01.07"
ACT = f"{OFFICE}/birth/1933/1/66"


@pytest.fixture
def signs(filled: Catalogue, client: TestClient) -> Catalogue:
    """The record, in which Amina signs for the office."""
    amina = filled.add_officer("amina", "أمينة بناني", "Amina Bennani", Capacity.DELEGATE)
    filled.delegate(Delegation(amina.officer_id, OFFICE, date(2026, 1, 1), None, "12/2026"))
    return filled


def page(client: TestClient, lang: str = "fr") -> html.HtmlElement:
    answer = client.get("/papers/new", params={"act": ACT, "lang": lang})
    assert answer.status_code == 200, answer.text
    return html.fromstring(answer.text)


def filled_in(shown: html.HtmlElement, **chosen: str) -> dict[str, str]:
    """What the page's form would send."""
    (form,) = shown.xpath("//form[@id='issue']")
    sent = {one.get("name"): one.get("value") for one in form.xpath(".//input[@type='hidden']")}
    for one in form.xpath(".//input[@type='radio'][@checked]"):
        sent[one.get("name")] = one.get("value")
    return {**sent, **chosen}


def told(answer: html.HtmlElement) -> str:
    return " ".join(
        " ".join(one.text_content() for one in answer.xpath("//*[@role='alert']")).split()
    )


def test_an_officer_signs_the_paper_that_was_shown(
    signs: Catalogue, verified: Act, client: TestClient
) -> None:
    shown = page(client)
    assert "Amina Bennani" in shown.text_content() and "12/2026" in shown.text_content()
    assert "SPÉCIMEN" in shown.text_content()
    answer = client.post("/papers", data=filled_in(shown, kind="full_copy", language="ar"))
    assert answer.status_code == 200
    (paper,) = signs.papers_of(verified.act_id)
    assert (paper.kind, paper.language) == (PaperKind.FULL_COPY, PaperLanguage.AR)
    assert answer.url.path == f"/papers/{paper.serial}"
    assert paper.officer == "amina"


def test_a_form_sent_again_gives_the_same_paper_and_another_choice_another(
    signs: Catalogue, verified: Act, client: TestClient
) -> None:
    sent = filled_in(page(client))
    addresses = [client.post("/papers", data=sent).url.path for _ in range(2)]
    assert addresses[0] == addresses[1]
    other = client.post("/papers", data={**sent, "kind": "full_copy"}).url.path
    assert other != addresses[0]
    assert len(signs.papers_of(verified.act_id)) == 2
    assert filled_in(page(client))["order"] != sent["order"]


def test_a_button_pressed_twice_at_once_issues_one_paper(
    signs: Catalogue, verified: Act, client: TestClient
) -> None:
    sent = filled_in(page(client))
    with ThreadPoolExecutor(4) as at_once:
        asked = [at_once.submit(client.post, "/papers", data=sent) for _ in range(4)]
        answers = [one.result() for one in asked]
    (paper,) = signs.papers_of(verified.act_id)
    assert {one.url.path for one in answers} == {f"/papers/{paper.serial}"}


def test_who_may_not_sign_sees_the_paper_and_is_told_whom_to_ask(
    verified: Act, client: TestClient, home: Settings, sign_in
) -> None:
    sign_in(client, home, Account("salma", "Salma", frozenset((Role.COUNTER,))))
    shown = page(client)
    assert not shown.xpath("//form[@id='issue']//button[not(ancestor::noscript)]")
    assert "Vous ne signez pas pour ce bureau" in shown.text_content()
    sent = {**filled_in(shown), "kind": "extract"}
    answer = client.post("/papers", data=sent)
    assert answer.status_code == 409
    assert OFFICE in told(html.fromstring(answer.text))


@pytest.mark.parametrize("lang", ["fr", "ar"])
@pytest.mark.parametrize("code", ["time_stamp_unavailable", "token_missing"])
def test_a_paper_that_could_not_be_signed_is_told_with_the_form_kept(
    signs: Catalogue, verified: Act, client: TestClient, monkeypatch, code: str, lang: str
) -> None:
    def refuse(*_: object) -> None:
        raise SigningError(code, "nobody answers")

    sent = filled_in(page(client, lang=lang), kind="multilingual", language="fr")
    monkeypatch.setattr("archive_api.routers.desk_issue.issue", refuse)
    answer = client.post("/papers", params={"lang": lang}, data=sent)
    again = html.fromstring(answer.text)
    assert answer.status_code == 503
    assert " ".join(Problem(code).texts[lang].split()) in told(again)
    assert filled_in(again) == sent
    assert signs.papers_of(verified.act_id) == []


def test_an_act_that_changed_since_its_specimen_was_shown_is_not_signed_unseen(
    signs: Catalogue, verified: Act, client: TestClient
) -> None:
    sent = filled_in(page(client))
    signs.verify(verified.act_id, {"given_name_fr": "Khadidja"}, "officer", verified.version)
    answer = client.post("/papers", data=sent)
    assert answer.status_code == 409
    assert signs.papers_of(verified.act_id) == []
    again = filled_in(html.fromstring(answer.text))
    assert client.post("/papers", data=again).url.path.startswith(f"/papers/{OFFICE}/")


def test_an_act_nobody_verified_offers_its_confirmation_instead(
    signs: Catalogue, client: TestClient
) -> None:
    shown = page(client)
    assert "n'est pas encore vérifié" in told(shown)
    assert not shown.xpath("//form[@id='issue']")
    assert shown.xpath("//main//a[starts-with(@href, '/verify?act=')]")


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_the_specimen_is_shown_as_a_picture_or_why_there_is_none(
    signs: Catalogue, verified: Act, client: TestClient, lang: str
) -> None:
    asked = {"act": ACT, "kind": "extract", "language": "both", "lang": lang}
    shown = html.fromstring(client.get("/papers/preview", params=asked).text)
    (picture,) = shown.xpath("//img")
    assert picture.get("src").startswith("data:image/jpeg;base64,") and picture.get("alt")
    (pdf,) = shown.xpath("//a/@href")
    assert client.get(pdf).content.startswith(b"%PDF")
    signs.verify(verified.act_id, {"father_given_fr": ""}, "officer", verified.version)
    asked["kind"] = "multilingual"
    why = html.fromstring(client.get("/papers/preview", params=asked).text)
    assert not why.xpath("//img") and told(why)


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "passport"},
        {"language": "en"},
        {"order": "1"},
        {"order": "../../etc/passwd"},
        {"version": "x"},
        {"act": "<script>alert(1)</script>" * 20},
    ],
)
def test_a_form_that_was_tampered_with_issues_nothing(
    signs: Catalogue, verified: Act, client: TestClient, wrong: dict[str, str]
) -> None:
    answer = client.post("/papers", data={**filled_in(page(client)), **wrong})
    assert answer.status_code == 422
    assert signs.papers_of(verified.act_id) == []


def test_an_unknown_act_is_told_without_its_markup(signs: Catalogue, client: TestClient) -> None:
    browser = {"accept": "text/html"}
    sent = {"act": "<script>x</script>", "order": uuid4().hex, "version": "1"}
    sent |= {"kind": "extract", "language": "ar"}
    answer = client.post("/papers", data=sent, headers=browser)
    assert answer.status_code == 404
    assert not re.search("<script>x", answer.text)
