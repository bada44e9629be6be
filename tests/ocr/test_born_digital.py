"""A PDF that never was on paper is read from its characters; any other is left to the eye."""

import json
import zlib
from dataclasses import replace
from pathlib import Path

import pytest

from ocr.agreement import agreement
from ocr.born_digital import DPI, read_born_digital
from ocr.page import RegionKind, Script
from ocr.scan import frame

SAMPLES = Path(__file__).parents[2] / "samples"
NAME = "bilingual-table-pdf"


@pytest.fixture(scope="module")
def sample():
    """The sample PDF's bytes."""
    return (SAMPLES / "deliveries" / NAME / "register.pdf").read_bytes()


@pytest.fixture(scope="module")
def truth():
    """What the sample's pages say, one entry a page."""
    told = json.loads((SAMPLES / "truth" / f"{NAME}.json").read_text(encoding="utf-8"))
    return told["truth"]


def pdf(text: bytes, image_share: float = 0.0) -> bytes:
    """One page of 400 by 400 points: ``text`` is its content, under it a grey picture."""
    side = 400 * image_share**0.5
    content = b"q %f 0 0 %f 0 0 cm /I Do Q " % (side, side) if image_share else b""
    pixels = zlib.compress(b"\xdd" * 64)
    bodies = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 400]/Contents 4 0 R"
        b"/Resources<</Font<</F 5 0 R>>/XObject<</I 6 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content + text), content + text),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        b"<</Type/XObject/Subtype/Image/Width 8/Height 8/ColorSpace/DeviceGray"
        b"/BitsPerComponent 8/Filter/FlateDecode/Length %d>>stream\n%s\nendstream"
        % (len(pixels), pixels),
    ]
    data, places = b"%PDF-1.4\n", []
    for number, body in enumerate(bodies, start=1):
        places.append(len(data))
        data += b"%d 0 obj%s endobj\n" % (number, body)
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    data += b"".join(b"%010d 00000 n \n" % place for place in places)
    return data + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        len(bodies) + 1,
        start,
    )


WORDS = b"BT /F 20 Tf 50 300 Td (Acte de naissance 318) Tj ET"


@pytest.mark.parametrize("index", [0, 1])
def test_every_name_and_place_of_the_table_is_read_exactly(sample, truth, index):
    page = read_born_digital(sample, index)

    assert page is not None
    read = {line.text for line in page.lines}
    act = truth[index]["acts"][0]
    for key in truth[index]["shown"]:
        if key.endswith(("_fr", "_ar")):
            assert act[key] in read
    number = act["act_number"]
    assert any(line.text.endswith(f": {number}") for line in page.lines)


def test_label_and_value_share_a_row(sample, truth):
    page = read_born_digital(sample, 0)

    cells = [region for region in page.regions if region.kind is RegionKind.CELL]
    texts = {(cell.row, cell.column): " ".join(line.text for line in cell.lines) for cell in cells}
    row = next(row for (row, _), text in texts.items() if text == "féminin")
    assert texts[row, 2] == "أنثى"
    assert {column for _, column in texts} == {0, 1, 2, 3}
    scripts = {line.script for cell in cells if cell.column >= 2 for line in cell.lines}
    assert scripts == {Script.ARABIC}


def test_boxes_lie_on_the_ink_of_the_rendered_page(sample):
    page = read_born_digital(sample, 1)
    picture = frame(sample, 1)

    assert (picture.shape[1], picture.shape[0]) == (page.width, page.height)
    assert page.dpi == DPI
    for line in page.lines:
        for word in line.words:
            box = word.box
            assert picture[box.top : box.bottom, box.left : box.right].min() < 128


def test_text_laid_over_a_scan_is_ignored():
    assert read_born_digital(pdf(WORDS), 0) is not None
    assert read_born_digital(pdf(WORDS, image_share=0.1), 0) is not None
    assert read_born_digital(pdf(WORDS, image_share=1.0), 0) is None
    assert read_born_digital(pdf(b"3 Tr " + WORDS, image_share=0.8), 0) is None


def test_a_page_of_pictures_alone_has_no_text():
    assert read_born_digital(pdf(b"", image_share=1.0), 0) is None
    assert read_born_digital(pdf(b""), 0) is None


def test_text_that_stands_sideways_is_left_to_the_eye():
    assert read_born_digital(pdf(b"BT /F 20 Tf 0 1 -1 0 300 50 Tm (Acte 318) Tj ET"), 0) is None


def test_what_is_no_pdf_has_no_text():
    assert read_born_digital(b"%PDF-1.7 nothing", 0) is None


def test_text_off_the_page_is_not_read():
    page = read_born_digital(pdf(WORDS + b" BT /F 20 Tf 50 900 Td (hidden) Tj ET"), 0)
    assert [line.text for line in page.lines] == ["Acte de naissance 318"]


def test_agreement_finds_the_line_that_was_seen_otherwise(sample):
    page = read_born_digital(sample, 0)
    assert all(line.similarity == 1 and line.numbers_agree for line in agreement(page, page))

    def misread(line):
        words = tuple(replace(word, text=word.text.replace("9", "8")) for word in line.words)
        return replace(line, words=words)

    regions = tuple(
        replace(region, lines=tuple(misread(line) for line in region.lines))
        for region in page.regions
    )
    checked = agreement(page, replace(page, regions=regions))
    wrong = [line.line.text for line in checked if not line.numbers_agree]
    assert wrong == [line.text for line in page.lines if "9" in line.text]
    assert all(0.5 < line.similarity < 1 for line in checked if not line.numbers_agree)


def test_nothing_seen_agrees_with_nothing(sample):
    page = read_born_digital(sample, 0)
    for line in agreement(page, replace(page, regions=())):
        assert (line.rendered, line.similarity) == ("", 0)
