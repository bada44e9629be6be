"""Acts set as a list of labels and values, in any order and whoever worded the labels."""

import pytest

from indexing.entries.cutting import entries_of
from indexing.entries.listed import with_listed
from indexing.entries.prose import FilledSlot
from indexing.entries.reading import read_entry
from indexing.forms import all_forms
from indexing.text.stream import TextStream, extract_words

FORMS = {form.id: form for form in all_forms()}
LISTED = """
DÉFUNT : Tazi Brahim
Occupation : berger
Mère : Zhor Alaoui
Conjoint : Chama Filali
Père : Ahmed
Originaire de Taourirt, né en 1915
Mort le : cinq mai mil neuf cent quarante et un
À : 16 h 00
Endroit : Guenfouda
Déclarant : Omar Tazi, gendre
Ont signé : Omar Tazi, Ali Filali
""".strip()
IN_ARABIC = """
اسم المزداد: بلعيد، عائلته: التازي، الجنس: ذكر
الوالد: بوشعيب، مهنته: بقال، بلده: فاس
الوالدة: غيثة، عائلتها: العلوي، بلدها: تازة
""".strip()


@pytest.fixture
def told(sheet):
    def fields(text: str, form: str) -> dict[str, str]:
        (entry,) = entries_of("p1", sheet().body(text).page(), ())
        filled = read_entry(entry, FORMS[form]).filled
        return {
            one.slot.field: one.extract.text.strip(" ,.،") for one in filled if one.extract.text
        }

    return fields


def test_labels_tell_their_slots_in_any_order(told):
    fields = told(LISTED, "fr_prose_death")
    assert fields == {
        "child": "Tazi Brahim", "job": "berger", "mother": "Zhor Alaoui", "father_given": "Ahmed",
        "birth_place": "Taourirt", "birth_date": "1915",
        "death_date": "cinq mai mil neuf cent quarante et un", "death_time": "16 h 00",
        "death_place": "Guenfouda",
    }  # fmt: skip


def test_sentences_that_told_more_keep_what_they_told(sheet):
    (entry,) = entries_of("p1", sheet().body(LISTED).page(), ())
    stream = TextStream([placed for line in entry.lines for placed in line.words])
    form = FORMS["fr_prose_death"]
    first = extract_words(stream.words[:1])
    few = [FilledSlot(slot, first, None, 1.0) for slot in form.slots[:2]]
    many = [FilledSlot(slot, first, None, 1.0) for slot in form.slots]
    assert with_listed(few, form, stream) != few
    assert with_listed(many, form, stream) == many


def test_what_an_arabic_label_says_is_of_whom_was_told_last(told):
    fields = told(IN_ARABIC, "ar_prose_birth")
    assert fields["given_name"] == "بلعيد"
    assert fields["family_name"] == "التازي"
    assert (fields["father_given"], fields["father_job"]) == ("بوشعيب", "بقال")
    assert fields["father_birth_place"] == "فاس"
    assert (fields["mother"], fields["mother_family"]) == ("غيثة", "العلوي")
    assert fields["mother_birth_place"] == "تازة"


def test_a_sentence_in_the_midst_of_labels_is_read_as_one(told):
    dense = (
        "NOM ET PRÉNOM : Tazi Brahim. SEXE : masculin. Lieu de naissance : Guenfouda. "
        "Père : Ahmed, né à Taourirt l'an 1912, profession berger; mère, Fatima Alaoui. "
        "Déclarant : Omar Tazi. Dressé le neuf mai mil neuf cent quarante et un."
    )
    fields = told(dense, "fr_prose_birth")
    assert fields["father_given"] == "Ahmed"
    assert fields["father_birth_place"] == "Taourirt"
    assert fields["mother"] == "Fatima Alaoui"
    assert fields["drawn_up_date"] == "neuf mai mil neuf cent quarante et un"


@pytest.mark.parametrize(
    "text",
    [
        "Le quatre mars est né à Taza : le nommé Brahim\nfils de Ahmed et de Fatima",
        "Nota : rien\nVu : rien\nDit : rien\nLu : rien",
    ],
)
def test_a_few_colons_make_no_list(told, text):
    assert "given_name" not in told(text, "fr_prose_birth")
