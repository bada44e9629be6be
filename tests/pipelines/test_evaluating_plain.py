"""Plain Tesseract beside Sijill: what stands in its text, of what the pages show."""

import io
import json
import shutil

import pytest
from PIL import Image, ImageDraw

from archive.act import ActReading, FieldReading
from archive.records import VolumePage
from archive.register import ActNumber, VolumeReference
from pipelines.evaluating import Extras, evaluate

VOLUME = VolumeReference.parse("08.201.11.07/birth/1933/1@1")
pytestmark = pytest.mark.skipif(shutil.which("tesseract") is None, reason="needs tesseract")


@pytest.fixture
def written(vault):
    """Puts a page of printed lines into the vault and gives it as a volume's page."""

    def page(*lines: str) -> VolumePage:
        paper = Image.new("RGB", (900, 400), "white")
        brush = ImageDraw.Draw(paper)
        for place, line in enumerate(lines):
            brush.text((60, 60 + 90 * place), line, fill="black", font_size=44)
        data = io.BytesIO()
        paper.save(data, "PNG", dpi=(300, 300))
        return VolumePage("1.png", 1, vault.put(data.getvalue()), 0, 900, 400, 300)

    return page


@pytest.fixture
def compared(catalogue, settings, tmp_path, written):
    """Evaluates a page that tells of Zineb Tazi, of whom Sijill read ``fields``."""

    def report(as_json: bool = True, **fields: str) -> dict:
        catalogue.take_in(VOLUME, [written("Nom : Tazi", "Prénom : Zineb")], "delivery")
        read = {name: FieldReading(value, value, 1.0, (value,)) for name, value in fields.items()}
        shown = (("1.png", None),)
        act = ActReading(VOLUME.register, 1, ActNumber(7), 1, "form", read, shown)
        catalogue.keep_acts(VOLUME, [act], {})
        true = {"act_number": 7, "given_name_fr": "Zineb", "family_name_fr": "Tazi"}
        true |= {"father_given_fr": "Driss"}
        page = {"page": "1.png", "shown": list(true), "acts": [true]}
        head = {"office_code": "08.201.11.07", "kind": "birth", "year": 1933, "part": 1}
        truth, file = tmp_path / "volume.json", tmp_path / "out" / "report.json"
        truth.write_text(json.dumps(head | {"truth": [page]}), encoding="utf-8")
        file.parent.mkdir()
        assert evaluate(truth, settings, as_json, Extras(report=file, plain=True)) == ""
        return json.loads(file.read_text("utf-8"))["plain"]

    return report


def test_what_stands_in_plain_text_is_counted_beside_what_sijill_read_right(compared):
    told = compared(given_name_fr="Zineb", family_name_fr="Fassi")
    plain, ours = told["volume"], told["volume"]["sijill"]
    # A single figure stands in any text and is not credited; the father is on no page.
    assert (plain["count"], plain["of"]) == (2, 4)
    assert (ours["count"], ours["of"]) == (2, 4)
    assert told["total"] == told["volume"]


def test_people_are_shown_how_many_times_as_many_values_sijill_read(compared, capsys):
    compared(as_json=False, given_name_fr="Zineb", family_name_fr="Tazi", father_given_fr="Driss")
    assert "2.00" in capsys.readouterr().out
