"""Pictures of evaluation: the page with most to look at, its values boxed by what they are."""

import io
import json
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from archive.act import ActReading, FieldReading
from archive.box import Box
from archive.finding import Finding
from archive.records import VolumePage
from archive.register import ActNumber, VolumeReference
from pipelines.evaluating import Extras, evaluate
from pipelines.evaluating_pictures import name_places

VOLUME = VolumeReference.parse("08.201.11.07/birth/1933/1@1")
SIZE = (1400, 900)
# Value read, confidence, and where it stands: right, wrong, unsure, and both.
READ = {
    "given_name_fr": ("Zineb", 1.0, (200, 200, 300, 60)),
    "family_name_fr": ("Tazi", 1.0, (200, 350, 300, 60)),
    "father_given_fr": ("Driss", 0.5, (200, 500, 300, 60)),
    "mother_given_fr": ("Rahma", 0.5, (200, 650, 300, 60)),
}
TRUE = {
    "given_name_fr": "Zineb",
    "family_name_fr": "Fassi",
    "father_given_fr": "Driss",
    "mother_given_fr": "Malika",
}
GREEN, RED, ORANGE, PURPLE = (27, 138, 58), (196, 22, 28), (217, 145, 0), (122, 62, 161)


def strip(drawn: Image.Image) -> int:
    """How high the legend above the page is: what the picture has more than the page."""
    return drawn.height - SIZE[1]


def is_near(seen: tuple[int, ...], colour: tuple[int, ...]) -> bool:
    return max(abs(one - other) for one, other in zip(seen, colour, strict=True)) < 40


def reading(number: int, page: str) -> ActReading:
    fields = {
        name: FieldReading(value, value, sure, (value,), page, Box(*box))
        for name, (value, sure, box) in READ.items()
    }
    if page == "1.jpg":
        fields = {"given_name_fr": fields["given_name_fr"]}
    return ActReading(
        register=VOLUME.register,
        copy=1,
        number=ActNumber(number),
        ordinal=number,
        form="form",
        fields=fields,
        pages=((page, None),),
        findings=tuple(
            Finding("field_unsure", {"percent": 50}, field=name)
            for name, field in fields.items()
            if field.confidence < 1
        ),
    )


@pytest.fixture
def picture(catalogue, vault, settings, tmp_path):
    """The picture of a volume of two pages: one act right on the first, wrong on the second."""

    def page(number: int, paper: str) -> VolumePage:
        written = io.BytesIO()
        Image.new("RGB", SIZE, paper).save(written, "PNG")
        digest = vault.put(written.getvalue())
        return VolumePage(f"{number}.jpg", number, digest, 0, *SIZE, 300)

    def draw() -> Image.Image:
        catalogue.take_in(VOLUME, [page(1, "#dddddd"), page(2, "#ffffff")], "delivery")
        catalogue.keep_acts(VOLUME, [reading(1, "1.jpg"), reading(2, "2.jpg")], {})
        right = {"page": "1.jpg", "shown": ["given_name_fr"], "acts": [{"act_number": 1, **TRUE}]}
        wrong = {"page": "2.jpg", "shown": list(TRUE), "acts": [{"act_number": 2, **TRUE}]}
        head = {"office_code": "08.201.11.07", "kind": "birth", "year": 1933, "part": 1}
        truth = tmp_path / "truth"
        truth.mkdir()
        told = json.dumps(head | {"truth": [right, wrong]})
        (truth / "volume.json").write_text(told, encoding="utf-8")
        extras = Extras(pictures=tmp_path / "pictures")
        assert evaluate(truth, settings, as_json=True, extras=extras) == ""
        return Image.open(tmp_path / "pictures" / "volume.jpg").convert("RGB")

    return draw


def test_each_value_is_boxed_in_the_colour_of_what_became_of_it(picture):
    drawn = picture()
    edges = {name: (x + 150, y + strip(drawn)) for name, (_, _, (x, y, _, _)) in READ.items()}
    colours = dict(zip(READ, (GREEN, RED, ORANGE, PURPLE), strict=True))
    for name, place in edges.items():
        assert is_near(drawn.getpixel(place), colours[name]), name


def test_the_page_with_most_wrong_values_is_drawn(picture):
    drawn = picture()
    assert min(drawn.getpixel((1000, 800 + strip(drawn)))) > 250


def test_the_legend_stands_above_the_page_and_hides_nothing_of_it(picture):
    drawn = picture()
    above = drawn.crop((0, 0, SIZE[0], strip(drawn)))
    told = [pixel for _, pixel in above.getcolors(above.width * above.height)]
    for colour in (GREEN, RED, ORANGE, PURPLE):
        assert any(is_near(pixel, colour) for pixel in told)
    corner = drawn.crop((0, strip(drawn), 600, strip(drawn) + 150))
    assert min(low for low, _ in corner.getextrema()) > 240


places = st.tuples(
    *(st.integers(0, 1300), st.integers(0, 800), st.integers(10, 400), st.integers(10, 80))
)
PAGE = Image.new("RGB", SIZE, "#ffffff")


@given(st.lists(places, min_size=1, max_size=12))
def test_names_stay_on_the_page_wherever_a_box_stands(found):
    boxes = [(x, y, min(x + w, SIZE[0]), min(y + h, SIZE[1])) for x, y, w, h in found]
    for left, top, right, bottom in name_places(boxes, [160] * len(boxes), 20, PAGE):
        assert left >= 0 and top >= 0
        assert right <= SIZE[0] and bottom <= SIZE[1]
        assert (right - left, bottom - top) == (160, 20)


def test_names_of_short_values_in_one_row_do_not_lie_on_each_other():
    boxes = [(x, 300, x + 60, 330) for x in (400, 480, 560, 640)]
    names = name_places(boxes, [160] * 4, 20, PAGE)
    for one, other in combinations([*names, *boxes], 2):
        assert min(one[2], other[2]) <= max(one[0], other[0]) or (
            min(one[3], other[3]) <= max(one[1], other[1])
        )


def test_a_name_leaves_the_printed_label_beside_its_value_to_be_read():
    page = PAGE.copy()
    page.paste("#000000", (470, 280, 700, 330))
    ((_, top, right, bottom),) = name_places([(400, 300, 460, 330)], [160], 20, page)
    assert right <= 470 or top >= 330 or bottom <= 280
