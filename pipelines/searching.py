"""What ``sijill search`` does and shows."""

from archive.catalogue import Catalogue
from archive.settings import Settings
from indexing.search.counting import counts
from indexing.search.duplicates_found import lead_to_standing
from indexing.search.meant import did_you_mean
from indexing.search.open import open_index
from indexing.search.request import SearchRequest
from indexing.search.showing import hit_to_json, hits_table
from pipelines.printing import print_json, print_table, say

FOUND, NOTHING = 0, 1
"""Exit codes."""


def search(request: SearchRequest, settings: Settings, as_json: bool) -> int:
    """Show what matches, note which acts were shown to whom, and return the exit code."""
    index = open_index(settings)
    results = index.search(request)
    found = counts(index, request)
    meant = did_you_mean(index, request, results)
    catalogue = Catalogue.open(settings)
    results = lead_to_standing(results, catalogue)
    # Which acts were seen, never what was asked: that may name people.
    catalogue.log_read(settings.actor, "search", " ".join(hit.act_id for hit in results.hits))
    catalogue.close()
    if as_json:
        told = {"total": results.total, "acts": found.acts, "pages": found.pages}
        hits = [hit_to_json(hit, request) for hit in results.hits]
        print_json({**told, "hits": hits, "did_you_mean": meant, "facets": results.facets})
    else:
        print_table(hits_table(results.hits))
        for name, values in (results.facets or {}).items():
            say(f"{name}: " + ", ".join(f"{value} ({count})" for value, count in values))
        say(found)
        if meant:
            say("Did you mean: " + ", ".join(meant.values()))
    return FOUND if results.hits else NOTHING
