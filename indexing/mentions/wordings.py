"""How marginal mentions are worded, from ``data/mention_wordings.toml``."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tomllib import loads
from typing import Any

from archive.mention import MentionType
from indexing.text.stream import fold_label


@dataclass(frozen=True, slots=True)
class Refinement:
    """Wordings inside a mention of one of the types ``of`` that tell it is a ``type``."""

    of: frozenset[MentionType]
    type: MentionType
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wordings:
    """The wordings of one script.

    Attributes:
        openings: what opens a mention, with its type.
        nouns: words of openings that also stand inside a mention, behind a folded word of
            ``inside``.
        refinements: in the order to try them.
        cues: what stands before a thing named, longest first, by its name: "place", "number",
            "party", "named" (cues of a party that may be of a place), "court", "own" (where the
            mention tells of its own making), "stops" (where what is named ends).
        change: "new", "old" and "stops" of a rectification.
    """

    openings: tuple[tuple[str, MentionType], ...]
    nouns: frozenset[tuple[str, ...]]
    inside: frozenset[str]
    refinements: tuple[Refinement, ...]
    cues: dict[str, tuple[str, ...]]
    change: dict[str, tuple[str, ...]]


@cache
def wordings(script: str) -> Wordings:
    """The wordings of ``script`` ("fr" or "ar")."""
    table = _table()[script]
    types: dict[str, list[str]] = table["types"]
    return Wordings(
        tuple((text, MentionType(kind)) for kind, texts in types.items() for text in texts),
        frozenset(tuple(text.casefold().split()) for text in table["nouns"]),
        frozenset(fold_label(text) for text in table["inside"]),
        tuple(
            Refinement(
                frozenset(map(MentionType, rule["of"])),
                MentionType(rule["type"]),
                tuple(rule["words"]),
            )
            for rule in table["refine"]
        ),
        _longest_first(table["cues"]),
        _longest_first(table["change"]),
    )


@cache
def field_names() -> tuple[tuple[str, str], ...]:
    """Wordings of fields that rectifications name, longest first, each with its field."""
    named = [(text, field) for field, texts in _table()["fields"].items() for text in texts]
    return tuple(sorted(named, key=lambda pair: -len(pair[0])))


def _longest_first(cues: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(sorted(texts, key=lambda text: -len(text))) for name, texts in cues.items()}


@cache
def _table() -> dict[str, Any]:
    path = Path(__file__).parents[1] / "data" / "mention_wordings.toml"
    return loads(path.read_text(encoding="utf-8"))
