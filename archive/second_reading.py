"""When a second person reads a field again, blind, and when two readings agree. Pure.

Asked are names and dates of which the machine was unsure and that a person typed: where the value
is the machine's or one of its candidates, two have read it already. How many of those fields are
asked follows from how the readers of the archive have agreed so far, all of them together: nobody
is measured.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from archive.act import ActReading
from archive.folding import same_words
from archive.review import DRAWS, ReviewPolicy, draw, wilson

WINDOW = 1000
"""Fields read twice after which older ones weigh half, so that the share follows the present."""

_AGREED = 0.01
_UNKNOWN = 0.05
_NAMES = tuple(
    f"{whose}{name}_"
    for whose, names in (
        ("", ("given_name", "family_name")),
        ("father_", ("given", "family")),
        ("mother_", ("given", "family")),
    )
    for name in names
)


class Family(StrEnum):
    """Fields that readers get wrong in the same ways."""

    NAMES = "names"
    DATES = "dates"
    OTHERS = "others"


_ASKED = (Family.NAMES, Family.DATES)


@dataclass(frozen=True, slots=True)
class Agreement:
    """How often two persons read the same field, and differed."""

    compared: int = 0
    differed: int = 0


def family_of(name: str) -> Family:
    """The family of a field."""
    if name.startswith(_NAMES):
        return Family.NAMES
    if name.endswith(("_date", "_date_hijri")):
        return Family.DATES
    return Family.OTHERS


def share_asked(agreement: Agreement, policy: ReviewPolicy) -> float:
    """Share of a family's uncertain typed fields that a second person reads.

    All of them while disagreement may be 5 % (Wilson's upper bound), the least share once it is
    under 1 %, between the two in between: 52 fields without a difference begin to lower it, 268
    bring it down, and differences raise it again.
    """
    _, high = wilson(agreement.compared, agreement.differed)
    unproven = min(1.0, max(0.0, (high - _AGREED) / (_UNKNOWN - _AGREED)))
    least = min(policy.second_share_least, policy.second_share_most)
    return least + (policy.second_share_most - least) * unproven


def fields_asked(
    act_id: str,
    reading: ActReading,
    decisions: Mapping[str, str],
    agreements: Mapping[Family, Agreement],
    policy: ReviewPolicy,
) -> tuple[str, ...]:
    """The fields of an act that a second person must read, by name.

    Args:
        reading: what the machine read.
        decisions: what the first person changed.
        agreements: how readers have agreed so far; a family that is absent was never compared.
    """
    shares = {family: share_asked(agreements.get(family, Agreement()), policy) for family in _ASKED}
    return tuple(
        name
        for name, value in sorted(decisions.items())
        if (share := shares.get(family_of(name))) is not None
        and _typed_where_unsure(reading, name, value, policy.second_below)
        and draw(act_id, f"second/{family_of(name).value}") < share * DRAWS
    )


def agree(name: str, one: str, other: str) -> bool:
    """Whether two persons read the same: dates and numbers exactly, words folded."""
    if family_of(name) is Family.DATES or name in ("act_number", "year"):
        return one == other
    return same_words(one, other)


def disputed(
    names: Iterable[str], first: Mapping[str, str], second: Mapping[str, str]
) -> tuple[str, ...]:
    """Those of the fields in which two readings differ, by name."""
    return tuple(
        name
        for name in sorted(set(names))
        if not agree(name, first.get(name, ""), second.get(name, ""))
    )


def compared(names: Iterable[str], differing: Collection[str]) -> dict[Family, Agreement]:
    """What one second reading adds to the agreement of each family."""
    counts: dict[Family, Agreement] = {}
    for name in names:
        known = counts.get(family_of(name), Agreement())
        differed = known.differed + (name in differing)
        counts[family_of(name)] = Agreement(known.compared + 1, differed)
    return counts


def _typed_where_unsure(reading: ActReading, name: str, value: str, below: float) -> bool:
    read = reading.fields.get(name)
    if read is None:
        return below > 0
    return read.confidence < below and value not in (read.value or "", *read.candidates)
