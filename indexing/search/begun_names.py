"""Names of the table that begin with what was typed, in the other script."""

from bisect import bisect_left
from functools import cache, lru_cache

from indexing.names.matching import fold, script_of
from indexing.names.units import KINDS, units

MAX_SPELLINGS = 8


@lru_cache(maxsize=4096)
def begun_spellings(begun: str) -> tuple[str, ...]:
    """Folded spellings in the other script of the commonest names that begin with ``begun``.

    ``begun`` is folded; a name of several words is left out. At most 8.
    """
    table = _table(script_of(begun))
    start = bisect_left(table, (begun,))
    found: dict[str, int] = {}
    for name, weight, other in table[start:]:
        if not name.startswith(begun):
            break
        found[other] = max(weight, found.get(other, 0))
    return tuple(sorted(found, key=lambda other: (-found[other], other))[:MAX_SPELLINGS])


@cache
def _table(script: str) -> list[tuple[str, int, str]]:
    """Folded name, weight and the other script's folded spelling, sorted by name."""
    other = "fr" if script == "ar" else "ar"
    every = (unit for kind in KINDS for unit in units(kind))
    rows = {(fold(unit.text(script)), unit.weight, fold(unit.text(other))) for unit in every}
    return sorted(row for row in rows if " " not in row[0] + row[2])
