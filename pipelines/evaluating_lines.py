"""Line images with their truth: character error rate by the engine that reading would choose."""

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from archive.civil_date import Calendar
from archive.date_words import parse_fr
from indexing.decoding_dates import decode_date
from indexing.evaluation import Share
from indexing.evaluation_figures import share_to_json
from indexing.evaluation_table import rows_table
from ocr.line_errors import LineErrors, line_errors
from ocr.line_reading import read_line_image
from ocr.page import Script
from ocr.tesseract import LineReading
from pipelines.printing import print_table

_HEADS = ("set", "lines", "error rate", "lines exact", "dates exact", "dates among five")
_FEWEST_DATES = 20
_YEARS_AROUND = 10


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of a set: its image, and what stands there."""

    image: Path
    text: str


def measure(folder: Path, as_json: bool) -> dict[str, Any]:
    """Read every set of lines in ``folder``; ``{"lines": …}`` by set, shown unless JSON is."""
    sets = sorted(path.parent for path in folder.glob("*/index.tsv"))
    told = {one.name: _measured(one) for one in sets}
    if not as_json:
        rows = [(name, *_row(figures)) for name, figures in told.items()]
        print_table(rows_table("Lines", _HEADS, rows))
    return {"lines": told}


def _measured(folder: Path) -> dict[str, Any]:
    script = Script.ARABIC if folder.name.startswith("ar") else Script.LATIN
    lines = list(_lines(folder))
    readings = [_read(line.image) for line in lines]
    read = [" ".join(word.text for word in reading.words) for reading in readings]
    errors = line_errors(zip(read, (line.text for line in lines), strict=True), script)
    told: dict[str, Any] = {"lines": errors.lines, "exact": errors.exact, "rate": _rate(errors)}
    told["engines"] = dict(Counter(reading.engine for reading in readings))
    return told | (_dates(lines, readings) if script is Script.LATIN else {})


def _lines(folder: Path) -> Iterator[_Line]:
    with (folder / "index.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            images = sorted((folder / "lines").glob(f"{row['name']}.*"))
            if images:
                yield _Line(images[0], row["text"])


def _read(path: Path) -> LineReading:
    with Image.open(path) as image:
        return read_line_image(np.asarray(image.convert("L")))


def _dates(lines: list[_Line], readings: list[LineReading]) -> dict[str, Any]:
    """Lines that are a whole date, decoded in the set's years, ten more on either side."""
    dated = [
        (reading, iso)
        for line, reading in zip(lines, readings, strict=True)
        if (iso := _date(line.text))
    ]
    if len(dated) < _FEWEST_DATES:
        return {}
    years = [int(iso[:4]) for _, iso in dated]
    span = range(min(years) - _YEARS_AROUND, max(years) + _YEARS_AROUND + 1)
    ranked = [_candidates(reading, span) for reading, _ in dated]
    first = sum(found[:1] == [iso] for found, (_, iso) in zip(ranked, dated, strict=True))
    five = sum(iso in found[:5] for found, (_, iso) in zip(ranked, dated, strict=True))
    return {
        "dates": share_to_json(Share(first, len(dated))),
        "dates_among_five": share_to_json(Share(five, len(dated))),
        "years": [span.start, span.stop - 1],
    }


def _candidates(reading: LineReading, years: range) -> list[str]:
    text = " ".join(word.text for word in reading.words)
    others = {word.text: word.alternatives for word in reading.words}
    found = decode_date(text, "fr", Calendar.GREGORIAN, years, others)
    return [candidate.iso for candidate in found]


def _date(text: str) -> str | None:
    """The whole date that a line is, None when it is something else."""
    try:
        found = parse_fr(text, Calendar.GREGORIAN).iso
    except ValueError:
        return None
    return found if len(found) == 10 else None


def _rate(errors: LineErrors) -> float | None:
    return None if errors.rate is None else round(errors.rate, 4)


def _row(told: dict[str, Any]) -> tuple[str, ...]:
    rate = "–" if told["rate"] is None else f"{told['rate']:.3f}"
    dates = [_percent(told.get(name)) for name in ("dates", "dates_among_five")]
    return (str(told["lines"]), rate, str(told["exact"]), *dates)


def _percent(share: dict[str, Any] | None) -> str:
    if share is None or share["rate"] is None:
        return "–"
    return f"{100 * share['rate']:.1f} % ({share['count']}/{share['of']})"
