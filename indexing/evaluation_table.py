"""The table that ``sijill evaluate`` shows."""

from collections.abc import Sequence

from rich.table import Table

from indexing.evaluation import Share, VolumeScore

_COLUMNS = ("acts found", "extra", "fields right", "straight through", "accepted and right")


def score_table(scores: Sequence[VolumeScore]) -> Table:
    """One row a volume: shares in percent with their counts."""
    table = Table()
    for column in ("volume", *_COLUMNS):
        table.add_column(column, justify="left" if column == "volume" else "right", no_wrap=True)
    for score in scores:
        shares = (score.values, score.accepted, score.accepted_right)
        table.add_row(score.volume, _shown(score.acts), str(score.extra), *map(_shown, shares))
    return table


def worst_fields(score: VolumeScore) -> str:
    """The three fields read worst, with their rates; empty when all were right."""
    rated = [(share.rate, name) for name, share in score.fields.items() if share.rate is not None]
    worst = [f"{name} {100 * rate:.0f} %" for rate, name in sorted(rated)[:3] if rate < 1]
    return ", ".join(worst)


def _shown(share: Share) -> str:
    rate = share.rate
    return "–" if rate is None else f"{100 * rate:.1f} % ({share.right}/{share.shown})"
