"""The type of a mention by the words that its sentence holds, whatever wording opens it."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from tomllib import loads
from typing import Any

from archive.mention import MentionType
from indexing.names.matching import fold

_APOSTROPHES = re.compile("['\u2018\u2019\u02bc`]")
_JOINED = re.compile("^[وف]?(?:ال|بال|لل|ب|ل|ك)?")
_WHOLE = "="
_SIDE = frozenset(
    {
        MentionType.RECTIFICATION,
        MentionType.MATERIAL_ERROR,
        MentionType.ANNOTATION,
        MentionType.NAME_CHANGE,
        MentionType.GIVEN_NAME_CHANGE,
        MentionType.LATIN_SPELLING,
        MentionType.NATIONALITY,
        MentionType.OTHER,
    }
)


@dataclass(frozen=True, slots=True)
class ToldType:
    """A type told by a mention's words.

    Attributes:
        first: index of the first word that tells it.
    """

    type: MentionType
    first: int


@dataclass(frozen=True, slots=True)
class _Rule:
    type: MentionType
    all: tuple[tuple[str, ...], ...]
    none: tuple[str, ...]
    behind: tuple[str, ...]


def told_type(words: Sequence[str], script: str, *, dead: bool = False) -> ToldType | None:
    """What the words of a mention as written say that it records, None where they do not.

    ``dead`` where they stand beside the act of a death.
    """
    forms = [_forms(word, script) for word in words]
    for rule in _rules(script):
        if not may_befall(rule.type, dead=dead):
            continue
        places = [_first(forms, stems) for stems in rule.all]
        opened = min((p for p in places if p is not None), default=None)
        if opened is None or None in places or _first(forms, rule.none) is not None:
            continue
        before = _first(forms, rule.behind)
        if before is None or places[0] is None or before >= places[0]:
            return ToldType(rule.type, opened)
    return None


def may_befall(kind: MentionType, *, dead: bool) -> bool:
    """Whether a mention may stand beside an act: a death's act tells of no later life."""
    return not dead or kind in _SIDE


def _first(forms: Sequence[Collection[str]], stems: Sequence[str]) -> int | None:
    return next((at for at, own in enumerate(forms) if _is_any(own, stems)), None)


def _is_any(own: Collection[str], stems: Sequence[str]) -> bool:
    return any(
        form == stem[1:] if stem.startswith(_WHOLE) else form.startswith(stem)
        for form in own
        for stem in stems
    )


@lru_cache(maxsize=8192)
def _forms(word: str, script: str) -> tuple[str, ...]:
    """The folded parts of a word; of an Arabic one also without what is written joined to it."""
    parts = fold(_APOSTROPHES.sub(" ", word)).replace("ـ", "").split()
    if script == "ar":
        parts += [bare for part in parts if len(bare := _JOINED.sub("", part, count=1)) > 2]
    return tuple(dict.fromkeys(parts))


@cache
def _rules(script: str) -> tuple[_Rule, ...]:
    path = Path(__file__).parents[1] / "data" / "mention_words.toml"
    table: dict[str, Any] = loads(path.read_text(encoding="utf-8"))[script]

    def stems(told: Sequence[str]) -> tuple[str, ...]:
        every = [stem for one in told for stem in table.get(one, [one])]
        return tuple(_WHOLE * stem.startswith(_WHOLE) + fold(stem) for stem in every)

    return tuple(
        _Rule(
            MentionType(rule["type"]),
            tuple(stems(one) for one in rule["all"]),
            stems(rule.get("none", ())),
            stems(rule.get("behind", ())),
        )
        for rule in table["told"]
    )
