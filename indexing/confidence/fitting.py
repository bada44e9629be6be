"""Fitting calibration: curves from readings with the truth about them.

Volumes are never parted: what is measured on a volume comes from curves fitted on the others.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from indexing.confidence.calibration import POOLED, Calibration, Curve
from indexing.confidence.facts import FACTS, Facts

_PULL_TO_NOTHING = 0.3
_PULL_TO_POOLED = 3.0
_LEAST = 30
_STEPS = 60
_SHORTEST = 1e-6
_TOLERANCE = 1e-6
_DECIMALS = 4
_Array = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Sample:
    """One reading of a field of ``group`` in ``volume``: its facts, and whether it was right."""

    volume: str
    group: str
    facts: Facts
    right: bool


def fit(samples: Sequence[Sample]) -> Calibration:
    """Curves of all groups with at least 30 samples, and the pooled one.

    Raises:
        ValueError: there is no sample.
    """
    if not samples:
        raise ValueError("no reading to fit on: no act of these volumes was read and has truth")
    pooled = _descend(samples, np.zeros(len(FACTS) + 1), _PULL_TO_NOTHING)
    curves = {POOLED: _curve(pooled)}
    for group in sorted({sample.group for sample in samples}):
        own = [sample for sample in samples if sample.group == group]
        if len(own) >= _LEAST:
            curves[group] = _curve(_descend(own, pooled, _PULL_TO_POOLED))
    return Calibration(curves, tuple(sorted({sample.volume for sample in samples})))


def held_out(
    samples: Sequence[Sample], volumes: Iterable[str] | None = None
) -> Iterator[tuple[str, Calibration]]:
    """Each volume with curves that never saw it; all that have samples unless some are named.

    Raises:
        ValueError: there is no sample but those of one volume.
    """
    every = sorted({sample.volume for sample in samples})
    for volume in every if volumes is None else volumes:
        yield volume, fit([sample for sample in samples if sample.volume != volume])


def _descend(samples: Sequence[Sample], anchor: _Array, pull: float) -> _Array:
    """Start and weights of least loss, pulled towards ``anchor``: Newton's steps, none below 0."""
    facts = np.array([(1.0, *sample.facts) for sample in samples])
    right = np.array([sample.right for sample in samples], dtype=np.float64)
    pulls = np.full(facts.shape[1], pull)
    pulls[0] = pull / 10

    def loss(weights: _Array) -> float:
        odds = facts @ weights
        misfit = np.logaddexp(0.0, odds) - right * odds
        return float(misfit.sum() + 0.5 * (pulls * (weights - anchor) ** 2).sum())

    here = anchor.copy()
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-np.clip(facts @ here, -30, 30)))
        slope = facts.T @ (chance - right) + pulls * (here - anchor)
        bend = (facts * (chance * (1 - chance))[:, None]).T @ facts + np.diag(pulls)
        free = (here > 0) | (slope < 0)
        free[0] = True
        move = np.zeros_like(here)
        move[free] = np.linalg.solve(bend[np.ix_(free, free)], slope[free])
        there = _shorter(loss, here, move)
        if float(np.abs(there - here).max()) < _TOLERANCE:
            break
        here = there
    return here


def _shorter(loss: Callable[[_Array], float], here: _Array, move: _Array) -> _Array:
    """The longest of ever shorter steps against ``move`` that lowers the loss; else no step."""
    least, length = loss(here), 1.0
    while length > _SHORTEST:
        there: _Array = here - length * move
        there[1:] = np.maximum(there[1:], 0.0)
        if loss(there) < least:
            return there
        length /= 2
    return here


def _curve(weights: _Array) -> Curve:
    rounded = [round(float(weight), _DECIMALS) for weight in weights]
    return Curve(rounded[0], tuple(rounded[1:]))
