"""Of two readings of one act, the one whose values are like what their slots ask for."""

import pytest

from indexing.entries.prose import FilledSlot
from indexing.forms import all_forms
from indexing.text.stream import extract_words
from indexing.volumes.plausibility import plausibility

FORMS = {form.id: form for form in all_forms()}


@pytest.fixture
def filled(placed):
    def slots(form: str, **values: str) -> list[FilledSlot]:
        by_field = {slot.field: slot for slot in reversed(FORMS[form].slots)}
        return [
            FilledSlot(by_field[field], extract_words(placed(text)), None, 0.0)
            for field, text in values.items()
        ]

    return slots


@pytest.mark.parametrize(
    ("form", "likely", "unlikely"),
    [
        (
            "ar_prose_death",
            {"death_place": "الحاجب", "death_date": "عاشر يناير سنة ألف وتسعمائة وتسعين"},
            {"death_place": "الحاجب عاشر يناير سنة ألف وتسعمائة وتسعين"},
        ),
        (
            "ar_prose_birth",
            {"father_given": "أحمد", "father_job": "فلاح"},
            {"father_given": "أحمد مهسه", "father_job": "مهسه فلاح الساكن هنا"},
        ),
        (
            "ar_prose_birth",
            {"sex": "ذكر", "parents": "أحمد وفاطمة العلوي"},
            {"sex": "ذكر ابن أحمد", "parents": "فاطمة العلوي"},
        ),
        (
            "ar_prose_birth",
            {"father_birth_date": "خمسة وستين وتسعمائة وألف"},
            {"father_birth_date": "خمسة وستين"},
        ),
        (
            "ar_prose_birth",
            {"birth_date": "فاح حرم سنة سبعة وأربعمائة وألف"},
            {"birth_date": "فاح حرم مهسه هنا"},
        ),
        (
            "fr_prose_birth",
            {"father_given": "Ahmed", "father_birth_date": "mil neuf cent douze"},
            {"father_given": "Ahmed né en mil neuf cent douze"},
        ),
    ],
)
def test_values_of_their_own_kind_are_likelier(filled, form, likely, unlikely):
    assert plausibility(filled(form, **likely)) > plausibility(filled(form, **unlikely))


def test_a_value_of_another_kind_is_worse_than_none(filled):
    assert plausibility(filled("ar_prose_birth", birth_place="سنة ألف وتسعمائة وتسعين")) < 0
    assert plausibility([]) == 0


def test_a_field_told_twice_counts_once(filled):
    once = filled("ar_prose_birth", father_job="فلاح")
    assert plausibility([*once, *once]) == plausibility(once)
