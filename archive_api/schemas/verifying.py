"""An act to verify on the wire: its fields in the order of the page, and where each stands."""

from typing import Annotated

from pydantic import Field

from archive.mention import MentionType
from archive_api.act_picture import Share
from archive_api.schemas.wire import Wire

Wording = Annotated[str, Field(max_length=1000)]


class CandidateOut(Wire):
    """One value a field may have.

    ``other`` when it comes from the name in the other script; ``readings`` says which of two
    persons read it, 1 and 2, where a third decides.
    """

    value: str
    shown: str
    other: bool = False
    readings: list[int] = Field(default_factory=list)


class VerifyFieldOut(Wire):
    """One field: what was read, how surely, what it may be, and where it stands on a picture."""

    name: str
    label: str
    kind: str
    script: str
    value: str
    shown: str
    raw: str
    percent: int
    unsure: bool
    page: int | None
    share: Share | None
    candidates: list[CandidateOut]


class PictureOut(Wire):
    """The act's part of one page: where its image is, and its size in pixels once upright."""

    address: str
    width: int
    height: int


class MentionLineOut(Wire):
    """One mention of the margin; ``at`` is its place among those read.

    ``wordings`` are as they stand there, that in the page's language first; ``page`` is the place
    of its picture among the act's, ``share`` where it stands on it.
    """

    at: int
    type: str
    date: str
    shown: str
    wordings: list[str]
    unsure: bool
    page: int | None
    share: Share | None


class MentionIn(Wire):
    """One mention as the person says it stands in the margin.

    ``at`` names the one read, none for one to add; no ``wordings``: they stand as read.
    """

    at: Annotated[int | None, Field(ge=0, le=1000)] = None
    type: MentionType
    date: Annotated[str, Field(max_length=10)] = ""
    wordings: Annotated[list[Wording] | None, Field(max_length=4)] = None


class NamedFieldOut(Wire):
    """A field that an act may have besides those read."""

    name: str
    label: str


class VerifyTaskOut(Wire):
    """Everything the verifying page shows of an act."""

    act_id: str
    reference: str
    title: str
    version: int
    year: int
    stage: str
    why: list[str]
    fields: list[VerifyFieldOut]
    more: list[NamedFieldOut]
    pictures: list[PictureOut]
    mentions: list[MentionLineOut]


class TypedOut(Wire):
    """What was typed as the record keeps it, and as people read it."""

    value: str
    shown: str


class CompletionsOut(Wire):
    """Values that complete what is typed."""

    items: list[str]


class NextIn(Wire):
    """Acts that the page has already, or that were left for later."""

    held: Annotated[list[str], Field(max_length=500)] = Field(default_factory=list)


class WordIn(Wire):
    """A person's word on an act, and what it took; no ``mentions``: they stand as read."""

    decisions: dict[str, str] = Field(default_factory=dict, max_length=100)
    mentions: Annotated[list[MentionIn] | None, Field(max_length=100)] = None
    expected_version: int = Field(ge=0)
    keystrokes: Annotated[int, Field(ge=0, le=100_000)] = 0
    seconds: Annotated[float, Field(ge=0, le=100_000)] = 0.0


class WordOut(Wire):
    """What became of the act, its version now, and how many acts still wait."""

    outcome: str
    version: int
    waiting: int


class ReopenIn(Wire):
    """The act's version that a person wants to take their word back from."""

    expected_version: int = Field(ge=0)
