"""From a decoder's confidence and a few facts to the chance that a reading is right.

One logistic curve for each group of fields, its weights held near those of all fields together
where the group has shown little, and none of them negative: a fact that speaks for a reading
never makes it less sure. The weights are data (``data/calibration.json``) and say what they were
fitted on.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from math import exp
from pathlib import Path
from typing import Any, Protocol

from archive.act import FieldReading
from archive.mention import Mention
from indexing.confidence.facts import FACTS, Facts, group_of

CALIBRATION_FILE = Path(__file__).parents[1] / "data" / "calibration.json"
POOLED = "every"
MENTION = "mention"
_SUREST = 0.999


class Confidences(Protocol):
    """What turns decoders' confidences into those that are kept."""

    def fields(
        self, fields: Mapping[str, FieldReading], facts: Mapping[str, Facts]
    ) -> dict[str, FieldReading]:
        """An act's fields with the confidence that their facts deserve."""

    def mention(self, mention: Mention, facts: Facts) -> Mention:
        """A mention with the confidence that its facts deserve."""


@dataclass(frozen=True, slots=True)
class Curve:
    """A logistic curve: the log odds at no fact, and what each of ``FACTS`` adds, none below 0."""

    start: float
    weights: tuple[float, ...]

    def __post_init__(self) -> None:
        if len(self.weights) != len(FACTS) or min(self.weights) < 0:
            raise ValueError(
                f"curve {self.weights} is not {len(FACTS)} weights of 0 or more: fit it again"
            )

    def probability(self, facts: Facts) -> float:
        """The chance, 0 to 1, that a reading with these facts is right."""
        odds = self.start + sum(w * f for w, f in zip(self.weights, facts, strict=True))
        return 1 / (1 + exp(-max(-30.0, min(30.0, odds))))


@dataclass(frozen=True, slots=True)
class Calibration:
    """Curves by group of fields, ``POOLED`` for groups without one, and what they were fitted on.

    Attributes:
        fitted_on: references of the volumes whose truth the curves know.
    """

    curves: Mapping[str, Curve]
    fitted_on: tuple[str, ...] = ()

    def probability(self, group: str, facts: Facts) -> float:
        """The chance that a reading of ``group`` with these facts is right; never quite sure."""
        curve = self.curves.get(group) or self.curves[POOLED]
        return min(_SUREST, curve.probability(facts))

    def fields(
        self, fields: Mapping[str, FieldReading], facts: Mapping[str, Facts]
    ) -> dict[str, FieldReading]:
        """An act's fields with calibrated confidence; a field without value keeps its own."""
        return {
            name: replace(field, confidence=round(self.probability(group_of(name), told), 4))
            if (told := facts.get(name)) is not None
            else field
            for name, field in fields.items()
        }

    def mention(self, mention: Mention, facts: Facts) -> Mention:
        """A mention with calibrated confidence in its type and date."""
        return replace(mention, confidence=round(self.probability(MENTION, facts), 4))

    def to_json(self) -> dict[str, Any]:
        """As ``data/calibration.json`` holds it."""
        return {
            "facts": list(FACTS),
            "fitted_on": list(self.fitted_on),
            "curves": {
                group: {"start": curve.start, "weights": list(curve.weights)}
                for group, curve in sorted(self.curves.items())
            },
        }


def from_json(data: Mapping[str, Any]) -> Calibration:
    """A calibration as written by ``to_json``.

    Raises:
        ValueError: it was fitted with other facts than the code gathers.
    """
    if tuple(data["facts"]) != FACTS:
        raise ValueError(
            f"calibration was fitted with the facts {data['facts']}, not {list(FACTS)}: "
            "fit it again with python -m pipelines.calibrating"
        )
    curves = {
        group: Curve(one["start"], tuple(one["weights"])) for group, one in data["curves"].items()
    }
    return Calibration(curves, tuple(data["fitted_on"]))


@cache
def usual_calibration() -> Calibration:
    """The calibration that comes with Sijill."""
    return from_json(json.loads(CALIBRATION_FILE.read_text(encoding="utf-8")))
