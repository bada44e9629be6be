"""Readings with the truth about them: what a page shows, judged as evaluation judges it."""

import pytest

from indexing.evaluation.calibration_samples import samples_of

SHOWN = ["act_number", "given_name_fr", "father_given_fr"]


@pytest.fixture
def samples(act_text, sheet):
    """Samples of one French birth, of given names Brahim and Said, against a truth."""

    def gathered(number=12, shown=SHOWN, **true):
        text = act_text("fr_birth", number="12", given="Brahim", family="Bennani", father="Said")
        act = {"act_number": number, "given_name_fr": "Brahim", "father_given_fr": "Said", **true}
        head = {"office_code": "02.533.03.19", "kind": "birth", "year": 1941}
        truth = head | {"truth": [{"page": "p1", "shown": shown, "acts": [act]}]}
        found = samples_of(truth, [("p1", sheet().body(text).page())])
        return [(one.group, one.right) for one in found]

    return gathered


def test_every_shown_reading_is_judged_once(samples):
    assert sorted(samples()) == [("act_number", True), ("given_fr", True), ("given_fr", True)]


def test_a_wrong_reading_is_a_sample_too(samples):
    assert ("given_fr", False) in samples(given_name_fr="Omar")


def test_an_act_of_a_number_that_the_truth_has_not_is_judged_by_it_alone(samples):
    assert samples(number=13) == [("act_number", False)]


def test_what_the_page_does_not_show_is_no_sample_but_for_the_number(samples):
    assert sorted(samples(shown=["given_name_fr"])) == [("act_number", True), ("given_fr", True)]


def test_what_the_truth_leaves_empty_is_no_sample(samples):
    assert samples(given_name_fr="", father_given_fr=None) == [("act_number", True)]
