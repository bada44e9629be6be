"""From slots to an act's fields: values decoded beside their relatives."""

import pytest

from archive.register import VolumeReference
from indexing.acts.fields import decode_fields, gather
from indexing.entries.cutting import entries_of
from indexing.entries.reading import read_entry
from indexing.forms import all_forms
from indexing.registers.context import VolumeContext

FORMS = {form.id: form for form in all_forms()}
VOLUMES = {
    "fr_prose_birth": "02.533.03.19/birth/1941",
    "fr_prose_death": "02.533.03.19/death/1941",
    "ar_prose_birth": "02.533.03.19/birth/1990",
    "ar_prose_death": "02.533.03.19/death/1990",
    "bi_columns_birth": "02.533.03.19/birth/1971",
}
COLUMNS = (
    "Nom de famille : Bennani\nPrénom : Brahim\n"
    "Né(e) le : quatre mars mil neuf cent soixante et onze",
    "الاسم العائلي : بناني\nالاسم الشخصي : إبراهيم\n"
    "في يوم : رابع مارس سنة ألف وتسعمائة وواحد وسبعين",
)


@pytest.fixture
def decode():
    def decoded(sheet, form: str):
        context = VolumeContext.of(VolumeReference.parse(VOLUMES[form]))
        (entry,) = entries_of("p1", sheet.page(), FORMS[form].number)
        reading = read_entry(entry, FORMS[form])
        fields, findings = decode_fields(gather(reading.filled, reading.margin), context)
        values = {name: field.value for name, field in fields.items()}
        return values, [(f.code, f.field) for f in findings], fields

    return decoded


def test_a_french_birth(sheet, decode, act_text):
    values, findings, _ = decode(sheet().body(act_text("fr_birth")), "fr_prose_birth")
    assert values == {
        "birth_date": "1941-03-04", "birth_time": "08:00", "birth_place_fr": "Sidi Lahsen",
        "given_name_fr": "Brahim", "family_name_fr": "Bennani", "sex": "M",
        "father_given_fr": "Ahmed", "father_birth_place_fr": "Taourirt",
        "father_birth_date": "1912", "father_job_fr": "cultivateur",
        "mother_given_fr": "Fatima", "mother_family_fr": "Alaoui",
        "mother_birth_place_fr": "Oujda", "mother_birth_date": "1920",
        "residence_fr": "Sidi Lahsen", "drawn_up_date": "1941-03-09",
    }  # fmt: skip
    assert findings == []


def test_a_french_death(sheet, decode, act_text):
    values, _, _ = decode(sheet().body(act_text("fr_death", girl=True)), "fr_prose_death")
    assert values == {
        "death_date": "1941-03-04", "death_time": "08:00", "death_place_fr": "Sidi Lahsen",
        "given_name_fr": "Brahim", "family_name_fr": "Bennani", "sex": "F",
        "job_fr": "cultivateur", "birth_place_fr": "Taourirt", "birth_date": "1880",
        "father_given_fr": "Ahmed", "mother_given_fr": "Fatima", "mother_family_fr": "Alaoui",
        "drawn_up_date": "1941-03-09",
    }  # fmt: skip


def test_an_arabic_birth(sheet, decode, act_text):
    values, findings, _ = decode(sheet().body(act_text("ar_birth", girl=True)), "ar_prose_birth")
    assert values == {
        "birth_date": "1990-03-04", "birth_date_hijri": "1410-08-06", "birth_time": "08:00",
        "birth_place_ar": "سيدي لحسن", "given_name_ar": "إبراهيم", "family_name_ar": "بناني",
        "sex": "F", "father_given_ar": "أحمد", "father_birth_place_ar": "تاوريرت",
        "father_birth_date": "1960", "father_job_ar": "فلاح", "mother_given_ar": "فاطمة",
        "mother_family_ar": "العلوي", "mother_birth_place_ar": "وجدة",
        "mother_birth_date": "1968", "drawn_up_date": "1990-03-09",
        "drawn_up_date_hijri": "1410-08-11",
    }  # fmt: skip
    assert findings == []


def test_an_arabic_death(sheet, decode, act_text):
    values, _, _ = decode(sheet().body(act_text("ar_death")), "ar_prose_death")
    assert values == {
        "death_date": "1990-03-04", "death_date_hijri": "1410-08-06", "death_time": "08:00",
        "death_place_ar": "سيدي لحسن", "given_name_ar": "إبراهيم", "family_name_ar": "بناني",
        "sex": "M", "birth_place_ar": "تاوريرت", "birth_date": "1925", "job_ar": "فلاح",
        "father_given_ar": "أحمد", "mother_given_ar": "فاطمة", "mother_family_ar": "العلوي",
        "drawn_up_date": "1990-03-09",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("field", "written", "name", "value"),
    [
        ("birth_date", "cinq mars mil neuf cent quarante et un", "birth_date", "1941-03-05"),
        ("birth_date", "quatre mai mil neuf cent quarante et un", "birth_date", "1941-05-04"),
        ("father_birth_date", "1913", "father_birth_date", "1913"),
        ("mother_birth_date", "1921", "mother_birth_date", "1921"),
        ("birth_time", "neuf", "birth_time", "09:00"),
    ],
)
def test_another_figure_on_the_page_is_another_value(
    sheet, decode, act_text, field, written, name, value
):
    text = act_text(
        "fr_birth", **{field: written, "drawn_up_date": "neuf mai mil neuf cent quarante et un"}
    )
    assert decode(sheet().body(text), "fr_prose_birth")[0][name] == value


def test_either_calendar_may_stand_first(sheet, decode, act_text):
    turned = act_text(
        "ar_birth",
        birth_date_hijri="رابع مارس سنة ألف وتسعمائة وتسعين ميلادية",
        birth_date="سادس شعبان عام ألف وأربعمائة وعشرة",
    )
    values, findings, _ = decode(
        sheet().body(turned.replace("هجرية موافق", "الموافق ل", 1)), "ar_prose_birth"
    )
    assert (values["birth_date"], values["birth_date_hijri"]) == ("1990-03-04", "1410-08-06")
    assert findings == []


@pytest.mark.parametrize(
    ("hijri", "iso", "found"),
    [
        ("سابع شعبان", "1410-08-07", []),
        ("ثامن شعبان", "1410-08-08", [("calendars_apart", "birth_date")]),
        ("سادس شوال", "1410-10-06", [("calendars_conflict", "birth_date")]),
    ],
)
def test_calendars_that_disagree_are_told_and_neither_is_overwritten(
    sheet, decode, act_text, hijri, iso, found
):
    text = act_text("ar_birth", birth_date_hijri=f"{hijri} عام ألف وأربعمائة وعشرة")
    values, findings, _ = decode(sheet().body(text), "ar_prose_birth")
    assert (values["birth_date"], values["birth_date_hijri"]) == ("1990-03-04", iso)
    assert findings == found


def test_an_unknown_name_is_kept_as_written(sheet, decode, act_text):
    text = act_text("fr_birth", given="Xalimou", family="Tarzoultane", father="Xahmed")
    values, _, _ = decode(sheet().margin("TARZOULTANE\nXalimou").body(text), "fr_prose_birth")
    assert values["given_name_fr"] == "Xalimou"
    assert values["family_name_fr"].lower() == "tarzoultane"
    assert values["father_given_fr"] == "Xahmed"


def test_names_agreeing_across_scripts_are_surer(sheet, decode, act_text):
    alone = decode(sheet().body(act_text("ar_birth")), "ar_prose_birth")[2]
    text = f"{act_text('ar_birth').strip()}\nPrénom et nom : Brahim Bennani"
    both = decode(sheet().body(text), "ar_prose_birth")[2]
    assert both["given_name_fr"].value == "Brahim"
    assert both["given_name_ar"].confidence > max(0.9, alone["given_name_ar"].confidence)


def test_names_differing_across_scripts_are_doubted(sheet, decode, act_text):
    text = f"{act_text('ar_birth').strip()}\nPrénom et nom : Said Tazi"
    both = decode(sheet().body(text), "ar_prose_birth")[2]
    assert both["given_name_ar"].value == "إبراهيم"
    assert both["given_name_fr"].value == "Said"
    assert both["given_name_fr"].confidence < 0.7


def test_gendered_wordings_of_the_sentence_speak_against_a_wrong_sex(sheet, decode, act_text):
    agreeing = decode(sheet().body(act_text("fr_birth", girl=True)), "fr_prose_birth")[2]
    against = decode(
        sheet().body(act_text("fr_birth", girl=True, sex="masculin")), "fr_prose_birth"
    )[2]
    assert agreeing["sex"].value == "F"
    assert against["sex"].confidence < 0.8 < agreeing["sex"].confidence


def test_a_profession_in_apposition_is_the_father_s(sheet, decode, act_text):
    text = (
        act_text("fr_birth")
        .replace("Ahmed", "Ahmed, cordonnier,")
        .replace("profession cultivateur", "")
    )
    values, _, _ = decode(sheet().body(text), "fr_prose_birth")
    assert (values["father_given_fr"], values["father_job_fr"]) == ("Ahmed", "cordonnier")


def test_both_parents_in_one_arabic_phrase(sheet, decode, act_text):
    text = act_text("ar_death").replace(
        "والده هو أحمد ووالدته هي فاطمة العلوي", "ابن أحمد وفاطمة العلوي"
    )
    assert "ابن أحمد" in text
    values, _, _ = decode(sheet().body(text), "ar_prose_death")
    assert values["father_given_ar"] == "أحمد"
    assert (values["mother_given_ar"], values["mother_family_ar"]) == ("فاطمة", "العلوي")


def test_columns_of_two_scripts_tell_one_act(sheet, decode):
    values, _, fields = decode(sheet().columns(*COLUMNS), "bi_columns_birth")
    assert values == {
        "family_name_fr": "Bennani", "family_name_ar": "بناني",
        "given_name_fr": "Brahim", "given_name_ar": "إبراهيم", "birth_date": "1971-03-04",
    }  # fmt: skip
    assert min(field.confidence for field in fields.values()) > 0.9


def test_scripts_whose_dates_differ_leave_the_date_in_doubt(sheet, decode):
    french, arabic = COLUMNS
    wrong = decode(sheet().columns(french, arabic.replace("رابع", "سابع")), "bi_columns_birth")[2]
    assert wrong["birth_date"].confidence < 0.7
    assert {"1971-03-04", "1971-03-07"} <= set(wrong["birth_date"].candidates)


def test_every_field_keeps_its_wording_and_its_place(sheet, decode, act_text):
    page = sheet().body(act_text("fr_birth"))
    _, _, fields = decode(page, "fr_prose_birth")
    assert fields["birth_date"].raw == "quatre mars mil neuf cent quarante et un"
    for field in fields.values():
        assert field.page == "p1"
        assert 0 < field.box.x < page.page().width
