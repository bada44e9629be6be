"""Second copies among what a search found: each leads to the act that stands for it."""

from dataclasses import replace

from archive.catalogue import Catalogue
from indexing.search.document import document
from indexing.search.index import Hit, SearchResults


def lead_to_standing(results: SearchResults, catalogue: Catalogue) -> SearchResults:
    """The same results with every second copy replaced by the act that stands for it.

    An act found twice so is shown once, at its better place, and ``total`` counts it once.
    """
    ids = [hit.act_id for hit in results.hits if hit.type == "act"]
    stands = catalogue.standing_acts(ids)
    if all(act_id == standing for act_id, standing in stands.items()):
        return results
    shown: dict[str, Hit] = {}
    for hit in results.hits:
        leads_to = stands.get(hit.act_id, hit.act_id)
        if leads_to not in shown:
            shown[leads_to] = hit if leads_to == hit.act_id else _standing(hit, leads_to, catalogue)
    twice = len(results.hits) - len(shown)
    return replace(results, total=results.total - twice, hits=tuple(shown.values()))


def _standing(hit: Hit, act_id: str, catalogue: Catalogue) -> Hit:
    act = catalogue.act(act_id)
    if act is None:
        return hit
    told = document(act)
    return replace(
        hit,
        act_id=act_id,
        reference=told.reference,
        kind=told.kind,
        year=told.year,
        office_code=told.office_code,
        names=told.names,
        father=told.father_names,
        mother=told.mother_names,
        places=told.place_names,
        event_date=told.event_date,
        event_calendar=told.event_calendar,
        state=told.state,
    )
