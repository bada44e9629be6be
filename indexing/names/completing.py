"""Names completed while a person types, or offered from their spelling in the other script."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache

from indexing.names.matching import fold
from indexing.names.units import KINDS, spelling, units

_LAST = "\U0010ffff"


def completions(begun: str, kind: str, script: str, limit: int = 5) -> list[str]:
    """Names of ``kind`` whose spelling in ``script`` begins so after folding, commonest first.

    A name already whole comes first. What is begun may be the last of several names.
    """
    before, _, last = begun.rpartition(" ")
    whole = _beginning(fold(begun), kind, script)
    parts = _beginning(fold(last), kind, script) if before else iter(())
    found = [*whole, *(f"{before} {name}" for name in parts)]
    return list(dict.fromkeys(found))[:limit]


def from_other_script(text: str, kind: str, limit: int = 3) -> list[str]:
    """How a name written in one script is usually written in the other, word by word if need be."""
    whole = spelling(text, kind)
    if whole:
        return list(whole[:limit])
    words = text.split()
    known = [spelling(word, kind) for word in words]
    if len(words) < 2 or not all(known):
        return []
    return [" ".join(names[0] for names in known)]


def _beginning(folded: str, kind: str, script: str) -> Iterator[str]:
    if not folded or kind not in KINDS:
        return
    table = _sorted(kind, script)
    start = bisect_left(table, (folded,))
    end = bisect_left(table, (folded + _LAST,))
    for _, _, name in sorted(table[start:end], key=lambda row: (row[0] != folded, row[1])):
        yield name


@cache
def _sorted(kind: str, script: str) -> Sequence[tuple[str, int, str]]:
    """Folded spelling, weight with the sign turned, and the spelling, in order."""
    rows = {(fold(u.text(script)), -u.weight, u.text(script)) for u in units(kind)}
    return sorted(rows)
