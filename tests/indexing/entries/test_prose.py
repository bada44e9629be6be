"""A sentence's slots, filled by the likeliest way its labels stand in it."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexing.entries.prose import fill_slots, fit
from indexing.forms import all_forms

FORMS = {form.id: form for form in all_forms()}
FRENCH = (
    "Le quatre mars mil neuf cent quarante et un à huit heures est né à Sidi Lahsen "
    "le nommé Brahim Bennani de sexe masculin fils de Ahmed né à Taourirt en 1912 "
    "profession cultivateur et de Fatima Alaoui née à Oujda en 1920 "
    "Dressé le neuf mars mil neuf cent quarante et un sur la déclaration du père"
)
EXPECTED = {
    "birth_date": "quatre mars mil neuf cent quarante et un",
    "birth_time": "huit",
    "birth_place": "Sidi Lahsen",
    "child": "Brahim Bennani",
    "sex": "masculin",
    "father_given": "Ahmed",
    "father_birth_place": "Taourirt",
    "father_birth_date": "1912",
    "father_job": "cultivateur",
    "mother": "Fatima Alaoui",
    "mother_birth_place": "Oujda",
    "mother_birth_date": "1920",
    "drawn_up_date": "neuf mars mil neuf cent quarante et un",
    "declaration": "du père",
}


@pytest.fixture
def told(stream):
    def values(text: str, form: str = "fr_prose_birth") -> dict[str, str]:
        return {f.slot.field: f.extract.text for f in fill_slots(FORMS[form], stream(text))}

    return values


def test_every_value_stands_between_its_label_and_the_next(told):
    assert told(FRENCH) == EXPECTED


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("Sidi Lahsen le nommé", "Sidi Lahsen le nomme"),
        ("heures est né à", "henres est né à"),
        ("heures est né à", "heures cst né a"),
        ("de sexe", "de scxe"),
        ("profession cultivateur", "profesion cultivateur"),
        ("Dressé le", "Drcsse le"),
        ("sur la déclaration", "sur la decIaralion"),
    ],
)
def test_a_label_misread_by_a_letter_still_parts_its_values(told, right, wrong):
    assert right in FRENCH
    assert told(FRENCH.replace(right, wrong)) == EXPECTED


def test_glued_words_are_parted_at_their_labels(told):
    glued = FRENCH.replace("le nommé Brahim", "lenomméBrahim").replace(
        "fils de Ahmed", "filsdeAhmed"
    )
    assert told(glued) == EXPECTED


def test_split_words_still_make_their_labels(told):
    split = FRENCH.replace("profession", "profes sion").replace("Dressé le", "Dres sé le")
    assert told(split) == EXPECTED


def test_a_label_that_is_gone_leaves_its_neighbours_alone(told):
    filled = told(FRENCH.replace("profession cultivateur ", ""))
    assert filled == {k: v for k, v in EXPECTED.items() if k != "father_job"}


def test_slots_of_one_person_stand_in_any_order(told):
    moved = FRENCH.replace(
        "né à Taourirt en 1912 profession cultivateur",
        "profession cultivateur né en 1912 à Taourirt",
    )
    assert told(moved) == EXPECTED


def test_the_same_words_belong_to_the_person_they_follow(told):
    filled = told(FRENCH)
    assert (filled["father_birth_date"], filled["mother_birth_date"]) == ("1912", "1920")
    assert (filled["father_birth_place"], filled["mother_birth_place"]) == ("Taourirt", "Oujda")


@pytest.mark.parametrize(
    ("label", "father", "sex"),
    [("والده", "أحمد", "M"), ("والدها", "أحمد", "F"), ("والدها", "حمد", "F")],
)
def test_a_name_that_begins_like_the_end_of_a_longer_label_is_whole(stream, label, father, sex):
    text = f"من جنس ذكر {label} {father} المولود ب تاوريرت عام 1960"
    filled = {f.slot.field: f for f in fill_slots(FORMS["ar_prose_birth"], stream(text))}
    assert filled["father_given"].extract.text == father
    assert filled["father_given"].sex == sex


def test_both_parents_in_one_phrase_open_what_is_told_of_the_father(told):
    text = "المسمى إبراهيم جنسه ذكر ابن أحمد وفاطمة العلوي المولود ب تاوريرت عام 1960 حرفته فلاح"
    filled = told(text, "ar_prose_birth")
    assert filled["parents"] == "أحمد وفاطمة العلوي"
    assert filled["father_birth_place"] == "تاوريرت"


def test_the_word_year_inside_a_date_is_no_slot(told):
    text = "في يوم رابع مارس سنة ألف وتسعمائة وتسعين على الساعة الثامنة ولد ب سيدي لحسن"
    filled = told(text, "ar_prose_birth")
    assert filled["birth_date"] == "رابع مارس سنة ألف وتسعمائة وتسعين"


def test_of_two_places_for_a_label_the_first_is_taken(told):
    text = (
        "Le vingt-deux août mil neuf cent quarante-trois, à une heure et demie du soir, la nommée "
        "Safia Hilali, du sexe féminin, née vers 1909 à Msila, est morte en son domicile à Taza."
    )
    assert told(text, "fr_prose_death")["death_time"] == "une heure et demie du soir,"


def test_the_form_that_is_printed_fits_and_another_hardly(stream):
    fits = {
        form.id: fit(form, fill_slots(form, stream(FRENCH)))
        for form in FORMS.values()
        if form.shape == "prose"
    }
    assert fits["fr_prose_birth"] > 0.8
    assert fits["fr_prose_birth"] > fits["fr_prose_death"] + 0.05
    assert max(fits["ar_prose_birth"], fits["ar_prose_death"]) < 0.05


def test_each_label_lost_fits_less(stream):
    form = FORMS["fr_prose_birth"]
    whole = fit(form, fill_slots(form, stream(FRENCH)))
    part = fit(form, fill_slots(form, stream(FRENCH.replace("et de Fatima Alaoui", ""))))
    none = fit(form, fill_slots(form, stream("xxxx yyyy")))
    assert none < part < whole


def test_text_without_labels_and_no_text_fill_nothing(told):
    assert told("Ctrl 42") == {}
    assert told("") == {}


@settings(max_examples=20)
@given(st.data())
def test_slots_share_no_letter_and_stand_in_the_order_of_the_text(stream, data):
    words = FRENCH.split()
    start = data.draw(st.integers(0, len(words) - 1))
    kept = words[start:]
    filled = fill_slots(FORMS["fr_prose_birth"], stream(" ".join(kept)))
    boxes = [f.extract.box for f in filled if f.extract.box]
    assert all(a.right <= b.left for a, b in pairwise(boxes))
    fields = [f.slot for f in filled]
    assert len(fields) == len(set(fields))


def test_no_label_stands_in_the_minutes_or_in_a_trade(stream):
    form = next(form for form in all_forms() if form.id == "ar_prose_death")
    text = "حرفته ميكانيكي على الساعة تسعة و الد قيقة خمسة أبوه أحمد ووالدته فاطمة العلوي"
    told = {one.slot.field: one.extract.text for one in fill_slots(form, stream(text))}
    assert told["job"] == "ميكانيكي"
    assert told["death_time"] == "تسعة و الد قيقة خمسة"
    assert told["father_given"] == "أحمد"
