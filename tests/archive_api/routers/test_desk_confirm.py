"""Confirming the act of a request field by field beside its picture."""

from typing import Any

import pytest
from fastapi.testclient import TestClient
from lxml import html

from archive.account import Account, Role
from archive.act import ActState
from archive.catalogue import Catalogue
from archive.issuing.request import Request
from archive.issuing.request_codes import Waiting
from archive.issuing.request_state import RequestState
from archive.settings import Settings
from archive_api.opened import Archive
from tests.archive_api.asking import REFERENCE, confirm, sent, signing

SCRIPT = "<script>alert(1)</script>"


@pytest.fixture
def archive(filled: Catalogue, client: TestClient) -> Archive:
    """The archive of the service, in which Amina may sign for the office."""
    return signing(client)


def page(client: TestClient, request: Request, lang: str = "fr") -> html.HtmlElement:
    answer = client.get(f"/counter/{request.number}/confirm", params={"lang": lang})
    assert answer.status_code == 200, answer.text
    return html.fromstring(answer.text)


def filled_in(shown: html.HtmlElement, **typed: str) -> dict[str, str]:
    """What the form would send, these fields typed."""
    (form,) = shown.xpath("//form[contains(@class, 'confirm')]")
    sent_form = {one.get("name"): one.get("value") for one in form.xpath(".//input")}
    for one in form.xpath(".//select"):
        chosen = one.xpath("option[@selected]") or one.xpath("option")
        sent_form[one.get("name")] = chosen[0].get("value", chosen[0].text)
    return {**sent_form, **{f"field-{name}": value for name, value in typed.items()}}


def post(client: TestClient, request: Request, form: dict[str, str], **more: str) -> Any:
    return client.post(f"/counter/{request.number}/confirm", data={**form, **more})


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_what_is_left_as_it_is_shown_is_confirmed_as_it_was_read(
    archive: Archive, client: TestClient, lang: str
) -> None:
    request = sent(archive)
    before = archive.act(str(REFERENCE))
    shown = page(client, request, lang)
    crops = shown.xpath("//img[@class='crop']/@src")
    assert len(crops) > 10
    assert client.get(crops[0]).headers["content-type"] == "image/jpeg"
    answer = post(client, request, filled_in(shown), lang=lang)
    act = archive.act(str(REFERENCE))
    assert act.state is ActState.VERIFIED
    assert act.current == {**before.current, "act_number": "66"}
    assert answer.url.path == f"/counter/{request.number}"
    assert archive.catalogue.request(request.number).waiting is Waiting.OFFICER_TO_SIGN


def test_what_differs_is_corrected_as_people_type_it(archive: Archive, client: TestClient) -> None:
    request = sent(archive)
    typed = {"given_name_fr": "Khadidja", "birth_date": "13/3/1933", "birth_time": "11h"}
    post(client, request, filled_in(page(client, request), **typed))
    current = archive.act(str(REFERENCE)).current
    assert (current["given_name_fr"], current["birth_date"]) == ("Khadidja", "1933-03-13")
    assert current["birth_time"] == "11:00"
    history = archive.catalogue.history(archive.act(str(REFERENCE)).act_id)
    assert history[-1].actor == "amina"


def test_confirming_and_signing_is_one_step_for_who_may(
    archive: Archive, client: TestClient
) -> None:
    request = sent(archive)
    answer = post(client, request, filled_in(page(client, request)), then="sign")
    done = archive.catalogue.request(request.number)
    assert done.state is RequestState.SIGNED
    assert "Le document est signé" in answer.text


def test_a_value_that_cannot_be_is_told_beside_its_picture_and_nothing_is_confirmed(
    archive: Archive, client: TestClient
) -> None:
    request = sent(archive)
    typed = {"birth_date": "31/31/1933", "birth_time": "99", "given_name_fr": SCRIPT}
    answer = post(client, request, filled_in(page(client, request), **typed))
    assert answer.status_code == 422
    shown = html.fromstring(answer.text)
    wrong = [one.get("name") for one in shown.xpath("//*[@aria-invalid]")]
    assert wrong == ["field-birth_date", "field-birth_time"]
    assert SCRIPT not in answer.text
    assert filled_in(shown)["field-given_name_fr"] == SCRIPT
    assert archive.act(str(REFERENCE)).state is ActState.ACCEPTED


def test_an_act_that_somebody_changed_meanwhile_is_shown_anew(
    archive: Archive, client: TestClient
) -> None:
    request = sent(archive)
    form = filled_in(page(client, request))
    answer = post(client, request, {**form, "version": "0"})
    assert answer.status_code == 409
    assert archive.act(str(REFERENCE)).state is ActState.ACCEPTED
    for version in ("", "x", "-1", "9" * 30):
        assert post(client, request, {**form, "version": version}).status_code == 409


def test_a_form_sent_twice_confirms_once(archive: Archive, client: TestClient) -> None:
    request = sent(archive)
    form = filled_in(page(client, request))
    assert [post(client, request, form).status_code for _ in range(2)] == [200, 200]
    assert len(archive.catalogue.history(archive.act(str(REFERENCE)).act_id)) == 2


def test_an_act_that_is_verified_needs_no_confirming(archive: Archive, client: TestClient) -> None:
    request = sent(archive)
    confirm(archive)
    answer = client.get(f"/counter/{request.number}/confirm")
    assert answer.url.path == f"/counter/{request.number}"


def test_only_an_officer_confirms(
    archive: Archive, home: Settings, client: TestClient, sign_in: Any
) -> None:
    request = sent(archive)
    form = filled_in(page(client, request))
    sign_in(client, home, Account("salma", "Salma", frozenset((Role.COUNTER,))))
    shown = client.get(f"/counter/{request.number}").text
    assert f"/counter/{request.number}/confirm" not in shown
    assert post(client, request, form).status_code == 403
    assert archive.act(str(REFERENCE)).state is ActState.ACCEPTED
