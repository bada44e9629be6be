"""What a recogniser's output matrix says: its best reading, the next best, the odds of strings.

A matrix holds natural logarithms of probabilities, shape (steps, labels); label 0 is the blank
of connectionist temporal classification, which parts equal labels and is never written.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import nlargest
from math import exp, log1p
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[Any]
Labels = tuple[int, ...]

BLANK = 0
_NEVER = float("-inf")
# A label this unlikely at a step never makes one of the best strings.
_HOPELESS = -12.0
_Beams: TypeAlias = dict[Labels, tuple[float, float]]
"""Prefixes with the scores of ending in a blank and in their last label."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The likeliest label of each step, runs told once.

    Attributes:
        labels: what is written, blanks left out.
        confidences: probability of each label where it stands highest, 0 to 1.
        steps: the step at which each label begins.
    """

    labels: Labels
    confidences: tuple[float, ...]
    steps: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Scored:
    """Labels with the natural logarithm of their probability."""

    labels: Labels
    score: float


def read_greedily(matrix: Matrix) -> Reading:
    """The likeliest label at each step, which is nearly always the likeliest string too."""
    best = matrix.argmax(axis=1)
    begins = np.flatnonzero((best != np.concatenate(([-1], best[:-1]))) & (best != BLANK))
    ends = np.append(np.flatnonzero(np.diff(best)) + 1, len(best))
    confidences = [
        float(np.exp(matrix[begin : ends[ends > begin][0], best[begin]].max())) for begin in begins
    ]
    labels = tuple(int(best[begin]) for begin in begins)
    return Reading(labels, tuple(confidences), tuple(int(begin) for begin in begins))


def read_n_best(matrix: Matrix, count: int, beam: int = 16) -> list[Scored]:
    """The likeliest strings, best first, by prefix beam search: at most ``count``.

    Args:
        beam: prefixes kept at each step; with as many as there are strings the search is exact.
    """
    beams: _Beams = {(): (0.0, _NEVER)}
    for step in matrix:
        likely = np.argsort(-step)[: beam + 1].tolist()
        tried = [(label, float(step[label])) for label in likely if step[label] > _HOPELESS]
        beams = _best(_advance(beams, float(step[BLANK]), tried), beam)
    ranked = sorted(((_sum(*ends), labels) for labels, ends in beams.items()), reverse=True)
    return [Scored(labels, score) for score, labels in ranked[:count]]


def ends(matrix: Matrix, strings: Sequence[Labels]) -> tuple[Matrix, Matrix]:
    """Scores of having written each string and no more after each step, shape (steps, strings).

    Strings are walked as a trie, all its nodes of one depth together.

    Returns:
        Where the last step writes the string's last label, and where it writes a blank.
    """
    in_label = np.full((len(matrix), len(strings)), _NEVER)
    in_blank = in_label.copy()
    nodes: dict[Labels, int] = {(): 0}
    blank = np.cumsum(matrix[:, BLANK])
    grown = (np.full((len(matrix), 1), _NEVER), blank[:, None])
    for depth in range(max(map(len, strings), default=0) + 1):
        if depth:
            prefixes = _children(strings, depth)
            parents = np.array([nodes[prefix[:-1]] for prefix in prefixes])
            grown = _grow(matrix, grown, prefixes, parents)
            nodes = {prefix: place for place, prefix in enumerate(prefixes)}
        whole = [index for index, labels in enumerate(strings) if len(labels) == depth]
        places = [nodes[strings[index]] for index in whole]
        in_label[:, whole], in_blank[:, whole] = grown[0][:, places], grown[1][:, places]
    return in_label, in_blank


def _advance(beams: _Beams, blank: float, tried: Sequence[tuple[int, float]]) -> _Beams:
    """Prefixes after one more step, each with its score ending in a blank and in its label."""
    grown: _Beams = {}
    for labels, (in_blank, in_label) in beams.items():
        either = _sum(in_blank, in_label)
        _add(grown, labels, either + blank, _NEVER)
        for label, likely in tried:
            if label == BLANK:
                continue
            if labels and labels[-1] == label:
                _add(grown, labels, _NEVER, in_label + likely)
                _add(grown, (*labels, label), _NEVER, in_blank + likely)
            else:
                _add(grown, (*labels, label), _NEVER, either + likely)
    return grown


def _add(beams: _Beams, labels: Labels, in_blank: float, in_label: float) -> None:
    known = beams.get(labels)
    if known is None:
        beams[labels] = (in_blank, in_label)
    else:
        beams[labels] = (_sum(known[0], in_blank), _sum(known[1], in_label))


def _best(beams: _Beams, count: int) -> _Beams:
    if len(beams) <= count:
        return beams
    return dict(nlargest(count, beams.items(), key=lambda item: _sum(*item[1])))


def _sum(a: float, b: float) -> float:
    """Logarithm of the sum of two probabilities; numpy's is slow on single numbers."""
    high, low = (a, b) if a > b else (b, a)
    return high if low == _NEVER else high + log1p(exp(low - high))


def _children(strings: Sequence[Labels], depth: int) -> list[Labels]:
    prefixes = (labels[:depth] for labels in strings if len(labels) >= depth)
    return list(dict.fromkeys(prefixes))


def _grow(
    matrix: Matrix, ends: tuple[Matrix, Matrix], grown: Sequence[Labels], parents: Matrix
) -> tuple[Matrix, Matrix]:
    """Scores at each step of prefixes one label longer, ending in that label and in a blank."""
    own = np.array([prefix[-1] for prefix in grown])
    doubled = np.array([len(prefix) > 1 and prefix[-1] == prefix[-2] for prefix in grown])
    in_label, in_blank = ends[0][:, parents], ends[1][:, parents]
    # A label written twice running must be parted by a blank.
    before = np.where(doubled, in_blank, np.logaddexp(in_label, in_blank))
    start = np.where(len(grown[0]) == 1, 0.0, _NEVER)
    labelled = np.full((len(matrix), len(grown)), _NEVER)
    blanked = labelled.copy()
    labelled[0] = matrix[0, own] + start
    for step in range(1, len(matrix)):
        came = np.logaddexp(labelled[step - 1], before[step - 1])
        labelled[step] = matrix[step, own] + came
        held = np.logaddexp(labelled[step - 1], blanked[step - 1])
        blanked[step] = matrix[step, BLANK] + held
    return labelled, blanked
