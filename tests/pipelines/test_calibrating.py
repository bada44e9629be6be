"""Fitting calibration: what is said of how its curves do, and what is written."""

import json

import pytest

from indexing.confidence.calibration import CALIBRATION_FILE, FACTS, from_json
from indexing.confidence.fitting import Sample, fit
from indexing.evaluation.judged_fields import JudgedAct, JudgedField
from indexing.evaluation.summary import HAND, TYPED
from pipelines.calibrating import main, show, write


def readings(volume):
    sure = (4.0, *([1.0] * (len(FACTS) - 1)))
    doubtful = (-4.0, *([0.0] * (len(FACTS) - 1)))
    return [
        Sample(volume, "date", facts, right) for facts, right in ((sure, True), (doubtful, False))
    ] * 20


def act(confidence, right):
    field = JudgedField("1", "sex", "F", "F", right, confidence, right, unsure=False, found=True)
    return JudgedAct("1", (field,))


def test_typed_volumes_and_those_by_hand_are_told_apart(capsys):
    show({TYPED: [act(0.99, True)], HAND: [act(0.4, False)]})
    typed, hand = capsys.readouterr().out.split("expected calibration error, hand")
    assert "0.99 to 1" in typed
    assert "Coverage against error, typed and printed" in typed
    assert hand.startswith(": 0.4000")


def test_what_no_volume_was_judged_of_is_not_shown(capsys):
    show({HAND: [act(0.4, False)]})
    assert TYPED not in capsys.readouterr().out


def test_the_products_own_file_is_replaced_by_nobody_who_did_not_say_so(tmp_path, capsys):
    before = CALIBRATION_FILE.read_bytes()
    with pytest.raises(SystemExit):
        main([str(tmp_path)])
    assert "--out" in capsys.readouterr().err
    assert CALIBRATION_FILE.read_bytes() == before


def test_what_is_written_is_what_indexing_reads(tmp_path):
    fitted = fit([*readings("a"), *readings("b")])
    write(fitted, tmp_path / "calibration.json")
    assert from_json(json.loads((tmp_path / "calibration.json").read_text("utf-8"))).fitted_on == (
        "a",
        "b",
    )
