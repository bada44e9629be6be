"""``/v1/search``: find acts by any name in either script, and by field; ``/v1/suggest``."""

from typing import Annotated

from fastapi import APIRouter, Query

from archive_api.opened import Archive, Opened
from archive_api.problems import Problem, reason
from archive_api.schemas.search import SearchIn, SearchOut, SuggestOut
from indexing.errors import SearchInvalid
from indexing.search.duplicates_found import lead_to_standing
from indexing.search.index import SearchResults
from indexing.search.meant import did_you_mean
from indexing.search.request import SearchRequest
from indexing.search.suggesting import suggest, typed_request

router = APIRouter(prefix="/v1", tags=["search"])


@router.get("/search")
def search(archive: Opened, wanted: Annotated[SearchIn, Query()]) -> SearchOut:
    """Acts that match, best first; ``after`` is the last page's ``next``."""
    return found(archive, wanted)


@router.get("/suggest")
def suggested(
    archive: Opened,
    text: Annotated[str, Query(max_length=20_000)],
    cross_script: bool = True,
) -> SuggestOut:
    """Names that exist and complete the last word typed, in either script, and first acts."""
    typed = suggest(archive.index, text, cross_script)
    shown = lead_to_standing(SearchResults(len(typed.hits), typed.hits), archive.catalogue)
    if shown.hits:
        archive.log_read("suggest", " ".join(hit.act_id for hit in shown.hits))
    return SuggestOut.of(typed.completions, shown.hits, typed_request(text, cross_script))


def found(archive: Archive, wanted: SearchIn) -> SearchOut:
    """The hits of a search, the showing of them logged by act and never by what was asked."""
    try:
        request = SearchRequest(**wanted.criteria())
        results = archive.index.search(request)
        meant = did_you_mean(archive.index, request, results)
    except SearchInvalid as error:
        texts = reason(error.code)
        said = {"reason": texts["fr"], "reason_code": error.code, "reason_texts": texts}
        raise Problem("search_invalid", said) from error
    results = lead_to_standing(results, archive.catalogue)
    out = SearchOut.from_results(results, request, meant)
    archive.log_read("search", " ".join(hit.act_id for hit in results.hits))
    return out
