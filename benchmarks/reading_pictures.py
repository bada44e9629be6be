"""Makes the pictures of docs/reading.md: the steps from a scan to an act, on a sample page.

python benchmarks/reading_pictures.py [--page samples/deliveries/VOLUME/PAGE] [--out docs/pictures]
"""

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageDraw

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from archive.act import ActReading  # noqa: E402
from archive.register import VolumeReference  # noqa: E402
from indexing.evaluation.judging import volume_reference  # noqa: E402
from indexing.structuring import structure_volume  # noqa: E402
from ocr.leaf import cut_leaves  # noqa: E402
from ocr.page import BoundingBox, Page, RegionKind, Script  # noqa: E402
from ocr.paper import Colour  # noqa: E402
from ocr.reading import prepare_leaf, read_page  # noqa: E402
from ocr.scan import frame  # noqa: E402

SAMPLE = Path("samples/deliveries/bilingual-columns-1952-1975/0001.jpg")
WIDTH = 860
SHOWN = 0.52  # upper share of the page that is shown
REGIONS = {RegionKind.BODY: "#1f5fbf", RegionKind.MARGIN: "#b0601a", RegionKind.CELL: "#1b8a3a"}
SCRIPTS = {Script.LATIN: "#1f5fbf", Script.ARABIC: "#b01a5c"}
SURE, UNSURE = "#1b8a3a", "#d99100"


def main(arguments: Sequence[str]) -> int:
    """Draw all steps; 0 when written."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--page", type=Path, default=SAMPLE)
    parser.add_argument("--out", type=Path, default=Path("docs/pictures"))
    args = parser.parse_args(arguments)
    args.out.mkdir(parents=True, exist_ok=True)
    scan = frame(args.page.read_bytes(), 0)
    with Image.open(args.page) as file:
        dpi = round(file.info["dpi"][0])
    page = read_page(scan, dpi)
    batch = json.loads((args.page.parent / "batch.json").read_text("utf-8"))
    volume = VolumeReference.parse(volume_reference(batch))
    acts = structure_volume(volume, [(args.page.name, page)]).acts
    for name, picture in steps(scan, dpi, page, acts):
        path = args.out / f"reading-{name}.webp"
        shown(picture).save(path, "WEBP", quality=45, method=6)
        sys.stdout.write(f"{path}: {path.stat().st_size // 1024} KB\n")
    return 0


def steps(
    scan: Colour, dpi: int, page: Page, acts: Iterable[ActReading]
) -> Iterable[tuple[str, Image.Image]]:
    """Each step's name and picture, in order."""
    yield "1-scan", picture_of(scan)
    even = prepare_leaf(cut_leaves(scan, dpi, page.rotation)[0]).even
    yield "2-evened", picture_of(cv2.cvtColor(even, cv2.COLOR_GRAY2BGR))
    regions = picture_of(scan)
    for region in page.regions:
        outline(regions, region.box, REGIONS[region.kind])
    yield "3-regions", regions
    lines = picture_of(scan)
    for line in page.lines:
        outline(lines, line.box, SCRIPTS[line.script])
    yield "4-lines", lines
    fields = picture_of(scan)
    for act in acts:
        doubted = {finding.field for finding in act.findings}
        for name, field in act.fields.items():
            if field.box is not None:
                x, y, width, height = (field.box.x, field.box.y, field.box.width, field.box.height)
                box = BoundingBox(x, y, x + width, y + height)
                told = f"{name} {100 * field.confidence:.0f}"
                outline(fields, box, UNSURE if name in doubted else SURE, told)
    yield "5-fields", fields


def picture_of(pixels: Colour) -> Image.Image:
    """BGR pixels as a picture."""
    return Image.fromarray(np.ascontiguousarray(pixels[:, :, ::-1]))


def outline(picture: Image.Image, box: BoundingBox, colour: str, told: str = "") -> None:
    """Draw a box, with a word above it."""
    brush = ImageDraw.Draw(picture)
    edges = (box.left, box.top, box.right, box.bottom)
    brush.rectangle(edges, outline=colour, width=max(3, picture.width // 600))
    if told:
        size = picture.width // 85
        brush.text((box.left, box.top - size), told, fill=colour, font_size=size)


def shown(picture: Image.Image) -> Image.Image:
    """The upper part of the page, small enough for a document."""
    upper = picture.crop((0, 0, picture.width, round(picture.height * SHOWN)))
    return upper.resize(
        (WIDTH, round(upper.height * WIDTH / upper.width)), Image.Resampling.LANCZOS
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
