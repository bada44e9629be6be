"""Acts of one volume laid side by side: which word of one stands for which word of another."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import Levenshtein, Prefix

from indexing.decoding.word_kinds import Token, tokens
from indexing.text.stream import Extract, TextStream

_ALIKE = 0.66
_BESIDE = 0.35


@dataclass(frozen=True, slots=True)
class Act:
    """One act's words as a stream, and as tokens."""

    stream: TextStream
    tokens: tuple[Token, ...]

    @classmethod
    def of(cls, stream: TextStream, home: Sequence[str]) -> "Act":
        """The act whose sentence the stream holds; ``home`` as ``word_kinds.tokens`` takes it."""
        return cls(stream, tuple(tokens(stream, home)))

    def extract(self, first: int, last: int) -> Extract:
        """The words of tokens ``first`` up to ``last``."""
        return self.stream.extract(*self._letters(first, last))

    def letters(self, first: int, last: int) -> str:
        """The folded letters of tokens ``first`` up to ``last``."""
        start, end = self._letters(first, last)
        return self.stream.letters[start:end]

    def _letters(self, first: int, last: int) -> tuple[int, int]:
        if last <= first:
            return (0, 0)
        starts = self.stream.starts
        return starts[self.tokens[first].first], starts[self.tokens[last - 1].last]


def likeness(act: Act, acts: Sequence[Act]) -> int:
    """How many words the act shares with the others."""
    own = Counter((token.kind, token.key) for token in act.tokens)
    return sum(
        sum((own & Counter((token.kind, token.key) for token in other.tokens)).values())
        for other in acts
    )


def align(one: Sequence[Token], other: Sequence[Token]) -> dict[int, int]:
    """Places in ``one`` with those in ``other`` that they stand for: the best common order.

    Tokens of one kind stand for each other, words where they are alike, inflected or misread.
    """
    rows, width = len(one) + 1, len(other) + 1
    score = [[0.0] * width for _ in range(rows)]
    matched = [[False] * width for _ in range(rows)]
    for i in range(1, rows):
        above, row, before = score[i - 1], score[i], matched[i - 1]
        for j in range(1, width):
            row[j] = max(above[j], row[j - 1])
            weight = _weight(one[i - 1], other[j - 1])
            if weight > 0:
                both = above[j - 1] + weight + (_BESIDE if before[j - 1] else 0.0)
                if both > row[j]:
                    row[j] = both
                    matched[i][j] = True
    return _walk_back(score, matched)


def _walk_back(score: list[list[float]], matched: list[list[bool]]) -> dict[int, int]:
    pairs: dict[int, int] = {}
    i, j = len(score) - 1, len(score[0]) - 1
    while i > 0 and j > 0:
        if matched[i][j]:
            pairs[i - 1] = j - 1
            i, j = i - 1, j - 1
        elif score[i - 1][j] >= score[i][j - 1]:
            i -= 1
        else:
            j -= 1
    return pairs


def _weight(one: Token, other: Token) -> float:
    if one.kind != other.kind:
        return 0.0
    return 2.0 if one.kind != "word" else _word_weight(one.key, other.key)


@lru_cache(maxsize=65536)
def _word_weight(one: str, other: str) -> float:
    """How much two words speak for being the same one: longer words do more."""
    longest = max(len(one), len(other))
    if one != other:
        stem = Prefix.similarity(one, other)
        # né and née, le and la, fils and fille, والده and والدها: one word, inflected.
        inflected = stem * 2 >= longest and (stem >= 3 or longest <= 3)
        like = Levenshtein.normalized_similarity(one, other)
        if not inflected and (longest < 4 or like < _ALIKE):
            return 0.0
    return min(longest, 8) / 5 + 0.2
