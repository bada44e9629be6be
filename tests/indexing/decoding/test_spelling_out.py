"""Candidates written out: the scan's letters where they were read, the lists' where not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexing.decoding.candidate_spellings import Reading
from indexing.decoding.names import names_world
from indexing.decoding.spelling_out import spelled_out
from indexing.names.matching import fold
from indexing.names.written_letters import WrittenLetters


def reading(text, confidence=0.9, variants=()):
    folded = fold(text)
    return Reading(text, folded, (confidence,) * len(folded), tuple(variants))


def spelled(folded, *read, kind="given"):
    script = "fr" if folded.isascii() else "ar"
    readings = [one if isinstance(one, Reading) else reading(one) for one in read]
    return spelled_out(names_world(kind).letters(script), folded, readings)


@pytest.mark.parametrize(
    "read",
    [
        *("فاطمة الزهراء", "فاطمه الزهراء", "مصطفى", "مصطفي", "آمنة", "إدريس", "ادريس"),
        *("Fatima-Zohra", "Fatima Zohra", "Aïcha", "Aicha", "Saïd", "El Maâti", "M'hamed"),
        *("Mhamed", "BENALI", "EL HASSAN", "Aït ben Haddou", "Xezzouti", "بوزغيبة", "شانسفي"),
    ],
)
def test_what_was_read_is_shown_as_read(read):
    assert spelled(fold(read), read) == read


@pytest.mark.parametrize(
    ("read", "folded", "written"),
    [
        ("فاطرة الزهمار", "فاطمه الزهرا", "فاطمة الزهراء"),
        ("مصطقى", "مصطفي", "مصطفى"),
        ("El Hasan", "el hassan", "El Hassan"),
        ("Fatirna-Zohra", "fatima zohra", "Fatima-Zohra"),
        ("BENALL", "benali", "BENALI"),
        ("Sa1d", "said", "Said"),
    ],
)
def test_what_was_misread_is_written_as_lists_write_it(read, folded, written):
    assert spelled(folded, read) == written


def test_a_ya_read_without_dots_has_them_where_lists_always_write_them():
    assert spelled("العربي", "العربى") == "العربي"
    assert spelled("ليلي", "ليلى") == "ليلى"


def test_a_capital_that_differs_in_size_alone_is_the_lists_own():
    assert spelled("safia", "safia") == "Safia"
    assert spelled("el mansouri", "EL Mansouri", kind="family") == "El Mansouri"


def test_the_engine_s_second_reading_speaks_for_the_usual_letter():
    lists = WrittenLetters([("سعيدة", 3.0), ("نعيمة", 1.0)])
    alone = reading("سعيده")
    doubted = reading("سعيده", variants=[("سعيدة", 2.0, "")])
    assert spelled_out(lists, "سعيده", [alone]) == "سعيده"
    assert spelled_out(lists, "سعيده", [doubted]) == "سعيدة"


def test_the_fuller_reading_tells_the_letters():
    assert spelled("fatima zohra", "Fatma Zohra", "Fatima-Zohra") == "Fatima-Zohra"


LETTERS = st.text(alphabet="abehïçMH'- أاةهىيءبم", min_size=1, max_size=14)


@given(LETTERS, LETTERS)
def test_writing_out_adds_no_letter_and_loses_none(candidate, read):
    folded = fold(candidate)
    for script in ("ar", "fr"):
        written = spelled_out(names_world("given").letters(script), folded, [reading(read)])
        assert fold(written).replace(" ", "") == folded.replace(" ", "")


def test_letters_of_something_else_read_there_are_not_taken_over():
    lists = WrittenLetters([("هشام", 1.0)])
    assert spelled_out(lists, "هشام", [reading("ةشأن", 0.5)]) == "هشام"


def test_a_capital_stands_where_the_chosen_spelling_has_it():
    lists = WrittenLetters([("L'Houssaine", 1.0)])
    assert spelled_out(lists, "lhoussaine", [reading("Lhoussaine")]) == "Lhoussaine"
    assert spelled_out(lists, "lhoussaine", [reading("Lhouzzaine")]) == "L'Houssaine"
