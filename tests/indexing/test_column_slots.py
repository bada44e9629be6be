"""Columns of a volume are given to slots by what stands before them and in them."""

import pytest

from archive.register import VolumeReference
from indexing.column_evidence import facts_of
from indexing.column_slots import give_slots
from indexing.forms import all_forms
from indexing.text_stream import extract_words, fold_label
from indexing.volume_context import VolumeContext
from indexing.volume_template import Column

FORMS = {form.id: form for form in all_forms()}
CONTEXT = VolumeContext.of(VolumeReference.parse("02.533.03.19/birth/1990"))


@pytest.fixture
def given(placed):
    def fields(*columns: tuple[str, list[str], dict[str, float]]) -> list[str | None]:
        found = [
            Column(((fold_label(wording), len(values)),), tuple(map(extract, values)), kinds)
            for wording, values, kinds in columns
        ]
        facts = [facts_of(one, "ar", [()] * len(one.values), CONTEXT) for one in found]
        slots = give_slots(FORMS["ar_prose_birth"], found, facts)
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
