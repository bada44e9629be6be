"""What is exported: the archive, a register, or what one of its originals says."""

import io
import json

import pytest

from archive.act import ActReading, FieldReading
from archive.errors import VolumeUnknown
from archive.records import VolumePage
from archive.register import ActNumber, VolumeReference
from pipelines.exporting import export

REGISTER = "08.201.11.07/birth/1933/1"


@pytest.fixture
def read_as(catalogue):
    """Takes an original in and keeps acts read in it: given names by number."""

    def keep(copy, names):
        volume = VolumeReference.parse(f"{REGISTER}@{copy}")
        page = VolumePage("1.jpg", 1, f"{copy}" * 64, 0, 800, 1100, 300)
        catalogue.take_in(volume, [page], "delivery")
        readings = [
            ActReading(
                register=volume.register,
                copy=copy,
                number=ActNumber(number),
                ordinal=place,
                form="form",
                fields={"given_name_fr": FieldReading(name, name, 0.9, (name,))},
                pages=(("1.jpg", None),),
            )
            for place, (number, name) in enumerate(names.items(), start=1)
        ]
        catalogue.keep_acts(volume, readings, {})

    return keep


@pytest.fixture
def exported(settings):
    """Exports and gives the given names by act number."""

    def run(wanted=None):
        written = io.StringIO()
        export(settings, wanted, written)
        acts = [json.loads(line) for line in written.getvalue().splitlines()]
        return {
            act["act_number"]: (act["copy"], act["fields"]["given_name_fr"]["value"])
            for act in acts
        }

    return run


def test_an_original_is_exported_as_it_was_read_itself(read_as, exported):
    read_as(1, {1: "Zineb", 2: "Ali"})
    read_as(2, {1: "Zeineb", 3: "Omar"})
    assert exported() == {1: (1, "Zineb"), 2: (1, "Ali"), 3: (2, "Omar")}
    assert exported(REGISTER) == exported()
    assert exported(f"{REGISTER}@1") == {1: (1, "Zineb"), 2: (1, "Ali")}
    assert exported(f"{REGISTER}@2") == {1: (2, "Zeineb"), 3: (2, "Omar")}


def test_a_persons_decision_lies_over_every_original(read_as, exported, catalogue):
    read_as(1, {1: "Zineb"})
    read_as(2, {1: "Zeineb"})
    act = catalogue.act(f"{REGISTER}/1")
    catalogue.verify(act.act_id, {"given_name_fr": "Zaynab"}, "officer", act.version)
    assert exported(f"{REGISTER}@2") == {1: (2, "Zaynab")}


def test_what_is_not_held_is_an_error(read_as, exported):
    read_as(1, {1: "Zineb"})
    with pytest.raises(VolumeUnknown):
        exported(f"{REGISTER}@2")
    with pytest.raises(VolumeUnknown):
        exported("08.201.11.07/birth/1934/1")
