"""What a paper costs, by its kind and the day it is asked for. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from archive.issuing.errors import FeeUnset
from archive.issuing.paper import PaperKind
from archive.issuing.validity import holds

MOST_DIRHAMS = Decimal(1000)
"""More than this for one copy is a slip of the hand."""


@dataclass(frozen=True, slots=True)
class Fee:
    """What one copy of a kind of paper costs on some days.

    Attributes:
        amount: dirhams, to the centime.
        from_day: the first of the days; until_day: the first day after them, None for no end.
        source_fr, source_ar: what sets it; one of them may be "".
    """

    kind: PaperKind
    amount: Decimal
    from_day: date
    until_day: date | None = None
    source_fr: str = ""
    source_ar: str = ""

    def __post_init__(self) -> None:
        in_range = self.amount.is_finite() and 0 <= self.amount <= MOST_DIRHAMS
        if not in_range or self.amount != round(self.amount, 2):
            raise ValueError(
                f"{self.amount} is no fee: 0 to {MOST_DIRHAMS} dirhams, to the centime"
            )


def fee(kind: PaperKind, copies: int, day: date, fees: Iterable[Fee]) -> Decimal:
    """Dirhams for so many copies asked for on a day.

    Raises:
        FeeUnset: no fee holds that day for this kind of paper.
        ValueError: fewer than one copy.
    """
    if copies < 1:
        raise ValueError(f"{copies} copies: at least one is asked for")
    for one in fees:
        if one.kind is kind and holds(one, day):
            return round(one.amount * copies, 2)
    raise FeeUnset(kind.value, day)
