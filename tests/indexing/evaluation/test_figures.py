"""Figures: calibration error by bins, keys left to a clerk, coverage against error."""

from indexing.evaluation.curve import LEVELS
from indexing.evaluation.figures import Keystrokes, Mentions, figures, figures_to_json, keystrokes
from indexing.evaluation.judged_fields import JudgedAct, JudgedField
from indexing.evaluation.judging import Share


def field(right=True, confidence=0.9, read="Zineb", name="given_name_fr", **others):
    told = {"among_first": right, "unsure": False, "found": True} | others
    return JudgedField("66", name, "Zineb", read, right, confidence, **told)


def act(*fields, **others):
    return JudgedAct("66", fields, **others)


def test_what_is_right_and_sure_costs_no_key():
    assert keystrokes(act(field(), field())) == Keystrokes(0, 12, 1)


def test_what_is_wrong_and_sure_is_found_and_typed():
    sure = act(field(), field(right=False, among_first=True))
    assert keystrokes(sure) == Keystrokes(len("Zineb") + 1, 12, 1)
    told = figures([sure])
    assert (told.wrong_and_sure, told.keystrokes.per_act) == (Share(1, 2), 6.0)


def test_an_act_made_up_costs_a_key_and_is_no_act():
    made_up = act(field(right=False, name="act_number"), made_up=True, accepted=True)
    assert keystrokes(made_up) == Keystrokes(1, 0, 0)
    told = figures([act(field(), accepted=True), made_up])
    assert (told.acts, told.extra, told.extra_accepted) == (Share(1, 1), 1, 1)
    assert (told.accepted, told.wrong_when_accepted) == (Share(1, 1), Share(1, 2))
    assert told.values == Share(1, 1)


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
    assert keystrokes(act(mentions=2, lost_mentions=("1990-01-02",))) == Keystrokes(11, 22, 1)
    assert keystrokes(act(invented_mentions=1)) == Keystrokes(1, 0, 1)


def test_errors_among_accepted_acts_are_counted_by_field():
    told = figures([act(field(), field(right=False), accepted=True), act(field(right=False))])
    assert told.wrong_when_accepted == Share(1, 2)
    assert (told.accepted, told.act_accuracy) == (Share(1, 2), Share(0, 2))


def test_figures_of_nothing_are_no_figures():
    told = figures_to_json(figures([]))
    assert told["expected_calibration_error"] is None
    assert told["keystrokes"] == {"left": 0, "all": 0, "acts": 0, "rate": None, "per_act": None}
    assert len(told["curve"]) == len(LEVELS)


def test_an_act_that_was_not_found_is_wrong_even_if_it_shows_nothing():
    assert figures([act(found=False)]).act_accuracy == Share(0, 1)


def test_mentions_right_missed_and_invented_are_counted():
    told = figures([act(field(), mentions=3, lost_mentions=("1990-01-02",), invented_mentions=2)])
    assert told.mentions == Mentions(2, 1, 2)
    assert told.fields["mentions"] == Share(2, 3)
    assert figures_to_json(told)["mentions"] == {"right": 2, "missed": 1, "invented": 2}


def test_exact_letters_are_counted_apart_from_what_is_right():
    told = figures([act(field(exact=True), field(), field(right=False))])
    assert dict(told.letters) == {"given_name_fr": Share(1, 3)}
    assert (told.exact_letters, told.right_words) == (Share(1, 3), Share(2, 3))
    assert figures_to_json(told)["fields_exact"]["given_name_fr"]["rate"] == 0.3333


def test_wrong_fields_of_accepted_acts_are_told_by_name():
    through = act(field(right=False), accepted=True, invented_mentions=1)
    assert figures([through]).wrong_names == {"given_name_fr": 1, "mentions": 1}


def test_whole_curves_are_told_on_demand_and_by_group_of_fields():
    told = figures([act(field(confidence=0.7), field(confidence=0.8, name="birth_date"))])
    assert "whole_curve" not in figures_to_json(told)
    whole = figures_to_json(told, whole=True)
    assert [one["threshold"] for one in whole["whole_curve"]] == [0.7, 0.8]
    assert list(whole["curve_by_field_group"]) == ["date", "given_fr"]
