"""What a volume's acts tell of each field together: how well its column reads from act to act.

A wording that no description knows gives a value to the wrong place in every act of its volume;
one act alone may look well read, the column seldom does.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Cells = Mapping[str, Sequence[float]]
"""Measures of each field of one act, by field name; as many of every field."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Means over the acts of a volume.

    Attributes:
        acts: how many acts the volume has.
        cells: mean measures of each field, over the acts that show it.
        shown: share of acts that show each field, 0 to 1.
        every: mean measures over all fields of all acts.
    """

    acts: int
    cells: Mapping[str, tuple[float, ...]]
    shown: Mapping[str, float]
    every: tuple[float, ...]

    @classmethod
    def of(cls, acts: Sequence[Cells]) -> "Columns":
        """The columns of a volume from the measures of its acts."""
        by_name: dict[str, list[Sequence[float]]] = {}
        for act in acts:
            for name, measures in act.items():
                by_name.setdefault(name, []).append(measures)
        told = [measures for column in by_name.values() for measures in column]
        return cls(
            acts=len(acts),
            cells={name: _means(column) for name, column in by_name.items()},
            shown={name: len(column) / len(acts) for name, column in by_name.items()},
            every=_means(told),
        )


def _means(rows: Sequence[Sequence[float]]) -> tuple[float, ...]:
    return tuple(sum(column) / len(rows) for column in zip(*rows, strict=True))
