"""An act put together: what nearly all acts of a volume show is asked of each of them."""

import pytest

from archive.act import FieldReading
from archive.register import ActNumber, VolumeReference
from indexing.acts.reading import DecodedAct, act_of, usual_fields
from indexing.confidence.acceptance import Thresholds
from indexing.entries.cutting import entries_of
from indexing.entries.reading import read_entry
from indexing.forms import all_forms
from indexing.registers.context import VolumeContext
from indexing.registers.sequence import SettledNumber
from ocr.page import BoundingBox, Line, Page, Region, Script, Word

FORMS = {form.id: form for form in all_forms()}
CONTEXT = VolumeContext.of(VolumeReference.parse("02.533.03.19/birth/1941"))
NUMBER = SettledNumber(ActNumber(12), 0.99, False, (ActNumber(12),))
BOX = BoundingBox(100, 100, 380, 140)


@pytest.fixture
def act():
    """Makes an act on a form, with fields of these values."""
    line = Line((Word("le", BOX, 0.9),), BOX, Script.LATIN)
    page = Page(2480, 3508, 300, (Region((line,), BOX),), (BoundingBox(0, 0, 2480, 3508),))

    def make(form="fr_prose_birth", **values):
        (entry,) = entries_of("p1", page, FORMS[form].number)
        reading = read_entry(entry, FORMS[form])
        fields = {name: FieldReading(value, "…", 0.99) for name, value in values.items()}
        return DecodedAct(reading, NUMBER, fields, (), ())

    return make


def test_what_nearly_all_acts_show_is_usual(act):
    acts = [act(mother_job_fr="ménagère", sex="F") for _ in range(4)] + [act(sex="M")]
    assert usual_fields(acts) == {"mother_job_fr", "sex"}
    assert usual_fields([*acts, act(sex="M")]) == {"sex"}


def test_a_field_read_without_value_is_not_shown(act):
    assert usual_fields([act(sex=None) for _ in range(3)]) == set()


def test_two_acts_tell_nothing(act):
    assert usual_fields([act(sex="F"), act(sex="F")]) == set()


def test_a_bilingual_form_asks_in_both_scripts(act):
    columns = [act("bi_columns_birth", mother_family_ar="العلوي", sex="F") for _ in range(3)]
    assert usual_fields(columns) == {"mother_family_ar", "mother_family_fr", "sex"}
    prose = [act("fr_prose_birth", mother_family_fr="Alaoui") for _ in range(3)]
    assert usual_fields(prose) == {"mother_family_fr"}


def test_an_act_without_a_usual_field_waits_for_a_person(act):
    whole = act(**dict.fromkeys(FORMS["fr_prose_birth"].expects, "1941-03-04"))

    def judged(usual):
        return act_of(whole, CONTEXT, 1, frozenset(usual), Thresholds(), "")

    assert judged([]).sure
    waiting = judged(["mother_job_fr"])
    assert not waiting.sure
    assert [(f.code, f.field) for f in waiting.findings] == [("field_missing", "mother_job_fr")]


@pytest.mark.parametrize("name", ["given_name_ar", "family_name_ar"])
def test_an_act_that_names_nobody_waits_whatever_its_form_asks(act, name):
    assert name not in FORMS["ar_prose_birth"].expects
    asked = dict.fromkeys(FORMS["ar_prose_birth"].expects, "1941-03-04")
    bare = {**asked, "given_name_ar": "إبراهيم", "family_name_ar": "العلوي"}
    del bare[name]
    judged = act_of(act("ar_prose_birth", **bare), CONTEXT, 1, frozenset(), Thresholds(), "")
    assert not judged.sure
    assert [(f.code, f.field) for f in judged.findings] == [("field_missing", name)]


def test_a_name_in_the_other_script_names_the_person(act):
    asked = dict.fromkeys(FORMS["ar_prose_birth"].expects, "1941-03-04")
    named = act("ar_prose_birth", **asked, given_name_fr="Brahim", family_name_ar="العلوي")
    assert act_of(named, CONTEXT, 1, frozenset(), Thresholds(), "").sure
