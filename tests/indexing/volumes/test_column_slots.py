"""Columns of a volume are given to slots by what stands before them and in them."""

import pytest

from archive.register import VolumeReference
from indexing.forms import all_forms
from indexing.registers.context import VolumeContext
from indexing.text.stream import extract_words, fold_label
from indexing.volumes.column_evidence import facts_of
from indexing.volumes.column_slots import give_slots
from indexing.volumes.template import Column

FORMS = {form.id: form for form in all_forms()}
CONTEXT = VolumeContext.of(VolumeReference.parse("02.533.03.19/birth/1990"))


@pytest.fixture
def given(placed):
    def fields(
        *columns: tuple[str, list[str], dict[str, float]], form_id: str = "ar_prose_birth"
    ) -> list[str | None]:
        found = [
            Column(((fold_label(wording), len(values)),), tuple(map(extract, values)), kinds)
            for wording, values, kinds in columns
        ]
        form = FORMS[form_id]
        facts = [facts_of(one, form.script, [()] * len(one.values), CONTEXT) for one in found]
        slots = give_slots(form, found, facts)
        return [slot and slot.field for slot in slots]

    def extract(text: str):
        return extract_words(placed(text))

    return fields


def test_a_name_and_the_family_name_behind_it_are_each_their_own(given):
    assert given(
        ("من جنس", ["ذكر", "أنثى", "ذكر", "أنثى"], {"sex": 1.0}),
        ("أطلق عليه اسم", ["إبراهيم", "حلصضة", "سعطضد", "نعظصة"], {}),
        ("واختار أن يكون اسمه العائلي", ["خملاوحي", "بحرانصي", "دكموطي", "زوهضاوي"], {}),
    ) == ["sex", "given_name", "family_name"]


@pytest.mark.parametrize(
    ("wording", "told"), [("البالغ من العمر", None), ("سنة", "father_birth_date")]
)
def test_an_age_is_no_year(given, wording, told):
    numbers = ["واحد وأربعين", "ثلاثين", "اثنين وعشرين", "خمسة وعشرين"]
    found = given(
        ("والده هو", ["أحمد", "إدريس", "سعيد", "عمر"], {}), (wording, numbers, {"year": 1.0})
    )
    assert found == ["father_given", told]


TRADES = ["potier,", "maçon,", "tailleur,", "boucher,"]
FATHERS = ["Ahmed,", "Driss,", "Said,", "Omar,"]


def test_a_french_age_is_no_trade_and_a_marriage_no_age(given):
    ages = ["trente-six", "quarante", "vingt-deux", "soixante"]
    found = given(
        ("du mariage de", FATHERS, {}),
        ("âgé de", ages, {"word": 0.7, "number": 0.3}),
        ("ans", TRADES, {"job": 0.5, "word": 0.5}),
        form_id="fr_prose_birth",
    )
    assert found == ["father_given", None, "father_job"]


def test_what_follows_a_spouse_is_the_dead_person_s_own(given):
    found = given(
        ("est décédé le", ["4 mars 1990", "5 mars 1990", "6 mars 1990"], {"date": 1.0}),
        ("le nommé", ["Ahmed Bennani", "Driss Alaoui", "Said Benjelloun"], {}),
        ("époux de", ["Fatima Tazi", "Zineb Fassi", "Malika Saadi"], {}),
        ("né à", ["Taza", "Oujda", "Guercif"], {}),
        ("en", ["1912", "1920", "1933"], {"year": 1.0}),
        ("fils de", ["Omar", "Hamid", "Salah"], {}),
        form_id="fr_prose_death",
    )
    assert found == ["death_date", "child", None, "birth_place", "birth_date", "father_given"]
