"""Which mentions each kind of paper shows: ``mentions_shown.json``, with its reasons. Pure.

What a paper shows is cut out of the snapshot, so that the data that go along with an extract tell
no more than the extract itself.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from archive.issuing.paper import PaperKind
from archive.mention import Mention, MentionType
from archive.register import Kind


@dataclass(frozen=True, slots=True)
class Rule:
    """Whether mentions of a type stand on a paper.

    Attributes:
        symbol: how an extract for abroad writes the event, "" on papers that print words.
        reason: why it stands there, or does not.
    """

    shown: bool
    symbol: str
    reason: str


@cache
def rules(paper: PaperKind, act: Kind) -> Mapping[MentionType, Rule]:
    """The rule for each type of mention in the margin of an act of this kind.

    Raises:
        KeyError: acts of this kind give no papers.
    """
    return {
        MentionType(name): Rule(entry["shown"], entry.get("symbol", ""), entry["reason"])
        for entry in _table()[paper.value][act.value]
        for name in entry["types"]
    }


def shown(mentions: tuple[Mention, ...], paper: PaperKind, act: Kind) -> tuple[Mention, ...]:
    """Those of the mentions in force that a paper shows, in their order."""
    known = rules(paper, act)
    return tuple(mention for mention in mentions if known[mention.type].shown)


@cache
def _table() -> Mapping[str, Any]:
    path = Path(__file__).with_name("mentions_shown.json")
    loaded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return loaded
