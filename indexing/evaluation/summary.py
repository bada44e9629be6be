"""Volumes in the groups that the programme sets targets for, and each figure beside its target."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from indexing.evaluation.figures import MOST_WRONG, Figures
from indexing.evaluation.judging import Json, Share
from indexing.evaluation.table import shown

TYPED = "typed and printed"
HAND_FRENCH = "hand, French"
HAND_OTHER = "hand, Arabic and bilingual"
HAND = "hand"
TOTAL = "total"

_ALL_HANDS = (HAND_FRENCH, HAND_OTHER, HAND)


def groups_of(truth: Json, name: str) -> tuple[str, ...]:
    """The groups a volume is counted in: by its truth's ``fill``, else by -hand in its name.

    It is French where every field of words that its pages show is in French.
    """
    by_hand = truth["fill"] == "hand" if truth.get("fill") else "-hand" in name
    if not by_hand:
        return (TYPED, TOTAL)
    names = {field for page in truth["truth"] for field in page["shown"]}
    arabic = any(field.endswith("_ar") for field in names)
    return (HAND_OTHER if arabic else HAND_FRENCH, HAND, TOTAL)


@dataclass(frozen=True, slots=True)
class Target:
    """One figure of the summary.

    Attributes:
        text: how it is shown.
        value: the number to hold against the targets, None where there is nothing to count.
        least: whether targets are the least that it should be, else the most.
        targets: by group.
        percent: whether targets are shares.
    """

    name: str
    value: Callable[[Figures], float | None]
    text: Callable[[Figures], str]
    least: bool
    targets: Mapping[str, float]
    percent: bool = True


def _rate(name: str, share: Callable[[Figures], Share], least: bool, **targets: float) -> Target:
    return Target(
        name, lambda told: share(told).rate, lambda told: shown(share(told)), least, _by(targets)
    )


def _by(targets: Mapping[str, float]) -> dict[str, float]:
    """Targets by group from those for ``typed``, for every ``hand`` and for the French ``fr``."""
    told = {TYPED: targets["typed"]} if "typed" in targets else {}
    if "hand" in targets:
        told |= dict.fromkeys(_ALL_HANDS, targets["hand"])
    return told | ({HAND_FRENCH: targets["fr"]} if "fr" in targets else {})


def _error(told: Figures) -> str:
    return "–" if told.calibration_error is None else f"{told.calibration_error:.3f}"


def _keys(told: Figures) -> str:
    keys = told.keystrokes
    if keys.rate is None or keys.per_act is None:
        return "–"
    return f"{100 * keys.rate:.1f} % ({keys.per_act:.1f} an act)"


def _through(told: Figures) -> Share:
    best = told.most_through
    return Share(0, told.acts.shown) if best is None else best.acts


TARGETS = (
    _rate("acts found with the right number", lambda t: t.acts, True, typed=0.995, hand=0.98),
    _rate("shown fields right", lambda t: t.values, True, typed=0.98, fr=0.85),
    _rate("letters exact", lambda t: t.exact_letters, True),
    _rate("acts straight through", lambda t: t.accepted, True, typed=0.8, hand=0.2),
    _rate(
        "wrong fields among them",
        lambda t: t.wrong_when_accepted,
        False,
        typed=MOST_WRONG,
        hand=MOST_WRONG,
    ),
    _rate("acts through were 0.5 % wrong, at best", _through, True, typed=0.8, hand=0.2),
    _rate("wrong and sure", lambda t: t.wrong_and_sure, False),
    _rate("among the first five", lambda t: t.among_first, True, typed=0.995, fr=0.93),
    Target(
        "expected calibration error",
        lambda t: t.calibration_error,
        _error,
        False,
        _by({"typed": 0.02, "hand": 0.05}),
        percent=False,
    ),
    Target(
        "keystrokes against keying all",
        lambda t: t.keystrokes.rate,
        _keys,
        False,
        _by({"typed": 0.03, "fr": 0.25}),
    ),
    _rate("mentions right", lambda t: t.mentions.share, True, typed=0.9),
    Target(
        "mentions invented",
        lambda t: float(t.mentions.invented),
        lambda t: str(t.mentions.invented),
        False,
        _by({"typed": 0}),
        percent=False,
    ),
    _rate("family names in no list exact", lambda t: t.unlisted.exact, True, typed=0.85),
    _rate("made a listed name silently", lambda t: t.unlisted.turned_silently, False, typed=0),
)
"""The figures that reading is judged by, and what the programme asks of them."""


def summary_rows(groups: Mapping[str, Figures]) -> list[tuple[str, ...]]:
    """One row a figure, one cell a group: what it is, and the target where there is one."""
    return [(one.name, *(_cell(one, name, groups[name]) for name in groups)) for one in TARGETS]


def summary_to_json(groups: Mapping[str, Figures]) -> list[dict[str, Any]]:
    """Each figure of each group with its target, and whether it is met (null without either)."""
    return [
        {
            "figure": one.name,
            "group": name,
            "value": None if (value := one.value(told)) is None else round(value, 4),
            "target": one.targets.get(name),
            "met": met(one, name, told),
        }
        for one in TARGETS
        for name, told in groups.items()
    ]


def met(one: Target, group: str, told: Figures) -> bool | None:
    """Whether a group reaches a target; None where there is none, or nothing to count."""
    value, target = one.value(told), one.targets.get(group)
    if value is None or target is None:
        return None
    return value >= target if one.least else value <= target


def _cell(one: Target, group: str, told: Figures) -> str:
    target = one.targets.get(group)
    if target is None:
        return one.text(told)
    asked = f"{100 * target:g} %" if one.percent else f"{target:g}"
    sign = {True: "✓", False: "✗", None: ""}[met(one, group, told)]
    return f"{one.text(told)}\n{'≥' if one.least else '≤'} {asked} {sign}".rstrip()
