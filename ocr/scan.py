"""Scan files: what their headers say, whether they decode to the end, and their pixels.

The first bytes decide what a file is; its name decides nothing.
"""

from ocr.scan_errors import ScanEmpty, ScanError, ScanFormatUnsupported, ScanNotImage
from ocr.scan_info import FrameInfo, FrameObserver, Pixels, ScanInfo
from ocr.scan_pdf import inspect_pdf, pdf_frame
from ocr.scan_raster import inspect_raster, raster_frame, raster_headers

__all__ = ["FrameInfo", "Pixels", "ScanError", "ScanInfo", "frame", "headers", "inspect", "is_pdf"]

_SIGNATURES = {
    b"\xff\xd8\xff": "jpeg",
    b"\x89PNG\r\n\x1a\n": "png",
    b"II*\x00": "tiff",
    b"MM\x00*": "tiff",
    b"II+\x00": "tiff",
    b"MM\x00+": "tiff",
}
_OTHER_IMAGES = {
    b"GIF8": "GIF",
    b"BM": "BMP",
    b"RIFF": "WebP",
    b"\x00\x00\x00\x0cjP": "JPEG 2000",
    b"AT&TFORM": "DjVu",
}
_PDF_HEAD = 1024


def inspect(
    data: bytes, name: str, max_megapixels: int, observe: FrameObserver | None = None
) -> ScanInfo:
    """What is in a scan file, decoded to its end; ``observe`` sees a grey preview of each frame.

    Sizes in the headers are checked before anything is decoded.

    Raises:
        ScanError: the file cannot be taken; its class and ``code`` say why.
    """
    kind = _sniff(data, name)
    look = inspect_pdf if kind == "pdf" else inspect_raster
    return ScanInfo(kind, look(data, max_megapixels, observe))


def frame(data: bytes, index: int) -> Pixels:
    """Pixels of one frame (0 upwards) as BGR, upright; PDF pages are rendered at 300 dpi.

    Raises:
        ScanError: the file is damaged or no scan at all.
    """
    kind = _sniff(data, "scan")
    return pdf_frame(data, index) if kind == "pdf" else raster_frame(data, index)


def headers(data: bytes, name: str, max_megapixels: int) -> tuple[FrameInfo, ...]:
    """Frames of a scan file as its headers tell them, quickly; none for a PDF, which has no such.

    Raises:
        ScanError: the headers alone refuse it; what they do not show, ``inspect`` does.
    """
    kind = _sniff(data, name)
    return () if kind == "pdf" else raster_headers(data, max_megapixels)


def is_pdf(data: bytes) -> bool:
    """Whether the bytes are of a PDF, which may hold its text as text."""
    return b"%PDF-" in data[:_PDF_HEAD] and not data.startswith(tuple(_SIGNATURES))


def _sniff(data: bytes, name: str) -> str:
    if not data:
        raise ScanEmpty(f"{name} is empty: copy it again from the scanner")
    for signature, kind in _SIGNATURES.items():
        if data.startswith(signature):
            return kind
    if is_pdf(data):
        return "pdf"
    for signature, label in _OTHER_IMAGES.items():
        if data.startswith(signature):
            raise ScanFormatUnsupported(
                f"{name} is a {label} file: deliver JPEG, PNG, TIFF or PDF", format=label
            )
    raise ScanNotImage(f"{name} holds neither an image nor a PDF")
