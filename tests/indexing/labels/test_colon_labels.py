"""Labels before colons open the slot that their words tell, whatever the printer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexing.entries.prose import fill_slots
from indexing.forms import all_forms
from indexing.labels.colon_labels import colon_labels

FORMS = {form.id: form for form in all_forms()}
DENSE = (
    "NOM : Bennani. PRÉNoms : Brahim. sEXE : masculin. "
    "Jour de la naissance : quatre mars mil neuf cent quarante et un. Heure : huit heures. "
    "Lieu : Guenfouda. FILIATION : père, Ahmed, né à Taourirt l'an 1912, profession berger; "
    "mère, Fatima Alaoui, née à Oujda l'an 1920. Domicile des parents : douar Zegzel. "
    "Inscrit au registre le neuf mars mil neuf cent quarante et un"
)
EXPECTED = {
    "family_name": "Bennani.", "given_name": "Brahim.", "sex": "masculin.",
    "birth_date": "quatre mars mil neuf cent quarante et un.", "birth_time": "huit heures.",
    "birth_place": "Guenfouda.", "father_given": "Ahmed,", "father_birth_place": "Taourirt",
    "father_birth_date": "1912,", "father_job": "berger;", "mother": "Fatima Alaoui,",
    "mother_birth_place": "Oujda", "mother_birth_date": "1920.", "residence": "douar Zegzel.",
    "drawn_up_date": "neuf mars mil neuf cent quarante et un",
}  # fmt: skip


@pytest.fixture
def opened(stream):
    """Fields of a form's slots that a text's labels before colons open."""

    def fields(text: str, form: str = "fr_prose_birth") -> list[str]:
        return [
            FORMS[form].slots[one.order].field for one in colon_labels(FORMS[form], stream(text))
        ]

    return fields


def test_a_dense_act_of_labels_and_colons_is_read_without_its_description(stream):
    filled = fill_slots(FORMS["fr_prose_birth"], stream(DENSE))
    assert {f.slot.field: f.extract.text.replace(" :", "") for f in filled} == EXPECTED


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("Lieu de l'événement : Guenfouda", ["birth_place"]),
        ("Nom et prénom de l'enfant : Brahim Bennani", ["child"]),
        ("NOM ET PRÉNOMS : Bennani Brahim", ["child"]),
        ("mil neuf cent quarante NOM : Bennani", ["family_name"]),
        ("Père : Ahmed. Mère : Fatima", ["father_given", "mother"]),
        ("Déclarant : Omar Tazi. Signature du déclarant : illisible", []),
        ("il est dit : rien", []),
        ("né en 1910, et pour mère Mi: na Tazi", []),
    ],
)
def test_the_words_of_a_label_tell_its_slot(opened, text, fields):
    assert opened(text) == fields


def test_of_a_death_the_deceased_is_named(opened):
    assert opened("NOM ET PRÉNOM DU DÉFUNT : Tazi Omar", "fr_prose_death") == ["child"]
    assert opened("Date du décès : deux mars", "fr_prose_death") == ["death_date"]
    assert opened("Lieu de naissance : Oujda", "fr_prose_death") == ["birth_place"]


@given(st.text(alphabet="abc ABC.:,;é1", max_size=60))
def test_every_label_ends_with_its_colon_and_overlaps_no_other_word(stream, text):
    laid = stream(text)
    for one in colon_labels(FORMS["fr_prose_birth"], laid):
        assert 0 <= one.start < one.end <= len(laid.letters)
        assert laid.is_boundary(one.start) and laid.is_boundary(one.end)
