import fcntl
import io
from collections.abc import Callable
from dataclasses import replace

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from PIL import Image

from archive.account import Right
from archive.act import Act, ActReading
from archive.catalogue import Catalogue
from archive.finding import Finding
from archive.register import VolumeReference
from archive.settings import Settings
from indexing.search.tantivy_index import TantivyIndex

REFERENCE = "04.481.01.07/birth/1933/1/66"
ADDRESS = f"/v1/acts/{REFERENCE}"


def logged(catalogue: Catalogue) -> list[tuple[str, str]]:
    return [(entry.action, entry.subject) for entry in catalogue.audit_entries()]


def test_an_act_is_read_by_its_reference_slashes_and_all(
    filled: Catalogue, client: TestClient
) -> None:
    answer = client.get(ADDRESS).json()
    assert answer["reference"] == REFERENCE
    assert answer["state"] == "accepted"
    name = answer["fields"]["given_name_ar"]
    assert name["value"] == "خديجة"
    assert name["candidates"] == ["خديجة", "?"]
    assert name["box"] == {"x": 200, "y": 300, "width": 400, "height": 60}
    assert answer["history"][0]["kind"] == "read"
    assert answer["history"][0]["copy"] == 1


def test_an_escaped_reference_is_the_same_act(filled: Catalogue, client: TestClient) -> None:
    escaped = "/v1/acts/" + REFERENCE.replace("/", "%2F")
    assert client.get(escaped).json() == client.get(ADDRESS).json()


def test_an_act_without_a_number_is_read_by_its_id(
    filled: Catalogue, client: TestClient, act_reading: Callable[..., ActReading]
) -> None:
    volume = VolumeReference.parse("04.481.01.07/birth/1933/1")
    filled.keep_acts(volume, [act_reading(None)], {})
    (unnumbered,) = [act for act in filled.acts() if act.number is None]
    answer = client.get(f"/v1/acts/{unnumbered.act_id}").json()
    assert answer["act_id"] == unnumbered.act_id
    assert answer["reference"] is None
    assert client.get(answer["fields"]["sex"]["crop"]).status_code == 200


def test_findings_are_told_in_both_languages(
    filled: Catalogue, client: TestClient, act_reading: Callable[..., ActReading]
) -> None:
    volume = VolumeReference.parse("04.481.01.07/birth/1933/1")
    finding = Finding("copies_disagree", {"copy": 2}, field="sex")
    filled.keep_acts(volume, [act_reading(findings=(finding,))], {})
    (told,) = client.get(ADDRESS).json()["findings"]
    assert (told["code"], told["field"]) == ("copies_disagree", "sex")
    assert told["fr"] == finding.text("fr")
    assert told["ar"] == finding.text("ar")


def test_reading_an_act_is_written_into_the_audit_trail(
    filled: Catalogue, client: TestClient
) -> None:
    answer = client.get(ADDRESS).json()
    assert logged(filled)[-1] == ("act.seen", answer["act_id"])


@pytest.mark.parametrize(
    "reference", ["04.481.01.07/birth/1933/1/9999", "nothing", "a/b/extract/x"]
)
def test_an_unknown_act_is_a_problem_and_nothing_is_logged(
    filled: Catalogue, client: TestClient, reference: str
) -> None:
    before = logged(filled)
    answer = client.get(f"/v1/acts/{reference}")
    assert answer.status_code == 404
    assert answer.json()["code"] == "act_unknown"
    assert logged(filled) == before


def test_a_crop_shows_the_value_with_room_around_it(filled: Catalogue, client: TestClient) -> None:
    answer = client.get(f"{ADDRESS}/fields/given_name_fr/crop")
    assert answer.headers["content-type"] == "image/jpeg"
    image = Image.open(io.BytesIO(answer.content))
    assert (image.width, image.height) == (400 + 2 * 21, 60 + 2 * 21)
    red, green, _ = image.getpixel((image.width // 2, image.height // 2))  # type: ignore[misc]
    assert red > 150
    assert green < 60
    assert min(image.getpixel((3, 3))) > 240  # type: ignore[type-var, arg-type]


def test_a_crop_of_a_page_delivered_turned_is_upright(
    filled: Catalogue, client: TestClient, act_reading: Callable[..., ActReading]
) -> None:
    volume = VolumeReference.parse("04.481.01.07/birth/1933/1")
    turned = Finding("page_turned", {"turns": 1}, page="0001.png")
    filled.keep_acts(volume, [act_reading()], {}, [turned])
    answer = client.get(f"{ADDRESS}/fields/given_name_fr/crop")
    image = Image.open(io.BytesIO(answer.content))
    assert image.height > image.width


def test_a_field_that_stands_nowhere_has_no_crop(filled: Catalogue, client: TestClient) -> None:
    answer = client.get(f"{ADDRESS}/fields/nationality/crop")
    assert (answer.status_code, answer.json()["code"]) == (404, "field_without_image")


def test_confirming_an_act_verifies_it_with_the_persons_values(
    filled: Catalogue, program: TestClient
) -> None:
    client = program
    version = client.get(ADDRESS).json()["version"]
    said = {
        "decisions": {"given_name_fr": "Khadidja"},
        "expected_version": version,
        "actor": "officer",
    }
    answer = client.post(f"{ADDRESS}/verify", json=said).json()
    assert answer["state"] == "verified"
    assert answer["fields"]["given_name_fr"]["value"] == "Khadidja"
    assert answer["history"][-1]["actor"] == "officer"
    assert answer["history"][-1]["decisions"] == {"given_name_fr": "Khadidja"}
    hits = client.get("/v1/search", params={"text": "Khadidja"}).json()["hits"]
    assert [hit["state"] for hit in hits] == ["verified"]


def test_what_one_person_read_is_not_shown_while_another_must_read_it(
    filled: Catalogue, client: TestClient
) -> None:
    act = filled.act(REFERENCE)
    assert act is not None
    # The machine saw no birth of the mother: a typed one is read twice.
    typed = {"mother_birth_date": "1901"}
    filled.review(act.act_id, typed, "amina", act.version)
    told = client.get(ADDRESS).json()
    assert told["state"] == "to_review"
    last = told["history"][-1]
    assert (last["kind"], last["asked"], last["decisions"]) == ("firstread", [*typed], None)
    assert "mother_birth_date" not in told["fields"]
    filled.review(act.act_id, {"mother_birth_date": "1907"}, "brahim", act.version + 1)
    last = client.get(ADDRESS).json()["history"][-1]
    assert (last["kind"], last["disputed"], last["decisions"]) == ("secondread", [*typed], None)
    filled.review(act.act_id, typed, "chama", act.version + 2, rights={Right.ARBITRATE})
    told = client.get(ADDRESS).json()
    assert [event["decisions"] for event in told["history"][-3:]] == [
        typed,
        {"mother_birth_date": "1907"},
        typed,
    ]


def test_whoever_is_signed_in_is_who_the_record_names_whatever_the_request_says(
    filled: Catalogue, client: TestClient
) -> None:
    version = client.get(ADDRESS).json()["version"]
    said = {"decisions": {}, "expected_version": version, "actor": "somebody else"}
    answer = client.post(f"{ADDRESS}/verify", json=said).json()
    assert answer["history"][-1]["actor"] == "amina"


def test_a_decision_on_an_older_version_changes_nothing(verified: Act, client: TestClient) -> None:
    said = {"decisions": {"sex": "M"}, "expected_version": verified.version - 1}
    answer = client.post(f"{ADDRESS}/verify", json=said)
    assert (answer.status_code, answer.json()["code"]) == (409, "act_changed")
    assert answer.json()["version"] == verified.version
    assert client.get(ADDRESS).json()["fields"]["sex"]["value"] == "F"


def test_a_decision_of_the_wrong_shape_names_the_field(
    filled: Catalogue, client: TestClient
) -> None:
    said = {"decisions": {"birth_date": "12/03/1933"}, "expected_version": 1}
    answer = client.post(f"{ADDRESS}/verify", json=said)
    assert (answer.status_code, answer.json()["code"]) == (422, "decision_invalid")
    (error,) = answer.json()["errors"]
    assert (error["field"], error["code"]) == ("birth_date", "date_invalid")
    assert error["message"] == error["texts"]["fr"]
    assert any("\u0621" <= letter <= "\u064a" for letter in error["texts"]["ar"])
    assert "12/03/1933" not in answer.text


def test_a_number_another_act_holds_is_refused(filled: Catalogue, client: TestClient) -> None:
    said = {"decisions": {"act_number": "67"}, "expected_version": 1}
    answer = client.post(f"{ADDRESS}/verify", json=said)
    assert (answer.status_code, answer.json()["code"]) == (409, "number_taken")


def test_an_index_another_process_writes_never_undoes_a_verification(
    filled: Catalogue, home: Settings, client: TestClient
) -> None:
    app = client.app
    assert isinstance(app, FastAPI)
    hurried = TantivyIndex(home.search_dir, wait_seconds=0.05)
    app.state.archive = replace(app.state.archive, index=hurried)
    with (home.search_dir / "lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        answer = client.post(f"{ADDRESS}/verify", json={"expected_version": 1})
    assert (answer.status_code, answer.json()["state"]) == (200, "verified")
    act = filled.act(REFERENCE)
    assert act is not None
    assert act.version == 2
