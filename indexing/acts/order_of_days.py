"""Days of drawing up that run against the order of the acts, or before the event they tell.

"Vingt-deux août" whose tens were lost is a whole date too: no letter of it tells, its neighbours
do.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from archive.act import FieldReading

_DRAWN_UP = "drawn_up_date"
_EVENTS = ("birth_date", "death_date")
_DOUBT = 0.5
_FULL = len("1990-03-04")


def doubt_disorder(
    acts: Sequence[Mapping[str, FieldReading]],
) -> list[dict[str, FieldReading]]:
    """Fields of a volume's acts, in order; two next to each other whose days run backward, doubted.

    So is a day before that of the birth or death told. Acts without a whole day are passed over.
    """
    dated = [(at, day) for at, fields in enumerate(acts) if (day := _day(fields, _DRAWN_UP))]
    doubted = {at for a, b in pairwise(dated) if b[1] < a[1] for at in (a[0], b[0])}
    doubted |= {at for at, day in dated if day < max(_day(acts[at], event) for event in _EVENTS)}
    return [_doubted(fields) if at in doubted else dict(fields) for at, fields in enumerate(acts)]


def _day(fields: Mapping[str, FieldReading], name: str) -> str:
    read = fields.get(name)
    day = read.value if read is not None else None
    return day if day is not None and len(day) == _FULL else ""


def _doubted(fields: Mapping[str, FieldReading]) -> dict[str, FieldReading]:
    read = fields[_DRAWN_UP]
    return {**fields, _DRAWN_UP: replace(read, confidence=min(read.confidence, _DOUBT))}
