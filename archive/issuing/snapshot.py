"""The snapshot: what a verified act says on a date, frozen, from which every paper is made.

Two papers made from one snapshot cannot disagree: nothing else of the act reaches them.
"""

import json
from collections.abc import Mapping
from dataclasses import astuple, dataclass, replace
from datetime import date
from types import MappingProxyType

from archive.act import Act, ActState
from archive.audit import content_hash
from archive.box import Box
from archive.codec import Json, canonical, mention_from_json, mention_to_json
from archive.issuing.errors import ActAnnulled, ActIsSecondCopy, ActNotVerified, ActWithoutNumber
from archive.mention import Mention, MentionType
from archive.offices import Office
from archive.register import ActReference


@dataclass(frozen=True, slots=True)
class ActRegion:
    """Where the act stands: a page by name and scan, and the act's region on it (None: all of it).

    ``scan`` is ``VolumePage.scan``, None when it is unknown which the act was read from.
    """

    page: str
    scan: str | None
    box: Box | None


@dataclass(frozen=True, slots=True)
class ActSnapshot:
    """What a verified act says at a date.

    Attributes:
        reference: the act's reference, its number included.
        office: the office that holds the act.
        at: the date of issue printed on the paper.
        version: the act's version, counted in events.
        values: field name to verified value, as the act's text says it; fields the act does not
            say are absent.
        current: the same under what the mentions in force changed.
        mentions: every marginal mention in force, in the order of the margin.
        regions: where the act stands, in page order.
    """

    reference: ActReference
    office: Office
    at: date
    version: int
    values: Mapping[str, str]
    current: Mapping[str, str]
    mentions: tuple[Mention, ...]
    regions: tuple[ActRegion, ...]

    @property
    def death_mentions(self) -> tuple[Mention, ...]:
        """The mentions of death: the only ones an extract carries."""
        return tuple(m for m in self.mentions if m.type is MentionType.DEATH)

    @property
    def annulled(self) -> bool:
        """Whether a court annulled the act."""
        return any(mention.type is MentionType.ANNULMENT for mention in self.mentions)

    @property
    def sha256(self) -> str:
        """Hash of its canonical JSON, which the record and every paper made from it carry."""
        return content_hash(self.text)

    @property
    def text(self) -> str:
        """Its canonical JSON."""
        return canonical(snapshot_to_json(self))

    def changes_since(self, earlier: "ActSnapshot") -> tuple[str, ...]:
        """What an earlier paper of the act no longer says: "correction", "mention", both or none.

        A mention that changes what holds today is a correction and a mention.
        """
        corrected = (self.values, self.current) != (earlier.values, earlier.current)
        noted = _worded(self.mentions) != _worded(earlier.mentions)
        told = {"correction": corrected or self.reference != earlier.reference, "mention": noted}
        return tuple(name for name, holds in told.items() if holds)


def snapshot(act: Act, office: Office, at: date) -> ActSnapshot:
    """Freeze what ``act`` says for papers issued on ``at``.

    Raises:
        ActIsSecondCopy: another act stands for it.
        ActAnnulled: a court annulled the act.
        ActNotVerified: the act is only the machine's word.
        ActWithoutNumber: the act has no number.
    """
    if act.standing_act is not None:
        raise ActIsSecondCopy(act.act_id, act.standing_act)
    named = act.act_id if act.reference is None else str(act.reference)
    if act.state is not ActState.VERIFIED:
        raise ActNotVerified(named, act.state.value)
    if act.annulled:
        raise ActAnnulled(named)
    if act.reference is None:
        raise ActWithoutNumber(named)
    return _frozen(act, act.reference, office, at)


def says_now(act: Act, earlier: ActSnapshot) -> ActSnapshot:
    """What an act that gave a paper says now, whatever became of it, to be held against that."""
    return _frozen(act, act.reference or earlier.reference, earlier.office, earlier.at)


def _frozen(act: Act, reference: ActReference, office: Office, at: date) -> ActSnapshot:
    values = {name: reading.value for name, reading in act.fields.items() if reading.value}
    return ActSnapshot(
        reference=reference,
        office=office,
        at=at,
        version=act.version,
        values=MappingProxyType(values),
        current=MappingProxyType(dict(act.current)),
        mentions=_each_once(act.mentions),
        regions=tuple(ActRegion(page, act.scans.get(page), box) for page, box in act.reading.pages),
    )


def snapshot_to_json(taken: ActSnapshot) -> Json:
    """A snapshot as JSON."""
    office = taken.office
    return {
        "reference": str(taken.reference),
        "office": {
            "code": office.code,
            "name_fr": office.name_fr,
            "name_ar": office.name_ar,
            "province_fr": office.province_fr,
            "province_ar": office.province_ar,
            "is_prefecture": office.is_prefecture,
            "is_arrondissement": office.is_arrondissement,
            "cercle_fr": office.cercle_fr,
            "cercle_ar": office.cercle_ar,
        },
        "at": taken.at.isoformat(),
        "version": taken.version,
        "values": dict(taken.values),
        "current": dict(taken.current),
        "mentions": [mention_to_json(mention) for mention in taken.mentions],
        "regions": [
            {"page": one.page, "scan": one.scan, "box": one.box and astuple(one.box)}
            for one in taken.regions
        ],
    }


def snapshot_from_json(data: Json) -> ActSnapshot:
    """The snapshot that ``snapshot_to_json`` wrote; the office has its names of that day alone."""
    return ActSnapshot(
        reference=ActReference.parse(data["reference"]),
        office=Office(**data["office"]),
        at=date.fromisoformat(data["at"]),
        version=data["version"],
        values=MappingProxyType(data["values"]),
        current=MappingProxyType(data["current"]),
        mentions=tuple(mention_from_json(mention) for mention in data["mentions"]),
        regions=tuple(
            ActRegion(one["page"], one["scan"], one["box"] and Box(*one["box"]))
            for one in data["regions"]
        ),
    )


def snapshot_from_text(text: str) -> ActSnapshot:
    """The snapshot of which this is the ``text``."""
    return snapshot_from_json(json.loads(text))


def _each_once(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """What mentions say, once where two originals say the same: not where and how it was read."""
    return tuple(dict.fromkeys(replace(one, confidence=0.0, page=None) for one in mentions))


def _worded(mentions: tuple[Mention, ...]) -> list[tuple[object, ...]]:
    """Mentions by what a paper prints of them."""
    return [(one.type, one.date, one.text_fr, one.text_ar) for one in mentions]
