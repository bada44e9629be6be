"""Searches on the wire: what is looked for and what was found."""

from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field

from archive_api.schemas.acts import image_address
from archive_api.schemas.wire import Wire
from indexing.search.index import Hit, SearchResults

MAX_RESULTS = 100


_Words = Annotated[str, Field(max_length=200)]


class SearchIn(BaseModel):
    """What is looked for; every criterion given must hold."""

    model_config = ConfigDict(extra="forbid")

    text: _Words = ""
    given: _Words = ""
    family: _Words = ""
    father: _Words = ""
    mother: _Words = ""
    year_from: int | None = None
    year_to: int | None = None
    office_code: str | None = None
    kind: Literal["birth", "death", "marriage", "divorce", "judgment"] | None = None
    sex: Literal["M", "F"] | None = None
    state: Literal["to_review", "accepted", "verified"] | None = None
    act_number: str | None = None
    type: Literal["act", "page"] | None = None
    page: str | None = None
    fuzzy: bool = True
    cross_script: bool = True
    limit: Annotated[int, Field(ge=1, le=MAX_RESULTS)] = 20
    after: str | None = None


class HitOut(Wire):
    """An act found, or a page of a volume kept as scans.

    Attributes:
        reference: the act's reference, None while it has no number; a page's register.
        address: where the act, or the page's image, is served.
        page, volume: of a page; None for an act.
    """

    type: str
    act_id: str
    reference: str | None
    score: float
    kind: str
    year: int
    office_code: str
    names: list[str]
    state: str
    page: str | None
    volume: str | None
    address: str

    @classmethod
    def from_hit(cls, hit: Hit) -> Self:
        """The wire form of a hit."""
        address = f"/v1/acts/{hit.reference or hit.act_id}"
        if hit.volume is not None and hit.page is not None:
            address = image_address(hit.volume, hit.page)
        return cls(
            type=hit.type,
            act_id=hit.act_id,
            reference=hit.reference,
            score=hit.score,
            kind=hit.kind,
            year=hit.year,
            office_code=hit.office_code,
            names=list(hit.names),
            state=hit.state,
            page=hit.page,
            volume=hit.volume,
            address=address,
        )


class SearchOut(Wire):
    """What a search found, best first; ``next`` goes on after the last one, None at the end."""

    total: int
    hits: list[HitOut]
    next: str | None

    @classmethod
    def from_results(cls, results: SearchResults) -> Self:
        """The wire form of a search's results."""
        hits = [HitOut.from_hit(hit) for hit in results.hits]
        return cls(total=results.total, hits=hits, next=results.next)
