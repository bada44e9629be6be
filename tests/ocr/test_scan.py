"""Scan files: what is told of them, and that no way of cutting or bending one goes unnoticed."""

import io
import struct
import zlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from ocr.scan import frame, inspect
from ocr.scan_errors import (
    PdfDamaged,
    ScanEmpty,
    ScanError,
    ScanFormatUnsupported,
    ScanNotImage,
    ScanTooLarge,
    ScanTruncated,
)
from ocr.scan_info import PREVIEW_SIDE, believable_dpi

LIMIT = 200


def ramp(width=60, height=90):
    """Dark at the top left, light at the bottom right: every turn of it differs."""
    across, down = np.meshgrid(np.linspace(0, 80, width), np.linspace(0, 120, height))
    return Image.fromarray((across + down + 20).astype(np.uint8))


def encoded(image, form, **options):
    written = io.BytesIO()
    image.save(written, form, **options)
    return written.getvalue()


SOUND = {
    "jpeg": encoded(ramp(), "JPEG", quality=95),
    "progressive": encoded(ramp(), "JPEG", progressive=True),
    "png": encoded(ramp(), "PNG"),
    "tiff": encoded(ramp(), "TIFF"),
    "lzw": encoded(ramp(), "TIFF", compression="tiff_lzw"),
    "fax": encoded(ramp().convert("1"), "TIFF", compression="group4"),
}


@pytest.mark.parametrize("name", SOUND)
def test_a_sound_scan_tells_its_size_and_gives_its_pixels(name):
    info = inspect(SOUND[name], name, LIMIT)
    assert [(frame.width, frame.height) for frame in info.frames] == [(60, 90)]
    pixels = frame(SOUND[name], 0)
    assert pixels.shape == (90, 60, 3)
    assert pixels.dtype == np.uint8
    assert pixels[5, 5].mean() < pixels[-5, -5].mean()


@pytest.mark.parametrize("name", SOUND)
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_a_truncated_scan_is_never_taken_for_a_sound_one(name):
    data = SOUND[name]
    for cut in (2, 7, len(data) // 10, len(data) // 2):
        with pytest.raises(ScanTruncated):
            inspect(data[:-cut], name, LIMIT)


@settings(max_examples=200, deadline=None)
@pytest.mark.filterwarnings("ignore::UserWarning")
@given(st.sampled_from(sorted(SOUND)), st.integers(4), st.integers(0, 255))
def test_a_changed_byte_gives_a_scan_or_a_coded_error(name, place, value):
    data = bytearray(SOUND[name])
    data[place % len(data)] = value
    try:
        inspect(bytes(data), name, LIMIT)
    except ScanError as error:
        assert error.code


@given(st.binary(max_size=64))
def test_bytes_of_no_scan_are_refused(data):
    with pytest.raises(ScanError):
        inspect(data, "0001.jpg", LIMIT)


def test_the_first_bytes_decide_and_the_name_does_not():
    assert inspect(SOUND["png"], "0001.jpg", LIMIT).format == "png"
    with pytest.raises(ScanNotImage):
        inspect(b"Registre de 1933\n", "0001.jpg", LIMIT)
    with pytest.raises(ScanEmpty):
        inspect(b"", "0001.jpg", LIMIT)
    with pytest.raises(ScanFormatUnsupported):
        inspect(encoded(ramp(), "GIF"), "0001.jpg", LIMIT)


def test_a_header_over_the_limit_is_refused_though_no_pixel_follows():
    header = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + header
    data = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk
    data += struct.pack(">I", zlib.crc32(chunk)) + b"\0\0\0\0IEND\xaeB`\x82"
    with pytest.raises(ScanTooLarge) as refusal:
        inspect(data, "0001.png", LIMIT)
    assert refusal.value.params == {"width": 30_000, "height": 30_000, "limit": LIMIT}


def test_the_limit_counts_every_frame_before_any_is_decoded():
    frames = [ramp(10, 10), ramp(2000, 1000)]
    data = encoded(frames[0], "TIFF", save_all=True, append_images=frames[1:])
    seen = []
    with pytest.raises(ScanTooLarge):
        inspect(data, "a.tif", 1, lambda index, preview: seen.append(index))
    assert not seen


def test_a_pdf_page_too_large_at_rendering_resolution_is_refused():
    data = encoded(ramp(), "PDF", resolution=0.2)
    with pytest.raises(ScanTooLarge):
        inspect(data, "a.pdf", LIMIT)


def test_a_pdf_is_rendered_at_300_dpi():
    data = encoded(ramp(600, 900), "PDF", resolution=150)
    info = inspect(data, "a.pdf", LIMIT)
    told = info.frames[0]
    assert told.dpi == 300
    assert (told.width, told.height) == pytest.approx((1200, 1800), abs=1)
    assert frame(data, 0).shape == (told.height, told.width, 3)


def test_a_pdf_cut_short_is_damaged():
    data = encoded(ramp(), "PDF")
    with pytest.raises(PdfDamaged):
        inspect(data[:-200], "a.pdf", LIMIT)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_exif_orientation_turns_the_scan_upright(orientation):
    turns = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    stored = ramp() if orientation == 1 else ramp().transpose(turns[orientation])
    exif = Image.Exif()
    exif[0x0112] = orientation
    data = encoded(stored, "JPEG", quality=95, exif=exif)
    previews = []
    info = inspect(data, "a.jpg", LIMIT, lambda index, preview: previews.append(preview))
    assert (info.frames[0].width, info.frames[0].height) == (60, 90)
    for pixels in (frame(data, 0).mean(axis=2), previews[0]):
        assert np.abs(pixels - np.asarray(ramp(), float)).max() < 12


@pytest.mark.parametrize(
    "data",
    [
        encoded(ramp().convert("1"), "TIFF", compression="group4"),
        encoded(Image.fromarray(np.asarray(ramp()).astype(np.uint16) * 257), "PNG"),
        encoded(Image.fromarray(np.asarray(ramp()).astype(np.uint16) * 257), "TIFF"),
        encoded(ramp().convert("CMYK"), "JPEG"),
        encoded(ramp().convert("CMYK"), "TIFF"),
        encoded(ramp().convert("RGB").quantize(64), "PNG"),
        encoded(ramp().convert("RGBA"), "PNG"),
        encoded(ramp().convert("LA"), "PNG"),
    ],
    ids=["bilevel", "png16", "tiff16", "cmyk-jpeg", "cmyk-tiff", "palette", "rgba", "la"],
)
def test_every_depth_and_colour_space_gives_eight_bit_bgr(data):
    inspect(data, "a", LIMIT)
    pixels = frame(data, 0)
    assert pixels.shape == (90, 60, 3)
    assert pixels.dtype == np.uint8
    assert abs(float(pixels.mean()) - float(np.asarray(ramp()).mean())) < 40
    assert pixels[:10, :10].mean() < pixels[-10:, -10:].mean()


def test_what_is_transparent_shows_as_white_paper():
    clear = Image.new("RGBA", (20, 20), (0, 0, 0, 0))
    assert frame(encoded(clear, "PNG"), 0).min() == 255


def test_colours_come_out_as_blue_green_red():
    red = Image.new("RGB", (8, 8), (250, 10, 20))
    assert tuple(frame(encoded(red, "PNG"), 0)[0, 0]) == (20, 10, 250)


def test_previews_are_grey_and_bounded():
    seen = []
    data = encoded(ramp(2000, 4000), "PNG")
    inspect(data, "a.png", LIMIT, lambda index, preview: seen.append(preview))
    assert seen[0].ndim == 2
    assert max(seen[0].shape) <= PREVIEW_SIDE


@pytest.mark.parametrize(
    ("claimed", "size", "believed"),
    [
        (300, (2480, 3508), 300),
        (72, (2480, 3508), None),
        (72, (600, 850), 72),
        (0, (2480, 3508), None),
        (1, (2480, 3508), None),
        (299.72, (2480, 3508), 300),
    ],
)
def test_a_resolution_is_believed_when_the_sheet_it_implies_is(claimed, size, believed):
    assert believable_dpi(claimed, *size) == believed
