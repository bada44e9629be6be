"""Services told of requests, as the administrator's browser sees them."""

from collections.abc import Callable

import pytest
from fastapi.testclient import TestClient
from lxml import html

from archive.account import Account, Role
from archive.catalogue import Catalogue
from archive.catalogue_webhooks import Webhook, note_event
from archive.issuing.webhook import ABOUT_REQUESTS, Answer, EventKind, Fault, WebhookState, answered
from archive.settings import Settings
from archive_api.app import create_app
from archive_api.desk_pages import texts

URL = "https://watiqa.example/hooks"
NUMBER = "D-2026-000123-K"
TOLD = texts("webhooks.json")


@pytest.fixture
def told(filled: Catalogue) -> Webhook:
    """A service that is told everything, and of one request."""
    webhook, _ = filled.add_webhook(URL, ABOUT_REQUESTS)
    with filled._writing() as tx:
        note_event(tx, EventKind.RECEIVED, NUMBER, "received")
    return webhook


def send(record: Catalogue, webhook: Webhook, answer: Answer) -> None:
    sending = record.take_message(webhook.webhook)
    assert sending is not None
    record.note_try(sending, answer)


def shown(client: TestClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(html.fromstring(answer.text).find(".//main").text_content().split())


def test_an_address_is_subscribed_and_its_secret_shown_this_once(
    client: TestClient, filled: Catalogue
) -> None:
    answer = client.post("/webhooks", data={"url": f" {URL} ", "kinds": ["request.signed"]})
    assert answer.status_code == 201
    assert "whsec_" in answer.text
    (made,) = filled.webhooks()
    assert (made.url, made.kinds) == (URL, (EventKind.SIGNED,))
    for address in ("/webhooks", f"/webhooks/{made.webhook}"):
        assert "whsec_" not in client.get(address).text
    assert list(filled.audit_entries())[-1].actor == "amina"


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ({"url": "http://watiqa.example/", "kinds": ["request.signed"]}, ["url"]),
        ({"url": "https://amina:secret@watiqa.example/", "kinds": ["request.signed"]}, ["url"]),
        ({"url": URL}, ["kinds"]),
        ({"url": ""}, ["url", "kinds"]),
    ],
)
@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_what_is_wrong_is_said_beside_its_input_and_what_was_typed_stays(
    client: TestClient, filled: Catalogue, said: dict[str, str], wrong: list[str], lang: str
) -> None:
    answer = client.post(f"/webhooks?lang={lang}", data=said)
    assert answer.status_code == 422
    page = html.fromstring(answer.text)
    for name in wrong:
        (fault,) = page.xpath(f"//*[@id='{name}-wrong']")
        assert fault.text_content() == TOLD[lang]["wrong"][name]
    assert page.xpath("//input[@name='url']/@value") == [said["url"]]
    assert filled.webhooks() == []


def test_in_an_inner_network_an_address_may_do_without_tls_where_a_setting_says_so(
    home: Settings, filled: Catalogue, sign_in: Callable[..., TestClient]
) -> None:
    inner = home.model_copy(update={"webhooks_private": True})
    with TestClient(create_app(inner), base_url="http://127.0.0.1:8000") as client:
        sign_in(client, home, Account("amina", "Amina B.", frozenset(Role)))
        url = "http://127.0.0.1:9/"
        answer = client.post("/webhooks", data={"url": url, "kinds": ["request.signed"]})
    assert answer.status_code == 201
    assert [one.url for one in filled.webhooks()] == [url]


def test_a_message_that_is_no_kind_cannot_be_asked_for(client: TestClient) -> None:
    answer = client.post("/webhooks", data={"url": URL, "kinds": ["act.read"]})
    assert answer.status_code == 422


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_messages_are_listed_with_what_became_of_them(
    client: TestClient, filled: Catalogue, told: Webhook, lang: str
) -> None:
    page = f"/webhooks/{told.webhook}?lang={lang}"
    w = TOLD[lang]
    assert w["deliveries"]["waiting"] in shown(client, page)
    send(filled, told, Answer(fault=Fault.SLOW))
    assert w["faults"]["too_slow"] in shown(client, page)
    assert w["failing"] in shown(client, f"/webhooks?lang={lang}")
    filled.test_webhook(told.webhook)
    send(filled, told, answered(503))
    assert w["faults"]["status"].format(status=503) in shown(client, page)
    filled.test_webhook(told.webhook)
    send(filled, told, answered(204))
    last = shown(client, page)
    assert w["deliveries"]["sent"] in last and NUMBER in last
    assert w["failing"] not in last


def test_every_kind_state_and_fault_has_its_words() -> None:
    for lang in ("fr", "ar"):
        w = TOLD[lang]
        assert w["kinds"].keys() == {kind.value for kind in EventKind}
        assert w["states"].keys() == {state.value for state in WebhookState}
        assert w["faults"].keys() == {fault.value for fault in Fault}


def test_a_service_is_paused_and_goes_on(
    client: TestClient, filled: Catalogue, told: Webhook
) -> None:
    for said, state in (("paused", WebhookState.PAUSED), ("active", WebhookState.ACTIVE)):
        answer = client.post(f"/webhooks/{told.webhook}/state", data={"state": said})
        assert answer.status_code == 200
        assert filled.webhook(told.webhook).state is state


def test_an_abandoned_address_says_why_and_can_be_taken_up_again(
    client: TestClient, filled: Catalogue, told: Webhook
) -> None:
    send(filled, told, answered(410))
    assert TOLD["fr"]["gone_why"].split(" (")[0] in shown(client, f"/webhooks/{told.webhook}")
    client.post(f"/webhooks/{told.webhook}/state", data={"state": "active"})
    assert filled.webhook(told.webhook).state is WebhookState.ACTIVE


def test_a_new_secret_is_shown_this_once(
    client: TestClient, filled: Catalogue, told: Webhook
) -> None:
    answer = client.post(f"/webhooks/{told.webhook}/secret")
    assert "whsec_" in answer.text
    sending = filled.take_message(told.webhook)
    assert sending is not None and sending.keys[0] in html.fromstring(answer.text).text_content()


def test_a_message_is_sent_again_and_a_test_is_sent(
    client: TestClient, filled: Catalogue, told: Webhook
) -> None:
    send(filled, told, answered(204))
    (sent,) = filled.webhook_deliveries(told.webhook)
    client.post(f"/webhooks/{told.webhook}/again", data={"seq": sent.seq})
    client.post(f"/webhooks/{told.webhook}/test")
    waiting = filled.webhook_deliveries(told.webhook)
    assert [one.event.kind for one in waiting] == [EventKind.TEST, EventKind.RECEIVED]
    assert filled.webhook(told.webhook).waiting == 2


def test_a_service_is_told_no_more(client: TestClient, filled: Catalogue, told: Webhook) -> None:
    answer = client.post(f"/webhooks/{told.webhook}/removed")
    assert answer.url.path == "/webhooks"
    assert filled.webhooks() == []
    gone = client.get(f"/webhooks/{told.webhook}", headers={"accept": "application/json"})
    assert (gone.status_code, gone.json()["code"]) == (404, "webhook_unknown")


def test_the_page_says_when_the_address_in_messages_leads_nowhere(
    home: Settings, client: TestClient, sign_in: Callable[..., TestClient]
) -> None:
    assert "SIJILL_PUBLIC_URL" in client.get("/webhooks").text
    public = home.model_copy(update={"public_url": "https://archive.example"})
    with TestClient(create_app(public), base_url="https://archive.example") as other:
        sign_in(other, home, Account("brahim", "Brahim", frozenset({Role.ADMINISTRATOR})))
        assert "SIJILL_PUBLIC_URL" not in other.get("/webhooks").text


@pytest.mark.parametrize("role", [Role.CLERK, Role.OFFICER, Role.COUNTER, Role.VERIFIER])
def test_only_the_administrator_says_who_is_told(
    home: Settings, program: TestClient, sign_in: Callable[..., TestClient], role: Role
) -> None:
    sign_in(program, home, Account("driss", "Driss", frozenset({role})))
    assert program.get("/webhooks").status_code == 403
    assert program.post("/webhooks", data={"url": URL}).status_code == 403
