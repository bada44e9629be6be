"""Invented volumes read back, from pixels to acts: how pages lie, what lies on them, strays."""

import io
import random

import cv2
import numpy as np
import pytest
from PIL import Image
from rapidfuzz import fuzz

from archive.register import Kind, RegisterReference, VolumeReference
from indexing.structuring import structure_volume
from ocr.reading import read_page

DPI = 200


@pytest.fixture(scope="module")
def recipe():
    from volumegen.volume import Recipe

    return Recipe


@pytest.fixture(scope="module")
def read(engines):
    """Makes a recipe's volume and reads it back: (its truth, its pages read, its structure)."""
    from volumegen import volume

    def run(made_from, seed):
        made = volume.make(made_from, seed)
        pages = [
            (name, read_page(np.asarray(Image.open(io.BytesIO(data)))[:, :, ::-1], DPI))
            for name, data in made.files.items()
        ]
        told = made.batch
        register = RegisterReference(told["office_code"], Kind(told["kind"]), told["year"])
        structure = structure_volume(VolumeReference(register), pages)
        return made.truth["truth"], pages, structure

    return run


@pytest.fixture(scope="session")
def engines():
    """Skips where no engine is installed."""
    pytest.importorskip("pytesseract")


def numbers(truth):
    return [act["act_number"] for page in truth for act in page["acts"]]


def values(act, name):
    return act.fields[name].value if name in act.fields else None


def test_an_opening_scanned_sideways_is_cut_in_two_and_read_in_order(read, recipe):
    made_from = recipe(
        "fr_births", "type", pages=2, acts=1, dpi=DPI, level=0.2, opening=True, turned=(1,)
    )
    truth, ((_, page),), structure = read(made_from, "opening")
    assert page.rotation == 1
    assert [act.number.number for act in structure.acts] == numbers(truth)
    families = [act["family_name_fr"] for act in truth[0]["acts"]]
    assert [values(act, "family_name_fr") for act in structure.acts] == families


def test_an_act_over_two_pages_is_one_though_they_lie_upside_down(read, recipe):
    made_from = recipe(
        "fr_births", "type", pages=2, acts=1, dpi=DPI, level=0.2, runs_over=True, turned=(2,)
    )
    truth, pages, structure = read(made_from, "over")
    assert [page.rotation for _, page in pages] == [2, 2]
    assert [act.number.number for act in structure.acts] == numbers(truth)
    over = structure.acts[0]
    assert [name for name, _ in over.pages] == ["0001.jpg", "0002.jpg"]
    assert values(over, "drawn_up_date") == truth[0]["acts"][0]["drawn_up_date"]


def test_a_value_is_read_under_a_stamp_and_on_a_dotted_line(recipe):
    from volumegen.sheet import Pen, Sheet

    pen = Pen("DejaVuSans.ttf", "Amiri-Regular.ttf", 44)
    sheet = Sheet(1654, 1100, random.Random(3))
    for row, text in enumerate(["Le trois janvier mil neuf cent", "est née à Sefrou une fille"]):
        y = 300 + 130 * row
        for place, word in enumerate(text.split()):
            sheet.write(word, 150 + 210 * place, y, pen)
        sheet.dots(140, 1500, y)
    sheet.stamp(
        (560, 360), ("صفرو", "SEFROU"), Pen("DejaVuSans.ttf", "Amiri-Regular.ttf", 30), True
    )
    picture = np.asarray(sheet.image)[:, :, ::-1]
    text = " ".join(line.text for line in read_page(picture, DPI).lines)
    for word in ("trois", "janvier", "neuf", "cent", "née", "Sefrou", "fille"):
        assert fuzz.partial_ratio(word, text) >= 70, text


@pytest.fixture(scope="module")
def strays():
    """Strays by name, as the generator draws them (BGR, 200 dpi)."""
    from volumegen import strays
    from volumegen.forms import draw
    from volumegen.people import Town
    from volumegen.sheet import Sheet

    chance = random.Random(4)
    form = draw("ar_births", "type", True, 1990, Town(chance).office(), chance)
    unfilled = strays.unfilled(form, Sheet(2480, 3508, chance), 1)
    drawn = {
        "noise": strays.noise(1),
        "tifinagh": strays.other_script("Tifinagh")[:700],
        "staves": strays.staves(),
        "blank": np.full((2339, 1654, 3), 243, np.uint8),
        "unfilled": cv2.resize(unfilled, (1654, 2339), interpolation=cv2.INTER_AREA),
        "photograph": strays.landscape(3)[900:1700:2, ::2],
    }
    return {name: np.ascontiguousarray(picture[:, :, ::-1]) for name, picture in drawn.items()}


UNREAD = {"page_unreadable", "page_not_recognised"}


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("noise", {"page_unreadable"}),
        ("tifinagh", UNREAD),
        ("photograph", UNREAD | {"page_without_act"}),
        ("staves", {"page_without_act"}),
        ("blank", {"page_without_act"}),
        ("unfilled", {"page_unfilled"}),
    ],
)
def test_what_is_no_page_of_a_register_makes_no_act_and_is_told_of(engines, strays, name, codes):
    volume = VolumeReference(RegisterReference("01.511.01.0", Kind.BIRTH, 1990))
    structure = structure_volume(volume, [(name, read_page(strays[name], DPI))])
    assert structure.acts == ()
    ((told, page),) = [(finding.code, finding.page) for finding in structure.findings]
    assert page == name
    assert told in codes
