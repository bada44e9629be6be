"""Tesseract's own library in this process: a model is loaded once, not once for every page.

Speaks the C interface of libtesseract 5, which Debian's tesseract-ocr brings along; where it is
not to be found the command does the same work. A crash in it ends the reading process, whose page
is then tried alone.
"""

import ctypes
import os
from functools import cache
from threading import local

import numpy as np

from ocr.paper import Grey

RAW_LINE = 13
"""Page segmentation mode that takes an image for one line and drops none; 7 does."""

_OWN = local()


class LanguageMissing(Exception):
    """The library has no model of a language."""


class LineNotRead(Exception):
    """The library stopped, or took longer than allowed."""


def is_there() -> bool:
    """Whether this machine has the library, of a version whose interface is known."""
    return _library() is not None


def version() -> str | None:
    """The library's version as its command tells it, None without the library."""
    library = _library()
    if library is None:
        return None
    told: bytes = library.TessVersion()
    return told.decode()


def line_to_hocr(image: Grey, language: str, settings: tuple[str, ...], seconds: int) -> str:
    """What Tesseract reads in a picture of one raw line, as the part of hOCR for one page.

    Args:
        image: grey levels, black on white.
        settings: variables of the engine as ``name=value``.
        seconds: how long it may take.

    Raises:
        LanguageMissing, LineNotRead: as their names say.
    """
    library, engine = _library(), _engine(language, settings)
    if library is None or engine is None:
        raise LanguageMissing(language)
    pixels = np.ascontiguousarray(image, np.uint8)
    height, width = pixels.shape
    monitor = library.TessMonitorCreate()
    try:
        library.TessMonitorSetDeadlineMSecs(monitor, 1000 * seconds)
        library.TessBaseAPISetImage(
            engine, pixels.ctypes.data_as(ctypes.c_char_p), width, height, 1, width
        )
        if library.TessBaseAPIRecognize(engine, monitor) != 0:
            raise LineNotRead(f"Tesseract took over {seconds} s on one line, or failed on it")
        return _text(library, library.TessBaseAPIGetHOCRText(engine, 0))
    finally:
        library.TessBaseAPIClear(engine)
        library.TessMonitorDelete(monitor)


def _text(library: ctypes.CDLL, pointer: int | None) -> str:
    if not pointer:
        raise LineNotRead("Tesseract wrote nothing about a line")
    try:
        return ctypes.string_at(pointer).decode("utf-8", "replace")
    finally:
        library.TessDeleteText(pointer)


def _engine(language: str, settings: tuple[str, ...]) -> int | None:
    """This thread's engine for a language, None where its model is missing; kept to the end."""
    engines: dict[tuple[str, tuple[str, ...]], int | None] = _OWN.__dict__.setdefault("engines", {})
    if (language, settings) not in engines:
        engines[language, settings] = _begun(language, settings)
    return engines[language, settings]


def _begun(language: str, settings: tuple[str, ...]) -> int | None:
    library = _library()
    if library is None:
        return None
    engine: int = library.TessBaseAPICreate()
    if library.TessBaseAPIInit3(engine, None, language.encode()) != 0:
        library.TessBaseAPIDelete(engine)
        return None
    for setting in ("debug_file=/dev/null", *settings):
        name, _, value = setting.partition("=")
        library.TessBaseAPISetVariable(engine, name.encode(), value.encode())
    library.TessBaseAPISetPageSegMode(engine, RAW_LINE)
    return engine


@cache
def _library() -> ctypes.CDLL | None:
    # OpenMP looks once, when it is loaded: threads of one page would only wait for one another.
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
    try:
        library = ctypes.CDLL("libtesseract.so.5")
    except OSError:
        return None
    library.TessVersion.restype = ctypes.c_char_p
    if not library.TessVersion().startswith(b"5."):
        return None
    for function in ("BaseAPICreate", "BaseAPIGetHOCRText", "MonitorCreate"):
        getattr(library, f"Tess{function}").restype = ctypes.c_void_p
    engine, text, number = ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int
    for function, arguments in {
        "BaseAPIInit3": [engine, text, text],
        "BaseAPISetVariable": [engine, text, text],
        "BaseAPISetPageSegMode": [engine, number],
        "BaseAPISetImage": [engine, text, number, number, number, number],
        "BaseAPIRecognize": [engine, engine],
        "BaseAPIGetHOCRText": [engine, number],
        "BaseAPIClear": [engine],
        "BaseAPIDelete": [engine],
        "DeleteText": [engine],
        "MonitorDelete": [engine],
        "MonitorSetDeadlineMSecs": [engine, number],
    }.items():
        getattr(library, f"Tess{function}").argtypes = arguments
    return library
