import pytest
from fastapi.testclient import TestClient

from archive.catalogue import Catalogue
from archive.register import VolumeReference
from archive.settings import Settings
from archive_api.schemas.search import MAX_TEXT
from indexing.search.document import page_document
from indexing.search.open import open_index


@pytest.mark.parametrize("text", ["Khadija", "خديجة"])
def test_an_act_is_found_in_either_script(filled: Catalogue, client: TestClient, text: str) -> None:
    hits = client.get("/v1/search", params={"text": text}).json()["hits"]
    assert hits[0]["reference"] == "04.481.01.07/birth/1933/1/66"
    assert client.get(hits[0]["address"]).status_code == 200


def test_the_audit_trail_says_which_acts_were_shown_and_not_what_was_asked(
    filled: Catalogue, client: TestClient
) -> None:
    found = client.get("/v1/search", params={"text": "Khadija"}).json()["hits"]
    entry = list(filled.audit_entries())[-1]
    assert entry.action == "search"
    assert entry.subject.split() == [hit["act_id"] for hit in found]
    assert "Khadija" not in entry.subject + entry.detail


@pytest.mark.parametrize("query", ["kind=baptism", "limit=0", "limit=1000", "surname=x"])
def test_a_malformed_search_is_a_problem(client: TestClient, query: str) -> None:
    answer = client.get(f"/v1/search?{query}")
    assert (answer.status_code, answer.json()["code"]) == (422, "request_invalid")


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("year_from=1950&year_to=1940", "years_reversed"),
        ("act_number=x", "act_number_invalid"),
        ("after=x", "after_invalid"),
        (f"after={'9' * 5000}", "after_invalid"),
    ],
)
def test_a_search_that_cannot_match_is_a_problem(
    filled: Catalogue, client: TestClient, query: str, code: str
) -> None:
    answer = client.get(f"/v1/search?{query}")
    assert (answer.status_code, answer.json()["code"]) == (422, "search_invalid")
    assert answer.json()["reason_code"] == code
    told = answer.json()["reason_texts"]
    assert answer.json()["reason"] == told["fr"]
    assert any("\u0621" <= letter <= "\u064a" for letter in told["ar"])


def test_pages_kept_as_scans_are_found_and_lead_to_their_image(
    filled: Catalogue, home: Settings, client: TestClient
) -> None:
    volume = VolumeReference.parse("04.481.01.07/birth/1933/1")
    open_index(home).put([page_document(volume, "0001.png")])
    (hit,) = client.get("/v1/search", params={"type": "page"}).json()["hits"]
    assert (hit["page"], hit["names"]) == ("0001.png", [])
    assert client.get(hit["address"]).headers["content-type"] == "image/jpeg"
    assert client.get("/search").text.count("0001.png") == 2


def test_a_hit_tells_which_words_matched_and_how(filled: Catalogue, client: TestClient) -> None:
    (hit,) = client.get("/v1/search", params={"child": "Kadija"}).json()["hits"]
    marked = {
        (hit[one["shown"]][one["at"]][one["start"] : one["end"]], one["how"])
        for one in hit["highlights"]
    }
    assert ("خديجة", "other_script") in marked
    assert {how for word, how in marked if word == "Khadija"} <= {"sounds_alike", "misspelt"}


def test_facets_come_only_when_asked(filled: Catalogue, client: TestClient) -> None:
    assert client.get("/v1/search").json()["facets"] is None
    told = client.get("/v1/search", params={"facets": True, "kind": "birth"}).json()
    assert told["facets"]["kind"] == [{"value": "birth", "count": told["total"]}]
    assert set(told["facets"]) == {"office_code", "year", "kind", "state"}


def test_names_that_exist_are_proposed(filled: Catalogue, client: TestClient) -> None:
    told = client.get("/v1/search", params={"text": "Kadijja 1933"}).json()
    assert told["did_you_mean"] == {"text": "Khadija 1933"}
    assert client.get("/v1/search", params={"text": "Khadija"}).json()["did_you_mean"] == {}


def test_names_and_acts_are_suggested_and_the_acts_shown_are_logged(
    filled: Catalogue, client: TestClient
) -> None:
    told = client.get("/v1/suggest", params={"text": "khad"}).json()
    assert [one["word"] for one in told["completions"]] == ["Khadija", "خديجة"]
    assert [hit["reference"] for hit in told["hits"]] == ["04.481.01.07/birth/1933/1/66"]
    entry = list(filled.audit_entries())[-1]
    assert entry.action == "suggest"
    assert entry.subject.split() == [hit["act_id"] for hit in told["hits"]]
    entries = len(list(filled.audit_entries()))
    assert client.get("/v1/suggest", params={"text": "k"}).json()["completions"] == []
    assert len(list(filled.audit_entries())) == entries


@pytest.mark.parametrize(
    "text",
    [
        *("é" * 5000, '"*" OR [', "\u202e\x00", "1/" * 2500, "*", '"', "Khadija OR Driss"),
        *("/.*/", "given_words:Khadija", "رقم " * 1250, "Zouhair " * 625),
    ],
)
@pytest.mark.parametrize("path", ["/v1/search", "/v1/suggest", "/search"])
def test_anything_typed_is_text(
    filled: Catalogue, client: TestClient, path: str, text: str
) -> None:
    answer = client.get(path, params={"text": text})
    assert answer.status_code == 200
    if path == "/v1/search":
        assert answer.json()["total"] == 0


@pytest.mark.parametrize("text", ["", "   ", "\u202bخديجة\u202c", '"Khadija"'])
def test_signs_around_a_name_and_nothing_at_all_hide_no_act(
    filled: Catalogue, client: TestClient, text: str
) -> None:
    references = {
        hit["reference"] for hit in client.get("/v1/search", params={"text": text}).json()["hits"]
    }
    assert "04.481.01.07/birth/1933/1/66" in references


def test_a_text_that_no_request_line_holds_is_refused(client: TestClient) -> None:
    longest = "😀" * MAX_TEXT
    assert len(client.get("/v1/search", params={"text": longest}).request.url.raw_path) < 65_536
    for path in ("/v1/search", "/v1/suggest", "/search"):
        assert client.get(path, params={"text": longest}).status_code == 200
        assert client.get(path, params={"text": f"{longest}a"}).status_code == 422
