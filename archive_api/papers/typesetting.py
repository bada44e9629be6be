"""Typst: turns a laid-out paper into a PDF. The only module that imports ``typst``.

The same paper, images and date give the same bytes: the PDF carries the date of issue and no
other time. PDF/A-2a and PDF/UA-1 are asked for, so a character without a glyph is an error here
and never an empty box on a certified paper.
"""

import json
import re
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

import typst

from archive_api.papers.errors import FontsMissing, TypesettingFailed
from archive_api.papers.layout import Paper

FONT_FAMILY = "Amiri"
FONT_FOLDERS = (
    Path("/usr/share/fonts/opentype/fonts-hosny-amiri"),
    Path("/usr/share/fonts/truetype/fonts-hosny-amiri"),
    Path("/usr/local/share/fonts"),
    Path("~/.local/share/fonts"),
)
"""Where Amiri is looked for; Debian's fonts-hosny-amiri installs into the first."""

# Figures around a hyphen or a spaced stroke would be laid right to left after an Arabic word.
_FIGURES = re.compile(r"\d+(?:\s*[-/]\s*\d+)+")
_TEMPLATES = Path(__file__).with_name("templates")
_STANDARDS: "list[typst.PDFStandard]" = ["a-2a", "ua-1"]


def typeset(paper: Paper, reference: str, at: date, images: Sequence[bytes] = ()) -> bytes:
    """The PDF of ``paper``.

    Args:
        paper: what to print.
        reference: the act's reference, in the title of the PDF.
        at: date of issue, written into the PDF as its date (UTC midnight).
        images: JPEG facsimiles in order, embedded as they are.

    Raises:
        FontsMissing: Amiri is not installed.
        TypesettingFailed: typst refused, for instance a character Amiri does not draw.
    """
    stamp = int(datetime.combine(at, time(), UTC).timestamp())
    with tempfile.TemporaryDirectory(prefix="sijill-paper-") as folder:
        root = Path(folder)
        _lay_files(root, paper, reference, images)
        compiler = typst.Compiler(root=root, font_paths=fonts(), ignore_system_fonts=True)
        try:
            pdf = compiler.compile(
                root / f"{paper.kind.value}.typ",
                format="pdf",
                pdf_standards=_STANDARDS,
                timestamp=stamp,
            )
        except typst.TypstError as error:
            # The diagnostic quotes the paper's text, which is personal data: keep the message.
            raise TypesettingFailed(f"typst could not set {paper.kind.value}: {error}") from error
    if not isinstance(pdf, bytes):
        raise TypesettingFailed("typst gave no PDF")
    return pdf


@cache
def fonts() -> typst.Fonts:
    """The fonts of the papers, looked up once; raises FontsMissing with what to install."""
    folders = [path.expanduser() for path in FONT_FOLDERS if path.expanduser().is_dir()]
    found = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=folders
    )
    if FONT_FAMILY not in found.families():
        raise FontsMissing(
            f"the font {FONT_FAMILY} is not in {', '.join(map(str, FONT_FOLDERS))}: "
            "install it with: apt install fonts-hosny-amiri"
        )
    return found


def _lay_files(root: Path, paper: Paper, reference: str, images: Sequence[bytes]) -> None:
    for template in _TEMPLATES.glob("*.typ"):
        (root / template.name).write_bytes(template.read_bytes())
    names = [f"facsimile-{place}.jpg" for place in range(1, len(images) + 1)]
    for name, image in zip(names, images, strict=True):
        (root / name).write_bytes(image)
    printed = _isolated(asdict(paper)) | {"images": names, "reference_text": reference}
    printed["kind"] = paper.kind.value
    (root / "paper.json").write_text(json.dumps(printed, ensure_ascii=False), encoding="utf-8")


def _isolated(printed: Any) -> Any:
    """The paper's data with such figures in Arabic lines kept left to right (UAX #9 isolates)."""
    if isinstance(printed, dict):
        return {
            name: _FIGURES.sub("\u2066\\g<0>\u2069", value)
            if name == "ar" and isinstance(value, str)
            else _isolated(value)
            for name, value in printed.items()
        }
    if isinstance(printed, list | tuple):
        return [_isolated(item) for item in printed]
    return printed
