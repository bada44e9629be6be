import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from indexing.decoding.alignment import Text, Words, scores

# Letters with no look-alike among them and none that is easily lost: plain edit distance.
words = st.text("kxwd", max_size=8)


def cost(text: str, chain: list[str], skip: float = 1.0) -> float:
    aligned = Text.of("fr", text)
    columns = aligned.begin(skip)
    for word in chain:
        columns = aligned.then(columns, Words.of("fr", [[word]]))
    return float(aligned.costs(columns)[-1, 0])


@given(words, words, words)
def test_a_chain_of_unlike_letters_costs_its_edit_distance(text, first, second):
    assert cost(text, [first, second]) == Levenshtein.distance(text, first + second)


@given(words, words)
def test_aligning_backward_costs_the_same(text, word):
    backward = Text.of("fr", text, backward=True)
    columns = backward.then(backward.begin(1.0), Words.of("fr", [[word]], backward=True))
    assert float(backward.costs(columns)[-1, 0]) == cost(text, [word])


@given(st.lists(words, min_size=1, max_size=5), words)
def test_aligned_together_or_alone_words_cost_the_same(listed, text):
    aligned = Text.of("fr", text)
    group = Words.of("fr", [listed])
    least = aligned.costs(group.best_of(aligned.then(aligned.begin(1.0), group)))
    assert float(least[-1, 0]) == min(cost(text, [word]) for word in listed)


@pytest.mark.parametrize(
    ("script", "text", "like", "unlike"),
    [
        ("ar", "بسعه", "تسعه", "كسعه"),
        ("ar", "حمادي", "جمادي", "سمادي"),
        ("fr", "iuin", "juin", "xuin"),
    ],
)
def test_look_alike_letters_cost_less(script, text, like, unlike):
    aligned = Text.of(script, text)
    both = Words.of(script, [[like], [unlike]])
    last = aligned.costs(aligned.then(aligned.begin(1.0), both))[-1]
    assert 0 < last[0] < last[1]


def test_debris_before_the_first_word_costs_what_was_asked():
    assert cost("kkkxw", ["xw"], skip=0.5) == pytest.approx(1.5)


def test_scores_are_shared_between_equals_and_fall_with_errors():
    even = scores([2.0, 2.0], 20)
    alone = scores([2.0, 9.0], 20)
    assert even[0] == even[1] < alone[0] / 1.9
    assert scores([0.0], 20)[0] > 0.99
    assert list(np.diff([scores([wrong], 20)[0] for wrong in range(0, 20, 2)]) < 0) == [True] * 9


def test_a_short_text_is_never_sure():
    assert scores([0.5], 4)[0] < scores([0.5], 12)[0]


def test_no_candidates_have_no_scores():
    assert scores([], 5) == []
    assert scores([1.0], 0) == [0.0]
