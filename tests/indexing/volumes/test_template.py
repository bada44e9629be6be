"""What a volume's acts have in common: its printed words, and columns of values between them."""

import pytest

from indexing.volumes.act_alignment import Act
from indexing.volumes.template import columns

ACTS = [
    "Le deux mars mil neuf cent dix est né à Arfoud le sieur Omar Fassi fils de Driss",
    "Le six mars mil neuf cent dix est née à Arfoud la dame Zineb Tazi fille de Hamid",
    "Le dix mars mil neuf cent dix est né à Arfoud le sieur Said Alaoui fils de Brahim",
    "Le onze mars mil neuf cent dix est née à Arfoud la dame Rahma Bouzid fille de Salah",
]


@pytest.fixture
def found(stream):
    def told(*texts: str):
        return columns([Act.of(stream(text), ("Arfoud",)) for text in texts])

    return told


def values(column) -> list[str]:
    return [value.text for value in column.values if value is not None]


def test_what_changes_from_act_to_act_stands_in_columns_between_the_printed_words(found):
    date, place, child, father, end = found(*ACTS)
    assert values(date)[0] == "deux mars mil neuf cent dix"
    assert values(child) == ["Omar Fassi", "Zineb Tazi", "Said Alaoui", "Rahma Bouzid"]
    assert values(father) == ["Driss", "Hamid", "Brahim", "Salah"]
    assert values(place) == ["Arfoud"] * 4
    assert not any(values(end))


def test_both_genders_of_a_wording_are_told_the_commonest_first(found):
    _, place, child, father, _ = found(*ACTS[:3])
    assert place.befores == (("estnea", 2), ("estneea", 1))
    assert child.befores[0] == ("lesieur", 2)
    assert father.befores == (("filsde", 2), ("fillede", 1))


def test_a_value_that_comes_back_is_no_wording(found):
    date, place, *_ = found(*ACTS)
    assert date.share("date") == 1.0
    assert place.share("home") == 1.0
    assert all("arfoud" not in wording for c in found(*ACTS) for wording, _ in c.befores)


def test_a_name_written_with_a_capital_is_no_wording_however_often_it_comes_back(found):
    texts = [text.replace("Arfoud", "Tighassaline") for text in ACTS]
    assert values(found(*texts)[1]) == ["Tighassaline"] * 4


def test_two_acts_tell_nothing(found):
    assert found(*ACTS[:2]) == []
    assert found() == []


def test_a_word_misread_in_one_act_is_printed_all_the_same(found):
    texts = [*ACTS[:3], ACTS[3].replace("fille de", "fil1e dc")]
    assert values(found(*texts)[3])[:3] == ["Driss", "Hamid", "Brahim"]
    assert values(found(*texts)[2])[3] == "Rahma Bouzid"
