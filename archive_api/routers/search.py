"""``/v1/search``: find acts by any name in either script, and by field."""

from typing import Annotated

from fastapi import APIRouter, Query

from archive_api.opened import Archive, Opened
from archive_api.problems import Problem, reason
from archive_api.schemas.search import SearchIn, SearchOut
from indexing.errors import SearchInvalid
from indexing.search.duplicates_found import lead_to_standing
from indexing.search.request import SearchRequest

router = APIRouter(prefix="/v1/search", tags=["search"])


@router.get("")
def search(archive: Opened, wanted: Annotated[SearchIn, Query()]) -> SearchOut:
    """Acts that match, best first; ``after`` is the last page's ``next``."""
    return found(archive, wanted)


def found(archive: Archive, wanted: SearchIn) -> SearchOut:
    """The hits of a search, the showing of them logged by act and never by what was asked."""
    try:
        results = archive.index.search(SearchRequest(**wanted.model_dump()))
    except SearchInvalid as error:
        texts = reason(error.code)
        said = {"reason": texts["fr"], "reason_code": error.code, "reason_texts": texts}
        raise Problem("search_invalid", said) from error
    results = lead_to_standing(results, archive.catalogue)
    out = SearchOut.from_results(results)
    archive.log_read("search", " ".join(hit.act_id for hit in results.hits))
    return out
