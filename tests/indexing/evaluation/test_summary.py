"""Volumes in groups, and figures beside what is asked of each group."""

import pytest

from indexing.evaluation.figures import figures
from indexing.evaluation.judged_fields import JudgedAct, JudgedField
from indexing.evaluation.summary import (
    HAND,
    HAND_FRENCH,
    HAND_OTHER,
    TOTAL,
    TYPED,
    groups_of,
    summary_rows,
    summary_to_json,
)


def truth(*shown, **others):
    return {"truth": [{"shown": list(shown)}], **others}


@pytest.mark.parametrize(
    ("told", "name", "groups"),
    [
        (truth("sex", fill="type"), "a", (TYPED, TOTAL)),
        (truth("sex", fill="pdf"), "a-hand-1", (TYPED, TOTAL)),
        (truth("job_fr", fill="hand"), "a", (HAND_FRENCH, HAND, TOTAL)),
        (truth("job_fr", "job_ar", fill="hand"), "a", (HAND_OTHER, HAND, TOTAL)),
        (truth("job_ar"), "ar-hand-1", (HAND_OTHER, HAND, TOTAL)),
        (truth("job_ar"), "ar-type-1", (TYPED, TOTAL)),
    ],
)
def test_a_volume_is_counted_by_its_truth_s_mark_else_by_its_name(told, name, groups):
    assert groups_of(told, name) == groups


def read(right):
    field = JudgedField("1", "sex", "F", "F", right, 0.9, right, unsure=False, found=True)
    return figures([JudgedAct("1", (field,) * 4, accepted=True)])


def row(group, told, name="shown fields right"):
    return next(cells[1] for cells in summary_rows({group: told}) if cells[0] == name)


def test_a_figure_stands_beside_its_target_and_whether_it_is_met():
    assert row(TYPED, read(True)) == "100.0 % (4/4)\n≥ 98 % ✓"
    assert row(TYPED, read(False)) == "0.0 % (0/4)\n≥ 98 % ✗"


def test_where_nothing_is_asked_no_target_stands():
    assert row(HAND_OTHER, read(True)) == "100.0 % (4/4)"


def test_errors_are_met_from_below():
    assert row(HAND_FRENCH, read(False), "keystrokes against keying all").endswith("≤ 25 % ✗")
    assert row(HAND_FRENCH, read(True), "keystrokes against keying all").endswith("≤ 25 % ✓")
    assert row(HAND, read(True), "expected calibration error") == "0.100\n≤ 0.05 ✗"


def test_every_figure_of_every_group_is_told_with_its_target():
    told = summary_to_json({TYPED: read(True), TOTAL: read(True)})
    found = next(one for one in told if one["figure"] == "shown fields right")
    assert found == {**found, "group": TYPED, "value": 1.0, "target": 0.98, "met": True}
    assert all(one["met"] is None for one in told if one["group"] == TOTAL)


def test_what_nothing_was_shown_of_has_no_verdict():
    told = summary_to_json({TYPED: figures([])})
    assert next(o for o in told if o["figure"] == "shown fields right")["met"] is None
