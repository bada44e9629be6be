"""Findings: what the archive has to say about a delivery, a page or an act, as coded data.

A finding is a stable code with parameters. Its texts in French and Arabic stand in
``findings.json``, so that wording changes without touching the code that raises it.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cache
from pathlib import Path


class Severity(Enum):
    """What a finding does: ``refuse`` a delivery, send an act to ``review``, or only ``note``."""

    REFUSE = "refuse"
    REVIEW = "review"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """One coded observation.

    Attributes:
        code: a key of ``findings.json``.
        params: values the texts name in braces; no personal data in findings of a delivery.
        page: page name as listed in ``batch.json`` when the finding is about one page.
        field: act field name when the finding is about one field.

    Raises:
        KeyError: the code is not in ``findings.json``.
    """

    code: str
    params: Mapping[str, str | int] = field(default_factory=dict)
    page: str | None = None
    field: str | None = None

    def __post_init__(self) -> None:
        if self.code not in _texts():
            raise KeyError(f"unknown finding code {self.code!r}: add it to archive/findings.json")

    @property
    def severity(self) -> Severity:
        """What this finding does to the delivery or the act."""
        return Severity(_texts()[self.code]["severity"])

    def text(self, language: str) -> str:
        """The sentence in ``language`` ("fr" or "ar") with the parameters filled in."""
        params = {"page": self.page or "", "field": self.field or "", **self.params}
        return _texts()[self.code][language].format_map(params)


def codes() -> tuple[str, ...]:
    """Every finding code, in the order of ``findings.json``."""
    return tuple(_texts())


@cache
def _texts() -> dict[str, dict[str, str]]:
    path = Path(__file__).with_name("findings.json")
    texts: dict[str, dict[str, str]] = json.loads(path.read_text(encoding="utf-8"))
    return texts
