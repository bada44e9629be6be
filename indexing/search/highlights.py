"""Which words of what a hit shows matched, and how: told from request and hit alone.

The engines are not asked: the same words are marked whichever of them found the act.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum

from rapidfuzz.distance import OSA

from indexing.names.letters import other_reading
from indexing.names.matching import PARTICLES, fold, script_of, word_key
from indexing.search.asked_text import asked_text
from indexing.search.asked_words import AskedWord, asked_words
from indexing.search.index import Hit
from indexing.search.name_clauses import MISREAD_SPELLINGS
from indexing.search.plan import MAX_NAME, printable
from indexing.search.request import SearchRequest
from indexing.search.terms import is_articled

_TOKEN = re.compile(r"[^\s\-‐–/,;]+")
_LONGEST_RUN = 3

SHOWN: dict[str, tuple[str, ...]] = {
    "names": ("given", "family", "child"),
    "father": ("father",),
    "mother": ("mother",),
    "places": ("place",),
}
"""What of a hit is shown, and the criteria beside the box that ask for it."""


class How(Enum):
    """How a word was matched, the surest first."""

    EXACT = "exact"
    OTHER_SCRIPT = "other_script"
    SOUNDS_ALIKE = "sounds_alike"
    MISSPELT = "misspelt"


_RANK = tuple(How)


@dataclass(frozen=True, slots=True)
class Highlight:
    """Letters ``start`` to ``end`` (not included) of ``getattr(hit, shown)[at]``.

    Attributes:
        shown: "names", "father", "mother" or "places". how: see ``How``.
        criterion: the field of the request that asked, and word: its folded word.
    """

    shown: str
    at: int
    start: int
    end: int
    how: How
    criterion: str
    word: str


def highlights(request: SearchRequest, hit: Hit) -> tuple[Highlight, ...]:
    """The words that matched, in the order shown; letters matched twice once, the surest way."""
    asked = {criterion: words for criterion, words in asked_of(request).items() if words}
    found = [
        one
        for shown, criteria in SHOWN.items()
        for at, text in enumerate(getattr(hit, shown))
        for criterion in (*criteria, "text")
        for word in asked.get(criterion, ())
        for one in _matches(word, text, (shown, at, criterion), _how)
    ]
    found += _misread(hit, asked, {(one.criterion, one.word) for one in found})
    kept: dict[tuple[str, int, int], Highlight] = {}
    for one in sorted(found, key=lambda mark: _RANK.index(mark.how)):
        letters = [(one.shown, one.at, letter) for letter in range(one.start, one.end)]
        if not any(letter in kept for letter in letters):
            kept.update(dict.fromkeys(letters, one))
    order = {shown: place for place, shown in enumerate(SHOWN)}
    return tuple(sorted(set(kept.values()), key=lambda one: (order[one.shown], one.at, one.start)))


def asked_of(request: SearchRequest) -> dict[str, tuple[AskedWord, ...]]:
    """The words that each criterion of names asks for."""
    criteria = sorted({criterion for criteria in SHOWN.values() for criterion in criteria})
    texts = {name: printable(getattr(request, name))[:MAX_NAME] for name in criteria}
    typed = asked_text(printable(request.text))
    texts["text"] = " ".join((*typed.said.values(), typed.names))
    return {
        name: asked_words(text, request.fuzzy, request.cross_script, typed.months)
        for name, text in texts.items()
        if text.strip()
    }


def _misread(
    hit: Hit, asked: dict[str, tuple[AskedWord, ...]], matched: set[tuple[str, str]]
) -> list[Highlight]:
    """Marks of words that match nothing of a hit but as one that was misread."""
    return [
        one
        for shown, criteria in SHOWN.items()
        for at, text in enumerate(getattr(hit, shown))
        for criterion in (*criteria, *(("text",) if shown == "names" else ()))
        for word in asked.get(criterion, ())
        if (criterion, word.word) not in matched
        for one in _matches(word, text, (shown, at, criterion), _how_misread)
    ]


def _matches(
    asked: AskedWord,
    text: str,
    place: tuple[str, int, str],
    how_of: Callable[[AskedWord, list[str]], How | None],
) -> Iterator[Highlight]:
    """Runs of one to three tokens, the shortest that match first."""
    tokens = [
        (match.start(), match.end(), folded)
        for match in _TOKEN.finditer(text)
        if (folded := fold(match[0]).replace(" ", ""))
    ]
    for length in range(1, _LONGEST_RUN + 1):
        runs = [tokens[start : start + length] for start in range(len(tokens) - length + 1)]
        found = [(run, how) for run in runs if (how := how_of(asked, [one[2] for one in run]))]
        for run, how in found:
            yield Highlight(*place[:2], run[0][0], run[-1][1], how, place[2], asked.word)
        if found:
            return


def _how(asked: AskedWord, run: list[str]) -> How | None:
    if len(run) > 1 and "".join(run) == asked.word:
        return How.EXACT
    particles = [word in PARTICLES for word in run]
    if len(run) > 1 and not any(particles):
        return None
    if all(particles) and asked.word not in PARTICLES:
        return None
    word = "".join(run)
    forms = {word, word[2:]} if is_articled(word) else {word}
    if forms & {asked.word, *asked.welded}:
        return How.EXACT
    if forms & set(asked.spelled):
        return How.OTHER_SCRIPT
    script = script_of(word)
    other = word_key(other_reading(word)) if len(run) == 1 else ""
    readings = ("".join(map(word_key, run)), other)
    if any(f"{script}:{key}" in asked.keys for key in readings if key):
        return How.SOUNDS_ALIKE if script == script_of(asked.word) else How.OTHER_SCRIPT
    if len(run) == 1 and asked.distance and OSA.distance(asked.word, word) <= asked.distance:
        return How.MISSPELT
    return None


def _how_misread(asked: AskedWord, run: list[str]) -> How | None:
    if not asked.alike or len(run) > 2 or any(word in PARTICLES for word in run):
        return None
    word, key = "".join(run), "".join(map(word_key, run))
    names = {*asked.near, *asked.spelled[:MISREAD_SPELLINGS]}
    keys = asked.joined if len(run) > 1 else (asked.alike, *asked.joined)
    near = any(OSA.distance(word, name) <= 1 for name in names)
    return How.MISSPELT if near or any(OSA.distance(key, one) <= 1 for one in keys) else None
