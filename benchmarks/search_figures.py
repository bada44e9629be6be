"""The figures of the search benchmark as a table, as arithmetic, and as a picture."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, ImageFont

COUNTRY = 55_000_000
"""Acts of the whole country."""

SHARD_BYTES = 30_000_000_000
"""A shard that Elasticsearch moves and recovers in good time: Elastic says 10 to 50 GB."""

MOST_MS = {
    "tantivy": {"reference": 2.0, "number and year": 2.0, "as one types": 10.0, "": 15.0},
    "elasticsearch": {"reference": 15.0, "number and year": 15.0, "as one types": 25.0, "": 40.0},
}
"""What p95 may be at a million acts, by engine and kind; "" for names within a few years."""

_RANGED = (
    *("same script, respelled", "same script, letter misread", "other script"),
    *("other script, letter misread in what is asked", "titles, articles, order"),
    *("other script, letter misread in the act", "another form of the name"),
)
_COLOURS = {"tantivy": "#1f6f8b", "elasticsearch": "#d98324"}
_WIDE, _ROW, _LEFT, _RIGHT = 1200, 46, 380, 220


def most_ms(engine: str, kind: str) -> float | None:
    """The p95 asked for, None where nothing was asked."""
    asked = MOST_MS[engine]
    return asked.get(kind, asked[""] if kind in _RANGED else None)


def table(figures: dict[str, Any]) -> str:
    """Every figure in lines of text."""
    lines = [f"{figures['acts']} acts, seed {figures['seed']}, load {figures['load']:.1f}"]
    for engine, told in figures["engines"].items():
        index = told["index"]
        lines.append(
            f"{engine}: {index['rate']:.0f} acts/s ({index['seconds']:.0f} s, of processor "
            f"{index['work']:.0f} s here, {index['documents']:.0f} s of them for documents and "
            f"keys, {index['server']:.0f} s in the server), {told['disk_bytes'] / 1e6:.0f} MB of "
            f"disk in {told['files']} files, memory {index['memory'] / 1e6:.0f} MB to fill, "
            f"{told['process_memory_bytes'] / 1e6:.0f} MB to ask, "
            f"{told.get('memory_bytes', 0) / 1e6:.0f} MB in the server"
        )
        lines += _rows(figures, engine, told)
        lines += ["", *arithmetic(figures["acts"], told), ""]
    return "\n".join(lines) + "\n"


def _rows(figures: dict[str, Any], engine: str, told: dict[str, Any]) -> Iterator[str]:
    heads = ("p50", "p95", "p99", "most", "cpu", "r@1", "r@10", "known", "held out", "overlap")
    yield f"{'':48}" + "".join(f"{head:>9}" for head in heads)
    for kind, one in told["kinds"].items():
        most = most_ms(engine, kind)
        cells = [
            *(one[f"{part}_ms"] for part in ("p50", "p95", "p99")),
            most,
            one["work_ms"],
            *(one.get(f"recall_{of}") for of in ("1", "10", "10_known", "10_held_out")),
            figures["overlap"].get(kind),
        ]
        yield f"{kind:48}" + "".join(f"{'' if c is None else format(c, '.3g'):>9}" for c in cells)


def arithmetic(acts: int, told: dict[str, Any], country: int = COUNTRY) -> Iterator[str]:
    """What so many acts come to if all grows with their number: reckoned, not measured."""
    disk = told["disk_bytes"] / acts * country
    hours = country / told["index"]["rate"] / 3600
    shards = max(1, -int(-disk // SHARD_BYTES))
    yield (
        f"arithmetic for {country} acts: {disk / 1e9:.0f} GB of disk, twice that while an index is "
        f"built beside the live one; {hours:.1f} hours with one writer; {shards} shards of "
        f"{SHARD_BYTES / 1e9:.0f} GB"
    )


def draw(figures: dict[str, Any], path: Path) -> None:
    """Draw p95 of each kind of question as bars, with what was asked for, and recall beside."""
    engines = figures["engines"]
    kinds = list(next(iter(engines.values()))["kinds"])
    high = 130 + _ROW * len(kinds)
    picture = Image.new("RGB", (_WIDE, high), "white")
    pen, small = ImageDraw.Draw(picture), ImageFont.load_default(15)
    title = f"p95 in milliseconds among {figures['acts']:,} acts; recall in the first ten"
    pen.text((20, 14), title, "black", font=ImageFont.load_default(20))
    rates = ", ".join(f"{name} {one['index']['rate']:,.0f} acts/s" for name, one in engines.items())
    pen.text(
        (20, 46), f"filled by one writer: {rates}; a line marks what was asked for", "#555", small
    )
    longest = max(
        max(one["kinds"][kind]["p95_ms"], most_ms(name, kind) or 0)
        for name, one in engines.items()
        for kind in kinds
    )
    scale = (_WIDE - _LEFT - _RIGHT) / longest
    for row, kind in enumerate(kinds):
        top = 84 + row * _ROW
        pen.text((20, top + 8), kind, "black", font=small)
        for place, (name, one) in enumerate(engines.items()):
            told, left = one["kinds"][kind], top + 18 * place
            end = _LEFT + told["p95_ms"] * scale
            pen.rectangle((_LEFT, left, end, left + 14), fill=_COLOURS[name])
            pen.text((end + 5, left - 2), f"{told['p95_ms']:.1f}", "black", font=small)
            if most := most_ms(name, kind):
                at = _LEFT + most * scale
                pen.line((at, left - 1, at, left + 15), fill="#b00020", width=2)
            if "recall_10" in told:
                text = f"{name[:7]} {told['recall_10']:.3f}"
                pen.text((_WIDE - 150, left - 2), text, _COLOURS[name], font=small)
    for place, name in enumerate(engines):
        pen.text((_LEFT + 160 * place, high - 28), name, _COLOURS[name], font=small)
    picture.save(path, optimize=True)
