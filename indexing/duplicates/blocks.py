"""Blocks: numbers that acts of one person or one entry nearly always share, and few others do.

A block is made of several facts together, never of a name alone: a quarter of the men bear one of
ten names. Each block leaves something out, so that one name misread, or half a date, still leaves
others to meet in.
"""

import hashlib
from collections.abc import Iterator
from datetime import date
from itertools import combinations, product

from archive.civil_date import Calendar, CivilDate, Precision
from archive.duplicate import Fact, Facts
from indexing.duplicates.facts import event_date, kind_of_name
from indexing.duplicates.names import name_keys

MOST_IN_A_BLOCK = 200
"""Acts above which a block is passed over: its facts tell too little, others tell more."""

_PERSONS = ("given", "family", "father_given", "mother_given")
_MOST_BLOCKS = 64
_NEAR_NEW_YEAR, _VAGUE_DAYS, _FAR_DAYS = 31, 366, 4 * 366


def blocks_of(facts: Facts) -> frozenset[int]:
    """The act's blocks, whole numbers below 2**63; none for an act that says too little."""
    found: dict[int, None] = {}
    for words in _blocks(facts):
        found.setdefault(_number(words))
        if len(found) == _MOST_BLOCKS:
            break
    return frozenset(found)


def _blocks(facts: Facts) -> Iterator[tuple[object, ...]]:
    kind, number = facts.get("kind"), facts.get("number")
    if number is not None:
        yield "number", kind, facts.get("office"), facts.get("year"), number
        drawn = facts.get("drawn_up_date")
        for text in drawn if isinstance(drawn, tuple) else ():
            yield "drawn up", kind, number, text
    names = {name: _keys(facts.get(name), name) for name in _PERSONS}
    known = [name for name in _PERSONS if names[name]]
    dates = event_date(facts)
    days = _days(dates)
    for two in combinations(known, 2):
        for keys in product(*(names[name] for name in two)):
            for day in days:
                yield "anniversary", kind, two, keys, day[5:]
    if len(known) == len(_PERSONS):
        for keys in product(*(names[name] for name in _PERSONS)):
            yield "names", kind, *keys
    for three in combinations(known, 3):
        for keys in product(*(names[name] for name in three)):
            for year in _years(facts, dates):
                yield "year", kind, three, keys, year


def _keys(fact: Fact, name: str) -> list[str]:
    if not isinstance(fact, tuple):
        return []
    return sorted(name_keys(fact, kind_of_name(name)))


def _days(dates: tuple[CivilDate, ...]) -> list[str]:
    """Days on which a whole date may lie: the Gregorian one, else the Hijri one's and those beside.

    The table misses the sighted month by a day.
    """
    whole = [found for found in dates if found.precision is Precision.DAY]
    sun = [found for found in whole if found.calendar is Calendar.GREGORIAN]
    if sun:
        return [found.iso for found in sun]
    return [_shifted(moon.first, by).isoformat() for moon in whole[:1] for by in (-1, 0, 1)]


def _years(facts: Facts, dates: tuple[CivilDate, ...]) -> list[int]:
    """Years under which the event may be written: its own, those beside where it says less."""
    if not dates:
        year = facts.get("year")
        return [year] if isinstance(year, int) else []
    first, last = min(told.first for told in dates), max(told.last for told in dates)
    vague = any(told.precision is Precision.YEAR for told in dates)
    around = _VAGUE_DAYS if vague else _NEAR_NEW_YEAR
    # One of two calendars may be misread by years: far years would only make many blocks.
    if (last - first).days > _FAR_DAYS:
        first = last = dates[0].first
    return list(range(_shifted(first, -around).year, _shifted(last, around).year + 1))


def _shifted(day: date, by: int) -> date:
    """A day some days on, never beyond the calendar's ends."""
    return date.fromordinal(min(max(day.toordinal() + by, 1), date.max.toordinal()))


def _number(words: tuple[object, ...]) -> int:
    digest = hashlib.blake2b(repr(words).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1
