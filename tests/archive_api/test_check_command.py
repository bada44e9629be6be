"""A paper checked from the terminal: what is printed, and the exit codes."""

import json
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
import typst

from archive.settings import Settings
from archive_api.check_command import CANNOT_TELL, NOT_VALID, VALID, verify
from archive_api.check_signature import signature_of
from archive_api.papers.typesetting import fonts
from archive_api.seal.codes import Level, qr_svg
from archive_api.seal.key_folder import KeyFolder, SealKeyMissing
from archive_api.seal.sealing import seal
from archive_api.seal_keys_command import KeyChange, change_keys
from archive_api.signing.checked import CheckedPaper, PaperRefusal
from archive_api.signing.checking import check
from archive_api.signing.opening import open_signer
from archive_api.signing.port import SigningOrder

SAID = {
    "kind": "extract",
    "serial": "04.481.01.07/2026/000123",
    "code": "7K3Q0M2DVX9A41TF",
    "reference": "04.481.01.07/birth/1933/1/66",
    "given_name": ("خديجة", "Khadija"),
    "birth_date": "1933-03-12",
}


@pytest.fixture
def home(tmp_path: Path) -> Settings:
    """A place with keys alone: no archive was made there."""
    return Settings.at(tmp_path / "home")


@pytest.fixture
def keys(home: Settings) -> KeyFolder:
    return KeyFolder(Path(home.seal_dir), home.address, 730)


@pytest.fixture
def paper(keys: KeyFolder, tmp_path: Path) -> Callable[..., Path]:
    """A sealed paper as a picture or a PDF."""

    def build(form: str = "png", **changes: object) -> Path:
        text = seal({**SAID, **changes}, datetime.now(UTC) - timedelta(hours=1), keys.current())
        folder = tmp_path / "paper"
        folder.mkdir(exist_ok=True)
        (folder / "seal.svg").write_bytes(qr_svg(text, Level.Q))
        (folder / "page.typ").write_text('#image("seal.svg", width: 40mm)', "utf-8")
        made = typst.Compiler(root=folder, font_paths=fonts(), ignore_system_fonts=True)
        (folder / f"paper.{form}").write_bytes(made.compile(folder / "page.typ", format=form))
        return folder / f"paper.{form}"

    return build


def test_a_sealed_paper_is_valid_as_far_as_can_be_told_without_an_archive(
    paper: Callable[..., Path], home: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    assert verify(paper(), home, "", "fr", as_json=False) == VALID
    said = capsys.readouterr().out
    assert said.startswith("Document authentique\n")
    assert "Prénom : خديجة / Khadija".replace(" :", ":") in said.replace("\u00a0:", ":")
    assert not Path(home.database_url.removeprefix("sqlite:///")).exists()


def test_it_answers_in_arabic_and_for_programs(
    paper: Callable[..., Path], home: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    picture = paper()
    verify(picture, home, "", "ar", as_json=False)
    assert capsys.readouterr().out.startswith("وثيقة صحيحة\n")
    verify(picture, home, "", "fr", as_json=True)
    assert json.loads(capsys.readouterr().out)["seal"]["claims"]["birth_date"] == "1933-03-12"


@pytest.mark.usefixtures("filled")
def test_a_sealed_paper_that_the_archive_never_issued_is_not_valid(
    paper: Callable[..., Path], home: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    assert verify(paper(), home, "", "fr", as_json=False) == NOT_VALID
    assert capsys.readouterr().out.startswith("Document inconnu")


def test_a_seal_of_another_archive_is_not_believed_here(
    paper: Callable[..., Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert verify(paper(), Settings.at(tmp_path / "other"), "", "fr", as_json=False) == NOT_VALID
    assert "personne ici ne connaît" in capsys.readouterr().out
    assert not (tmp_path / "other").exists()


def test_what_is_no_paper_cannot_be_told(home: Settings, tmp_path: Path) -> None:
    (tmp_path / "text.pdf").write_text("no PDF")
    assert verify(tmp_path / "text.pdf", home, "", "fr", as_json=False) == CANNOT_TELL
    assert verify(tmp_path / "none.pdf", home, "", "fr", as_json=False) == CANNOT_TELL
    from PIL import Image

    Image.new("L", (200, 200), 255).save(tmp_path / "white.png")
    assert verify(tmp_path / "white.png", home, "", "fr", as_json=False) == CANNOT_TELL


def test_an_unsigned_pdf_is_judged_by_its_seal(paper: Callable[..., Path], home: Settings) -> None:
    pdf = paper("pdf")
    assert signature_of(pdf.read_bytes(), home, datetime.now(UTC), check) is PaperRefusal.UNSIGNED
    assert verify(pdf, home, "", "fr", as_json=False) == VALID


def test_a_signed_pdf_is_judged_by_its_signature_too(
    paper: Callable[..., Path], home: Settings, tmp_path: Path
) -> None:
    signer = open_signer(home)
    order = SigningOrder("Extrait", "Tanger", "Naïma Erradi", datetime.now(UTC))
    signed = signer.sign(paper("pdf").read_bytes(), order)
    signer.close()
    found = signature_of(signed, home, datetime.now(UTC), check)
    assert isinstance(found, CheckedPaper) and found.specimen
    path = tmp_path / "signed.pdf"
    path.write_bytes(signed)
    assert verify(path, home, "", "fr", as_json=False) == NOT_VALID  # a specimen
    middle = len(signed) // 2
    path.write_bytes(signed[:middle] + bytes([signed[middle] ^ 1]) + signed[middle + 1 :])
    assert isinstance(signature_of(path.read_bytes(), home, datetime.now(UTC), check), PaperRefusal)


def test_a_pdf_that_was_damaged_where_readers_forgive_it_is_not_valid(
    paper: Callable[..., Path], home: Settings, tmp_path: Path
) -> None:
    """Its codes are still read, and still good."""
    signer = open_signer(home)
    order = SigningOrder("Extrait", "Tanger", "Naïma Erradi", datetime.now(UTC))
    signed = signer.sign(paper("pdf").read_bytes(), order)
    signer.close()
    path = tmp_path / "damaged.pdf"
    tail = signed.rindex(b"startxref")
    for damaged in (b" " + signed, signed[:tail] + b"x" + signed[tail + 1 :], signed + b"%"):
        path.write_bytes(damaged)
        refusal = signature_of(damaged, home, datetime.now(UTC), check)
        assert isinstance(refusal, PaperRefusal) and refusal is not PaperRefusal.UNSIGNED
        assert verify(path, home, "", "fr", as_json=False) == NOT_VALID


@pytest.fixture
def elsewhere() -> Iterator[tuple[str, list[bytes]]]:
    """An archive at an address, which calls whatever it is sent revoked."""
    sent: list[bytes] = []
    words = {"title": "Document retiré", "said": "…", "sentences": []}

    class Answer(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            sent.append(self.rfile.read(int(self.headers["Content-Length"])))
            told = json.dumps({"verdict": "revoked", "texts": {"fr": words, "ar": words}})
            self.send_response(200 if self.path == "/v1/check/file" else 404)
            self.end_headers()
            self.wfile.write(told.encode())

        def log_message(self, *_: object) -> None: ...

    server = HTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/", sent
    server.shutdown()


def test_an_archive_at_an_address_is_asked(
    paper: Callable[..., Path], home: Settings, elsewhere, capsys: pytest.CaptureFixture[str]
) -> None:
    address, sent = elsewhere
    picture = paper()
    assert verify(picture, home, address, "fr", as_json=False) == NOT_VALID
    assert sent == [picture.read_bytes()]
    assert capsys.readouterr().out.startswith("Document retiré")


@pytest.mark.parametrize("address", ["http://127.0.0.1:1", "file:///etc/passwd", "archive"])
def test_an_address_that_does_not_answer_cannot_tell(
    paper: Callable[..., Path], home: Settings, address: str
) -> None:
    assert verify(paper(), home, address, "fr", as_json=False) == CANNOT_TELL


def test_keys_are_shown_replaced_and_revoked(
    keys: KeyFolder, home: Settings, tmp_path: Path
) -> None:
    assert change_keys(home, KeyChange(), None) == [""] * 0
    first = keys.current().kid.hex()
    lines = change_keys(home, KeyChange(new=True, holder_fr="Commune de Tanger"), None)
    assert [first in line for line in lines] == [True, False]
    assert "Commune de Tanger  every office" in lines[1]
    lines = change_keys(home, KeyChange(revoke=first, stolen=True), tmp_path / "list.cose")
    assert "stolen" in lines[0]
    assert len((tmp_path / "list.cose").read_bytes()) > 200
    with pytest.raises(ValueError, match="no key has the id"):
        change_keys(home, KeyChange(revoke="00"), None)
    (Path(home.seal_dir) / "root.pem").unlink()
    with pytest.raises(SealKeyMissing):
        change_keys(home, KeyChange(), tmp_path / "list.cose")
