"""Evaluating: what is held is judged as the machine read it, what is not is named and left out."""

import json

import pytest

from archive.act import ActReading, FieldReading
from archive.records import VolumePage
from archive.register import ActNumber, VolumeReference
from pipelines.evaluating import Extras, evaluate

REGISTER = "08.201.11.07/birth/1933/1"


@pytest.fixture
def truths(tmp_path):
    """Truth of two volumes of one act each, the parts 1 and 2 of a register."""
    folder = tmp_path / "truth"
    folder.mkdir()
    for part in (1, 2):
        head = {"office_code": "08.201.11.07", "kind": "birth", "year": 1933, "part": part}
        act = {"act_number": 1, "given_name_fr": "Zineb"}
        page = {"page": "1.jpg", "shown": ["act_number", "given_name_fr"], "acts": [act]}
        told = json.dumps(head | {"truth": [page]})
        (folder / f"part-{part}.json").write_text(told, encoding="utf-8")
    return folder


@pytest.fixture
def held(catalogue):
    """Part 1 taken in, its one act read as Zohra."""
    volume = VolumeReference.parse(f"{REGISTER}@1")
    page = VolumePage("1.jpg", 1, "1" * 64, 0, 800, 1100, 300)
    catalogue.take_in(volume, [page], "delivery")
    reading = ActReading(
        register=volume.register,
        copy=1,
        number=ActNumber(1),
        ordinal=1,
        form="form",
        fields={"given_name_fr": FieldReading("Zohra", "Zohra", 0.9, ("Zohra",))},
        pages=(("1.jpg", None),),
    )
    catalogue.keep_acts(volume, [reading], {})
    return catalogue


@pytest.fixture
def report(truths, settings, tmp_path):
    """Evaluates and gives what was written."""

    def run():
        file = tmp_path / "report.json"
        assert evaluate(truths, settings, as_json=True, extras=Extras(report=file)) == ""
        return json.loads(file.read_text("utf-8"))

    return run


def test_volumes_that_are_not_held_are_named_and_counted_nowhere(held, report, capsys):
    told = report()
    assert told["not_held"] == ["part-2"]
    assert [one["volume"] for one in told["volumes"]] == ["part-1", "total"]
    assert told["volumes"][-1]["acts"]["of"] == 1
    assert "1 of 2 volumes are not held: part-2" in capsys.readouterr().err


def test_an_archive_that_holds_none_is_told_from_one_that_read_nothing_right(truths, settings):
    assert "none of the 2 volumes" in evaluate(truths, settings, as_json=True)


def test_what_a_person_corrected_is_still_what_the_machine_misread(held, report, capsys):
    before = report()["volumes"][0]
    act = held.act(f"{REGISTER}/1")
    held.verify(act.act_id, {"given_name_fr": "Zineb"}, "person", act.version)
    after = report()["volumes"][0]
    assert (before["values"]["count"], before["accepted"]["count"]) == (1, 0)
    assert (after["values"], after["accepted"]) == (before["values"], before["accepted"])
    assert "1 acts that people verified" in capsys.readouterr().err
