import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexing.text.stream import EMPTY, TextStream, extract_words, fold_label

word_texts = st.lists(
    st.text(alphabet="abcdeéÉ'çبتعلةأ", min_size=1, max_size=6).filter(fold_label), min_size=1
)


def test_letters_are_folded_and_spaces_and_signs_fall_away(stream):
    assert stream("Né à Fès, le 3").letters == "neafesle3"
    assert stream("الأُمّ : فاطمة").letters == fold_label("الامفاطمه")
    assert stream("N° ٦٦/1").letters == "n°66/1"


@given(word_texts)
def test_extracting_between_words_gives_these_words_back(placed, texts):
    stream = TextStream(placed(" ".join(texts)))
    for start in range(len(texts)):
        for end in range(start + 1, len(texts) + 1):
            taken = stream.extract(stream.starts[start], stream.starts[end])
            assert taken.text == " ".join(texts[start:end])
            assert [p.word.text for p in taken.words] == texts[start:end]


@given(word_texts, st.data())
def test_an_extract_holds_exactly_the_letters_asked_for(placed, texts, data):
    stream = TextStream(placed(" ".join(texts)))
    start = data.draw(st.integers(0, len(stream.letters)))
    end = data.draw(st.integers(start, len(stream.letters)))
    assert fold_label(stream.extract(start, end).text) == stream.letters[start:end]


def test_an_extract_may_begin_inside_a_glued_word(stream):
    glued = stream("nommeBrahim Bennani")
    assert glued.extract(5, len(glued.letters)).text == "Brahim Bennani"


def test_words_begin_at_boundaries_and_the_end_is_one(stream):
    two = stream("né le")
    assert [at for at in range(5) if two.is_boundary(at)] == [0, 2, 4]


def test_nothing_between_two_points_is_the_empty_extract(stream):
    assert stream("né le").extract(3, 3) is EMPTY
    assert extract_words(()) is EMPTY
    assert (EMPTY.text, EMPTY.page, EMPTY.box) == ("", None, None)


def test_confidence_is_weighed_by_letters(placed):
    words = (*placed("abcdef", 0.9), *placed("xy", 0.1))
    assert extract_words(words).confidence == pytest.approx((6 * 0.9 + 2 * 0.1) / 8)
    assert TextStream(words).extract(0, 8).confidence == pytest.approx(0.7)


def test_the_box_stays_on_the_first_page(placed):
    first, second = placed("né à", page="p1"), placed("Fès, douar des Oulad", page="p2")
    taken = extract_words((*first, *second))
    assert taken.page == "p1"
    assert taken.box == first[0].word.box.union(first[1].word.box)
    assert TextStream((*first, *second)).extract(0, 20).box == taken.box
