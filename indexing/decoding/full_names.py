"""Full names cut into given and family name, wherever the form writes them as one value."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from indexing.decoding.field_readings import tidy
from indexing.names.matching import PARTICLES, agree, fold
from indexing.names.units import closest
from indexing.text.stream import EMPTY, Extract, PlacedWord, extract_words

_KNOWN, _COMMON = 0.97, 5
_DAUGHTER = ("بنت", "ابنه", "bent", "bint")
_BINDING = {
    "el",
    "al",
    "ait",
    "ben",
    "bou",
    "abd",
    "id",
    "ould",
    "oulad",
    "sidi",
    "moulay",
    "lalla",
}


@dataclass(frozen=True, slots=True)
class FullName:
    """A full name's two parts as read; a part not written is empty."""

    given: Extract
    family: Extract


def cut_full_name(
    extract: Extract, script: str, family_first: bool = False, family: str = ""
) -> FullName:
    """The likeliest cut of a full name.

    Args:
        family_first: the form writes the family name before the given name.
        family: the family name if another place of the act tells it, in the same script.
    """
    words = [placed for placed in extract.words if tidy(placed.word.text)]
    if len(words) < 2:
        return FullName(EMPTY, extract) if family_first else FullName(extract, EMPTY)
    link = _daughter(words)
    if link is not None:
        return FullName(extract_words(words[:link]), extract_words(words[link + 1 :]))
    if not family_first and not family and _given_alone(tidy(extract.text), script):
        return FullName(extract, EMPTY)
    cut = max(
        range(1, len(words)), key=lambda at: _likeness(words, at, script, family_first, family)
    )
    first, second = extract_words(words[:cut]), extract_words(words[cut:])
    return FullName(second, first) if family_first else FullName(first, second)


def cut_parents(extract: Extract) -> tuple[Extract, Extract]:
    """Father and mother of "son of Ibrahim and Mina …": cut at the likeliest word that begins with
    و, which may be parted from the name it belongs to."""
    words = [placed for placed in extract.words if tidy(placed.word.text)]
    cuts = [
        (_parents_likeness(words, at), -at)
        for at in range(1, len(words))
        if _may_join(words[at].word.text) and _without_and(words[at:])
    ]
    if not cuts:
        return extract, EMPTY
    at = -max(cuts)[1]
    return extract_words(words[:at]), extract_words(_without_and(words[at:]))


def _may_join(text: str) -> bool:
    """Whether a word begins with "and" rather than being a name with that letter (وفاء)."""
    return text.startswith("و") and (len(text) <= 3 or nearest(text, "ar", "given") < 0.99)


def _parents_likeness(words: Sequence[PlacedWord], at: int) -> float:
    """Likeness of the words before ``at`` and of the first ones behind its "and" to given names."""
    father = "".join(placed.word.text for placed in words[:at])
    behind = [placed.word.text for placed in _without_and(words[at:])]
    mothers = ("".join(behind[:count]) for count in range(1, min(3, len(behind)) + 1))
    return nearest(father, "ar", "given") + max(nearest(m, "ar", "given") for m in mothers)


def _without_and(words: Sequence[PlacedWord]) -> tuple[PlacedWord, ...]:
    """Words without the و that joins them to what stands before."""
    rest = words[0].word.text[1:]
    if not rest:
        return tuple(words[1:])
    return (PlacedWord(replace(words[0].word, text=rest), words[0].page), *words[1:])


def family_first(extract: Extract, script: str, given: str, family: str) -> bool:
    """Whether a full name without label begins with the family name.

    Args:
        given, family: the same names in the other script where the act tells them.
    """
    scores = {}
    for order in (True, False):
        cut = cut_full_name(extract, script, family_first=order)
        first, second = tidy(cut.given.text), tidy(cut.family.text)
        scores[order] = nearest(first, script, "given") + nearest(second, script, "family")
        if given and family:
            scores[order] += 2 * (agree(given, first) + agree(family, second))
    return scores[True] > scores[False]


def _given_alone(text: str, script: str) -> bool:
    """Whether words are one common given name, such as Fatima Zahra, and none of a family."""
    found = closest(text, script, "given", 1, _KNOWN)
    return bool(found) and found[0][0].weight >= _COMMON


def _daughter(words: Sequence[PlacedWord]) -> int | None:
    """Index of the word "daughter of" between two names, misread or not; None when none stands."""
    inner = range(1, len(words) - 1)
    folded = [fold(tidy(placed.word.text)) for placed in words]
    exact = next((i for i in inner if folded[i] in _DAUGHTER), None)
    if exact is not None:
        return exact
    # "Aït" (ايت) is as short and ends alike, but begins a family name.
    short = [
        i
        for i in inner
        if 2 <= len(folded[i]) <= 4 and folded[i].endswith("ت") and folded[i] not in PARTICLES
    ]
    return short[0] if short and Levenshtein.distance(folded[short[0]], "بنت") <= 2 else None


def _likeness(
    words: Sequence[PlacedWord], cut: int, script: str, family_first: bool, family: str
) -> float:
    first = " ".join(tidy(placed.word.text) for placed in words[:cut])
    second = " ".join(tidy(placed.word.text) for placed in words[cut:])
    family_read, given_read = (first, second) if family_first else (second, first)
    score = nearest(given_read, script, "given") + nearest(family_read, script, "family")
    if family:
        score += 2 * Levenshtein.normalized_similarity(fold(family_read), fold(family))
    last = fold(words[cut - 1].word.text)
    return score - (0.5 if last in _BINDING else 0.0)


@lru_cache(maxsize=16384)
def nearest(text: str, script: str, kind: str) -> float:
    """Likeness of ``text`` to the nearest known name of its kind, 0 to 1."""
    found = closest(text, script, kind, 1, 0.3)
    return found[0][1] if found else 0.0
