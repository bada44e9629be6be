"""Fitting calibration: what is said of how its curves do, and what is written."""

import json

from indexing.calibration import FACTS, from_json
from indexing.calibration_fitting import Sample, fit
from pipelines.calibrating import show, write


def readings(volume):
    sure = (4.0, *([1.0] * (len(FACTS) - 1)))
    doubtful = (-4.0, *([0.0] * (len(FACTS) - 1)))
    return [
        Sample(volume, "date", facts, right) for facts, right in ((sure, True), (doubtful, False))
    ] * 20


def test_curves_are_judged_by_volumes_that_they_do_not_know(capsys):
    show([*readings("a"), *readings("b")])
    assert "expected calibration error" in capsys.readouterr().out


def test_one_volume_alone_is_fitted_but_judged_by_no_other(capsys):
    show(readings("a"))
    assert "one volume alone" in capsys.readouterr().out


def test_what_is_written_is_what_indexing_reads(tmp_path):
    fitted = fit([*readings("a"), *readings("b")])
    write(fitted, tmp_path / "calibration.json")
    assert from_json(json.loads((tmp_path / "calibration.json").read_text("utf-8"))).fitted_on == (
        "a",
        "b",
    )
