"""Pages a minute and memory of the reading and of a whole ingest, beside plain Tesseract.

    python benchmarks/pages_a_minute.py [PATH…] [--workers 2] [--linear 4] [--json]

PATH is a delivery or a folder of some; the default is samples. All are measured in the same run,
over the same pages, as many at a time: ``tesseract PAGE - -l ara+fra``, ``ocr.reading`` alone, and
``sijill ingest`` from an empty home to searchable acts. ``--linear N`` also ingests volumes of N,
2N and 4N pages, made by repeating the first pages.
"""

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from PIL.PngImagePlugin import PngInfo
from process_tree import Cost, measure

from ocr.scan import frame, inspect

HERE = Path(__file__).parent
MEGAPIXELS = 200
SIJILL = (sys.executable, "-m", "sijill")
# Two at a time on two cores: engines of several threads each would only wait for one another.
ONE_THREAD = {**os.environ, "OMP_THREAD_LIMIT": "1"}
HOW_PLAIN_RAN = (
    "plain: tesseract PAGE - -l ara+fra, a process for each page, {workers} at a time, each with "
    "OMP_THREAD_LIMIT=1, like the readers\n"
)


@dataclass(frozen=True, slots=True)
class Measured:
    """A way of reading and what it cost over so many pages, as in ``process_tree.Cost``."""

    name: str
    pages: int
    seconds: float
    work: float
    peak_megabytes: float

    @property
    def pages_a_minute(self) -> float:
        """Pages over wall time."""
        return 60 * self.pages / self.seconds


def deliveries(paths: Sequence[Path]) -> list[Path]:
    """Folders with a ``batch.json`` at or under these paths."""
    found = [file.parent for path in paths for file in sorted(path.rglob("batch.json"))]
    if not found:
        raise SystemExit(f"no delivery in {', '.join(map(str, paths))}: it has a batch.json")
    return found


def write_pages(folders: Sequence[Path], out: Path) -> list[Path]:
    """Every page of the deliveries as a PNG, as the reading sees it."""
    pages: list[Path] = []
    for folder in folders:
        for name in json.loads((folder / "batch.json").read_text("utf-8"))["pages"]:
            data = (folder / name).read_bytes()
            for index, about in enumerate(inspect(data, name, MEGAPIXELS).frames):
                pages.append(out / f"{len(pages):04}.png")
                pixels = Image.fromarray(frame(data, index)[:, :, ::-1])
                pixels.save(pages[-1], dpi=(about.dpi or 300,) * 2, compress_level=1)
    return pages


def plain(pages: Sequence[Path], workers: int) -> Measured:
    """Tesseract alone on whole pages, ``workers`` at a time, with both languages."""

    def read(page: Path) -> Cost:
        return succeeded(measure(["tesseract", str(page), "-", "-l", "ara+fra"], ONE_THREAD))

    begun = time.monotonic()
    with ThreadPoolExecutor(workers) as pool:
        costs = list(pool.map(read, pages))
    seconds, work = time.monotonic() - begun, sum(cost.work for cost in costs)
    # The largest ones may have met.
    peaks = sorted((cost.peak_megabytes for cost in costs), reverse=True)
    return Measured("tesseract -l ara+fra", len(pages), seconds, work, sum(peaks[:workers]))


def reading(pages: Sequence[Path], workers: int) -> Measured:
    """The reading alone, in a process of its own."""
    environment = {**ONE_THREAD, "PYTHONPATH": str(HERE.parent)}
    command = [sys.executable, str(HERE / "read_pages.py"), str(workers), *map(str, pages)]
    cost = succeeded(measure(command, environment))
    return Measured("ocr.reading", len(pages), cost.seconds, cost.work, cost.peak_megabytes)


def ingest(folders: Sequence[Path], pages: int, workers: int, name: str) -> Measured:
    """The whole command, from an empty home."""
    with tempfile.TemporaryDirectory(prefix="sijill-bench-") as home:
        told = {"SIJILL_HOME": home, "SIJILL_WORKERS": str(workers), "PYTHONPATH": str(HERE.parent)}
        command = [*SIJILL, "ingest", *(str(folder.resolve()) for folder in folders)]
        cost = succeeded(measure(command, {**os.environ, **told}))
    return Measured(name, pages, cost.seconds, cost.work, cost.peak_megabytes)


def growing(
    first: Path, pages: Sequence[Path], count: int, workers: int, out: Path
) -> Iterator[Measured]:
    """Ingests of one volume of ``count``, twice and four times as many pages."""
    batch = json.loads((first / "batch.json").read_text("utf-8"))
    for size in (count, 2 * count, 4 * count):
        folder = out / f"{size}-pages"
        folder.mkdir()
        batch["pages"] = [f"{number:04}.png" for number in range(size)]
        for number, name in enumerate(batch["pages"]):
            told = PngInfo()
            # The same bytes twice are refused; the same pixels are what makes sizes comparable.
            told.add_text("copy", str(number))
            with Image.open(pages[number % len(pages)]) as page:
                page.save(folder / name, pnginfo=told, dpi=page.info["dpi"], compress_level=1)
        (folder / "batch.json").write_text(json.dumps(batch), encoding="utf-8")
        yield ingest([folder], size, workers, f"sijill ingest, {size} pages")


def succeeded(cost: Cost) -> Cost:
    """The cost of a command that went well; ends the benchmark when it did not."""
    if cost.returncode:
        raise SystemExit(f"a measured command failed:\n{cost.told}")
    return cost


def report(measured: Sequence[Measured], workers: int, as_json: bool) -> None:
    """Print what was measured, each beside the first."""
    base = measured[0].pages_a_minute
    sys.stderr.write(HOW_PLAIN_RAN.format(workers=workers))
    if as_json:
        rows = [
            {
                "name": one.name,
                "pages": one.pages,
                "seconds": round(one.seconds, 2),
                "pages_a_minute": round(one.pages_a_minute, 2),
                "of_plain": round(one.pages_a_minute / base, 3),
                "processor_seconds_a_page": round(one.work / one.pages, 2),
                "peak_megabytes": round(one.peak_megabytes),
            }
            for one in measured
        ]
        sys.stdout.write(json.dumps(rows, indent=1) + "\n")
        return
    heads = ("pages", "seconds", "a minute", "of plain", "cpu s/page", "MB")
    sys.stdout.write(f"{'':30}" + "".join(f"{head:>11}" for head in heads) + "\n")
    for one in measured:
        rate = one.pages_a_minute
        sys.stdout.write(
            f"{one.name:30}{one.pages:11}{one.seconds:11.1f}{rate:11.1f}{rate / base:11.0%}"
            f"{one.work / one.pages:11.2f}{one.peak_megabytes:11.0f}\n"
        )


def main(arguments: Sequence[str]) -> int:
    """Measure and report."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("paths", type=Path, nargs="*", default=[Path("samples")])
    parser.add_argument("--workers", type=int, default=2, help="pages read at the same time")
    parser.add_argument("--linear", type=int, default=0, metavar="N", help="also N, 2N, 4N pages")
    parser.add_argument("--json", action="store_true", help="print JSON for a program")
    args = parser.parse_args(arguments)
    folders = deliveries(args.paths)
    with tempfile.TemporaryDirectory(prefix="sijill-bench-pages-") as place:
        out = Path(place)
        pages = write_pages(folders, out)
        measured = [
            plain(pages, args.workers),
            reading(pages, args.workers),
            ingest(folders, len(pages), args.workers, "sijill ingest"),
        ]
        if args.linear:
            measured += growing(folders[0], pages, args.linear, args.workers, out)
    report(measured, args.workers, args.json)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
