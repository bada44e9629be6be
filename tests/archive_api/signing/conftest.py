"""Papers to be signed, and whom they are signed under: all invented, all on this machine."""

import importlib.util
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

import pytest
import typst

from archive.settings import Settings
from archive_api.signing.opening import open_signer
from archive_api.signing.port import Signer, SigningOrder

LIBRARY = Path("/usr/lib/softhsm/libsofthsm2.so")
FONTS = "/usr/share/fonts/opentype/fonts-hosny-amiri"
SOURCE = """
#set document(title: "Extrait", description: "Un extrait inventé")
#set text(lang: "fr", font: "Amiri")
= Extrait d'acte de naissance
#text(lang: "ar", dir: rtl)[نسخة موجزة من رسم الولادة]
#pdf.attach("acte.json", bytes("{}"), relationship: "data", mime-type: "application/json",
  description: "acte")
"""
PIN = "2468"


@pytest.fixture(scope="session")
def paper(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """An unsigned paper: PDF/A-3a and PDF/UA-1, with an attachment."""
    folder = tmp_path_factory.mktemp("paper")
    (folder / "paper.typ").write_text(SOURCE, encoding="utf-8")
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS]
    )
    made = typst.Compiler(root=folder, font_paths=fonts).compile(
        folder / "paper.typ", format="pdf", pdf_standards=["a-3a", "ua-1"], timestamp=1_790_000_000
    )
    assert isinstance(made, bytes)
    return made


@pytest.fixture(scope="session")
def loopback() -> ModuleType:
    """The module of the authorities on loopback."""
    path = Path(__file__).parents[3] / "benchmarks/loopback_authority.py"
    spec = importlib.util.spec_from_file_location("loopback_authority", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def authority(loopback: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Iterator[object]:
    """A running authority: certificates, OCSP, lists and time stamps."""
    with loopback.LoopbackAuthority(tmp_path_factory.mktemp("authority")) as running:
        yield running


@pytest.fixture
def order() -> Callable[..., SigningOrder]:
    """An order of this instant; what is given replaces the usual."""

    def build(**others: datetime | str) -> SigningOrder:
        said = {
            "reason": "Extrait 08.201.11.07/2026/000123",
            "location": "Mechraa Bel Ksiri",
            "officer": "Amina Bennani, officier délégué",
            "at": datetime.now(UTC),
        }
        return SigningOrder(**{**said, **others})  # type: ignore[arg-type]

    return build


@dataclass
class Hsm:
    """A SoftHSM token that can be taken away and put back."""

    folder: Path

    def remove(self) -> None:
        (self.folder / "tokens").rename(self.folder / "away")
        (self.folder / "tokens").mkdir()

    def put_back(self) -> None:
        (self.folder / "tokens").rmdir()
        (self.folder / "away").rename(self.folder / "tokens")


@pytest.fixture
def hsm(
    loopback: ModuleType, authority: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Hsm:
    """A token with the officer's key and certificate, in a folder of this test's own."""
    folder = tmp_path / "hsm"
    (folder / "tokens").mkdir(parents=True)
    settings = f"directories.tokendir = {folder / 'tokens'}\nobjectstore.backend = file\n"
    (folder / "softhsm2.conf").write_text(settings + "log.level = ERROR\n")
    monkeypatch.setenv("SOFTHSM2_CONF", str(folder / "softhsm2.conf"))
    loopback.fill_token(authority, LIBRARY, "officier", "cle", PIN, folder)
    return Hsm(folder)


@pytest.fixture
def really(tmp_path: Path, authority: object) -> Callable[..., Settings]:
    """Settings of a real authority: the officer's key in a file; what is given replaces it."""

    def build(name: str = "officer", shape: str = "apart", **others: object) -> Settings:
        held = authority
        said = {
            "signing_pkcs12": held.pkcs12(shape, name, PIN),  # type: ignore[attr-defined]
            "signing_pin": PIN,
            "signing_chain": held.chain(shape),  # type: ignore[attr-defined]
            "time_stamp_url": held.time_stamps(shape),  # type: ignore[attr-defined]
            "signing_timeout": 2.0,
        }
        return Settings.at(tmp_path / "home", **{**said, **others})

    return build


@pytest.fixture
def on_token(really: Callable[..., Settings], hsm: Hsm) -> Callable[..., Settings]:
    """Settings of a real authority with the officer's key on a token."""

    def build(**others: object) -> Settings:
        said = {
            "signing_pkcs12": None,
            "signing_library": LIBRARY,
            "signing_token": "officier",
            "signing_key": "cle",
        }
        return really(**{**said, **others})

    return build


@pytest.fixture
def specimens(tmp_path: Path) -> Iterator[Signer]:
    """A signer of specimens, in a new home."""
    signer = open_signer(Settings.at(tmp_path / "home"))
    yield signer
    signer.close()


@pytest.fixture(params=["specimen", "file", "token"])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """Settings of every kind of signer."""
    if request.param == "specimen":
        return Settings.at(tmp_path / "home")
    build = request.getfixturevalue({"file": "really", "token": "on_token"}[request.param])
    built: Settings = build()
    return built


def pdfsig(path: Path) -> str:
    """What poppler says of the signatures of a file."""
    told = subprocess.run(
        ["pdfsig", path],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "TZ": "UTC"},
    )
    return told.stdout


@pytest.fixture
def by_poppler(tmp_path: Path) -> Callable[[bytes], str]:
    """What poppler says of a signed paper."""

    def say(pdf: bytes) -> str:
        path = tmp_path / "said.pdf"
        path.write_bytes(pdf)
        return pdfsig(path)

    return say
