"""Writes ``confusions.tsv`` and ``misread_rates.tsv``: how letters are misread, counted on truth.

    python -m indexing.data.make_confusions VOLUMES...

Each of VOLUMES is a folder that ``tests/generator/make.py`` wrote (deliveries and truth); its
scans are read as the product reads them, which takes a while. The product reads the results alone.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from indexing.names.matching import fold
from ocr.page import Line, Page, Script, Word
from ocr.reading import read_page
from ocr.scan import frame

HERE = Path(__file__).parent
LEAST_LIKENESS = 0.65
MOST_WORDS = 4
BINS = (0.0, 0.2, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.01)
_SCRIPTS = {Script.ARABIC: "ar", Script.LATIN: "fr"}


@dataclass(slots=True)
class Counts:
    """Letters of values as written against as read.

    Attributes:
        swaps: by (script, written, read); "" where a letter was added or lost.
        seen, wrong: letters read, and misread, by (script, bin of confidence).
    """

    swaps: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    seen: Counter[tuple[str, int]] = field(default_factory=Counter)
    wrong: Counter[tuple[str, int]] = field(default_factory=Counter)


def main(folders: Sequence[str]) -> None:
    """Count over the volumes of ``folders`` and write both tables beside this file."""
    counts = Counts()
    for folder in map(Path, folders):
        for truth in sorted((folder / "truth").glob("*.json")):
            told = json.loads(truth.read_text(encoding="utf-8"))
            for sheet in told["truth"]:
                scan = folder / "deliveries" / truth.stem / sheet["page"]
                page = read_page(frame(scan.read_bytes(), 0), None)
                count(sheet, page, counts)
    write(counts)


def count(sheet: Mapping[str, Any], page: Page, counts: Counts) -> None:
    """Add what one page tells: every value shown, beside the words most like it."""
    windows = {"ar": dict(_windows(page, "ar")), "fr": dict(_windows(page, "fr"))}
    values = {
        (name[-2:], fold(str(act[name])))
        for act in sheet["acts"]
        for name in sheet["shown"]
        if name[-3:] in ("_ar", "_fr") and act.get(name)
    }
    for script, value in values:
        found = process.extractOne(
            value,
            windows[script].keys(),
            scorer=Levenshtein.normalized_similarity,
            score_cutoff=LEAST_LIKENESS,
        )
        if found is not None:
            _compare(value, windows[script][found[0]], script, counts)


def write(counts: Counts) -> None:
    """Write both tables, commonest first."""
    rows = ["script\twritten\tread\tcount"]
    rows += ["\t".join((*swap, str(n))) for swap, n in counts.swaps.most_common() if n > 1]
    (HERE / "confusions.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    rates = ["script\tconfidence\trate"]
    for script in ("ar", "fr"):
        least = 1.0
        for place, (low, high) in enumerate(pairwise(BINS)):
            seen, wrong = counts.seen[script, place], counts.wrong[script, place]
            # A surer word is never taken to be worse read, and few letters prove little.
            least = min(least, (wrong + 1.0) / (seen + 10.0) if seen > 60 else least, 0.3)
            rates.append(f"{script}\t{(low + min(high, 1.0)) / 2:.3f}\t{least:.5f}")
    (HERE / "misread_rates.tsv").write_text("\n".join(rates) + "\n", encoding="utf-8")
    sys.stdout.write(f"{counts.seen.total()} letters, {counts.wrong.total()} misread\n")


def _windows(page: Page, script: str) -> Iterator[tuple[str, tuple[Word, ...]]]:
    for line in page.lines:
        if _SCRIPTS[line.script] == script:
            for words in _runs(line):
                text = " ".join(fold(word.text) for word in words)
                if len(text) > 2:
                    yield text, words


def _runs(line: Line) -> Iterable[tuple[Word, ...]]:
    return (
        line.words[start : start + length]
        for start in range(len(line.words))
        for length in range(1, MOST_WORDS + 1)
    )


def _compare(value: str, words: tuple[Word, ...], script: str, counts: Counts) -> None:
    read = " ".join(fold(word.text) for word in words)
    bins = [
        next(at for at, high in enumerate(BINS[1:]) if word.confidence < high)
        for word in words
        for _ in f"{fold(word.text)} "
    ]
    for letter, place in zip(read, bins, strict=False):
        counts.seen[script, place] += letter != " "
    for edit in Levenshtein.editops(value, read):
        written = "" if edit.tag == "insert" else value[edit.src_pos]
        seen = "" if edit.tag == "delete" else read[edit.dest_pos]
        counts.swaps[script, written, seen] += 1
        if " " not in (written, seen):
            counts.wrong[script, bins[min(edit.dest_pos, len(bins) - 1)]] += 1


if __name__ == "__main__":
    main(sys.argv[1:])
