"""How likely a spelling is in itself, from the letters of known ones: what makes a name name-like.

A name that no list holds is judged by it: an unknown name is no error, a heap of letters is.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from math import log

ORDER = 4
_START, _END = "\x02", "\x03"
_ALPHABET = 30
# Lists are short: any letter may follow any other more often than they show.
_FREEDOM = 0.12


@dataclass(frozen=True, slots=True, eq=False)
class LetterModel:
    """Letters after up to three others, smoothed after Witten and Bell.

    Attributes:
        following: how often a letter followed, by the letters before and it.
        total, kinds: letters, and different letters, that followed the letters before.
    """

    following: Counter[str]
    total: Counter[str]
    kinds: Counter[str]

    @classmethod
    def of(cls, texts: Iterable[str]) -> "LetterModel":
        """The model of folded spellings, each counted once a time it is given."""
        following: Counter[str] = Counter()
        for text in texts:
            marked = _START * (ORDER - 1) + text + _END
            for end in range(ORDER, len(marked) + 1):
                following.update(marked[start:end] for start in range(end - ORDER, end))
        total: Counter[str] = Counter()
        kinds: Counter[str] = Counter()
        for letters, count in following.items():
            total[letters[:-1]] += count
            kinds[letters[:-1]] += 1
        return cls(following, total, kinds)

    def log_likelihood(self, text: str) -> float:
        """Natural logarithm of the chance of the folded ``text`` among all spellings."""
        marked = _START * (ORDER - 1) + text + _END
        return sum(_log(self, marked[end - ORDER : end]) for end in range(ORDER, len(marked) + 1))

    def chance(self, letters: str) -> float:
        """Chance of the last of ``letters`` after those before it."""
        likely = 1.0 / _ALPHABET
        for start in range(len(letters) - 1, -1, -1):
            before = letters[start:-1]
            total, kinds = self.total[before], self.kinds[before]
            if not total:
                break
            likely = (self.following[letters[start:]] + kinds * likely) / (total + kinds)
        return (1 - _FREEDOM) * likely + _FREEDOM / _ALPHABET


@lru_cache(maxsize=200_000)
def _log(model: LetterModel, letters: str) -> float:
    return log(model.chance(letters))
