"""Persons as an act's fields tell them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.act import FIELD_NAMES, FieldReading
from archive.person import PersonName, Role, person


def fields(**values):
    return {name: FieldReading(value, value or "", 1.0) for name, value in values.items()}


def test_the_one_an_act_is_about_has_names_in_both_scripts():
    subject = person(
        fields(
            given_name_fr="Malika",
            family_name_fr="Doukkali",
            given_name_ar="مليكة",
            family_name_ar="الدكالي",
            birth_date="1985-02-17",
        ),
        Role.SUBJECT,
    )
    assert str(subject.names["fr"]) == "Malika Doukkali"
    assert str(subject.names["ar"]) == "مليكة الدكالي"
    assert subject.birth_date == "1985-02-17"


def test_each_parent_has_their_own_fields():
    told = fields(
        father_given_ar="كريم",
        father_job_ar="جندي",
        father_birth_place_ar="الدير",
        mother_given_ar="هاجر",
        mother_family_ar="بنعلي",
        mother_birth_date="1947",
    )
    father, mother = person(told, Role.FATHER), person(told, Role.MOTHER)
    assert (father.names["ar"], father.job) == (PersonName("كريم"), {"ar": "جندي"})
    assert (father.birth_place, father.birth_date) == ({"ar": "الدير"}, None)
    assert str(mother.names["ar"]) == "هاجر بنعلي"
    assert (mother.birth_date, mother.job) == ("1947", {})


@pytest.mark.parametrize("role", list(Role))
def test_fields_without_value_name_no_one(role):
    nobody = person({name: FieldReading(None, "?", 0.0) for name in FIELD_NAMES}, role)
    assert {str(name) for name in nobody.names.values()} == {""}
    assert (nobody.birth_date, nobody.birth_place, nobody.job) == (None, {}, {})


@given(st.text(min_size=1), st.text(min_size=1))
def test_the_given_name_comes_first(first, family):
    assert str(PersonName(first, family)) == f"{first} {family}"
    assert str(PersonName("", family)) == family
