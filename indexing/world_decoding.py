"""A value decoded in its closed world: every reading in every script is weighed together.

A candidate weighs what it is worth in itself (listed and common, or unlisted and name-like), times
how likely each reading is where it is written, times how well the two scripts' spellings tell the
same value. What is certain is shared among candidates; some is left for what nobody thought of.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import exp, log

import numpy as np
import numpy.typing as npt

from archive.act import FieldReading
from indexing.candidate_spellings import Reading, all_repairs
from indexing.closed_world import ClosedWorld
from indexing.field_readings import field_reading, tidy
from indexing.misreading import misreading, misreading_costs
from indexing.names import fold
from indexing.spelling_across import heard
from indexing.text_stream import Extract

_SURE = 0.93
_AS_READ = 2.5
_FEW, _HINT, _SECOND = 30, 16.0, 6.0
_NOTHING = 7.0
_DOUBT = 0.5
_TOGETHER, _APART = log(0.96), log(0.04)
_TRANSLATED = log(0.3)
# Known names are seldom written otherwise in Arabic than lists have them, in Latin
# often.
_OTHER_AR, _OTHER_FR = log(0.04), log(0.25)
_ANY_LETTER = 2.8
_UNSAID = 0.75
_KEPT = 8

Evidence = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Weighed:
    """Candidates of one script, best first.

    Attributes:
        texts: as a clerk would write them; folded: their folded spellings.
        worth: logarithms of what each is worth before anything is read.
        weights: the same with the readings of this script.
        beyond: the same for all that is no candidate.
        readings: what was read.
    """

    texts: tuple[str, ...]
    folded: tuple[str, ...]
    worth: Evidence
    weights: Evidence
    beyond: float
    readings: tuple[Reading, ...]


def decode_in_world(
    world: ClosedWorld,
    readings: Mapping[str, Sequence[Extract]],
    likely: Mapping[str, float] | None = None,
    beside: Mapping[str, Sequence[Extract]] | None = None,
) -> dict[str, FieldReading]:
    """Field readings by script ("ar", "fr") of one value; only scripts with a reading answer.

    Args:
        likely: share, 0 to 1, of folded spellings that this field is known to favour.
        beside: readings of the same value in another field, evidence that is not shown.
    """
    own = {script: _read(extracts, script) for script, extracts in readings.items()}
    relatives = beside or {}
    read = {
        script: (*found, *_read(relatives.get(script, ()), script))
        for script, found in own.items()
        if found
    }
    favoured = likely or {}
    weighed = {
        script: _weigh(world, script, found, _hints(world, script, read), favoured)
        for script, found in read.items()
    }
    if len(weighed) == 2:
        shares = _shares_together(world, weighed["ar"], weighed["fr"])
    else:
        shares = {script: _shares_alone(one) for script, one in weighed.items()}
    return {
        script: _answer(world, script, one, shares[script], readings[script], weighed)
        for script, one in weighed.items()
    }


def _read(extracts: Iterable[Extract], script: str) -> tuple[Reading, ...]:
    return tuple(Reading.of(e, script) for e in extracts if fold(tidy(e.text)).strip())


def _hints(
    world: ClosedWorld, script: str, read: Mapping[str, tuple[Reading, ...]]
) -> Iterable[str]:
    """Folded spellings that readings of the other script suggest."""
    other = "fr" if script == "ar" else "ar"
    for reading in read.get(other, ()):
        yield from world.across(reading.folded, other)
        for near in world.near(reading.folded, other)[:3]:
            yield from (fold(one.text(script)) for one in world.spellings(near, other))


def _weigh(
    world: ClosedWorld,
    script: str,
    readings: tuple[Reading, ...],
    hints: Iterable[str],
    favoured: Mapping[str, float],
) -> Weighed:
    hinted = frozenset(hints)
    pool = _pool(world, script, readings, hinted, favoured)
    folded = tuple(pool)
    worth = np.array([_worth(world, text, script, favoured) for text in folded])
    weights = worth.copy()
    beyond = 0.0
    # The same eye errs alike in margin and body: two readings tell less than twice as much.
    weight = len(readings) ** -0.5
    for reading in readings:
        weights += weight * _told(world, script, reading, folded)
        beyond += weight * _stray(world, script, reading)
    read = {reading.folded: reading.confidence for reading in readings}
    weights += np.array([_AS_READ * read.get(text, 0.0) for text in folded])
    beyond = max(beyond, _unthought(world, script, readings))
    # What the other script or the engine tells is kept, however unlikely it looks by itself.
    second = {fold(variant) for reading in readings for variant, _, _ in reading.variants}
    told = np.array([_HINT * (text in hinted) + _SECOND * (text in second) for text in folded])
    order = np.argsort(-(weights + told), kind="stable")[:_FEW]
    return Weighed(
        tuple(pool[folded[at]] for at in order),
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
) -> dict[str, str]:
    """Candidates by folded spelling, as they would be written."""
    pool = {reading.folded: reading.text for reading in readings}
    listed: list[str] = list(favoured)
    for reading in readings:
        for text in (reading.text, *(variant for variant, _, _ in reading.variants)):
            pool.setdefault(fold(text), text)
            listed += world.near(fold(text), script)
            pool.update(_word_by_word(world, script, fold(text)))
        pool.setdefault(reading.folded.replace(" ", ""), reading.text.replace(" ", ""))
    for text in (*listed, *hints):
        found = world.spellings(text, script)
        pool.setdefault(text, found[0].text(script) if found else _written(text, script))
    differ = len({reading.folded for reading in readings}) > 1
    for reading in readings:
        if differ or reading.confidence < _SURE:
            for text in all_repairs(reading.text, script):
                pool.setdefault(fold(text), text)
    return pool


def _word_by_word(world: ClosedWorld, script: str, folded: str) -> dict[str, str]:
    """The text with one word turned into a listed value near it."""
    words = folded.split(" ")
    found = {}
    for at, word in enumerate(words if 1 < len(words) < 5 else ()):
        for near in world.near(word, script)[:2]:
            text = " ".join((*words[:at], near, *words[at + 1 :]))
            found[text] = _written(text, script)
    return found


def _written(folded: str, script: str) -> str:
    return folded if script == "ar" else " ".join(word.capitalize() for word in folded.split())


def _worth(world: ClosedWorld, text: str, script: str, favoured: Mapping[str, float]) -> float:
    share = favoured.get(text, 0.0)
    usual = world.likelihood(text, script)
    return log(share + (1 - sum(favoured.values())) * exp(usual)) if favoured else usual


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


def _shares_alone(one: Weighed) -> Evidence:
    every = np.append(one.weights, one.beyond)
    shares = np.exp(every - every.max())
    return np.asarray(shares[:-1] / shares.sum())


def _shares_together(world: ClosedWorld, ar: Weighed, fr: Weighed) -> dict[str, Evidence]:
    """What is certain, shared among candidates of each script by how their pairs fare."""
    pairs = _APART + ar.weights[:, None] + fr.weights[None, :]
    told = _TOGETHER + (ar.weights - ar.worth)[:, None] + (fr.weights - fr.worth)[None, :]
    # No pair is worth more than the commoner of its two: the likeliest are weighed first, and the
    # rest left out once they could add nothing.
    most = told + np.maximum(ar.worth[:, None] + _OTHER_FR, fr.worth[None, :])
    apart, best = pairs.copy(), float(pairs.max())
    for place in np.argsort(-most, axis=None, kind="stable"):
        i, j = divmod(int(place), len(fr.folded))
        if most[i, j] < best - _NOTHING:
            break
        same = _same(world, ar.folded[i], fr.folded[j], float(ar.worth[i]), float(fr.worth[j]))
        pairs[i, j] = np.logaddexp(pairs[i, j], told[i, j] + same)
        best = max(best, float(pairs[i, j]))
    beyond = (
        ar.beyond + np.logaddexp.reduce(fr.weights) + _APART,
        fr.beyond + np.logaddexp.reduce(ar.weights) + _APART,
        ar.beyond + fr.beyond,
    )
    top = max(float(pairs.max()), *beyond)
    shares = np.exp(pairs - top)
    total = shares.sum() + sum(exp(one - top) for one in beyond)
    # Two scripts that plainly tell different values leave both in doubt, however well read.
    total *= 1 + _DOUBT * float(np.exp(apart - top).sum() / shares.sum())
    return {"ar": shares.sum(axis=1) / total, "fr": shares.sum(axis=0) / total}


def _same(world: ClosedWorld, ar: str, fr: str, worth_ar: float, worth_fr: float) -> float:
    """Logarithm of the share of values written so in both scripts."""
    if world.pairs(ar, fr):
        return min(worth_ar, worth_fr)
    if not world.by_sound:
        return worth_ar + worth_fr + _TRANSLATED
    sound = heard(ar, fr)
    same = worth_fr + sound + (_OTHER_AR if world.knows(fr, "fr") else 0.0)
    if world.knows(ar, "ar"):
        way = world.value_like(fr, "fr") + sound - world.value_like(ar, "ar")
        same = max(same, worth_ar + _OTHER_FR + min(way, -1.0))
    return same


def _answer(
    world: ClosedWorld,
    script: str,
    one: Weighed,
    shares: Evidence,
    extracts: Sequence[Extract],
    weighed: Mapping[str, Weighed],
) -> FieldReading:
    """The field as it is read: candidates by their share, spellings alike but for spaces as one."""
    order = np.argsort(-shares, kind="stable")
    first = int(order[0])
    glued = one.folded[first].replace(" ", "")
    sure = sum(
        float(share)
        for share, text in zip(shares, one.folded, strict=True)
        if text.replace(" ", "") == glued
    )
    read = [reading.folded.replace(" ", "") for reading in one.readings]
    if glued not in read and len(weighed) == 1:
        sure = min(sure, _UNSAID)
    texts = _distinct(one, order)
    shown = max(extracts, key=lambda extract: extract.confidence)
    return field_reading(one.texts[first], shown, sure, texts)


def _distinct(one: Weighed, order: Iterable[int]) -> list[str]:
    """Candidates once each, the surest reading among the first five."""
    found: dict[str, str] = {}
    for at in order:
        found.setdefault(one.folded[at].replace(" ", ""), one.texts[at])
    raw = max(one.readings, key=lambda reading: reading.confidence)
    key = raw.folded.replace(" ", "")
    texts = list(found.values())
    if key not in list(found)[:5]:
        texts.insert(4, raw.text)
    return texts[:_KEPT]
