"""A mother named behind the father with "and" alone."""

import pytest

from indexing.entries.prose import fill_slots
from indexing.entries.unlabelled_mother import with_unlabelled_mother
from indexing.forms import all_forms

FORM = next(form for form in all_forms() if form.id == "ar_prose_birth")
CHILD = "في يوم عاشر ماي سنة ألف وتسعمائة وتسعين ولد ب وجدة المسمى إبراهيم جنسه ذكر "


@pytest.fixture
def told(stream):
    def fields(text: str) -> dict[str, str]:
        one = stream(CHILD + text)
        filled = with_unlabelled_mother(fill_slots(FORM, one), FORM, one)
        return {x.slot.field: x.extract.text for x in filled if x.extract.text}

    return fields


@pytest.mark.parametrize(
    ("text", "mother"),
    [
        ("ابن أحمد البالغ من العمر ثلاثين سنة وفاطمة بنت العلوي البالغة من العمر عشرين سنة",
         "فاطمة بنت العلوي"),
        ("والده أحمد حرفته فلاح وفاطمة العلوي الساكنان ب تاوريرت", "فاطمة العلوي"),
        ("والده أحمد حرفته فلاح وفاطعة بنت العلوي الساكنان ب تاوريرت", "فاطعة بنت العلوي"),
    ],
)  # fmt: skip
def test_a_woman_joined_by_and_is_the_mother(told, text, mother):
    found = told(text)
    assert found["mother"] == mother
    assert found.get("father_job", "فلاح") == "فلاح"


@pytest.mark.parametrize(
    "text",
    [
        "والده أحمد ووالدته خدوج الساكنان ب تاوريرت بحضور سعيد وفاطمة",
        "والده أحمد حرفته فلاح وعليه حررنا",
        "والده أحمد حرفته فلاح وكيل",
    ],
)
def test_no_other_word_joined_by_and_is_one(told, text):
    assert told(text).get("mother") in (None, "خدوج")
