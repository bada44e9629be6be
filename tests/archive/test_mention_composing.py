from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.errors import MentionInvalid
from archive.legal_ground import GroundKind, LegalGround
from archive.mention_composing import (
    Filled,
    Texts,
    compose,
    faults,
    sketch,
    value_in_words,
)
from archive.mention_wording import wordings

MARRIAGE = LegalGround(
    GroundKind.MARRIAGE_ACT,
    "312",
    "1965-03-04",
    None,
    "المحكمة الابتدائية بتازة",
    "le tribunal de première instance de Taza",
)
JUDGMENT = LegalGround(
    GroundKind.JUDGMENT,
    "45",
    "1990-06-01",
    "1410-11-07",
    "المحكمة الابتدائية بتازة",
    "le tribunal de première instance de Taza",
)
PARTY = {"party_ar": "إيطو أوعلي", "party_fr": "Itto Ouali"}


def said(key: str, filled: Filled, sex: str | None = "M") -> Texts:
    return compose(wordings()[key], filled, sex)


def wrong(key: str, filled: Filled) -> dict[str, str]:
    return {name: fault.code for name, fault in faults(wordings()[key], filled).items()}


def test_a_marriage_is_told_in_both_languages_with_its_date_in_words() -> None:
    texts = said("marriage", Filled(PARTY, MARRIAGE))
    assert texts.ar == (
        "تزوج بالسيدة إيطو أوعلي بمقتضى الرسم رقم 312 بتاريخ رابع مارس سنة ألف وتسعمائة وخمسة "
        "وستين المخاطب عليه من طرف قاضي المحكمة الابتدائية بتازة"
    )
    assert texts.fr == (
        "Marié avec Itto Ouali, suivant acte n° 312 en date du quatre mars mil neuf cent "
        "soixante-cinq, homologué par le juge près le tribunal de première instance de Taza"
    )


def test_the_words_agree_with_the_person_and_leave_an_unknown_sex_open() -> None:
    filled = Filled(PARTY, MARRIAGE)
    assert said("marriage", filled, "F").ar.startswith("تزوجت بالسيد ")
    assert said("marriage", filled, "F").fr.startswith("Mariée avec")
    assert said("marriage", filled, None).fr.startswith("Marié / Mariée avec")


def test_both_calendars_are_told_where_both_are_given() -> None:
    filled = Filled(
        {}, JUDGMENT, "family_name", {"family_name_ar": "أوعلي"}, {"family_name_ar": "أوعلا"}
    )
    texts = said("rectification", filled)
    assert "سابع ذي القعدة سنة ألف وأربعمائة وعشرة هجرية الموافق أول يونيو سنة" in texts.ar
    assert "du premier juin mil neuf cent quatre-vingt-dix correspondant au sept kaada" in texts.fr


def test_a_rectification_says_what_was_and_what_is_in_each_script() -> None:
    old = {"family_name_ar": "أوعلي", "family_name_fr": "Ouali"}
    new = {"family_name_ar": "أوعلا", "family_name_fr": "Oualla"}
    texts = said("rectification", Filled({}, JUDGMENT, "family_name", old, new))
    assert texts.ar.startswith("أصلح الاسم العائلي ليصبح أوعلا عوض أوعلي بمقتضى الحكم عدد 45")
    assert (
        "rectification du nom de famille qui devient Oualla au lieu de Ouali en vertu" in texts.fr
    )


def test_a_field_that_said_nothing_has_no_instead() -> None:
    texts = said(
        "rectification", Filled({}, JUDGMENT, "nationality", {}, {"nationality": "مغربية"})
    )
    assert texts.ar.startswith("أصلحت الجنسية لتصبح مغربية بمقتضى"), "agrees with the field"
    assert "au lieu de" not in texts.fr


def test_french_articles_are_elided_before_a_vowel() -> None:
    changed = Filled({}, JUDGMENT, "birth_time", {}, {"birth_time": "10:30"})
    assert "rectification de l'heure de naissance" in said("rectification", changed).fr


@pytest.mark.parametrize(
    ("typed", "said_as"),
    [
        ("Tribunal de première instance de Taza", "le tribunal de première instance de Taza"),
        ("Cour d'appel de Fès", "la cour d'appel de Fès"),
        ("Officier de l'état civil de Taza", "l'officier de l'état civil de Taza"),
        ("le Tribunal de Taza", "le Tribunal de Taza"),
        ("Taza", "Taza"),
    ],
)
def test_an_authority_that_was_typed_alone_gets_its_article(typed: str, said_as: str) -> None:
    changed = Filled({}, replace(JUDGMENT, authority_fr=typed), "sex", {}, {"sex": "F"})
    assert f"rendu par {said_as} en date" in said("rectification", changed).fr


def test_dates_and_sexes_that_change_are_written_in_words() -> None:
    assert (
        value_in_words("birth_date", "1933-03-01", "fr")
        == "premier mars mil neuf cent trente-trois"
    )
    assert value_in_words("birth_date_hijri", "1351", "ar").endswith("وواحد وخمسين هجرية")
    assert value_in_words("sex", "F", "ar") == "أنثى"
    assert value_in_words("job_fr", "tailleur", "fr") == "tailleur"


def test_the_making_is_told_at_the_end_where_it_is_given() -> None:
    blanks = {**PARTY, "made": "2024-01-02", "officer_ar": "باسو", "officer_fr": "Basso"}
    texts = said("marriage", Filled(blanks, MARRIAGE))
    assert texts.ar.endswith("ألفين وأربعة وعشرين لدينا نحن باسو ضابط الحالة المدنية")
    assert texts.fr.endswith("vingt-quatre par nous, Basso, officier de l'état civil")


def test_braces_and_brackets_that_were_typed_are_only_text() -> None:
    blanks = {"party_ar": "إيطو {ground} [x] <a|b>", "party_fr": "Itto {ground} [x] <a|b>"}
    assert "Itto {ground} [x] <a|b>," in said("marriage", Filled(blanks, MARRIAGE)).fr


@pytest.mark.parametrize(
    ("blanks", "expected"),
    [
        ({}, {"party_ar": "blank_missing", "party_fr": "blank_missing"}),
        ({"party_ar": "إيطو"}, {"party_fr": "blank_missing"}),
        ({**PARTY, "party_ar": "Itto"}, {"party_ar": "script_wrong"}),
        ({**PARTY, "party_fr": "إيطو"}, {"party_fr": "script_wrong"}),
        ({**PARTY, "party_fr": "Itto\u202e"}, {"party_fr": "unprintable"}),
        ({**PARTY, "party_fr": "I" * 121}, {"party_fr": "too_long"}),
        ({**PARTY, "place_ar": "تازة"}, {"place_fr": "blank_missing"}),
        ({**PARTY, "made": "2024-02-30"}, {"made": "date_invalid"}),
    ],
)
def test_what_is_missing_or_wrong_is_named_by_input(
    blanks: dict[str, str], expected: dict[str, str]
) -> None:
    assert wrong("marriage", Filled(blanks, MARRIAGE)) == expected


@pytest.mark.parametrize(
    ("ground", "expected"),
    [
        (LegalGround(GroundKind.DECREE, "1", "1990"), {"ground": "ground_unlawful"}),
        (
            LegalGround(GroundKind.MARRIAGE_ACT),
            {"reference": "blank_missing", "ground_date": "blank_missing"},
        ),
        (
            LegalGround(GroundKind.MARRIAGE_ACT, "1", "1990-06-01", "1400-01-01"),
            {"ground_date_hijri": "calendars_disagree"},
        ),
        (
            LegalGround(GroundKind.MARRIAGE_ACT, "1", "1990-06-01", "1410-31-01"),
            {"ground_date_hijri": "hijri_invalid"},
        ),
    ],
)
def test_a_ground_is_lawful_and_wholly_cited(ground: LegalGround, expected: dict[str, str]) -> None:
    assert wrong("marriage", Filled(PARTY, ground)) == expected


def test_a_court_is_needed_of_a_judgment() -> None:
    bare = LegalGround(GroundKind.JUDGMENT, "45", "1990-06-01")
    assert wrong("rectification", Filled({}, bare, "sex")).keys() == {
        "authority_ar",
        "authority_fr",
    }


def test_nothing_is_composed_of_what_is_wrong() -> None:
    with pytest.raises(MentionInvalid) as told:
        said("marriage", Filled({}, MARRIAGE))
    assert told.value.problems.keys() == {"party_ar", "party_fr"}


@given(st.dictionaries(st.sampled_from(["party_ar", "party_fr", "place_ar", "made"]), st.text()))
def test_whatever_is_typed_is_composed_or_refused_by_input(blanks: dict[str, str]) -> None:
    filled = Filled(blanks, MARRIAGE)
    if faults(wordings()["marriage"], filled):
        with pytest.raises(MentionInvalid):
            said("marriage", filled)
    else:
        assert blanks["party_ar"] in said("marriage", filled).ar


def test_what_is_not_filled_in_yet_is_shown_as_dots() -> None:
    texts = sketch(wordings()["marriage"], Filled({}, LegalGround(GroundKind.MARRIAGE_ACT)), "F")
    assert texts.fr == "Mariée avec …, suivant acte n° … en date du …"
    changed = sketch(wordings()["rectification"], Filled({}, JUDGMENT), "F")
    assert changed.ar.startswith("أصلح … ليصبح … بمقتضى الحكم عدد 45")


def test_what_is_told_together_is_filled_in_together_or_left_out() -> None:
    """A number without its year would be lost from the words without anybody noticing."""
    ground = LegalGround(GroundKind.NOTICE, "9", "2001-05-06", None, "مكتب فاس", "le bureau de Fès")
    blanks = {"date": "2001-05-04", "place_ar": "فاس", "place_fr": "Fès"}
    number = {**blanks, "registered_number": "17"}
    assert wrong("death_notice", Filled(number, ground)) == {"registered_year": "blank_missing"}
    both = said("death_notice", Filled({**number, "registered_year": "2001"}, ground))
    assert "وقد سجلت وفاته تحت عدد 17 سنة ألفين وواحد" in both.ar
    assert "سجلت" not in said("death_notice", Filled(blanks, ground)).ar


def test_an_officer_signs_with_a_date() -> None:
    blanks = {**PARTY, "officer_ar": "باسو", "officer_fr": "Basso"}
    assert wrong("marriage", Filled(blanks, MARRIAGE)) == {"made": "blank_missing"}
