"""A paper that keeps to PDF/A-3a and PDF/UA-1 keeps to them once it is signed."""

from collections.abc import Callable
from pathlib import Path

from archive.settings import Settings
from archive_api.signing.opening import open_signer
from archive_api.signing.port import SigningOrder


def test_a_signed_paper_keeps_to_pdf_a_3a_and_pdf_ua_1(
    settings: Settings,
    paper: bytes,
    order: Callable[..., SigningOrder],
    faults_of: Callable[[Path], str],
    tmp_path: Path,
) -> None:
    before, after = tmp_path / "before.pdf", tmp_path / "after.pdf"
    before.write_bytes(paper)
    assert faults_of(before) == ""
    after.write_bytes(open_signer(settings).sign(paper, order()))
    assert faults_of(after) == ""
