import io
from collections.abc import Callable
from dataclasses import replace

import pdfplumber
import pypdfium2
import pytest
from fastapi.testclient import TestClient
from lxml import html
from PIL import Image

from archive.act import Act, ActReading
from archive.catalogue import Catalogue
from archive.records import VolumePage
from archive.register import VolumeReference
from archive.settings import Settings
from archive.vault import Vault
from archive_api.app import create_app

VOLUME = VolumeReference.parse("04.481.01.07/birth/1933/1")
ADDRESS = "/v1/acts/04.481.01.07/birth/1933/1/66"


@pytest.mark.parametrize(
    ("paper", "pages"), [("extract", 1), ("full-copy", 2), ("multilingual", 2)]
)
def test_a_verified_act_gives_its_papers(
    verified: Act, client: TestClient, paper: str, pages: int
) -> None:
    answer = client.get(f"{ADDRESS}/{paper}")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/pdf"
    with pypdfium2.PdfDocument(answer.content) as document:
        assert len(document) == pages
        assert "Benabdallah" in document[0].get_textpage().get_text_bounded()


@pytest.mark.parametrize("paper", ["extract", "full-copy", "multilingual"])
def test_the_machines_word_gives_no_paper(
    filled: Catalogue, client: TestClient, paper: str
) -> None:
    answer = client.get(f"{ADDRESS}/{paper}")
    assert (answer.status_code, answer.json()["code"]) == (409, "act_not_verified")


@pytest.mark.parametrize(("language", "kingdom"), [("fr", "ROYAUME"), ("both", "ROYAUME")])
def test_a_paper_is_given_in_the_language_asked_for(
    verified: Act, client: TestClient, language: str, kingdom: str
) -> None:
    french = client.get(f"{ADDRESS}/extract", params={"language": language})
    arabic = client.get(f"{ADDRESS}/extract", params={"language": "ar"})
    for answer, expected in ((french, True), (arabic, False)):
        with pypdfium2.PdfDocument(answer.content) as document:
            assert (kingdom in document[0].get_textpage().get_text_bounded()) == expected
    refused = client.get(f"{ADDRESS}/extract", params={"language": "en"})
    assert (refused.status_code, refused.json()["code"]) == (422, "request_invalid")


def test_names_in_arabic_alone_give_no_extract_for_abroad(
    home: Settings,
    client: TestClient,
    act_reading: Callable[..., ActReading],
    page_scan: bytes,
) -> None:
    catalogue = Catalogue.open(home)
    digest = Vault(home.vault_url).put(page_scan)
    page = VolumePage("0001.png", 1, digest, 0, 1600, 2000, 300)
    catalogue.take_in(VOLUME, [page], "first")
    read = act_reading(values={"given_name_ar": "خديجة", "sex": "F"}, mentions=())
    catalogue.keep_acts(VOLUME, [read], {})
    client.post(f"{ADDRESS}/verify", json={"expected_version": 1})
    answer = client.get(f"{ADDRESS}/multilingual")
    assert (answer.status_code, answer.json()["code"]) == (409, "paper_latin_missing")
    assert answer.json()["fields"] == "given_name_fr"
    assert "(Prénom (latin))" in answer.json()["texts"]["fr"]
    assert "الاسم الشخصي" in answer.json()["texts"]["ar"]
    assert client.get(f"{ADDRESS}/extract").status_code == 200


def test_giving_a_paper_is_written_into_the_audit_trail(
    filled: Catalogue, verified: Act, client: TestClient
) -> None:
    client.get(f"{ADDRESS}/full-copy")
    last = list(filled.audit_entries())[-1]
    assert (last.action, last.subject) == ("paper.full_copy", verified.act_id)
    assert filled.check_audit() is None


def test_a_full_copy_is_not_given_without_the_acts_image(home: Settings, verified: Act) -> None:
    vault = Vault(home.vault_url)
    for digest in list(vault.digests()):
        next((home.home / "vault").rglob(digest)).unlink()
    with TestClient(create_app(home), base_url="http://127.0.0.1") as client:
        answer = client.get(f"{ADDRESS}/full-copy")
        assert (answer.status_code, answer.json()["code"]) == (500, "page_damaged")
        assert client.get(f"{ADDRESS}/extract").status_code == 200


@pytest.mark.parametrize(("others", "size"), [((), (1600, 2000)), ((67,), (400, 60))])
def test_a_facsimile_never_shows_the_other_acts_of_the_page(
    home: Settings,
    client: TestClient,
    act_reading: Callable[..., ActReading],
    page_scan: bytes,
    others: tuple[int, ...],
    size: tuple[int, int],
) -> None:
    catalogue = Catalogue.open(home)
    volume = VolumeReference.parse("04.481.01.07/birth/1933/1")
    digest = Vault(home.vault_url).put(page_scan)
    catalogue.take_in(volume, [VolumePage("0001.png", 1, digest, 0, 1600, 2000, 300)], "first")
    readings = [act_reading(number, region=None) for number in (66, *others)]
    catalogue.keep_acts(volume, readings, {})
    client.post(f"/v1/acts/{volume.register}/66/verify", json={"expected_version": 1})
    with pdfplumber.open(io.BytesIO(client.get(f"{ADDRESS}/full-copy").content)) as copy:
        (facsimile,) = copy.pages[1].images
    # The box around the fields, with a hundredth of its height on every side.
    margin = 1 if others else 0
    assert facsimile["srcsize"] == (size[0] + 2 * margin, size[1] + 2 * margin)


def blue_page() -> bytes:
    """Another person's page of the size of the first, blue all over."""
    out = io.BytesIO()
    Image.new("RGB", (1600, 2000), (0, 0, 200)).save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def replaced(home: Settings, filled: Catalogue, verified: Act) -> Catalogue:
    """The record after a supplement put another scan in the place of the act's page."""
    digest = Vault(home.vault_url).put(blue_page())
    page = VolumePage("0001.png", 1, digest, 0, 1600, 2000, 300)
    filled.supplement(VOLUME, [page])
    return filled


def facsimiles(client: TestClient) -> list[Image.Image]:
    with pypdfium2.PdfDocument(client.get(f"{ADDRESS}/full-copy").content) as document:
        shown = [picture for page in document for picture in page.get_objects(filter=[3])]
        return [picture.get_bitmap().to_pil().convert("RGB") for picture in shown]


def is_blue(image: Image.Image) -> bool:
    red, _, blue = image.resize((1, 1)).getpixel((0, 0))  # type: ignore[misc]
    return bool(blue > red + 50)


@pytest.mark.parametrize("read_again", ["not yet", "another act", "an unnumbered act", "nothing"])
def test_an_act_keeps_the_image_it_was_verified_against_when_its_page_is_replaced(
    replaced: Catalogue,
    client: TestClient,
    act_reading: Callable[..., ActReading],
    read_again: str,
) -> None:
    found = {"another act": [act_reading(80)], "an unnumbered act": [act_reading(None)]}
    if read_again != "not yet":
        replaced.keep_acts(VOLUME, found.get(read_again, []), {})
    (facsimile,) = facsimiles(client)
    assert not is_blue(facsimile)
    shown = client.get(ADDRESS).json()
    for address in (shown["fields"]["sex"]["crop"], shown["pages"][0]["image"]):
        assert not is_blue(Image.open(io.BytesIO(client.get(address).content)))
    in_force = client.get(f"/v1/pages/{VOLUME}/0001.png/image").content
    assert is_blue(Image.open(io.BytesIO(in_force)))
    noted = "page_replaced" in [finding["code"] for finding in shown["findings"]]
    assert noted == (read_again != "not yet")


def test_the_page_of_an_act_on_the_desk_is_the_one_it_was_read_from(
    replaced: Catalogue, client: TestClient
) -> None:
    page = html.fromstring(client.get("/acts/04.481.01.07/birth/1933/1/66").text)
    addresses = page.xpath("//img[@class='page']/@src")
    assert len(addresses) == 1
    for address in addresses:
        answer = client.get(address)
        assert answer.headers["content-type"] == "image/jpeg"
        assert not is_blue(Image.open(io.BytesIO(answer.content)))


def test_acts_that_left_a_replaced_scan_still_stand_on_it(
    home: Settings, client: TestClient, act_reading: Callable[..., ActReading], page_scan: bytes
) -> None:
    catalogue, vault = Catalogue.open(home), Vault(home.vault_url)
    first = VolumePage("0001.png", 1, vault.put(page_scan), 0, 1600, 2000, 300)
    catalogue.take_in(VOLUME, [first], "first")
    catalogue.keep_acts(VOLUME, [act_reading(number, region=None) for number in (66, 67)], {})
    client.post(f"{ADDRESS}/verify", json={"expected_version": 1})
    pages = [
        VolumePage(f"000{place}.png", place, vault.put(blue_page()), 0, 1600, 2000, 300)
        for place in (1, 2)
    ]
    catalogue.supplement(VOLUME, pages)
    moved = replace(act_reading(67, region=None), pages=(("0002.png", None),))
    catalogue.keep_acts(VOLUME, [moved], {})
    (facsimile,) = facsimiles(client)
    assert facsimile.size == (400 + 2, 60 + 2), "the page showed act 67 too"
