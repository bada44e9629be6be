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
from archive.register import FIRST_YEAR, LAST_YEAR
from indexing.decoding.dates import decode_date
from indexing.evaluation.judging import Share, share_to_json, year_span
from indexing.evaluation.table import rows_table
from ocr.engine import LineReading
from ocr.line_errors import LineErrors, line_errors
from ocr.line_reading import read_line_image
from ocr.page import Script
from pipelines.printing import print_table

_HEADS = ("set", "lines", "error rate", "lines exact", "dates exact", "dates among five", "years")
_FEWEST_DATES = 20
_YEARS_FILE = "years.txt"
_REGISTERS = range(FIRST_YEAR, LAST_YEAR + 1)


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of a set: its image, and what stands there."""

    image: Path
    text: str


def measure(folder: Path, as_json: bool, years: range | None = None) -> dict[str, Any]:
    """Read every set of lines in ``folder``; ``{"lines": …}`` by set, shown unless JSON is.

    Dates are decoded within ``years``, else within the span in the set's ``years.txt``, else
    within the years that registers may be of: never within those of the answers.
    """
    sets = sorted(path.parent for path in folder.glob("*/index.tsv"))
    told = {one.name: _measured(one, years or _years_of(one)) for one in sets}
    if not as_json:
        rows = [(name, *_row(figures)) for name, figures in told.items()]
        print_table(rows_table("Lines", _HEADS, rows))
    return {"lines": told}


def _years_of(folder: Path) -> range:
    """The span that a set of lines was published with, else that of registers."""
    file = folder / _YEARS_FILE
    return year_span(file.read_text(encoding="utf-8")) if file.is_file() else _REGISTERS


def _measured(folder: Path, years: range) -> dict[str, Any]:
    script = Script.ARABIC if folder.name.startswith("ar") else Script.LATIN
    lines = list(_lines(folder))
    readings = [_read(line.image) for line in lines]
    read = [" ".join(word.text for word in reading.words) for reading in readings]
    errors = line_errors(zip(read, (line.text for line in lines), strict=True), script)
    told: dict[str, Any] = {"lines": errors.lines, "exact": errors.exact, "rate": _rate(errors)}
    told["engines"] = dict(Counter(reading.engine for reading in readings))
    return told | (_dates(lines, readings, years) if script is Script.LATIN else {})


def _lines(folder: Path) -> Iterator[_Line]:
    with (folder / "index.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            images = sorted((folder / "lines").glob(f"{row['name']}.*"))
            if images:
                yield _Line(images[0], row["text"])


def _read(path: Path) -> LineReading:
    with Image.open(path) as image:
        return read_line_image(np.asarray(image.convert("L")))


def _dates(lines: list[_Line], readings: list[LineReading], years: range) -> dict[str, Any]:
    """Lines that are a whole date, decoded within the given years."""
    dated = [
        (reading, iso)
        for line, reading in zip(lines, readings, strict=True)
        if (iso := _date(line.text))
    ]
    if len(dated) < _FEWEST_DATES:
        return {}
    ranked = [_candidates(reading, years) for reading, _ in dated]
    first = sum(found[:1] == [iso] for found, (_, iso) in zip(ranked, dated, strict=True))
    five = sum(iso in found[:5] for found, (_, iso) in zip(ranked, dated, strict=True))
    return {
        "dates": share_to_json(Share(first, len(dated))),
        "dates_among_five": share_to_json(Share(five, len(dated))),
        "years": [years.start, years.stop - 1],
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
    years = "-".join(map(str, told["years"])) if "years" in told else "–"
    return (str(told["lines"]), rate, str(told["exact"]), *dates, years)


def _percent(share: dict[str, Any] | None) -> str:
    if share is None or share["rate"] is None:
        return "–"
    return f"{100 * share['rate']:.1f} % ({share['count']}/{share['of']})"
