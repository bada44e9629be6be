"""Coverage against error, and confidence against what was so, of judged acts and fields."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from indexing.confidence.facts import group_of
from indexing.evaluation.judged_fields import JudgedAct, JudgedField, fields_of
from indexing.evaluation.judging import Share

LEVELS = (0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.93, 0.95, 0.96, 0.97, 0.98, 0.985, 0.99, 0.995)
TENTHS = tuple(tenth / 10 for tenth in range(11))
FINE = (0.0, 0.5, 0.8, 0.9, 0.95, 0.98, 0.99, 1.0)
"""Bounds of bins that part what passes a threshold finer than tenths do."""


@dataclass(frozen=True, slots=True)
class Bin:
    """Readings whose confidence lies in a span: how many, their mean confidence, share right."""

    low: float
    high: float
    readings: int
    confidence: float
    right: float


@dataclass(frozen=True, slots=True)
class FieldLevel:
    """What a threshold gives: fields at or above it, of all; wrong ones among those."""

    threshold: float
    fields: Share
    wrong_fields: Share


@dataclass(frozen=True, slots=True)
class Level:
    """What a threshold gives: its coverage and its error, of fields and of acts.

    Attributes:
        threshold: least confidence asked of every field.
        fields: fields at or above it, of all shown or made up.
        wrong_fields: wrong ones among those.
        acts: acts whose every field reaches it and that nothing else holds back, of all.
        wrong_in_acts: wrong fields in those acts and in acts made up, of the fields they show.
    """

    threshold: float
    fields: Share
    wrong_fields: Share
    acts: Share
    wrong_in_acts: Share


def reliability(fields: Iterable[JudgedField], bounds: Sequence[float] = TENTHS) -> tuple[Bin, ...]:
    """Readings in bins by confidence, empty bins left out, and so are fields without a value.

    A bin holds its lower bound, the last one both.
    """
    held = [field for field in fields if field.read is not None and field.found]
    bins = []
    for low, high in pairwise(bounds):
        last = high == bounds[-1]
        inside = [f for f in held if low <= f.confidence < high or (last and f.confidence == high)]
        if inside:
            mean = sum(f.confidence for f in inside) / len(inside)
            right = sum(f.right for f in inside) / len(inside)
            bins.append(Bin(low, high, len(inside), mean, right))
    return tuple(bins)


def calibration_error(bins: Sequence[Bin]) -> float | None:
    """Expected calibration error: mean gap of confidence and share right, by readings."""
    count = sum(one.readings for one in bins)
    if not count:
        return None
    return sum(one.readings * abs(one.confidence - one.right) for one in bins) / count


def field_levels(
    fields: Sequence[JudgedField], thresholds: Sequence[float] = ()
) -> tuple[FieldLevel, ...]:
    """What each threshold gives for these fields; without any, every confidence that occurs."""
    sure = [f for f in fields if f.read is not None]
    steps = _Steps([(f.confidence, int(not f.right), 1) for f in sure])
    told = []
    for threshold in thresholds or sorted({f.confidence for f in sure}):
        count, wrong, _ = steps.from_(threshold)
        told.append(FieldLevel(threshold, Share(count, len(fields)), Share(wrong, count)))
    return tuple(told)


def levels(acts: Sequence[JudgedAct], thresholds: Sequence[float] = ()) -> tuple[Level, ...]:
    """What each threshold for every field gives; without any, every confidence that occurs."""
    fields = fields_of(acts)
    by_field = field_levels(fields, thresholds)
    real = _Steps([(act.least, 0, 0) for act in acts if not act.made_up])
    every = _Steps([(act.least, act.wrong, act.shown) for act in acts])
    told = []
    for one in by_field:
        through, _, _ = real.from_(one.threshold)
        _, wrong, shown = every.from_(one.threshold)
        acts_through, wrong_in = Share(through, real.count), Share(wrong, shown)
        told.append(Level(one.threshold, one.fields, one.wrong_fields, acts_through, wrong_in))
    return tuple(told)


def most_through(curve: Sequence[Level], most_wrong: float) -> Level | None:
    """The level that lets most acts through with at most this share of wrong fields in them."""
    fit = [one for one in curve if (one.wrong_in_acts.rate or 0.0) <= most_wrong]
    return max(fit, key=lambda one: (one.acts.right, one.threshold), default=None)


def by_group(fields: Iterable[JudgedField]) -> dict[str, list[JudgedField]]:
    """Fields parted by the groups that calibration parts them by, in order of their names."""
    groups: dict[str, list[JudgedField]] = {}
    for field in fields:
        groups.setdefault(group_of(field.name), []).append(field)
    return dict(sorted(groups.items()))


class _Steps:
    """Counts of what stands at or above a confidence, from (confidence, wrong, shown)."""

    def __init__(self, told: Iterable[tuple[float, int, int]]) -> None:
        ordered = sorted(told)
        self.count = len(ordered)
        self._at = [confidence for confidence, _, _ in ordered]
        self._wrong = [0, *accumulate(wrong for _, wrong, _ in ordered)]
        self._shown = [0, *accumulate(shown for _, _, shown in ordered)]

    def from_(self, threshold: float) -> tuple[int, int, int]:
        """How many reach it, the wrong and the shown of them."""
        place = bisect_left(self._at, threshold)
        wrong, shown = self._wrong[-1] - self._wrong[place], self._shown[-1] - self._shown[place]
        return self.count - place, wrong, shown
