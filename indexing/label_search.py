"""Printed labels found in a stream in spite of misread letters (Sellers' approximate search)."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import Levenshtein

from indexing.text_stream import TextStream, fold_label

_MOST_WRONG = 0.28
_MOST_WRONG_SHORT = 0.26
_WORDY = 12
_SHORT = 3
_LONG = 8
_LOST_DOT = 0.6
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
    pattern = folded(label)
    text = stream.letters if limit is None else stream.letters[:limit]
    if not pattern or not text:
        return []
    if len(pattern) <= _SHORT:
        return _exact(stream, pattern, text)
    distances = _end_distances(_shape(pattern), _shape(text))
    most = int(len(pattern) * (_MOST_WRONG if len(pattern) >= _WORDY else _MOST_WRONG_SHORT))
    found = []
    for end in _valleys(distances, most):
        start = _start_of(pattern, stream, end, int(distances[end]))
        dots = max(0, Levenshtein.distance(pattern, text[start:end]) - int(distances[end]))
        gain = len(pattern) - 2.2 * float(distances[end]) - _LOST_DOT * dots
        opens = stream.is_boundary(start)
        exact = distances[end] == 0
        closes = exact or stream.is_boundary(end) or text[start:end].endswith(_GLUED)
        if len(pattern) < _LONG and not (opens and closes):
            continue
        gain += (0.6 if opens else -1.5) + (1.2 if exact else 0.3) * stream.is_boundary(end)
        if gain > 0:
            found.append(Occurrence(start, end, gain))
    return found


def _shape(text: str) -> str:
    """Letters of the same length without what dots alone tell apart."""
    return text.translate(_SHAPES)


@lru_cache(maxsize=4096)
def folded(label: str) -> str:
    """A label's letters as they stand in a stream."""
    return fold_label(label)


def _exact(stream: TextStream, pattern: str, text: str) -> list[Occurrence]:
    found = []
    start = text.find(pattern)
    while start >= 0:
        end = start + len(pattern)
        if stream.is_boundary(start):
            whole = stream.is_boundary(end)
            if whole or len(pattern) > 1:
                found.append(Occurrence(start, end, len(pattern) - (0.0 if whole else 0.8)))
        start = text.find(pattern, start + 1)
    return found


def _end_distances(pattern: str, text: str) -> npt.NDArray[np.int32]:
    """Least edits that turn the pattern into some stretch of text ending at each position."""
    codes = np.frombuffer(text.encode("utf-32-le"), np.uint32)
    row = np.zeros(len(codes) + 1, np.int32)
    index = np.arange(len(codes) + 1, dtype=np.int32)
    for letter in pattern:
        following = np.empty_like(row)
        following[0] = row[0] + 1
        following[1:] = np.minimum(row[:-1] + (codes != ord(letter)), row[1:] + 1)
        row = np.minimum.accumulate(following - index) + index
    return row


def _valleys(distances: npt.NDArray[np.int32], most: int) -> list[int]:
    """Positions no worse than their neighbours and within ``most`` edits."""
    padded = np.concatenate([[most + 9], distances, [most + 9]])
    low = (distances <= most) & (distances <= padded[:-2]) & (distances <= padded[2:])
    return [int(end) for end in np.flatnonzero(low)]


def _start_of(pattern: str, stream: TextStream, end: int, distance: int) -> int:
    """Where the stretch ending at ``end`` that is nearest to the pattern begins, best at a word."""
    text, pattern = _shape(stream.letters), _shape(pattern)
    first = max(0, end - len(pattern) - distance)
    last = max(0, end - len(pattern) + distance)
    return min(
        range(first, last + 1),
        key=lambda start: (
            Levenshtein.distance(pattern, text[start:end]),
            not stream.is_boundary(start),
            -start,
        ),
    )
