"""The tables that ``sijill evaluate`` shows."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from rich.table import Table

from indexing.evaluation.curve import Bin, FieldLevel, Level
from indexing.evaluation.figures import Figures
from indexing.evaluation.judging import Share

_FITTED = "*"
_FATES = {
    "names": "all of them, of all family names",
    "exact": "exact in every letter",
    "other_letters": "right, some letter spelled otherwise",
    "mangled": "mangled",
    "turned": "turned into a listed name",
    "turned_silently": "turned, and nobody is asked",
    "unread": "not read",
    "among_first": "right among the first five",
}
_GROUP_LEVELS = (0.5, 0.8, 0.9, 0.95, 0.98, 0.99)


@dataclass(frozen=True, slots=True)
class Row:
    """A volume or a group of volumes; ``fitted`` where calibration knew one of them."""

    name: str
    figures: Figures
    fitted: bool = False

    @property
    def head(self) -> str:
        """Its name, starred where its confidence is flattered."""
        return self.name + _FITTED * self.fitted


def score_table(rows: Sequence[Row]) -> Table:
    """One row a volume: what was found and read right; a star where calibration knew the volume."""
    heads = ("volume", "acts found", "extra", "fields right", "letters exact", "acts right")
    table = _table("What was read", (*heads, "among five"))
    for row in rows:
        told = row.figures
        table.add_row(
            row.head,
            shown(told.acts),
            str(told.extra),
            shown(told.values),
            shown(told.exact_letters),
            shown(told.act_accuracy),
            shown(told.among_first),
        )
    return table


def trust_table(rows: Sequence[Row]) -> Table:
    """One row a volume: what went through, at what price, and what is left to a clerk."""
    heads = ("volume", "straight through", "wrong among them", "wrong and sure", "ECE")
    table = _table("What it cost", (*heads, "keystrokes", "an act"))
    for row in rows:
        told, keys = row.figures, row.figures.keystrokes
        error, rate, per_act = told.calibration_error, keys.rate, keys.per_act
        table.add_row(
            row.head,
            shown(told.accepted),
            shown(told.wrong_when_accepted),
            str(told.wrong_and_sure.right),
            "–" if error is None else f"{error:.3f}",
            "–" if rate is None else f"{100 * rate:.1f} % ({keys.left}/{keys.all})",
            "–" if per_act is None else f"{per_act:.1f}",
        )
    return table


def mention_table(rows: Sequence[Row]) -> Table:
    """One row a group: mentions right in type and date, missed and invented."""
    table = _table("Mentions", ("volumes", "right", "missed", "invented"))
    for row in rows:
        told = row.figures.mentions
        table.add_row(row.head, shown(told.share), str(told.missed), str(told.invented))
    return table


def unlisted_table(rows: Sequence[Row]) -> Table:
    """What became of family names that no list holds, one column a group."""
    table = _table("Family names in no list", ("what became of them", *(row.head for row in rows)))
    for name, meaning in _FATES.items():
        shares: list[Share] = [getattr(row.figures.unlisted, name) for row in rows]
        table.add_row(meaning, *map(shown, shares))
    return table


def field_table(rows: Sequence[Row]) -> Table:
    """One row a field, one column a group of volumes."""
    table = _table("Fields right", ("field", *(row.name for row in rows)))
    for name in sorted({name for row in rows for name in row.figures.fields}):
        table.add_row(name, *(shown(row.figures.fields.get(name, Share())) for row in rows))
    return table


def letters_table(rows: Sequence[Row]) -> Table:
    """One row a field of words: exact letters of the shown, and of those right after folding."""
    heads = [head for row in rows for head in (row.name, "of the right")]
    table = _table("Letters exact", ("field", *heads))
    every = [row.figures for row in rows]
    for name in sorted({name for told in every for name in told.letters}):
        shares = [(t.letters.get(name, Share()), t.fields.get(name, Share())) for t in every]
        cells = [(exact, Share(exact.right, right.right)) for exact, right in shares]
        table.add_row(name, *(shown(share) for pair in cells for share in pair))
    return table


def curve_table(name: str, levels: Sequence[Level]) -> Table:
    """Coverage against error: what one threshold for every field would let through."""
    heads = ("threshold", "fields sure", "wrong among them", "acts through", "wrong fields in them")
    table = _table(f"Coverage against error, {name}", heads)
    for one in levels:
        shares = (one.fields, one.wrong_fields, one.acts, one.wrong_in_acts)
        table.add_row(f"{one.threshold:g}", *map(shown, shares))
    return table


def group_table(row: Row) -> Table:
    """Coverage and error of each group of fields at a few thresholds."""
    heads = ("fields", "all", *(f"{level:g}: sure / wrong" for level in _GROUP_LEVELS))
    table = _table(f"Coverage against error by field, {row.name}", heads)
    for name, curve in row.figures.by_group.items():
        if curve:
            cells = [_at(curve, threshold) for threshold in _GROUP_LEVELS]
            table.add_row(name, str(curve[0].fields.shown), *cells)
    return table


def reliability_table(name: str, bins: Sequence[Bin]) -> Table:
    """What the archive said and what was so, by spans of confidence."""
    heads = ("confidence", "readings", "mean said", "share right")
    table = _table(f"Confidence, {name}", heads)
    for one in bins:
        span = f"{one.low:g} to {one.high:g}"
        table.add_row(span, str(one.readings), f"{one.confidence:.3f}", f"{one.right:.3f}")
    return table


def rows_table(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    """A table of ready text, the first column to the left."""
    table = _table(title, heads)
    for row in rows:
        table.add_row(*row)
    return table


def worst_fields(told: Figures) -> str:
    """The three fields read worst, with their rates; empty when all were right."""
    rated = [(share.rate, name) for name, share in told.fields.items() if share.rate is not None]
    worst = [f"{name} {100 * rate:.0f} %" for rate, name in sorted(rated)[:3] if rate < 1]
    return ", ".join(worst)


def shown(share: Share) -> str:
    """A share as a table shows it: in percent, with its counts."""
    rate = share.rate
    return "–" if rate is None else f"{100 * rate:.1f} % ({share.right}/{share.shown})"


def _at(curve: Sequence[FieldLevel], threshold: float) -> str:
    """The first level of a curve at or above a threshold."""
    place = bisect_left([one.threshold for one in curve], threshold)
    if place == len(curve):
        return "–"
    one = curve[place]
    return f"{100 * (one.fields.rate or 0):.1f} / {100 * (one.wrong_fields.rate or 0):.1f} %"


def _table(title: str, heads: Sequence[str]) -> Table:
    table = Table(title=title, title_justify="left")
    for place, head in enumerate(heads):
        table.add_column(head, justify="right" if place else "left", no_wrap=True)
    return table
