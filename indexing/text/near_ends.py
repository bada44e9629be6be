"""Where a pattern ends in a text in spite of edits, computed only where enough letters stand."""

from functools import lru_cache

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import LCSseq

_GAP = "\0"


def near_ends(pattern: str, text: str, most: int) -> list[tuple[int, int]]:
    """Ends of the stretches of ``text`` nearest to ``pattern``, each with its edits, left to right.

    An end counts when it is within ``most`` edits and no worse than the ends one letter before and
    after it. ``most`` must be below the length of the pattern.
    """
    windows = _windows(pattern, text, most)
    if not windows:
        return []
    gap = _GAP * (most + 1)
    distances = _end_distances(pattern, gap.join(text[start:end] for start, end in windows))
    places = np.concatenate(
        [np.arange(start, end + len(gap)) for start, end in windows[:-1]]
        + [np.arange(windows[-1][0], windows[-1][1] + 1)]
    )
    return [(int(places[end]), int(distances[end])) for end in _valleys(distances, most)]


def _windows(pattern: str, text: str, most: int) -> list[tuple[int, int]]:
    """Stretches that hold every end within ``most`` edits, apart from one another.

    Of ``most`` + 1 pieces of the pattern one at least is left whole by ``most`` edits.
    """
    length, found = len(pattern), []
    for offset, piece in _pieces(pattern, most + 1):
        at = text.find(piece)
        while at >= 0:
            start, end = max(0, at - offset - most), min(len(text), at - offset + length + most)
            # Each edit takes at most one letter out of those that stand in order.
            if LCSseq.similarity(pattern, text[start:end], score_cutoff=length - most):
                found.append((start, end))
            at = text.find(piece, at + 1)
    apart: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if apart and start <= apart[-1][1]:
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
        else:
            apart.append((start, end))
    return apart


@lru_cache(maxsize=4096)
def _pieces(pattern: str, count: int) -> tuple[tuple[int, str], ...]:
    """The pattern cut into ``count`` pieces as equal as can be, each with its offset."""
    edges = [len(pattern) * i // count for i in range(count + 1)]
    return tuple((edges[i], pattern[edges[i] : edges[i + 1]]) for i in range(count))


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
