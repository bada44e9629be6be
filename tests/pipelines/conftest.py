"""Deliveries made on the fly: invented sheets of strokes, no person's act among them."""

import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from archive.catalogue import Catalogue
from archive.settings import Settings
from archive.vault import Vault
from pipelines.intake import IntakeOutcome, receive

ROOT = Path(__file__).parents[2]
_MANIFEST = {"kind": "birth", "office_code": "08.201.11.07", "year": 1933}


@pytest.fixture
def sheet() -> Callable[..., Image.Image]:
    """Makes a sheet of ink strokes that differs with its seed, 800 by 1100 pixels at 100 dpi."""

    def make(seed: int, width: int = 800, height: int = 1100) -> Image.Image:
        random = np.random.default_rng(seed)
        pixels = np.full((height, width), 235, np.uint8)
        for row in range(80, height - 80, 28):
            left = 60
            while left < width - 90:
                length = int(random.integers(8, 60))
                top = row + int(random.integers(-5, 5))
                pixels[top : top + int(random.integers(3, 12)), left : left + length] = 30
                left += length + int(random.integers(6, 30))
        return Image.fromarray(pixels)

    return make


@pytest.fixture
def scan(sheet: Callable[..., Image.Image]) -> Callable[..., bytes]:
    """Makes the bytes of a scan in a format Pillow writes; ``pages`` sheets in one file."""

    def make(seed: int = 1, form: str = "JPEG", pages: int = 1, **options: Any) -> bytes:
        images = [sheet(seed + place) for place in range(pages)]
        more = {"save_all": True, "append_images": images[1:]} if pages > 1 else {}
        written = io.BytesIO()
        images[0].save(written, form, **{"dpi": (300, 300), **more, **options})
        return written.getvalue()

    return make


@pytest.fixture
def small(sheet: Callable[..., Image.Image]) -> Callable[[int], bytes]:
    """Makes a scan of two short lines, quick to read."""

    def make(seed: int) -> bytes:
        written = io.BytesIO()
        sheet(seed, 300, 200).save(written, "PNG")
        return written.getvalue()

    return make


@pytest.fixture
def folder(tmp_path: Path) -> Callable[..., Path]:
    """Writes a delivery folder; the manifest lists the files unless told otherwise."""

    def make(name: str, files: Mapping[str, bytes], **manifest: Any) -> Path:
        path = tmp_path / "delivered" / name
        for file, data in files.items():
            (path / file).parent.mkdir(parents=True, exist_ok=True)
            (path / file).write_bytes(data)
        content = {**_MANIFEST, "pages": list(files), **manifest}
        path.mkdir(parents=True, exist_ok=True)
        (path / "batch.json").write_text(json.dumps(content), encoding="utf-8")
        return path

    return make


@pytest.fixture
def zipped(tmp_path: Path) -> Callable[..., Path]:
    """Writes a delivery as a zip, its members named just as given."""

    def make(name: str, files: Mapping[str, bytes], **manifest: Any) -> Path:
        path = tmp_path / name
        content = {**_MANIFEST, "pages": list(files), **manifest}
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("batch.json", json.dumps(content))
            for file, data in files.items():
                archive.writestr(file, data)
        return path

    return make


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """An installation of its own, with embedded defaults."""
    return Settings.at(tmp_path / "home")


@pytest.fixture
def catalogue(settings: Settings) -> Any:
    """The installation's record."""
    opened = Catalogue.open(settings)
    yield opened
    opened.close()


@pytest.fixture
def vault(settings: Settings) -> Vault:
    """The installation's vault."""
    return Vault(settings.vault_url)


@pytest.fixture
def deliver(
    settings: Settings, catalogue: Catalogue, vault: Vault
) -> Callable[[Path], IntakeOutcome]:
    """Delivers a path and says what became of it."""
    return lambda path: receive(path, settings, catalogue, vault)


@pytest.fixture
def locked_pdf() -> bytes:
    """A PDF of one empty page whose user password is not the empty one."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
        b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >>" % (b"5a" * 32, b"a5" * 32),
    ]
    written = bytearray(b"%PDF-1.4\n")
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = len(written)
    written += b"xref\n0 5\n0000000000 65535 f \n"
    written += b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"<< /Size 5 /Root 1 0 R /Encrypt 4 0 R /ID [<00><00>] >>"
    written += b"trailer\n%s\nstartxref\n%d\n%%%%EOF\n" % (trailer, table)
    return bytes(written)


@pytest.fixture
def sijill(tmp_path: Path) -> Callable[..., subprocess.Popen[str]]:
    """Starts the command on a home of this test, its output to be read as text."""

    def start(*arguments: object, home: Path = tmp_path / "home") -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, str(ROOT / "sijill.py"), *map(str, arguments)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "SIJILL_HOME": str(home)},
        )

    return start
