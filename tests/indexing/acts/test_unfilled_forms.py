"""A form as it came from the printer makes no act; the same form filled in does."""

import pytest

FORMS = [
    ("fr_birth", "02.533.03.19/birth/1941"),
    ("fr_death", "02.533.03.19/death/1941"),
    ("ar_birth", "02.533.03.19/birth/1990"),
    ("ar_death", "02.533.03.19/death/1990"),
]


@pytest.mark.parametrize(("form", "volume"), FORMS)
def test_a_form_nobody_filled_in_waits_for_a_person(structure, printed_text, form, volume):
    found = structure(printed_text(form), volume=volume)
    assert found.acts == ()
    assert found.page_kinds["p1"] in ("unfilled", "other")
    assert [finding.page for finding in found.findings] == ["p1"]


@pytest.mark.parametrize(("form", "volume"), FORMS)
def test_it_leaves_its_volume_s_acts_alone(structure, act_text, printed_text, form, volume):
    alone = structure(act_text(form, number="12"), volume=volume)
    found = structure(act_text(form, number="12"), printed_text(form), volume=volume)
    assert [act.number for act in found.acts] == [act.number for act in alone.acts]
    assert found.acts[0].fields.keys() == alone.acts[0].fields.keys()


def test_labels_among_writing_that_was_badly_read_stay_an_act(sheet, structure, printed_text):
    scrawled = printed_text("fr_birth").replace("........", "hnnlsa")
    (act,) = structure(sheet(0.6).body(scrawled)).acts
    assert act.number is None and not act.sure


def test_an_act_without_its_number_stays_one(structure, act_text):
    (act,) = structure(act_text("fr_birth", number="")).acts
    assert act.number is None
