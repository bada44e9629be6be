"""Confidence: more that speaks for a reading never makes it less sure; the file fits the code."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.act import FieldReading
from archive.mention import Mention, MentionType
from indexing.confidence.calibration import Calibration, Curve, from_json, usual_calibration
from indexing.confidence.facts import FACTS, group_of

NOTHING = (0.0,) * len(FACTS)
ONLY_STATED = Curve(0.0, (10.0, *NOTHING[1:]))
PLAIN = Calibration({"every": ONLY_STATED, "sex": replace(ONLY_STATED, start=3.0)})
facts = st.tuples(*[st.floats(-1, 1) for _ in FACTS])


@given(facts, st.integers(0, len(FACTS) - 1), st.floats(0, 1))
def test_more_of_a_fact_never_lowers_confidence(told, place, more):
    better = (*told[:place], told[place] + more, *told[place + 1 :])
    for group in usual_calibration().curves:
        sure = usual_calibration().probability(group, told)
        assert usual_calibration().probability(group, better) >= sure


@given(facts)
def test_confidence_is_a_probability_and_never_certainty(told):
    assert 0 < usual_calibration().probability("sex", told) < 1


def test_a_group_without_a_curve_has_the_pooled_one():
    assert PLAIN.probability("place_ar", NOTHING) == 0.5
    assert PLAIN.probability("sex", NOTHING) > 0.9


def test_a_field_without_facts_keeps_its_confidence():
    fields = {"sex": FieldReading("F", "née", 0.4), "birth_date": FieldReading(None, "…", 0.0)}
    sure = PLAIN.fields(fields, {"sex": NOTHING})
    assert sure["sex"] == replace(fields["sex"], confidence=sure["sex"].confidence)
    assert sure["sex"].confidence > 0.9
    assert sure["birth_date"] == fields["birth_date"]


def test_a_mention_is_calibrated_too():
    mention = PLAIN.mention(Mention(MentionType.DIVORCE, "1954-02-20", confidence=0.9), NOTHING)
    assert mention == Mention(MentionType.DIVORCE, "1954-02-20", confidence=0.5)


def test_what_is_written_is_read_back():
    assert from_json(PLAIN.to_json()) == PLAIN


def test_a_calibration_of_other_facts_is_refused():
    with pytest.raises(ValueError, match="fit it again"):
        from_json(PLAIN.to_json() | {"facts": ["colour"]})


@pytest.mark.parametrize("weights", [(1.0,), (-0.1, *NOTHING[1:])])
def test_a_curve_weighs_every_fact_and_none_against_the_reading(weights):
    with pytest.raises(ValueError, match="fit it again"):
        Curve(0.0, weights)


def test_the_calibration_that_comes_with_sijill_names_its_volumes():
    assert usual_calibration().fitted_on
    assert all("@" in volume for volume in usual_calibration().fitted_on)


@pytest.mark.parametrize(
    ("field", "group"),
    [
        ("given_name_ar", "given_ar"),
        ("father_family_fr", "family_fr"),
        ("mother_birth_place_ar", "place_ar"),
        ("residence_fr", "place_fr"),
        ("mother_birth_date", "parent_date"),
        ("drawn_up_date", "date"),
        ("drawn_up_date_hijri", "hijri_date"),
        ("father_job_fr", "job_fr"),
        ("act_number", "act_number"),
        ("birth_time", "time"),
        ("officer_name_fr", "other_fr"),
    ],
)
def test_fields_that_are_read_alike_share_a_curve(field, group):
    assert group_of(field) == group
