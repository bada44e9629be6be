"""What a reading may stand for: itself, its repairs, and what the engine read second.

Repairs undo one misreading each, those that recognition is likeliest to make.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TypeAlias

from indexing.decoding.field_readings import tidy
from indexing.decoding.misreading import misreading
from indexing.names.matching import HONORIFICS, PARTICLES, fold, script_of
from indexing.names.written_letters import VOWEL_MARKS
from indexing.text.stream import Extract

_STRAY = 4.0
# No name ends in a particle: it opens what follows.
_LAST_PARTICLE = 2.0
_LEAST_LETTERS = 3
_ARTICLE = 2.5
# Strokes of one letter read as two letters, and the other way round.
_STROKES = (
    ("cl", "d"),
    ("rn", "m"),
    ("ci", "a"),
    ("li", "h"),
    ("vv", "w"),
    ("ii", "u"),
    ("d", "cl"),
)
_STROKE = 3.0
_LIKE_ARTICLE = re.compile(r"(?:[ECBFG][lI1Lietf]|[ecbf]l) ")
_SECOND, _LATER = 2.0, 1.0
_ALEF = re.compile(r"[1١|!]{1,2}")
_SIGNS = re.compile(r"[^\w\s'’.-]|_")
_LATIN_FIGURES = str.maketrans("01", "ol")
_LIKELY = 3

Variant: TypeAlias = tuple[str, float, str]
"""Another text of a reading, its cost in nats, and the folded word it leaves out or ""."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of a value.

    Attributes:
        text: as read, tidied, figures that can only be letters turned back.
        folded: the same, folded.
        confidences: of the word that each letter of ``folded`` stands in.
        variants: other texts that the reading may stand for.
    """

    text: str
    folded: str
    confidences: tuple[float, ...]
    variants: tuple[Variant, ...]

    @property
    def confidence(self) -> float:
        """Mean confidence by letters, 0 for no letters."""
        return sum(self.confidences) / len(self.confidences) if self.confidences else 0.0

    @classmethod
    def of(cls, extract: Extract, script: str) -> "Reading":
        """The reading that an extract holds."""
        text = readable(tidy(extract.text), script)
        folded = fold(text)
        words = [(fold(placed.word.text), placed.word.confidence) for placed in extract.words]
        told = tuple(sure for word, sure in words for _ in f"{word} ")[:-1]
        even = (extract.confidence,) * len(folded)
        confidences = told if " ".join(word for word, _ in words) == folded else even
        variants = (*_alternatives(extract, script), *_without_strays(text))
        article = [("El " + text[3:], _ARTICLE, "")] if _LIKE_ARTICLE.match(text) else []
        strokes = _other_strokes(text) if script == "fr" else ()
        variants = (*variants, *article, *strokes)
        return cls(text, folded, confidences, tuple(dict.fromkeys(variants)))


def readable(text: str, script: str) -> str:
    """A text as read without signs that no value holds, strokes turned back into letters.

    Vowel marks are no letters. Recognition takes a lone alef for a figure one or a sign, a
    capital O or l in a word for a figure.
    """
    if script_of(text) == "ar":
        text = _ALEF.sub("ا", text.translate(VOWEL_MARKS))
    elif script == "fr":
        text = " ".join(
            word.translate(_LATIN_FIGURES) if any(c.isalpha() for c in word) else word
            for word in text.split()
        )
    return tidy(_SIGNS.sub(" ", text)) or text


def repairs(text: str, script: str) -> Iterator[str]:
    """Spellings, in letters as read, from which ``text`` arises by one likely misreading."""
    sources, added, lost = _repairs(script)
    for at, letter in enumerate(text):
        folded = fold(letter) if letter != " " else letter
        for source in sources.get(folded, ()):
            yield text[:at] + _cased(source, letter) + text[at + 1 :]
        if folded in added:
            yield text[:at] + text[at + 1 :]
        for source in lost:
            if folded not in (source, " "):
                yield text[: at + 1] + source + text[at + 1 :]


def _cased(letter: str, like: str) -> str:
    return letter.upper() if like.isupper() else letter


def _alternatives(extract: Extract, script: str) -> Iterator[Variant]:
    """The reading with one word as the engine read it second, third, and so on."""
    words = [placed.word.text for placed in extract.words]
    for at, placed in enumerate(extract.words):
        for rank, other in enumerate(placed.word.alternatives):
            text = " ".join((*words[:at], other, *words[at + 1 :]))
            yield readable(tidy(text), script), _SECOND + rank * _LATER, ""


def _other_strokes(text: str) -> Iterator[Variant]:
    """The reading with the strokes of some letters parted otherwise, once."""
    for seen, written in _STROKES:
        at = text.find(seen, 1)
        if at > 0:
            yield text[:at] + written + text[at + len(seen) :], _STROKE, ""


def _without_strays(text: str) -> Iterator[Variant]:
    """The reading without its first or last word, which may be left of a label or of a rule."""
    words = text.split()
    if len(words) < 2:
        return
    for stray, kept in ((words[0], words[1:]), (words[-1], words[:-1])):
        rest, told = " ".join(kept), fold(stray)
        if len(rest) <= _LEAST_LETTERS:
            continue
        if told not in PARTICLES | HONORIFICS:
            yield rest, _STRAY, told
        elif stray is words[-1]:
            yield rest, _LAST_PARTICLE, ""


@cache
def _repairs(script: str) -> tuple[Mapping[str, Sequence[str]], frozenset[str], Sequence[str]]:
    """By letter read, those likeliest written; then the letters oftenest added, oftenest lost."""
    known = misreading(script)
    letters = [letter for letter in known.codes if letter.isalpha()]
    sources: dict[str, Sequence[str]] = {}
    for seen, at in known.codes.items():
        ranked = sorted(letters, key=lambda one: known.swapped[known.codes[one], at])
        sources[seen] = [one for one in ranked if one != seen][:_LIKELY]
    by_added = sorted(letters, key=lambda one: known.added[known.codes[one]])
    by_lost = sorted(letters, key=lambda one: known.lost[known.codes[one]])
    return sources, frozenset((*by_added[:6], " ")), by_lost[:_LIKELY]


@lru_cache(maxsize=8192)
def all_repairs(text: str, script: str) -> tuple[str, ...]:
    """Every distinct repair of ``text``."""
    return tuple(dict.fromkeys(repairs(text, script)))
