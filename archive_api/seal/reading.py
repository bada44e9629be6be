"""zxing-cpp: the codes of a picture, or of a PDF's pages. The only module that imports it.

Pages are rendered by pypdfium2. What strangers send is read by ``reading_apart``, in a process of
its own: this module, run as a program, reads a file from standard input and writes the texts of
its codes as JSON.
"""

import io
import json
import resource
import sys
from collections.abc import Iterable, Iterator

import pypdfium2
import zxingcpp
from PIL import Image, ImageOps

from archive_api.seal.sealing import is_seal

MOST_PIXELS = 60_000_000
MOST_SECONDS = 20
MOST_MEMORY = 2 * 1024**3
MOST_PAGES = 10
RESOLUTIONS = (200, 300)
"""Dots per inch at which a page is looked at, the second only where the first shows no code."""

_FORMATS = ("JPEG", "PNG", "WEBP", "TIFF")
_POINTS = 72
_PDF = b"%PDF-"
_PDF_WITHIN = 1024


class Unreadable(ValueError):
    """A file is neither a PDF nor a picture that can be opened."""


class TooLarge(Unreadable):
    """A picture has too many pixels to be looked at."""


def codes_in(data: bytes) -> list[str]:
    """The texts of the QR codes of a file, a PDF or a picture.

    Raises:
        Unreadable: it is neither, or too large.
    """
    is_pdf = _PDF in data[:_PDF_WITHIN]
    return codes_in_pdf(data) if is_pdf else codes_in_picture(data)


def codes_in_picture(data: bytes) -> list[str]:
    """The texts of the QR codes of a picture: a photograph, a scan, a copy of the screen."""
    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise TooLarge(f"the picture has more than {MOST_PIXELS} pixels")
            upright = ImageOps.exif_transpose(picture).convert("L")
    except TooLarge:
        raise
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise Unreadable("the file is no picture that can be opened") from error
    return _codes([upright, *_enlarged(upright)])


def codes_in_pdf(data: bytes) -> list[str]:
    """The texts of the QR codes on the first pages of a PDF."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise Unreadable("the PDF cannot be opened") from error
    found: dict[str, None] = {}
    with document:
        try:
            for place in range(min(len(document), MOST_PAGES)):
                found.update(dict.fromkeys(_codes(_drawn(document[place]))))
        except pypdfium2.PdfiumError as error:
            raise Unreadable("a page of the PDF cannot be drawn") from error
    return list(found)


def _drawn(page: pypdfium2.PdfPage) -> Iterator[Image.Image]:
    width, height = page.get_size()
    for resolution in RESOLUTIONS:
        scale = min(resolution / _POINTS, (MOST_PIXELS / max(width * height, 1)) ** 0.5)
        yield page.render(scale=scale, grayscale=True).to_pil().convert("L")


def _enlarged(picture: Image.Image) -> Iterator[Image.Image]:
    """A page at 100 dpi has a pixel and a half for a module: twice as many are read."""
    if picture.width * picture.height * 4 <= MOST_PIXELS:
        yield picture.resize((picture.width * 2, picture.height * 2), Image.Resampling.BICUBIC)


def _codes(pictures: Iterable[Image.Image]) -> list[str]:
    """Texts of the codes in pictures of one thing, looked at until one shows a seal."""
    found: dict[str, None] = {}
    for picture in pictures:
        # Local light first, which photographs need; then one measure for all of it.
        for how in (zxingcpp.Binarizer.LocalAverage, zxingcpp.Binarizer.GlobalHistogram):
            codes = zxingcpp.read_barcodes(
                picture,
                formats=zxingcpp.barcode_formats_from_str("QRCode"),
                text_mode=zxingcpp.TextMode.Plain,
                binarizer=how,
            )
            found.update(dict.fromkeys(code.text for code in codes))
            if any(map(is_seal, found)):
                return list(found)
    return list(found)


def main() -> int:
    """Read a file from standard input, with bounded memory and time; 0 and its codes as JSON."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        codes = codes_in(sys.stdin.buffer.read())
    except Unreadable as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(json.dumps(codes))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
