"""``/v1/requests``: a receipt at once, a request followed, signed and handed over."""

import json
import re
from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import httpx
import pytest
from fastapi.testclient import TestClient

from archive.account import Account, Role
from archive.act import Act
from archive.catalogue import Catalogue
from archive.issuing.officers import Capacity, Delegation
from archive.issuing.paper import Revocation
from archive.issuing.request_number import typed_number
from archive.settings import Settings
from archive_api.schemas.request_examples import ASKED as EXAMPLES
from archive_api.schemas.request_examples import RECEIVED
from archive_api.signing.port import SigningError
from indexing.errors import IndexUnavailable

OFFICE = "04.481.01.07"
ACT = f"{OFFICE}/birth/1933/1/66"
ASKED: dict[str, Any] = {
    "kind": "extract",
    "act": ACT,
    "applicant": {"name": "Tarik Aouragh", "capacity": "holder", "identity": "CNIE ZX400917"},
    "purpose": "passeport",
    "delivery": {"way": "counter"},
}
ONLINE = {**ASKED, "delivery": {"way": "electronic"}, "asked_by": "watiqa"}
KNOWN = {"kind": "birth", "given": "Khadija", "family": "Benabdallah", "date": "1933-03-12"}


@pytest.fixture
def signs(filled: Catalogue, client: TestClient) -> Catalogue:
    """The record, in which Amina signs for the office."""
    amina = filled.add_officer("amina", "أمينة بناني", "Amina Bennani", Capacity.DELEGATE)
    filled.delegate(Delegation(amina.officer_id, OFFICE, date(2026, 1, 1), None, "12/2026"))
    return filled


@pytest.fixture
def automatic(signs: Catalogue) -> Catalogue:
    """The same where what is asked electronically is signed without a click."""
    amina = signs.officer_of("amina")
    assert amina is not None
    begins = date(2026, 1, 2)
    signs.delegate(Delegation(amina.officer_id, OFFICE, begins, None, "12/2026", automatic=True))
    return signs


def ask(client: TestClient, key: str = "", **said: Any) -> httpx.Response:
    headers = {"Idempotency-Key": key or uuid4().hex}
    return client.post("/v1/requests", json={**ASKED, **said}, headers=headers)


def asked(client: TestClient, **said: Any) -> dict[str, Any]:
    answer = ask(client, **said)
    assert answer.status_code == 201, answer.text
    told: dict[str, Any] = answer.json()
    return told


def step(client: TestClient, told: dict[str, Any], name: str, **said: Any) -> dict[str, Any]:
    answer = client.post(f"{told['address']}/{name}", json=said)
    assert answer.status_code == 200, answer.text
    after: dict[str, Any] = answer.json()
    return after


def problem(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def test_a_receipt_comes_at_once_with_a_number_a_deadline_a_fee_and_an_address(
    client: TestClient, signs: Catalogue, verified: Act
) -> None:
    answer = ask(client, copies=3)
    told = answer.json()
    assert answer.status_code == 201
    assert typed_number(told["number"]) == told["number"]
    assert (told["state"], told["waiting"]["code"]) == ("prepared", "officer_to_sign")
    assert told["waiting"]["waits_for"] == "officer"
    assert set(told["waiting"]["texts"]) == {"fr", "ar"}
    assert (told["fee"], told["act"], told["papers"]) == ("6.00", ACT, [])
    assert date.fromisoformat(told["due_on"]) >= date.fromisoformat(told["received_at"][:10])
    assert answer.headers["Location"] == told["address"] == f"/v1/requests/{told['number']}"
    assert client.get(told["address"]).json() == told


def test_what_a_service_asks_is_signed_at_once_and_fetched(
    program: TestClient, automatic: Catalogue, verified: Act
) -> None:
    program.cookies.clear()
    told = asked(program, **ONLINE)
    assert (told["state"], told["asked_by"]) == ("delivered", "watiqa")
    (paper,) = told["papers"]
    answer = program.get(paper["address"])
    assert answer.content.startswith(b"%PDF")
    assert answer.headers["Content-Type"] == "application/pdf"
    named = f'attachment; filename="{told["number"]}.pdf"'
    assert answer.headers["Content-Disposition"] == named
    assert answer.headers["Cache-Control"] == "no-store"
    fetched = [one for one in automatic.audit_entries() if one.action == "paper.read"]
    assert [one.subject for one in fetched] == [paper["serial"]]


def test_the_same_key_is_the_same_request_and_another_body_under_it_is_refused(
    client: TestClient, signs: Catalogue, verified: Act
) -> None:
    first = ask(client, "un-deux-trois")
    again = ask(client, "un-deux-trois")
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json() == first.json()
    assert again.headers["Location"] == first.headers["Location"]
    other = ask(client, "un-deux-trois", copies=2)
    assert problem(other) == (409, "request_key_taken")
    assert other.json()["number"] == first.json()["number"]


@pytest.mark.parametrize("key", [None, "court", "avec espace"])
def test_a_request_comes_under_a_key(client: TestClient, key: str | None) -> None:
    headers = {} if key is None else {"Idempotency-Key": key}
    answer = client.post("/v1/requests", json=ASKED, headers=headers)
    assert problem(answer) == (422, "request_invalid")


def test_the_receipt_comes_before_the_work_where_the_sender_prefers_it(
    client: TestClient, signs: Catalogue, verified: Act
) -> None:
    headers = {"Idempotency-Key": uuid4().hex, "Prefer": "respond-async"}
    answer = client.post("/v1/requests", json=ASKED, headers=headers)
    assert (answer.status_code, answer.json()["state"]) == (201, "received")
    assert answer.headers["Preference-Applied"] == "respond-async"
    assert client.get(answer.json()["address"]).json()["state"] == "prepared"


def test_who_is_not_entitled_has_a_number_and_the_rule(
    client: TestClient, filled: Catalogue
) -> None:
    told = asked(client, kind="full_copy", applicant={"name": "N. Tazi", "capacity": "other"})
    assert (told["state"], told["refusal"]["code"]) == ("refused", "not_entitled")
    assert "37-99" in told["refusal"]["texts"]["fr"]
    answer = client.get(f"{told['address']}/paper")
    assert problem(answer) == (409, "request_without_paper")


@pytest.mark.parametrize(
    "said",
    [
        {"act": None},
        {"known": KNOWN},
        {"act": "66/1933"},
        {"copies": 0},
        {"copies": 21},
        {"kind": "passport"},
        {"delivery": {"way": "post"}},
        {"delivery": {"way": "counter", "address": "7, derb Lghorfa"}},
        {"delivery": {"way": "electronic"}, "copies": 2},
        {"applicant": {"name": "", "capacity": "holder"}},
        {"applicant": {"name": "N. Tazi", "capacity": "neighbour"}},
        {"act": None, "known": {"kind": "birth"}},
        {"act": None, "known": {**KNOWN, "date": "12/3/1933"}},
        {"act": None, "known": {**KNOWN, "act_number": "sixty"}},
        {"act": None, "known": {**KNOWN, "office_code": "Fès"}},
        {"more": 1},
    ],
)
def test_what_cannot_be_asked_is_told_without_what_was_sent(
    client: TestClient, filled: Catalogue, said: dict[str, Any]
) -> None:
    answer = ask(client, **said)
    assert problem(answer) == (422, "request_invalid")
    assert "Aouragh" not in answer.text
    errors = answer.json()["errors"]
    assert errors and all(set(one["texts"]) == {"fr", "ar"} for one in errors)
    assert list(filled.requests().requests) == []


def test_a_date_that_cannot_be_is_told_by_the_search(client: TestClient, filled: Catalogue) -> None:
    answer = ask(client, act=None, known={**KNOWN, "date": "1933-02-31"})
    assert problem(answer) == (422, "search_invalid")
    assert list(filled.requests().requests) == []


def test_the_counter_signs_hands_over_and_closes(
    client: TestClient, signs: Catalogue, verified: Act
) -> None:
    told = asked(client, copies=2)
    signed = step(client, told, "sign", expected_version=told["version"])
    assert (signed["state"], signed["waiting"]["code"]) == ("signed", "to_hand_over")
    assert step(client, told, "sign", expected_version=told["version"]) == signed
    first, second = (client.get(one["address"]) for one in signed["papers"])
    assert first.content != second.content
    name = first.headers["Content-Disposition"]
    assert name == f'attachment; filename="{told["number"]}-1.pdf"'
    third = client.get(f"{told['address']}/paper?copy=3")
    assert problem(third) == (404, "request_copy_unknown")
    done = step(client, told, "deliver")
    assert (done["state"], done["waiting"]) == ("delivered", None)
    assert step(client, told, "deliver") == done
    refused = client.post(f"{told['address']}/cancel", json={})
    assert problem(refused) == (409, "request_step_refused")


def test_nothing_is_handed_out_before_it_is_signed_nor_once_it_was_withdrawn(
    client: TestClient, signs: Catalogue, verified: Act
) -> None:
    told = asked(client)
    assert problem(client.get(f"{told['address']}/paper")) == (409, "request_without_paper")
    signed = step(client, told, "sign")
    signs.revoke_paper(signed["papers"][0]["serial"], Revocation.ISSUED_IN_ERROR, "amina")
    assert problem(client.get(signed["papers"][0]["address"])) == (410, "request_paper_revoked")


def test_an_authority_that_does_not_answer_makes_a_request_wait_and_says_so(
    client: TestClient, signs: Catalogue, verified: Act, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = asked(client)

    def refuse(*_: object) -> None:
        raise SigningError("time_stamp_unavailable", "on purpose")

    monkeypatch.setattr("archive_api.request_papers.issue", refuse)
    waits = step(client, told, "sign")
    assert (waits["state"], waits["waiting"]["code"]) == ("prepared", "time_stamp_down")
    assert problem(client.get(f"{told['address']}/paper")) == (409, "request_without_paper")
    monkeypatch.undo()
    assert step(client, told, "sign")["state"] == "signed"


def test_only_an_officer_with_a_delegation_signs(
    client: TestClient, program: TestClient, filled: Catalogue, verified: Act
) -> None:
    told = asked(client)
    answer = client.post(f"{told['address']}/sign", json={})
    assert problem(answer) == (409, "officer_not_delegated")
    client.cookies.clear()
    answer = program.post(f"{told['address']}/sign", json={})
    assert problem(answer) == (401, "sign_in_needed")


def test_what_is_not_ready_is_not_signed(client: TestClient, signs: Catalogue) -> None:
    told = asked(client)
    assert (told["waiting"]["code"], told["waiting"]["waits_for"]) == ("act_to_confirm", "officer")
    answer = client.post(f"{told['address']}/sign", json={})
    assert problem(answer) == (409, "request_step_refused")


def test_of_several_acts_a_person_chooses(
    client: TestClient, signs: Catalogue, verified: Act
) -> None:
    known = {"kind": "birth", "family": "Benabdallah", "office_code": OFFICE, "year": 1933}
    told = asked(client, act=None, known=known)
    assert told["waiting"]["code"] == "several_acts"
    assert sorted(told["waiting"]["candidates"]) == [ACT, f"{OFFICE}/birth/1933/1/67"]
    chosen = step(client, told, "identify", act=ACT, expected_version=told["version"])
    assert (chosen["act"], chosen["waiting"]["code"]) == (ACT, "officer_to_sign")
    late = client.post(
        f"{told['address']}/identify", json={"act": ACT, "expected_version": told["version"]}
    )
    assert problem(late) == (409, "request_changed")
    nothing = client.post(f"{told['address']}/identify", json={"act": "nothing"})
    assert problem(nothing) == (404, "act_unknown")


def test_a_proof_is_seen_then_the_request_goes_on(
    client: TestClient, automatic: Catalogue, verified: Act
) -> None:
    mandated = {"name": "N. Tazi", "capacity": "mandated"}
    told = asked(client, **{**ONLINE, "applicant": mandated, "kind": "full_copy"})
    assert told["waiting"]["code"] == "proof_to_see"
    assert step(client, told, "proof")["state"] == "delivered"


def test_a_person_refuses_for_a_reason_of_the_list(client: TestClient, filled: Catalogue) -> None:
    told = asked(client)
    by_rule = client.post(f"{told['address']}/refuse", json={"code": "act_annulled"})
    assert problem(by_rule) == (422, "request_invalid")
    told_of = {"code": "identity_not_shown", "expected_version": told["version"]}
    refused = step(client, told, "refuse", **told_of)
    assert (refused["state"], refused["refusal"]["code"]) == ("refused", "identity_not_shown")
    again = step(client, told, "refuse", **told_of)
    assert again == refused


def test_a_request_is_cancelled_by_who_asked(client: TestClient, filled: Catalogue) -> None:
    told = asked(client)
    assert step(client, told, "cancel")["state"] == "cancelled"
    assert step(client, told, "cancel")["state"] == "cancelled"


def test_an_act_in_review_is_told_with_its_place_in_the_queue(
    client: TestClient, filled: Catalogue, act_reading: Callable[..., Any]
) -> None:
    from dataclasses import replace

    from archive.register import VolumeReference

    others = [act.reading for act in filled.acts()]
    doubtful = replace(act_reading(68), sure=False)
    filled.keep_acts(VolumeReference(doubtful.register, 1), [*others, doubtful], {})
    told = asked(client, act=f"{OFFICE}/birth/1933/1/68")
    assert (told["waiting"]["code"], told["waiting"]["ahead"]) == ("act_in_review", 0)


def test_requests_are_listed_by_their_deadlines_without_naming_anybody(
    client: TestClient, signs: Catalogue, verified: Act
) -> None:
    posted = asked(client, delivery={"way": "post", "address": "7, derb Lghorfa"})
    counter = asked(client)
    gone = step(client, asked(client), "cancel")
    answer = client.get("/v1/requests", params={"limit": 2})
    assert "Aouragh" not in answer.text and "Lghorfa" not in answer.text
    page = answer.json()
    rest = client.get("/v1/requests", params={"after": page["next"]}).json()
    numbers = [one["number"] for one in (*page["requests"], *rest["requests"])]
    assert numbers == [counter["number"], gone["number"], posted["number"]]
    assert (page["counts"]["prepared"], page["counts"]["cancelled"]) == (2, 1)
    by_state = client.get("/v1/requests", params={"state": ["cancelled", "signed"]}).json()
    assert [one["number"] for one in by_state["requests"]] == [gone["number"]]
    waiting = client.get("/v1/requests", params={"waiting": "officer_to_sign", "delivery": "post"})
    assert [one["number"] for one in waiting.json()["requests"]] == [posted["number"]]
    assert client.get("/v1/requests", params={"overdue": True}).json()["requests"] == []


def test_a_whole_request_names_its_applicant_and_the_look_is_logged(
    client: TestClient, filled: Catalogue
) -> None:
    told = asked(client, act=None, known=KNOWN)
    whole = client.get(f"{told['address']}/whole").json()
    assert whole["applicant"] == ASKED["applicant"]
    assert {**KNOWN}.items() <= whole["known"].items()
    assert (whole["purpose"], whole["proof_due"]) == ("passeport", False)
    assert next(one["kind"] for one in whole["history"]) == "received"
    assert "Aouragh" not in client.get(told["address"]).text
    seen = [one for one in filled.audit_entries() if one.action == "request.seen"]
    assert [(one.actor, one.subject) for one in seen] == [("amina", told["number"])]


def test_a_number_is_found_as_it_is_typed_and_a_wrong_one_is_unknown(
    client: TestClient, filled: Catalogue
) -> None:
    number = asked(client)["number"]
    typed = number.lower().replace("-", " ")
    assert client.get(f"/v1/requests/{typed}").json()["number"] == number
    for wrong in ("D-2026-000123-6", "D-2026-000123-7", "nothing"):
        assert problem(client.get(f"/v1/requests/{wrong}")) == (404, "request_unknown")


def test_the_receipt_is_given_though_what_follows_does_not_answer(
    client: TestClient, signs: Catalogue, verified: Act, monkeypatch: pytest.MonkeyPatch
) -> None:
    def silent(*_: object) -> None:
        raise IndexUnavailable("index_unavailable", "on purpose")

    monkeypatch.setattr("archive_api.request_ready.seek", silent)
    told = asked(client, act=None, known=KNOWN)
    assert (told["state"], told["waiting"]["code"]) == ("received", "search_down")

    def broken(*_: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr("archive_api.request_ready.seek", broken)
    assert asked(client, act=None, known=KNOWN)["state"] == "received"


def test_who_may_not_issue_may_not_ask(
    client: TestClient,
    home: Settings,
    filled: Catalogue,
    sign_in: Callable[[TestClient, Settings, Account], TestClient],
) -> None:
    sign_in(client, home, Account("clerk", "C. Lerk", frozenset((Role.CLERK,))))
    assert problem(ask(client)) == (403, "not_allowed")
    assert problem(client.get("/v1/requests")) == (403, "not_allowed")


def test_the_examples_of_the_description_are_what_is_asked_and_answered(
    client: TestClient, signs: Catalogue, verified: Act
) -> None:
    for example in EXAMPLES.values():
        assert ask(client, **{"act": None, "known": None, **example["value"]}).status_code == 201
    told = asked(client)
    assert told.keys() == RECEIVED.keys()
    assert told["waiting"].keys() == RECEIVED["waiting"].keys()
    assert typed_number(RECEIVED["number"]) == RECEIVED["number"]
    described = client.get("/v1/openapi.json").json()["paths"]["/v1/requests"]["post"]
    sent = described["requestBody"]["content"]["application/json"]["examples"]
    assert sent.keys() == EXAMPLES.keys()
    text = json.dumps(described)
    assert "Idempotency-Key" in text and re.search(r"D-2026-000123-6", text)
