import io
import os
from pathlib import Path

import pytest

from archive_api.deposit import HIDDEN, Upload, new_delivery_id, stage, sweep

FORM: dict[str, str | int] = {"kind": "birth", "office_code": "04.481.01.07", "year": 1933}


class BrokenOff(io.BytesIO):
    """A file whose sender goes away after the first chunk."""

    def read(self, size: int | None = -1, /) -> bytes:
        raise ConnectionResetError("the sender went away")


def test_nothing_shows_in_the_inbox_before_it_is_published(tmp_path: Path) -> None:
    staged = stage(tmp_path, "one", [Upload("0001.jpg", io.BytesIO(b"x"))], FORM)
    assert [path.name for path in tmp_path.iterdir()] == [f"{HIDDEN}one"]
    staged.publish()
    assert [path.name for path in tmp_path.iterdir()] == ["one"]
    assert sorted(path.name for path in (tmp_path / "one").iterdir()) == ["0001.jpg", "batch.json"]


@pytest.mark.parametrize("last", ["0002.jpg", "volume.zip"])
def test_an_upload_that_breaks_off_leaves_nothing(tmp_path: Path, last: str) -> None:
    uploads = [Upload("0001.jpg", io.BytesIO(b"x")), Upload(last, BrokenOff())]
    zipped = last.endswith(".zip")
    with pytest.raises(ConnectionResetError):
        stage(tmp_path, "one", uploads[1:] if zipped else uploads, {} if zipped else FORM)
    assert list(tmp_path.iterdir()) == []


def test_what_a_crash_left_is_swept_after_a_day_and_not_before(tmp_path: Path) -> None:
    old, recent = tmp_path / f"{HIDDEN}old", tmp_path / f"{HIDDEN}recent"
    delivered = tmp_path / "delivered"
    for folder in (old, recent, delivered):
        folder.mkdir()
        (folder / "0001.jpg").write_bytes(b"x")
    for folder in (old, delivered):
        os.utime(folder, (0, 0))
    sweep(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [recent.name, "delivered"]


def test_delivery_ids_differ() -> None:
    assert len({new_delivery_id() for _ in range(100)}) == 100
