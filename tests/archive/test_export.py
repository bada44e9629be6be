"""The shape in which acts leave the archive."""

import json

import pytest

from archive.act import Act, ActReading, ActState, FieldReading
from archive.box import Box
from archive.export import act_to_json
from archive.finding import Finding
from archive.mention import Mention, MentionType
from archive.register import ActNumber, RegisterReference

REGISTER = RegisterReference.parse("08.201.11.07/birth/1933/1")


@pytest.fixture
def exported():
    number = ActNumber(66, "bis")
    box = Box(10, 20, 300, 40)
    given = FieldReading("Zineb", "Zincb", 0.81234, ("Zineb", "Zaineb"), "0001.jpg", box)
    fields = {"given_name_fr": given}
    pages = (("0001.jpg", Box(0, 0, 900, 400)), ("0002.jpg", None))
    reading = ActReading(REGISTER, 1, number, 3, "fr_prose", fields, pages)
    mention = Mention(MentionType.DIVORCE, "1954-02-20", text_fr="Divorcée", confidence=0.9)
    finding = Finding("copies_disagree", {"copy": 2}, field="given_name_fr")
    act = Act("a1", REGISTER, number, ActState.TO_REVIEW, reading, fields, (mention,), (finding,))
    return act_to_json(act)


def test_the_number_and_its_suffix_stand_apart(exported):
    assert exported["act_number"] == 66
    assert exported["act_number_suffix"] == "bis"
    assert exported["reference"] == "08.201.11.07/birth/1933/1/66bis"


def test_the_top_level_names_the_register_and_the_state(exported):
    expected = {
        "office_code": "08.201.11.07",
        "kind": "birth",
        "year": 1933,
        "part": 1,
        "copy": 1,
        "state": "to_review",
    }
    assert {name: exported[name] for name in expected} == expected


def test_a_field_says_where_it_stands_and_what_else_it_may_be(exported):
    assert exported["fields"]["given_name_fr"] == {
        "value": "Zineb",
        "raw": "Zincb",
        "confidence": 0.8123,
        "candidates": ["Zineb", "Zaineb"],
        "page": "0001.jpg",
        "box": [10, 20, 300, 40],
    }


def test_mentions_and_findings_go_along(exported):
    assert exported["mentions"][0]["type"] == "divorce"
    assert exported["mentions"][0]["date"] == "1954-02-20"
    finding = exported["findings"][0]
    assert (finding["code"], finding["field"]) == ("copies_disagree", "given_name_fr")
    assert finding["fr"]
    assert finding["ar"]


def test_it_is_json(exported):
    assert json.loads(json.dumps(exported, ensure_ascii=False)) == exported
