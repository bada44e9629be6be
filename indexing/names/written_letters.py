"""The letters that folding makes equal, told apart again: which of them lists write, and where.

A folded spelling has lost ة, hamza, accents, hyphens and capitals. Lists tell how a word is
usually written; of a word that no list holds, the letters around each letter tell.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from math import exp, log
from operator import ne
from typing import TypeAlias
from unicodedata import normalize

from indexing.names.letters import fold_letters

Written: TypeAlias = tuple[str, ...]
"""How each folded letter of a text is written; "" for the second letter of œ."""

GAP = " "
_HYPHENS = frozenset("-‐‑–")
VOWEL_MARKS = dict.fromkeys((*range(0x064B, 0x0653), 0x0640))
"""Table of ``str.translate`` that takes off what Arabic registers never write: vowels, tatweel."""

# How often a known word is written as no list has it, and any letter as no list has that.
_OTHERWISE, _LEAST, _ANYHOW = 0.15, 0.1, 0.02
_ALIKE, _HERE = 0.03, 0.5


def written_letters(text: str) -> tuple[str, Written]:
    """A text's folded letters and how each is written, words parted by ``GAP``.

    Apostrophes and a hamza on the line belong to the letter before them; vowel marks to none.
    """
    folded: list[str] = []
    written: list[str] = []
    between = ""
    for character in normalize("NFKC", text).translate(VOWEL_MARKS):
        letters = fold_letters(character)
        if not letters:
            if not _silent(character):
                between += character
            elif written and not between:
                written[-1] += character
            continue
        if between and folded:
            folded.append(GAP)
            written.append("-" if between.strip() in _HYPHENS else GAP)
        between = ""
        folded += letters
        written += [character, *[""] * (len(letters) - 1)]
    return "".join(folded), tuple(written)


def part_words(written: Sequence[str]) -> list[Written]:
    """The letters of each word."""
    words: list[list[str]] = [[]]
    for letter in written:
        if letter in (GAP, "-"):
            words.append([])
        else:
            words[-1].append(letter)
    return [tuple(word) for word in words]


class WrittenLetters:
    """How the words of some lists are written.

    Args:
        listed: values as written, with their weights.
        alike: values whose letters are written alike, known with less certainty.
    """

    def __init__(self, listed: Iterable[tuple[str, float]], alike: Iterable[str] = ()) -> None:
        self._usual = lru_cache(maxsize=65536)(self._likeliest)
        self._words: dict[str, dict[Written, float]] = {}
        self._whole: dict[str, dict[Written, float]] = {}
        for text, weight in (*listed, *((text, _ALIKE) for text in alike)):
            folded, written = written_letters(text)
            _add(self._whole, folded, written, weight)
            for word, letters in zip(folded.split(GAP), part_words(written), strict=True):
                _add(self._words, word, letters, weight)

    @cached_property
    def capital(self) -> bool:
        """Whether most listed words begin with a capital."""
        words = [written[0] for found in self._words.values() for written in found if written]
        return 2 * sum(first[:1].isupper() for first in words) > len(words)

    def whole(self, folded: str) -> Written | None:
        """How lists usually write a whole value, None for one they lack."""
        found = self._whole.get(folded)
        return max(found, key=lambda way: found[way]) if found else None

    def words(self, folded: str) -> tuple[Written, ...]:
        """How lists write a word, commonest first; () for one they lack."""
        found = self._words.get(folded)
        return tuple(sorted(found, key=lambda way: -found[way])) if found else ()

    def restored(self, folded: str) -> Written:
        """How a word would be written by its letters alone, without capitals."""
        return tuple(self._usual(window) for window in _windows(folded))

    def likelihood(self, folded: str, written: Written, usual: Written | None = None) -> float:
        """Logarithm of how likely a word is written so, whatever its capitals.

        ``usual`` is how lists write it in the value it stands in, where they have that value.
        """
        plain = tuple(letter.lower() for letter in written)
        beside = zip(_windows(folded), plain, strict=True)
        by_letters = exp(sum(log(self._chance(window, way)) for window, way in beside))
        known = self._plain.get(folded)
        share = known.get(plain, 0.0) / sum(known.values()) if known else by_letters
        if usual is not None:
            here = plain == tuple(letter.lower() for letter in usual)
            share = _HERE * here + (1 - _HERE) * share
        ways = known or (self.restored(folded),)
        otherwise = min(sum(map(ne, way, plain)) for way in ways)
        return log((1 - _OTHERWISE) * share + _OTHERWISE * max(_LEAST**otherwise, by_letters))

    def _likeliest(self, window: str) -> str:
        letter = window[2]
        ways = tuple(self._counted.get(letter, ())) or (letter,)
        return max(ways, key=lambda way: self._chance(window, way))

    def _chance(self, window: str, way: str) -> float:
        """Chance that a letter is written so between its neighbours, smoothed by fewer of them."""
        letter = window[2]
        likely = 1.0 if way == letter and letter not in self._counted else _ANYHOW
        for around in _around(window):
            found = self._counted.get(around)
            if found:
                likely = (found[way] + len(found) * likely) / (found.total() + len(found))
        return likely

    @cached_property
    def _plain(self) -> Mapping[str, Mapping[Written, float]]:
        plain: dict[str, dict[Written, float]] = {}
        for folded, found in self._words.items():
            for written, weight in found.items():
                _add(plain, folded, tuple(letter.lower() for letter in written), weight)
        return plain

    @cached_property
    def _counted(self) -> Mapping[str, Counter[str]]:
        counted: dict[str, Counter[str]] = defaultdict(Counter)
        for folded, found in self._plain.items():
            for written in found:
                for window, way in zip(_windows(folded), written, strict=True):
                    for around in _around(window):
                        counted[around][way] += 1
        return counted


def _add(
    ways: dict[str, dict[Written, float]], folded: str, written: Written, weight: float
) -> None:
    counted = ways.setdefault(folded, {})
    counted[written] = counted.get(written, 0.0) + weight


def _windows(folded: str) -> list[str]:
    """Each letter of a word between two neighbours on each side, the word's ends among them."""
    padded = f"^^{folded}$$"
    return [padded[at : at + 5] for at in range(len(folded))]


def _around(window: str) -> tuple[str, str, str]:
    """The middle letter of a window alone, with one and with two neighbours on each side."""
    return window[2], window[1:4], window


def _silent(character: str) -> bool:
    return fold_letters(f"a{character}a") == "aa"
