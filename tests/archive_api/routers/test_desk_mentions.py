"""Writing a mention and deciding about it, as an officer's browser sees it."""

from collections.abc import Callable

import pytest
from fastapi.testclient import TestClient
from lxml import html
from lxml.html import HtmlElement

from archive.account import Account, Role
from archive.act import Act
from archive.catalogue import Catalogue
from archive.mention_wording import wordings
from archive.proposal import ProposalState
from archive.register import Kind
from archive.settings import Settings
from archive_api.desk_pages import texts
from archive_api.shown_values import shown_instant

ACT = "04.481.01.07/birth/1933/1/66"
BROWSER = {"Accept": "text/html"}
PDF = b"%PDF-1.7 an invented judgment"
BRAHIM = Account("brahim", "Brahim", frozenset((Role.OFFICER,)))
COURT = {
    "authority_ar": "المحكمة الابتدائية بتازة",
    "authority_fr": "le tribunal de première instance de Taza",
}
RENAMED = {
    "wording": "rectification",
    "field": "family_name",
    "family_name_ar": "بنعبد اللطيف",
    "family_name_fr": "Benabdellatif",
    "ground": "judgment",
    "reference": "45",
    "ground_date": "01/06/1990",
    **COURT,
}

SignIn = Callable[[TestClient, Settings, Account], TestClient]


def propose(
    client: TestClient, act: Act, said: dict[str, str], paper: bytes | None = PDF
) -> tuple[int, HtmlElement, str]:
    """What a form of these values is answered: status, page, address."""
    form = {"act": act.act_id, "version": str(act.version), **said}
    files = {} if paper is None else {"document": ("jugement.pdf", paper, "application/pdf")}
    answer = client.post("/mentions", data=form, files=files, headers=BROWSER)
    return answer.status_code, html.fromstring(answer.text), answer.url.path


def decide(client: TestClient, address: str, word: str, **said: str) -> tuple[int, HtmlElement]:
    page = html.fromstring(client.get(address).text)
    form = {one.get("name"): one.get("value") for one in page.xpath("//main//form//input")}
    answer = client.post(f"{address}/{word}", data={**form, **said}, headers=BROWSER)
    return answer.status_code, html.fromstring(answer.text)


def words(page: HtmlElement) -> str:
    return " ".join(page.xpath("//main")[0].text_content().split())


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_an_officer_chooses_among_the_wordings_of_the_act(
    client: TestClient, verified: Act, lang: str
) -> None:
    page = html.fromstring(client.get(f"/mentions/new?act={ACT}&lang={lang}").text)
    offered = [link.text for link in page.xpath("//*[@class='choices']//a")]
    assert offered == [
        wording.names[lang] for wording in wordings().values() if Kind.BIRTH in wording.kinds
    ]
    assert len(page.xpath("//ol[@class='margin']/li")) == 2


@pytest.mark.parametrize("wording", [key for key, one in wordings().items() if not one.changes])
@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_every_wording_has_its_form_with_every_input_labelled(
    client: TestClient, verified: Act, wording: str, lang: str
) -> None:
    page = html.fromstring(
        client.get(f"/mentions/new?act={ACT}&wording={wording}&lang={lang}").text
    )
    inputs = page.xpath("//form[@id='mention']//*[self::input or self::select or self::textarea]")
    shown = [one for one in inputs if one.get("type") != "hidden"]
    labels = {label.get("for"): label.text_content().strip() for label in page.xpath("//label")}
    assert shown and all(labels[one.get("id")] for one in shown)
    names = {name for blank in wordings()[wording].blanks for name in blank.inputs}
    assert names <= {one.get("name") for one in shown}


def test_the_page_of_an_act_leads_to_its_mentions(client: TestClient, verified: Act) -> None:
    page = html.fromstring(client.get(f"/acts/{ACT}").text)
    (link,) = page.xpath("//a[starts-with(@href, '/mentions/new')]/@href")
    assert client.get(link).status_code == 200


def test_a_correction_asks_for_the_field_first_and_shows_its_value(
    client: TestClient, verified: Act
) -> None:
    asked = client.get(f"/mentions/new?act={ACT}&wording=rectification&lang=fr")
    page = html.fromstring(asked.text)
    link = page.xpath("//table//a[text()='nom de famille']/@href")[0]
    form = html.fromstring(client.get(link).text)
    assert form.xpath("//input[@name='family_name_fr']/@value") == ["Benabdallah"]
    assert "Avant : Benabdallah" in words(form)


def test_the_words_are_shown_while_they_are_written(client: TestClient, verified: Act) -> None:
    said = {"act": verified.act_id, "wording": "marriage", "party_fr": "Brahim Ouali"}
    shown = html.fromstring(client.post("/mentions/preview", data=said).text)
    assert [one.get("lang") for one in shown.xpath("//p")] == ["ar", "fr"]
    assert shown.xpath("//p")[1].text == (
        "Mariée avec Brahim Ouali, suivant acte n° … en date du …"
    )


def test_what_one_officer_writes_another_approves(
    client: TestClient, program: TestClient, verified: Act, home: Settings, sign_in: SignIn
) -> None:
    status, page, address = propose(client, verified, RENAMED)
    assert (status, "Benabdellatif" in words(page)) == (200, True)
    assert not page.xpath("//button[contains(@formaction, 'approve')]"), "nobody's own"
    other = sign_in(program, home, BRAHIM)
    listed = html.fromstring(other.get("/mentions?lang=fr").text)
    assert listed.xpath("//table//th/a/@href") == [address]
    status, page = decide(other, address, "approve")
    assert status == 200
    assert "approuvée" in words(page)
    catalogue = Catalogue.open(home)
    act = catalogue.act(ACT)
    (facts,) = catalogue.facts_of_acts({verified.act_id}).values()
    catalogue.close()
    assert act is not None
    assert act.current["family_name_fr"] == "Benabdellatif"
    assert "Benabdellatif" in str(facts["family"]), "compared at once with what is held"
    assert act.fields["family_name_fr"].value == "Benabdallah"
    assert act.mentions[-1].date == "1990-06-01", "typed with its day first"
    told = other.get(f"/v1/acts/{ACT}").json()
    assert told["current"]["family_name_fr"] == "Benabdellatif"
    for name in ("Benabdellatif", "Benabdallah", "بنعبد اللطيف"):
        hits = other.get("/v1/search", params={"text": f"Khadija {name}"}).json()["hits"]
        assert hits[0]["reference"] == ACT, "found by what it says today and by what it said"
    last = told["history"][-1]
    assert (last["kind"], last["actor"]) == ("mentionentered", "brahim")
    assert last["proposal"] == address.rpartition("/")[2]
    assert last["mention"]["new"] == "بنعبد اللطيف"


def test_nobody_approves_their_own_by_a_forged_address(client: TestClient, verified: Act) -> None:
    _, _, address = propose(client, verified, RENAMED)
    status, page = decide(client, address, "approve")
    assert (status, "une autre personne" in words(page)) == (409, True)


def test_a_clerk_sees_no_page_of_mentions(
    program: TestClient, verified: Act, home: Settings, sign_in: SignIn
) -> None:
    clerk = Account("driss", "Driss", frozenset((Role.CLERK,)))
    browser = sign_in(program, home, clerk)
    for address in ("/mentions", f"/mentions/new?act={ACT}"):
        assert browser.get(address).status_code == 403
    assert browser.post("/mentions", data=RENAMED).status_code == 403


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_errors_stand_beside_their_inputs_and_nothing_typed_is_lost(
    client: TestClient, verified: Act, lang: str
) -> None:
    client.post("/language", data={"lang": lang})
    wrong = {**RENAMED, "ground_date": "31/02/1990", "authority_ar": "", "reference": "<b>45"}
    status, page, _ = propose(client, verified, wrong)
    assert status == 422
    for name in ("ground_date", "authority_ar"):
        (one,) = page.xpath(f"//input[@name='{name}']")
        told = one.get("aria-describedby").split()[-1]
        assert one.get("aria-invalid") == "true"
        assert page.xpath(f"//*[@id='{told}']")[0].text_content()
    assert page.xpath("//input[@name='reference']/@value") == ["<b>45"]
    assert page.xpath("//input[@name='family_name_fr']/@value") == ["Benabdellatif"]
    (kept,) = page.xpath("//input[@name='kept_document']/@value")
    again = {**RENAMED, "kept_document": kept}
    assert propose(client, verified, again, paper=None)[0] == 200


@pytest.mark.parametrize(
    ("paper", "why"),
    [
        (b"<html><script>alert(1)</script>", "document_type"),
        (b"%PDF-" + bytes(20_000_000), "document_size"),
        (None, "blank_missing"),
    ],
)
def test_a_paper_is_a_pdf_or_a_picture_of_a_bearable_size(
    client: TestClient, verified: Act, paper: bytes | None, why: str
) -> None:
    status, page, _ = propose(client, verified, RENAMED, paper)
    told = page.xpath("//*[@id='document-wrong']")[0].text_content()
    assert (status, bool(told)) == (422, True)
    assert why


def test_the_paper_is_shown_to_who_decides_and_runs_nothing(
    client: TestClient, verified: Act
) -> None:
    _, page, address = propose(client, verified, RENAMED)
    (link,) = page.xpath("//a[contains(@href, '/documents/')]/@href")
    shown = client.get(link)
    assert (shown.content, shown.headers["content-type"]) == (PDF, "application/pdf")
    assert "sandbox" in shown.headers["content-security-policy"]
    assert client.get(f"{address}/documents/{'0' * 64}").status_code == 404


def test_a_mention_is_replaced_and_another_withdrawn_with_a_reason(
    client: TestClient, program: TestClient, verified: Act, home: Settings, sign_in: SignIn
) -> None:
    first, second = (entry.id for entry in verified.margin)
    said = {
        "wording": "marriage",
        "replaces": first,
        "party_ar": "إبراهيم أوعلي",
        "party_fr": "Brahim Ouali",
        "ground": "marriage_act",
        "reference": "42",
        "ground_date": "1955-02-01",
    }
    assert propose(client, verified, said)[0] == 422, "a reason is asked"
    _, page, replacing = propose(client, verified, {**said, "reason": "mal lue"})
    assert page.xpath("//li[@class='gone']//p[@lang='fr']")[0].text.startswith("Mariée à Settat")
    error = {"wording": "withdraw", "replaces": second, "ground": "record_error"}
    _, _, withdrawing = propose(client, verified, {**error, "reason": "une autre"}, paper=None)
    other = sign_in(program, home, BRAHIM)
    assert decide(other, replacing, "approve")[0] == 200
    assert decide(other, withdrawing, "approve")[0] == 200
    catalogue = Catalogue.open(home)
    act = catalogue.act(ACT)
    catalogue.close()
    assert act is not None
    assert [mention.text_fr for mention in act.mentions] == [
        "Mariée avec Brahim Ouali, suivant acte n° 42 en date du premier février mil neuf cent "
        "cinquante-cinq"
    ]
    assert act.death is None
    assert len(act.superseded) == 2


def test_a_proposal_is_refused_or_taken_back_with_a_reason(
    client: TestClient, program: TestClient, verified: Act, home: Settings, sign_in: SignIn
) -> None:
    _, _, mine = propose(client, verified, RENAMED)
    assert decide(client, mine, "take-back")[0] == 422
    _, page = decide(client, mine, "take-back", reason="<script>x</script>")
    assert "<script>x</script>" in words(page), "shown as text"
    _, _, asked = propose(client, verified, RENAMED)
    other = sign_in(program, home, BRAHIM)
    assert decide(other, asked, "refuse", reason="autre personne")[0] == 200
    catalogue = Catalogue.open(home)
    states = [catalogue.proposal(one.rpartition("/")[2]) for one in (mine, asked)]
    catalogue.close()
    assert [one.state for one in states if one] == [
        ProposalState.WITHDRAWN,
        ProposalState.REFUSED,
    ]


def test_an_act_that_nobody_verified_says_why_it_takes_no_mention(
    client: TestClient, filled: Catalogue
) -> None:
    answer = client.get(f"/mentions/new?act={ACT}&lang=fr", headers=BROWSER)
    assert answer.status_code == 409
    assert "vérifiez-le avant" in words(html.fromstring(answer.text))


def test_an_act_that_changed_meanwhile_keeps_what_was_typed(
    client: TestClient, verified: Act
) -> None:
    status, page, _ = propose(client, verified, {**RENAMED, "version": "1"})
    assert status == 409
    assert page.xpath("//input[@name='family_name_fr']/@value") == ["Benabdellatif"]
    assert page.xpath("//input[@name='version']/@value") == [str(verified.version)]


def test_a_form_sent_twice_is_one_proposal(client: TestClient, verified: Act) -> None:
    said = {**RENAMED, "proposal": "f" * 32}
    assert propose(client, verified, said)[2] == propose(client, verified, said)[2]


@pytest.mark.parametrize("address", ["/mentions/none", "/mentions/none/documents/x"])
def test_an_unknown_proposal_is_not_found(client: TestClient, address: str) -> None:
    assert client.get(address).status_code == 404


def test_every_text_stands_in_both_languages() -> None:
    def keys(value: object) -> object:
        if not isinstance(value, dict):
            return bool(value)
        return {name: keys(inner) for name, inner in value.items()}

    found = texts("mentions.json")
    assert keys(found["fr"]) == keys(found["ar"])


def test_proposals_that_wait_for_the_same_act_are_shown_before_another_is_made(
    client: TestClient, verified: Act
) -> None:
    address = propose(client, verified, RENAMED)[2]
    page = html.fromstring(client.get(f"/mentions/new?act={ACT}").text)
    assert page.xpath("//*[@class='note']//a/@href") == [address]


@pytest.mark.parametrize(
    ("lang", "judged", "born"),
    [("fr", "1er juin 1990", "12 mars 1933"), ("ar", "1 يونيو 1990", "12 مارس 1933")],
)
def test_people_dates_and_codes_are_told_in_words(
    client: TestClient, verified: Act, home: Settings, lang: str, judged: str, born: str
) -> None:
    _, _, address = propose(client, verified, RENAMED)
    catalogue = Catalogue.open(home)
    proposal = catalogue.proposal(address.rpartition("/")[2])
    catalogue.close()
    assert proposal is not None
    at = shown_instant(proposal.proposed_at, lang)
    client.post("/language", data={"lang": lang})
    for page in (address, "/mentions?whose=mine", f"/mentions/new?act={ACT}"):
        said = words(html.fromstring(client.get(page).text))
        assert "Amina B." in said and at in said, page
        assert "amina" not in said and "1990-06-01" not in said, page
    said = words(html.fromstring(client.get(address).text))
    assert judged in said and born in said
    assert texts("fields.json")[lang]["sexes"]["F"] in said
    assert "1933-03-12" not in said


@pytest.mark.parametrize(
    ("ground", "required"),
    [
        ("judgment", {"reference", "ground_date", "authority_ar", "authority_fr", "document"}),
        ("adoul_act", {"reference", "ground_date", "document"}),
    ],
)
def test_what_the_ground_chosen_cannot_be_cited_without_is_marked(
    client: TestClient, verified: Act, ground: str, required: set[str]
) -> None:
    said = {"wording": "marriage_proof", "ground": ground}
    _, page, _ = propose(client, verified, said, paper=None)
    cited = page.xpath("//fieldset[.//@data-needed-by]//*[@data-needed-by]")
    assert {one.get("id") for one in cited if one.get("aria-required")} == required
    for one in cited:
        (star,) = page.xpath(f"//label[@for='{one.get('id')}']/abbr")
        assert (star.get("hidden") is None) is (one.get("id") in required)
        assert (ground in one.get("data-needed-by").split()) is (one.get("id") in required)
