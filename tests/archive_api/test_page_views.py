import io
import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from archive.register import VolumeReference
from archive_api.iiif import PictureName, shot
from archive_api.page_images import ImageUndecodable
from archive_api.page_views import PageViews

VOLUME = VolumeReference.parse("04.481.01.07/birth/1933/1")
SIZE = (600, 700)
WHOLE = shot("full/max/0/default.jpg", SIZE)


def name(letter: str, turns: int = 0) -> PictureName:
    return PictureName(VOLUME, "0001.png", f"{letter * 64}:0", turns)


@pytest.fixture
def master() -> Callable[[], bytes]:
    """Gives the bytes of a scan, and counts how often it was asked."""
    out = io.BytesIO()
    Image.effect_noise(SIZE, 60).save(out, "PNG")

    def give() -> bytes:
        give.asked += 1  # type: ignore[attr-defined]
        return out.getvalue()

    give.asked = 0  # type: ignore[attr-defined]
    return give


def test_a_scan_is_decoded_once_and_outlives_the_service(tmp_path: Path, master) -> None:
    for _ in range(3):
        PageViews(tmp_path / "views").part(name("a"), WHOLE, master)
    assert master.asked == 1


def test_what_was_removed_is_made_again(tmp_path: Path, master) -> None:
    views = PageViews(tmp_path / "views")
    first = views.part(name("a"), WHOLE, master)
    for path in (tmp_path / "views").iterdir():
        path.unlink()
    assert views.part(name("a"), WHOLE, master) == first


@pytest.mark.parametrize("harm", [lambda data: data[:-40], lambda data: b"", lambda data: b"x" * 9])
def test_what_was_harmed_is_made_again(tmp_path: Path, master, harm) -> None:
    views = PageViews(tmp_path / "views")
    first = views.part(name("a"), WHOLE, master)
    (path,) = (tmp_path / "views").iterdir()
    path.write_bytes(harm(path.read_bytes()))
    assert views.part(name("a"), WHOLE, master) == first


def test_a_harmed_tile_is_made_again(tmp_path: Path, master) -> None:
    views = PageViews(tmp_path / "views")
    first = views.part(name("a"), WHOLE, master)
    (path,) = (tmp_path / "views").iterdir()
    data = bytearray(path.read_bytes())
    data[2000:2010] = bytes(255 - byte for byte in data[2000:2010])
    path.write_bytes(data)
    assert views.part(name("a"), WHOLE, master) == first


def test_scans_and_turns_are_kept_apart(tmp_path: Path, master) -> None:
    views = PageViews(tmp_path / "views")
    for one in (name("a"), name("b"), name("a", 2)):
        views.part(one, WHOLE, master)
    assert len(list((tmp_path / "views").iterdir())) == 3


def test_those_not_looked_at_for_longest_make_room(tmp_path: Path, master) -> None:
    folder = tmp_path / "views"
    PageViews(folder).part(name("a"), WHOLE, master)
    (first,) = folder.iterdir()
    views = PageViews(folder, most_bytes=int(first.stat().st_size * 2.5))
    views.part(name("b"), WHOLE, master)
    for path in folder.iterdir():
        os.utime(path, (1, 1) if path.name.startswith("b") else (2, 2))
    views.part(name("c"), WHOLE, master)
    assert sorted(path.name[0] for path in folder.iterdir()) == ["a", "c"]


def test_nothing_is_left_of_what_could_not_be_made(tmp_path: Path) -> None:
    with pytest.raises(ImageUndecodable):
        PageViews(tmp_path / "views").part(name("a"), WHOLE, lambda: b"no image")
    assert list((tmp_path / "views").iterdir()) == []


def test_many_at_once_decode_it_once(tmp_path: Path, master) -> None:
    views = PageViews(tmp_path / "views")
    threads = [
        threading.Thread(target=views.part, args=(name("a"), WHOLE, master)) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert master.asked == 1


def test_a_size_is_looked_up_once_and_what_is_not_there_each_time(tmp_path: Path) -> None:
    views, looked = PageViews(tmp_path / "views"), []

    def look() -> tuple[int, int]:
        looked.append(1)
        if len(looked) == 1:
            raise LookupError
        return SIZE

    with pytest.raises(LookupError):
        views.size(name("a"), look)
    assert [views.size(name("a"), look) for _ in range(3)] == [SIZE] * 3
    assert len(looked) == 2
