"""One entry read with one form: body, margin, the other script's lines, the number."""

import pytest

from archive.mention import MentionType
from indexing.entries.cutting import entries_of
from indexing.entries.reading import read_entry
from indexing.forms import all_forms

FORMS = {form.id: form for form in all_forms()}


@pytest.fixture
def read():
    def reading(sheet, form: str = "fr_prose_birth"):
        one = FORMS[form]
        (entry,) = entries_of("p1", sheet.page(), one.number)
        return read_entry(entry, one)

    return reading


def told(reading) -> dict[str, str]:
    return {f"{f.slot.field}_{f.slot.script}": f.extract.text for f in reading.filled}


def margin(reading) -> dict[str, str]:
    return {f"{field}_{script}": extract.text for field, script, extract in reading.margin}


def test_the_number_line_is_no_part_of_the_sentence(sheet, read, act_text):
    reading = read(sheet().body(act_text("fr_birth", number="127")))
    assert reading.number.text == "127"
    assert told(reading)["birth_date_fr"] == "quatre mars mil neuf cent quarante et un"


def test_the_number_in_figures_is_preferred_to_a_scrawl(sheet, read, act_text):
    page = sheet().body("Acte n° Iv\n" + act_text("fr_birth", number="127").strip())
    assert read(page).number.text == "127"


def test_headings_and_running_titles_are_no_part_of_the_sentence(sheet, read, act_text):
    plain = read(sheet().body(act_text("fr_birth")))
    titled = read(
        sheet().body(
            "Commune de Sidi Lahsen — Naissances — Année 1941\nACTE DE NAISSANCE\n"
            + act_text("fr_birth").strip()
        )
    )
    assert told(titled) == told(plain)


@pytest.mark.parametrize("written", ["fr_birth", "fr_death", "ar_birth", "ar_death"])
def test_the_margin_of_prose_repeats_the_names_family_first(sheet, read, act_text, written):
    page = sheet().margin("BENNANI\nBrahim").body(act_text(written))
    reading = read(page, written.replace("_", "_prose_"))
    assert margin(reading) == {"family_name_fr": "BENNANI", "given_name_fr": "Brahim"}


def test_names_in_the_margin_stand_above_the_mentions(sheet, read, act_text):
    text = "N° 12\nNaissance de\nBENNANI\nBrahim\nMarié à Taza\nle 4 mars 1965"
    reading = read(sheet().margin(text).body(act_text("fr_birth")))
    assert margin(reading) == {"family_name_fr": "BENNANI", "given_name_fr": "Brahim"}
    (mention,) = reading.mentions(1941)
    assert (mention.type, mention.date) == (MentionType.MARRIAGE, "1965-03-04")


@pytest.mark.parametrize("title", ["رسم الازدياد", "رمم الازدياد", "ولادة ذكر"])
def test_a_title_in_the_margin_is_no_name(sheet, read, act_text, title):
    page = sheet().margin(f"{title}\nمولود\nإبراهيم").body(act_text("ar_birth"))
    assert margin(read(page, "ar_prose_birth")) == {
        "family_name_ar": "مولود",
        "given_name_ar": "إبراهيم",
    }


@pytest.mark.parametrize("line", ["إبراهيم بناني", "بناني إبراهيم"])
def test_both_names_on_one_line_of_the_margin_are_parted(sheet, read, act_text, line):
    page = sheet().margin(line).body(act_text("ar_birth"))
    assert margin(read(page, "ar_prose_birth")) == {
        "family_name_ar": "بناني",
        "given_name_ar": "إبراهيم",
    }


def test_a_margin_of_two_scripts_names_the_person_in_both(sheet, read, act_text):
    names = "بناني\nإبراهيم\nBENNANI\nBrahim"
    reading = read(sheet().margin(names).body(act_text("ar_birth")), "ar_prose_birth")
    assert margin(reading) == {
        "family_name_ar": "بناني",
        "given_name_ar": "إبراهيم",
        "family_name_fr": "BENNANI",
        "given_name_fr": "Brahim",
    }


def test_figures_and_stamps_in_the_margin_are_no_names(sheet, read, act_text):
    reading = read(sheet().margin("12 345\n=/= 7").body(act_text("fr_birth")))
    assert reading.margin == ()


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        ("Nom et prénom : Bennani Brahim", "child_fr", "Bennani Brahim"),
        ("Prénom et nom : Brahim Bennani", "child_fr", "Brahim Bennani"),
        ("Prénom : Brahim", "given_name_fr", "Brahim"),
        ("Brahim Bennani", "child_fr", "Brahim Bennani"),
    ],
)
def test_latin_names_beside_arabic_prose_are_told(sheet, read, act_text, line, field, value):
    reading = read(sheet().body(f"{act_text('ar_birth').strip()}\n{line}"), "ar_prose_birth")
    assert told(reading)[field] == value


def test_mentions_of_both_scripts_are_read(sheet, read, act_text):
    text = "Marié à Taza le 4 mars 2015\nتزوج ب تازة في 4 مارس 2015"
    reading = read(sheet().margin(text).body(act_text("ar_birth")), "ar_prose_birth")
    assert [m.type for m in reading.mentions(1990)] == [MentionType.MARRIAGE] * 2


def test_a_form_fits_what_it_printed_better_than_any_other(sheet, read, act_text):
    for written, form in [
        ("fr_birth", "fr_prose_birth"), ("fr_death", "fr_prose_death"),
        ("ar_birth", "ar_prose_birth"), ("ar_death", "ar_prose_death"),
    ]:  # fmt: skip
        fits = {name: read(sheet().body(act_text(written)), name).fit for name in FORMS}
        assert max(fits, key=fits.__getitem__) == form


def test_a_ruled_table_is_no_pair_of_columns(sheet, read):
    rows = [("Nom de famille", "Bennani"), ("Prénom", "Brahim"), ("Sexe", "masculin")]
    table, columns = sheet(), sheet().columns("\n".join(f"{a} : {b}" for a, b in rows), "")
    for label, value in rows:
        table.row(label, value, "", "")
    assert read(table, "bi_table_birth").fit > read(table, "bi_columns_birth").fit
    assert read(columns, "bi_columns_birth").fit > read(columns, "bi_table_birth").fit


def test_a_page_all_in_the_margin_is_read_as_a_body(sheet, read, act_text):
    whole = told(read(sheet().margin(act_text("fr_birth"))))
    assert whole["father_given_fr"] == "Ahmed"


@pytest.mark.parametrize(
    ("line", "given", "family"),
    [
        ("NOM Bennani PRÉNOM Brahim", "Brahim", "Bennani"),
        ("Prénom en lettres latines Brahim Nom en lettres latines Bennani", "Brahim", "Bennani"),
    ],
)
def test_names_behind_labels_of_one_line_are_told_apart(sheet, read, act_text, line, given, family):
    found = told(read(sheet().body(f"{act_text('ar_birth')}\n{line}"), "ar_prose_birth"))
    assert (found["given_name_fr"], found["family_name_fr"]) == (given, family)


def test_a_label_of_two_words_is_not_parted(sheet, read, act_text):
    page = sheet().body(f"{act_text('ar_birth')}\nNom et prénom Bennani Brahim")
    assert told(read(page, "ar_prose_birth"))["child_fr"] == "Bennani Brahim"
