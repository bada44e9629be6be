"""Terms under which names are found: the same for what acts write and for what people type."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from indexing.names.letters import other_reading
from indexing.names.matching import (
    PARTICLES,
    bare_words,
    fold,
    joined_keys,
    script_of,
    skeleton,
    word_key,
    words,
)

MAX_LETTERS = 60
"""Letters of a term that count: no name is longer, and Elasticsearch refuses endless terms."""

_SHORTEST_PLAIN = 4


@dataclass(frozen=True, slots=True)
class NameTerms:
    """Terms under which one role's names are found.

    Attributes:
        words: folded words, with welded and article-less forms of each.
        keys: skeleton keys of words and of runs of words, each alone ("drs", whatever the script
            that writes it) and after its script ("fr:drs").
    """

    words: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()


def name_terms(spellings: Iterable[str]) -> NameTerms:
    """Terms of several spellings of one role's names."""
    return _terms_of(tuple(filter(None, spellings)))


@lru_cache(maxsize=65536)
def _terms_of(spellings: tuple[str, ...]) -> NameTerms:
    known = [_terms(spelling) for spelling in spellings if fold(spelling)]
    return NameTerms(
        distinct(word for terms in known for word in terms.words),
        distinct(key for terms in known for key in terms.keys),
    )


@lru_cache(maxsize=65536)
def _terms(spelling: str) -> NameTerms:
    script = script_of(spelling)
    keys = sorted(key[:MAX_LETTERS] for key in joined_keys(spelling))
    tagged = (f"{script}:{key}" for key in keys)
    return NameTerms(distinct(word_terms(spelling)), distinct((*keys, *tagged)))


def word_terms(spelling: str) -> list[str]:
    """Folded words, the same without a welded Arabic article, and particles welded to names."""
    bare = bare_words(spelling)
    plain = [word[2:] for word in bare if is_articled(word)]
    welded = [one + other for one, other in pairwise(bare) if one in PARTICLES]
    return [word[:MAX_LETTERS] for word in (*words(spelling), *plain, *welded)]


def words_of(texts: Iterable[str]) -> tuple[str, ...]:
    """The word terms of several texts, each once."""
    return distinct(word for text in texts if text for word in word_terms(text))


def is_articled(word: str) -> bool:
    """Whether a folded Arabic word opens with the article and goes on long enough without it."""
    return word.startswith("ال") and len(word) > _SHORTEST_PLAIN


@lru_cache(maxsize=65536)
def whole_name(text: str) -> str:
    """A name's term as a whole: its folded words without honorifics and articles."""
    plain = (word[2:] if is_articled(word) else word for word in bare_words(text))
    return " ".join(plain)[: 4 * MAX_LETTERS]


@lru_cache(maxsize=65536)
def whole_keys(text: str) -> tuple[str, ...]:
    """Skeleton keys of a name as a whole, the same in both scripts, the likeliest first."""
    bare = bare_words(text)
    usual = "".join(map(word_key, bare))
    other = "".join(word_key(other_reading(word)) for word in bare)
    return distinct(key[: 2 * MAX_LETTERS] for key in (skeleton(text), usual, other))


def distinct(found: Iterable[str]) -> tuple[str, ...]:
    """Every term once, in the order met; empty ones left out."""
    met = dict.fromkeys(found)
    met.pop("", None)
    return tuple(met)
