"""The tables that ``sijill evaluate`` shows."""

from collections.abc import Sequence

from rich.table import Table

from indexing.evaluation import Share, VolumeScore
from indexing.evaluation_figures import Bin, Figures, Level

_FITTED = "*"


def score_table(rows: Sequence[tuple[VolumeScore, Figures, bool]]) -> Table:
    """One row a volume: what was found and read right; a star where calibration knew the volume."""
    table = _table(
        "What was read",
        (
            *("volume", "acts found", "extra", "fields right", "letters exact"),
            *("acts right", "among five", "mentions"),
        ),
    )
    for score, told, fitted in rows:
        table.add_row(
            score.volume + _FITTED * fitted,
            _shown(score.acts),
            str(score.extra),
            _shown(score.values),
            _shown(score.exact_letters),
            _shown(told.act_accuracy),
            _shown(told.among_first),
            _shown(score.fields.get("mentions", Share())),
        )
    return table


def trust_table(rows: Sequence[tuple[VolumeScore, Figures, bool]]) -> Table:
    """One row a volume: what went through, at what price, and what is left to a clerk."""
    table = _table(
        "What it cost", ("volume", "straight through", "wrong among them", "ECE", "keystrokes")
    )
    for score, told, fitted in rows:
        error = told.calibration_error
        keys, rate = told.keystrokes, told.keystrokes.rate
        left = "–" if rate is None else f"{100 * rate:.1f} % ({keys.left}/{keys.all})"
        table.add_row(
            score.volume + _FITTED * fitted,
            _shown(told.accepted),
            _shown(told.wrong_when_accepted),
            "–" if error is None else f"{error:.3f}",
            left,
        )
    return table


def field_table(scores: Sequence[VolumeScore]) -> Table:
    """One row a field, one column a group of volumes."""
    table = _table("Fields right", ("field", *(score.volume for score in scores)))
    for name in sorted({name for score in scores for name in score.fields}):
        table.add_row(name, *(_shown(score.fields.get(name, Share())) for score in scores))
    return table


def letters_table(scores: Sequence[VolumeScore]) -> Table:
    """One row a field of words: exact letters of the shown, and of those right after folding."""
    heads = [head for score in scores for head in (score.volume, "of the right")]
    table = _table("Letters exact", ("field", *heads))
    for name in sorted({name for score in scores for name in score.letters}):
        shares = [(s.letters.get(name, Share()), s.fields.get(name, Share())) for s in scores]
        cells = [(exact, Share(exact.right, right.right)) for exact, right in shares]
        table.add_row(name, *(_shown(share) for pair in cells for share in pair))
    return table


def curve_table(name: str, levels: Sequence[Level]) -> Table:
    """Coverage against error: what one threshold for every field would let through."""
    heads = ("threshold", "fields sure", "wrong among them", "acts through", "wrong fields in them")
    table = _table(f"Coverage against error, {name}", heads)
    for one in levels:
        shares = (one.fields, one.wrong_fields, one.acts, one.wrong_in_acts)
        table.add_row(f"{one.threshold:g}", *map(_shown, shares))
    return table


def reliability_table(name: str, bins: Sequence[Bin]) -> Table:
    """What the archive said and what was so, by tenths of confidence."""
    heads = ("confidence", "readings", "mean said", "share right")
    table = _table(f"Confidence, {name}", heads)
    for one in bins:
        span = f"{one.low:.1f} to {one.high:.1f}"
        table.add_row(span, str(one.readings), f"{one.confidence:.3f}", f"{one.right:.3f}")
    return table


def rows_table(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    """A table of ready text, the first column to the left."""
    table = _table(title, heads)
    for row in rows:
        table.add_row(*row)
    return table


def worst_fields(score: VolumeScore) -> str:
    """The three fields read worst, with their rates; empty when all were right."""
    rated = [(share.rate, name) for name, share in score.fields.items() if share.rate is not None]
    worst = [f"{name} {100 * rate:.0f} %" for rate, name in sorted(rated)[:3] if rate < 1]
    return ", ".join(worst)


def _table(title: str, heads: Sequence[str]) -> Table:
    table = Table(title=title, title_justify="left")
    for place, head in enumerate(heads):
        table.add_column(head, justify="right" if place else "left", no_wrap=True)
    return table


def _shown(share: Share) -> str:
    rate = share.rate
    return "–" if rate is None else f"{100 * rate:.1f} % ({share.right}/{share.shown})"
