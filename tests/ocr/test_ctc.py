"""The odds of a string are summed over every way of writing it, against counting them all."""

from itertools import groupby, product
from math import log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr.ctc import ends, read_greedily, read_n_best

# Three letters and the blank over at most five steps: few enough paths to count one by one.
LABELS, STEPS = 4, 5


@st.composite
def matrices(draw):
    steps = draw(st.integers(1, STEPS))
    odds = draw(
        st.lists(
            st.lists(st.floats(0.01, 1.0), min_size=LABELS, max_size=LABELS),
            min_size=steps,
            max_size=steps,
        )
    )
    shares = np.array(odds)
    return np.log(shares / shares.sum(axis=1, keepdims=True))


def written(path):
    return tuple(label for label, _ in groupby(path) if label)


def score_all(matrix, strings):
    """Logarithms of the probability of each string by how it can end."""
    in_label, in_blank = ends(matrix, strings)
    return np.logaddexp(in_label[-1], in_blank[-1])


def score(matrix, labels):
    return float(score_all(matrix, [labels])[0])


def counted(matrix):
    """The probability of every string, path by path."""
    odds = {}
    for path in product(range(LABELS), repeat=len(matrix)):
        likely = sum(matrix[step, label] for step, label in enumerate(path))
        odds[written(path)] = odds.get(written(path), 0.0) + np.exp(likely)
    return odds


@given(matrices())
def test_strings_score_what_all_their_paths_add_up_to(matrix):
    odds = counted(matrix)
    strings = list(odds)
    assert np.exp(score_all(matrix, strings)) == pytest.approx([odds[s] for s in strings])


@given(matrices())
def test_a_string_too_long_for_the_steps_never_stands(matrix):
    assert score(matrix, (1, 1) * len(matrix)) == float("-inf")


@given(matrices())
def test_a_wide_beam_ranks_every_string_by_its_odds(matrix):
    odds = counted(matrix)
    found = read_n_best(matrix, len(odds), beam=LABELS ** (STEPS + 1))
    assert [np.exp(one.score) for one in found] == pytest.approx(sorted(odds.values())[::-1])
    assert {one.labels for one in found} == set(odds)


@given(matrices(), st.integers(1, 6), st.integers(6, 12))
def test_a_narrow_beam_promises_no_more_than_is_there(matrix, count, beam):
    found = read_n_best(matrix, count, beam)
    scores = [one.score for one in found]
    assert len(found) <= count and scores == sorted(scores, reverse=True)
    assert all(one.score <= score(matrix, one.labels) + 1e-9 for one in found)


@given(matrices())
def test_greedy_reading_is_the_likeliest_path_without_blanks_and_repeats(matrix):
    reading = read_greedily(matrix)
    assert reading.labels == written(matrix.argmax(axis=1).tolist())
    assert len(reading.steps) == len(reading.confidences) == len(reading.labels)
    for label, step in zip(reading.labels, reading.steps, strict=True):
        assert matrix[step].argmax() == label


def test_a_letter_is_as_sure_as_where_it_stands_clearest():
    matrix = np.log([[0.3, 0.7, 1e-9], [0.1, 0.9, 1e-9], [0.8, 0.1, 0.1], [0.4, 1e-9, 0.6]])
    reading = read_greedily(matrix)
    assert reading.labels == (1, 2)
    assert reading.confidences == pytest.approx((0.9, 0.6))
    assert reading.steps == (0, 3)


def test_a_doubled_letter_needs_a_blank_between():
    parted, running = np.full((3, 2), log(0.01)), np.full((3, 2), log(0.01))
    parted[[0, 2], 1], parted[1, 0] = log(0.99), log(0.99)
    running[:, 1] = log(0.99)
    assert read_greedily(parted).labels == (1, 1) == read_n_best(parted, 1)[0].labels
    assert read_greedily(running).labels == (1,) == read_n_best(running, 1)[0].labels
    assert score(parted, (1, 1)) > score(parted, (1,))
    assert score(running, (1,)) > score(running, (1, 1))
