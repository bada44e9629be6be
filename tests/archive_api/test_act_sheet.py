from collections.abc import Callable
from dataclasses import replace

import pytest

from archive.act import FIELD_NAMES, Act, ActReading, ActState, FieldReading
from archive.box import Box
from archive.finding import Finding
from archive.register import Kind, VolumeReference
from archive_api.act_sheet import names_of, sections
from archive_api.iiif import PictureName
from archive_api.iiif_manifest import ShownPage

SCAN = "a" * 64 + ":0"


@pytest.fixture
def act(act_reading: Callable[..., ActReading]) -> Act:
    reading = act_reading()
    return Act("66", reading.register, reading.number, ActState.ACCEPTED, reading, reading.fields)


def page(scan: str = SCAN, turns: int = 0) -> ShownPage:
    volume = VolumeReference.parse("04.481.01.07/birth/1933/1")
    size = (2000, 1600) if turns else (1600, 2000)
    return ShownPage(PictureName(volume, "0001.png", scan, turns), size, (1600, 2000))


@pytest.mark.parametrize("kind", [Kind.BIRTH, Kind.DEATH])
def test_every_field_there_is_has_a_section(
    act_reading: Callable[..., ActReading], kind: Kind
) -> None:
    reading = act_reading(values=dict.fromkeys(FIELD_NAMES, "1933"), kind=kind)
    act = Act("66", reading.register, None, ActState.ACCEPTED, reading, reading.fields)
    found = [line.name for section in sections(act, [], "fr") for line in section.lines]
    assert sorted(found) == sorted(FIELD_NAMES)


def test_boxes_are_those_of_the_upright_page(act: Act) -> None:
    (first, *_) = sections(act, [page(turns=2)], "fr")
    assert first.lines[0].box == Box(1600 - 600, 2000 - 360, 400, 60)


def test_a_field_read_from_another_scan_has_no_place_on_this_one(act: Act) -> None:
    elsewhere = replace(act, scans={"0001.png": "b" * 64 + ":0"})
    (first, *_) = sections(elsewhere, [page()], "fr")
    assert (first.lines[0].page, first.lines[0].box) == (None, None)


def test_a_verified_act_has_no_doubtful_field(act: Act) -> None:
    unsure = Finding("field_unsure", {"percent": 40}, field="sex")
    found = replace(act, findings=(unsure,))

    def doubtful(act: Act) -> list[str]:
        shown = sections(act, [page()], "fr")
        return [line.name for section in shown for line in section.lines if line.doubtful]

    assert doubtful(found) == ["sex"]
    assert doubtful(replace(found, state=ActState.VERIFIED)) == []


def test_a_field_that_says_nothing_is_left_out(act: Act) -> None:
    nothing = FieldReading(value=None, raw="", confidence=0.0)
    shown = sections(replace(act, fields={"sex": nothing, "year": act.fields["sex"]}), [], "fr")
    assert [line.name for section in shown for line in section.lines] == ["year"]


def test_a_script_without_a_name_is_absent(act: Act) -> None:
    latin = {name: field for name, field in act.fields.items() if not name.endswith("_ar")}
    assert names_of(replace(act, fields=latin)) == {"fr": "Khadija Benabdallah"}
