"""Letters that folding makes equal: how words are written, and how lists tell it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexing.names.matching import fold
from indexing.names.written_letters import WrittenLetters, part_words, written_letters

NAMES = st.text(alphabet="abéïçœMH'- أإآاةهىيءؤئبكم", min_size=1, max_size=20)


@pytest.mark.parametrize(
    ("text", "folded", "written"),
    [
        ("M'hamed", "mhamed", ("M'", "h", "a", "m", "e", "d")),
        ("Fatima-Zohra", "fatima zohra", (*"Fatima", "-", *"Zohra")),
        ("زهراء", "زهرا", ("ز", "ه", "ر", "اء")),
        ("سُعَيدة", "سعيده", tuple("سعيدة")),
        ("Cœur", "coeur", ("C", "œ", "", "u", "r")),
        ("  Aït   Baha. ", "ait baha", (*"Aït", " ", *"Baha")),
    ],
)
def test_each_folded_letter_is_written_somehow(text, folded, written):
    assert written_letters(text) == (folded, written)


@given(NAMES)
def test_letters_are_those_of_folding(text):
    folded, written = written_letters(text)
    assert len(folded) == len(written)
    assert folded in (fold(text), "")


def test_words_part_at_gaps_and_hyphens():
    assert part_words(written_letters("El-Maâti Ali")[1]) == [
        tuple("El"),
        tuple("Maâti"),
        tuple("Ali"),
    ]


@pytest.fixture(scope="module")
def lists():
    return WrittenLetters(
        [("سعيدة", 2), ("سعيده", 1), ("نعيمة", 1), ("حليمة", 1), ("طه", 1), ("مصطفى", 1)],
        ["كريمة", "العلوي", "البكري", "الفاسي"],
    )


def test_a_listed_word_is_written_its_usual_way_first(lists):
    assert lists.words("سعيده") == (tuple("سعيدة"), tuple("سعيده"))
    assert lists.words("غريبه") == ()


def test_an_unlisted_word_is_written_as_words_of_its_letters_are(lists):
    assert "".join(lists.restored("رحيمه")) == "رحيمة"
    assert "".join(lists.restored("الزكري")) == "الزكري"


def test_the_usual_way_is_likelier_and_no_way_is_impossible(lists):
    usual, other = (lists.likelihood("نعيمه", tuple(way)) for way in ("نعيمة", "نعيمه"))
    assert usual > other > -10


def test_the_way_of_the_whole_value_counts_most():
    lists = WrittenLetters([("أهل فاس", 1), ("أهل سلا", 1), ("سكورة اهل الوسط", 1)])
    usual = part_words(lists.whole("سكوره اهل الوسط"))[1]
    here = lists.likelihood("اهل", tuple("اهل"), usual)
    assert here > lists.likelihood("اهل", tuple("أهل"), usual)


def test_lists_begin_their_words_with_capitals_or_not():
    assert WrittenLetters([("El Hassan", 1)]).capital
    assert not WrittenLetters([("ouvrier agricole", 1)]).capital
