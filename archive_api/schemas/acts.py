"""Acts on the wire: fields, mentions, findings, history, and a person's word on them."""

from collections.abc import Sequence
from typing import Annotated, Self
from urllib.parse import quote

from pydantic import Field

from archive.act import Act, ActState, FieldReading
from archive.box import Box
from archive.history import Event, Merged, Missed, Read, Unmerged, Verified
from archive.margin import MentionEntered, MentionWithdrawn
from archive.mention import Mention
from archive.review_events import FirstRead, SecondRead
from archive_api.opened import reference_of, volume_of
from archive_api.schemas.wire import FindingOut, Wire


class BoxOut(Wire):
    """A box in pixels of the delivered scan, origin top-left."""

    x: int
    y: int
    width: int
    height: int

    @classmethod
    def from_box(cls, box: Box | None) -> Self | None:
        """The wire form of a box, None for none."""
        return None if box is None else cls.model_validate(box)


class FieldOut(Wire):
    """One field of an act; ``crop`` is the address of its image where it stands on a page."""

    value: str | None
    raw: str
    confidence: float
    candidates: list[str]
    page: str | None
    box: BoxOut | None
    crop: str | None

    @classmethod
    def from_field(cls, reading: FieldReading, address: str) -> Self:
        """The wire form of a field whose crop, if it has one, is at ``address``."""
        stands = reading.page is not None and reading.box is not None
        return cls(
            value=reading.value,
            raw=reading.raw,
            confidence=reading.confidence,
            candidates=list(reading.candidates),
            page=reading.page,
            box=BoxOut.from_box(reading.box),
            crop=address if stands else None,
        )


class MentionOut(Wire):
    """A marginal mention as read."""

    type: str
    date: str | None
    text_fr: str | None
    text_ar: str | None
    place: str | None
    other_party: str | None
    act_number: str | None
    court: str | None
    changed: str | None
    old: str | None
    new: str | None
    confidence: float
    page: str | None

    @classmethod
    def from_mention(cls, mention: Mention) -> Self:
        """The wire form of a mention."""
        names = [name for name in cls.model_fields if name != "type"]
        return cls(type=mention.type.value, **{name: getattr(mention, name) for name in names})


class ActPageOut(Wire):
    """A page the act stands on, its region there (none: the whole page), its image's address."""

    page: str
    box: BoxOut | None
    image: str


class EventOut(Wire):
    """One entry of an act's history; ``standing`` and ``second`` are ids of merged acts.

    ``asked`` are the fields a second person must read, ``disputed`` those two persons differ in.
    ``proposal`` is where an amendment of the margin comes from, ``entry`` the mention that goes.
    """

    version: int
    at: str
    actor: str
    kind: str
    copy_number: Annotated[int | None, Field(serialization_alias="copy")] = None
    engine: str | None = None
    decisions: dict[str, str] | None = None
    standing: str | None = None
    second: str | None = None
    reason: str | None = None
    asked: list[str] | None = None
    disputed: list[str] | None = None
    proposal: str | None = None
    entry: str | None = None
    mention: MentionOut | None = None

    @classmethod
    def from_event(cls, event: Event, blind: bool = False) -> Self:
        """The wire form of an event.

        Args:
            blind: leave out what people read of an act that waits for another to read it.
        """
        out = cls(version=event.version, at=event.at, actor=event.actor, kind=event.kind)
        match event.what:
            case Read(reading):
                out.copy_number, out.engine = reading.copy, reading.engine
            case Verified(decisions):
                out.decisions = None if blind else dict(decisions)
            case Merged(standing, second, reason) | Unmerged(standing, second, reason):
                out.standing, out.second, out.reason = standing, second, reason
            case FirstRead(decisions, asked=asked):
                out.decisions, out.asked = None if blind else dict(decisions), list(asked)
            case SecondRead(values, disputed):
                out.decisions, out.disputed = None if blind else dict(values), list(disputed)
            case Missed(copy):
                out.copy_number = copy
            case MentionEntered() as entered:
                out.proposal, out.entry = entered.proposal, entered.replaces
                out.mention, out.reason = MentionOut.from_mention(entered.mention), entered.reason
            case MentionWithdrawn() as gone:
                out.proposal, out.entry, out.reason = gone.proposal, gone.entry, gone.reason
        return out


class ActOut(Wire):
    """An act as the record holds it; ``current``: its values under the mentions in force."""

    act_id: str
    reference: str | None
    kind: str
    office_code: str
    year: int
    part: int
    act_number: str | None
    volume: str
    form: str
    state: str
    standing_act: str | None
    death: MentionOut | None
    version: int
    fields: dict[str, FieldOut]
    current: dict[str, str]
    mentions: list[MentionOut]
    superseded: list[MentionOut]
    findings: list[FindingOut]
    pages: list[ActPageOut]
    history: list[EventOut]

    @classmethod
    def from_act(cls, act: Act, history: Sequence[Event]) -> Self:
        """The wire form of an act and its history."""
        register, volume = act.register, volume_of(act)
        blind = act.state is not ActState.VERIFIED
        base = f"/v1/acts/{reference_of(act)}/fields"
        return cls(
            act_id=act.act_id,
            reference=None if act.reference is None else str(act.reference),
            kind=register.kind.value,
            office_code=register.office_code,
            year=register.year,
            part=register.part,
            act_number=None if act.number is None else str(act.number),
            volume=str(volume),
            form=act.reading.form,
            state=act.state.value,
            standing_act=act.standing_act,
            death=None if act.death is None else MentionOut.from_mention(act.death),
            version=act.version,
            fields={
                name: FieldOut.from_field(field, f"{base}/{name}/crop")
                for name, field in act.fields.items()
            },
            current=dict(act.current),
            mentions=[MentionOut.from_mention(mention) for mention in act.mentions],
            superseded=[MentionOut.from_mention(entry.mention) for entry in act.superseded],
            findings=[FindingOut.from_finding(finding) for finding in act.findings],
            pages=[
                ActPageOut(
                    page=page,
                    box=BoxOut.from_box(box),
                    image=image_address(volume, page, act.scans.get(page)),
                )
                for page, box in act.reading.pages
            ],
            history=[EventOut.from_event(event, blind) for event in history],
        )


def image_address(volume: object, page: str, scan: str | None = None) -> str:
    """Where the image of a volume's page is served: the page in force, or this scan for good.

    Page names may hold ``#`` and spaces.
    """
    address = f"/v1/pages/{volume}/{quote(page)}/image"
    return address if scan is None else f"{address}?scan={scan}"


class DecisionsIn(Wire):
    """A person's word on an act: the values that differ from the reading; none confirms it."""

    decisions: dict[str, str] = Field(default_factory=dict, max_length=100)
    expected_version: int = Field(ge=0)
    actor: str | None = Field(default=None, min_length=1, max_length=120)
