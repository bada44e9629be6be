import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from indexing.decoding.misreading import misreading_costs

NAMES = st.text(alphabet="abcdefghilmnorstuyz", min_size=1, max_size=10)


def cost(read: str, written: str, script: str = "fr", confidence: float = 0.8) -> float:
    return float(misreading_costs(read, (confidence,) * len(read), [written], script)[0])


@given(NAMES)
def test_what_is_read_as_written_costs_nothing(name):
    assert cost(name, name) == 0


@given(NAMES, NAMES)
def test_every_difference_costs(read, written):
    assert (cost(read, written) > 0) == (read != written)


@given(st.lists(NAMES, min_size=1, max_size=5), NAMES)
def test_texts_are_weighed_apart(written, read):
    together = misreading_costs(read, (0.8,) * len(read), written, "fr")
    assert np.allclose(together, [cost(read, one) for one in written])


def test_misreading_a_sure_word_is_stranger_than_a_doubtful_one():
    assert cost("bennanl", "bennani", confidence=0.97) > cost("bennanl", "bennani", confidence=0.3)


def test_letters_that_look_alike_are_taken_for_one_another():
    assert cost("bcnnani", "bennani") < cost("bznnani", "bennani")
    assert cost("بتاني", "بناني", "ar") < cost("بكاني", "بناني", "ar")


def test_words_fall_apart_more_easily_than_letters_are_misread():
    assert cost("عبد ا لكريم", "عبد الكريم", "ar") < cost("عبد الكرعم", "عبد الكريم", "ar")


def test_only_the_doubtful_word_is_easily_misread():
    sure, doubtful = (0.97,) * 7, (0.3,) * 5
    told = misreading_costs("fatima zahre", sure + doubtful, ["fatima zahra", "fatime zahre"], "fr")
    assert told[0] < told[1]
