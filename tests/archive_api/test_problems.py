import json
import re
import string
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

import archive_api.problems
from archive.issuing.errors import PaperRefused
from archive_api.problems import Problem, reason
from archive_api.refusals import FAULTS
from indexing.errors import IndexUnavailable

TEXTS = json.loads(
    Path(archive_api.problems.__file__).with_name("problems.json").read_text(encoding="utf-8")
)
HELD_UP = {
    *("index_unavailable", "index_busy", "index_disk_full", "index_unwritable"),
    "index_unreadable",
}
"""Why no search is possible for a while."""
REASONS = json.loads(
    Path(archive_api.problems.__file__).with_name("reasons.json").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("code", TEXTS)
def test_both_languages_name_the_same_values(code: str) -> None:
    def names(text: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    assert names(TEXTS[code]["fr"]) == names(TEXTS[code]["ar"])
    assert 400 <= TEXTS[code]["status"] < 600
    assert any("\u0621" <= letter <= "\u064a" for letter in TEXTS[code]["ar"])


@pytest.mark.parametrize("code", REASONS)
def test_every_reason_is_worded_in_both_languages(code: str) -> None:
    texts = reason(code)
    assert texts["fr"] and not any("\u0621" <= letter <= "\u064a" for letter in texts["fr"])
    assert any("\u0621" <= letter <= "\u064a" for letter in texts["ar"])


def test_every_fault_that_can_be_found_has_its_reason_and_no_other() -> None:
    root = Path(archive_api.problems.__file__).parents[1]
    files = [root / "archive/decisions.py", root / "archive/catalogue_acts.py"]
    files += [root / "archive/catalogue_review.py", *(root / "archive").glob("mention_*.py")]
    files += (root / "archive_api").glob("supporting_*.py")
    files += (root / "archive_api").glob("verify_*.py")
    files += (root / "indexing/search").glob("*.py")
    source = "".join(file.read_text("utf-8") for file in files)
    raised = set(re.findall(r'(?:Fault|SearchInvalid)\(\s*"(\w+)"', source))
    found_by_the_framework = {*FAULTS.values(), "input_unfit"}
    assert raised | HELD_UP | found_by_the_framework == set(REASONS)


def test_every_refusal_of_the_lists_and_of_papers_is_worded() -> None:
    archive = Path(archive_api.problems.__file__).parents[1] / "archive"
    source = "".join(file.read_text("utf-8") for file in archive.glob("catalogue_*.py"))
    codes = set(re.findall(r'ListRefused\(\s*"(\w+)"', source))
    assert "delegation_elsewhere" in codes
    codes |= {refusal.code for refusal in PaperRefused.__subclasses__()}
    assert codes - TEXTS.keys() == set()


def test_an_index_that_is_out_gives_no_other_reasons() -> None:
    told = str(IndexUnavailable.__doc__) + "``index_unreadable``"
    assert set(re.findall(r"``(index_\w+)``", told)) == HELD_UP


def test_a_problem_is_a_document_of_rfc_9457() -> None:
    response = Problem("act_unknown", reference="a/b").response()
    assert response.media_type == "application/problem+json"
    document = json.loads(bytes(response.body))
    assert document["type"] == "urn:sijill:problem:act_unknown"
    assert (document["title"], document["status"]) == ("Not Found", 404)
    assert document["detail"] == document["texts"]["fr"]
    assert "a/b" in document["texts"]["ar"]


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/nothing/here", 404, "route_unknown"),
        ("DELETE", "/v1/batches", 405, "method_not_allowed"),
    ],
)
def test_the_frameworks_own_refusals_are_problems_too(
    client: TestClient, method: str, path: str, status: int, code: str
) -> None:
    answer = client.request(method, path)
    assert answer.headers["content-type"] == "application/problem+json"
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert set(answer.json()["texts"]) == {"fr", "ar"}


def test_a_validation_error_names_the_field_and_not_what_was_sent(client: TestClient) -> None:
    said = {"decisions": {}, "expected_version": "Khadija"}
    answer = client.post("/v1/acts/x/verify", json=said)
    assert (answer.status_code, answer.json()["code"]) == (422, "request_invalid")
    assert answer.json()["errors"][0]["field"] == "body.expected_version"
    assert "Khadija" not in answer.text


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({}, "input_missing"),
        ({"decisions": {}, "expected_version": -1}, "input_out_of_range"),
        ({"decisions": {}, "expected_version": 1, "more": 1}, "input_unknown"),
        ({"decisions": [], "expected_version": 1}, "input_unfit"),
    ],
)
def test_what_is_wrong_with_a_value_is_told_in_both_languages(
    client: TestClient, said: dict[str, Any], code: str
) -> None:
    answer = client.post("/v1/acts/x/verify", json=said)
    assert reason(code) in [one["texts"] for one in answer.json()["errors"]]


def test_broken_json_is_a_problem(client: TestClient) -> None:
    answer = client.post(
        "/v1/acts/x/verify", content=b"{", headers={"content-type": "application/json"}
    )
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.status_code == 422
