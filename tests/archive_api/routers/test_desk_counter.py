"""The counter's queue, the numbers typed there, new requests and their receipts."""

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient
from lxml import html

from archive.account import Account, Role
from archive.act import Act
from archive.catalogue import Catalogue
from archive.issuing.asked import Applicant, ApplicantCapacity
from archive.issuing.deadlines import Delivery
from archive.issuing.paper import PaperKind
from archive.settings import Settings
from archive_api.desk_pages import texts
from archive_api.opened import Archive
from tests.archive_api.asking import ASKED, FORM, OFFICE, known, sent, signed, signing
from tests.archive_api.shown import page, words

BROWSER = {"accept": "text/html"}
SCRIPT = "<script>alert(1)</script>"


@pytest.fixture
def archive(filled: Catalogue, client: TestClient) -> Archive:
    """The archive of the service, in which Amina may sign for the office."""
    return signing(client)


def numbers(shown: html.HtmlElement) -> list[str]:
    return [words(one) for one in shown.xpath("//table[@class='requests']/tbody/tr/th")]


def wrong(answer: Any) -> list[str]:
    return [one.get("name") for one in html.fromstring(answer.text).xpath("//*[@aria-invalid]")]


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_an_empty_counter_says_so(archive: Archive, client: TestClient, lang: str) -> None:
    shown = words(page(client, "/counter", lang=lang))
    assert texts("counter.json")[lang]["queue"]["none"] in shown


def test_requests_stand_by_their_deadlines_with_why_they_wait(
    archive: Archive, verified: Act, client: TestClient
) -> None:
    posted = replace(ASKED, delivery=Delivery.POST, address="7, derb Lghorfa, Settat")
    later = sent(archive, posted)
    sooner = sent(archive, key="key-2")
    unknown = known(archive, "key-3", given="Zzq", family="Xqzwrt", father="", date="")
    shown = page(client, "/counter")
    assert set(numbers(shown)) == {later.number, sooner.number, unknown.number}
    assert numbers(shown)[-1] == later.number
    told = {words(row.xpath("th")[0]): words(row) for row in shown.xpath("//tbody/tr")}
    assert "à signer" in told[sooner.number] and "Khadija Benabdallah" in told[sooner.number]
    assert "acte introuvable" in told[unknown.number] and "Zzq Xqzwrt" in told[unknown.number]
    assert "Par la poste" in told[later.number]


@pytest.mark.parametrize(
    ("asked", "which"),
    [
        ({}, {"ready", "lost", "signed"}),
        ({"state": "prepared"}, {"ready"}),
        ({"state": "signed"}, {"signed"}),
        ({"state": "refused"}, {"refused"}),
        ({"state": "all"}, {"ready", "lost", "signed", "refused"}),
        ({"kind": "full_copy", "state": "all"}, {"refused"}),
        ({"waiting": "no_act_found"}, {"lost"}),
        ({"office": f"Mechraa Bel Ksiri ({OFFICE})"}, {"ready", "signed"}),
        ({"when": "overdue"}, set()),
        ({"state": "everything", "kind": "x", "waiting": SCRIPT}, {"ready", "lost", "signed"}),
    ],
)
def test_the_queue_is_narrowed(
    archive: Archive,
    verified: Act,
    client: TestClient,
    asked: dict[str, str],
    which: set[str],
) -> None:
    stranger = Applicant("Driss Ziani", ApplicantCapacity.OTHER)
    made = {
        "ready": sent(archive, key="key-1"),
        "lost": known(archive, "key-2", given="Zzq", family="Xqzwrt", father="", date=""),
        "signed": signed(archive, key="key-3"),
        "refused": sent(
            archive, replace(ASKED, kind=PaperKind.FULL_COPY, applicant=stranger), "key-4"
        ),
    }
    shown = page(client, "/counter", **asked)
    assert set(numbers(shown)) == {made[name].number for name in which}
    assert SCRIPT not in html.tostring(shown, encoding="unicode")


def test_what_is_late_is_marked_and_counted(
    archive: Archive, verified: Act, client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = sent(archive)
    late = request.terms.due_on + timedelta(days=1)
    for module in ("desk_counter", "desk_request"):
        monkeypatch.setattr(f"archive_api.routers.{module}.today", lambda: late)
    monkeypatch.setattr("archive_api.shown_requests.today", lambda: late)
    shown = page(client, "/counter", when="overdue")
    assert numbers(shown) == [request.number]
    assert shown.xpath("//tr[@class='overdue']")
    assert words(shown.xpath("//a[contains(@class, 'chip overdue')]/bdi")[0]) == "1"
    assert page(client, f"/counter/{request.number}").xpath("//span[@class='state overdue']")


def test_a_long_queue_goes_on_where_it_left_off(
    archive: Archive, verified: Act, client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("archive_api.routers.desk_counter._ON_A_PAGE", 2)
    made = {sent(archive, key=f"key-{at}").number for at in range(5)}
    seen, address = [], "/counter"
    while address:
        shown = page(client, address)
        seen += numbers(shown)
        address = next(iter(shown.xpath("//a[@rel='next']/@href")), "")
    assert len(seen) == 5 and set(seen) == made


def test_an_office_that_is_none_is_told(archive: Archive, client: TestClient) -> None:
    answer = client.get("/counter", params={"office": "nowhere at all"})
    assert answer.status_code == 422 and wrong(answer) == ["office"]


def test_a_number_typed_leads_to_what_bears_it(
    archive: Archive, verified: Act, client: TestClient
) -> None:
    request = signed(archive)
    paper = archive.catalogue.paper(request.papers[0])
    typed = {
        request.number: f"/counter/{request.number}",
        request.number.lower().replace("-", " "): f"/counter/{request.number}",
        paper.code: f"/papers/{paper.serial}",
        paper.serial: f"/papers/{paper.serial}",
    }
    for text, address in typed.items():
        assert client.get("/counter", params={"find": text}).url.path == address, text
    for nothing in ("D-2026-999999-0", "zzz", SCRIPT, f"{OFFICE}/2026/999999"):
        answer = client.get("/counter", params={"find": nothing})
        assert "Aucune demande et aucun document" in answer.text and SCRIPT not in answer.text


def test_offices_are_named_for_the_counter(archive: Archive, client: TestClient) -> None:
    told = client.get("/counter/offices", params={"text": "Mechraa"}).json()["items"]
    assert OFFICE in {one["code"] for one in told}


def test_a_receipt_says_in_both_languages_what_is_asked_and_by_when(
    archive: Archive, verified: Act, client: TestClient
) -> None:
    request = sent(archive)
    shown = page(client, f"/counter/{request.number}/receipt")
    sides = {one.get("lang"): words(one) for one in shown.xpath("//article//section")}
    assert "Récépissé de demande" in sides["fr"] and "وصل طلب" in sides["ar"]
    for told in sides.values():
        assert request.number in told and "Khadija Benabdallah" in told and "2,00" in told
    assert shown.xpath("//img[starts-with(@src, 'data:image/svg+xml')]")


@pytest.mark.parametrize("number", ["D-2026-000001-0", "x", "%3Cscript%3E", "D-2026-999999-9"])
def test_a_number_that_no_request_has_leads_nowhere(
    archive: Archive, client: TestClient, number: str
) -> None:
    for address in (f"/counter/{number}", f"/counter/{number}/receipt"):
        answer = client.get(address, headers=BROWSER)
        assert answer.status_code == 404
        assert not re.search(r"<script>", answer.text)


def test_the_counter_is_for_those_who_issue(
    archive: Archive, home: Settings, client: TestClient, sign_in: Any
) -> None:
    request = sent(archive)
    sign_in(client, home, Account("omar", "Omar", frozenset((Role.CLERK,))))
    for address in ("/counter", "/counter/new", f"/counter/{request.number}"):
        assert client.get(address, headers=BROWSER).status_code == 403
    assert client.post("/counter", data=FORM).status_code == 403


def test_lists_of_requests_are_logged_by_number_and_name_nobody(
    archive: Archive, verified: Act, client: TestClient
) -> None:
    request = sent(archive)
    page(client, "/counter")
    page(client, f"/counter/{request.number}")
    actions = [(one.action, one.subject) for one in archive.catalogue.audit_entries()]
    assert ("requests.seen", request.number) in actions
    assert ("request.seen", request.number) in actions
    assert all("Khadija" not in subject for _, subject in actions)


def test_requests_signed_today_are_counted(
    archive: Archive, verified: Act, client: TestClient
) -> None:
    signed(archive, replace(ASKED, copies=2))
    assert "demandes : 1 · exemplaires : 2 · 4,00 DH" in words(page(client, "/counter"))
