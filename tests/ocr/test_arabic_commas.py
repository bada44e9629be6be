"""Commas come back where the Arabic model, which has none, wrote what looks like one."""

import pytest

from ocr.arabic_commas import restore_commas
from ocr.page import BoundingBox, Word

BOX = BoundingBox(0, 0, 40, 20)


def read(*words):
    """Texts after restoring; a word is a text or a text with its alternatives."""
    pairs = [(word, ()) if isinstance(word, str) else word for word in words]
    return [w.text for w in restore_commas([Word(t, BOX, 0.8, other) for t, other in pairs])]


def test_a_closing_mark_that_closes_nothing_is_a_comma():
    assert read("سطات", "»", "فلاح") == ["سطات", "،", "فلاح"]
    assert read("سطات»", "فلاح") == ["سطات،", "فلاح"]


def test_a_quotation_keeps_its_marks():
    assert read("«سطات»", "فلاح") == ["«سطات»", "فلاح"]
    assert read("«بني", "ملال»", "فلاح»") == ["«بني", "ملال»", "فلاح،"]


@pytest.mark.parametrize("others", [("صفروء",), ("صفرو»", "صغرو.")])
def test_a_stop_the_engine_doubts_with_marks_like_it_is_a_comma(others):
    assert read(("صفرو.", others)) == ["صفرو،"]


@pytest.mark.parametrize(
    "word", [("صفرو.", ()), ("صفرو.", ("صغرو.",)), ("البيضاء", ("البيضا.",)), ("1933", ("193.",))]
)
def test_what_ends_otherwise_stays(word):
    assert read(word) == [word[0]]


def test_the_reading_is_kept_as_an_alternative():
    (word,) = restore_commas([Word("صفرو.", BOX, 0.5, ("صفرو»",))])
    assert word.alternatives == ("صفرو.", "صفرو»")
