"""QR codes as they are printed, read back by another library from their pictures."""

import re

import numpy as np
import pytest
import zxingcpp

from archive_api.seal.codes import QUIET, Level, modules, qr_svg

ADDRESS = "https://etat-civil.example/check/7K3Q-0M2D-VX9A-41TF"


def drawn(svg: bytes, scale: int = 4) -> np.ndarray:
    """The picture of such an SVG: rows of strokes, each a module high."""
    size = int(re.search(rb'viewBox="0 0 (\d+) \d+"', svg)[1])
    picture = np.full((size, size), 255, np.uint8)
    path = re.search(rb'stroke="#000" d="([^"]+)"', svg)[1].decode()
    x = y = 0.0
    for step, one, _, other in re.findall(r"([Mmh])(-?[\d.]+)( (-?[\d.]+))?", path):
        if step == "h":
            picture[int(y), int(x) : int(x + float(one))] = 0
            x += float(one)
        elif step == "m":
            x, y = x + float(one), y + float(other)
        else:
            x, y = float(one), float(other)
    return picture.repeat(scale, 0).repeat(scale, 1)


@pytest.mark.parametrize("level", Level)
def test_a_code_is_read_back(level: Level) -> None:
    assert [code.text for code in zxingcpp.read_barcodes(drawn(qr_svg(ADDRESS, level)))] == [
        ADDRESS
    ]


def test_a_code_keeps_its_white_border_and_hides_what_is_below() -> None:
    svg = qr_svg(ADDRESS, Level.M)
    assert b'<path fill="#fff"' in svg
    picture = drawn(svg, 1)
    assert (picture[:QUIET] == 255).all() and (picture[:, :QUIET] == 255).all()
    assert picture[QUIET, QUIET] == 0
    assert picture.shape == (modules(ADDRESS, Level.M),) * 2


def test_the_same_text_gives_the_same_bytes() -> None:
    assert qr_svg(ADDRESS, Level.Q) == qr_svg(ADDRESS, Level.Q)


def test_a_seal_of_measured_length_is_as_dense_as_what_was_measured() -> None:
    assert modules("SJ1:" + "A" * 522, Level.Q) == 85 + 2 * QUIET


def test_more_than_a_code_holds_is_refused() -> None:
    with pytest.raises(ValueError, match="5000"):
        qr_svg("A" * 5000, Level.Q)
