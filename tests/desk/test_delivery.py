"""A delivery followed in a real browser: until it is read, and through a restarted server."""

import io
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import expect

from archive.catalogue import Catalogue
from archive.finding import Finding
from archive.records import DeliveryStatus
from archive.register import VolumeReference
from tests.desk.looking import Keep, Visit, grave

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "samples" / "deliveries" / "ar-births-1976-2001"


def scan(shade: int, size: tuple[int, int] = (300, 400)) -> bytes:
    out = io.BytesIO()
    Image.new("L", size, shade).save(out, "JPEG")
    return out.getvalue()


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_a_folder_is_delivered_and_watched_until_it_is_read(
    served, watching: None, visit: Visit, keep_screen: Keep, lang: str
) -> None:
    page = visit(served, "/deliver", lang)
    page.wait_for_selector("html[data-ready]", state="attached")
    page.set_input_files("#folder", SAMPLE)
    expect(page.locator("#described")).to_be_visible()
    expect(page.locator("#form")).to_be_hidden()
    expect(page.locator("#strip .pictured")).to_have_count(1)
    keep_screen(page, f"deliver-{lang}")
    page.click("#send")
    page.wait_for_url("**/deliver/2*")
    delivery = page.url.rpartition("/")[2]
    expect(page.locator("#state .done")).to_be_visible(timeout=180_000)
    expect(page.locator("#live")).to_be_hidden()
    keep_screen(page, f"delivery-{lang}")
    catalogue = Catalogue.open(served.settings)
    known = catalogue.delivery(delivery)
    catalogue.close()
    assert known is not None
    assert known.status is DeliveryStatus.DONE


def test_a_page_that_follows_goes_on_after_the_server_was_restarted(served, visit: Visit) -> None:
    catalogue = Catalogue.open(served.settings)
    catalogue.record_delivery("one", "1938", DeliveryStatus.WAITING)
    page = visit(served, "/deliver/one")
    expect(page.locator("#live")).to_be_visible()
    served.stop()
    expect(page.locator("#cut")).to_be_visible()
    catalogue.record_delivery("one", "1938", DeliveryStatus.FAILED)
    served.start()
    expect(page.locator("#state .failed")).to_be_visible(timeout=20_000)
    catalogue.close()


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_a_refused_delivery_shows_every_reason_beside_its_page(
    served, visit: Visit, keep_screen: Keep, lang: str
) -> None:
    folder = served.settings.inbox / "20261123T000000-0123456789ab"
    folder.mkdir(parents=True)
    for place, name in enumerate(("0001.jpg", "0002.jpg")):
        (folder / name).write_bytes(scan(200 + place))
    catalogue = Catalogue.open(served.settings)
    volume = VolumeReference.parse("08.201.11.07/birth/1938/1")
    catalogue.record_delivery(folder.name, "1938", DeliveryStatus.WAITING, volume)
    page = visit(served, f"/deliver/{folder.name}", lang)
    expect(page.locator("#live")).to_be_visible()
    found = (
        Finding("page_twice", {"first": "0001.jpg"}, page="0002.jpg"),
        Finding("page_missing", page="0003.jpg"),
    )
    catalogue.record_delivery(folder.name, "1938", DeliveryStatus.REFUSED, volume, found)
    catalogue.close()
    expect(page.locator(".findings li")).to_have_count(2)
    picture = page.locator(".findings img")
    expect(picture).to_have_count(1)
    page.locator(".findings img").first.evaluate("image => image.decode()")
    assert grave(page) == []
    keep_screen(page, f"delivery-refused-{lang}")
