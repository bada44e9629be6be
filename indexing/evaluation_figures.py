"""What judged fields add up to: calibration error, candidate recall, keystrokes, coverage."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from indexing.evaluation import Share
from indexing.judged_fields import JudgedAct, JudgedField, fields_of

BINS = 10
LEVELS = (0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.93, 0.95, 0.96, 0.97, 0.98, 0.985, 0.99, 0.995)
_MENTION_KEYS = 11


@dataclass(frozen=True, slots=True)
class Bin:
    """Readings whose confidence lies in one tenth: how many, their mean confidence, share right."""

    low: float
    high: float
    readings: int
    confidence: float
    right: float


@dataclass(frozen=True, slots=True)
class Level:
    """What a threshold gives: its coverage and its error, of fields and of acts.

    Attributes:
        threshold: least confidence asked of every field.
        fields: fields at or above it, of all shown.
        wrong_fields: wrong ones among those.
        acts: acts whose every field reaches it and that nothing else holds back, of all.
        wrong_in_acts: wrong fields in those acts, of the fields they show.
    """

    threshold: float
    fields: Share
    wrong_fields: Share
    acts: Share
    wrong_in_acts: Share


@dataclass(frozen=True, slots=True)
class Keystrokes:
    """Keys a clerk presses for the acts, and those that keying every value would take."""

    left: int = 0
    all: int = 0

    def __add__(self, other: "Keystrokes") -> "Keystrokes":
        return Keystrokes(self.left + other.left, self.all + other.all)

    @property
    def rate(self) -> float | None:
        """Keys left as a share of keying everything; None where nothing is shown."""
        return self.left / self.all if self.all else None


@dataclass(frozen=True, slots=True)
class Figures:
    """Figures of some acts.

    Attributes:
        act_accuracy: acts without a wrong field, of all.
        accepted: acts that went straight through, of all.
        wrong_when_accepted: wrong fields in them, of the fields they show.
        among_first: fields with the right value among the first five candidates, of all shown.
        calibration_error: expected calibration error, None where nothing was read.
        keystrokes: see ``keystrokes``.
    """

    act_accuracy: Share
    accepted: Share
    wrong_when_accepted: Share
    among_first: Share
    calibration_error: float | None
    keystrokes: Keystrokes
    bins: tuple[Bin, ...]
    levels: tuple[Level, ...]


def figures(acts: Sequence[JudgedAct]) -> Figures:
    """The figures of these acts."""
    fields = fields_of(acts)
    bins = reliability(fields)
    through = [act for act in acts if act.accepted]
    return Figures(
        act_accuracy=Share(sum(not act.wrong for act in acts), len(acts)),
        accepted=Share(len(through), len(acts)),
        wrong_when_accepted=_wrong_in(through),
        among_first=Share(sum(field.among_first for field in fields), len(fields)),
        calibration_error=calibration_error(bins),
        keystrokes=sum((keystrokes(act) for act in acts), Keystrokes()),
        bins=bins,
        levels=tuple(level(acts, threshold) for threshold in LEVELS),
    )


def reliability(fields: Iterable[JudgedField]) -> tuple[Bin, ...]:
    """Readings in ten bins of equal width by confidence; fields without a value are left out."""
    held = [field for field in fields if field.read is not None and field.found]
    bins = []
    for place in range(BINS):
        inside = [f for f in held if min(BINS - 1, int(f.confidence * BINS)) == place]
        if inside:
            mean = sum(f.confidence for f in inside) / len(inside)
            right = sum(f.right for f in inside) / len(inside)
            bins.append(Bin(place / BINS, (place + 1) / BINS, len(inside), mean, right))
    return tuple(bins)


def calibration_error(bins: Sequence[Bin]) -> float | None:
    """Expected calibration error: mean gap of confidence and share right, by readings."""
    count = sum(one.readings for one in bins)
    if not count:
        return None
    return sum(one.readings * abs(one.confidence - one.right) for one in bins) / count


def level(acts: Sequence[JudgedAct], threshold: float) -> Level:
    """What one threshold for every field would give."""
    fields = fields_of(acts)
    sure = [field for field in fields if field.read is not None and field.confidence >= threshold]
    through = [act for act in acts if act.least >= threshold]
    return Level(
        threshold=threshold,
        fields=Share(len(sure), len(fields)),
        wrong_fields=Share(sum(not field.right for field in sure), len(sure)),
        acts=Share(len(through), len(acts)),
        wrong_in_acts=_wrong_in(through),
    )


def keystrokes(act: JudgedAct) -> Keystrokes:
    """Keys for one act: none for what is not asked about, else one to accept or to choose.

    A value that no candidate tells is typed, with a key to close it; so is every value of an act
    that was not found. Keying everything is each value and a key to close it. A mention costs
    its type and its date: 1 and 10.
    """
    keyed = sum(len(field.true) + 1 for field in act.fields)
    left = sum(_keys(field) for field in act.fields) + act.invented_mentions
    return Keystrokes(
        left + _MENTION_KEYS * len(act.lost_mentions), keyed + _MENTION_KEYS * act.mentions
    )


def figures_to_json(told: Figures) -> dict[str, Any]:
    """Figures as numbers and rates, the whole curve included."""
    error = told.calibration_error
    return {
        "act_accuracy": share_to_json(told.act_accuracy),
        "accepted": share_to_json(told.accepted),
        "wrong_fields_when_accepted": share_to_json(told.wrong_when_accepted),
        "among_first_five": share_to_json(told.among_first),
        "expected_calibration_error": None if error is None else round(error, 4),
        "keystrokes": asdict(told.keystrokes) | {"rate": _rounded(told.keystrokes.rate)},
        "reliability": [asdict(one) for one in told.bins],
        "curve": [
            {
                "threshold": one.threshold,
                "fields": share_to_json(one.fields),
                "wrong_fields": share_to_json(one.wrong_fields),
                "acts": share_to_json(one.acts),
                "wrong_in_acts": share_to_json(one.wrong_in_acts),
            }
            for one in told.levels
        ],
    }


def share_to_json(share: Share) -> dict[str, float | int | None]:
    """A share as counts and rate, the rate null where nothing was shown."""
    return {"count": share.right, "of": share.shown, "rate": _rounded(share.rate)}


def _rounded(rate: float | None) -> float | None:
    return None if rate is None else round(rate, 4)


def _keys(field: JudgedField) -> int:
    if field.found and not field.unsure and field.read is not None:
        return 0
    return 1 if field.among_first else len(field.true) + 1


def _wrong_in(acts: Sequence[JudgedAct]) -> Share:
    wrong = sum(act.wrong for act in acts)
    return Share(wrong, sum(len(act.fields) for act in acts))
