"""The port of the act index: what both engines do."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from indexing.search.document import ActDocument
from indexing.search.request import SearchRequest


@dataclass(frozen=True, slots=True)
class Hit:
    """One document found.

    Attributes:
        act_id: the act's id, or a page document's own.
        reference: the act's reference, None while its number is unknown; a page's register.
        score: 0 where nothing was ranked; only its order means something.
        names: full name of the person as the act writes it, French then Arabic where shown.
        state: an ``ActState`` value, "" for a page.
        type: "act" or "page"; page: the page's name in its ``volume``, None for an act.
    """

    act_id: str
    reference: str | None
    score: float
    kind: str
    year: int
    office_code: str
    names: tuple[str, ...] = ()
    state: str = ""
    type: str = "act"
    page: str | None = None
    volume: str | None = None


@dataclass(frozen=True, slots=True)
class SearchResults:
    """``total`` documents match, ``hits`` is one page of them; ``next`` asks for the following."""

    total: int
    hits: tuple[Hit, ...]
    next: str | None = None


class ActIndex(Protocol):
    """A projection of the catalogue that finds acts; never the truth.

    Every method may raise ``IndexUnavailable`` (try later) or ``IndexRefused``.
    """

    def put(self, documents: Sequence[ActDocument]) -> None:
        """Add or replace documents by id; they are found as soon as this returns."""

    def remove(self, ids: Iterable[str]) -> None:
        """Take documents out; unknown ids are no error."""

    def search(self, request: SearchRequest) -> SearchResults:
        """Documents that match, best first.

        Raises:
            SearchInvalid: ``request.after`` was not given by a search of this index.
        """

    def count(self) -> int:
        """How many documents the live index holds, 0 when there is none yet."""

    def rebuild(self, documents: Iterable[ActDocument]) -> int:
        """Build a new index beside the live one, count it, swap it in; returns its count.

        What others ``put`` meanwhile goes to the old one: replay the record's changes since
        before the call. ``documents`` is read once, a batch at a time; their ids are distinct.

        Raises:
            RebuildIncomplete: the counts differ; the live index was not touched.
        """
