import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from indexing.labels.search import find_label, folded

BEFORE, AFTER = "Xerxes 1234", "5678 zzz"


def best(stream, label):
    return max(find_label(stream, label), key=lambda at: at.gain, default=None)


def edited(word: str, at: int, kind: str, letter: str) -> str:
    if kind == "lost":
        return word[:at] + word[at + 1 :]
    return word[:at] + letter + word[at + (kind == "misread") :]


@pytest.mark.parametrize(
    ("text", "label", "value"),
    [
        ("Le 3 mars est né à Fès", "est né à", "fes"),
        ("Le 3 mars estnéàFès", "est né à", "fes"),
        ("Le 3 mars e st né à Fès", "est né à", "fes"),
        ("حرر في يوم ثالث مارس", "حرر في يوم", "ثالثمارس"),
    ],
)
def test_a_label_is_found_in_whole_glued_and_split_words(stream, text, label, value):
    letters = stream(text)
    assert letters.letters[best(letters, label).end :] == value


@given(
    st.sampled_from(["lieu de naissance", "de profession", "المولودة ب", "والدته هي", "dressé le"]),
    st.sampled_from(["lost", "misread", "more"]),
    st.data(),
)
def test_a_label_with_one_edit_anywhere_is_found_in_its_place(stream, label, kind, data):
    letters = folded(label)
    at = data.draw(st.integers(0, len(letters) - 1))
    # A letter lost or added where the next is the same leaves no mark of where it happened.
    wrong = edited(letters, at, kind, "w")
    assume(wrong != letters)
    text = stream(f"{BEFORE} {wrong} {AFTER}")
    found = best(text, label)
    start = len(folded(BEFORE))
    assert found is not None
    assert abs(found.start - start) <= 1
    assert abs(found.end - (start + len(wrong))) <= 1


@given(st.sampled_from(["lieu de naissance", "de profession", "المولودة ب"]), st.data())
def test_a_label_read_right_is_worth_more_than_one_misread(stream, label, data):
    letters = folded(label)
    at = data.draw(st.integers(0, len(letters) - 1))
    right = best(stream(f"{BEFORE} {letters} {AFTER}"), label)
    wrong = best(stream(f"{BEFORE} {edited(letters, at, 'misread', 'w')} {AFTER}"), label)
    assert wrong.gain < right.gain


def test_short_labels_must_be_read_exactly_and_begin_a_word(stream):
    assert best(stream("Fès en 1912"), "en") is not None
    assert best(stream("Fès on 1912"), "en") is None
    assert best(stream("Rabent 1912"), "en") is None


def test_a_letter_alone_is_a_label_only_as_a_word(stream):
    assert best(stream("huit heures à Fès"), "à") is not None
    assert best(stream("Ahmed"), "à") is None


def test_middling_labels_must_begin_a_word(stream):
    assert best(stream("huit fils de Ahmed"), "fils de") is not None
    assert best(stream("xxfils de Ahmed"), "fils de") is None


def test_a_label_far_from_what_is_written_is_not_found(stream):
    assert find_label(stream("le vingt juin mil neuf cent"), "lieu de naissance") == []
    assert find_label(stream(""), "né à") == []
    assert find_label(stream("né à Fès"), "") == []


def test_only_the_first_letters_are_searched_when_so_limited(stream):
    late = stream("Brahim Bennani lieu de naissance")
    assert find_label(late, "lieu de naissance", limit=16) == []
    assert find_label(late, "lieu de naissance") != []


def test_what_ends_in_at_ends_there(stream):
    year = stream("المولودة سنة ألف")
    assert all(at.end in year.boundaries for at in find_label(year, "المولودة ب"))
    assert find_label(stream("المولودة ببرشيد"), "المولودة ب")
    assert find_label(stream("المولودة ن برشيد"), "المولودة ب")
