"""What stands beside a label tells which slots it may open."""

import pytest

from archive.register import VolumeReference
from indexing.acts.row_values import facts_of, value_score
from indexing.forms import Label, Slot
from indexing.registers.context import VolumeContext
from indexing.text.stream import extract_words

CONTEXT = VolumeContext.of(VolumeReference.parse("02.533.03.19/birth/1961"))
TYPES = ("given", "family", "place", "job", "date", "hijri_date", "sex", "time", "year_number")


def score(kind: str, facts) -> float:
    return value_score(facts, Slot(kind, kind, "fr", (Label("x"),)))


@pytest.fixture
def facts(placed):
    def of(*texts: str, script: str = "fr"):
        return facts_of({script: [extract_words(placed(text)) for text in texts]}, CONTEXT)

    return of


@pytest.mark.parametrize(
    ("kind", "script", "texts"),
    [
        ("given", "fr", ("Brahim", "Khadija", "Fatima Zahra")),
        ("family", "ar", ("العلوي", "بناني", "التازي")),
        ("place", "fr", ("Taourirt", "Oujda", "Sidi Lahsen")),
        ("job", "fr", ("tailleur", "cultivateur", "commerçant")),
        ("date", "fr", ("4 mars 1961", "neuf avril mil neuf cent soixante et un")),
        ("hijri_date", "ar", ("28 شعبان 1380", "8 رمضان 1380")),
        ("sex", "ar", ("ذكر", "أنثى")),
        ("time", "fr", ("dix heures", "trois heures du matin")),
        ("year_number", "fr", ("1961", "1961")),
        ("year_number", "fr", ("1961 Commune Mechraa Bel Ksiri", "1961 Commune de Taza")),
    ],
)
def test_values_suit_their_own_type_best(facts, kind, script, texts):
    told = facts(*texts, script=script)
    assert max(TYPES, key=lambda other: score(other, told)) == kind


def test_names_are_no_dates_and_dates_no_names(facts):
    assert score("date", facts("Brahim", "Khadija")) < 0 < score("given", facts("Brahim", "Omar"))
    assert score("family", facts("4 mars 1961", "6 mai 1961")) < 0


def test_no_value_says_nothing(facts):
    assert facts().count == facts("", " : ").count == 0
    assert score("given", facts("")) == score("date", facts("")) == 0.0


def test_whole_names_stand_beside_a_declarant_not_beside_one_name_or_place(facts):
    told = facts("Brahim Bennani", "Khadija Tazi", "Fatima Alaoui")
    assert told.whole == 1.0
    assert max(score(kind, told) for kind in ("given", "family", "place", "job")) < 0
