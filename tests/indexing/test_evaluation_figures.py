"""Figures: calibration error by bins, keys left to a clerk, coverage against error."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexing.evaluation import Share
from indexing.evaluation_figures import (
    LEVELS,
    Keystrokes,
    calibration_error,
    figures,
    figures_to_json,
    keystrokes,
    level,
    reliability,
)
from indexing.judged_fields import JudgedAct, JudgedField


def field(right=True, confidence=0.9, read="Zineb", **others):
    told = {"among_first": right, "unsure": False, "found": True} | others
    return JudgedField("66", "given_name_fr", "Zineb", read, right, confidence, **told)


def act(*fields, **others):
    return JudgedAct("66", fields, **others)


def test_calibration_error_is_the_gap_of_what_is_said_and_what_is_so():
    said_nine_in_ten = [field(right=n < 7) for n in range(10)]
    assert calibration_error(reliability(said_nine_in_ten)) == pytest.approx(0.2)
    half_in_ten = [field(right=n < 5, confidence=0.5) for n in range(10)]
    assert calibration_error(reliability([*said_nine_in_ten, *half_in_ten])) == pytest.approx(0.1)


def test_without_readings_there_is_no_calibration_error():
    assert calibration_error(reliability([field(read=None, right=False)])) is None


def test_what_is_sure_costs_no_key_even_if_wrong():
    assert keystrokes(act(field(), field(right=False))) == Keystrokes(0, 12)


def test_accepting_or_choosing_is_one_key():
    unsure = field(unsure=True)
    chosen = field(right=False, unsure=True, among_first=True)
    assert keystrokes(act(unsure, chosen)).left == 2


def test_what_no_candidate_tells_is_typed():
    assert keystrokes(act(field(right=False, unsure=True))).left == len("Zineb") + 1
    assert keystrokes(act(field(right=False, read=None))).left == len("Zineb") + 1
    lost = field(right=False, read=None, found=False)
    assert keystrokes(act(lost)).left == keystrokes(act(lost)).all


def test_a_mention_costs_its_type_and_date():
    assert keystrokes(act(mentions=2, lost_mentions=("1990-01-02",))) == Keystrokes(11, 22)
    assert keystrokes(act(invented_mentions=1)) == Keystrokes(1, 0)


def test_a_threshold_lets_through_acts_whose_every_field_reaches_it():
    acts = [act(field(confidence=0.99), field(right=False, confidence=0.95)), act(field())]
    strict, lax = level(acts, 0.95), level(acts, 0.9)
    assert (strict.acts, strict.wrong_in_acts) == (Share(1, 2), Share(1, 2))
    assert (lax.acts, lax.wrong_in_acts) == (Share(2, 2), Share(1, 3))
    assert (strict.fields, strict.wrong_fields) == (Share(2, 3), Share(1, 2))


def test_a_doubt_keeps_an_act_back_at_any_threshold():
    assert level([act(field(), doubts=("year_differs",))], 0.5).acts == Share(0, 1)


@given(st.lists(st.lists(st.tuples(st.booleans(), st.floats(0, 1)), min_size=1, max_size=4)))
def test_a_higher_threshold_never_lets_more_through(drawn):
    acts = [act(*[field(right=r, confidence=c) for r, c in fields]) for fields in drawn]
    through = [level(acts, threshold).acts.right for threshold in LEVELS]
    assert through == sorted(through, reverse=True)


def test_errors_among_accepted_acts_are_counted_by_field():
    told = figures([act(field(), field(right=False), accepted=True), act(field(right=False))])
    assert told.wrong_when_accepted == Share(1, 2)
    assert (told.accepted, told.act_accuracy) == (Share(1, 2), Share(0, 2))


def test_figures_of_nothing_are_no_figures():
    told = figures_to_json(figures([]))
    assert told["expected_calibration_error"] is None
    assert told["keystrokes"] == {"left": 0, "all": 0, "rate": None}
    assert len(told["curve"]) == len(LEVELS)
