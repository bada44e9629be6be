"""Coverage against error, and bins of confidence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexing.evaluation.curve import (
    FINE,
    LEVELS,
    by_group,
    calibration_error,
    field_levels,
    levels,
    most_through,
    reliability,
)
from indexing.evaluation.judged_fields import JudgedAct, JudgedField
from indexing.evaluation.judging import Share


def field(right=True, confidence=0.9, read="Zineb", name="given_name_fr", **others):
    told = {"among_first": right, "unsure": False, "found": True} | others
    return JudgedField("66", name, "Zineb", read, right, confidence, **told)


def act(*fields, **others):
    return JudgedAct("66", fields, **others)


def test_calibration_error_is_the_gap_of_what_is_said_and_what_is_so():
    said_nine_in_ten = [field(right=n < 7) for n in range(10)]
    assert calibration_error(reliability(said_nine_in_ten)) == pytest.approx(0.2)
    half_in_ten = [field(right=n < 5, confidence=0.5) for n in range(10)]
    assert calibration_error(reliability([*said_nine_in_ten, *half_in_ten])) == pytest.approx(0.1)


def test_without_readings_there_is_no_calibration_error():
    assert calibration_error(reliability([field(read=None, right=False)])) is None


def test_a_threshold_lets_through_acts_whose_every_field_reaches_it():
    acts = [act(field(confidence=0.99), field(right=False, confidence=0.95)), act(field())]
    strict, lax = levels(acts, [0.95, 0.9])
    assert (strict.acts, strict.wrong_in_acts) == (Share(1, 2), Share(1, 2))
    assert (lax.acts, lax.wrong_in_acts) == (Share(2, 2), Share(1, 3))
    assert (strict.fields, strict.wrong_fields) == (Share(2, 3), Share(1, 2))


def test_a_doubt_keeps_an_act_back_at_any_threshold():
    (told,) = levels([act(field(), doubts=("year_differs",))], [0.5])
    assert told.acts == Share(0, 1)


@given(st.lists(st.lists(st.tuples(st.booleans(), st.floats(0, 1)), min_size=1, max_size=4)))
def test_a_higher_threshold_never_lets_more_through(drawn):
    acts = [act(*[field(right=r, confidence=c) for r, c in fields]) for fields in drawn]
    through = [one.acts.right for one in levels(acts, LEVELS)]
    assert through == sorted(through, reverse=True)


def test_the_whole_curve_has_every_confidence_that_occurs():
    fields = [field(confidence=0.9), field(right=False, confidence=0.4), field(confidence=0.9)]
    low, high = field_levels([*fields, field(right=False, read=None, confidence=0.0)])
    assert (low.threshold, low.fields, low.wrong_fields) == (0.4, Share(3, 4), Share(1, 3))
    assert (high.threshold, high.fields, high.wrong_fields) == (0.9, Share(2, 4), Share(0, 2))


def test_acts_made_up_are_errors_of_what_goes_through_and_no_acts():
    made_up = act(field(right=False, confidence=0.97), made_up=True)
    (told,) = levels([act(field(confidence=0.97)), made_up], [0.95])
    assert (told.acts, told.wrong_in_acts) == (Share(1, 1), Share(1, 2))


def test_most_acts_go_through_at_the_lowest_threshold_that_keeps_errors_out():
    acts = [act(field(confidence=0.99)), act(field(confidence=0.8))]
    wrong = act(field(right=False, confidence=0.6))
    best = most_through(levels([*acts, wrong]), 0.005)
    assert (best.threshold, best.acts) == (0.8, Share(2, 3))
    assert most_through(levels([]), 0.005) is None


def test_bins_hold_their_lower_bound_and_the_last_one_both():
    fields = [field(confidence=sure) for sure in (0.95, 0.979, 0.98, 1.0)]
    told = [(one.low, one.high, one.readings) for one in reliability(fields, FINE)]
    assert told == [(0.95, 0.98, 2), (0.98, 0.99, 1), (0.99, 1.0, 1)]


def test_fields_are_parted_as_calibration_parts_them():
    groups = by_group([field(name="father_given_ar"), field(name="birth_date"), field()])
    assert list(groups) == ["date", "given_ar", "given_fr"]
