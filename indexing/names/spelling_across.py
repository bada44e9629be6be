"""Arabic spellings that a Latin spelling may stand for, listed or not, likeliest first."""

from collections.abc import Mapping
from functools import cache, lru_cache
from math import log
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from indexing.names.latin_sounds import INSIDE, sounds

_BEAM, _MOST = 40, 24
_MISHEARD, _UNWRITTEN = 6.0, 4.0
_LONG_VOWELS = str.maketrans("", "", "اويعه ")
_LEAST_SHARE = 0.02
_MAY_BE_SILENT = frozenset("aeiouyhw ")
_PARTICLES = {
    "ait": "ايت",
    "id": "اد",
    "oulad": "اولاد",
    "ouled": "اولاد",
    "ould": "ولد",
    "sidi": "سيدي",
    "moulay": "مولاي",
    "lalla": "لاله",
    "douar": "دوار",
    "bni": "بني",
    "beni": "بني",
    "ben": "بن",
    "bou": "بو",
    "abd": "عبد",
}


@lru_cache(maxsize=8192)
def arabic_spellings(folded: str) -> tuple[tuple[str, float], ...]:
    """Folded Arabic spellings of a folded Latin name, each with the logarithm of its chance.

    Some two dozen at most; none when a sound of the name was never met.
    """
    opening, rest = _opened(folded)
    beam: dict[str, float] = {opening: 0.0}
    for sound, place in sounds(rest):
        ways = _ways().get((sound, place)) or _ways().get((sound, INSIDE)) or ()
        grown: dict[str, float] = {}
        for text, chance in beam.items():
            for letters, more in ways:
                longer = text + letters
                grown[longer] = max(grown.get(longer, -1e9), chance + more)
        beam = dict(sorted(grown.items(), key=lambda item: -item[1])[:_BEAM])
    ranked = sorted(beam.items(), key=lambda item: -item[1])
    return tuple(
        (" ".join(text.split()), chance) for text, chance in ranked[:_MOST] if text.strip()
    )


@lru_cache(maxsize=65536)
def heard(ar: str, fr: str) -> float:
    """Logarithm of the chance of the folded Arabic spelling where the folded Latin one is told."""
    glued, bare = _compared(ar)
    best: float | None = None
    for other, bare_other, chance in _spellings_compared(fr):
        letters = Levenshtein.distance(glued, other)
        # Spellings stand with the likeliest first: most fall behind it by their letters alone.
        if best is not None and chance - _UNWRITTEN * letters <= best:
            continue
        # A consonant parts two spellings much, a long vowel little, spaces nothing.
        sounds_lost = Levenshtein.distance(bare, bare_other) if letters else 0
        told = chance - (_UNWRITTEN * letters + _MISHEARD * sounds_lost)
        best = told if best is None else max(best, told)
    return -_MISHEARD * len(ar) if best is None else best


@lru_cache(maxsize=8192)
def _spellings_compared(fr: str) -> tuple[tuple[str, str, float], ...]:
    return tuple((*_compared(text), chance) for text, chance in arabic_spellings(fr))


def _compared(ar: str) -> tuple[str, str]:
    """An Arabic spelling without spaces, and without long vowels."""
    return ar.replace(" ", ""), ar.translate(_LONG_VOWELS)


def _opened(folded: str) -> tuple[str, str]:
    """The Arabic of the particles that open a name, and the name after them."""
    first, space, rest = folded.partition(" ")
    if not space or first not in _PARTICLES:
        return "", folded
    opening, name = _opened(rest)
    return f"{_PARTICLES[first]} {opening}", name


@cache
def _ways() -> Mapping[tuple[str, str], tuple[tuple[str, float], ...]]:
    """Arabic letters of each sound and place, with the logarithm of their share."""
    path = Path(__file__).parents[1] / "data" / "letter_pairs.tsv"
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[1:])
    counted: dict[tuple[str, str], dict[str, int]] = {}
    for sound, place, ar, count in rows:
        # A consonant left out, or a space in a sound, is an accident of the lists.
        accident = sound != " " and (" " in ar or not (ar or sound[:1] in _MAY_BE_SILENT))
        if sound and not accident:
            counted.setdefault((sound, place), {})[ar] = int(count)
    return {
        key: tuple(
            (ar, log(count / sum(ways.values())))
            for ar, count in ways.items()
            if count >= _LEAST_SHARE * sum(ways.values())
        )
        for key, ways in counted.items()
    }
