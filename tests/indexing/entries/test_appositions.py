import pytest

from indexing.entries.appositions import part_appositions, part_person
from indexing.entries.prose import fill_slots
from indexing.forms import all_forms

FORMS = {form.id: form for form in all_forms()}
BIRTH = (
    "L'an mil neuf cent quarante et un, le quatre mars à huit heures, est né à Sidi Lahsen {name}"
    "de sexe masculin, fils de Ahmed{job} né à Taourirt en 1912, et de Fatima Alaoui"
)


@pytest.fixture
def fill(stream):
    def filled(text: str, form: str = "fr_prose_birth"):
        return fill_slots(FORMS[form], stream(text)), FORMS[form]

    return filled


def by_field(filled) -> dict[str, str]:
    return {one.slot.field: one.extract.text for one in filled}


def test_a_profession_after_a_comma_is_the_person_s_own(fill):
    told = by_field(part_appositions(*fill(BIRTH.format(name="", job=", cordonnier,"))))
    assert told["father_given"] == "Ahmed,"
    assert told["father_job"] == "cordonnier,"


def test_an_arabic_comma_parts_too(fill):
    text = "جنسه ذكر والده هو أحمد، فلاح، المولود ب تاوريرت عام 1960 ووالدته هي فاطمة العلوي"
    told = by_field(part_appositions(*fill(text, "ar_prose_birth")))
    assert (told["father_given"], told["father_job"]) == ("أحمد،", "فلاح،")


def test_a_labelled_profession_is_not_told_twice(fill):
    text = "fils de Ahmed, cordonnier, profession cultivateur né à Taourirt et de Fatima Alaoui"
    parted = part_appositions(*fill(text))
    assert [f.extract.text for f in parted if f.slot.field == "father_job"] == ["cultivateur"]


def test_what_is_no_profession_is_none(fill):
    told = by_field(part_appositions(*fill(BIRTH.format(name="", job=", veuf en noces,"))))
    assert "father_job" not in told


def test_commas_do_not_part_a_date(fill):
    text = "Le quatre mars, mil neuf cent quarante et un à huit heures est né à Sidi Lahsen"
    told = by_field(part_appositions(*fill(text)))
    assert told["birth_date"] == "quatre mars, mil neuf cent quarante et un"


def test_a_name_right_behind_a_place_is_the_person_s(fill):
    told = by_field(part_person(*fill(BIRTH.format(name="Brahim Bennani ", job="")), {}))
    assert (told["birth_place"], told["child"]) == ("Sidi Lahsen", "Brahim Bennani")


def test_the_margin_tells_where_an_unknown_name_begins(fill):
    known = {"given_name": "Xalim", "family_name": "Tarzoult"}
    told = by_field(part_person(*fill(BIRTH.format(name="Xalim Tarzoult ", job="")), known))
    assert (told["birth_place"], told["child"]) == ("Sidi Lahsen", "Xalim Tarzoult")


def test_minutes_before_a_name_are_left_to_the_hour(fill):
    text = "a déclaré que le vingt avril mil neuf cent quarante et un, à quinze heures trente, "
    text += "Xalim Tarzoult, du sexe masculin, est décédé à Fès. Il était fils de Ahmed"
    known = {"given_name": "Prénom : Xalim", "family_name": "Nom : Tarzoult"}
    told = by_field(part_person(*fill(text, "fr_prose_death"), known))
    assert told["death_time"] == "quinze heures trente,"


def test_a_place_alone_is_no_name(fill):
    told = by_field(part_person(*fill(BIRTH.format(name="", job="")), {}))
    assert told["birth_place"] == "Sidi Lahsen"
    assert "child" not in told


def test_a_person_with_a_label_of_its_own_is_left_alone(fill):
    filled, form = fill(BIRTH.format(name="le nommé Omar Tazi ", job=""))
    assert part_person(filled, form, {}) == filled


DEATH = (
    "انتقل إلى عفو الله ب الحاجب {day} جنسه ذكر ابن أحمد وفاطمة العلوي مولود عام {year} حرر في يوم"
)
YEAR = "ألف وتسعمائة وخمسة وأربعين"


@pytest.mark.parametrize(
    ("year", "place"),
    [
        (f"{YEAR} ب إروهالن", "إروهالن"),
        (f"{YEAR}ب إروها لن", "إروها لن"),
        (f"{YEAR} بالفيض", "الفيض"),
        (f"{YEAR}با لفيض", "ا لفيض"),
        (f"{YEAR} ب بني فراسن", "بني فراسن"),
    ],
)
def test_a_place_behind_a_year_is_the_person_s_own_however_glued(fill, year, place):
    told = by_field(part_appositions(*fill(DEATH.format(day="", year=year), "ar_prose_death")))
    assert (told["birth_date"], told["birth_place"]) == (YEAR, place)


@pytest.mark.parametrize("label", ["يوم", "يم", "بم"])
def test_a_date_whose_label_was_misread_leaves_the_place_before_it(fill, label):
    date = "عاشر يناير سنة ألف وتسعمائة وتسعين"
    text = DEATH.format(day=f"{label} {date}", year=YEAR)
    told = by_field(part_appositions(*fill(text, "ar_prose_death")))
    assert (told["death_place"], told["death_date"]) == ("الحاجب", date)


def test_a_date_whose_label_was_misread_behind_an_hour_is_the_event_s(fill):
    text = (
        "على الساعة العاشرة صباحا مبزيوم عاشر يونيو سنة سبعة وثمانين وتسعمائة وألف "
        "ولد ب تاوريرت المسمى إبراهيم جنسه ذكر والده هو أحمد"
    )
    told = by_field(part_appositions(*fill(text, "ar_prose_birth")))
    assert told["birth_date"].startswith("عاشر يونيو")
    assert told["birth_time"].startswith("العاشرة صباحا")


def test_a_day_behind_the_parents_is_the_act_s_own(fill):
    text = "والده هو أحمد ووالدته هي فاطمة العلوي سجلي يوم عاشر ماي سنة ألف وتسعمائة وتسعين"
    filled, form = fill(text, "ar_prose_birth")
    only = [one for one in filled if one.slot.field != "drawn_up_date"]
    told = by_field(part_appositions(only, form))
    assert told.get("drawn_up_date", "عاشر").startswith("عاشر")
    assert "ماي" not in told["mother"]
