"""Every paper under veraPDF's rules for PDF/A-3a and PDF/UA-1."""

import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from archive.issuing.paper import PaperKind, PaperLanguage, PaperOrder
from archive.issuing.snapshot import ActSnapshot
from archive_api.papers.rendering import render


@pytest.mark.parametrize("act", ["birth", "death"])
@pytest.mark.parametrize("language", PaperLanguage)
@pytest.mark.parametrize("kind", PaperKind)
def test_every_paper_keeps_to_pdf_a_3a_and_pdf_ua_1(
    taken: Callable[..., ActSnapshot],
    ordered: Callable[..., PaperOrder],
    faults_of: Callable[[Path], str],
    facsimile: bytes,
    tmp_path: Path,
    kind: PaperKind,
    language: PaperLanguage,
    act: str,
) -> None:
    file = tmp_path / "paper.pdf"
    file.write_bytes(render(taken(act), ordered(kind, language), [facsimile]))
    assert faults_of(file) == ""


def test_what_breaks_the_rules_is_seen(
    taken: Callable[..., ActSnapshot],
    ordered: Callable[..., PaperOrder],
    faults_of: Callable[[Path], str],
    tmp_path: Path,
) -> None:
    broken = tmp_path / "broken.pdf"
    with pikepdf.open(io.BytesIO(render(taken(), ordered(PaperKind.EXTRACT)))) as pdf:
        del pdf.Root["/MarkInfo"]
        pdf.save(broken)
    faults = faults_of(broken)
    assert "3a 6.7.2.2" in faults
    assert "ua1 6.2" in faults
