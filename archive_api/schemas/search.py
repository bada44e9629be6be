"""Searches on the wire: what is looked for and what was found."""

from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator

from archive.folding import western_digits
from archive_api.schemas.acts import image_address
from archive_api.schemas.wire import Wire
from indexing.search.highlights import highlights
from indexing.search.index import Hit, SearchResults
from indexing.search.request import SearchRequest
from indexing.search.showing import highlight_to_json
from indexing.search.suggesting import Completion

MAX_RESULTS = 100
MAX_TEXT = 5_000
"""Characters of a text: written as %F0%9F%98%80 each, they fit the line that a server reads."""


_Text = Annotated[str, Field(max_length=MAX_TEXT)]
_Words = Annotated[str, Field(max_length=1000)]


class SearchIn(BaseModel):
    """What is looked for; every criterion given must hold."""

    model_config = ConfigDict(extra="forbid")

    text: _Text = ""
    given: _Words = ""
    family: _Words = ""
    child: _Words = ""
    father: _Words = ""
    mother: _Words = ""
    place: _Words = ""
    year_from: int | None = None
    year_to: int | None = None
    date_from: str | None = None
    date_to: str | None = None
    calendar: Literal["gregorian", "hijri"] = "gregorian"
    office: _Words = ""
    office_code: str | None = None
    kind: Literal["birth", "death", "marriage", "divorce", "judgment"] | None = None
    sex: Literal["M", "F"] | None = None
    state: Literal["to_review", "accepted", "verified"] | None = None
    act_number: str | None = None
    type: Literal["act", "page"] | None = None
    page: str | None = None
    fuzzy: bool = True
    cross_script: bool = True
    sort: Literal["relevance", "reference"] = "relevance"
    facets: bool = False
    limit: Annotated[int, Field(ge=1, le=MAX_RESULTS)] = 20
    after: str | None = None

    @field_validator("year_from", "year_to", mode="before")
    @classmethod
    def _any_digits(cls, given: Any) -> Any:
        return western_digits(given).strip() if isinstance(given, str) else given

    def criteria(self) -> dict[str, Any]:
        """What was given, by the names that ``SearchRequest`` has for it."""
        return self.model_dump()


class HighlightOut(Wire):
    """A word shown that matched: letters ``start`` to ``end``, not included, of one text of a hit.

    Attributes:
        shown: "names", "father", "mother" or "places"; ``at`` is which of its texts, from 0.
        how: "exact", "other_script", "sounds_alike" or "misspelt".
    """

    shown: str
    at: int
    start: int
    end: int
    how: str


class HitOut(Wire):
    """An act found, or a page of a volume kept as scans.

    Attributes:
        reference: the act's reference, None while it has no number; a page's register.
        address: where the act, or the page's image, is served.
        event_date: of the birth, or in a register of deaths of the death; event_calendar says
            whether it is "gregorian" or "hijri".
        doubtful_number: whether the number asked for is only another reading of this act's.
        page, volume: of a page; None for an act.
        highlights: the words that matched, in the order shown.
    """

    type: str
    act_id: str
    reference: str | None
    score: float
    doubtful_number: bool
    kind: str
    year: int
    office_code: str
    names: list[str]
    father: list[str]
    mother: list[str]
    places: list[str]
    event_date: str | None
    event_calendar: str | None
    state: str
    page: str | None
    volume: str | None
    address: str
    highlights: list[HighlightOut]

    @classmethod
    def from_hit(cls, hit: Hit, request: SearchRequest) -> Self:
        """The wire form of a hit of a request."""
        address = f"/v1/acts/{hit.reference or hit.act_id}"
        if hit.volume is not None and hit.page is not None:
            address = image_address(hit.volume, hit.page)
        return cls(
            type=hit.type,
            act_id=hit.act_id,
            reference=hit.reference,
            score=hit.score,
            doubtful_number=hit.doubtful_number,
            kind=hit.kind,
            year=hit.year,
            office_code=hit.office_code,
            names=list(hit.names),
            father=list(hit.father),
            mother=list(hit.mother),
            places=list(hit.places),
            event_date=hit.event_date,
            event_calendar=hit.event_calendar,
            state=hit.state,
            page=hit.page,
            volume=hit.volume,
            address=address,
            highlights=[
                HighlightOut(**highlight_to_json(mark)) for mark in highlights(request, hit)
            ],
        )


class FacetOut(Wire):
    """How many of what was found have this value."""

    value: str
    count: int


class SearchOut(Wire):
    """What a search found, best first; ``next`` goes on after the last one, None at the end.

    Attributes:
        total: how many match, exact unless ``more``: then there are more than this.
        facets: counts by office_code, year, kind and state, None unless asked for.
        did_you_mean: criteria as they may have been meant, by names that acts do have.
    """

    total: int
    more: bool
    hits: list[HitOut]
    next: str | None
    facets: dict[str, list[FacetOut]] | None
    did_you_mean: dict[str, str]

    @classmethod
    def from_results(
        cls, results: SearchResults, request: SearchRequest, meant: Mapping[str, str]
    ) -> Self:
        """The wire form of what a request found."""
        facets = None
        if results.facets is not None:
            facets = {
                name: [FacetOut(value=value, count=count) for value, count in counted]
                for name, counted in results.facets.items()
            }
        return cls(
            total=results.total,
            more=results.more,
            hits=[HitOut.from_hit(hit, request) for hit in results.hits],
            next=results.next,
            facets=facets,
            did_you_mean=dict(meant),
        )


class CompletionOut(Wire):
    """A name that exists: ``word``, and ``text`` with it as the last word."""

    word: str
    text: str


class SuggestOut(Wire):
    """Names that complete the last word typed, and the first acts found."""

    completions: list[CompletionOut]
    hits: list[HitOut]

    @classmethod
    def of(
        cls, completions: Iterable[Completion], hits: Iterable[Hit], request: SearchRequest
    ) -> Self:
        """The wire form of suggestions for what was typed so far."""
        return cls(
            completions=[CompletionOut(word=one.word, text=one.text) for one in completions],
            hits=[HitOut.from_hit(hit, request) for hit in hits],
        )
