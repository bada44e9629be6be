"""Values end before the small words of a sentence."""

import pytest

from indexing.entries.function_words import ended, is_function_word, that_clause
from indexing.entries.prose import FilledSlot
from indexing.forms import Label, Slot
from indexing.text.stream import extract_words


@pytest.fixture
def end(placed):
    def text(written: str, kind: str = "mother_ar", script: str = "ar") -> str:
        slot = Slot("mother", kind, script, (Label("x"),))
        return ended(FilledSlot(slot, extract_words(placed(written)), None, 0.0)).extract.text

    return text


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("ربيعة الخملوي وكان", "ربيعة الخملوي"),
        ("مزارع قد", "مزارع"),
        ("فلاح بأن المسمى أحمد", "فلاح"),
        ("ربيعة الخملوي", "ربيعة الخملوي"),
        ("هو", "هو"),
    ],
)
def test_a_value_ends_before_a_small_word(end, written, value):
    assert end(written) == value


def test_dates_and_french_values_are_left_whole(end):
    assert end("عشرين وهو يوم", "event_date") == "عشرين وهو يوم"
    assert end("قد وقد قد", "mother_ar", "fr") == "قد وقد قد"


def test_what_is_declared_begins_behind_that():
    assert that_clause(["صرح", "لدينا", "بان", "المسمي"]) == 3
    assert that_clause(["صرح", "لدينا"]) == 0
    assert is_function_word("وعليه")
