import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.box import Box
from archive.register import VolumeReference
from archive_api.iiif import (
    MOST_PIXELS,
    TILE,
    PictureName,
    PictureRefused,
    PictureUnsupported,
    info,
    level_size,
    scale_factors,
    shot,
    tile_of,
    upright,
    upright_size,
)

VOLUME = VolumeReference.parse("04.481.01.07/birth/1933/1")
SCAN = "a" * 64 + ":0"
SIZE = (1600, 2000)


@pytest.mark.parametrize("page", ["0001.png", "scans/a b#1.tif", "1/2/3/0/default.jpg", "٣.jpg"])
@pytest.mark.parametrize("turns", [0, 3])
@pytest.mark.parametrize("rest", [None, "info.json", "full/max/0/default.jpg"])
def test_a_name_is_found_again_in_a_path_whatever_the_page_is_called(
    page: str, turns: int, rest: str | None
) -> None:
    name = PictureName(VOLUME, page, SCAN, turns)
    path = str(name) if rest is None else f"{name}/{rest}"
    assert PictureName.parse(path) == (name, rest)


def test_an_address_holds_its_name_as_one_piece() -> None:
    address = PictureName(VOLUME, "a b/#1.tif", SCAN).address
    assert address.count("/") == 3
    assert "#" not in address and " " not in address


@pytest.mark.parametrize(
    "path", ["", "0001.png", f"a/b/c/d@1/0001.png/{SCAN}", f"{VOLUME}/0001.png/abc:0"]
)
def test_what_is_no_name_is_refused(path: str) -> None:
    with pytest.raises(PictureRefused):
        PictureName.parse(path)


@pytest.mark.parametrize(
    ("region", "box"),
    [
        ("full", Box(0, 0, 1600, 2000)),
        ("square", Box(0, 200, 1600, 1600)),
        ("100,200,300,400", Box(100, 200, 300, 400)),
        ("1500,1900,300,400", Box(1500, 1900, 100, 100)),
        ("pct:50,50,25,10", Box(800, 1000, 400, 200)),
        ("pct:0,0,0.01,0.01", Box(0, 0, 1, 1)),
    ],
)
def test_regions_are_cut_at_the_edge(region: str, box: Box) -> None:
    assert shot(f"{region}/max/0/default.jpg", SIZE).region == box


@pytest.mark.parametrize(
    ("size", "made"),
    [
        ("max", (1600, 2000)),
        ("800,", (800, 1000)),
        (",500", (400, 500)),
        ("100,100", (100, 100)),
        ("pct:25", (400, 500)),
        ("!400,400", (320, 400)),
        ("!9000,9000", (1600, 2000)),
        ("^3200,", (3200, 4000)),
        ("^!3200,3200", (2560, 3200)),
        ("^pct:150", (2400, 3000)),
    ],
)
def test_sizes_are_of_the_region(size: str, made: tuple[int, int]) -> None:
    assert shot(f"full/{size}/0/default.jpg", SIZE).size == made


def test_the_largest_size_is_what_one_answer_may_have() -> None:
    for asked in ("max", "^max"):
        wide, high = shot(f"full/{asked}/0/default.jpg", (20_000, 10_000)).size
        assert MOST_PIXELS * 0.99 < wide * high <= MOST_PIXELS
    assert shot("full/max/0/default.jpg", SIZE).size == SIZE


@pytest.mark.parametrize(
    "asked",
    [
        *("", "full", "full/max/0", "full/max/0/default.jpg/x", "full/full/0/default.jpg"),
        *("0,0,0,10/max/0/default.jpg", "1600,0,10,10/max/0/default.jpg"),
        *("1.5,0,10,10/max/0/default.jpg", "-1,0,10,10/max/0/default.jpg"),
        *("pct:0,0,0,1/max/0/default.jpg", "٣,0,10,10/max/0/default.jpg", "a/max/0/default.jpg"),
        *("full/,/0/default.jpg", "full/0,/0/default.jpg", "full/,0/0/default.jpg"),
        *("full/1601,/0/default.jpg", "full/pct:101/0/default.jpg", "full/pct:0/0/default.jpg"),
        *("full/^9000,9000/0/default.jpg", "full/!0,5/0/default.jpg", "full/^/0/default.jpg"),
        *("full/max/361/default.jpg", "full/max/-90/default.jpg", "full/max/nan/default.jpg"),
        *("full/max/0/best.jpg", "full/max/0/default.exe", "full/max/0/default"),
    ],
)
def test_what_is_malformed_is_refused(asked: str) -> None:
    with pytest.raises(PictureRefused) as refused:
        shot(asked, SIZE)
    assert not isinstance(refused.value, PictureUnsupported)


@pytest.mark.parametrize(
    ("asked", "part"),
    [
        ("full/max/45/default.jpg", "rotation"),
        ("full/max/!0/default.jpg", "rotation"),
        ("full/max/0/bitonal.jpg", "quality"),
        ("full/max/0/default.tif", "format"),
    ],
)
def test_what_the_standard_has_and_we_do_not_is_told_apart(asked: str, part: str) -> None:
    with pytest.raises(PictureUnsupported) as refused:
        shot(asked, SIZE)
    assert refused.value.part == part


@given(st.text(alphabet="0123456789,^!pct:.maxfulsqre/jgdt-", max_size=60))
def test_no_address_makes_more_than_one_answer_may_have(asked: str) -> None:
    try:
        found = shot(asked, SIZE)
    except PictureRefused:
        return
    assert 1 <= found.size[0] * found.size[1] <= MOST_PIXELS
    assert found.region.x + found.region.width <= SIZE[0]
    assert found.region.y + found.region.height <= SIZE[1]


@given(st.integers(1, 20_000), st.integers(1, 20_000))
def test_every_tile_that_the_information_promises_is_one_kept(wide: int, high: int) -> None:
    size = (wide, high)
    told = info("https://archive.example/x", size)
    (tiles,) = told["tiles"]
    assert tiles["scaleFactors"] == scale_factors(size)
    for factor in tiles["scaleFactors"]:
        side = TILE * factor
        x, y = (wide - 1) // side * side, (high - 1) // side * side
        width, height = min(side, wide - x), min(side, high - y)
        small = level_size((width, height), factor)
        asked = shot(f"{x},{y},{width},{height}/{small[0]},{small[1]}/0/default.jpg", size)
        found = tile_of(asked, size)
        assert found is not None
        assert level_size((width, height), found[0]) == small


def test_the_information_says_what_the_standard_asks() -> None:
    told = info("https://archive.example/iiif/image/x", SIZE)
    assert told["@context"] == "http://iiif.io/api/image/3/context.json"
    assert told["type"] == "ImageService3"
    assert told["protocol"] == "http://iiif.io/api/image"
    assert (told["width"], told["height"]) == SIZE
    assert told["sizes"][0] == {"width": 400, "height": 500}
    assert told["sizes"][-1] == {"width": 1600, "height": 2000}


@pytest.mark.parametrize(
    ("turns", "box"),
    [
        (0, Box(10, 20, 30, 40)),
        (1, Box(140, 10, 40, 30)),
        (2, Box(60, 140, 30, 40)),
        (3, Box(20, 60, 40, 30)),
    ],
)
def test_a_box_turns_with_its_scan(turns: int, box: Box) -> None:
    assert upright(Box(10, 20, 30, 40), (100, 200), turns) == box
    assert upright_size((100, 200), turns) == ((200, 100) if turns % 2 else (100, 200))
