"""Dates of validity: entries of lists that hold on some days, and how one follows another. Pure.

No entry is ever changed: a change ends what held and enters what holds from its day on.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Generic, Protocol, TypeVar


class Dated(Protocol):
    """What holds from a day on, until the day before another (None: no end is known)."""

    @property
    def from_day(self) -> date:
        """First day on which it holds."""

    @property
    def until_day(self) -> date | None:
        """First day on which it no longer holds."""


T = TypeVar("T", bound=Dated)


def holds(entry: Dated, day: date) -> bool:
    """Whether an entry holds on a day."""
    return entry.from_day <= day and (entry.until_day is None or day < entry.until_day)


def is_withdrawn(entry: Dated) -> bool:
    """Whether an entry never held a day: it was ended on the day it began."""
    return entry.until_day is not None and entry.until_day <= entry.from_day


def overlaps(entry: Dated, from_day: date, until_day: date | None) -> bool:
    """Whether there is a day among those given on which an entry holds."""
    ends_after = entry.until_day is None or from_day < entry.until_day
    begins_before = until_day is None or entry.from_day < until_day
    return ends_after and begins_before and not is_withdrawn(entry)


@dataclass(frozen=True, slots=True)
class Succession(Generic[T]):
    """What becomes of the entries of a list when one is added.

    Attributes:
        ended: those that end on the new one's first day.
        until_day: when the new one ends, because of its own end or of one entered ahead.
    """

    ended: tuple[T, ...]
    until_day: date | None


def succession(
    entries: Iterable[T], from_day: date, until_day: date | None = None
) -> Succession[T]:
    """How an entry takes its place: what holds on its first day ends, what is entered ahead stays.

    Args:
        entries: those of the same thing (one kind of paper, one office).
    """
    ended, ends = [], until_day
    for entry in entries:
        if is_withdrawn(entry):
            continue
        if entry.from_day > from_day:
            ends = entry.from_day if ends is None else min(ends, entry.from_day)
        elif holds(entry, from_day):
            ended.append(entry)
    return Succession(tuple(ended), ends)


V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class ListEntry(Generic[V]):
    """One entry of a list as the record keeps it, what it no longer says included.

    Attributes:
        number: its number in the list.
        value: what it says on the days from ``from_day`` to the one before ``until_day``.
        entered_at: instant, UTC, ISO; ended_at: when its end was entered, None without one.
    """

    number: int
    value: V
    from_day: date
    until_day: date | None
    entered_by: str
    entered_at: str
    ended_by: str | None = None
    ended_at: str | None = None
