"""How alike the names of two acts are, whatever script and spelling each act uses.

Two names that the name table both knows and never gives one another's spelling are different
names, however few letters part them: الحسن and الحسين are brothers.
"""

from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from indexing.names.matching import agree, bare_words, fold, is_alias, script_of, skeleton
from indexing.names.units import knows, spelling

_KNOWN_SAME, _KNOWN_OTHER = 0.97, 0.3
_SHORTENED = 0.8
_ONE_LETTER, _LEAST_LETTERS = 0.75, 3
_KEYS, _LETTERS = 0.6, 0.4


def likeness(one: tuple[str, ...], other: tuple[str, ...], kind: str) -> float:
    """How alike two names are, 0 to 1, the best of all pairs of their spellings; symmetric.

    1 for one spelling after folding; above 0.9 one name; about 0.75 one letter apart; below 0.5
    surely two names. 0 when one of them has no spelling.

    Args:
        one, other: spellings of each name, in either script.
        kind: "given" or "family", as in ``name_units``.
    """
    return max((_alike(*sorted((a, b)), kind) for a in one for b in other), default=0.0)


def name_keys(spellings: tuple[str, ...], kind: str) -> frozenset[str]:
    """Keys under which a name is met whatever its script: one, or two where its spellings part."""
    found = {_key(text, kind) for text in spellings}
    return frozenset(found - {""})


@lru_cache(maxsize=131072)
def _key(text: str, kind: str) -> str:
    # The commonest Arabic spelling tells consonants that French spelling leaves open.
    arabic = spelling(text, kind) if script_of(text) == "fr" else ()
    return skeleton(arabic[0] if arabic else text)


@lru_cache(maxsize=262144)
def _alike(one: str, other: str, kind: str) -> float:
    words, others = bare_words(one), bare_words(other)
    joined, joined_other = "".join(words), "".join(others)
    if not joined or not joined_other:
        return 0.0
    if joined == joined_other:
        return 1.0
    same_script = script_of(one) == script_of(other)
    if same_script and len(words) != len(others) and _shortened(words, others):
        return _SHORTENED
    if knows(one, kind) and knows(other, kind) and _arabic(one, kind) & _arabic(other, kind):
        return _KNOWN_SAME
    if skeleton(one) == skeleton(other) and (is_alias(one) or is_alias(other)):
        # Search holds them for one name too.
        return _SHORTENED
    if knows(one, kind) and knows(other, kind):
        return _KNOWN_OTHER
    if not same_script:
        return min(agree(one, other), _KNOWN_SAME)
    if len(words) == len(others) > 1:
        return min(_alike(*sorted(pair), kind) for pair in zip(words, others, strict=True))
    return _letters_alike(one, other, joined, joined_other)


def _letters_alike(one: str, other: str, joined: str, joined_other: str) -> float:
    letters = Levenshtein.normalized_similarity(joined, joined_other)
    keys = Levenshtein.normalized_similarity(skeleton(one), skeleton(other))
    score = max(letters, _KEYS * keys + _LETTERS * letters)
    if Levenshtein.distance(joined, joined_other) == 1:
        shortest = min(len(joined), len(joined_other))
        score = max(score, _ONE_LETTER if shortest >= _LEAST_LETTERS else score)
    return min(score, _KNOWN_SAME)


def _shortened(words: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Whether one name is the beginning or the end of the other."""
    short, long = sorted((words, others), key=len)
    return short in (long[: len(short)], long[-len(short) :])


@lru_cache(maxsize=65536)
def _arabic(text: str, kind: str) -> frozenset[str]:
    """Folded Arabic spellings without article that a known name stands for."""
    spellings = (text,) if script_of(text) == "ar" else spelling(text, kind)
    return frozenset(_bare(fold(found)) for found in spellings)


def _bare(folded: str) -> str:
    return folded[2:] if folded.startswith("ال") and len(folded) > 4 else folded
