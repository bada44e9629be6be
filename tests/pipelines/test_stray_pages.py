"""Pictures of no register among a volume's scans: its acts unharmed, each stray told of."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

SAMPLES = Path(__file__).parents[2] / "samples"
NAME = "fr-deaths-1922-1949"
GREEK = "Όλοι οι άνθρωποι γεννιούνται ελεύθεροι και ίσοι"
SIDES = (1654, 2339)


def noise():
    grain = np.random.default_rng(6).integers(0, 256, (390, 276), dtype=np.uint8)
    return Image.fromarray(grain).resize(SIDES, Image.Resampling.NEAREST)


def greek():
    page = Image.new("L", SIDES, 245)
    for line in range(5):
        font = ImageFont.truetype("DejaVuSerif.ttf", 44)
        ImageDraw.Draw(page).text((150, 300 + 110 * line), GREEK, 40, font)
    return page


@pytest.fixture
def delivery(tmp_path):
    """The sample's one page with a stray before it and two after."""
    folder = tmp_path / "volume"
    shutil.copytree(SAMPLES / "deliveries" / NAME, folder)
    strays = {"noise.png": noise(), "greek.png": greek(), "blank.png": Image.new("L", SIDES, 240)}
    for name, picture in strays.items():
        picture.save(folder / name, dpi=(200, 200))
    batch = json.loads((folder / "batch.json").read_text(encoding="utf-8"))
    batch["pages"] = ["noise.png", *batch["pages"], "greek.png", "blank.png"]
    (folder / "batch.json").write_text(json.dumps(batch), encoding="utf-8")
    return folder


def test_a_volume_keeps_its_acts_and_its_stray_pages_are_told_of(sijill, delivery):
    ingest = sijill("ingest", delivery, "--json")
    out, err = ingest.communicate(timeout=600)
    assert ingest.returncode == 0, err
    (volume,) = json.loads(out)["volumes"]
    told = {finding["page"]: finding for finding in volume["findings"]}
    assert {page: f["code"] for page, f in told.items()} == {
        "noise.png": "page_unreadable",
        "greek.png": "page_unreadable",
    }
    assert "noise.png" in told["noise.png"]["fr"] and "الصفحة" in told["noise.png"]["ar"]

    export = sijill("export", "--format", "jsonl")
    acts = [json.loads(line) for line in export.communicate(timeout=120)[0].splitlines()]
    truth = json.loads((SAMPLES / "truth" / f"{NAME}.json").read_text(encoding="utf-8"))
    known = [str(act["act_number"]) for page in truth["truth"] for act in page["acts"]]
    assert [str(act["act_number"]) for act in acts] == known
