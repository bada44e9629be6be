"""How long a scan takes to be looked at: the first view, then tiles and any other part.

Each scan is measured in a process of its own, so that its memory is its own.
"""

import io
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from PIL import Image

from archive.register import VolumeReference
from archive_api.iiif import TILE, PictureName, level_size, scale_factors, shot
from archive_api.page_views import PageViews

SCANS: dict[str, tuple[tuple[int, int], str, dict[str, int | str]]] = {
    "A3, 300 dpi, JPEG": ((3508, 4961), "JPEG", {"quality": 85}),
    "A3, 300 dpi, PNG": ((3508, 4961), "PNG", {"compress_level": 3}),
    "A3, 300 dpi, TIFF (LZW)": ((3508, 4961), "TIFF", {"compression": "tiff_lzw"}),
    "200 megapixels, JPEG": ((16_000, 12_500), "JPEG", {"quality": 85}),
}
NAME = PictureName(VolumeReference.parse("04.481.01.07/birth/1933/1"), "0001", "a" * 64 + ":0")
_HEAD = (
    "| scan | first view | a tile, p95 | any part, p95 | kept | most memory |\n"
    "|---|---|---|---|---|---|\n"
)
_ROW = "| {name} | {first:.2f} s | {tile:.1f} ms | {other:.0f} ms | {kept:.0f} MB | {most:.0f} MB |"


def scan(size: tuple[int, int], kind: str, options: dict[str, int | str]) -> bytes:
    """A page of grainy paper with rows of dark signs."""
    grain = np.random.default_rng(1)
    paper = np.full((1000, 1000, 3), 235) + grain.integers(-8, 8, (1000, 1000, 3))
    for y in range(20, 980, 60):
        for x in range(20, 980, 40):
            if grain.random() < 0.7:
                paper[y : y + 30, x : x + 20] = 40
    page = Image.new("RGB", size)
    sheet = Image.fromarray(paper.astype(np.uint8))
    for left in range(0, size[0], 1000):
        for top in range(0, size[1], 1000):
            page.paste(sheet, (left, top))
    out = io.BytesIO()
    page.save(out, kind, **options)
    return out.getvalue()


def timed(ask: Callable[[], bytes]) -> float:
    """Seconds that one answer takes."""
    started = time.perf_counter()
    ask()
    return time.perf_counter() - started


def p95(times: list[float]) -> float:
    """The time that one in twenty passes, in milliseconds."""
    return sorted(times)[len(times) * 95 // 100] * 1000


def measure(name: str, master: Path) -> str:
    """One row of the table."""
    size, dice = SCANS[name][0], random.Random(2)
    width, height = size
    with tempfile.TemporaryDirectory() as folder:
        views = PageViews(Path(folder))

        def ask(wanted: str) -> float:
            asked = shot(f"{wanted}/0/default.jpg", size)
            return timed(lambda: views.part(NAME, asked, master.read_bytes))

        factors = scale_factors(size)
        small = level_size(size, factors[-1])
        first = ask(f"full/{small[0]},{small[1]}")
        tiles, others = [], []
        for _ in range(300):
            factor = dice.choice(factors)
            side = TILE * factor
            x, y = dice.randrange(0, width, side), dice.randrange(0, height, side)
            part = (min(side, width - x), min(side, height - y))
            shown = level_size(part, factor)
            tiles.append(ask(f"{x},{y},{part[0]},{part[1]}/{shown[0]},{shown[1]}"))
        for _ in range(60):
            x, y = dice.randrange(0, width - 1200), dice.randrange(0, height - 800)
            others.append(ask(f"{x},{y},1200,800/640,"))
        kept = sum(path.stat().st_size for path in Path(folder).iterdir()) / 1e6
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    times = {"first": first, "tile": p95(tiles), "other": p95(others)}
    return _ROW.format(name=name, kept=kept, most=most, **times)


def main() -> None:
    """Print a table, or with a name and a file one row of it."""
    if len(sys.argv) > 1:
        sys.stdout.write(measure(sys.argv[1], Path(sys.argv[2])) + "\n")
        return
    sys.stdout.write(_HEAD)
    sys.stdout.flush()
    for name, described in SCANS.items():
        with tempfile.NamedTemporaryFile() as master:
            master.write(scan(*described))
            master.flush()
            subprocess.run([sys.executable, __file__, name, master.name], check=True)


if __name__ == "__main__":
    main()
