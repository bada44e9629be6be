"""A paper's own page, its file, and how it is withdrawn."""

from datetime import date

import pytest
from fastapi.testclient import TestClient
from lxml import html

from archive.account import Account, Role
from archive.act import Act
from archive.catalogue import Catalogue
from archive.issuing.officers import Capacity, Delegation
from archive.issuing.paper import IssuedPaper, PaperKind, PaperLanguage, PaperState, Revocation
from archive.settings import Settings
from archive.vault import Vault
from archive_api.issuing import IssueOrder, issue
from tests.archive_api.shown import page, words

OFFICE = "04.481.01.07"
ACT = f"{OFFICE}/birth/1933/1/66"
BROWSER = {"accept": "text/html"}


@pytest.fixture
def paper(filled: Catalogue, verified: Act, client: TestClient) -> IssuedPaper:
    """An extract that Amina signed."""
    amina = filled.add_officer("amina", "أمينة بناني", "Amina Bennani", Capacity.DELEGATE)
    filled.delegate(Delegation(amina.officer_id, OFFICE, date(2026, 1, 1), None, "12/2026"))
    order = IssueOrder("1", ACT, PaperKind.EXTRACT, PaperLanguage.BOTH, "amina")
    return issue(client.app.state.archive, order)  # type: ignore[attr-defined]


def reads(record: Catalogue, paper: IssuedPaper) -> list[str]:
    return [entry.action for entry in record.audit_entries(subject=paper.serial)]


@pytest.mark.parametrize(
    ("lang", "holds"), [("fr", "dit ce que l'acte dit aujourd'hui"), ("ar", "ما يقوله الرسم اليوم")]
)
def test_a_paper_says_what_it_is_whether_it_holds_and_how_it_is_checked(
    paper: IssuedPaper, client: TestClient, lang: str, holds: str
) -> None:
    shown = page(client, f"/papers/{paper.serial}", lang=lang)
    told = words(shown)
    for said in (paper.serial, paper.code, "Amina B.", "Khadija Benabdallah", holds):
        assert said in told
    (code,) = shown.xpath("//img[@class='qr']/@src")
    assert code.startswith("data:image/svg+xml;base64,")
    assert shown.xpath(f"//a[contains(@href, '/check/{paper.code}')]")
    assert shown.xpath(f"//a[@href='/acts/{ACT}']")


def test_its_file_is_shown_and_downloaded_and_every_look_is_logged(
    filled: Catalogue, paper: IssuedPaper, client: TestClient
) -> None:
    address = f"/papers/{paper.serial}"
    shown = client.get(f"{address}/file")
    assert shown.content.startswith(b"%PDF") and shown.headers["cache-control"] == "no-store"
    assert shown.headers["content-disposition"].startswith("inline")
    kept = client.get(f"{address}/file?download=true")
    name = f'filename="extract-{paper.serial.replace("/", "-")}.pdf"'
    assert kept.headers["content-disposition"] == f"attachment; {name}"
    assert client.get(f"{address}/picture").content.startswith(b"\xff\xd8")
    client.get(address)
    assert reads(filled, paper)[-4:] == ["paper.read", "paper.read", "paper.read", "paper.seen"]


def test_what_was_entered_since_is_told_on_the_paper_and_on_the_act(
    filled: Catalogue, verified: Act, paper: IssuedPaper, client: TestClient
) -> None:
    filled.verify(verified.act_id, {"given_name_fr": "Khadidja"}, "officer", verified.version)
    shown = page(client, f"/papers/{paper.serial}"), page(client, f"/acts/{ACT}"), listed(client)
    for one in map(words, shown):
        assert "l'acte a changé" in one and "l'acte a été rectifié" in one
    again = shown[0].xpath("//a[contains(@href, '/counter/new')]/@href")
    assert again and "kind=extract" in again[0]
    form = html.fromstring(client.get(str(again[0]).replace("kind=extract", "kind=full_copy")).text)
    assert form.xpath("//input[@name='kind'][@checked]/@value") == ["full_copy"]


def listed(client: TestClient) -> html.HtmlElement:
    return html.fromstring(client.get("/papers", params={"act": ACT}).text)


def test_an_act_lists_the_last_papers_first_each_leading_to_its_page(
    filled: Catalogue, verified: Act, paper: IssuedPaper, client: TestClient
) -> None:
    archive = client.app.state.archive  # type: ignore[attr-defined]
    serials = [paper.serial]
    for key in range(2, 13):
        order = IssueOrder(str(key), ACT, PaperKind.EXTRACT, PaperLanguage.AR, "amina")
        serials.append(issue(archive, order).serial)
    shown = page(client, f"/acts/{ACT}")
    links = [str(one) for one in shown.xpath("//ol[@class='issued']//a/@href")]
    assert links == [f"/papers/{serial}" for serial in serials[:1:-1]]
    assert shown.xpath("//a[starts-with(@href, '/papers?act=')]")
    rows = listed(client).xpath("//table[@class='papers']/tbody/tr")
    assert len(rows) == 12
    assert words(rows[0]).startswith(serials[-1])


def test_a_specimen_that_was_looked_at_is_no_paper_issued(
    filled: Catalogue, verified: Act, client: TestClient
) -> None:
    assert client.get(f"/v1/acts/{ACT}/extract").status_code == 200
    assert not page(client, f"/acts/{ACT}").xpath("//ol[@class='issued']")


def test_withdrawing_asks_why_and_asks_again_and_cannot_be_undone(
    filled: Catalogue, paper: IssuedPaper, client: TestClient
) -> None:
    address = f"/papers/{paper.serial}/withdraw"
    shown = page(client, f"/papers/{paper.serial}")
    assert shown.xpath(f"//form[@action='{address}'][@method='get']")
    asked = html.fromstring(client.get(address, params={"why": "lost_or_stolen"}).text)
    assert asked.xpath("//option[@value='lost_or_stolen'][@selected]")
    unsure = client.post(address, data={"why": "lost_or_stolen"})
    assert unsure.status_code == 422 and "Cochez la case" in unsure.text
    other = client.post(address, data={"why": "lost_or_stolen", "sure": f"{OFFICE}/2026/999999"})
    assert other.status_code == 422
    for why in ("", "because", "<script>alert(1)</script>"):
        nothing = client.post(address, data={"why": why, "sure": paper.serial})
        assert nothing.status_code == 422 and "<script>alert" not in nothing.text
    assert state(filled, paper) is PaperState.CURRENT
    done = client.post(address, data={"why": "lost_or_stolen", "sure": paper.serial})
    assert "Déclaré perdu ou volé" in done.text
    assert state(filled, paper) is PaperState.REVOKED
    again = client.post(address, data={"why": "issued_in_error", "sure": paper.serial})
    assert filled.paper(paper.serial).revoked is Revocation.LOST_OR_STOLEN
    assert "Déclaré perdu ou volé" in again.text
    assert not html.fromstring(again.text).xpath("//details[@class='withdraw']")


def state(record: Catalogue, paper: IssuedPaper) -> PaperState:
    _, status = record.paper_status(paper.code) or pytest.fail("not issued")
    return status.state


def test_only_officers_withdraw_and_the_file_is_for_those_who_issue(
    home: Settings, filled: Catalogue, paper: IssuedPaper, client: TestClient, sign_in
) -> None:
    address = f"/papers/{paper.serial}"
    said = {"why": "lost_or_stolen", "sure": paper.serial}
    for name, role in (("salma", Role.COUNTER), ("omar", Role.CLERK)):
        sign_in(client, home, Account(name, name, frozenset((role,))))
        assert not page(client, address).xpath("//details[@class='withdraw']")
        assert client.post(f"{address}/withdraw", data=said).status_code == 403
        reached = [client.get(f"{address}/{part}").status_code for part in ("file", "picture")]
        assert reached == ([200, 200] if role is Role.COUNTER else [403, 403])
    assert state(filled, paper) is PaperState.CURRENT


@pytest.mark.parametrize("serial", ["04.481.01.07/2026/999999", "x/y/z", "%3Cscript%3E/1/2"])
def test_a_serial_that_was_never_issued_leads_nowhere(
    filled: Catalogue, client: TestClient, serial: str
) -> None:
    answer = client.get(f"/papers/{serial}", headers=BROWSER)
    assert answer.status_code == 404
    assert "<script>" not in answer.text.replace("<script type", "")


def test_a_file_that_the_vault_lost_is_told(
    home: Settings, paper: IssuedPaper, client: TestClient
) -> None:
    vault = Vault(home.vault_url)
    place = next(path for path in home.home.rglob(f"*{paper.pdf_sha256}*"))
    place.unlink()
    assert not vault.has(paper.pdf_sha256)
    answer = client.get(f"/papers/{paper.serial}/file", headers=BROWSER)
    assert answer.status_code == 500
    assert "coffre" in answer.text


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_the_specimen_is_shown_as_a_picture_or_why_there_is_none(
    filled: Catalogue, verified: Act, client: TestClient, lang: str
) -> None:
    asked = {"act": ACT, "kind": "extract", "language": "both", "lang": lang}
    shown = html.fromstring(client.get("/papers/preview", params=asked).text)
    (picture,) = shown.xpath("//img")
    assert picture.get("src").startswith("data:image/jpeg;base64,") and picture.get("alt")
    (pdf,) = shown.xpath("//a/@href")
    assert client.get(pdf).content.startswith(b"%PDF")
    filled.verify(verified.act_id, {"father_given_fr": ""}, "officer", verified.version)
    asked["kind"] = "multilingual"
    why = html.fromstring(client.get("/papers/preview", params=asked).text)
    assert not why.xpath("//img") and words(why.xpath("//*[@role='alert']")[0])


def test_no_paper_is_issued_without_a_request(
    filled: Catalogue, verified: Act, client: TestClient
) -> None:
    sent = {"act": ACT, "kind": "full_copy", "language": "both", "version": str(verified.version)}
    assert client.post("/papers", data=sent).status_code == 405
    assert filled.papers_of(verified.act_id) == []
