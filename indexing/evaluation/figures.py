"""What judged acts add up to: found, right, straight through, mentions, keystrokes, curves."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from indexing.evaluation.curve import (
    LEVELS,
    Bin,
    FieldLevel,
    Level,
    by_group,
    calibration_error,
    field_levels,
    levels,
    most_through,
    reliability,
)
from indexing.evaluation.judged_fields import JudgedAct, JudgedField, fields_of
from indexing.evaluation.judging import Share, of_words, share_to_json
from indexing.evaluation.unlisted_names import UnlistedNames, unlisted_names, unlisted_to_json

MOST_WRONG = 0.005
"""Share of wrong fields that acts may hold which no person looks at."""

_MENTION_KEYS = 11


@dataclass(frozen=True, slots=True)
class Keystrokes:
    """Keys a clerk presses for the acts, and those that keying every value would take."""

    left: int = 0
    all: int = 0
    acts: int = 0

    def __add__(self, other: "Keystrokes") -> "Keystrokes":
        together = (self.left + other.left, self.all + other.all, self.acts + other.acts)
        return Keystrokes(*together)

    @property
    def rate(self) -> float | None:
        """Keys left as a share of keying everything; None where nothing is shown."""
        return self.left / self.all if self.all else None

    @property
    def per_act(self) -> float | None:
        """Keys left for each act of the truth; None where there is none."""
        return self.left / self.acts if self.acts else None


@dataclass(frozen=True, slots=True)
class Mentions:
    """Mentions right in type and date, missed, and invented."""

    right: int = 0
    missed: int = 0
    invented: int = 0

    @property
    def share(self) -> Share:
        """Right ones of those in the truth."""
        return Share(self.right, self.right + self.missed)


@dataclass(frozen=True, slots=True)
class Figures:
    """Figures of some acts.

    Attributes:
        acts: found by number, of those in the truth.
        extra: acts that the truth has not.
        fields: by field name; each mention counts as a field.
        letters: fields of words by name: those that have every letter of the truth.
        act_accuracy: acts without a wrong field, of all.
        accepted: acts that went straight through, of all.
        extra_accepted: acts made up that went straight through.
        wrong_when_accepted: wrong fields in accepted acts, of the fields they show.
        wrong_names: those wrong fields by name.
        wrong_and_sure: fields that are wrong and about which nobody is asked, of all.
        among_first: fields with the right value among the first five candidates, of all shown.
        calibration_error: expected calibration error, None where nothing was read.
        keystrokes: see ``keystrokes``.
        curve: at every confidence that occurs.
        by_group: fields alone, at every confidence that occurs, by group of fields.
    """

    acts: Share
    extra: int
    fields: Mapping[str, Share]
    letters: Mapping[str, Share]
    act_accuracy: Share
    accepted: Share
    extra_accepted: int
    wrong_when_accepted: Share
    wrong_names: Mapping[str, int]
    wrong_and_sure: Share
    among_first: Share
    calibration_error: float | None
    keystrokes: Keystrokes
    mentions: Mentions
    unlisted: UnlistedNames
    bins: tuple[Bin, ...]
    levels: tuple[Level, ...]
    curve: tuple[Level, ...]
    by_group: Mapping[str, tuple[FieldLevel, ...]]

    @property
    def values(self) -> Share:
        """All fields together."""
        return sum(self.fields.values(), Share())

    @property
    def values_without_mentions(self) -> Share:
        """All fields together but for mentions."""
        return sum((one for name, one in self.fields.items() if name != "mentions"), Share())

    @property
    def exact_letters(self) -> Share:
        """All fields of words together."""
        return sum(self.letters.values(), Share())

    @property
    def right_words(self) -> Share:
        """Fields of words that are right after folding: what exact letters are a part of."""
        return sum((self.fields[name] for name in self.letters), Share())

    @property
    def most_through(self) -> Level | None:
        """Where most acts would go through with at most ``MOST_WRONG`` wrong among them."""
        return most_through(self.curve, MOST_WRONG)


def figures(acts: Sequence[JudgedAct]) -> Figures:
    """The figures of these acts."""
    real = [act for act in acts if not act.made_up]
    shown, mentions = fields_of(real), _mentions(real)
    bins = reliability(fields_of(acts))
    through = [act for act in acts if act.accepted]
    wrong, in_them = sum(a.wrong for a in through), sum(a.shown for a in through)
    words = [field for field in shown if of_words(field.name)]
    return Figures(
        acts=Share(sum(act.found for act in real), len(real)),
        extra=len(acts) - len(real),
        fields=_by_name((f.name, f.right) for f in shown) | _as_field(mentions),
        letters=_by_name((field.name, field.exact) for field in words),
        act_accuracy=Share(sum(act.found and not act.wrong for act in real), len(real)),
        accepted=Share(sum(act.accepted for act in real), len(real)),
        extra_accepted=sum(act.accepted for act in acts if act.made_up),
        wrong_when_accepted=Share(wrong, in_them),
        wrong_names=Counter(name for act in through for name in act.wrong_fields),
        wrong_and_sure=Share(sum(f.wrong_and_sure for f in fields_of(acts)), len(shown)),
        among_first=Share(sum(field.among_first for field in shown), len(shown)),
        calibration_error=calibration_error(bins),
        keystrokes=sum((keystrokes(act) for act in acts), Keystrokes()),
        mentions=mentions,
        unlisted=unlisted_names(shown),
        bins=bins,
        levels=levels(acts, LEVELS),
        curve=levels(acts),
        by_group={name: field_levels(own) for name, own in by_group(fields_of(acts)).items()},
    )


def keystrokes(act: JudgedAct) -> Keystrokes:
    """Keys for one act: none for what is right and sure, else one to accept or to choose.

    A value that no candidate tells is typed, with a key to close it; so is every value of an act
    that was not found, and one that is wrong and sure, which somebody finds later and types.
    An act made up costs one key. Keying everything is each value and a key to close it. A mention
    costs its type and its date: 1 and 10.
    """
    if act.made_up:
        return Keystrokes(1, 0, 0)
    keyed = sum(len(field.true) + 1 for field in act.fields)
    left = sum(_keys(field) for field in act.fields) + act.invented_mentions
    return Keystrokes(
        left + _MENTION_KEYS * len(act.lost_mentions), keyed + _MENTION_KEYS * act.mentions, 1
    )


def figures_to_json(told: Figures, whole: bool = False) -> dict[str, Any]:
    """Figures as numbers and rates; with ``whole`` the curves at every confidence that occurs."""
    error = told.calibration_error
    best = told.most_through
    found = {
        "acts": share_to_json(told.acts),
        "extra_acts": told.extra,
        "values": share_to_json(told.values),
        "exact_letters": share_to_json(told.exact_letters),
        "right_words": share_to_json(told.right_words),
        "act_accuracy": share_to_json(told.act_accuracy),
        "accepted": share_to_json(told.accepted),
        "extra_acts_accepted": told.extra_accepted,
        "wrong_fields_when_accepted": share_to_json(told.wrong_when_accepted),
        "wrong_when_accepted": dict(sorted(told.wrong_names.items())),
        "wrong_and_sure": share_to_json(told.wrong_and_sure),
        "most_through": None if best is None else _level_to_json(best),
        "among_first_five": share_to_json(told.among_first),
        "expected_calibration_error": _rounded(error),
        "keystrokes": asdict(told.keystrokes)
        | {"rate": _rounded(told.keystrokes.rate), "per_act": _rounded(told.keystrokes.per_act)},
        "mentions": asdict(told.mentions),
        "unlisted_family_names": unlisted_to_json(told.unlisted),
        "fields": {name: share_to_json(one) for name, one in sorted(told.fields.items())},
        "fields_exact": {name: share_to_json(one) for name, one in sorted(told.letters.items())},
        "reliability": [asdict(one) for one in told.bins],
        "curve": [_level_to_json(one) for one in told.levels],
    }
    return found | (_whole_curves(told) if whole else {})


def _whole_curves(told: Figures) -> dict[str, Any]:
    groups = {
        name: [_field_level_to_json(one) for one in curve] for name, curve in told.by_group.items()
    }
    return {
        "whole_curve": [_level_to_json(one) for one in told.curve],
        "curve_by_field_group": groups,
    }


def _level_to_json(one: Level) -> dict[str, Any]:
    fields = FieldLevel(one.threshold, one.fields, one.wrong_fields)
    acts = {"acts": share_to_json(one.acts), "wrong_in_acts": share_to_json(one.wrong_in_acts)}
    return _field_level_to_json(fields) | acts


def _field_level_to_json(one: FieldLevel) -> dict[str, Any]:
    return {
        "threshold": one.threshold,
        "fields": share_to_json(one.fields),
        "wrong_fields": share_to_json(one.wrong_fields),
    }


def _rounded(rate: float | None) -> float | None:
    return None if rate is None else round(rate, 4)


def _keys(field: JudgedField) -> int:
    if field.right and not field.unsure:
        return 0
    return 1 if field.among_first and not field.wrong_and_sure else len(field.true) + 1


def _mentions(acts: Sequence[JudgedAct]) -> Mentions:
    missed = sum(len(act.lost_mentions) for act in acts)
    invented = sum(act.invented_mentions for act in acts)
    return Mentions(sum(act.mentions for act in acts) - missed, missed, invented)


def _as_field(mentions: Mentions) -> dict[str, Share]:
    return {"mentions": mentions.share} if mentions.share.shown else {}


def _by_name(told: Iterable[tuple[str, bool]]) -> dict[str, Share]:
    fields: dict[str, Share] = {}
    for name, right in told:
        fields[name] = fields.get(name, Share()) + Share(int(right), 1)
    return fields
