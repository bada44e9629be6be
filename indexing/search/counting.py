"""How many acts and how many pages an index holds, or a search finds: the two are not one count."""

from dataclasses import dataclass, replace

from indexing.search.index import ActIndex
from indexing.search.request import SearchRequest


@dataclass(frozen=True, slots=True)
class Counts:
    """Acts, and pages of volumes kept as scans."""

    acts: int
    pages: int

    def __str__(self) -> str:
        acts, pages = _counted(self.acts, "act"), _counted(self.pages, "page")
        return f"{acts} and {pages}" if self.pages else acts


def counts(index: ActIndex, request: SearchRequest | None = None) -> Counts:
    """Everything that matches a request, whatever its limit; all of the index without one."""
    asked = replace(request or SearchRequest(), limit=1, after=None, counted_to=None, facets=False)
    total = index.search(asked).total
    pages = index.search(replace(asked, type="page")).total if asked.type is None else 0
    if asked.type == "page":
        pages = total
    return Counts(total - pages, pages)


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
