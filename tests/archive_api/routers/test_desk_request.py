"""One request at the counter: each step taken by a person, and what is told where it is not."""

from dataclasses import replace
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
from archive.issuing.request import FoundBy, Request
from archive.issuing.request_codes import Refusal, Waiting
from archive.issuing.request_state import RequestState
from archive.settings import Settings
from archive_api.desk_pages import texts
from archive_api.opened import Archive
from archive_api.signing.opening import Signers
from tests.archive_api.asking import (
    ASKED,
    KNOWN,
    confirm,
    hindered,
    known,
    read_too,
    sent,
    signed,
    signing,
    unsigned,
)
from tests.archive_api.shown import words

SCRIPT = "<script>alert(1)</script>"


@pytest.fixture
def archive(filled: Catalogue, client: TestClient) -> Archive:
    """The archive of the service, in which Amina may sign for the office."""
    return signing(client)


def shown(client: TestClient, request: Request, **asked: str) -> html.HtmlElement:
    answer = client.get(f"/counter/{request.number}", params=asked)
    assert answer.status_code == 200, answer.text
    return html.fromstring(answer.text)


def take(client: TestClient, request: Request, step: str, **said: Any) -> Any:
    """Take a step as the page of this request would."""
    form = {"version": str(request.version), **said}
    if step == "sign":
        act = client.app.state.archive.catalogue.act(request.act_id)  # type: ignore[attr-defined]
        form = {"act_version": str(act.version), **form}
    return client.post(f"/counter/{request.number}/{step}", data=form)


def alert(answer: Any) -> str:
    alerts = html.fromstring(answer.text).xpath("//*[@role='alert']")
    return " ".join(words(one) for one in alerts)


def now(archive: Archive, request: Request) -> Request:
    return archive.catalogue.request(request.number)


def offered(page: html.HtmlElement) -> set[str]:
    """The steps that a page offers."""
    actions = page.xpath("//main//form[@method='post']/@action")
    return {str(one).rpartition("/")[2] for one in actions}


def test_a_request_goes_from_the_counter_to_its_applicant(
    archive: Archive, verified: Act, client: TestClient
) -> None:
    request = sent(archive)
    page = shown(client, request)
    assert offered(page) == {"sign", "refuse", "cancel"}
    assert "Amina Bennani" in words(page)
    answer = take(client, request, "sign")
    assert "Le document est signé" in answer.text
    request = now(archive, request)
    page = shown(client, request)
    assert offered(page) == {"deliver"}
    (paper,) = page.xpath("//ul[@class='papers']//a[contains(@class, 'button')]/@href")
    assert paper == f"/papers/{request.papers[0]}"
    assert words(html.fromstring(client.get(paper).text)).count(request.number)
    take(client, request, "deliver")
    request = now(archive, request)
    assert request.state is RequestState.DELIVERED
    assert offered(shown(client, request)) == set()


def test_a_step_said_twice_is_taken_once(
    archive: Archive, verified: Act, client: TestClient
) -> None:
    request = sent(archive)
    for _ in range(2):
        assert take(client, request, "sign").status_code == 200
    (serial,) = now(archive, request).papers
    assert [one.serial for one in archive.catalogue.papers_of(verified.act_id)] == [serial]
    signed_now = now(archive, request)
    for _ in range(2):
        assert take(client, signed_now, "deliver").status_code == 200
    assert now(archive, request).version == signed_now.version + 1


@pytest.mark.parametrize("step", ["sign", "refuse", "cancel", "proof"])
def test_a_request_that_went_on_meanwhile_is_shown_anew_and_not_touched(
    archive: Archive, verified: Act, client: TestClient, step: str
) -> None:
    request = sent(archive)
    seen = replace(request, version=request.version - 1)
    answer = take(client, seen, step, why="identity_not_shown")
    assert answer.status_code == 409
    assert "a avancé entre-temps" in alert(answer)
    assert now(archive, request) == request


def test_one_of_several_acts_is_chosen_beside_their_pictures(
    archive: Archive, filled: Catalogue, verified: Act, client: TestClient
) -> None:
    request = known(archive, given="", date="", father="")
    page = shown(client, request)
    cards = page.xpath("//section[@aria-labelledby='now']//ul[@class='cards']/li")
    assert len(cards) == 2 == len(request.candidates)
    for card in cards:
        (picture,) = card.xpath(".//img/@src")
        assert client.get(picture).headers["content-type"] == "image/jpeg"
    assert words(page.xpath("//dl[@class='facts']")[1]).count("Benabdallah")
    take(client, request, "identify", act=verified.act_id)
    request = now(archive, request)
    assert (request.act_id, request.found_by) == (verified.act_id, FoundBy.PERSON)
    assert request.waiting is Waiting.OFFICER_TO_SIGN


def test_an_act_not_found_is_looked_for_again_from_the_request(
    archive: Archive, verified: Act, client: TestClient
) -> None:
    request = known(archive, given="Zzq", family="Xqzwrt", date="", father="")
    assert request.waiting is Waiting.NO_ACT_FOUND
    page = shown(client, request, text="Khadija Benabdallah")
    (act,) = page.xpath("//form[contains(@action, 'identify')]/input[@name='act']/@value")
    take(client, request, "identify", act=act)
    assert now(archive, request).act_id == verified.act_id


def test_an_act_of_another_register_or_of_none_is_refused_in_words(
    archive: Archive, filled: Catalogue, verified: Act, client: TestClient
) -> None:
    request = known(archive, given="Zzq", family="Xqzwrt", date="", father="")
    for nothing in ("nowhere", SCRIPT):
        answer = take(client, request, "identify", act=nothing)
        assert answer.status_code == 404 and SCRIPT not in answer.text
    assert now(archive, request) == request


def test_the_proof_of_a_capacity_is_seen_before_an_officer_signs(
    archive: Archive, verified: Act, client: TestClient
) -> None:
    spouse = Applicant("Driss Ziani", ApplicantCapacity.SPOUSE)
    request = sent(archive, replace(ASKED, kind=PaperKind.FULL_COPY, applicant=spouse))
    page = shown(client, request)
    assert request.waiting is Waiting.PROOF_TO_SEE
    assert "la preuve de l'identité et de la qualité reste à voir" in words(page)
    assert "loi 37-99" in words(page).lower()
    take(client, request, "proof")
    assert now(archive, request).waiting is Waiting.OFFICER_TO_SIGN
    assert "la preuve de l'identité et de la qualité a été vue" in words(
        shown(client, now(archive, request))
    )


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_a_paper_that_cannot_be_signed_now_says_why_and_keeps_its_order(
    archive: Archive, verified: Act, client: TestClient, lang: str
) -> None:
    request = sent(archive)
    app: Any = client.app
    usual: Signers = archive.signers
    app.state.archive = hindered(archive, unsigned("time_stamp_unavailable"))
    take(client, request, "sign")
    app.state.archive = replace(archive, signers=usual)
    request = now(archive, request)
    page = shown(client, request, lang=lang)
    assert " ".join(Waiting.TIME_STAMP_DOWN.texts[lang].split()) in words(page)
    assert offered(page) == {"refuse", "cancel"}


def test_who_may_not_sign_is_not_offered_it_and_told_when_they_try(
    archive: Archive, verified: Act, client: TestClient, home: Settings, sign_in: Any
) -> None:
    request = sent(archive)
    sign_in(client, home, Account("salma", "Salma", frozenset((Role.COUNTER,))))
    assert offered(shown(client, request)) == {"refuse", "cancel"}
    answer = take(client, request, "sign")
    assert answer.status_code == 409 and "délégation" in alert(answer)
    assert now(archive, request) == request


def test_an_act_that_changed_since_its_specimen_was_shown_is_not_signed_unseen(
    archive: Archive, verified: Act, client: TestClient
) -> None:
    request = sent(archive)
    (seen,) = shown(client, request).xpath("//input[@name='act_version']/@value")
    confirm(archive, given_name_fr="Khadidja")
    answer = take(client, request, "sign", act_version=seen)
    assert answer.status_code == 409 and "a changé" in alert(answer)
    assert archive.catalogue.papers_of(verified.act_id) == []
    assert take(client, now(archive, request), "sign").url.params["note"] == "signed"


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_a_paper_whose_act_changed_is_not_handed_over_but_made_anew(
    archive: Archive, verified: Act, client: TestClient, lang: str
) -> None:
    request = signed(archive)
    confirm(archive, given_name_fr="Khadidja")
    page = shown(client, request, lang=lang)
    told = texts("counter.json")[lang]["request"]["outdated"]
    assert " ".join(told.split()) in words(page)
    assert "deliver" not in offered(page) and {"identify", "cancel"} <= offered(page)
    assert take(client, request, "deliver").status_code == 409
    (again,) = page.xpath("//form[contains(@action, '/identify')]//input[@name='act']/@value")
    take(client, request, "identify", act=str(again))
    assert now(archive, request).waiting is Waiting.OFFICER_TO_SIGN


def test_a_refusal_needs_its_reason_and_is_told_with_the_rule(
    archive: Archive, verified: Act, client: TestClient
) -> None:
    request = sent(archive)
    for why in ("", "because", "act_annulled", SCRIPT):
        answer = take(client, request, "refuse", why=why)
        assert answer.status_code == 422
        assert "Choisissez le motif" in alert(answer) and SCRIPT not in answer.text
    take(client, request, "refuse", why="capacity_not_proven")
    request = now(archive, request)
    assert request.refusal is Refusal.CAPACITY_NOT_PROVEN
    page = shown(client, request)
    assert Refusal.CAPACITY_NOT_PROVEN.texts["fr"] in page.text_content()
    assert offered(page) == set()


def test_a_request_is_cancelled_and_what_is_signed_is_not(
    archive: Archive, verified: Act, client: TestClient
) -> None:
    request = sent(archive)
    take(client, request, "cancel")
    assert now(archive, request).state is RequestState.CANCELLED
    done = signed(archive, key="key-2")
    answer = take(client, done, "cancel")
    assert answer.status_code == 409
    assert "stade" in alert(answer) and "signée" in alert(answer)
    assert now(archive, done) == done


def test_a_posted_paper_shows_where_it_goes(
    archive: Archive, verified: Act, client: TestClient
) -> None:
    posted = replace(ASKED, delivery=Delivery.POST, address="7, derb Lghorfa, Settat", copies=2)
    request = signed(archive, posted)
    page = shown(client, request)
    assert "7, derb Lghorfa, Settat" in words(page.xpath("//address")[0])
    assert len(page.xpath("//ul[@class='papers']/li")) == 2
    assert "Remis à la poste" in words(page)


def test_an_act_in_review_says_when_it_is_likely_verified(
    archive: Archive, filled: Catalogue, client: TestClient, act_reading: Any
) -> None:
    read_too(filled, replace(act_reading(68), sure=False))
    asked = replace(ASKED, act=replace(ASKED.act, number=act_reading(68).number))
    request = sent(archive, asked)
    page = shown(client, request)
    assert request.waiting is Waiting.ACT_IN_REVIEW
    assert "aucune heure ne peut être dite" in words(page)
    assert page.xpath("//a[starts-with(@href, '/verify?act=')]")


def test_an_act_that_is_not_scanned_is_looked_for_by_the_office(
    archive: Archive, client: TestClient
) -> None:
    request = known(archive, year=1950, office_code="08.201.11.07", date="", father="")
    page = shown(client, request)
    if request.waiting is Waiting.ACT_NOT_SCANNED:
        assert page.xpath("//a[starts-with(@href, '/search-orders')]")
    assert Waiting(request.waiting).texts["fr"] in page.text_content()


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_markup_in_every_field_stays_text(
    archive: Archive, verified: Act, client: TestClient, lang: str
) -> None:
    told = replace(KNOWN, given=SCRIPT, family=SCRIPT, father=SCRIPT, mother=SCRIPT, place=SCRIPT)
    applicant = Applicant(SCRIPT, ApplicantCapacity.HOLDER, SCRIPT)
    asked = replace(ASKED, act=None, known=told, applicant=applicant, purpose=SCRIPT)
    request = sent(archive, replace(asked, delivery=Delivery.POST, address=SCRIPT))
    addresses = ("/counter", f"/counter/{request.number}", f"/counter/{request.number}/receipt")
    for address in addresses:
        answer = client.get(address, params={"lang": lang, "text": SCRIPT})
        assert answer.status_code == 200
        assert SCRIPT not in answer.text
        assert "&lt;script&gt;" in answer.text, address


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_every_step_of_the_history_is_worded(
    archive: Archive, verified: Act, client: TestClient, lang: str
) -> None:
    request = signed(archive)
    page = shown(client, request, lang=lang)
    steps = [words(one.xpath("strong")[0]) for one in page.xpath("//ol[@class='steps']/li")]
    said = texts("counter.json")[lang]["steps"]
    kinds = [event.kind for event in archive.catalogue.request_history(request.number)]
    assert steps == [said[kind] for kind in kinds]


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_every_code_state_and_capacity_is_worded(lang: str) -> None:
    said = texts("counter.json")[lang]
    assert {one.value for one in Waiting} == said["waits_short"].keys()
    assert {one.waits_for.value for one in Waiting} <= said["waits_for"].keys()
    states = {one.value for one in RequestState}
    assert said["states"].keys() == states == said["tabs"].keys()
    assert {one.value for one in ApplicantCapacity} == said["capacities"].keys()
    assert {one.value for one in Delivery} == said["deliveries"].keys()
    assert {one.value for one in FoundBy} == said["found_by"].keys()
