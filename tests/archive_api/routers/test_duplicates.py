from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from lxml import html

from archive.act import Act, ActReading
from archive.catalogue import Catalogue
from archive.catalogue_duplicates import Compared, Decision
from archive.duplicate import Pair
from archive.records import VolumePage
from archive.register import VolumeReference
from archive.settings import Settings
from archive.vault import Vault
from archive_api.desk_pages import texts
from archive_api.shown_values import shown_instant
from indexing.duplicates.finding import find_duplicates
from indexing.search.document import document
from indexing.search.open import open_index

OTHER = VolumeReference.parse("08.201.11.07/birth/1933/1@1")
SPELT = {"given_name_fr": "Khadidja", "father_given_fr": "Youcef", "birth_place_fr": "Kénitra"}


@dataclass(frozen=True)
class Twice:
    """One invented child's act, the act made again at another office, and their pair."""

    first: Act
    again: Act
    pair: Pair

    @property
    def address(self) -> str:
        return f"/v1/duplicates/{self.pair.name}"

    def said(self, **more: Any) -> dict[str, Any]:
        acts = {act.act_id: act.version for act in (self.first, self.again)}
        return {"reason": "one child", "expected_version": 1, "acts": acts, **more}


@pytest.fixture
def twice(
    filled: Catalogue, home: Settings, page_scan: bytes, act_reading: Callable[..., ActReading]
) -> Twice:
    """Act 66 of ``filled`` entered again at another office, spelled otherwise, and suspected."""
    digest = Vault(home.vault_url).put(page_scan)
    filled.take_in(OTHER, [VolumePage("0001.png", 1, digest, 0, 1600, 2000, 300)], "second")
    reading = act_reading()
    fields = {
        name: replace(field, value=SPELT.get(name, field.value))
        for name, field in reading.fields.items()
        if name != "mother_family_fr"
    }
    filled.keep_acts(OTHER, [replace(reading, register=OTHER.register, fields=fields)], {})
    open_index(home).put([document(act) for act in filled.acts()])
    find_duplicates(filled)
    (pair,) = filled.pairs()
    first, again = filled.act("04.481.01.07/birth/1933/1/66"), filled.act(f"{OTHER.register}/66")
    assert first is not None and again is not None
    return Twice(first, again, pair)


def test_pairs_that_wait_are_listed_with_why(twice: Twice, client: TestClient) -> None:
    told = client.get("/v1/duplicates").json()
    assert told["total"] == 1
    assert set(told["pairs"][0]["references"]) == {
        str(twice.first.reference),
        str(twice.again.reference),
    }
    assert "same_birth" in {rule["id"] for rule in told["pairs"][0]["rules"]}
    assert client.get("/v1/duplicates", params={"state": "same"}).json()["pairs"] == []


def test_both_acts_are_shown_side_by_side_with_crops(
    twice: Twice, client: TestClient, filled: Catalogue
) -> None:
    told = client.get(twice.address).json()
    rows = {row["name"]: row for row in told["fields"]}
    assert rows["given_name_fr"]["match"] == "differs"
    assert {field["value"] for field in rows["given_name_fr"]["fields"]} == {"Khadija", "Khadidja"}
    assert rows["given_name_ar"]["match"] == "same"
    assert rows["mother_family_fr"]["match"] == "one_only"
    for field in rows["given_name_fr"]["fields"]:
        assert client.get(field["crop"]).headers["content-type"] == "image/jpeg"
    seen = [entry for entry in filled.audit_entries() if entry.action == "duplicates.seen"]
    assert seen[-1].subject.split() == list(twice.pair.acts)


def test_joined_acts_are_one_for_searches_and_papers_until_it_is_undone(
    twice: Twice, client: TestClient, filled: Catalogue
) -> None:
    standing, second = twice.first, twice.again
    joined = client.post(f"{twice.address}/join", json=twice.said(stands=standing.act_id))
    assert joined.json()["pair"]["state"] == "same"
    assert joined.json()["pair"]["standing"] == standing.act_id
    hits = client.get("/v1/search", params={"text": "Khadidja"}).json()
    assert [hit["act_id"] for hit in hits["hits"]] == [standing.act_id]
    assert hits["total"] == 1
    told = client.get(f"/v1/acts/{second.reference}").json()
    assert told["standing_act"] == standing.act_id
    assert told["history"][-1]["kind"] == "merged"
    assert told["history"][-1]["reason"] == "one child"
    filled.verify(second.act_id, {}, "officer", told["version"])
    refused = client.get(f"/v1/acts/{second.reference}/extract")
    assert (refused.status_code, refused.json()["code"]) == (409, "act_is_second_copy")
    undone = client.post(
        f"{twice.address}/undo", json={"reason": "too quick", "expected_version": 2}
    )
    assert undone.json()["pair"]["state"] == "open"
    assert [event["kind"] for event in undone.json()["history"]] == [
        "suspected",
        "joined",
        "undone",
    ]
    paper = client.get(f"/v1/acts/{second.reference}/extract")
    assert paper.headers["content-type"] == "application/pdf"


def test_a_second_copy_that_is_confirmed_is_put_into_no_index(
    twice: Twice, client: TestClient
) -> None:
    app = client.app
    assert isinstance(app, FastAPI)
    index = app.state.archive.index
    client.post(f"{twice.address}/join", json=twice.said(stands=twice.first.act_id))
    index.remove([twice.again.act_id])
    before = index.count()
    said = {"decisions": {}, "expected_version": twice.again.version + 1}
    told = client.post(f"/v1/acts/{twice.again.reference}/verify", json=said)
    assert told.json()["state"] == "verified"
    assert index.count() == before


def test_what_was_passed_over_while_acts_were_one_is_looked_at_when_that_is_undone(
    twice: Twice, client: TestClient, filled: Catalogue
) -> None:
    client.post(f"{twice.address}/join", json=twice.said(stands=twice.first.act_id))
    corrected = {"sex": "M", "given_name_fr": "Larbi", "given_name_ar": "العربي"}
    filled.verify(twice.again.act_id, corrected, "officer", twice.again.version + 1)
    said = {"reason": "another child", "expected_version": 2}
    undone = client.post(f"{twice.address}/undo", json=said).json()
    assert [event["kind"] for event in undone["history"]][-2:] == ["undone", "cleared"]


@pytest.fixture
def third(
    twice: Twice, filled: Catalogue, act_reading: Callable[..., ActReading]
) -> dict[str, str]:
    """The act entered a third time: by id of each of the two, the name of its pair with that."""
    volume = VolumeReference.parse("08.201.11.09/birth/1933/1@1")
    filled.take_in(volume, [VolumePage("0001.png", 1, "a" * 64, 0, 1600, 2000, 300)], "third")
    filled.keep_acts(volume, [replace(act_reading(), register=volume.register)], {})
    find_duplicates(filled)
    act = filled.act(f"{volume.register}/66")
    assert act is not None
    return {one: Pair.of(one, act.act_id).name for one in twice.pair.acts}


def decided(**more: Any) -> dict[str, Any]:
    return {"reason": "seen", "expected_version": 1, **more}


def test_joining_acts_that_were_told_apart_is_refused_with_the_decision_it_contradicts(
    twice: Twice, third: dict[str, str], client: TestClient
) -> None:
    first, again = twice.first.act_id, twice.again.act_id
    client.post(f"/v1/duplicates/{third[first]}/tell-apart", json=decided())
    client.post(f"{twice.address}/join", json=twice.said(stands=first))
    address = f"/v1/duplicates/{third[again]}"
    refused = client.post(f"{address}/join", json=decided(stands=again))
    told = refused.json()
    assert (refused.status_code, told["code"]) == (409, "pair_contradicted")
    for text in told["texts"].values():
        assert str(twice.first.reference) in text and third[first] in text
    assert client.get(address).json()["pair"]["state"] == "open"
    page = html.fromstring(client.get(f"/duplicates/{third[again]}").text)
    page = sent(client, page, f"join:{again}", "le même")
    assert str(twice.first.reference) in page.text_content()


def test_a_pair_tells_the_third_act_that_stands_and_hidden_pairs_are_not_counted(
    twice: Twice, third: dict[str, str], client: TestClient
) -> None:
    first, again = twice.first.act_id, twice.again.act_id
    client.post(f"{twice.address}/join", json=twice.said(stands=first))
    assert client.get("/v1/duplicates").json()["total"] == 2
    (other,) = set(third[first].split("-")) - {first}
    joined = client.post(f"/v1/duplicates/{third[first]}/join", json=decided(stands=other))
    assert joined.json()["pair"]["standing"] == other
    assert client.get(twice.address).json()["pair"]["standing"] == other
    listed = client.get("/v1/duplicates").json()
    assert (listed["total"], listed["pairs"]) == (0, [])
    assert texts("duplicates.json")["fr"]["suspected"] not in client.get(f"/acts/{again}").text


def test_a_long_list_is_turned_page_by_page_in_the_interface_and_on_the_desk(
    filled: Catalogue, client: TestClient, act_reading: Callable[..., ActReading]
) -> None:
    volume = VolumeReference.parse("04.481.01.07/birth/1933/1@1")
    filled.keep_acts(volume, [act_reading(number) for number in range(101, 112)], {})
    ids = sorted(act.act_id for act in filled.acts() if act.number and act.number.number > 100)
    pairs = [Pair.of(one, other) for one, other in combinations(ids, 2)]
    filled.keep_compared([Compared(pair, ("same_birth",), {}) for pair in pairs])
    for pair in pairs:
        filled.tell_apart(Decision(pair.name, "seen", "amina", 1, {}))
    names = [pair.name for pair in pairs]
    asked = {"state": "other", "limit": 30}
    first = client.get("/v1/duplicates", params=asked).json()
    rest = client.get("/v1/duplicates", params={**asked, "after": first["next"]}).json()
    assert [pair["pair"] for pair in first["pairs"] + rest["pairs"]] == names
    assert (first["total"], rest["next"]) == (55, None)
    page = html.fromstring(client.get("/duplicates", params={"state": "other"}).text)
    links = page.xpath("//td[@class='whole']/a/@href")
    (following,) = page.xpath("//a[@rel='next']/@href")
    page = html.fromstring(client.get(following).text)
    links += page.xpath("//td[@class='whole']/a/@href")
    assert [link.split("?")[0] for link in links] == [f"/duplicates/{name}" for name in names]
    assert not page.xpath("//a[@rel='next']")


def test_acts_told_apart_wait_no_more(twice: Twice, client: TestClient) -> None:
    told = client.post(f"{twice.address}/tell-apart", json=twice.said())
    assert told.json()["pair"]["state"] == "other"
    assert client.get("/v1/duplicates").json()["pairs"] == []


@pytest.mark.parametrize(
    ("path", "change", "code"),
    [
        ("join", {"stands": "nobody"}, "pair_unknown"),
        ("tell-apart", {"expected_version": 7}, "pair_changed"),
        ("undo", {}, "pair_settled"),
        ("tell-apart", {"reason": "  "}, "request_invalid"),
    ],
)
def test_what_cannot_be_decided_is_a_coded_problem(
    twice: Twice, client: TestClient, path: str, change: dict[str, Any], code: str
) -> None:
    answer = client.post(f"{twice.address}/{path}", json=twice.said(**change))
    assert answer.json()["code"] == code
    assert client.get("/v1/duplicates").json()["total"] == 1


def test_an_act_corrected_since_is_looked_at_again_before_deciding(
    twice: Twice, client: TestClient, filled: Catalogue
) -> None:
    filled.verify(twice.first.act_id, {"sex": "M"}, "officer", twice.first.version)
    answer = client.post(f"{twice.address}/tell-apart", json=twice.said())
    assert (answer.status_code, answer.json()["code"]) == (409, "act_changed")


def test_confirming_an_act_looks_for_it_elsewhere(
    twice: Twice, client: TestClient, filled: Catalogue
) -> None:
    values = {"sex": "M", "given_name_fr": "Larbi", "given_name_ar": "العربي"}
    said = {"decisions": values, "expected_version": twice.again.version}
    assert client.post(f"/v1/acts/{twice.again.reference}/verify", json=said).status_code == 200
    assert client.get(twice.address).json()["pair"]["state"] == "cleared"


@pytest.mark.parametrize(("lang", "direction"), [("fr", "ltr"), ("ar", "rtl")])
def test_the_desk_shows_the_pairs_and_both_acts_in_both_languages(
    twice: Twice, client: TestClient, lang: str, direction: str
) -> None:
    client.post("/language", data={"lang": lang})
    listed = html.fromstring(client.get("/duplicates").text)
    assert (listed.get("lang"), listed.get("dir")) == (lang, direction)
    (link,) = listed.xpath("//td[@class='whole']/a/@href")
    page = html.fromstring(client.get(link).text)
    assert page.get("dir") == direction
    assert {mark.text_content() for mark in page.xpath("//mark")} >= {"Khadija", "Khadidja"}
    assert "خديجة" not in {mark.text_content() for mark in page.xpath("//mark")}
    for crop in page.xpath("//td/img/@src")[:2]:
        assert client.get(crop).status_code == 200
    words = texts("duplicates.json")[lang]
    assert words["apart"] in page.text_content()
    assert client.get(f"/acts/{twice.first.reference}").text.count(words["suspected"])


def sent(
    client: TestClient, page: html.HtmlElement, decision: str, reason: str
) -> html.HtmlElement:
    """What the page shows once its form is sent with this button and reason."""
    (form,) = page.xpath("//main//form[@method='post']")
    fields = [("decision", decision), ("reason", reason)]
    fields += [(field.get("name"), field.get("value")) for field in form.xpath(".//input")]
    body = {name: [value for key, value in fields if key == name] for name, _ in fields}
    answer = client.post(form.get("action"), data=body, headers={"accept": "text/html"})
    return html.fromstring(answer.text)


def test_a_person_joins_and_undoes_on_the_desk(twice: Twice, client: TestClient) -> None:
    address = f"/duplicates/{twice.pair.name}"
    page = html.fromstring(client.get(address).text)
    keep = f"join:{twice.first.act_id}"
    assert keep in page.xpath("//main//button/@value")
    page = sent(client, page, keep, "le même enfant")
    assert page.xpath("//main//button/@value") == ["undo"]
    assert "le même enfant" in page.text_content()
    act = html.fromstring(client.get(f"/acts/{twice.again.reference}").text)
    (leads,) = act.xpath("//p[@role='status']/a/@href")
    assert leads.startswith(f"/acts/{twice.first.reference}")
    standing = html.fromstring(client.get(leads).text)
    assert str(twice.again.reference) in standing.text_content()
    page = sent(client, page, "undo", "trop vite")
    assert "tell_apart" in page.xpath("//main//button/@value")
    refused = sent(client, page, "tell_apart", " ")
    assert refused.xpath("//p[@role='alert']")
    page = sent(client, page, "tell_apart", "deux cousines")
    assert page.xpath("//main//button/@value") == ["undo"]


def test_texts_of_duplicates_say_the_same_in_both_languages() -> None:
    french, arabic = (texts("duplicates.json")[lang] for lang in ("fr", "ar"))
    assert french.keys() == arabic.keys()
    for name in ("states", "matches", "kinds"):
        assert french[name].keys() == arabic[name].keys()


def test_the_desk_names_who_decided_about_a_pair_and_tells_dates_in_words(
    twice: Twice, client: TestClient
) -> None:
    address = f"/duplicates/{twice.pair.name}"
    page = html.fromstring(client.get(address).text)
    page = sent(client, page, f"join:{twice.first.act_id}", "le même enfant")
    (suspected, joined) = page.xpath("//main/ol/li")
    assert " · Sijill · " in suspected.text_content(), "the program, where nobody asked"
    told = client.get(f"/v1{address}").json()["history"][-1]
    assert joined.text_content().startswith(f"{shown_instant(told['at'], 'fr')} · Amina B. ·")
    assert "12 mars 1933" in page.text_content()
    assert "1933-03-12" not in page.text_content()


def test_pairs_name_their_acts_in_words_and_lead_to_them(twice: Twice, client: TestClient) -> None:
    listed = html.fromstring(client.get("/duplicates?lang=fr").text)
    named = {cell.text_content() for cell in listed.xpath("//tbody//td[not(@class)]/a")}
    assert "Acte 66 · Naissances 1933 · Mechraa Bel Ksiri" in named
    (lead, _) = listed.xpath("//tbody//td[not(@class)]/a/@href")
    assert client.get(lead).status_code == 200
