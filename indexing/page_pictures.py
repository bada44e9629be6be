"""Pictures of PDF pages for whoever shows them, pixel for pixel those that reading saw.

The boxes of an act are in pixels of that rendering: a second one, of another size, would cut them
out of the wrong place.
"""

import numpy as np
from numpy.typing import NDArray

from indexing.errors import PictureUnmade
from ocr.scan_errors import ScanError
from ocr.scan_pdf import pdf_frame, pdf_pages


def pdf_page(data: bytes, index: int) -> NDArray[np.uint8]:
    """One page of a PDF as RGB pixels, height by width by 3.

    Raises:
        PictureUnmade: the PDF cannot be read or has no such page.
    """
    try:
        pixels = pdf_frame(data, index)
    except (ScanError, IndexError) as error:
        raise PictureUnmade(str(error)) from error
    return np.ascontiguousarray(pixels[:, :, ::-1], dtype=np.uint8)


def paper_pages(data: bytes, dpi: float) -> list[NDArray[np.uint8]]:
    """Every page of a paper of ours at a resolution, as RGB pixels; no box lies in them.

    Raises:
        PictureUnmade: the PDF cannot be read.
    """
    try:
        pages = pdf_pages(data, dpi)
    except ScanError as error:
        raise PictureUnmade(str(error)) from error
    return [np.ascontiguousarray(one[:, :, ::-1], dtype=np.uint8) for one in pages]
