"""The search for a pattern with edits finds what trying every stretch of the text finds."""

from hypothesis import example, given
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from indexing.text.near_ends import near_ends

texts = st.text("abc", max_size=40)
patterns = st.text("abc", min_size=4, max_size=14)


def plainly(pattern, text, most):
    """Every stretch compared with the pattern, then the ends no worse than their neighbours."""
    ends = range(len(text) + 1)
    edits = [min(Levenshtein.distance(pattern, text[s:e]) for s in range(e + 1)) for e in ends]
    beside = [edits[max(0, e - 1) : e + 2] for e in ends]
    return [(e, edits[e]) for e in ends if edits[e] <= most and edits[e] == min(beside[e])]


@given(patterns, texts, st.integers(0, 3))
@example("abcabc", "abcab", 1)
@example("aaaa", "a" * 40, 3)
def test_ends_are_those_of_the_plain_search(pattern, text, most):
    assert near_ends(pattern, text, most) == plainly(pattern, text, most)


@given(patterns, st.text("dz", max_size=30), st.integers(0, 3), st.data())
def test_patterns_misread_in_a_long_text_are_found_as_by_the_plain_search(pattern, far, most, data):
    at = data.draw(st.integers(0, len(pattern) - 1))
    misread = pattern[:at] + "z" + pattern[at + 1 :]
    text = far.join([pattern, misread, pattern[1:]])
    assert near_ends(pattern, text, most) == plainly(pattern, text, most)


def test_nothing_is_found_where_too_few_letters_stand():
    assert near_ends("naissance", "le vingt juin mil neuf cent", 2) == []
    assert near_ends("naissance", "", 2) == []
