"""The port of the act index: what both engines do."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from indexing.search.document import ActDocument
from indexing.search.request import SearchRequest


@dataclass(frozen=True, slots=True)
class Hit:
    """One document found.

    Attributes:
        act_id: the act's id, or a page document's own.
        reference: the act's reference, None while its number is unknown; a page's register.
        score: 0 where nothing was ranked; only its order means something.
        names: full name of the person as the act writes it, French then Arabic where shown;
            father, mother alike; places: where the act says the event was or the person lived.
        event_date: date of birth, or of death in a register of deaths, as far as it is known, in
            ``event_calendar``: "gregorian" or "hijri".
        state: an ``ActState`` value, "" for a page.
        doubtful_number: whether another reading of its number alone is the one asked for.
        type: "act" or "page"; page: the page's name in its ``volume``, None for an act.
    """

    act_id: str
    reference: str | None
    score: float
    kind: str
    year: int
    office_code: str
    names: tuple[str, ...] = ()
    father: tuple[str, ...] = ()
    mother: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    event_date: str | None = None
    event_calendar: str | None = None
    state: str = ""
    type: str = "act"
    page: str | None = None
    volume: str | None = None
    doubtful_number: bool = False

    @classmethod
    def of(cls, shown: Mapping[str, Any], score: float) -> "Hit":
        """The hit of a document's shown fields; lists where a field may hold several values."""
        return cls(
            act_id=shown["id"],
            reference=shown.get("reference"),
            score=score,
            kind=shown["kind"],
            year=shown["year"],
            office_code=shown["office_code"],
            names=tuple(shown.get("names", ())),
            father=tuple(shown.get("father_names", ())),
            mother=tuple(shown.get("mother_names", ())),
            places=tuple(shown.get("place_names", ())),
            event_date=shown.get("event_date"),
            event_calendar=shown.get("event_calendar"),
            state=shown.get("state", ""),
            type=shown["type"],
            page=shown.get("page"),
            volume=shown.get("volume"),
        )


Facets = Mapping[str, tuple[tuple[str, int], ...]]
"""By field, each value that is found and in how many documents, the most frequent first."""


@dataclass(frozen=True, slots=True)
class SearchResults:
    """``total`` documents match, ``hits`` is one page of them; ``next`` asks for the following.

    Attributes:
        total: exact unless ``more``: then there are more than this.
        facets: counts over everything that matches, None unless asked for.
    """

    total: int
    hits: tuple[Hit, ...]
    next: str | None = None
    more: bool = False
    facets: Facets | None = None


class ActIndex(Protocol):
    """A projection of the catalogue that finds acts; never the truth.

    Every method may raise ``IndexUnavailable`` (try later) or ``IndexRefused``; what searches,
    counts or writes refuses a live generation of another version: ``index_unreadable``.
    """

    def put(self, documents: Sequence[ActDocument]) -> None:
        """Add or replace documents by id; they are found as soon as this returns.

        One of an earlier version than the index holds is passed over: writers may overtake.
        """

    def remove(self, ids: Iterable[str]) -> None:
        """Take documents out; unknown ids are no error."""

    def search(self, request: SearchRequest) -> SearchResults:
        """Documents that match, best first, equal ones in an order that writes never shift.

        Going on with ``next`` shows each document that stays as it is exactly once, whatever is
        put or removed meanwhile.

        Raises:
            SearchInvalid: ``request.after`` was not given by such a search.
        """

    def count(self) -> int:
        """How many documents the live index holds, 0 when there is none yet."""

    def ensure(self) -> str:
        """Name of the live generation, an empty one made where there is none.

        No two generations ever have the same name: one that was lost does not come back.
        """

    def live(self) -> str | None:
        """Name of the live generation, None where there is none: nothing is made."""

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


def counted(buckets: Iterable[tuple[Any, int]]) -> tuple[tuple[str, int], ...]:
    """One facet's values as text with their counts, in the order of ``Facets``."""
    values = ((str(value), count) for value, count in buckets)
    return tuple(sorted(values, key=lambda found: (-found[1], found[0])))


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

    def merge(self) -> None:
        """Bring what was put into as few segments as serve best; may take as long as building.

        More may be put afterwards. It is merely slower to search where that could not be done.
        """

    def close(self) -> None:
        """Let go of it at once; what was put stays."""

    def discard(self) -> None:
        """Close and remove it: it is of no use."""
