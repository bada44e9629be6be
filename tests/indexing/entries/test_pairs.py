"""Labels with values beside them: columns of two scripts, and cells of a ruled table."""

import pytest

from indexing.entries.cutting import entries_of
from indexing.entries.pairs import fill_pairs, pair_fit
from indexing.forms import all_forms

FORMS = {form.id: form for form in all_forms()}
FRENCH = """
Nom de famille : Bennani
Prénom : Brahim
Né(e) le : quatre mars mil neuf cent soixante et onze
Lieu de naissance : Oujda
Sexe : masculin
"""
ARABIC = """
الاسم العائلي : بناني
الاسم الشخصي : إبراهيم
تاريخ الولادة : رابع مارس سنة ألف وتسعمائة وواحد وسبعين
مكان الولادة : وجدة
الجنس : ذكر
"""


@pytest.fixture
def fill():
    """Fields filled on a page, by field and script, and the lines of mentions."""

    def filled(sheet, form: str = "bi_columns_birth"):
        lines = entries_of("p1", sheet.page(), ())[0].lines
        slots, mentions = fill_pairs(FORMS[form], lines)
        told = {f"{one.slot.field}_{one.slot.script}": one.extract.text for one in slots}
        return told, [" ".join(w.word.text for w in line.words) for line in mentions]

    return filled


def test_each_value_stands_beside_its_label_in_both_columns(sheet, fill):
    told, mentions = fill(sheet().columns(FRENCH, ARABIC))
    assert told == {
        "family_name_fr": "Bennani", "given_name_fr": "Brahim",
        "birth_date_fr": "quatre mars mil neuf cent soixante et onze",
        "birth_place_fr": "Oujda", "sex_fr": "masculin",
        "family_name_ar": "بناني", "given_name_ar": "إبراهيم",
        "birth_date_ar": "رابع مارس سنة ألف وتسعمائة وواحد وسبعين",
        "birth_place_ar": "وجدة", "sex_ar": "ذكر",
    }  # fmt: skip
    assert mentions == []


def test_pairs_stand_in_any_order(sheet, fill):
    turned = "\n".join(reversed(FRENCH.strip().splitlines()))
    assert fill(sheet().columns(turned, ""))[0] == fill(sheet().columns(FRENCH, ""))[0]


@pytest.mark.parametrize(
    "line", ["Nom de farnille : Bennani", "Nom de fami1le: Bennani", "Nomdefamille Bennani"]
)
def test_a_label_misread_or_glued_keeps_its_value(sheet, fill, line):
    assert fill(sheet().columns(line, ""))[0] == {"family_name_fr": "Bennani"}


def test_the_longest_label_that_fits_wins(sheet, fill):
    text = "Nom : Bennani\nNom de la mère : Alaoui\nProfession de la mère : tisserande"
    assert fill(sheet().columns(text, ""))[0] == {
        "family_name_fr": "Bennani",
        "mother_family_fr": "Alaoui",
        "mother_job_fr": "tisserande",
    }


def test_a_value_may_stand_on_the_line_below_its_label(sheet, fill):
    told, _ = fill(sheet().columns("Lieu de naissance :\nOujda\nSexe : masculin", ""))
    assert told == {"birth_place_fr": "Oujda", "sex_fr": "masculin"}


def test_a_label_printed_twice_tells_its_field_once_where_it_has_a_value(sheet, fill):
    told, _ = fill(sheet().columns("Sexe :\nNom : Bennani\nSexe : féminin", ""))
    assert told["sex_fr"] == "féminin"


def test_lines_without_label_tell_nothing(sheet, fill):
    assert fill(sheet().columns("Cachet du bureau\nTimbre", ""))[0] == {}


def test_lines_below_a_label_of_mentions_are_mentions(sheet, fill):
    french = "Sexe : masculin\nMentions marginales :\nMarié à Taza le 4 mars 1995\navec Fatima Tazi"
    arabic = "الجنس : ذكر\nالبيانات الهامشية :\nتزوج بتازة في 4 مارس 1995"
    told, mentions = fill(sheet().columns(french, arabic))
    assert set(told) == {"sex_fr", "sex_ar"}
    assert mentions == [
        "Marié à Taza le 4 mars 1995",
        "avec Fatima Tazi",
        "تزوج بتازة في 4 مارس 1995",
    ]


def test_the_next_label_ends_the_mentions(sheet, fill):
    french = "Mentions :\nMarié à Taza le 4 mars 1995\nSexe : masculin\nCachet du bureau"
    told, mentions = fill(sheet().columns(french, ""))
    assert told == {"sex_fr": "masculin"}
    assert mentions == ["Marié à Taza le 4 mars 1995"]


def test_in_a_table_the_value_stands_in_the_next_cell(sheet, fill):
    table = (
        sheet()
        .row("Nom de famille", "Bennani", "بناني", "الاسم العائلي")
        .row("Prénom", "Brahim", "إبراهيم", "الاسم الشخصي")
        .row("Sexe", "masculin", "ذكر", "الجنس")
    )
    assert fill(table, "bi_table_birth")[0] == {
        "family_name_fr": "Bennani", "family_name_ar": "بناني", "given_name_fr": "Brahim",
        "given_name_ar": "إبراهيم", "sex_fr": "masculin", "sex_ar": "ذكر",
    }  # fmt: skip


def test_an_empty_cell_is_not_filled_from_another_row(sheet, fill):
    table = sheet().row("Nom de famille", "", "", "").row("Prénom", "Brahim", "", "")
    told, _ = fill(table, "bi_table_birth")
    assert told == {"family_name_fr": "", "given_name_fr": "Brahim"}


def test_a_longer_label_than_described_keeps_its_value_in_the_next_cell(sheet, fill):
    table = sheet()
    for label, value in (("Nom de l'enfant", "Bennani"), ("Prénom de l'enfant", "Brahim")):
        table.row(label, value)
    told, _ = fill(table, "bi_table_birth")
    assert (told["family_name_fr"], told["given_name_fr"]) == ("Bennani", "Brahim")


def test_a_row_of_a_table_is_told_by_either_label(sheet, fill):
    table = (
        sheet()
        .row("Nom de famille", "Bennani", "بناني", "عس ءل")
        .row("Prénom", "Brahim", "إبراهيم", "الاسم الشخصي")
        .row("Sexe", "masculin", "ذكر", "الجنس")
        .row("Lieu de naissance", "Oujda", "وجدة", "مكان الولادة")
    )
    assert fill(table, "bi_table_birth")[0]["family_name_ar"] == "بناني"


def test_half_of_the_labels_make_a_full_fit(sheet):
    def fit(text: str) -> float:
        lines = entries_of("p1", sheet().columns(text, "").page(), ())[0].lines
        return pair_fit(FORMS["bi_columns_birth"], fill_pairs(FORMS["bi_columns_birth"], lines)[0])

    assert 0 < fit("Sexe : masculin") < fit(FRENCH) < 1
    assert fit("Cachet du bureau") == 0
