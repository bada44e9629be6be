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
        """Add or replace documents by id; they are found as soon as this returns.

        One of an earlier version than the index holds is passed over: writers may overtake.
        """

    def remove(self, ids: Iterable[str]) -> None:
        """Take documents out; unknown ids are no error."""

    def search(self, request: SearchRequest) -> SearchResults:
        """Documents that match, best first.

        Raises:
            SearchInvalid: ``request.after`` was not given by a search of this index.
        """

    def count(self) -> int:
        """How many documents the live index holds, 0 when there is none yet."""

    def ensure(self) -> str:
        """Name of the live generation, an empty one made where there is none.

        No two generations ever have the same name: one that was lost does not come back.
        """

    def differing(self, documents: Iterable[ActDocument]) -> dict[str, tuple[str, ...]]:
        """Fields that the index holds otherwise than these documents, by id; ``id`` alone: none."""

    def begin(self) -> "Generation":
        """An empty generation beside the live one; close it after use."""

    def unfinished(self) -> "Generation | None":
        """The newest generation begun after the live one, to go on with; close it after use."""

    def publish(self, generation: "Generation") -> None:
        """Let a generation take the live one's place, in one step; the one before is kept."""

    def tidy(self) -> None:
        """Remove the generations before the live one, but for those somebody still reads."""

    def rebuild(self, documents: Iterable[ActDocument]) -> int:
        """Build a new index beside the live one, count it, swap it in; returns its count.

        What others ``put`` meanwhile goes to the old one: replay the record's changes since
        before the call. ``documents`` is read once, a batch at a time; their ids are distinct.

        Raises:
            RebuildIncomplete: the counts differ; the live index was not touched.
        """


class Generation(Protocol):
    """One generation of an index while it is built; nobody searches it before it is published.

    One process at a time writes to it. Every method but ``close`` may raise what ``ActIndex``'s do.
    """

    @property
    def name(self) -> str:
        """What ``ActIndex.ensure`` returns once it is live."""

    def put(self, documents: Sequence[ActDocument]) -> None:
        """Add or replace documents by id; kept, whatever happens, when this returns."""

    def remove(self, ids: Iterable[str]) -> None:
        """Take documents out; unknown ids are no error."""

    def count(self) -> int:
        """How many documents it holds."""

    def differing(self, documents: Iterable[ActDocument]) -> dict[str, tuple[str, ...]]:
        """See ``ActIndex.differing``."""

    def close(self) -> None:
        """Let go of it; what was put stays."""

    def discard(self) -> None:
        """Close and remove it: it is of no use."""
