"""What a search found, as ``sijill search`` shows it: for programs and as a table."""

from collections.abc import Sequence
from typing import Any

from rich.table import Table

from indexing.search.index import Hit

_COLUMNS = ("reference", "type", "kind", "year", "names", "page", "state")


def hit_to_json(hit: Hit) -> dict[str, Any]:
    """A hit as JSON; ``volume`` and ``page`` are null for an act, ``names`` empty for a page."""
    return {
        "type": hit.type,
        "reference": hit.reference,
        "act_id": hit.act_id,
        "kind": hit.kind,
        "year": hit.year,
        "office_code": hit.office_code,
        "names": list(hit.names),
        "volume": hit.volume,
        "page": hit.page,
        "state": hit.state,
        "score": hit.score,
    }


def hits_table(hits: Sequence[Hit]) -> Table:
    """One row a hit, best first; a page is named by its volume."""
    table = Table(*_COLUMNS)
    for hit in hits:
        name = hit.volume or hit.reference or ""
        names, year = " · ".join(hit.names), str(hit.year)
        table.add_row(name, hit.type, hit.kind, year, names, hit.page or "", hit.state)
    return table
