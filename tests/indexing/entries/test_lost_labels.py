"""Labels misread beyond finding, told by the value that runs on and the slot that is missed."""

import pytest

from indexing.entries.lost_labels import recover_labels
from indexing.entries.prose import fill_slots
from indexing.forms import all_forms

FORMS = {form.id: form for form in all_forms()}
SENTENCE = (
    "على الساعة الثامنة جنسه ذكر أبوه أحمد {job} فلاح {born} ب تاوريرت عام ألف وتسعمائة وستين "
    "وأمه فاطمة العلوي مولودة ب وجدة حرر في يوم تاسع مارس"
)


@pytest.fixture
def told(stream):
    def values(job: str, born: str) -> dict[str, str]:
        form = FORMS["ar_prose_birth"]
        filled = recover_labels(fill_slots(form, stream(SENTENCE.format(job=job, born=born))), form)
        return {one.slot.field: one.extract.text for one in filled}

    return values


@pytest.mark.parametrize("job", ["مهنته", "مهسه", "مهعه", "مبنته"])
@pytest.mark.parametrize("born", ["مولود", "ميرد", "مرلرد"])
def test_the_value_behind_a_misread_label_is_its_slot_s(told, job, born):
    filled = told(job, born)
    assert filled["father_given"] == "أحمد"
    assert filled["father_job"] == "فلاح"
    assert filled["father_birth_place"] == "تاوريرت"


def test_a_name_of_two_words_is_left_whole(stream):
    form = FORMS["ar_prose_birth"]
    text = "جنسه ذكر أبوه محمد عبد الرحيم مهنته فلاح مولود ب تاوريرت"
    filled = recover_labels(fill_slots(form, stream(text)), form)
    told = {one.slot.field: one.extract.text for one in filled}
    assert told["father_given"] == "محمد عبد الرحيم"


def test_the_misread_beginning_of_the_next_label_is_no_part_of_a_name(stream):
    form = FORMS["ar_prose_death"]
    text = "جنسه ذكر ابن إبراهيم وفاطمة عاشور ممولود عام ألف وتسعمائة وستين ب فاس"
    filled = recover_labels(fill_slots(form, stream(text)), form)
    told = {one.slot.field: one.extract.text for one in filled}
    assert told["parents"] == "إبراهيم وفاطمة عاشور"


def test_a_person_told_behind_a_year_is_found_by_name(stream):
    form = FORMS["ar_prose_birth"]
    text = (
        "جنسه ذكر أبوه محمد مهنته سائق مولود ب تاوريرت عام خمسة وستين وتسعمائة وألف "
        "وما خديجة الأزرق متها ربة بيت مولودة ب وجدة عام ستين وتسعمائة وألف"
    )
    filled = recover_labels(fill_slots(form, stream(text)), form)
    told = {one.slot.field: one.extract.text for one in filled}
    assert told["father_birth_date"] == "خمسة وستين وتسعمائة وألف"
    assert (told["mother"], told["mother_job"]) == ("خديجة الأزرق", "ربة بيت")


def test_a_name_before_a_small_word_is_no_label(stream):
    form = FORMS["ar_prose_death"]
    text = (
        "حرفته صائغ من والده البشير ووالدته ربيعة جارسفي وكان ساك دوار امنتانوت "
        "حرر بمكتبنا في عاشر غشت سنة واحد وألفين"
    )
    filled = recover_labels(fill_slots(form, stream(text)), form)
    told = {one.slot.field: one.extract.text for one in filled}
    assert told["mother"].startswith("ربيعة جارسفي")
