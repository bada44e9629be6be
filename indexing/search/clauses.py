"""Clauses of a plan: what a document must hold, in words that any engine can carry out."""

from dataclasses import dataclass
from enum import Enum


@dataclass(frozen=True, slots=True)
class OneOf:
    """Documents whose ``field`` holds one of ``values`` score ``weight``."""

    field: str
    values: tuple[str, ...]
    weight: float = 0.0


@dataclass(frozen=True, slots=True)
class Near:
    """Documents whose ``field`` holds a term within ``distance`` edits of ``value``."""

    field: str
    value: str
    distance: int
    weight: float


@dataclass(frozen=True, slots=True)
class Begins:
    """Documents whose ``field`` holds a term that begins with ``value``."""

    field: str
    value: str
    weight: float = 0.0


@dataclass(frozen=True, slots=True)
class Between:
    """Documents whose whole-number ``field`` lies between ``low`` and ``high``, both included."""

    field: str
    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class AllOf:
    """Documents that match every clause."""

    clauses: tuple["Leaf", ...]


Leaf = OneOf | Near | Begins | Between | AllOf
Best = tuple[Leaf, ...]
"""Alternatives: one must match, the best one counts."""


class Order(Enum):
    """SCORE: best first, equal ones by ``tie``; REFERENCE: by ``by_reference``; TIE: as drawn."""

    SCORE = "score"
    REFERENCE = "by_reference"
    TIE = "tie"


@dataclass(frozen=True, slots=True)
class Plan:
    """``filters`` hold without scoring, ``must`` holds and scores, ``should`` only scores."""

    filters: tuple[Best, ...] = ()
    must: tuple[Best, ...] = ()
    should: tuple[Best, ...] = ()
    order: Order = Order.SCORE
