import io
from collections.abc import Callable

import pdfplumber
import pypdfium2
import pytest
from fastapi.testclient import TestClient

from archive.act import Act, ActReading
from archive.catalogue import Catalogue
from archive.records import VolumePage
from archive.register import VolumeReference
from archive.settings import Settings
from archive.vault import Vault
from archive_api.app import create_app

ADDRESS = "/v1/acts/04.481.01.07/birth/1933/1/66"


@pytest.mark.parametrize(("paper", "pages"), [("extract", 1), ("full-copy", 2)])
def test_a_verified_act_gives_its_papers(
    verified: Act, client: TestClient, paper: str, pages: int
) -> None:
    answer = client.get(f"{ADDRESS}/{paper}")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/pdf"
    with pypdfium2.PdfDocument(answer.content) as document:
        assert len(document) == pages
        assert "Benabdallah" in document[0].get_textpage().get_text_bounded()


@pytest.mark.parametrize("paper", ["extract", "full-copy"])
def test_the_machines_word_gives_no_paper(
    filled: Catalogue, client: TestClient, paper: str
) -> None:
    answer = client.get(f"{ADDRESS}/{paper}")
    assert (answer.status_code, answer.json()["code"]) == (409, "act_not_verified")


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
