"""What it costs, in nats, to have read one text where another is written.

Letters are lost, added and taken for one another as often as counted on invented registers
(``data/confusions.tsv``); how often at all follows from the confidence of the word they stand in
(``data/misread_rates.tsv``). Both are read on first use.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from indexing.decoding.alignment import LETTERS, LOOK_ALIKE

Costs: TypeAlias = npt.NDArray[np.float64]
"""Nats, 0 for what costs nothing."""

_DATA = Path(__file__).parents[1] / "data"
_PADDING, _OTHER = 0, 1
_IMPOSSIBLE = 1e6
# What look-alikes of the types, and letters at random, weigh beside counted letters.
_ALIKE, _RANDOM = 4.0, 3.0
_LOST_PRIOR, _ADDED_PRIOR = 2.0, 4.0
_SPACE = " "
# Words fall apart and together far oftener than letters are misread, whatever their confidence.
_SPLIT = {"ar": 0.01, "fr": 0.003}
# Most of all behind the Arabic letters that never join the next one.
_NEVER_JOINED, _SPLIT_BEHIND = frozenset("ادذرزو"), 0.15
_GLUED = {"ar": 0.02, "fr": 0.01}


@dataclass(frozen=True, slots=True, eq=False)
class Misreading:
    """The costs of one script; an error's whole cost is its own and the ``shift`` of its word.

    Attributes:
        codes: code of each folded letter; 0 pads, 1 is any other letter.
        table: the same as a table of ``str.translate``.
        swapped: shape (written, read); 0 for the same letter.
        lost, added: of each letter.
        confidences, rates: share of misread letters at word confidences, ascending.
    """

    codes: Mapping[str, int]
    table: Mapping[int, int]
    swapped: Costs
    lost: Costs
    added: Costs
    confidences: Costs
    rates: Costs

    def encode(self, texts: Sequence[str]) -> npt.NDArray[np.intp]:
        """Codes of folded texts, padded at the end; shape (texts, longest text)."""
        longest = max(map(len, texts), default=0)
        padded = "".join(text.ljust(longest, "\0") for text in texts).translate(self.table)
        codes = np.frombuffer(padded.encode("utf-32-le"), dtype=np.uint32)
        return codes.reshape(len(texts), longest).astype(np.intp)

    def shift(self, confidences: Sequence[float]) -> Costs:
        """Cost of an error at all in letters of words of these confidences."""
        found: Costs = -np.log(self.rate(confidences))
        return found

    def rate(self, confidences: Sequence[float]) -> Costs:
        """Share of misread letters in words of these confidences."""
        return np.asarray(np.interp(confidences, self.confidences, self.rates))


def misreading_costs(
    read: str, confidences: Sequence[float], texts: Sequence[str], script: str
) -> Costs:
    """Cost of having read ``read`` where each of ``texts`` is written, all folded; one per text.

    Args:
        confidences: 0 to 1, of the word that each letter of ``read`` stands in.
        script: "ar" or "fr".
    """
    known = misreading(script)
    seen = known.encode([read])[0]
    shift = known.shift(confidences) if read else np.zeros(0)
    added = known.added[seen] + np.where(seen == known.codes[_SPACE], 0.0, shift)
    behind = [at > 0 and read[at - 1] in _NEVER_JOINED for at in range(len(read))]
    added[(seen == known.codes[_SPACE]) & np.array(behind, dtype=bool)] = -np.log(_SPLIT_BEHIND)
    lost = known.lost + (float(shift.mean()) if read else 0.0)
    lost[_PADDING] = 0.0
    lost[known.codes[_SPACE]] = known.lost[known.codes[_SPACE]]
    swapped = known.swapped[:, seen]
    swapped = (swapped + np.where(swapped > 0, shift, 0.0)).T
    before = np.concatenate(([0.0], np.cumsum(added)))[:, None]
    columns = np.repeat(before, len(texts), axis=1)
    # The longest first: a text that has ended is left alone, and one long text costs only itself.
    lengths = np.array([len(text) for text in texts])
    order = np.argsort(-lengths, kind="stable")
    for place, codes in enumerate(known.encode([texts[at] for at in order]).T):
        going = int(np.count_nonzero(lengths > place))
        own = columns[:, :going] + lost[codes[:going]]
        through = columns[:-1, :going] + swapped[:, codes[:going]]
        np.minimum(own[1:], through, out=own[1:])
        columns[:, :going] = np.minimum.accumulate(own - before, axis=0) + before
    costs = np.empty(len(texts))
    costs[order] = columns[-1]
    return costs


@cache
def misreading(script: str) -> Misreading:
    """The costs of ``script``, "ar" or "fr"."""
    codes = {letter: code for code, letter in enumerate(LETTERS[script] + _SPACE, _OTHER + 1)}
    size = len(codes) + 2
    swaps, lost, added = _weights(script, codes, size)
    errors = swaps.sum(axis=1) + lost
    swapped = -np.log(swaps / errors[:, None])
    np.fill_diagonal(swapped, 0.0)
    swapped[_OTHER, _OTHER] = swapped.max()
    swapped[_PADDING, :] = _IMPOSSIBLE
    lost_costs, added_costs = -np.log(lost / errors), -np.log(added / added.sum() * 0.3)
    lost_costs[codes[_SPACE]] = -np.log(_GLUED[script])
    added_costs[codes[_SPACE]] = -np.log(_SPLIT[script])
    rates = np.array(
        [(float(at), float(rate)) for of, at, rate in _rows("misread_rates.tsv") if of == script]
    )
    table = defaultdict(lambda: _OTHER, {ord(letter): code for letter, code in codes.items()})
    table[_PADDING] = _PADDING
    return Misreading(codes, table, swapped, lost_costs, added_costs, rates[:, 0], rates[:, 1])


def _weights(script: str, codes: Mapping[str, int], size: int) -> tuple[Costs, Costs, Costs]:
    """Counts of letters swapped (written, read), lost and added, and what is likely beside them."""
    swaps = np.full((size, size), _RANDOM / size)
    lost, added = np.full(size, _LOST_PRIOR), np.full(size, _ADDED_PRIOR / size)
    for group, cost in LOOK_ALIKE[script]:
        members = [codes[letter] for letter in group]
        swaps[np.ix_(members, members)] += _ALIKE * (1.2 - cost) / len(group)
    for of, written, seen, count in _rows("confusions.tsv"):
        if of != script:
            continue
        if not written:
            added[codes.get(seen, _OTHER)] += float(count)
        elif not seen:
            lost[codes.get(written, _OTHER)] += float(count)
        else:
            swaps[codes.get(written, _OTHER), codes.get(seen, _OTHER)] += float(count)
    np.fill_diagonal(swaps, 1e-9)
    return swaps, lost, added


def _rows(name: str) -> Iterator[list[str]]:
    lines = (_DATA / name).read_text(encoding="utf-8").splitlines()[1:]
    return (line.split("\t") for line in lines)
