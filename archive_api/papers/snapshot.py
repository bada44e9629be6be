"""The snapshot: what a verified act says on a date, frozen, from which every paper is made.

Two papers made from one snapshot cannot disagree: nothing else of the act reaches them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from archive.act import Act, ActState, Box
from archive.mention import Mention, MentionType
from archive.offices import Office
from archive.register import ActReference
from archive_api.papers.errors import ActIsSecondCopy, ActNotVerified, ActWithoutNumber


@dataclass(frozen=True, slots=True)
class ActRegion:
    """Where the act stands: a page by name and scan, and the act's region on it (None: all of it).

    ``scan`` is ``VolumePage.scan``, None when it is unknown which the act was read from.
    """

    page: str
    scan: str | None
    box: Box | None


@dataclass(frozen=True, slots=True)
class PaperSnapshot:
    """What a verified act says at a date.

    Attributes:
        reference: the act's reference, its number included.
        office: the office that holds the act.
        at: the date of issue printed on the paper.
        version: the act's version, counted in events.
        values: field name to verified value; fields the act does not say are absent.
        mentions: every marginal mention, in the order of the margin.
        regions: where the act stands, in page order.
    """

    reference: ActReference
    office: Office
    at: date
    version: int
    values: Mapping[str, str]
    mentions: tuple[Mention, ...]
    regions: tuple[ActRegion, ...]

    @property
    def death_mentions(self) -> tuple[Mention, ...]:
        """The mentions of death: the only ones an extract carries."""
        return tuple(m for m in self.mentions if m.type is MentionType.DEATH)


def snapshot(act: Act, office: Office, at: date) -> PaperSnapshot:
    """Freeze what ``act`` says for papers issued on ``at``.

    Raises:
        ActIsSecondCopy: another act stands for it.
        ActNotVerified: the act is only the machine's word.
        ActWithoutNumber: the act has no number.
    """
    if act.standing_act is not None:
        raise ActIsSecondCopy(act.act_id, act.standing_act)
    if act.state is not ActState.VERIFIED:
        raise ActNotVerified(f"act {act.act_id} is {act.state.value}: an officer must verify it")
    if act.reference is None:
        raise ActWithoutNumber(f"act {act.act_id} has no number: an officer must enter it")
    values = {name: reading.value for name, reading in act.fields.items() if reading.value}
    return PaperSnapshot(
        reference=act.reference,
        office=office,
        at=at,
        version=act.version,
        values=MappingProxyType(values),
        mentions=act.mentions,
        regions=tuple(ActRegion(page, act.scans.get(page), box) for page, box in act.reading.pages),
    )
