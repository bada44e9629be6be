"""What a search found, as ``sijill search`` shows it: for programs and as a table."""

from collections.abc import Sequence
from typing import Any

from rich.table import Table

from indexing.search.highlights import Highlight, highlights
from indexing.search.index import Hit
from indexing.search.request import SearchRequest

_COLUMNS = ("reference", "type", "kind", "year", "names", "page", "state")


def hit_to_json(hit: Hit, request: SearchRequest) -> dict[str, Any]:
    """A hit as JSON with the words that matched; ``volume`` and ``page`` are null for an act."""
    return {
        "type": hit.type,
        "reference": hit.reference,
        "act_id": hit.act_id,
        "kind": hit.kind,
        "year": hit.year,
        "office_code": hit.office_code,
        "names": list(hit.names),
        "father": list(hit.father),
        "mother": list(hit.mother),
        "places": list(hit.places),
        "event_date": hit.event_date,
        "event_calendar": hit.event_calendar,
        "volume": hit.volume,
        "page": hit.page,
        "state": hit.state,
        "score": hit.score,
        "doubtful_number": hit.doubtful_number,
        "highlights": [highlight_to_json(one) for one in highlights(request, hit)],
    }


def highlight_to_json(mark: Highlight) -> dict[str, Any]:
    """Where a word that matched stands in a hit's texts, and how it matched."""
    return {
        "shown": mark.shown,
        "at": mark.at,
        "start": mark.start,
        "end": mark.end,
        "how": mark.how.value,
    }


def hits_table(hits: Sequence[Hit]) -> Table:
    """One row a hit, best first; a page is named by its volume."""
    table = Table(*_COLUMNS)
    for hit in hits:
        name = hit.volume or hit.reference or ""
        names, year = " · ".join(hit.names), str(hit.year)
        table.add_row(name, hit.type, hit.kind, year, names, hit.page or "", hit.state)
    return table
