"""Uploads as they lie on disk: whatever stops the process, no checked byte is lost or doubled."""

import hashlib
import os
import shutil
import time
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from archive.catalogue import Catalogue
from archive.settings import Settings
from archive_api import upload_folder
from archive_api.deposit import HIDDEN, Staged, sweep
from archive_api.problems import Problem
from archive_api.uploads import Uploads, volume_of_form

FORM: dict[str, str | int] = {
    "kind": "birth",
    "office_code": "04.481.01.07",
    "year": 1933,
    "part": 1,
    "copy": 1,
}
SCAN = b"an invented scan, in two chunks"


def sha256(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def begun(settings: Settings, *names: str) -> str:
    files = [(name, len(SCAN)) for name in names or ("0001.jpg",)]
    return Uploads(settings).begin("amina", files, FORM).announced.upload_id


def refusal(call: Any, *args: Any) -> str:
    with pytest.raises(Problem) as caught:
        call(*args)
    return caught.value.code


@pytest.fixture
def catalogue(home: Settings) -> Catalogue:
    return Catalogue.open(home)


def test_another_process_goes_on_where_the_first_was_stopped(
    home: Settings, catalogue: Catalogue
) -> None:
    upload = begun(home)
    assert Uploads(home).append(upload, 0, 0, SCAN[:10]) == 10
    assert Uploads(home).upload(upload).kept == (10,)
    assert Uploads(home).append(upload, 0, 10, SCAN[10:], sha256(SCAN)) == len(SCAN)
    assert Uploads(home).publish(upload, catalogue) == upload
    assert (home.inbox / upload / "0001.jpg").read_bytes() == SCAN
    assert sorted(path.name for path in home.inbox.iterdir()) == [upload]


def test_bytes_written_just_before_a_crash_do_not_count(home: Settings) -> None:
    upload = begun(home)
    uploads = Uploads(home)
    uploads.append(upload, 0, 0, SCAN[:10])
    file = home.inbox / f"{HIDDEN}{upload}" / "files" / "0001.jpg"
    with file.open("ab") as cut_off:
        cut_off.write(b"unchecked")
    assert uploads.upload(upload).kept == (10,)
    assert uploads.kept_digest(upload, 0) == sha256(SCAN[:10])
    uploads.append(upload, 0, 10, SCAN[10:], sha256(SCAN))
    assert file.read_bytes() == SCAN


def test_a_line_cut_off_by_a_crash_is_passed_over(home: Settings) -> None:
    upload = begun(home)
    uploads = Uploads(home)
    uploads.append(upload, 0, 0, SCAN[:10])
    with (home.inbox / f"{HIDDEN}{upload}" / "kept").open("a") as journal:
        journal.write("\n0 2")
    assert uploads.upload(upload).kept == (10,)
    uploads.append(upload, 0, 10, SCAN[10:20])
    assert uploads.upload(upload).kept == (20,)


def test_a_file_that_the_disk_lost_begins_again(home: Settings) -> None:
    upload = begun(home)
    uploads = Uploads(home)
    uploads.append(upload, 0, 0, SCAN[:10])
    (home.inbox / f"{HIDDEN}{upload}" / "files" / "0001.jpg").unlink()
    assert refusal(uploads.append, upload, 0, 10, SCAN[10:], sha256(SCAN)) == (
        "upload_offset_differs"
    )
    assert uploads.upload(upload).kept == (0,)


@pytest.mark.parametrize("name", ["0001.jpg", "volume.zip"])
def test_a_publication_cut_off_after_the_rename_is_ended_and_not_repeated(
    home: Settings, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    uploads = Uploads(home)
    form = {} if name.endswith(".zip") else FORM
    upload = uploads.begin("amina", [(name, len(SCAN))], form).announced.upload_id
    uploads.append(upload, 0, 0, SCAN, sha256(SCAN))

    def killed(_: Path) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as cut, pytest.raises(KeyboardInterrupt):
        cut.setattr("archive_api.uploads.remove_folder", killed)
        uploads.publish(upload, catalogue)
    (published,) = (path for path in home.inbox.iterdir() if not path.name.startswith("."))
    if published.is_dir():
        shutil.rmtree(published)
    else:
        published.unlink()
    assert uploads.publish(upload, catalogue) == upload
    assert list(home.inbox.iterdir()) == []


def test_a_publication_cut_off_before_the_rename_is_ended(
    home: Settings, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    uploads, upload = Uploads(home), begun(home)
    uploads.append(upload, 0, 0, SCAN, sha256(SCAN))

    def killed(_: Staged) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as cut, pytest.raises(KeyboardInterrupt):
        cut.setattr(Staged, "publish", killed)
        uploads.publish(upload, catalogue)
    assert not (home.inbox / upload).exists()
    uploads.publish(upload, catalogue)
    assert sorted(path.name for path in (home.inbox / upload).iterdir()) == [
        "0001.jpg",
        "batch.json",
    ]


def test_nothing_of_a_chunk_stays_when_the_disk_is_full(
    home: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    uploads, upload = Uploads(home), begun(home)
    uploads.append(upload, 0, 0, SCAN[:10])
    write = os.write

    def full(handle: int, data: bytes) -> int:
        if len(data) > 1:
            return write(handle, data[:1])
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken, pytest.raises(OSError, match="No space"):
        broken.setattr("archive_api.upload_folder.os.write", full)
        uploads.append(upload, 0, 10, SCAN[10:20])
    assert (home.inbox / f"{HIDDEN}{upload}" / "files" / "0001.jpg").read_bytes() == SCAN[:10]
    assert uploads.append(upload, 0, 10, SCAN[10:20]) == 20


def test_more_than_the_disk_has_room_for_is_not_begun(
    home: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Usage(NamedTuple):
        free: int

    monkeypatch.setattr("archive_api.uploads.shutil.disk_usage", lambda _: Usage(10))
    assert refusal(begun, home) == "disk_full"
    assert list(home.inbox.iterdir()) == []


def test_the_quotas_of_the_settings_hold(tmp_path: Path) -> None:
    gigabyte = 1000**3
    uploads = Uploads(
        Settings.at(tmp_path, upload_gigabytes=2, unfinished_gigabytes=1)  # of all together
    )
    assert refusal(uploads.begin, "amina", [("0.jpg", 3 * gigabyte)], FORM) == "upload_too_large"
    assert refusal(uploads.begin, "amina", [("0.jpg", gigabyte + 1)], FORM) == "uploads_full"
    uploads.begin("amina", [("0.jpg", gigabyte // 2)], FORM)
    assert refusal(uploads.begin, "driss", [("0.jpg", gigabyte // 2 + 1)], FORM) == "uploads_full"


def test_an_upload_nobody_goes_on_with_ends_after_the_days_of_the_settings(
    home: Settings,
) -> None:
    old, recent = begun(home), begun(home)
    eight_days_ago = time.time() - 8 * 24 * 3600
    folder = home.inbox / f"{HIDDEN}{old}"
    for path in (folder / "kept", folder):
        os.utime(path, (eight_days_ago, eight_days_ago))
    sweep(home.inbox)
    assert folder.exists()
    Uploads(home).sweep()
    assert [one.announced.upload_id for one in Uploads(home).unfinished()] == [recent]
    assert not folder.exists()


def test_one_file_is_written_by_one_at_a_time(home: Settings) -> None:
    uploads, upload = Uploads(home), begun(home, "0001.jpg", "0002.jpg")
    with upload_folder.one_file(home.inbox / f"{HIDDEN}{upload}", "0001.jpg"):
        assert refusal(uploads.append, upload, 0, 0, SCAN[:10]) == "upload_busy"
        assert uploads.append(upload, 1, 0, SCAN[:10]) == 10


@pytest.mark.parametrize("name", ["x" * 250 + ".jpg", "../0001.jpg", "a/0001.jpg", ".hidden"])
def test_a_name_that_is_a_path_or_too_long_is_refused(home: Settings, name: str) -> None:
    assert refusal(begun, home, name) == "upload_names_invalid"


def test_an_id_that_is_a_path_is_unknown(home: Settings) -> None:
    assert refusal(Uploads(home).upload, "../../etc") == "upload_unknown"


def test_the_volume_is_known_from_the_form() -> None:
    assert str(volume_of_form(FORM)) == "04.481.01.07/birth/1933/1@1"
    assert volume_of_form({}) is None
