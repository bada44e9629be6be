"""Each form finds and fills what registers print, as ``printed_wordings.toml`` lists it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tomllib import loads

import pytest

import indexing.forms
from archive.register import Kind
from indexing.entries.pairs import best_label
from indexing.entries.prose import fill_slots
from indexing.forms import Form, Label, Slot, all_forms, forms_described, forms_of
from indexing.tables.number_lines import number_match
from indexing.text.stream import TextStream

FORMS = {form.id: form for form in all_forms()}
FAMILIES = {"bi_columns": "bilingual", "bi_table": "bilingual"}
PRINTED = loads(Path(__file__).with_name("printed_wordings.toml").read_text("utf-8"))
SEXES = {"masculine": "M", "feminine": "F"}

FRENCH_DATE, ARABIC_DATE = "quatre mars mil neuf cent quarante et un", "رابع مارس سنة ألف وتسعمائة"
HIJRI_DATE = "سادس شعبان عام ألف وأربعمائة وعشرة"
FRENCH_PARENTS = [
    ("father_given", "fils de", "Ahmed"), ("father_birth_place", "né à", "Taourirt"),
    ("father_birth_date", "en", "1912"), ("father_job", "profession", "cultivateur"),
    ("mother", "et de", "Fatima Alaoui"), ("mother_birth_place", "née à", "Oujda"),
    ("mother_birth_date", "en", "1920"), ("mother_job", "profession", "tisserande"),
]  # fmt: skip
FRENCH_END = [
    ("drawn_up_date", "Dressé le", FRENCH_DATE), ("declaration", "sur la déclaration", "du père"),
    ("closing", "lecture faite", "a signé avec"),
]  # fmt: skip
ARABIC_PARENTS = [
    ("father_given", "والده هو", "أحمد"), ("father_birth_place", "المولود ب", "تاوريرت"),
    ("father_birth_date", "عام", "1960"), ("father_job", "حرفته", "فلاح"),
    ("mother", "ووالدته هي", "فاطمة العلوي"), ("mother_birth_place", "المولودة ب", "وجدة"),
    ("mother_birth_date", "عام", "1968"), ("mother_job", "حرفتها", "خياطة"),
]  # fmt: skip
ARABIC_END = [
    ("declaration", "حسبما صرح به", "السيد"),
    ("drawn_up_date", "حرر في يوم", HIJRI_DATE), ("drawn_up_date_second", "موافق", ARABIC_DATE),
    ("closing", "من طرفنا نحن", "فلان"), ("reading", "وبعد تلاوته", "أمضيناه"),
]  # fmt: skip
# Slots that stand in the place of another one, and slots whose value is of no use.
INSTEAD_OF = {
    "given_name": "child", "parents": "father_given", "family_status": "residence",
    "spouse": "residence", "family_name": "child", "birth_date_hijri": "birth_date",
    "death_date_hijri": "death_date", "mother_family": "mother_birth_place",
}  # fmt: skip
SKIPPED = {"closing", "reading", "declaration", "family_status", "spouse"}
SENTENCES = {
    "fr_prose_birth": [
        ("birth_date", "Le", FRENCH_DATE), ("birth_time", "à", "huit"),
        ("birth_place", "heures est né à", "Sidi Lahsen"), ("child", "le nommé", "Brahim Bennani"),
        ("sex", "de sexe", "masculin"), *FRENCH_PARENTS,
        ("residence", "domiciliés à", "Sidi Lahsen"), *FRENCH_END,
    ],
    "fr_prose_death": [
        ("death_date", "Le", FRENCH_DATE), ("death_time", "à", "huit"),
        ("death_place", "heures est décédé à", "Sidi Lahsen"),
        ("child", "le nommé", "Brahim Bennani"), ("sex", "de sexe", "masculin"),
        ("job", "profession", "cultivateur"), ("birth_place", "né à", "Taourirt"),
        ("birth_date", "en", "1880"), ("residence", "domicilié à", "Sidi Lahsen"),
        *FRENCH_PARENTS, ("residence", "domiciliés à", "Oujda"), *FRENCH_END,
    ],
    "ar_prose_birth": [
        ("birth_date", "في يوم", HIJRI_DATE), ("birth_date_second", "هجرية موافق", ARABIC_DATE),
        ("birth_time", "ميلادية على الساعة", "الثامنة"), ("birth_place", "ولد ب", "سيدي لحسن"),
        ("child", "المسمى", "إبراهيم"), ("sex", "جنسه", "ذكر"),
        ("family_name", "الذي اتخذ الاسم العائلي", "بناني"), *ARABIC_PARENTS,
        ("residence", "الساكنان ب", "وجدة"), *ARABIC_END,
    ],
    "ar_prose_death": [
        ("death_date", "في يوم", HIJRI_DATE), ("death_date_second", "هجرية موافق", ARABIC_DATE),
        ("death_time", "ميلادية على الساعة", "الثامنة"), ("death_place", "توفي ب", "سيدي لحسن"),
        ("child", "المسمى", "إبراهيم"), ("sex", "جنسه", "ذكر"),
        ("family_name", "الذي اتخذ الاسم العائلي", "بناني"),
        ("birth_place", "المولود ب", "تاوريرت"),
        ("birth_date", "عام", "1925"), ("job", "حرفته", "فلاح"),
        ("residence", "الساكن ب", "سيدي لحسن"), *ARABIC_PARENTS,
        ("residence", "الساكنان ب", "وجدة"), *ARABIC_END,
    ],
}  # fmt: skip


def printed(form: Form) -> Iterator[tuple[str, str, str | None]]:
    """What the form is known to print: (field and script, wording, sex that it tells)."""
    family = PRINTED[FAMILIES.get(form.id.rpartition("_")[0], form.id.rpartition("_")[0])]
    for part in (family["every"], family.get(form.kind.value, {})):
        for name, value in part.items():
            if name in SEXES:
                for field, wordings in value.items():
                    yield from ((field, wording, SEXES[name]) for wording in wordings)
            else:
                yield from ((name, wording, None) for wording in value)


def cases(*shapes: str) -> list[tuple[str, str]]:
    """(form, field) of everything that forms of these shapes print before a value."""
    return [
        (form.id, field)
        for form in FORMS.values()
        if form.shape in shapes
        for field in dict.fromkeys(field for field, _, _ in printed(form))
        if field not in ("number", "headings")
    ]


def wordings(form: str, field: str) -> Iterator[tuple[str, str | None]]:
    return ((text, sex) for name, text, sex in printed(FORMS[form]) if name == field)


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_a_form_knows_every_wording_that_registers_print(form):
    known = {
        (f"{slot.field}_{slot.script}", label.text, label.sex)
        for slot in (*form.slots, *form.pairs)
        for label in slot.labels
    }
    known |= {("number", text, None) for text in form.number}
    known |= {("headings", text, None) for text in form.headings}
    assert [one for one in printed(form) if one not in known] == []


@pytest.fixture
def opened(line):
    """The field whose label opens a line, and the letters of the value behind it."""

    def told(form: str, text: str) -> tuple[str, str]:
        one = line(text)
        match = best_label(FORMS[form].pairs, one)
        return f"{match.slot.field}_{match.slot.script}", TextStream(one.words).letters[match.end :]

    return told


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_an_act_number_stands_behind_each_of_its_labels(form, line):
    for field, wording, _ in printed(form):
        if field == "number":
            one = line(f"{wording} 127")
            end = number_match(one, form.number)
            assert end is not None, wording
            assert TextStream(one.words).letters[end:] == "127", wording


@pytest.mark.parametrize(("form", "field"), cases("pairs", "table"))
def test_a_label_beside_a_value_tells_its_field(opened, form, field):
    for wording, _ in wordings(form, field):
        value, letters = ("قيمة", "قيمه") if field.endswith("_ar") else ("Valeur", "valeur")
        assert opened(form, f"{wording} : {value}") == (field, letters)


@pytest.mark.parametrize(("form", "field"), cases("prose"))
def test_a_label_in_its_sentence_opens_its_value(stream, opened, form, field):
    name, _, script = field.rpartition("_")
    for wording, sex in wordings(form, field):
        if script != FORMS[form].script:
            assert opened(form, f"{wording} : Valeur") == (field, "valeur")
            continue
        told = []
        for text, wanted in around(form, name, wording):
            filled = fill_slots(FORMS[form], stream(text))
            told += [(f.extract.text == wanted, f.sex) for f in filled if f.slot.field == name]
        assert (True, sex) in told or (name in SKIPPED and told), wording


def around(form: str, name: str, wording: str) -> Iterator[tuple[str, str]]:
    """The parts of a sentence around a slot that this wording opens, and the slot's value."""
    sentence = SENTENCES[form]
    own = any(slot == name for slot, _, _ in sentence)
    for at, (slot, _, value) in enumerate(sentence):
        if slot == (name if own else INSTEAD_OF.get(name, name)):
            here = (name, wording, value)
            part = [*sentence[max(0, at - 4) : at], here, *sentence[at + 1 : at + 3]]
            yield " ".join(f"{label} {value}" for _, label, value in part), value


def test_births_and_deaths_have_the_same_four_generations():
    births, deaths = (
        {form.id.rpartition("_")[0] for form in forms_of(k)} for k in (Kind.BIRTH, Kind.DEATH)
    )
    assert births == deaths == {"fr_prose", "ar_prose", "bi_columns", "bi_table"}
    assert forms_of(Kind.MARRIAGE) == ()


@pytest.mark.parametrize(
    "wrong",
    [{"type": "dat"}, {"script": "es"}, {"labels": ()}],
    ids=["type", "script", "labels"],
)
def test_a_slot_that_cannot_be_read_is_refused_by_its_name(wrong):
    slot = Slot("birth_place", "place", "fr", (Label("né à"),))
    with pytest.raises(ValueError, match="birth_place"):
        replace(slot, **wrong)


def test_a_form_of_unknown_shape_is_refused_by_its_name():
    with pytest.raises(ValueError, match="bi_table_birth"):
        replace(FORMS["bi_table_birth"], shape="circle")


def test_a_form_like_another_takes_from_it_what_it_does_not_say() -> None:
    told = loads(
        (Path(indexing.forms.__file__).parent / "bi_columns_birth.toml").read_text("utf-8")
    )
    table = {"id": "other_table", "like": "bi_columns_birth", "shape": "table"}
    columns, other = forms_described([told, table])
    assert other == replace(columns, id="other_table", shape="table")
    with pytest.raises(ValueError, match="other_table: like 'bi_columns_birth'"):
        forms_described([table])
