"""The form's batch.json in a zip that came without one, as intake finds it."""

import json
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from archive_api.problems import Problem
from archive_api.zip_manifest import add_manifest
from pipelines.delivery_files import opened_delivery

FORM: Mapping[str, str | int] = {"kind": "birth", "office_code": "04.481.01.07", "year": 1933}


def zipped(path: Path, *names: str) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(name, name)
    return path


@pytest.mark.parametrize("wrapper", ["", "volume/", "سجل/"])
def test_intake_reads_the_form_and_the_pages_in_natural_order(tmp_path: Path, wrapper: str) -> None:
    left = ("__MACOSX/._2.jpg", f"{wrapper}Thumbs.db")
    names = (f"{wrapper}10.jpg", f"{wrapper}2.jpg", f"{wrapper}1b.jpg", *left)
    path = zipped(tmp_path / "volume.zip", *names)
    add_manifest(path, FORM)
    with opened_delivery(path, 10_000) as delivery:
        said = json.loads(delivery.manifest() or b"")
        assert said == {**FORM, "pages": ["1b.jpg", "2.jpg", "10.jpg"]}
        assert set(said["pages"]) == set(delivery.scans)
        assert delivery.read("2.jpg") == f"{wrapper}2.jpg".encode()


@pytest.mark.parametrize("wrapper", ["", "volume/"])
def test_a_volume_described_twice_is_refused_as_it_came(tmp_path: Path, wrapper: str) -> None:
    path = zipped(tmp_path / "volume.zip", f"{wrapper}1.jpg", f"{wrapper}batch.json")
    came = path.read_bytes()
    with pytest.raises(Problem) as told:
        add_manifest(path, FORM)
    assert told.value.code == "upload_mixed"
    assert path.read_bytes() == came


def test_what_is_no_zip_stays_as_it_came_for_intake_to_say_so(tmp_path: Path) -> None:
    path = tmp_path / "volume.zip"
    path.write_bytes(b"no zip at all")
    add_manifest(path, FORM)
    assert path.read_bytes() == b"no zip at all"
