"""Manifests and folders: what is sound, and that every problem is told at once."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.delivery import compare_files, is_delivered_scan, page_name, read_manifest
from archive.finding import Severity

SOUND = {
    "kind": "birth",
    "office_code": "08.201.11.07",
    "year": 1933,
    "pages": ["0001.jpg", "0002.jpg"],
}


def reading(**changes):
    content = {key: value for key, value in {**SOUND, **changes}.items() if value is not ...}
    return read_manifest(json.dumps(content).encode(), lambda code: code == "08.201.11.07")


def told(found):
    return {(finding.code, finding.params.get("name")) for finding in found.findings}


def test_a_sound_manifest_names_its_volume_part_and_copy_one():
    manifest = reading().manifest
    assert str(manifest.volume) == "08.201.11.07/birth/1933/1@1"
    assert manifest.pages == ("0001.jpg", "0002.jpg")
    assert not manifest.supplement
    assert str(reading(part=2, copy=2).volume) == "08.201.11.07/birth/1933/2@2"


def test_a_byte_order_mark_and_fields_of_others_do_no_harm():
    data = b"\xef\xbb\xbf" + json.dumps({**SOUND, "office_fr": "Sidi"}).encode()
    assert read_manifest(data, lambda code: True).manifest is not None


def test_every_problem_is_told_at_once():
    found = reading(kind="wedding", office_code="99.1", year=..., pages=["a.jpg", "../b.jpg"])
    assert told(found) == {
        ("manifest_field_invalid", "kind"),
        ("manifest_field_invalid", "office_code"),
        ("manifest_field_missing", "year"),
        ("manifest_field_invalid", "pages"),
    }
    assert found.manifest is None
    assert found.pages == ("a.jpg",)


def test_an_office_nobody_knows_is_told_by_its_code():
    assert told(reading(office_code="99.999.99.99")) == {("office_unknown", None)}


def test_the_volume_is_known_though_the_page_list_is_wrong():
    found = reading(pages="0001.jpg")
    assert found.manifest is None
    assert str(found.volume) == "08.201.11.07/birth/1933/1@1"


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from([*SOUND, "part", "copy", "supplement"]), json_values))
def test_any_manifest_is_either_sound_or_refused_with_reasons(content):
    found = read_manifest(json.dumps({**SOUND, **content}).encode(), lambda code: True)
    assert (found.manifest is None) == bool(found.findings)
    for finding in found.findings:
        assert finding.severity is Severity.REFUSE
        assert finding.text("fr")
        assert finding.text("ar")


@given(st.binary(max_size=200))
def test_any_bytes_are_read_without_an_accident(data):
    assert read_manifest(data, lambda code: True).findings


def test_folder_and_list_are_compared_both_ways():
    digests = {"a.jpg": "1", "b.jpg": "1", "c.jpg": "2"}
    found = compare_files(["a.jpg", "b.jpg", "d.jpg"], digests)
    assert [(finding.code, finding.page) for finding in found] == [
        ("page_missing", "d.jpg"),
        ("page_unlisted", "c.jpg"),
        ("page_twice", "b.jpg"),
    ]
    assert "a.jpg" in found[-1].text("ar")


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("0001.jpg", True),
        ("scans/0001.jpg", True),
        ("notes.txt", True),
        ("batch.json", False),
        (".DS_Store", False),
        ("scans/Thumbs.db", False),
        ("__MACOSX/0001.jpg", False),
    ],
)
def test_what_counts_as_delivered(name, counts):
    assert is_delivered_scan(name) is counts


def test_frames_are_counted_from_one_in_names():
    assert page_name("a.tif", 0, 1) == "a.tif"
    assert [page_name("a.tif", frame, 2) for frame in range(2)] == ["a.tif#1", "a.tif#2"]
