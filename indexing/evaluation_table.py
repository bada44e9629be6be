"""The table that ``sijill evaluate`` shows."""

from collections.abc import Sequence

from rich.table import Table

from indexing.evaluation import Share, VolumeScore


def score_table(scores: Sequence[VolumeScore]) -> Table:
    """One row a volume: shares in percent with their counts, then the fields read worst."""
    table = Table("volume")
    for column in ("acts found", "extra", "fields right", "straight through", "accepted right"):
        table.add_column(column, justify="right")
    table.add_column("worst fields")
    for score in scores:
        shares = (score.values, score.accepted, score.accepted_right)
        table.add_row(
            score.volume, _shown(score.acts), str(score.extra), *map(_shown, shares), _worst(score)
        )
    return table


def _shown(share: Share) -> str:
    rate = share.rate
    return "–" if rate is None else f"{100 * rate:.1f} % ({share.right}/{share.shown})"


def _worst(score: VolumeScore) -> str:
    rated = [(share.rate, name) for name, share in score.fields.items() if share.rate is not None]
    worst = [f"{name} {100 * rate:.0f} %" for rate, name in sorted(rated)[:3] if rate < 1]
    return ", ".join(worst)
