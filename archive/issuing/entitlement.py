"""Who may ask for which paper, on which days. Pure.

Full copies are for those whom the law names; who may have an extract or an extract for abroad is a
list that the administrator keeps. What both begin with stands in ``first_entitlements.json``.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from archive.issuing.asked import ApplicantCapacity
from archive.issuing.paper import PaperKind
from archive.issuing.request_codes import Refusal
from archive.issuing.validity import holds
from archive.register import Kind

NAMED_BY_LAW = frozenset(
    (
        ApplicantCapacity.HOLDER,
        ApplicantCapacity.ASCENDANT,
        ApplicantCapacity.DESCENDANT,
        ApplicantCapacity.SPOUSE,
        ApplicantCapacity.GUARDIAN,
        ApplicantCapacity.MANDATED,
    )
)
"""Who may have a full copy: no list can add anybody."""


@dataclass(frozen=True, slots=True)
class Entitlement:
    """A capacity that gives a right to a kind of paper on some days.

    Attributes:
        needs_proof: whether a person must see what proves who asks, and in which capacity, before
            an officer signs, unless whoever sent the request vouches for it. A full copy is never
            given without.
        from_day: the first of the days; until_day: the first day after them, None for no end.
        source_fr, source_ar: what gives the right; one of them may be "".

    Raises:
        ValueError: a full copy for somebody whom the law does not name, or on a word alone.
    """

    kind: PaperKind
    capacity: ApplicantCapacity
    needs_proof: bool
    from_day: date
    until_day: date | None = None
    source_fr: str = ""
    source_ar: str = ""

    def __post_init__(self) -> None:
        if self.kind is PaperKind.FULL_COPY and self.capacity not in NAMED_BY_LAW:
            raise ValueError(f"the law gives no full copy to {self.capacity.value}")
        if self.kind is PaperKind.FULL_COPY and not self.needs_proof:
            raise ValueError("a full copy is given on proof alone: who asks must show who they are")


def entitled(
    kind: PaperKind,
    register: Kind,
    capacity: ApplicantCapacity,
    day: date,
    entitlements: Iterable[Entitlement],
) -> Entitlement | Refusal:
    """What gives somebody the right to a paper of an act on a day, or why they have none."""
    if register is Kind.DEATH and capacity is ApplicantCapacity.HOLDER:
        return Refusal.HOLDER_IS_DEAD
    for one in entitlements:
        if (one.kind, one.capacity) == (kind, capacity) and holds(one, day):
            return one
    return Refusal.NOT_ENTITLED
