"""Delivering a zip in a real browser: described by itself, or by the form."""

import io
import json
import zipfile

import pytest
from playwright.sync_api import expect

from tests.desk.test_deliver import Keep, Visit, delivered, grave, ready, say_register, scan


def test_a_zip_says_what_it_holds_and_needs_no_form(served, visit: Visit) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        said = {"kind": "death", "office_code": "08.201.11.07", "year": 1951, "pages": ["1.jpg"]}
        archive.writestr("volume/batch.json", json.dumps(said))
        archive.writestr("volume/1.jpg", scan(9))
    page = ready(visit(served, "/deliver"))
    zipped = {"name": "volume.zip", "mimeType": "application/zip", "buffer": packed.getvalue()}
    page.set_input_files("#files", zipped)
    expect(page.locator("#described")).to_contain_text("Décès · 1951")
    expect(page.locator("#form")).to_be_hidden()
    page.click("#send")
    delivery = delivered(page)
    assert (served.settings.inbox / f"{delivery}.zip").read_bytes() == packed.getvalue()


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_a_zip_of_scans_alone_is_described_by_the_form(
    served, visit: Visit, keep_screen: Keep, lang: str
) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for place, name in enumerate(("10.jpg", "2.jpg", ".DS_Store")):
            archive.writestr(f"volume/{name}", scan(place))
    page = ready(visit(served, "/deliver", lang))
    zipped = {"name": "volume.zip", "mimeType": "application/zip", "buffer": packed.getvalue()}
    page.set_input_files("#files", zipped)
    expect(page.locator("#described bdi")).to_have_text("2")
    say_register(page, "Fnideq" if lang == "fr" else "الفنيدق")
    assert grave(page) == []
    keep_screen(page, f"deliver-zip-{lang}")
    page.click("#send")
    delivery = delivered(page)
    with zipfile.ZipFile(served.settings.inbox / f"{delivery}.zip") as archive:
        manifest = json.loads(archive.read("volume/batch.json"))
    assert manifest["pages"] == ["2.jpg", "10.jpg"]
    assert manifest["year"] == 1938


def test_a_zip_of_several_folders_without_a_description_is_refused_at_once(
    served, visit: Visit
) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("one/1.jpg", scan(1))
        archive.writestr("two/1.jpg", scan(2))
    page = ready(visit(served, "/deliver"))
    zipped = {"name": "volumes.zip", "mimeType": "application/zip", "buffer": packed.getvalue()}
    page.set_input_files("#files", zipped)
    expect(page.locator("#problem")).to_contain_text("livrez chaque volume à part")
    expect(page.locator("#send")).to_be_disabled()
