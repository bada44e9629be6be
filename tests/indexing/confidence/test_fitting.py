"""Fitting: curves find what was drawn, and a volume is never judged by curves that saw it."""

import random

import pytest

from indexing.confidence.facts import FACTS
from indexing.confidence.fitting import Sample, fit, held_out


def drawn(chance, volume, group="given_fr", count=400):
    """Readings whose first fact x gives log odds of 10x - 1; the second fact says nothing."""
    for _ in range(count):
        facts = (chance.uniform(-0.5, 0.5), chance.random(), *[0.0] * (len(FACTS) - 2))
        right = chance.random() < 1 / (1 + 2.718281828 ** (1 - 10 * facts[0]))
        yield Sample(volume, group, facts, right)


def test_what_was_drawn_is_found():
    chance = random.Random(5)
    samples = [s for v in "abcde" for s in drawn(chance, v)]
    curve = fit(samples).curves["given_fr"]
    assert curve.start == pytest.approx(-1, abs=0.4)
    assert curve.weights[0] == pytest.approx(10, abs=1.5)
    assert curve.weights[1] < 0.4


def test_no_fact_weighs_against_a_reading_even_if_the_samples_say_so():
    chance = random.Random(7)
    turned = [
        Sample(s.volume, s.group, (-s.facts[0], *s.facts[1:]), s.right) for s in drawn(chance, "a")
    ]
    assert fit(turned).curves["given_fr"].weights[0] == 0


def test_a_group_with_few_samples_has_the_pooled_curve():
    chance = random.Random(9)
    samples = [*drawn(chance, "a"), *drawn(chance, "a", "sex", 5)]
    assert set(fit(samples).curves) == {"every", "given_fr"}


def test_a_volume_is_judged_by_the_others_alone():
    chance = random.Random(11)
    samples = [*drawn(chance, "a"), *drawn(chance, "b", count=200)]
    others = fit([sample for sample in samples if sample.volume == "a"])
    assert dict(held_out(samples))["b"] == others
    assert list(dict(held_out(samples))) == ["a", "b"]
    assert dict(held_out(samples, ["b"])) == {"b": others}
    assert dict(held_out(samples, [])) == {}


def test_the_volumes_fitted_on_are_named():
    chance = random.Random(13)
    samples = [*drawn(chance, "b", count=40), *drawn(chance, "a", count=40)]
    assert fit(samples).fitted_on == ("a", "b")


def test_nothing_to_fit_on_is_said():
    with pytest.raises(ValueError, match="no reading to fit on"):
        fit([])
