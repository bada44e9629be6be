import pypdfium2
import pytest
from fastapi.testclient import TestClient

from archive.act import Act
from archive.catalogue import Catalogue
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
