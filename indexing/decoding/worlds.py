"""A value decoded in its closed world: every reading in every script is weighed together.

A pair of spellings weighs what each is worth with its readings, times how well both tell the same
value. What is certain is shared among candidates; some is left for what nobody thought of.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from math import exp, log

import numpy as np

from archive.act import FieldReading
from indexing.decoding.candidate_spellings import Reading
from indexing.decoding.closed_world import ClosedWorld
from indexing.decoding.field_readings import MOST_CANDIDATES, field_reading, tidy
from indexing.decoding.spelling_out import spelled_out
from indexing.decoding.weighing import Evidence, Prior, Weighed, weigh
from indexing.names.matching import fold, skeleton
from indexing.names.spelling_across import heard
from indexing.text.stream import Extract

# Pairs this many nats below the best add nothing.
_NOTHING = 7.0
_DOUBT = 0.5
_SURE_READING = 0.9
_TOGETHER, _APART = log(0.96), log(0.04)
_TRANSLATED = log(0.3)
# Known names are seldom written otherwise in Arabic than lists have them, in Latin
# often, each time in one way of many.
_OTHER_AR, _OTHER_FR = log(0.04), log(0.25)
_ONE_WAY, _BOTH_KNOWN = -3.0, 2.0
# A value that was not read itself is never certain, least where many values are in no list.
_OPEN, _UNSAID, _SAID_ACROSS, _MENDED = 0.2, 0.75, 0.9, 0.97


def decode_in_world(
    world: ClosedWorld,
    readings: Mapping[str, Sequence[Extract]],
    likely: Mapping[str, float] | None = None,
    beside: Mapping[str, Sequence[Extract]] | None = None,
    fitting: Callable[[str], float] | None = None,
) -> dict[str, FieldReading]:
    """Field readings by script ("ar", "fr") of one value; only scripts with a reading answer.

    Args:
        likely: share, 0 to 1, of folded spellings that this field is known to favour.
        beside: readings of the same value in another field, evidence that is not shown.
        fitting: nats for (above 0) or against a folded spelling, from what else the act tells.
    """
    own = {script: _read(extracts, script) for script, extracts in readings.items()}
    relatives = beside or {}
    read = {
        script: (*found, *_read(relatives.get(script, ()), script))
        for script, found in own.items()
        if found
    }
    prior = Prior(likely or {}, fitting)
    weighed = {
        script: weigh(world, script, found, _hints(world, script, read), prior)
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
        same += _BOTH_KNOWN if world.knows(fr, "fr") else 0.0
        way = world.value_like(fr, "fr") + sound - world.value_like(ar, "ar")
        same = max(same, worth_ar + _OTHER_FR + min(way, _ONE_WAY))
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
    likeliest = np.argsort(-shares, kind="stable")
    first = _as_read(world, script, one, int(likeliest[0]))
    order = [first, *(int(at) for at in likeliest if at != first)]
    glued = one.folded[first].replace(" ", "")
    alike = {glued, one.folded[likeliest[0]].replace(" ", "")}
    sure = sum(
        float(share)
        for share, text in zip(shares, one.folded, strict=True)
        if text.replace(" ", "") in alike
    )
    read = [reading.folded.replace(" ", "") for reading in one.readings]
    if glued not in read:
        closed = _MENDED if world.unlisted < _OPEN else _SAID_ACROSS
        alone = len(weighed) == 1 and world.unlisted >= _OPEN
        sure = min(sure, _UNSAID if alone else closed)
    known = world.letters(script)
    other = weighed.get("fr") if script == "ar" else None
    unlisted = world.by_sound and not world.knows(one.folded[first], script)
    most = other.folded[int(np.argmax(other.weights))].count(" ") if other and unlisted else None
    texts = [spelled_out(known, text, one.readings) for text in _distinct(one, order, most)]
    shown = max(extracts, key=lambda extract: extract.confidence)
    return field_reading(texts[0], shown, sure, texts)


def _as_read(world: ClosedWorld, script: str, one: Weighed, first: int) -> int:
    """The candidate to show: a sure Latin reading, where the likeliest only spells it otherwise.

    A family writes Qadiri where lists have Kadiri, and the Arabic beside it tells both.
    """
    likeliest = one.folded[first]
    if script == "ar" or world.unlisted < _OPEN or any(r.folded == likeliest for r in one.readings):
        return first
    for reading in one.readings:
        sure = min(reading.confidences, default=0.0) >= _SURE_READING
        if (
            sure
            and reading.folded in one.folded
            and skeleton(reading.folded) == skeleton(likeliest)
        ):
            return one.folded.index(reading.folded)
    return first


def _distinct(one: Weighed, order: Iterable[int], most: int | None) -> list[str]:
    """Folded candidates, those alike but for spaces once, the surest reading among five.

    Of those alike the likeliest stands, or one of no more spaces than ``most``, those of the Latin
    beside an unlisted name: Arabic words fall apart where their letters never join.
    """
    found: dict[str, str] = {}
    for at in order:
        text = one.folded[at]
        before = found.setdefault(text.replace(" ", ""), text)
        if most is not None and text.count(" ") <= most < before.count(" "):
            found[text.replace(" ", "")] = text
    raw = max(one.readings, key=lambda reading: reading.confidence)
    folded = list(found.values())
    if raw.folded.replace(" ", "") not in list(found)[:MOST_CANDIDATES]:
        folded.insert(MOST_CANDIDATES - 1, raw.folded)
    return folded[:MOST_CANDIDATES]
