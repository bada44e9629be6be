"""The candidates of one script for one value, weighed by what was read there.

A candidate weighs what it is worth in itself (listed and common, or unlisted and name-like), times
how likely each reading is where it is written.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import exp, log
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from indexing.decoding.candidate_spellings import Reading, all_repairs
from indexing.decoding.closed_world import ClosedWorld
from indexing.decoding.misreading import misreading, misreading_costs
from indexing.names.matching import fold

_SURE = 0.93
_AS_READ = 2.5
_FEW, _HINT, _SECOND = 30, 16.0, 6.0
_ANY_LETTER = 2.8
# No name or place has as many letters: what was read there ran on, and no repair mends that.
_LONGEST = 60

Evidence: TypeAlias = npt.NDArray[np.float64]
"""Logarithms, one for each candidate."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """Candidates of one script, best first.

    Attributes:
        folded: their folded spellings.
        worth: logarithms of what each is worth before anything is read.
        weights: the same with the readings of this script.
        beyond: the same for all that is no candidate.
        readings: what was read.
    """

    folded: tuple[str, ...]
    worth: Evidence
    weights: Evidence
    beyond: float
    readings: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class Prior:
    """What an act tells about a value before it is read.

    Attributes:
        likely: share, 0 to 1, of folded spellings that the field favours.
        fitting: nats for or against a folded spelling.
    """

    likely: Mapping[str, float]
    fitting: Callable[[str], float] | None

    def worth(self, world: ClosedWorld, text: str, script: str) -> float:
        """Logarithm of how likely a folded spelling is."""
        worth = world.likelihood(text, script)
        if self.likely:
            rest = 1 - sum(self.likely.values())
            worth = log(self.likely.get(text, 0.0) + rest * exp(worth))
        return worth + (self.fitting(text) if self.fitting else 0.0)


def weigh(
    world: ClosedWorld,
    script: str,
    readings: tuple[Reading, ...],
    hints: Iterable[str],
    prior: Prior,
) -> Weighed:
    """Candidates of one script: the readings, their repairs, listed neighbours, and ``hints``.

    Args:
        hints: folded spellings that the other script suggests.
    """
    hinted = frozenset(hints)
    pool = _pool(world, script, readings, hinted, prior.likely)
    folded = tuple(pool)
    worth = np.array([prior.worth(world, text, script) for text in folded])
    weights = worth.copy()
    beyond = 0.0
    # The same eye errs alike in margin and body: two readings tell less than twice as much.
    weight = len(readings) ** -0.5
    for reading in readings:
        weights += weight * _told(world, script, reading, folded)
        beyond += weight * _stray(world, script, reading)
    # Spaces are what recognition gets wrong first: any parting of the letters read is as read.
    read = {reading.folded.replace(" ", ""): reading.confidence for reading in readings}
    weights += np.array([_AS_READ * read.get(text.replace(" ", ""), 0.0) for text in folded])
    beyond = max(beyond, _unthought(world, script, readings))
    # What the other script or the engine tells is kept, however unlikely it looks by itself.
    second = {fold(variant) for reading in readings for variant, _, _ in reading.variants}
    told = np.array([_HINT * (text in hinted) + _SECOND * (text in second) for text in folded])
    order = np.argsort(-(weights + told), kind="stable")[:_FEW]
    return Weighed(
        tuple(folded[at] for at in order),
        worth[order],
        weights[order],
        beyond,
        readings,
    )


def _pool(
    world: ClosedWorld,
    script: str,
    readings: tuple[Reading, ...],
    hints: Iterable[str],
    favoured: Mapping[str, float],
) -> Iterable[str]:
    """Folded candidates, each once."""
    pool = dict.fromkeys(reading.folded for reading in readings)
    listed: list[str] = list(favoured)
    for reading in readings:
        for text in (reading.text, *(variant for variant, _, _ in reading.variants)):
            folded = fold(text)
            pool[folded] = None
            listed += world.near(folded, script)
            pool.update(dict.fromkeys(_word_by_word(world, script, folded)))
        pool[reading.folded.replace(" ", "")] = None
    pool.update(dict.fromkeys((*listed, *hints)))
    differ = len({reading.folded for reading in readings}) > 1
    for reading in readings:
        if len(reading.text) <= _LONGEST and (differ or reading.confidence < _SURE):
            pool.update(dict.fromkeys(map(fold, all_repairs(reading.text, script))))
    return pool


def _word_by_word(world: ClosedWorld, script: str, folded: str) -> Iterable[str]:
    """The text with one word turned into a listed value near it."""
    words = folded.split(" ")
    for at, word in enumerate(words if 1 < len(words) < 5 else ()):
        for near in world.near(word, script)[:2]:
            yield " ".join((*words[:at], near, *words[at + 1 :]))


def _told(world: ClosedWorld, script: str, reading: Reading, texts: Sequence[str]) -> Evidence:
    """Logarithm of how likely ``reading`` is where each of ``texts`` is written."""
    costs = misreading_costs(reading.folded, reading.confidences, texts, script)
    for variant, cost, stray in reading.variants:
        folded = fold(variant)
        cost -= world.value_like(stray, script) if stray else 0.0
        even = (reading.confidence,) * len(folded)
        np.minimum(costs, cost + misreading_costs(folded, even, texts, script), out=costs)
    return np.logaddexp(-costs, _stray(world, script, reading))


def _stray(world: ClosedWorld, script: str, reading: Reading) -> float:
    """Logarithm of the chance of reading this where the value does not stand."""
    rate = 0.01 + 0.25 * (1 - reading.confidence) ** 2
    anything = -_ANY_LETTER * len(reading.folded)
    return float(log(rate / 2) + np.logaddexp(world.likelihood(reading.folded, script), anything))


def _unthought(world: ClosedWorld, script: str, readings: tuple[Reading, ...]) -> float:
    """Logarithm of what unlisted values are worth that no candidate repairs."""
    best = max(readings, key=lambda reading: reading.confidence)
    rates = misreading(script).rate(best.confidences)
    wrong = float(rates.sum())
    # Where a reading is sure its repairs are not tried, so that one misreading is unthought of too.
    tried = 1 + wrong if best.confidence < _SURE else 1.0
    missed = 1 - exp(-wrong) * tried
    told = sum(_told(world, script, one, [best.folded])[0] for one in readings if one is not best)
    told *= len(readings) ** -0.5
    return float(world.likelihood(best.folded, script) + log(missed + 1e-4) + told)
