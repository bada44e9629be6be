"""Common given and family names of Morocco in both scripts, and the nearest of them to a reading.

The table (``data/name_units.tsv``) is read on first use. It proposes candidates; a name that it
lacks is no error.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from indexing.names.matching import agree, fold, script_of, skeleton

KINDS = ("given", "family")
TABLE = Path(__file__).parents[1] / "data" / "name_units.tsv"
"""Kind, Arabic, Latin and weight of every unit, with a line of heads; read on first use."""

_LEAST_SCORE = 0.4


@dataclass(frozen=True, slots=True)
class NameUnit:
    """One name in one pair of spellings; ``weight`` grows with how common the pair is, from 1."""

    ar: str
    fr: str
    weight: int

    def text(self, script: str) -> str:
        """The spelling in ``script``, "ar" or "fr"."""
        return self.ar if script == "ar" else self.fr


@cache
def units(kind: str) -> tuple[NameUnit, ...]:
    """Every unit of ``kind`` ("given" or "family"), heaviest first.

    Raises:
        ValueError: there is no such kind.
    """
    if kind not in KINDS:
        raise ValueError(f"kind of name {kind!r} is not one of {KINDS}")
    rows = (line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines()[1:])
    return tuple(NameUnit(ar, fr, int(weight)) for of, ar, fr, weight in rows if of == kind)


def closest(
    text: str, script: str, kind: str, limit: int = 5, least: float = _LEAST_SCORE
) -> list[tuple[NameUnit, float]]:
    """Units whose spelling in ``script`` is nearest to ``text``, each spelling once, best first.

    The score is 1 minus edits by length of the folded forms; ties go to the commoner name.
    """
    query = fold(text)
    if not query:
        return []
    table = _by_spelling(kind, script)
    found = process.extract(
        query,
        table.keys(),
        scorer=Levenshtein.normalized_similarity,
        limit=limit * 4,
        score_cutoff=least,
    )
    scored = [(table[spelling][0], score) for spelling, score, _ in found]
    return sorted(scored, key=lambda pair: (-pair[1], -pair[0].weight))[:limit]


def knows(text: str, kind: str) -> bool:
    """Whether some unit of ``kind`` has this spelling, after folding."""
    return fold(text) in _by_spelling(kind, script_of(text))


def spelling(text: str, kind: str | None = None) -> tuple[str, ...]:
    """How ``text`` is written in the other script, commonest first; () when no unit tells.

    Units of the same folded spelling answer; where none has it, those of the same key do that
    agree well, the best agreement first.
    """
    script = script_of(text)
    other = "fr" if script == "ar" else "ar"
    kinds = KINDS if kind is None else (kind,)
    same = [unit for of in kinds for unit in _by_spelling(of, script).get(fold(text), ())]
    if same:
        return _distinct(unit.text(other) for unit in _heaviest(same))
    near = [unit for of in kinds for unit in _by_key(of, script).get(skeleton(text), ())]
    scored = sorted(_heaviest(near), key=lambda unit: -agree(text, unit.text(other)))
    return _distinct(name for name in (u.text(other) for u in scored) if agree(text, name) > 0.85)


def _heaviest(found: Iterable[NameUnit]) -> list[NameUnit]:
    return sorted(found, key=lambda unit: -unit.weight)


def _distinct(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(found))


@cache
def _by_spelling(kind: str, script: str) -> Mapping[str, tuple[NameUnit, ...]]:
    return _grouped(units(kind), [fold(unit.text(script)) for unit in units(kind)])


@cache
def _by_key(kind: str, script: str) -> Mapping[str, tuple[NameUnit, ...]]:
    return _grouped(units(kind), [skeleton(unit.text(script)) for unit in units(kind)])


def _grouped(every: Iterable[NameUnit], keys: Iterable[str]) -> Mapping[str, tuple[NameUnit, ...]]:
    groups: dict[str, list[NameUnit]] = {}
    for unit, key in zip(every, keys, strict=True):
        groups.setdefault(key, []).append(unit)
    return {key: tuple(group) for key, group in groups.items()}
