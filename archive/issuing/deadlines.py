"""By when a request must be answered, in working days, by kind of paper and delivery. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum

from archive.issuing.errors import DeadlineUnset
from archive.issuing.paper import PaperKind
from archive.issuing.validity import holds
from archive.issuing.working_days import Holiday, add_working_days

MOST_DAYS = 40
"""Working days that stay within the sixty days of law 55-19."""


class Delivery(Enum):
    """How a paper reaches whoever asked for it."""

    COUNTER = "counter"
    POST = "post"
    ELECTRONIC = "electronic"


@dataclass(frozen=True, slots=True)
class Deadline:
    """How long a request may take on some days.

    Attributes:
        days: working days after the day of the request, 0 for that day.
        remind: working days before the last one from which people are reminded.
        from_day: the first day on which requests are given it; until_day: the first day after,
            None for no end.
        source_fr, source_ar: what sets it; one of them may be "".
    """

    kind: PaperKind
    delivery: Delivery
    days: int
    remind: int
    from_day: date
    until_day: date | None = None
    source_fr: str = ""
    source_ar: str = ""

    def __post_init__(self) -> None:
        if not 0 <= self.remind <= self.days <= MOST_DAYS:
            raise ValueError(
                f"{self.days} days with a reminder {self.remind} before: 0 to {MOST_DAYS} days, "
                "and the reminder within them"
            )


@dataclass(frozen=True, slots=True)
class Due:
    """The last day for a request, and the day from which people are reminded of it."""

    day: date
    remind_on: date


def deadline(
    kind: PaperKind, delivery: Delivery, day: date, deadlines: Iterable[Deadline]
) -> Deadline:
    """The deadline of a request that is received on a day.

    Raises:
        DeadlineUnset: none holds that day for this kind of paper and delivery.
    """
    for one in deadlines:
        if (one.kind, one.delivery) == (kind, delivery) and holds(one, day):
            return one
    raise DeadlineUnset(kind.value, delivery.value, day)


def due(given: Deadline, received: date, holidays: Iterable[Holiday]) -> Due:
    """When a request of a day is due; one received while nobody works counts from the next day."""
    known = tuple(holidays)
    return Due(
        day=add_working_days(received, given.days, known),
        remind_on=add_working_days(received, given.days - given.remind, known),
    )
