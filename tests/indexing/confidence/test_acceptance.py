"""The review gate: every doubt sends an act to people, and says which."""

import pytest

from archive.act import FieldReading
from archive.mention import Mention, MentionType
from archive.register import ActNumber, VolumeReference
from indexing.confidence.acceptance import Thresholds, judge
from indexing.forms import all_forms
from indexing.registers.context import VolumeContext
from indexing.registers.sequence import SettledNumber

FORMS = {form.id: form for form in all_forms()}
CONTEXT = VolumeContext.of(VolumeReference.parse("02.533.03.19/birth/1941"))
NUMBER = SettledNumber(ActNumber(12), 0.95, False, (ActNumber(12),))
FRENCH = FORMS["fr_prose_birth"]


def field(value: str | None, confidence: float = 0.95) -> FieldReading:
    return FieldReading(value, value or "", confidence)


@pytest.fixture
def fields() -> dict[str, FieldReading]:
    dates = {"birth_date": "1941-03-04", "drawn_up_date": "1941-03-09"}
    return {name: field(dates.get(name, "x")) for name in FRENCH.expects}


def verdict(fields, number=NUMBER, mentions=(), thresholds=None):
    findings, sure = judge(
        FRENCH.expects, fields, mentions, number, CONTEXT, thresholds or Thresholds()
    )
    return [(finding.code, finding.field) for finding in findings], sure


def test_an_act_whose_every_field_is_sure_passes(fields):
    assert verdict(fields) == ([], True)


def test_a_doubtful_field_is_named(fields):
    fields["father_given_fr"] = field("Ahmed", 0.79)
    assert verdict(fields) == ([("field_unsure", "father_given_fr")], False)


def test_a_field_read_without_value_is_doubtful(fields):
    fields["birth_date"] = field(None, 0.95)
    assert verdict(fields) == ([("field_unsure", "birth_date")], False)


@pytest.mark.parametrize("name", FRENCH.expects)
def test_a_field_that_the_form_prints_and_nobody_found_is_named(fields, name):
    del fields[name]
    assert verdict(fields) == ([("field_missing", name)], False)


def test_what_a_prose_form_prints_is_expected_and_what_is_optional_is_not():
    expected = set(FRENCH.expects)
    assert {"given_name_fr", "family_name_fr", "birth_date", "mother_family_fr", "sex"} <= expected
    assert not {"mother_job_fr", "residence_fr", "closing_fr", "declaration_fr"} & expected
    assert {"birth_date_hijri", "birth_date"} <= set(FORMS["ar_prose_birth"].expects)


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_every_form_expects_the_person_and_the_event(form):
    names = {f"{name}_name_{form.script}" for name in ("given", "family")}
    event = f"{form.kind.value}_date"
    assert event in form.expects
    assert form.shape == "prose" or names <= set(form.expects)


def test_a_threshold_may_be_set_for_one_field(fields):
    strict = Thresholds(by_field={"sex": 0.99})
    assert verdict(fields, thresholds=strict) == ([("field_unsure", "sex")], False)
    lax = Thresholds(usual=0.5)
    fields["sex"] = field("M", 0.6)
    assert verdict(fields, thresholds=lax) == ([], True)


def test_an_unread_number_waits_and_an_inferred_one_is_noted(fields):
    unread = SettledNumber(None, 0.0, False, ())
    assert verdict(fields, unread) == ([("number_unread", "act_number")], False)
    told = SettledNumber(ActNumber(12, "bis"), 0.9, True, ())
    assert verdict(fields, told) == ([("number_inferred", "act_number")], True)
    doubtful = SettledNumber(ActNumber(12), 0.6, True, ())
    assert verdict(fields, doubtful) == ([("field_unsure", "act_number")], False)


def test_a_year_that_is_not_the_register_s_is_told(fields):
    assert verdict({**fields, "year": field("1941")}) == ([], True)
    assert verdict({**fields, "year": field("1947")}) == ([("year_differs", "year")], False)


def test_a_date_outside_the_register_s_years_is_told(fields):
    fields["birth_date"] = field("1931-03-04")
    assert ("date_outside_register", "birth_date") in verdict(fields)[0]


@pytest.mark.parametrize(
    ("date", "confidence", "codes"),
    [("1965-03-04", 0.9, []), (None, 0.9, ["mention_unsure"]), ("1965", 0.5, ["mention_unsure"])],
)
def test_a_mention_without_sure_date_waits(fields, date, confidence, codes):
    mention = Mention(MentionType.MARRIAGE, date, confidence=confidence)
    found, sure = verdict(fields, mentions=(mention,))
    assert [code for code, _ in found] == codes
    assert sure == (not codes)
