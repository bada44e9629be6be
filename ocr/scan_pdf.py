"""PDF scans, opened with PDFium; the only module that imports pypdfium2.

An OCR layer inside a PDF is ignored: the page is rendered as people see it.
"""

import math
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any

import numpy as np

from ocr.scan_errors import PdfDamaged, PdfEncrypted
from ocr.scan_info import PREVIEW_SIDE, FrameInfo, FrameObserver, Pixels, check_megapixels

if TYPE_CHECKING:
    import pypdfium2 as pdfium

RENDER_DPI = 300
"""Resolution at which pages are rendered, and the dpi their frames claim."""

_POINTS_PER_INCH = 72
_ERROR_PASSWORD = 4
_TAIL = 2048

_PDFIUM = threading.Lock()
"""PDFium keeps global state: one thread at a time."""


def inspect_pdf(
    data: bytes, max_megapixels: int, observe: FrameObserver | None
) -> tuple[FrameInfo, ...]:
    """Frames of a PDF as they would be rendered, sizes checked before any is.

    Raises:
        PdfEncrypted: it needs a password. PdfDamaged: it cannot be parsed or ends early.
        ScanTooLarge: a page box is too large at ``RENDER_DPI``.
    """
    if b"%%EOF" not in data[-_TAIL:]:
        raise PdfDamaged("the PDF ends before its end mark: it was cut while being copied")
    with _opened(data) as document:
        infos = tuple(_frame_info(*document.get_page_size(k)) for k in range(len(document)))
        if not infos:
            raise PdfDamaged("the PDF holds no page")
        for info in infos:
            check_megapixels(info.width, info.height, max_megapixels)
        for index, info in enumerate(infos):
            scale = min(1.0, PREVIEW_SIDE / max(info.width, info.height))
            preview = _rendered(document, index, RENDER_DPI * scale, grey=True)
            if observe is not None:
                observe(index, preview)
    return infos


def pdf_pages(data: bytes, dpi: float) -> list[Pixels]:
    """Every page rendered at a resolution as BGR.

    Raises:
        PdfEncrypted: it needs a password. PdfDamaged: it cannot be parsed.
    """
    with _opened(data) as document:
        return [_rendered(document, index, dpi, grey=False) for index in range(len(document))]


def pdf_frame(data: bytes, index: int) -> Pixels:
    """One page rendered at ``RENDER_DPI`` as BGR."""
    with _opened(data) as document:
        return _rendered(document, index, RENDER_DPI, grey=False)


@contextmanager
def _opened(data: bytes) -> Iterator["pdfium.PdfDocument"]:
    # PDFium costs start-up time that deliveries of images need not pay.
    import pypdfium2 as pdfium

    with _PDFIUM:
        try:
            with closing(pdfium.PdfDocument(data)) as document:
                yield document
        except pdfium.PdfiumError as error:
            if error.err_code == _ERROR_PASSWORD:
                raise PdfEncrypted("the PDF opens only with a password: remove it") from error
            raise PdfDamaged(f"the PDF cannot be read: {error}") from error


def _frame_info(width: float, height: float) -> FrameInfo:
    scale = RENDER_DPI / _POINTS_PER_INCH
    return FrameInfo(math.ceil(width * scale), math.ceil(height * scale), RENDER_DPI)


def _rendered(document: "pdfium.PdfDocument", index: int, dpi: float, grey: bool) -> Pixels:
    with closing(document[index]) as page:
        options: dict[str, Any] = {"grayscale": grey, "draw_annots": True}
        with closing(page.render(scale=dpi / _POINTS_PER_INCH, **options)) as bitmap:
            pixels = np.array(bitmap.to_numpy(), dtype=np.uint8)
    return np.ascontiguousarray(pixels.squeeze() if grey else pixels[:, :, :3])
