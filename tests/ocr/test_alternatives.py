"""Other readings come from the letters that an engine weighed, the nearest first."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr.alternatives import MOST, other_readings


def test_the_nearest_letter_comes_first():
    assert other_readings("1900", [{}, {}, {"6": 2.0}, {"6": 0.5, "9": 1.0}])[:2] == (
        "1906",
        "1909",
    )


def test_two_letters_may_be_wrong_at_once():
    assert "1966" in other_readings("1900", [{}, {}, {"6": 0.1}, {"6": 0.1}])


def test_a_letter_may_have_to_go():
    assert other_readings("Fatima.", [{}] * 6 + [{"": 0.2}]) == ("Fatima",)


def test_what_is_sure_has_no_other_reading():
    assert other_readings("sale", [{}, {}, {"l": 0.0}, {}]) == ()


def test_choices_that_do_not_stand_for_the_letters_are_refused():
    with pytest.raises(ValueError, match="2 choices for the 3 letters of 'qui'"):
        other_readings("qui", [{}, {}])


@given(
    st.text("ab", min_size=1, max_size=6).flatmap(
        lambda text: st.tuples(
            st.just(text),
            st.lists(
                st.dictionaries(st.sampled_from("abcd"), st.floats(0, 9)),
                min_size=len(text),
                max_size=len(text),
            ),
        )
    )
)
def test_never_the_word_itself_never_twice_never_too_many(case):
    text, choices = case
    found = other_readings(text, choices)
    assert text not in found and len(set(found)) == len(found) <= MOST
    for other in found:
        changed = [(a, b) for a, b in zip(text, other, strict=True) if a != b]
        assert 1 <= len(changed) <= 2
