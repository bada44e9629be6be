import io
import json
import pickle
import subprocess
import sys
from collections.abc import Callable
from hashlib import sha256
from typing import Any

import pdfplumber
import pikepdf
import pypdfium2
import pytest
import zxingcpp

from archive.issuing.paper import PaperKind, PaperLanguage, PaperOrder
from archive.issuing.snapshot import ActSnapshot, snapshot_from_json, snapshot_to_json
from archive.mention import Mention, MentionType
from archive_api.papers import typesetting
from archive_api.papers.errors import CharacterNotDrawn, FontsMissing
from archive_api.papers.isolating import plain
from archive_api.papers.rendering import render

Taken = Callable[..., ActSnapshot]
Ordered = Callable[..., PaperOrder]


@pytest.fixture
def pdf_of(taken: Taken, ordered: Ordered, facsimile: bytes) -> Callable[..., bytes]:
    """The PDF of a paper of an invented act."""

    def make(
        kind: PaperKind,
        language: PaperLanguage = PaperLanguage.BOTH,
        *,
        specimen: bool = True,
        **changes: Any,
    ) -> bytes:
        images = [facsimile] if kind is PaperKind.FULL_COPY else []
        return render(taken(**changes), ordered(kind, language, specimen=specimen), images)

    return make


Rendered = Callable[..., bytes]


LARGE = 60
"""Points from which letters are those of the word across a specimen."""


def lines(pdf: bytes, page: int = 0) -> list[str]:
    """Characters of each printed line from left to right; spaces and the large word left out."""
    rows: dict[int, list[Any]] = {}
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        for char in document.pages[page].chars:
            if char["size"] < LARGE:
                rows.setdefault(round(char["bottom"]), []).append(char)
    return [
        "".join(plain(char["text"]).strip() for char in sorted(row, key=lambda char: char["x0"]))
        for row in rows.values()
    ]


def pages(pdf: bytes) -> int:
    with pypdfium2.PdfDocument(pdf) as document:
        return len(document)


@pytest.mark.parametrize("kind", PaperKind)
def test_the_same_snapshot_and_order_give_the_same_bytes(pdf_of: Rendered, kind: PaperKind) -> None:
    assert pdf_of(kind) == pdf_of(kind)


def test_another_process_gives_the_same_bytes(taken: Taken, ordered: Ordered) -> None:
    """Nothing of this machine, this run or this hour is in a paper."""
    order = ordered(PaperKind.EXTRACT)
    program = (
        "import hashlib, pickle, sys;"
        "from archive.issuing.snapshot import snapshot_from_json;"
        "from archive_api.papers.rendering import render;"
        "data, order = pickle.load(sys.stdin.buffer);"
        "print(hashlib.sha256(render(snapshot_from_json(data), order)).hexdigest())"
    )
    sent = pickle.dumps((snapshot_to_json(taken()), order))
    told = subprocess.run(
        [sys.executable, "-c", program], input=sent, capture_output=True, check=True
    )
    assert told.stdout.decode().strip() == sha256(render(taken(), order)).hexdigest()


def test_an_extract_is_one_page_and_a_full_copy_ends_with_the_facsimile(
    pdf_of: Rendered,
) -> None:
    assert pages(pdf_of(PaperKind.EXTRACT)) == 1
    with pdfplumber.open(io.BytesIO(pdf_of(PaperKind.FULL_COPY))) as full:
        last = full.pages[-1]
        (facsimile,) = last.images
        assert facsimile["srcsize"] == (2000, 900)
        assert 0 <= facsimile["x0"] < facsimile["x1"] <= last.width
        assert all(not page.images for page in full.pages[:-1])


def test_other_papers_show_no_facsimile(taken: Taken, ordered: Ordered, facsimile: bytes) -> None:
    for kind in (PaperKind.EXTRACT, PaperKind.MULTILINGUAL):
        with pdfplumber.open(io.BytesIO(render(taken(), ordered(kind), [facsimile]))) as paper:
            assert all(not page.images for page in paper.pages)


@pytest.mark.parametrize("kind", PaperKind)
def test_every_page_of_a_specimen_says_so(pdf_of: Rendered, kind: PaperKind) -> None:
    pdf = pdf_of(kind)
    for page in range(pages(pdf)):
        assert "SPÉCIMEN—Documentd'essai,sansvaleurjuridique" in "\n".join(lines(pdf, page))
        with pdfplumber.open(io.BytesIO(pdf)) as document:
            large = [char["text"] for char in document.pages[page].chars if char["size"] > LARGE]
        assert set("SPÉCIMEN") <= set(large)
        assert set("نموذج") <= set(large)


def test_a_paper_of_a_real_authority_bears_no_such_word(pdf_of: Rendered) -> None:
    printed = "\n".join(lines(pdf_of(PaperKind.EXTRACT, specimen=False)))
    assert "SPÉCIMEN" not in printed


@pytest.mark.parametrize("kind", PaperKind)
def test_every_page_bears_serial_code_and_its_number(pdf_of: Rendered, kind: PaperKind) -> None:
    pdf = pdf_of(kind, PaperLanguage.FR)
    number = pages(pdf)
    for page in range(number):
        printed = "\n".join(lines(pdf, page))
        assert "04.481.01.07/2026/0001237K3Q-0M2D-VX9A-41TF" in printed
        assert f"Page{page + 1}sur{number}" in printed
    assert f"Nombredepages:{number}" in "".join("\n".join(lines(pdf, at)) for at in range(number))


def test_the_extract_shows_the_acts_values(pdf_of: Rendered) -> None:
    with pypdfium2.PdfDocument(pdf_of(PaperKind.EXTRACT)) as document:
        text = document[0].get_textpage().get_text_bounded()
    for value in ("Khadija", "Benabdallah", "douze mars mil neuf cent", "Naïma Erradi"):
        assert value in text


def test_figures_read_day_first_in_the_arabic_column_too(pdf_of: Rendered) -> None:
    printed = "\n".join(lines(pdf_of(PaperKind.EXTRACT)))
    assert printed.count("12/03/1933") == 2
    assert printed.count("15/11/1351") == 2
    assert printed.count("06/12/1984") == 2


@pytest.mark.parametrize("language", PaperLanguage)
def test_references_keep_their_order_after_arabic_on_every_paper(
    pdf_of: Rendered, language: PaperLanguage
) -> None:
    text = "أصلح بمقتضى الحكم عدد 45 / 1987 بتاريخ 2004-08-14"
    mentions = (Mention(MentionType.RECTIFICATION, text_ar=text),)
    pdf = pdf_of(PaperKind.FULL_COPY, language, mentions=mentions)
    printed = "\n".join(line for page in range(pages(pdf)) for line in lines(pdf, page))
    assert "45/1987" in printed
    assert "2004-08-14" in printed


def test_arabic_begins_at_the_right_margin(pdf_of: Rendered) -> None:
    with pdfplumber.open(io.BytesIO(pdf_of(PaperKind.EXTRACT))) as document:
        page = document.pages[0]
        arabic = [char for char in page.chars if "\u0621" <= char["text"][0] <= "\u064a"]
        arabic = [char for char in arabic if char["size"] < LARGE]
        top = min(char["top"] for char in arabic)
        kingdom = [char for char in arabic if char["top"] - top < 3]
        first = max(kingdom, key=lambda char: char["x1"])
    # المملكة المغربية starts with alef and ends with teh marbuta.
    assert first["text"][0] == "ا"
    assert min(kingdom, key=lambda char: char["x0"])["text"][0] == "ة"
    assert page.width - first["x1"] < 60


@pytest.mark.parametrize("kind", PaperKind)
def test_both_codes_are_read_back_from_the_page(pdf_of: Rendered, kind: PaperKind) -> None:
    with pypdfium2.PdfDocument(pdf_of(kind)) as document:
        sheets = [page.render(scale=150 / 72).to_pil() for page in document]
    texts = {found.text for sheet in sheets for found in zxingcpp.read_barcodes(sheet)}
    assert "https://etat-civil.example/v/7K3Q-0M2D-VX9A-41TF" in texts
    assert any(text.startswith("SJ1:") for text in texts)


@pytest.mark.parametrize("kind", PaperKind)
def test_what_the_paper_shows_is_inside_as_data(
    pdf_of: Rendered, taken: Taken, kind: PaperKind
) -> None:
    with pikepdf.open(io.BytesIO(pdf_of(kind))) as pdf:
        (attached,) = pdf.attachments.values()
        assert attached.filename == "acte.json"
        assert taken().sha256 in attached.description
        inside = snapshot_from_json(json.loads(attached.get_file().read_bytes()))
    assert inside.reference == taken().reference
    assert inside.current["given_name_fr"] == "Khadija"
    assert (inside == taken()) == (kind is PaperKind.FULL_COPY)


def test_fonts_are_embedded_all(pdf_of: Rendered) -> None:
    tifinagh = {"given_name_fr": "Tafsut ⵜⴰⴼⵙⵓⵜ", "family_name_fr": "Ǧilali", "sex": "F"}
    with pikepdf.open(io.BytesIO(pdf_of(PaperKind.EXTRACT, values=tifinagh))) as pdf:
        fonts = pdf.pages[0].resources["/Font"].values()
        names = {str(font.BaseFont).partition("+")[2] for font in fonts}
        descriptors = [font.DescendantFonts[0].FontDescriptor for font in fonts]
        assert all("/FontFile2" in one or "/FontFile3" in one for one in descriptors)
    assert {"Amiri-Regular", "NotoSansTifinagh-Regular"} <= names


def test_a_letter_no_font_has_is_named_and_nothing_is_printed(pdf_of: Rendered) -> None:
    with pytest.raises(CharacterNotDrawn) as refused:
        pdf_of(PaperKind.EXTRACT, values={"given_name_fr": "Li 中", "sex": "M"})
    assert refused.value.params == {"character": "中", "character_code": "U+4E2D"}
    assert "Li" not in str(refused.value)


def test_typst_code_in_a_name_is_printed_not_run(pdf_of: Rendered) -> None:
    pdf = pdf_of(PaperKind.EXTRACT, values={"given_name_fr": '#panic("x") *a* $b$'})
    with pypdfium2.PdfDocument(pdf) as document:
        assert '#panic("x") *a* $b$' in document[0].get_textpage().get_text_bounded()


def test_nothing_personal_stays_where_papers_are_set(pdf_of: Rendered) -> None:
    pdf_of(PaperKind.FULL_COPY)
    press = typesetting._presses.queue[-1]
    assert {one.suffix for one in press._root.iterdir()} == {".typ"}


def test_missing_fonts_are_named_with_the_package_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    monkeypatch.setattr(typesetting, "FONT_FOLDERS", (tmp_path,))
    typesetting.fonts.cache_clear()
    try:
        with pytest.raises(FontsMissing, match="fonts-hosny-amiri fonts-noto-core"):
            typesetting.fonts()
    finally:
        typesetting.fonts.cache_clear()


def test_typst_and_pikepdf_are_not_loaded_before_a_paper_is_made() -> None:
    code = "import archive_api.papers.rendering, sys; print(*sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert {"typst", "pikepdf", "segno"} & set(told.stdout.split()) == set()
