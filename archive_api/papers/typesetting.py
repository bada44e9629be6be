"""Typst: turns a laid-out paper into a PDF. The only module that imports ``typst``.

The same data, images and instant give the same bytes: the PDF carries the instant of issue and no
other time. PDF/A-3a and PDF/UA-1 are asked for, so a character without a glyph is an error here
and never an empty box on a certified paper.
"""

import json
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from queue import Empty, LifoQueue
from typing import Any

import typst

from archive_api.papers.errors import CharacterNotDrawn, FontsMissing, TypesettingFailed

FONTS = {
    "Amiri": "fonts-hosny-amiri",
    "Noto Serif": "fonts-noto-core",
    "Noto Sans Tifinagh": "fonts-noto-core",
}
"""The fonts of the papers in the order they are tried, and the Debian packages that hold them."""

FONT_FOLDERS = (
    Path("/usr/share/fonts/opentype/fonts-hosny-amiri"),
    Path("/usr/share/fonts/truetype/fonts-hosny-amiri"),
    Path("/usr/share/fonts/truetype/noto"),
    Path("/usr/local/share/fonts"),
    Path("~/.local/share/fonts"),
)
"""Where they are looked for; Debian's packages install into the first three."""

_NOT_DRAWN = re.compile('the text `?"(?P<text>[^"]+)"`? could not be displayed')
_TEMPLATES = Path(__file__).with_name("templates")
_STANDARDS: "list[typst.PDFStandard]" = ["a-3a", "ua-1"]


@dataclass(frozen=True, slots=True)
class Typeset:
    """A PDF and the texts that it holds, in the order they are read."""

    pdf: bytes
    said: tuple[str, ...]


class _Press:
    """A compiler that is used again, and the folder it may read; one paper at a time."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="sijill-papers-")
        self._root = Path(self._folder.name)
        for template in _TEMPLATES.glob("*.typ"):
            (self._root / template.name).write_bytes(template.read_bytes())
        self._compiler = typst.Compiler(
            root=self._root, font_paths=fonts(), ignore_system_fonts=True
        )

    def set(
        self, template: str, inputs: Mapping[str, str], images: Mapping[str, bytes], at: datetime
    ) -> Typeset:
        """The PDF of a template with its data."""
        try:
            for name, image in images.items():
                (self._root / name).write_bytes(image)
            pdf = self._compiler.compile(
                self._root / f"{template}.typ",
                format="pdf",
                pdf_standards=_STANDARDS,
                timestamp=int(at.timestamp()),
                sys_inputs=dict(inputs),
            )
            said = json.loads(self._compiler.query("<said>", field="value"))
        finally:
            # What was printed is personal: nothing of it stays in the folder.
            for name in images:
                (self._root / name).unlink(missing_ok=True)
        assert isinstance(pdf, bytes)
        return Typeset(pdf, tuple(said))


_presses: "LifoQueue[_Press]" = LifoQueue()


def typeset(
    template: str, inputs: Mapping[str, str], images: Sequence[bytes], at: datetime
) -> Typeset:
    """The PDF of a template.

    Args:
        template: name of the paper's template.
        inputs: its data, as the template asks for them by name.
        images: JPEG facsimiles in order, embedded as they are, under ``image_names``.
        at: instant of issue, written into the PDF.

    Raises:
        FontsMissing: a font of the papers is not installed.
        CharacterNotDrawn: no font has a letter of a name.
        TypesettingFailed: typst refused for another reason.
    """
    named = dict(zip(image_names(len(images)), images, strict=True))
    with _press() as press:
        try:
            return press.set(template, inputs, named, at)
        except typst.TypstError as error:
            # The diagnostic quotes the paper's text, which is personal data: keep the message.
            if (found := _NOT_DRAWN.search(error.message)) is not None:
                raise CharacterNotDrawn(found["text"]) from None
            raise TypesettingFailed(f"typst could not set {template}: {error.message}") from None


def image_names(number: int) -> list[str]:
    """The names under which a template finds so many facsimiles."""
    return [f"facsimile-{place}.jpg" for place in range(1, number + 1)]


@cache
def fonts() -> typst.Fonts:
    """The fonts of the papers, looked up once; raises FontsMissing with what to install."""
    folders = [path.expanduser() for path in FONT_FOLDERS if path.expanduser().is_dir()]
    found = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=folders
    )
    missing = [family for family in FONTS if family not in found.families()]
    if missing:
        packages = " ".join(dict.fromkeys(FONTS[family] for family in missing))
        raise FontsMissing(
            f"{', '.join(missing)}: not in {', '.join(map(str, FONT_FOLDERS))}; "
            f"install with: apt install {packages}"
        )
    return found


@contextmanager
def _press() -> Iterator[_Press]:
    """A press nobody else uses now: as many are made as papers are ever set at once."""
    try:
        press = _presses.get_nowait()
    except Empty:
        press = _Press()
    try:
        yield press
    finally:
        _presses.put(press)


def data(printed: Mapping[str, Any]) -> str:
    """Data for a template as the text it takes them in."""
    return json.dumps(printed, ensure_ascii=False)
