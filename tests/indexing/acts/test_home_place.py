"""The office's own name tells the event's place where no label opened it."""

import pytest

from archive.register import VolumeReference
from indexing.acts.home_place import with_home_place
from indexing.entries.cutting import entries_of
from indexing.entries.reading import read_entry
from indexing.forms import all_forms
from indexing.registers.context import VolumeContext

FORM = next(form for form in all_forms() if form.id == "ar_prose_birth")
CONTEXT = VolumeContext.of(VolumeReference.parse("02.533.03.19/birth/1990"))
HOME = CONTEXT.office.name_ar


@pytest.fixture
def place(sheet):
    def told(text: str) -> list[str]:
        (entry,) = entries_of("p1", sheet().body(text).page(), FORM.number)
        reading = with_home_place(read_entry(entry, FORM), CONTEXT)
        return [x.extract.text for x in reading.filled if x.slot.field == "birth_place"]

    return told


def test_home_in_the_sentence_is_where_the_event_was(place):
    assert place(f"المسمى إبراهيم جنسه ذكر مكاتهل {HOME}") == [HOME]


def test_a_place_that_is_told_stays(place):
    assert place(f"ولد ب وجدة المسمى إبراهيم جنسه ذكر وذلك {HOME}") == ["وجدة"]


def test_the_officer_s_office_is_no_event_s_place(place):
    assert place(f"المسمى إبراهيم جنسه ذكر نحن ضابط الحالة المدنية {HOME}") == []


def test_structured_acts_have_it(structure, act_text):
    text = act_text("ar_birth", birth_place=HOME).replace("ولد ب", "")
    (act,) = structure(text, volume="02.533.03.19/birth/1990").acts
    assert act.fields["birth_place_ar"].value == HOME
