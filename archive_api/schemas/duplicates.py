"""Pairs of acts on the wire: what is suspected, both acts side by side, and a person's word."""

from collections.abc import Sequence
from typing import Annotated, Self

from pydantic import Field

from archive.act import Act
from archive.duplicate import Joined, Pair, PairEvent, Suspected, ToldApart, Undone
from archive_api.opened import reference_of
from archive_api.schemas.acts import FieldOut
from archive_api.schemas.wire import Wire
from archive_api.side_by_side import FieldRow
from indexing.duplicates.rules import duplicate_rules

MAX_PAIRS = 100

Reason = Annotated[str, Field(min_length=1, max_length=1000, pattern=r"\S")]


class RuleOut(Wire):
    """A rule that suspects the pair, in both languages."""

    id: str
    fr: str
    ar: str


class PairOut(Wire):
    """Two acts that may record the same thing; ``standing`` stands for both once they are joined.

    It may be a third act, which other decisions made one with them.
    """

    pair: str
    acts: list[str]
    references: list[str]
    state: str
    rules: list[RuleOut]
    standing: str | None
    version: int

    @classmethod
    def from_pair(cls, pair: Pair, acts: Sequence[Act]) -> Self:
        """The wire form of a pair whose acts these are, in its order."""
        known = {rule.name: rule.texts for rule in duplicate_rules()}
        # A rule of an earlier Sijill may be gone; what it said then stays in the record.
        told = {name: known.get(name, {"fr": name, "ar": name}) for name in pair.rules}
        return cls(
            pair=pair.name,
            acts=list(pair.acts),
            references=[reference_of(act) for act in acts],
            state=pair.state.value,
            rules=[RuleOut(id=name, fr=of["fr"], ar=of["ar"]) for name, of in told.items()],
            standing=None if pair.joined is None else acts[0].standing_act or acts[0].act_id,
            version=pair.version,
        )


class PairsOut(Wire):
    """Pairs in one state, the one asked about first at the head, and how many there are.

    ``next`` goes on after the last one, None at the end.
    """

    total: int
    pairs: list[PairOut]
    next: int | None


class PairEventOut(Wire):
    """One entry of a pair's history."""

    version: int
    at: str
    actor: str
    kind: str
    rules: list[str] | None = None
    standing: str | None = None
    second: str | None = None
    reason: str | None = None

    @classmethod
    def from_event(cls, event: PairEvent) -> Self:
        """The wire form of an event."""
        out = cls(version=event.version, at=event.at, actor=event.actor, kind=event.kind)
        match event.what:
            case Suspected(rules):
                out.rules = list(rules)
            case Joined(standing, copy, reason):
                out.standing, out.second, out.reason = standing, copy, reason
            case ToldApart(reason) | Undone(reason):
                out.reason = reason
        return out


class PairFieldOut(Wire):
    """One field of both acts: ``same``, ``differs``, ``one_only`` or ``neither``."""

    name: str
    match: str
    fields: list[FieldOut | None]


class ActSideOut(Wire):
    """One act of a pair: what names it, and its state and version as shown."""

    act_id: str
    reference: str
    kind: str
    office_code: str
    year: int
    part: int
    act_number: str | None
    state: str
    standing_act: str | None
    version: int
    form: str

    @classmethod
    def from_act(cls, act: Act) -> Self:
        """The wire form of an act's side."""
        return cls(
            act_id=act.act_id,
            reference=reference_of(act),
            kind=act.register.kind.value,
            office_code=act.register.office_code,
            year=act.register.year,
            part=act.register.part,
            act_number=None if act.number is None else str(act.number),
            state=act.state.value,
            standing_act=act.standing_act,
            version=act.version,
            form=act.reading.form,
        )


class SideBySideOut(Wire):
    """A pair with both acts, every field in the form's order, and what was said of it."""

    pair: PairOut
    sides: list[ActSideOut]
    fields: list[PairFieldOut]
    history: list[PairEventOut]
    decidable: bool

    @classmethod
    def from_acts(
        cls,
        pair: Pair,
        acts: Sequence[Act],
        rows: Sequence[FieldRow],
        history: Sequence[PairEvent],
        decidable: bool,
    ) -> Self:
        """The wire form of a pair and its two acts.

        Args:
            decidable: False when other decisions have made the two one already.
        """
        return cls(
            pair=PairOut.from_pair(pair, acts),
            sides=[ActSideOut.from_act(act) for act in acts],
            fields=[
                PairFieldOut(
                    name=row.name,
                    match=row.match.value,
                    fields=[_field(act, row.name) for act in acts],
                )
                for row in rows
            ],
            history=[PairEventOut.from_event(event) for event in history],
            decidable=decidable,
        )


class DecisionIn(Wire):
    """A person's word on a pair.

    Attributes:
        reason: why, in the person's words; kept for good.
        expected_version: version of the pair that the person saw.
        acts: by act id, the version of the act that the person saw.
    """

    reason: Reason
    expected_version: int = Field(ge=0)
    acts: dict[str, int] = Field(default_factory=dict, max_length=2)
    actor: str | None = Field(default=None, min_length=1, max_length=120)


class JoinIn(DecisionIn):
    """The two acts are one: the act of id ``stands`` stands, the other becomes a second copy."""

    stands: str


def _field(act: Act, name: str) -> FieldOut | None:
    reading = act.fields.get(name)
    if reading is None:
        return None
    return FieldOut.from_field(reading, f"/v1/acts/{reference_of(act)}/fields/{name}/crop")
