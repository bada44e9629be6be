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
from typing import Any

from archive.mention_names import mention_names


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

    def text(self, language: str, isolated: bool = False) -> str:
        """The sentence in ``language`` ("fr" or "ar") with the parameters filled in.

        Args:
            isolated: names and numbers keep their own direction among the sentence's words.
        """
        entry = _texts()[self.code]
        given = {"page": self.page or "", "field": self.field or "", **self.params}
        params = {n: f"\u2068{one}\u2069" if isolated else one for n, one in given.items()}
        for name, words in _words(self.code).items():
            params[name] = words.get(given[name], {}).get(language, params[name])
        sentence: str = entry[language]
        return sentence.format_map(params)


def codes() -> tuple[str, ...]:
    """Every finding code, in the order of ``findings.json``."""
    return tuple(_texts())


def _words(code: str) -> Mapping[str, Any]:
    """By parameter that is a word of ours: how it is said, by value and language."""
    if code == "mention_unsure":
        return {"type": mention_names()}
    words: Mapping[str, Any] = _texts()[code].get("words", {})
    return words


@cache
def _texts() -> dict[str, dict[str, Any]]:
    path = Path(__file__).with_name("findings.json")
    texts: dict[str, dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return texts
