"""Seals read back from a rendered page, as papers come back: scanned, copied, folded, photographed.

The degradations are those of which level Q at 40 mm was measured to survive all but the last.
"""

import io
import json
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pypdfium2
import pytest
import typst
from numpy.typing import NDArray
from PIL import Image

from archive_api.papers.typesetting import fonts
from archive_api.seal import reading
from archive_api.seal.codes import Level, qr_svg
from archive_api.seal.reading import Unreadable, codes_in
from archive_api.seal.reading_apart import FileUnreadable, codes_apart

Picture = NDArray[np.uint8]
ADDRESS = "https://etat-civil.example/check/7K3Q-0M2D-VX9A-41TF"
PAGE = """
#set document(title: "specimen", date: none)
#set page(paper: "a4", margin: 20mm)
#set text(font: "Amiri", size: 12pt)
#for line in range(24) [ Nom de famille : Benabdallah — الاسم العائلي : بنعبد الله #linebreak() ]
#v(1fr)
#grid(columns: (45mm, 1fr, 25mm), align: bottom,
  image("seal.svg", width: 40mm), [Sceau], image("short.svg", width: 22mm))
"""


@pytest.fixture
def sealed() -> str:
    """A seal that does not change from run to run: of some a letter more would not survive."""
    vectors = Path(__file__).parents[2] / "resources/seal/vectors.json"
    return str(json.loads(vectors.read_text(encoding="utf-8"))["seals"][0]["text"])


@pytest.fixture
def paper(sealed: str, tmp_path: Path) -> bytes:
    """A4 with the large seal, 40 mm wide, and the short code, 22 mm."""
    (tmp_path / "seal.svg").write_bytes(qr_svg(sealed, Level.Q))
    (tmp_path / "short.svg").write_bytes(qr_svg(ADDRESS, Level.M))
    (tmp_path / "page.typ").write_text(PAGE, "utf-8")
    made = typst.Compiler(root=tmp_path, font_paths=fonts(), ignore_system_fonts=True)
    return made.compile(tmp_path / "page.typ", format="pdf")


def page(pdf: bytes, dpi: int) -> Picture:
    with pypdfium2.PdfDocument(pdf) as document:
        picture = document[0].render(scale=dpi / 72, grayscale=True)
        return np.asarray(picture.to_pil().convert("L")).copy()


def png(picture: Picture) -> bytes:
    out = io.BytesIO()
    Image.fromarray(picture).save(out, "PNG", compress_level=1)
    return out.getvalue()


def as_jpeg(picture: Picture, quality: int) -> Picture:
    _, data = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])
    return cv2.imdecode(data, cv2.IMREAD_GRAYSCALE)


def at_resolution(picture: Picture, share: float) -> Picture:
    return cv2.resize(picture, None, fx=share, fy=share, interpolation=cv2.INTER_AREA)


def noisy(picture: Picture, sigma: float) -> Picture:
    noise = np.random.default_rng(37).normal(0, sigma, picture.shape)
    return np.clip(picture + noise, 0, 255).astype(np.uint8)


def photographed(picture: Picture, degrees: float, blur: float) -> Picture:
    """From a hand: turned, seen from below, in a light that falls off, a little out of focus."""
    height, width = picture.shape
    turned = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 0.72)
    flat = cv2.warpAffine(picture, turned, (width, height), borderValue=120)
    corners = np.float32([[0, 0], [width, 0], [width, height], [0, height]])
    seen = corners + np.float32([[0.09, 0.05], [-0.07, 0], [0.03, -0.03], [-0.01, 0]]) * width
    tilted = cv2.getPerspectiveTransform(corners, seen)
    view = cv2.warpPerspective(flat, tilted, (width, height), borderValue=120)
    light = np.linspace(1.0, 0.6, width, dtype=np.float32)
    return cv2.GaussianBlur((view * light).astype(np.uint8), (0, 0), blur)


def photocopied(picture: Picture) -> Picture:
    """Once: softened, hard in contrast, with specks."""
    soft = cv2.GaussianBlur(picture, (0, 0), 1.0)
    hard = np.clip((soft.astype(np.float32) - 128) * 1.9 + 128, 0, 255).astype(np.uint8)
    specks = np.random.default_rng(41).random(picture.shape)
    hard[specks < 0.0015] = 0
    hard[specks > 0.9985] = 255
    return hard


def faded(picture: Picture) -> Picture:
    return (150 + picture.astype(np.float32) * (235 - 150) / 255).astype(np.uint8)


def seal_box(picture: Picture) -> tuple[int, int, int]:
    """Left, top and width of the seal on the page above."""
    per_mm = picture.shape[1] / 210
    return int(20 * per_mm), int((297 - 20 - 40) * per_mm), int(40 * per_mm)


def folded(picture: Picture) -> Picture:
    """Twice across the seal: a light crease with a dark edge."""
    left, top, width = seal_box(picture)
    crease = max(2, width // 120)
    creased = picture.copy()
    for share in (0.45, 0.7):
        across, down = top + int(width * share), left + int(width * share)
        creased[across : across + crease] = 235
        creased[across + crease : across + crease + 1] = 90
        creased[:, down : down + crease] = 235
    return creased


def stained(picture: Picture, share: float, place: float) -> Picture:
    """With a drop of ink on a share of the seal's area."""
    left, top, width = seal_box(picture)
    inked = picture.copy()
    radius = int(width * (share / np.pi) ** 0.5)
    cv2.circle(inked, (left + int(width * place), top + int(width * place)), radius, 60, -1)
    return inked


SURVIVED: dict[str, Callable[[Picture], Picture]] = {
    "clean": lambda page: page,
    "200 dpi, JPEG 50": lambda page: as_jpeg(at_resolution(page, 200 / 300), 50),
    "150 dpi, JPEG 40": lambda page: as_jpeg(at_resolution(page, 150 / 300), 40),
    "120 dpi, JPEG 30": lambda page: as_jpeg(at_resolution(page, 120 / 300), 30),
    "150 dpi, noise": lambda page: noisy(at_resolution(page, 150 / 300), 18),
    "photograph": lambda page: as_jpeg(photographed(page, 12, 0.8), 70),
    "copied twice": lambda page: photocopied(photocopied(page)),
    "faded": faded,
    "folded": folded,
    "stained in a corner": lambda page: stained(page, 0.15, 0.75),
    "stained in the middle": lambda page: stained(page, 0.10, 0.55),
    "folded, stained, photographed": lambda page: photographed(
        stained(folded(page), 0.06, 0.55), 8, 0.8
    ),
    "upside down": lambda page: np.ascontiguousarray(page[::-1, ::-1]),
    "on its side": lambda page: np.ascontiguousarray(np.rot90(page)),
}


@pytest.mark.parametrize("dpi", [100, 150, 300])
def test_the_seal_is_read_from_a_rendered_page(paper: bytes, sealed: str, dpi: int) -> None:
    assert set(codes_in(png(page(paper, dpi)))) == {sealed, ADDRESS}


def test_the_seal_is_read_from_the_paper_itself(paper: bytes, sealed: str) -> None:
    assert set(codes_in(paper)) == {sealed, ADDRESS}


@pytest.mark.parametrize("damage", SURVIVED)
def test_the_seal_survives_what_papers_go_through(paper: bytes, sealed: str, damage: str) -> None:
    assert sealed in codes_in(png(SURVIVED[damage](page(paper, 300))))


def test_where_a_photograph_is_too_bad_for_the_seal_the_short_code_is_read(
    paper: bytes, sealed: str
) -> None:
    picture = photographed(page(paper, 300), 25, 2.0)
    codes = codes_in(png(picture))
    assert sealed not in codes
    assert ADDRESS in codes


def test_a_picture_without_a_code_has_none(tmp_path: Path) -> None:
    assert codes_in(png(np.full((400, 400), 255, np.uint8))) == []


def test_a_photograph_lying_on_its_side_by_its_own_word_is_read(paper: bytes, sealed: str) -> None:
    turned = Image.fromarray(np.rot90(page(paper, 150)).copy())
    turned.getexif()[0x0112] = 6
    out = io.BytesIO()
    turned.save(out, "JPEG", exif=turned.getexif())
    assert sealed in codes_in(out.getvalue())


@pytest.mark.parametrize(
    "data",
    [b"", b"no picture", b"%PDF-1.7 and nothing else", b"\x89PNG\r\n\x1a\n" + bytes(40)],
)
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    with pytest.raises(Unreadable):
        codes_in(data)
    with pytest.raises(FileUnreadable):
        codes_apart(data)


def test_a_picture_that_announces_too_many_pixels_is_not_opened(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(reading, "MOST_PIXELS", 100)
    with pytest.raises(Unreadable, match="pixels"):
        codes_in(png(np.full((11, 10), 255, np.uint8)))


def test_a_page_of_any_size_is_drawn_within_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    with pypdfium2.PdfDocument.new() as document:
        document.new_page(14_000, 14_000)
        out = io.BytesIO()
        document.save(out)
    monkeypatch.setattr(reading, "MOST_PIXELS", 1_000_000)
    assert codes_in(out.getvalue()) == []


def test_files_of_strangers_are_read_in_a_process_that_knows_nothing(
    paper: bytes, sealed: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert set(codes_apart(paper)) == {sealed, ADDRESS}
    told = tmp_path / "told.py"
    told.write_text('#!/bin/sh\nenv >&2\nprintf \'["%s"]\' "$SIJILL_DATABASE_URL"\n', "utf-8")
    told.chmod(0o755)
    monkeypatch.setenv("SIJILL_DATABASE_URL", "postgresql://secret")
    monkeypatch.setattr("sys.executable", str(told))
    assert codes_apart(b"") == [""]
