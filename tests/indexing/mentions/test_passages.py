"""Dated passages of a margin, whatever wording opens them."""

import pytest

from archive.mention import MentionType
from indexing.mentions.passages import line_starts, passages
from indexing.text.stream import PlacedWord

YEAR = 1941


@pytest.fixture
def margin(sheet):
    """Words of the lines of a margin."""

    def words(text: str) -> tuple[PlacedWord, ...]:
        page = sheet().margin(text).page()
        return tuple(
            PlacedWord(word, "p1")
            for region in page.regions
            for line in region.lines
            for word in line.words
        )

    return words


@pytest.fixture
def told(margin):
    return lambda text, script="fr": [
        (one.type, one.date) for one in passages(margin(text), script, YEAR)
    ]


def test_a_passage_is_told_by_its_words_and_its_day(told):
    assert told("BENNANI\nBrahim\nNoces fêtées à Taza\nle 4 mars 1965") == [
        (MentionType.MARRIAGE, "1965-03-04")
    ]
    assert told("اقترن بفاطمة التازي\nفي رابع مارس سنة ألفين وواحد", "ar") == [
        (MentionType.MARRIAGE, "2001-03-04")
    ]


def test_a_day_may_stand_before_what_happened(told):
    assert told("Le 4 mars 1965\nnoces fêtées à Taza") == [(MentionType.MARRIAGE, "1965-03-04")]


def test_each_passage_begins_on_a_line_of_its_own(told):
    assert told("Noces à Taza le 4 mars 1965\nTrépas à Fès le 5 mai 1990") == [
        (MentionType.MARRIAGE, "1965-03-04"),
        (MentionType.DEATH, "1990-05-05"),
    ]
    assert told("Trépas à Fès le 5 mai 1990 époux depuis le 4 mars 1965") == [
        (MentionType.DEATH, "1990-05-05")
    ]


def test_a_day_that_cannot_be_ends_its_passage(told):
    assert told("Noces à Taza le 45 mars 19\nTrépas à Fès le 5 mai 1990")[-1:] == [
        (MentionType.DEATH, "1990-05-05")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Noces fêtées à Taza",
        "Noces fêtées à Taza en 1965",
        "BENNANI\nBrahim\nle 4 mars 1965",
        "Noces fêtées le 4 mars 1931",
    ],
)
def test_words_or_a_day_alone_are_none(told, text):
    assert told(text) == []


def test_a_passage_begins_with_its_sentence(margin):
    words = margin("BENNANI Brahim\nAinsi dit par\nle tribunal, acte corrigé\nle 4 mars 1965")
    (one,) = passages(words, "fr", YEAR)
    assert words[one.start].word.text == "Ainsi"
    assert line_starts(words) == (0, 2, 5, 9)
