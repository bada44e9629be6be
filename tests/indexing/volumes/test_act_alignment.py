"""Which word of one act stands for which word of another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexing.volumes.act_alignment import Act, align, likeness


@pytest.fixture(scope="session")
def act(stream):
    return lambda text: Act.of(stream(text), ("Sidi Lahsen",))


@pytest.fixture
def pairs(act):
    """Words of the first text with those of the second that they stand for."""

    def told(one: str, other: str) -> list[tuple[str, str]]:
        first, second = act(one), act(other)
        return [
            (first.letters(a, a + 1), second.letters(b, b + 1))
            for a, b in sorted(align(first.tokens, second.tokens).items())
        ]

    return told


@pytest.mark.parametrize(
    ("one", "other"),
    [("né", "née"), ("fils", "fille"), ("le", "la"), ("nommé", "nommée"), ("والده", "والدها")],
)
def test_a_word_stands_for_its_other_gender(pairs, one, other):
    assert len(pairs(f"{one} de", f"{other} de")) == 2


def test_a_misread_word_stands_for_the_right_one(pairs):
    assert pairs("profession", "profesion") == [("profession", "profesion")]


def test_values_of_one_kind_stand_for_each_other_and_other_values_for_none(pairs):
    found = pairs("né à Taza en 1912 fils", "né à Oujda en 1920 fils")
    assert ("1912", "1920") in found
    assert not any("taza" in pair for pair in found)


def test_an_act_is_liker_to_one_with_its_words_than_to_another(act):
    one, same, other = act("né à Taza le"), act("né à Fès le"), act("xx yy zz")
    assert likeness(one, [same]) > likeness(one, [other])


@given(st.data())
def test_places_rise_together(act, data):
    known = ("né", "à", "Taza", "en", "1912", "fils", "de", "Ahmed")
    words = st.lists(st.sampled_from(known), max_size=12)
    one, other = (act(" ".join(data.draw(words))) for _ in range(2))
    found = sorted(align(one.tokens, other.tokens).items())
    assert [b for _, b in found] == sorted({b for _, b in found})
