"""What a label says by its words alone, in wordings nobody described."""

import pytest

from indexing.forms import Label, Slot
from indexing.labels.words import NOTHING, meaning, meaning_score

TYPES = {"given": "given", "family": "family", "job": "job", "place": "place", "date": "date"}


def slot(field: str) -> Slot:
    kind = next((kind for part, kind in TYPES.items() if part in field.split("_")), field)
    if field.endswith("_hijri"):
        kind = "hijri_date"
    return Slot(field, {"residence": "place"}.get(field, kind), "fr", (Label("x"),))


FIELDS = (
    *("given_name", "family_name", "birth_date", "birth_date_hijri", "birth_place", "sex"),
    *("father_given", "father_family", "father_job", "father_birth_place", "father_birth_date"),
    *("mother_given", "mother_family", "mother_job", "residence", "drawn_up_date"),
)


def likeliest(label: str, script: str, person: str) -> str:
    told = meaning(label, script)
    return max(FIELDS, key=lambda field: meaning_score(told, slot(field), person))


@pytest.mark.parametrize(
    ("label", "script", "person", "field"),
    [
        ("Métier du père", "fr", "father", "father_job"),
        ("Profession", "fr", "father", "father_job"),
        ("Profession", "fr", "mother", "mother_job"),
        ("حرفة الوالد", "ar", "child", "father_job"),
        ("اسم الوالدة", "ar", "father", "mother_given"),
        ("والده(ا) هو", "ar", "child", "father_given"),
        ("النسب العائلي للأم", "ar", "mother", "mother_family"),
        ("Née", "fr", "mother", "mother_family"),
        ("Calendrier hégirien", "fr", "child", "birth_date_hijri"),
        ("يوافقه", "ar", "child", "birth_date_hijri"),
        ("Commune de naissance", "fr", "child", "birth_place"),
        ("Père né à", "fr", "father", "father_birth_place"),
        ("Inscrit le", "fr", "mother", "drawn_up_date"),
        ("سجل في", "ar", "mother", "drawn_up_date"),
        ("Masculin ou féminin", "fr", "child", "sex"),
        ("Demeurant à", "fr", "mother", "residence"),
        ("Prafession du père", "fr", "child", "father_job"),
    ],
)
def test_words_tell_person_and_what_stands_beside(label, script, person, field):
    assert likeliest(label, script, person) == field


def test_both_labels_of_a_row_are_weighed_together():
    told = meaning("Née", "fr").joined(meaning("نسب الأم", "ar"))
    assert meaning_score(told, slot("mother_family"), "child") > meaning_score(
        meaning("Née", "fr"), slot("mother_family"), "child"
    )


def test_the_mother_in_arabic_is_not_his_father():
    assert set(meaning("اسم الوالدة", "ar").persons) == {"mother"}
    assert set(meaning("والده", "ar").persons) == {"father"}


def test_words_nobody_knows_say_nothing():
    assert meaning("Xyzzy plugh", "fr") == NOTHING
    assert meaning("", "ar") == NOTHING


def test_a_label_that_names_nobody_goes_on_with_the_person_told_of_before() -> None:
    assert likeliest("Profession", "fr", "father") == "father_job"
    assert likeliest("Profession", "fr", "mother") == "mother_job"


@pytest.mark.parametrize("person", ["child", "act", "mother"])
def test_no_form_turns_to_the_father_by_his_trade_without_saying_so(person) -> None:
    told = meaning("Profession", "fr")
    assert meaning_score(told, slot("father_job"), person) < 1.0


def test_a_daughter_of_behind_the_mother_is_told_of_her_family() -> None:
    told = meaning("Fille de", "fr")
    assert meaning_score(told, slot("mother_family"), "mother") > -1.0
    assert meaning_score(told, slot("father_given"), "child") > 1.5
