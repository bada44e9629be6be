"""Weighted alignment of a misread text against chains of closed lists of words.

A reading such as "بوليوز سه ثلانه وتسعين" is matched against every day, then every month, then
every year at once. One column of costs per candidate holds, for each position of the text, the
least cost of having written the text up to there: a word added to a chain advances all columns.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Columns: TypeAlias = npt.NDArray[np.float32]
"""Shape (positions of the text + 1, candidates): costs in misread letters."""

_IMPOSSIBLE = np.float32(1e6)

LOOK_ALIKE: Mapping[str, tuple[tuple[str, float], ...]] = {
    "ar": (
        *(("بتثني", 0.5), ("جحخ", 0.5), ("دذ", 0.5), ("رز", 0.5), ("سش", 0.5), ("صض", 0.5)),
        *(("طظ", 0.5), ("عغ", 0.5), ("فق", 0.5), ("رو", 0.7), ("ال", 0.6), ("كل", 0.7)),
        *(
            ("عه", 0.8),
            ("مه", 0.8),
            ("ا1", 0.4),
            ("ه5", 0.5),
            ("23", 0.8),
            ("78", 0.8),
            ("ده", 0.8),
        ),
    ),
    "fr": (
        *(("iljt1f", 0.6), ("nurmhv", 0.7), ("ceoa", 0.7), ("o0", 0.3), ("sz5", 0.6), ("z2", 0.5)),
        *(("gqyp", 0.7), ("bh6", 0.7), ("17", 0.8), ("38", 0.8), ("56", 0.8)),
    ),
}
"""Letters that recognition takes for one another, and the cost of doing so (a plain misreading
costs 1): Arabic letters that share a skeleton once the dots are lost, look-alikes of the types."""

# Letters that are easily lost or added: the thin ones, and the joining waw.
_LIGHT: Mapping[str, tuple[tuple[str, float], ...]] = {
    "ar": (("او", 0.7), ("ي", 0.8)),
    "fr": (("il", 0.8),),
}
LETTERS: Mapping[str, str] = {
    "ar": "ابتثجحخدذرزسشصضطظعغفقكلمنهوي0123456789/",
    "fr": "abcdefghijklmnopqrstuvwxyz0123456789/",
}
"""Folded letters and figures of each script."""

_PADDING, _OTHER = 0, 1

# Measured on noisy wordings (5 to 30 % of letters): with these, of the candidates scored near s,
# about s in a hundred percent were right. _CERTAINTY is per misreading, natural logarithm.
_CERTAINTY = 2.5
_STRICTNESS, _HALF_ALIKE = 12.0, 0.5
_ENOUGH_LETTERS = 3.0


@dataclass(frozen=True, slots=True, eq=False)
class Letters:
    """The letters of a script and what misreading them costs.

    Attributes:
        codes: code of each letter; 0 pads patterns, 1 is any other letter.
        substitute: cost of reading column where row is written.
        light: cost of losing or adding each letter.
    """

    codes: Mapping[str, int]
    substitute: Columns
    light: Columns

    def encode(self, text: str) -> npt.NDArray[np.intp]:
        """Codes of the letters of ``text``."""
        return np.array([self.codes.get(letter, _OTHER) for letter in text], dtype=np.intp)


@cache
def letters(script: str) -> Letters:
    """The letters of folded text in ``script`` ("ar" or "fr")."""
    codes = {letter: code for code, letter in enumerate(LETTERS[script], start=_OTHER + 1)}
    size = len(codes) + 2
    substitute = np.ones((size, size), dtype=np.float32)
    for group, cost in LOOK_ALIKE[script]:
        members = [codes[letter] for letter in group]
        substitute[np.ix_(members, members)] = cost
    np.fill_diagonal(substitute, 0.0)
    substitute[_OTHER, _OTHER] = 1.0
    substitute[_PADDING, :] = _IMPOSSIBLE
    light = np.ones(size, dtype=np.float32)
    for group, cost in _LIGHT[script]:
        light[[codes[letter] for letter in group]] = cost
    light[_PADDING] = 0.0
    return Letters(codes, substitute, light)


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """A closed list of words as codes, padded at the end, ready to be aligned.

    Attributes:
        codes: shape (longest word, words).
        owners: start of each group in the list, for ``best_of``.
    """

    codes: npt.NDArray[np.intp]
    owners: npt.NDArray[np.intp]

    @classmethod
    def of(cls, script: str, groups: Sequence[Iterable[str]], backward: bool = False) -> "Words":
        """Groups of folded words that mean the same; ``backward`` to be read from the end."""
        known = letters(script)
        listed = [list(group) for group in groups]
        words = [word[::-1] if backward else word for group in listed for word in group]
        codes = np.zeros((max(map(len, words), default=0), len(words)), dtype=np.intp)
        for place, word in enumerate(words):
            codes[: len(word), place] = known.encode(word)
        starts = np.cumsum([0, *(len(group) for group in listed[:-1])])
        return cls(codes, starts.astype(np.intp))

    def best_of(self, columns: Columns) -> Columns:
        """The cheapest word of each group: as many columns as groups."""
        least: Columns = np.minimum.reduceat(columns, self.owners, axis=1)
        return least


@dataclass(frozen=True, slots=True, eq=False)
class Text:
    """A folded reading without spaces, to be aligned from its start or from its end.

    Columns made by ``begin`` and ``then`` hold costs less the letters before each position, which
    makes an added letter free to carry on; ``costs`` puts them back.

    Attributes:
        misread: cost of each letter of the text where each letter is written, less its weight.
        added: weight of the letters before each position.
        lost: cost of losing each letter.
    """

    misread: Columns
    added: Columns
    lost: Columns

    @classmethod
    def of(cls, script: str, folded: str, backward: bool = False) -> "Text":
        """``folded`` must be folded and glued as the words are."""
        known = letters(script)
        codes = known.encode(folded[::-1] if backward else folded)
        weights = known.light[codes]
        return cls(
            known.substitute[:, codes].T - weights[:, None],
            np.concatenate(([0.0], np.cumsum(weights))).astype(np.float32)[:, None],
            known.light,
        )

    def begin(self, skip: float) -> Columns:
        """One column in which letters before the first word cost ``skip`` times their weight."""
        return self.added * np.float32(skip - 1)

    def then(self, columns: Columns, words: Words) -> Columns:
        """Every word of ``words`` after the column of the same place (or after the only one)."""
        if columns.shape[1] == 1:
            columns = np.repeat(columns, words.codes.shape[1], axis=1)
        for codes in words.codes:
            read = self.misread.take(codes, axis=1)
            read += columns[:-1]
            columns = columns + self.lost[codes]
            np.minimum(columns[1:], read, out=columns[1:])
            np.minimum.accumulate(columns, axis=0, out=columns)
        return columns

    def costs(self, columns: Columns) -> Columns:
        """The costs of columns, from the least of nothing read to the whole text."""
        return columns + self.added


def scores(costs: Sequence[float], length: int) -> list[float]:
    """How sure each of several candidates for one text is, 0 to 1, from their costs, least first.

    Candidates share what is sure by the misreadings each needs more than the best; all fall when
    even the best explains few of the ``length`` letters of the text.
    """
    if not costs or not length:
        return [0.0] * len(costs)
    cost = np.asarray(costs)
    shares = np.exp(-_CERTAINTY * (cost - cost[0]))
    alike = 1.0 - cost / length
    likely = 1.0 / (1.0 + np.exp(-_STRICTNESS * (alike - _HALF_ALIKE)))
    explained = -np.expm1(-np.clip(length - cost, 0.0, None) / _ENOUGH_LETTERS)
    sure = shares / shares.sum() * likely * explained
    return [round(float(one), 4) for one in sure]
