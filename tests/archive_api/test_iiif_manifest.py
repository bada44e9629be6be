from dataclasses import replace

import pytest

from archive.act import Act, ActReading, ActState
from archive.box import Box
from archive.register import ActNumber, Kind, RegisterReference, VolumeReference
from archive_api.iiif import PictureName
from archive_api.iiif_manifest import ShownPage, manifest, viewing_direction

REGISTER = RegisterReference("04.481.01.07", Kind.BIRTH, 1933)
VOLUME = VolumeReference(REGISTER)
SCAN = "a" * 64 + ":0"
PAGE = ShownPage(PictureName(VOLUME, "a b#1.tif", SCAN, 1), (2000, 1000), (1000, 2000))


def act(form: str = "fr_prose_birth", pages: tuple[tuple[str, Box | None], ...] = ()) -> Act:
    reading = ActReading(REGISTER, 1, ActNumber(66), 1, form, {}, pages)
    return Act("66", REGISTER, ActNumber(66), ActState.ACCEPTED, reading, {})


@pytest.mark.parametrize(
    ("forms", "direction"),
    [
        (["fr_prose_birth"], "left-to-right"),
        (["ar_prose_birth"], "right-to-left"),
        (["bi_table_birth", "bi_table_birth", "fr_prose_birth"], "right-to-left"),
        ([], "left-to-right"),
    ],
)
def test_pages_follow_each_other_as_the_register_is_bound(forms: list[str], direction: str) -> None:
    assert viewing_direction([act(form) for form in forms]) == direction


def test_an_act_is_where_it_stands_on_the_upright_page() -> None:
    stands = act(pages=(("a b#1.tif", Box(100, 200, 300, 400)),))
    (one,) = manifest("https://archive.example", VOLUME, [PAGE], [stands])["structures"]
    (place,) = one["items"]
    assert place["id"].endswith("/canvas/a%20b%231.tif#xywh=1400,100,400,300")
    assert one["label"] == {"fr": ["Acte 66"], "ar": ["رسم 66"]}


def test_an_act_of_a_replaced_scan_is_on_no_canvas() -> None:
    stands = act(pages=(("a b#1.tif", None),))
    replaced = replace(stands, scans={"a b#1.tif": "b" * 64 + ":0"})
    assert manifest("https://archive.example", VOLUME, [PAGE], [replaced])["structures"] == []
