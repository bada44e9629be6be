import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pdfplumber
import pypdfium2
import pytest

from archive.act import Act, ActReading, ActState, Box
from archive.mention import Mention, MentionType
from archive.offices import office
from archive_api import page_images
from archive_api.papers import typesetting
from archive_api.papers.errors import FontsMissing, TypesettingFailed
from archive_api.papers.layout import PaperKind, lay_out
from archive_api.papers.snapshot import snapshot
from archive_api.papers.typesetting import typeset

DAY = date(2026, 11, 22)


@pytest.fixture
def pdf_of(act_reading: Callable[..., ActReading], page_scan: bytes) -> Callable[..., bytes]:
    def make(kind: PaperKind, **changes: Any) -> bytes:
        reading = act_reading(**changes)
        act = Act(
            "a",
            reading.register,
            reading.number,
            ActState.VERIFIED,
            reading,
            reading.fields,
            reading.mentions,
        )
        found = office("04.481.01.07")
        assert found is not None
        taken = snapshot(act, found, DAY)
        crop = page_images.crop(page_scan, 0, Box(100, 200, 1400, 600))
        images = [crop] if kind is PaperKind.FULL_COPY else []
        return typeset(lay_out(taken, kind), str(taken.reference), DAY, images)

    return make


def lines(pdf: bytes, page: int = 0) -> list[str]:
    """Characters of each printed line from left to right, spaces left out."""
    rows: dict[int, list[Any]] = {}
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        for char in document.pages[page].chars:
            rows.setdefault(round(char["bottom"]), []).append(char)
    return [
        "".join(char["text"].strip() for char in sorted(row, key=lambda char: char["x0"]))
        for row in rows.values()
    ]


@pytest.mark.parametrize("kind", list(PaperKind))
def test_the_same_snapshot_gives_the_same_bytes(
    pdf_of: Callable[..., bytes], kind: PaperKind
) -> None:
    assert pdf_of(kind) == pdf_of(kind)


def test_the_extract_is_one_page_and_the_full_copy_adds_the_facsimile(
    pdf_of: Callable[..., bytes],
) -> None:
    with pypdfium2.PdfDocument(pdf_of(PaperKind.EXTRACT)) as extract:
        assert len(extract) == 1
    with pdfplumber.open(io.BytesIO(pdf_of(PaperKind.FULL_COPY))) as full:
        assert len(full.pages) == 2
        assert len(full.pages[0].images) == 0
        (facsimile,) = full.pages[1].images
        assert facsimile["srcsize"] == (1400, 600)
        assert 0 <= facsimile["x0"] < facsimile["x1"] <= full.pages[1].width


@pytest.mark.parametrize("kind", list(PaperKind))
def test_every_page_says_specimen_and_unsigned(
    pdf_of: Callable[..., bytes], kind: PaperKind
) -> None:
    pdf = pdf_of(kind)
    for page in range(1 if kind is PaperKind.EXTRACT else 2):
        printed = "\n".join(lines(pdf, page))
        assert "SPÉCIMEN—Documentnonsigné" in printed
        with pdfplumber.open(io.BytesIO(pdf)) as document:
            large = [char["text"] for char in document.pages[page].chars if char["size"] > 90]
        assert set("SPÉCIMEN") <= set(large)
        assert set("نموذج") <= set(large)


def test_the_extract_shows_the_acts_values(pdf_of: Callable[..., bytes]) -> None:
    with pypdfium2.PdfDocument(pdf_of(PaperKind.EXTRACT)) as document:
        text = document[0].get_textpage().get_text_bounded()
    for value in ("Khadija", "Benabdallah", "douze mars mil neuf cent", "ROYAUME DU MAROC"):
        assert value in text


def test_figures_read_day_first_in_the_arabic_column_too(pdf_of: Callable[..., bytes]) -> None:
    printed = "\n".join(lines(pdf_of(PaperKind.EXTRACT)))
    assert printed.count("12/03/1933") == 2
    assert printed.count("15/11/1351") == 2
    assert printed.count("06/12/1984") == 2


def test_figures_with_hyphens_and_strokes_keep_their_order_after_arabic(
    pdf_of: Callable[..., bytes],
) -> None:
    text = "أصلح بمقتضى الحكم عدد 45 / 1987 بتاريخ 2004-08-14"
    mentions = (Mention(MentionType.RECTIFICATION, text_ar=text),)
    printed = "\n".join(lines(pdf_of(PaperKind.FULL_COPY, mentions=mentions)))
    assert "45/1987" in printed
    assert "2004-08-14" in printed


def test_arabic_begins_at_the_right_margin(pdf_of: Callable[..., bytes]) -> None:
    with pdfplumber.open(io.BytesIO(pdf_of(PaperKind.EXTRACT))) as document:
        page = document.pages[0]
        arabic = [char for char in page.chars if "\u0621" <= char["text"][0] <= "\u064a"]
        top = min(char["top"] for char in arabic)
        kingdom = [char for char in arabic if char["top"] - top < 3]
        first = max(kingdom, key=lambda char: char["x1"])
    # المملكة المغربية starts with alef and ends with teh marbuta.
    assert first["text"][0] == "ا"
    assert min(kingdom, key=lambda char: char["x0"])["text"][0] == "ة"
    assert page.width - first["x1"] < 60


def test_a_character_no_font_draws_stops_the_paper(
    pdf_of: Callable[..., bytes],
) -> None:
    with pytest.raises(TypesettingFailed):
        pdf_of(PaperKind.EXTRACT, values={"given_name_fr": "中", "sex": "M"})


def test_typst_code_in_a_name_is_printed_not_run(pdf_of: Callable[..., bytes]) -> None:
    pdf = pdf_of(PaperKind.EXTRACT, values={"given_name_fr": '#panic("x") *a* $b$'})
    with pypdfium2.PdfDocument(pdf) as document:
        assert '#panic("x") *a* $b$' in document[0].get_textpage().get_text_bounded()


def test_missing_fonts_are_named_with_the_package_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    monkeypatch.setattr(typesetting, "FONT_FOLDERS", (tmp_path,))
    typesetting.fonts.cache_clear()
    try:
        with pytest.raises(FontsMissing, match="fonts-hosny-amiri"):
            typesetting.fonts()
    finally:
        typesetting.fonts.cache_clear()
