"""The tests that rules about duplicates apply to one fact of two acts. Pure and symmetric."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import product
from typing import TypeAlias

from archive.civil_date import CivilDate, Precision
from archive.duplicate import Fact
from archive.register import ActNumber
from indexing.duplicates.facts import DATES, NAMES, dates_of, kind_of_name
from indexing.duplicates.names import likeness

Answer: TypeAlias = bool | None
"""Whether a test holds; None where a fact is missing or says nothing that can be tested."""

# The months of an official Hijri date begin by sighting, a day or two from the table's.
_SIGHTED_DAYS = 2
_PRESUMED = ("01-01", "07-01", "12-31")


@dataclass(frozen=True, slots=True)
class FactTest:
    """A kind of test: what it does, which facts it is for (none: any), whether it takes a value."""

    holds: Callable[[str, Fact, Fact, float], Answer]
    facts: frozenset[str] = frozenset()
    valued: bool = False


def _same(_name: str, one: Fact, other: Fact, _value: float) -> Answer:
    return one == other


def _like(name: str, one: Fact, other: Fact, least: float) -> Answer:
    if not isinstance(one, tuple) or not isinstance(other, tuple):
        return None
    return likeness(one, other, kind_of_name(name)) >= least


def _within_days(_name: str, one: Fact, other: Fact, days: float) -> Answer:
    apart = days_apart(dates_of(one), dates_of(other))
    return None if apart is None else apart <= days


def _one_digit(_name: str, one: Fact, other: Fact, _value: float) -> Answer:
    pairs = _whole_pairs(one, other)
    if not pairs:
        return None
    return any(sum(x != y for x, y in zip(a.iso, b.iso, strict=True)) == 1 for a, b in pairs)


def _swapped(_name: str, one: Fact, other: Fact, _value: float) -> Answer:
    pairs = _whole_pairs(one, other)
    swapped = (
        (a.iso[:5], a.iso[5:7], a.iso[8:]) == (b.iso[:5], b.iso[8:], b.iso[5:7]) for a, b in pairs
    )
    return any(swapped) if pairs else None


def _presumed(_name: str, one: Fact, other: Fact, _value: float) -> Answer:
    dates = (*dates_of(one), *dates_of(other))
    return any(d.precision is Precision.DAY and d.iso[5:] in _PRESUMED for d in dates)


def _partial(_name: str, one: Fact, other: Fact, _value: float) -> Answer:
    sides = [[d.precision is Precision.DAY for d in dates_of(fact)] for fact in (one, other)]
    return None if not all(sides) else not (any(sides[0]) and any(sides[1]))


def _neighbours(_name: str, one: Fact, other: Fact, most: float) -> Answer:
    if not isinstance(one, str) or not isinstance(other, str):
        return None
    return abs(ActNumber.parse(one).number - ActNumber.parse(other).number) <= most


def _either(_name: str, one: Fact, other: Fact, _value: float) -> Answer:
    return bool(one) or bool(other)


FACT_TESTS: Mapping[str, FactTest] = {
    "same": FactTest(_same),
    "like": FactTest(_like, frozenset(NAMES), valued=True),
    "within_days": FactTest(_within_days, frozenset(DATES), valued=True),
    "one_digit": FactTest(_one_digit, frozenset(DATES)),
    "swapped": FactTest(_swapped, frozenset(DATES)),
    "presumed": FactTest(_presumed, frozenset(DATES)),
    "partial": FactTest(_partial, frozenset(DATES)),
    "neighbours": FactTest(_neighbours, frozenset(("number",)), valued=True),
    "either": FactTest(_either, frozenset(("late",))),
}
"""Tests by the word rules name them with.

``same``: one value. ``like``: names at least this alike, whatever script and spelling.
``within_days``: dates that may lie at most so far apart. ``one_digit``: whole dates in one
calendar that differ in one figure; ``swapped``: in which day and month changed places.
``presumed``: one of the dates is a day that judgments put for a year nobody knows better.
``partial``: one of the dates says less than a day.
``neighbours``: act numbers at most so far apart. ``either``: true of at least one act.
"""


def days_apart(one: tuple[CivilDate, ...], other: tuple[CivilDate, ...]) -> int | None:
    """Days that at least part two written dates of one event, None where either is missing.

    Dates of one calendar are compared where there are such, else across calendars, with the days
    that a sighted month may stand off the table forgiven. Of several, those that say most count.
    """
    pairs = list(product(one, other))
    same = [(a, b) for a, b in pairs if a.calendar is b.calendar]
    if not pairs:
        return None
    forgiven = 0 if same else _SIGHTED_DAYS
    gaps = [(_vagueness(a, b), _gap(a, b)) for a, b in same or pairs]
    finest = min(vague for vague, _ in gaps)
    return max(0, min(gap for vague, gap in gaps if vague <= finest + 1) - forgiven)


def _whole_pairs(one: Fact, other: Fact) -> list[tuple[CivilDate, CivilDate]]:
    """Whole dates of two facts in the same calendar."""
    return [
        (a, b)
        for a, b in product(dates_of(one), dates_of(other))
        if a.calendar is b.calendar and a.precision is b.precision is Precision.DAY
    ]


def _vagueness(one: CivilDate, other: CivilDate) -> int:
    """How little two dates say together: 0 for two days, more for months and years."""
    weight = {Precision.DAY: 0, Precision.MONTH: 2, Precision.YEAR: 4}
    return weight[one.precision] + weight[other.precision]


def _gap(one: CivilDate, other: CivilDate) -> int:
    return max(0, (one.first - other.last).days, (other.first - one.last).days)
