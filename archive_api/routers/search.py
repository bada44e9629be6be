"""``/v1/search``: find acts by any name in either script, and by field; ``/v1/suggest``."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Query

from archive.account import Right
from archive_api.opened import Archive, Opened
from archive_api.problems import Problem, reason
from archive_api.schemas.search import MAX_TEXT, FacetOut, SearchIn, SearchOut, SuggestOut
from archive_api.signed_in import program_allowed
from indexing.errors import SearchInvalid
from indexing.search.duplicates_found import lead_to_standing
from indexing.search.index import SearchResults
from indexing.search.meant import did_you_mean
from indexing.search.request import SearchRequest
from indexing.search.suggesting import suggest, typed_request

router = APIRouter(prefix="/v1", tags=["search"])


@router.get("/search", dependencies=[program_allowed(Right.READ)])
def search(archive: Opened, wanted: Annotated[SearchIn, Query()]) -> SearchOut:
    """Acts that match, best first; ``after`` is the last page's ``next``."""
    return found(archive, wanted)


@router.get("/suggest", dependencies=[program_allowed(Right.READ)])
def suggested(
    archive: Opened,
    text: Annotated[str, Query(max_length=MAX_TEXT)],
    cross_script: bool = True,
) -> SuggestOut:
    """Names that exist and complete the last word typed, in either script, and first acts."""
    typed = suggest(archive.index, text, cross_script)
    shown = lead_to_standing(SearchResults(len(typed.hits), typed.hits), archive.catalogue)
    if shown.hits:
        archive.log_read("suggest", " ".join(hit.act_id for hit in shown.hits))
    return SuggestOut.of(typed.completions, shown.hits, typed_request(text, cross_script))


def spread(archive: Archive, wanted: SearchIn) -> dict[str, list[FacetOut]]:
    """How what a search finds is spread over offices, years, kinds and states."""
    asked = wanted.model_copy(update={"facets": True, "limit": 1, "after": None})
    out = SearchOut.from_results(*_searched(archive, asked))
    # Even how many were found tells of people: who asked is written down.
    archive.log_read("search.counted", "")
    return out.facets or {}


def found(archive: Archive, wanted: SearchIn) -> SearchOut:
    """The hits of a search, the showing of them logged by act and never by what was asked."""
    results, request, meant = _searched(archive, wanted)
    results = lead_to_standing(results, archive.catalogue)
    out = SearchOut.from_results(results, request, meant)
    archive.log_read("search", " ".join(hit.act_id for hit in results.hits))
    return out


def _searched(
    archive: Archive, wanted: SearchIn
) -> tuple[SearchResults, SearchRequest, Mapping[str, str]]:
    try:
        request = SearchRequest(**wanted.criteria())
        results = archive.index.search(request)
        return results, request, did_you_mean(archive.index, request, results)
    except SearchInvalid as error:
        raise search_invalid(error) from error


def search_invalid(error: SearchInvalid) -> Problem:
    """Why a search cannot be made, as the problem it is answered with."""
    texts = reason(error.code)
    said = {"reason": texts["fr"], "reason_code": error.code, "reason_texts": texts}
    return Problem("search_invalid", said)
