"""segno: texts as QR codes. The only module that imports ``segno``."""

import io
from enum import Enum

import segno


class Level(Enum):
    """How much of a code may be lost and still be read; of the seal, Q was measured to last best.

    H is denser at the same width and is read worse from a photograph.
    """

    M = "m"
    Q = "q"


QUIET = 4
"""Modules of white around a code, which are part of its picture."""


def qr_svg(text: str, level: Level) -> bytes:
    """The QR code of ``text`` as an SVG to be scaled to any size, its white border included.

    The same text gives the same bytes. White is drawn, so that nothing shines through.

    Raises:
        ValueError: the text is longer than a QR code can be.
    """
    svg = io.BytesIO()
    _code(text, level).save(
        svg,
        kind="svg",
        border=QUIET,
        xmldecl=False,
        svgclass=None,
        lineclass=None,
        omitsize=True,
        nl=False,
        dark="#000",
        light="#fff",
    )
    return svg.getvalue()


def modules(text: str, level: Level) -> int:
    """How many modules wide the code of ``text`` is, its border included."""
    return int(_code(text, level).symbol_size(border=QUIET)[0])


def _code(text: str, level: Level) -> segno.QRCode:
    try:
        # A higher level where there is room would change how dense codes of one length are.
        return segno.make_qr(text, error=level.value, boost_error=False)
    except segno.DataOverflowError as error:
        raise ValueError(f"{len(text)} characters are more than a QR code holds") from error
