"""Bare nouns open the slot that their words tell, whatever the printer."""

import pytest

from indexing.entries.prose import fill_slots
from indexing.forms import all_forms
from indexing.labels.noun_labels import noun_labels

FORMS = {form.id: form for form in all_forms()}
ROWS = (
    "لقب الطفل العائلي بناني اسمه الشخصي إبراهيم جنسه ذكر ساعة الميلاد ثمانية مكانه وجدة "
    "اسم والده أحمد مهنته فلاح اسم والدته فاطمة لقب الوالدة العلوي مقر الوالدين تاوريرت"
)


@pytest.fixture
def opened(stream):
    """Fields that a text's bare nouns may open, by the words they open behind."""

    def fields(text: str, form: str = "ar_prose_death") -> set[str]:
        return {
            FORMS[form].slots[one.order].field for one in noun_labels(FORMS[form], stream(text))
        }

    return fields


def test_an_act_of_nouns_is_read_without_its_description(stream):
    filled = fill_slots(FORMS["ar_prose_birth"], stream(ROWS))
    told = {one.slot.field: one.extract.text for one in filled}
    assert told == {
        "family_name": "بناني", "given_name": "إبراهيم", "sex": "ذكر", "birth_time": "ثمانية",
        "birth_place": "وجدة", "father_given": "أحمد", "father_job": "فلاح", "mother": "فاطمة",
        "mother_family": "العلوي", "residence": "تاوريرت",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("ساعة الوفاة ستة", "death_time"),
        ("ساعتها ستة", "death_time"),
        ("مكان الميلاد وجدة", "birth_place"),
        ("سنة الميلاد 1925", "birth_date"),
        ("لقب الأم العلوي", "mother_family"),
        ("عنوانه وجدة", "residence"),
    ],
)
def test_nouns_tell_of_what_and_of_whom(opened, text, field):
    assert field in opened(text)
    other = {"death_time": "death_place", "birth_place": "death_place"}.get(field, "father_given")
    assert other not in opened(text)


@pytest.mark.parametrize(
    "text",
    [
        "من جنس ذكر",
        "سنة 1925",
        "بدون مهنة وجدة",
        "اسم المصرح أحمد",
        "الميلودي بناني",
        "وجدة في مكان",
    ],
)
def test_values_days_and_declarants_open_none(opened, text):
    assert opened(text.replace("من جنس", "")) == set()
