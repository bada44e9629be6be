"""Writes ``letter_pairs.tsv``: which Arabic letters stand for which Latin sounds, and how often.

Counted on ``name_units.tsv`` by aligning every pair of spellings, again and again with the counts
of the time before: ``python -m indexing.data.make_letter_pairs``.
"""

import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from math import log
from pathlib import Path

from indexing.names.latin_sounds import INSIDE, START, sounds
from indexing.names.matching import fold
from indexing.names.units import KINDS, units

HERE = Path(__file__).parent
ROUNDS, LONGEST, LEAST_COUNT = 8, 2, 3
# At the start of a word a sound may bring the Arabic article that French leaves out.
WITH_ARTICLE = 3
_VOWELS = frozenset("aeiouy ")
_UNSEEN = 9.0

Piece = tuple[str, str, str]


def main() -> None:
    """Align until the counts settle, then write the commoner pairs beside this file."""
    pairs = {(fold(unit.fr), fold(unit.ar)): None for kind in KINDS for unit in units(kind)}
    counts: Counter[Piece] = Counter()
    for _ in range(ROUNDS):
        costs = _costs(counts)
        counts = Counter(piece for fr, ar in pairs for piece in aligned(fr, ar, costs))
    rows = ["sound\tplace\tar\tcount"]
    kept = [(piece, n) for piece, n in counts.most_common() if n >= LEAST_COUNT]
    rows += ["\t".join((*piece, str(n))) for piece, n in kept]
    (HERE / "letter_pairs.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    sys.stdout.write(f"{len(pairs)} pairs, {len(kept)} of {len(counts)} pieces kept\n")


def aligned(fr: str, ar: str, costs: Mapping[Piece, float]) -> list[Piece]:
    """The cheapest way of giving every Latin sound its Arabic letters, and letters of no sound."""
    every = sounds(fr)
    best: dict[tuple[int, int], tuple[float, list[Piece]]] = {(0, 0): (0.0, [])}
    for at in range(len(every) + 1):
        for j in range(len(ar) + 1):
            if (at, j) not in best:
                continue
            cost, taken = best[at, j]
            for step, length in _steps(every[at:]):
                if j + length > len(ar):
                    continue
                sound, place = every[at] if step else ("", INSIDE)
                piece = (sound, place, ar[j : j + length])
                told = cost + costs.get(piece, _guess(piece) if not costs else _UNSEEN)
                if told < best.get((at + step, j + length), (1e9, []))[0]:
                    best[at + step, j + length] = (told, [*taken, piece])
    return best[len(every), len(ar)][1]


def _steps(rest: Sequence[tuple[str, str]]) -> list[tuple[int, int]]:
    """Sounds and Arabic letters that may be taken together next."""
    if not rest:
        return [(0, 1)]
    longest = WITH_ARTICLE if rest[0][1] == START else LONGEST
    return [*((1, length) for length in range(longest + 1)), (0, 1)]


def _costs(counts: Counter[Piece]) -> dict[Piece, float]:
    of_sound: Counter[tuple[str, str]] = Counter()
    for (sound, place, _), n in counts.items():
        of_sound[sound, place] += n
    total = counts.total()
    return {
        piece: -log(n / (of_sound[piece[:2]] if piece[0] else total))
        for piece, n in counts.items()
        if n > 1
    }


def _guess(piece: Piece) -> float:
    """Before anything was counted: a consonant is one letter, a vowel is one or none."""
    sound, _, ar = piece
    if not sound:
        return 4.0
    if sound[0] in _VOWELS:
        return 1.0 + 0.2 * len(ar) + 3.0 * (len(ar) > 1)
    if ar.startswith("ال"):
        return 2.5
    return 1.0 + 2.5 * abs(len(ar) - 1)


if __name__ == "__main__":
    main()
