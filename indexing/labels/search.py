"""Printed labels found in a stream in spite of misread letters (Sellers' approximate search)."""

from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from indexing.text.near_ends import near_ends
from indexing.text.stream import TextStream, fold_label

_MOST_WRONG = 0.28
_MOST_WRONG_SHORT = 0.26
_WORDY = 12
_SHORT = 3
_LONG = 8
_LOST_DOT = 0.6
# Two letters wrong say more against a label than twice one.
_TOGETHER = 0.4
# "At" is written with the place's name: بفاس.
_GLUED = "ب"
# Arabic letters that differ by their dots alone, which recognition takes for one another.
_SHAPES = str.maketrans("تثنيجخذزشضظغق", "ببببححدرسصطعف")


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A label found from letter ``start`` to ``end``; ``gain`` grows with its length and truth."""

    start: int
    end: int
    gain: float


def find_label(stream: TextStream, label: str, limit: int | None = None) -> list[Occurrence]:
    """Where ``label`` may stand in the first ``limit`` letters of the stream.

    Labels of up to three letters must be read exactly; those below eight must begin a word, and
    misread ones end one; longer ones may have a quarter of their letters wrong, however long.
    Dots that Arabic letters lost or gained count for little.
    """
    return list(_find(stream.letters, stream.boundaries, folded(label), limit))


# The same lines are searched for the same labels by every form and each way of parting acts.
@lru_cache(maxsize=32768)
def _find(
    letters: str, boundaries: frozenset[int], pattern: str, limit: int | None
) -> tuple[Occurrence, ...]:
    text = letters[:limit]
    if not pattern or not text:
        return ()
    if len(pattern) <= _SHORT:
        return tuple(_exact(pattern, text, boundaries))
    most = int(len(pattern) * (_MOST_WRONG if len(pattern) >= _WORDY else _MOST_WRONG_SHORT))
    found = []
    for end, edits in near_ends(shape(pattern), shape(letters)[: len(text)], most):
        start = _start_of(pattern, letters, boundaries, end, edits)
        # A letter before it in the same word is misread, or the "and" that joins it.
        start -= start not in boundaries and start - 1 in boundaries
        dots = max(0, Levenshtein.distance(pattern, text[start:end]) - edits)
        gain = len(pattern) - 2.2 * edits - _TOGETHER * edits * (edits - 1) - _LOST_DOT * dots
        opens, ends = start in boundaries, end in boundaries
        exact = edits + dots == 0
        # A label's "at" is seldom misread: what looks like another letter begins another word.
        if pattern.endswith(_GLUED) and not (ends or _is_at(text, end - 1, boundaries)):
            continue
        closes = exact or ends or text[start:end].endswith(_GLUED)
        if len(pattern) < _LONG and not (opens and closes):
            continue
        gain += (0.6 if opens else -1.5) + (1.2 if exact else 0.3) * ends
        if gain > 0:
            found.append(Occurrence(start, end, gain))
    return tuple(found)


def _is_at(text: str, place: int, boundaries: frozenset[int]) -> bool:
    """Whether a letter is "at", or looks like it where a word begins."""
    return text[place] == _GLUED or (place in boundaries and shape(text[place]) == _GLUED)


@lru_cache(maxsize=4096)
def shape(text: str) -> str:
    """Letters of the same length without what dots alone tell apart."""
    return text.translate(_SHAPES)


@lru_cache(maxsize=4096)
def folded(label: str) -> str:
    """A label's letters as they stand in a stream."""
    return fold_label(label)


def _exact(pattern: str, text: str, boundaries: frozenset[int]) -> list[Occurrence]:
    found = []
    start = text.find(pattern)
    while start >= 0:
        end = start + len(pattern)
        if start in boundaries:
            whole = end in boundaries
            if whole or len(pattern) > 1:
                found.append(Occurrence(start, end, len(pattern) - (0.0 if whole else 0.8)))
        start = text.find(pattern, start + 1)
    return found


def _start_of(
    pattern: str, letters: str, boundaries: frozenset[int], end: int, distance: int
) -> int:
    """Where the stretch ending at ``end`` that is nearest to the pattern begins, best at a word."""
    text, pattern = shape(letters), shape(pattern)
    first = max(0, end - len(pattern) - distance)
    last = max(0, end - len(pattern) + distance)
    return min(
        range(first, last + 1),
        key=lambda start: (
            Levenshtein.distance(pattern, text[start:end]),
            start not in boundaries,
            -start,
        ),
    )
