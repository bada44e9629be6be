"""Page images and crops as JPEG, from the masters in the vault.

With ``page_tiles`` the only modules here that know images (Pillow). Boxes are in pixels of the
delivered scan, upright as its EXIF orientation says; a PDF page is rendered by what renders it for
reading.
"""

import io

from PIL import Image, ImageOps, UnidentifiedImageError

from archive.box import Box
from indexing.errors import PictureUnmade

MODEST_QUALITY = 82
FACSIMILE_QUALITY = 90
PAPER_DPI = 120
"""At which a paper is shown: its smallest letters can be read on a screen."""

PAPER_GAP = 12

# Intake refuses scans above the installation's limit before they reach the vault, and that limit
# may exceed Pillow's own.
Image.MAX_IMAGE_PIXELS = None


_BETWEEN_PAGES = (123, 135, 148)
_CLOCKWISE = {
    1: Image.Transpose.ROTATE_270,
    2: Image.Transpose.ROTATE_180,
    3: Image.Transpose.ROTATE_90,
}


class ImageUndecodable(Exception):
    """A master's bytes are no image any more, or have no such frame."""


def page(data: bytes, frame: int, width: int | None = None) -> bytes:
    """One frame as JPEG, scaled down to ``width`` pixels when it is wider.

    Raises:
        ImageUndecodable: the bytes cannot be decoded.
    """
    image = _frame(data, frame)
    if width is not None and width < image.width:
        height = max(1, round(image.height * width / image.width))
        image = image.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=2.0)
    return _jpeg(image, MODEST_QUALITY)


def crop(data: bytes, frame: int, box: Box | None, margin: float = 0.0, turns: int = 0) -> bytes:
    """A box of one frame as JPEG, the whole frame when ``box`` is None.

    Args:
        margin: added on every side, as a share of the box's shorter side, cut at the edges.
        turns: clockwise quarter turns, applied last, that make the page upright.

    Raises:
        ImageUndecodable: the bytes cannot be decoded, or the box lies outside the frame.
    """
    image = _frame(data, frame)
    if box is not None:
        around = round(min(box.width, box.height) * margin)
        edges = (
            max(0, box.x - around),
            max(0, box.y - around),
            min(image.width, box.x + box.width + around),
            min(image.height, box.y + box.height + around),
        )
        if edges[2] <= edges[0] or edges[3] <= edges[1]:
            raise ImageUndecodable(f"box {box} lies outside the {image.width}×{image.height} frame")
        image = image.crop(edges)
    return _jpeg(_turned(image, turns), FACSIMILE_QUALITY)


def upright(data: bytes, frame: int, turns: int) -> Image.Image:
    """One frame after so many clockwise quarter turns, grey or in colours of eight bits.

    Raises:
        ImageUndecodable: the bytes cannot be decoded.
    """
    return _turned(_frame(data, frame), turns)


def paper(data: bytes) -> bytes:
    """The pages of a paper's PDF, one beneath the other, as JPEG.

    Raises:
        ImageUndecodable: the PDF cannot be read.
    """
    from indexing.page_pictures import paper_pages

    try:
        pages = [Image.fromarray(pixels) for pixels in paper_pages(data, PAPER_DPI)]
    except PictureUnmade as error:
        raise ImageUndecodable(f"the PDF cannot be rendered: {error}") from error
    width = max(page.width for page in pages)
    height = sum(page.height for page in pages) + PAPER_GAP * (len(pages) - 1)
    sheets, reached = Image.new("RGB", (width, height), _BETWEEN_PAGES), 0
    for page in pages:
        sheets.paste(page, (0, reached))
        reached += page.height + PAPER_GAP
    return _jpeg(sheets, MODEST_QUALITY)


def _turned(image: Image.Image, turns: int) -> Image.Image:
    return image.transpose(_CLOCKWISE[turns % 4]) if turns % 4 else image


def _frame(data: bytes, frame: int) -> Image.Image:
    if data[:1024].lstrip().startswith(b"%PDF-"):
        return _pdf_page(data, frame)
    try:
        image = Image.open(io.BytesIO(data))
        image.seek(frame)
        image.load()
    except (UnidentifiedImageError, OSError, EOFError, SyntaxError) as error:
        raise ImageUndecodable(f"frame {frame} cannot be decoded: {error}") from error
    # In place: a second whole copy of a large scan would take hundreds of megabytes.
    ImageOps.exif_transpose(image, in_place=True)
    return _eight_bit(image)


def _eight_bit(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I"):
        # Sixteen-bit greys: a plain conversion would clip them to white.
        return image.point(lambda value: value * (1 / 256)).convert("L")
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        layered = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), layered)
    return image if image.mode in ("L", "RGB") else image.convert("RGB")


def _pdf_page(data: bytes, frame: int) -> Image.Image:
    # Costs a library load that most installations never need.
    from indexing.page_pictures import pdf_page

    try:
        return Image.fromarray(pdf_page(data, frame))
    except PictureUnmade as error:
        raise ImageUndecodable(f"PDF page {frame} cannot be rendered: {error}") from error


def _jpeg(image: Image.Image, quality: int) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality, optimize=True)
    return out.getvalue()
