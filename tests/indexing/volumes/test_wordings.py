"""Forms learn from a volume's own acts what no description says of their printer."""

from dataclasses import replace

import pytest

from archive.register import VolumeReference
from indexing.entries.cutting import entries_of
from indexing.entries.reading import read_entry
from indexing.forms import Label, all_forms
from indexing.registers.context import VolumeContext
from indexing.volumes.wordings import learn_wordings, read_again

FORMS = {form.id: form for form in all_forms()}
BIRTHS = "02.533.03.19/birth/1941"
# Invented persons; every act with another day, name, place and trade.
PEOPLE = [
    {"child": "Brahim Bennani", "sex": "masculin", "father": "Ahmed", "mother": "Fatima Alaoui",
     "father_place": "Taourirt", "mother_place": "Oujda", "father_job": "cultivateur",
     "father_year": "1912", "mother_year": "1920", "time": "huit", "day": "deux", "drawn": "neuf"},
    {"child": "Zineb Tazi", "sex": "féminin", "father": "Driss", "mother": "Malika Saadi",
     "father_place": "Guercif", "mother_place": "Taza", "father_job": "forgeron",
     "father_year": "1908", "mother_year": "1917", "time": "dix", "day": "trois", "drawn": "onze"},
    {"child": "Said Fassi", "sex": "masculin", "father": "Hamid", "mother": "Rahma Naciri",
     "father_place": "Figuig", "mother_place": "Debdou", "father_job": "berger",
     "father_year": "1899", "mother_year": "1911", "time": "six", "day": "cinq", "drawn": "douze"},
    {"child": "Omar Bouzid", "sex": "masculin", "father": "Salah", "mother": "Khadija Lahlou",
     "father_place": "Jerada", "mother_place": "Midelt", "father_job": "potier",
     "father_year": "1902", "mother_year": "1915", "time": "cinq", "day": "six", "drawn": "vingt"},
]  # fmt: skip
YEAR = "mars mil neuf cent quarante et un"
UNHEARD = f"""
Voici que {{day}} {YEAR}, sonnant {{time}} heures, parut chez les gens de Guenfouda
le petit {{child}}, du genre {{sex}}. Celui qui l'engendra : {{father}}, {{father_job}},
venu de {{father_place}} vers {{father_year}} ; celle qui le porta : {{mother}},
venue de {{mother_place}} vers {{mother_year}}. Couché par écrit le {{drawn}} {YEAR}.
"""
LATE = f"""
Le {{drawn}} {YEAR}, devant Nous est comparu {{father}}, {{father_job}}, né à {{father_place}}
en {{father_year}}, lequel nous a déclaré que le {{day}} {YEAR}, à {{time}} heures,
est né à Guenfouda {{child}}, de sexe {{sex}}, de son épouse {{mother}},
née à {{mother_place}} en {{mother_year}}. Lecture faite, le comparant a signé avec Nous.
"""
OFFICER = f"""
Le {{drawn}} {YEAR}, devant Nous, {{officer}}, Officier de l'Etat-Civil de Guenfouda,
s'est présenté {{declarant}}, {{declarant_job}}, âgé de quarante ans, qui Nous a fait connaître
que le {{day}} {YEAR}, à {{time}} heures, est né un enfant du sexe {{sex}}, à Guenfouda,
à qui a été donné le nom de {{child}}. Ledit enfant a pour père {{father}}, {{father_job}},
originaire de {{father_place}}, né en {{father_year}}, et pour mère {{mother}},
née à {{mother_place}} en {{mother_year}}. Lecture faite, le comparant a signé avec Nous.
"""
OFFICERS = [
    {"officer": "Houcine Sefrioui", "declarant": "Bachir Idrissi", "declarant_job": "épicier"},
    {"officer": "Fouad Chahidi", "declarant": "Tayeb Amrani", "declarant_job": "mineur"},
    {"officer": "Jilali Zemmour", "declarant": "Kaddour Baddou", "declarant_job": "docker"},
    {"officer": "Fouad Chahidi", "declarant": "Mbarek Ouali", "declarant_job": "commis"},
]
FIELDS = {
    "father_given_fr": "father", "father_birth_place_fr": "father_place",
    "father_job_fr": "father_job", "father_birth_date": "father_year",
    "mother_birth_place_fr": "mother_place", "mother_birth_date": "mother_year",
}  # fmt: skip


@pytest.fixture
def volume(structure, sheet):
    """The fields of acts that a text tells of each of the people, a page each."""

    def fields(text: str, people=PEOPLE) -> list[dict[str, str | None]]:
        pages = []
        for number, person in enumerate(people, start=12):
            given, family = person["child"].split()
            page = sheet().margin(f"N° {number}\n{family}\n{given}")
            pages.append(page.body(text.format(**person)))
        acts = structure(*pages, volume=BIRTHS).acts
        return [{name: field.value for name, field in act.fields.items()} for act in acts]

    return fields


def right(found: dict[str, str | None], person: dict[str, str]) -> list[str]:
    """Names of the fields that say what is told of the person."""
    mother = dict(
        zip(("mother_given_fr", "mother_family_fr"), person["mother"].split(), strict=True)
    )
    wanted = {name: person[key] for name, key in FIELDS.items()} | mother
    return [name for name, value in wanted.items() if found.get(name) == value]


def test_a_printer_s_wordings_that_no_form_knows_are_learnt(volume):
    for found, person in zip(volume(UNHEARD), PEOPLE, strict=True):
        assert len(right(found, person)) >= 7, right(found, person)
        assert found["birth_date"][:7] == found["drawn_up_date"][:7] == "1941-03"
        assert found["birth_date"] < found["drawn_up_date"]


def test_two_acts_teach_no_wording(volume):
    known = [
        len(right(found, p))
        for found, p in zip(volume(UNHEARD, PEOPLE[:2]), PEOPLE[:2], strict=True)
    ]
    assert max(known) < 7


def test_an_order_that_no_form_describes_is_learnt(volume):
    for found, person in zip(volume(LATE), PEOPLE, strict=True):
        assert len(right(found, person)) == 8
        assert found["birth_date"] < found["drawn_up_date"]


def test_days_that_break_off_are_of_the_register_s_year(volume):
    people = [person | of for person, of in zip(PEOPLE, OFFICERS, strict=True)]
    broken = OFFICER.replace(" quarante et un", "")
    for found, person in zip(volume(broken, people), people, strict=True):
        assert found["father_given_fr"] == person["father"]
        assert found["drawn_up_date"][:7] == found["birth_date"][:7] == "1941-03"
        assert found["birth_date"] < found["drawn_up_date"]


def test_who_declares_is_nobody_s_father_where_the_wording_is_misread(volume):
    people = [person | of for person, of in zip(PEOPLE, OFFICERS, strict=True)]
    misread = OFFICER.replace("s'est présenté", "s'csi presené").replace("Officier", "Offcicr")
    for found, person in zip(volume(misread, people), people, strict=True):
        assert found["father_given_fr"] == person["father"]
        assert found["birth_date"] < found["drawn_up_date"]


def test_who_signs_and_who_declares_is_nobody_s_father(volume):
    people = [person | of for person, of in zip(PEOPLE, OFFICERS, strict=True)]
    for found, person in zip(volume(OFFICER, people), people, strict=True):
        assert len(right(found, person)) == 8, (found, person)


@pytest.fixture
def readings(sheet, act_text):
    """Acts as the known French form prints them, read with a form."""

    def read(form):
        found = []
        for number, person in enumerate(PEOPLE, start=12):
            given, family = person["child"].split()
            text = act_text(
                "fr_birth", number=str(number), given=given, family=family,
                birth_date=f"{person['day']} {YEAR}", drawn_up_date=f"{person['drawn']} {YEAR}",
                father=person["father"], mother=person["mother"], father_job=person["father_job"],
                father_birth_place=person["father_place"], father_birth_date=person["father_year"],
                mother_birth_place=person["mother_place"], mother_birth_date=person["mother_year"],
            )  # fmt: skip
            page = sheet().margin(f"{family}\n{given}").body(text).page()
            (entry,) = entries_of("p1", page, form.number)
            found.append(read_entry(entry, form))
        return found

    return read


@pytest.mark.parametrize("held_out", ["father_job", "mother", "sex", "drawn_up_date", "child"])
def test_labels_held_out_of_a_description_are_found_again(readings, held_out):
    form = FORMS["fr_prose_birth"]
    slots = [
        replace(slot, labels=(Label("xyzxyz"),)) if slot.field == held_out else slot
        for slot in form.slots
    ]
    known, without = readings(form), readings(replace(form, slots=tuple(slots)))
    context = VolumeContext.of(VolumeReference.parse(BIRTHS))
    for told, one in zip(known, read_again(without, context), strict=True):
        wanted = {f.slot.field: f.extract.text for f in told.filled}
        got = {f.slot.field: f.extract.text for f in one.filled}
        assert got[held_out] == wanted[held_out]


def test_where_every_label_is_known_nothing_changes(readings):
    form = FORMS["fr_prose_birth"]
    known = readings(form)
    context = VolumeContext.of(VolumeReference.parse(BIRTHS))
    for told, one in zip(known, read_again(known, context), strict=True):
        values = {f.slot.field: f.extract.text for f in told.filled if f.slot.type != "skip"}
        again = {f.slot.field: f.extract.text for f in one.filled if f.slot.type != "skip"}
        assert again == values


def test_a_learnt_form_keeps_what_is_not_learnt(readings):
    form = FORMS["fr_prose_birth"]
    context = VolumeContext.of(VolumeReference.parse(BIRTHS))
    learnt = learn_wordings(form, readings(form), context)
    assert learnt.in_order
    assert (learnt.id, learnt.expects) == (form.id, form.expects)
    assert {(s.group, s.field) for s in form.slots} <= {(s.group, s.field) for s in learnt.slots}
    assert learn_wordings(form, readings(form)[:2], context) is form


@pytest.mark.parametrize(("fit", "learnt"), [(0.8, False), (0.79, True)])
def test_labels_that_fit_well_are_kept_where_learnt_ones_read_no_better(readings, fit, learnt):
    known = [replace(one, fit=fit) for one in readings(FORMS["fr_prose_birth"])]
    context = VolumeContext.of(VolumeReference.parse(BIRTHS))
    assert {one.form.in_order for one in read_again(known, context)} == {learnt}


@pytest.mark.parametrize("ruled", [True, False])
def test_a_sentence_is_looked_for_in_acts_that_read_badly_but_not_in_ruled_cells(sheet, ruled):
    form, badly = FORMS["bi_table_birth"], []
    for number, person in enumerate(PEOPLE, start=12):
        page = sheet().margin(f"N° {number}")
        told = UNHEARD.format(**person)
        words = told.split()
        for at in range(0, len(words) if ruled else 0, 4):
            page.row(" ".join(words[at : at + 2]), " ".join(words[at + 2 : at + 4]))
        page.body("" if ruled else told)
        (entry,) = entries_of(f"p{number}", page.page(), form.number)
        badly.append(replace(read_entry(entry, form), fit=0.1))
    context = VolumeContext.of(VolumeReference.parse(BIRTHS))
    again = {one.form.shape for one in read_again(badly, context)}
    assert again == ({"table"} if ruled else {"prose"})
