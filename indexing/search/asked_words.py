"""The words of a question, each with every form under which an act may hold it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from indexing.names.letters import other_reading
from indexing.names.matching import (
    HONORIFICS,
    PARTICLES,
    bare_words,
    fold,
    is_alias,
    script_of,
    skeleton,
    word_key,
    words,
)
from indexing.names.units import KINDS, closest, knows, spelling
from indexing.search.named_offices import office_words, without_in
from indexing.search.said_relations import helping_at, parents_at
from indexing.search.terms import MAX_LETTERS, is_articled
from indexing.search.typed_words import OFFICE_WORDS

MAX_SPELLINGS = 8
MAX_WORDS = 16
_NO_MONTHS: Mapping[str, str] = {}
_SHORTEST_NEAR = 3

# Before a name bare_words takes a title off; الحاج and Haj within one are names themselves.
_TITLES = HONORIFICS - {"haj", "hadj", "hajj", "hajja", "الحاج", "الحاجه"}

LINKING = (
    PARTICLES
    | _TITLES
    | OFFICE_WORDS
    | frozenset(
        (
            *("ne", "nee", "en", "a", "de", "du", "le", "la", "et", "fils", "fille", "bt", "b"),
            *("m", "mr", "monsieur", "mme", "madame", "mlle", "mademoiselle", "dr", "docteur"),
            *("decede", "decedee", "douar", "دوار", "متوفي", "المتوفي", "المتوفاه", "توفي"),
            *("الدكتور", "الابن", "البنت", "الطفل", "الطفله"),
            *("ep", "epx", "epouse", "veuve", "vve", "dit", "dite", "feu", "feue"),
            *("في", "من", "المولود", "المولوده", "المزداد", "المزداده"),
            *("السيد", "السيده", "الانسه", "زوجه", "ارمله"),
            *("المدعو", "المدعوه", "المرحوم", "المرحومه"),
        )
    )
)
"""Folded words that stand between names: they may help, but need not be in the act."""


@dataclass(frozen=True, slots=True)
class AskedWord:
    """One word that must match.

    Attributes:
        word: folded. welded: the same glued to a neighbour, or without its Arabic article.
        spelled: spellings of the other script that the name table knows.
        near: the same of the names that a word which no table knows is one letter from.
        keys: skeleton keys that answer for it, each after its script, its own first.
        alike: its key without script, from which one consonant may differ in either script; ""
            where that is not forgiven. joined: the same of it and a neighbour that may be one name.
        distance: edits forgiven, 0 to 2.
        office: whether it is part of an office's whole name, "بفاس" of فاس too.
        helps: whether it need not match: a title, or a grandparent's name.
        parent: whether it stands after ben, bent, fils de: a parent's name, or part of a family's.
        month: the month of a year that it may be instead of a name, "" for none.
    """

    word: str
    welded: tuple[str, ...]
    spelled: tuple[str, ...]
    near: tuple[str, ...]
    keys: tuple[str, ...]
    alike: str
    joined: tuple[str, ...]
    distance: int
    office: bool
    helps: bool = False
    parent: bool = False
    month: str = ""


def asked_words(
    text: str, fuzzy: bool, cross_script: bool, months: Mapping[str, str] = _NO_MONTHS
) -> tuple[AskedWord, ...]:
    """The words of ``text`` that count; of linking words alone, all of them.

    ``months`` tells which folded words may be a month instead.
    """
    bare = _bounded(bare_words(text))
    plain = tuple(without_in(word) for word in bare)
    offices, inside = office_words(bare), office_words(plain)
    telling = [at for at, word in enumerate(bare) if word not in LINKING] or range(len(bare))
    parents = parents_at(bare)
    helping = helping_at(bare, telling, parents)
    found = []
    for at in telling:
        word = bare[at]
        around = (bare[at - 1] if at else "", bare[at + 1] if at + 1 < len(bare) else "")
        asked = _asked(word, around, at in offices, (fuzzy, cross_script))
        if at > 1 and {bare[at - 2], bare[at - 1]} <= PARTICLES:
            asked = _with_all_before(asked, bare[at - 2 : at + 1])
        if at in inside and plain[at] != word:
            asked = replace(asked, welded=(*asked.welded, plain[at]), office=True)
        if word in months:
            asked = replace(asked, near=(), alike="", joined=(), distance=0, month=months[word])
        found.append(replace(asked, helps=at in helping, parent=at in parents[:1]))
    return tuple(found)


def linking_words(text: str) -> tuple[str, ...]:
    """The words of ``text`` that need not match, unless there are no others."""
    every = _bounded(words(text))
    telling = [word for word in every if word not in LINKING]
    return tuple(word for word in every if word in LINKING) if telling else ()


def edits(word: str) -> int:
    """Edits forgiven in a word: none below 4 letters, one below 7, else two; none with digits."""
    if any(letter.isdigit() for letter in word) or len(word) >= MAX_LETTERS:
        return 0
    return (len(word) > 3) + (len(word) > 6)


def _bounded(text: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word[:MAX_LETTERS] for word in text[:MAX_WORDS])


def _asked(
    word: str, around: tuple[str, str], office: bool, switches: tuple[bool, bool]
) -> AskedWord:
    (before, after), (fuzzy, cross_script) = around, switches
    welded = tuple(weld for weld in (before + word, word + after) if weld != word)
    # With one script alone, a key after its script is one letter from the other script's.
    misread = fuzzy and cross_script and not any(letter.isdigit() for letter in word)
    alike = word_key(word)[:MAX_LETTERS] if misread else ""
    plain = (word[2:],) if is_articled(word) else ()
    return AskedWord(
        word=word,
        welded=welded + plain,
        spelled=_spellings(word, before, after) if cross_script else (),
        near=_near_spellings(word) if misread else (),
        keys=_keys(word, before, after, _scripts(word, fuzzy, cross_script)),
        alike=alike,
        joined=_joined(before, word) + _joined(word, after) if alike else (),
        distance=edits(word) if fuzzy else 0,
        office=office,
    )


def _scripts(word: str, fuzzy: bool, cross_script: bool) -> tuple[str, ...]:
    own = script_of(word)
    other = "fr" if own == "ar" else "ar"
    return ((own,) if fuzzy else ()) + ((other,) if cross_script else ())


def _with_all_before(asked: AskedWord, run: tuple[str, ...]) -> AskedWord:
    """The same glued to both particles before it: Ait Ben Haddou as Aitbenhaddou."""
    key = "".join(map(word_key, run))[:MAX_LETTERS]
    scripts = dict.fromkeys(key.partition(":")[0] for key in asked.keys)
    return replace(
        asked,
        welded=(*asked.welded, "".join(run)[:MAX_LETTERS]),
        keys=(*asked.keys, *(f"{script}:{key}" for script in scripts)),
    )


def _keys(word: str, before: str, after: str, scripts: Iterable[str]) -> tuple[str, ...]:
    key = word_key(word)
    runs = (key, word_key(before) + key if before else "", key + word_key(after) if after else "")
    pairs = (f"{before} {word}", f"{word} {after}")
    known = (skeleton(pair) for pair in pairs if is_alias(pair))
    every = (*runs, word_key(other_reading(word)), *known)
    keys = dict.fromkeys(run[:MAX_LETTERS] for run in every if run)
    return tuple(f"{script}:{run}" for script in scripts for run in keys)


def _joined(word: str, after: str) -> tuple[str, ...]:
    """The key of a name like عبد الحق, بدر الدين or Abdel Hak that the other script may weld."""
    compound = is_articled(after) or (after and word.startswith(("abd", "عبد")))
    return ((word_key(word) + word_key(after))[:MAX_LETTERS],) if word and compound else ()


def _spellings(word: str, before: str, after: str) -> tuple[str, ...]:
    """One-word spellings of the other script that the name table gives for word or weld."""
    asked = (word, f"{before} {word}" if before else "", f"{word} {after}" if after else "")
    found = (fold(other) for name in asked if name for other in _known_spellings(name))
    return tuple(dict.fromkeys(other for other in found if " " not in other))[:MAX_SPELLINGS]


@lru_cache(maxsize=4096)
def _near_spellings(word: str) -> tuple[str, ...]:
    """Of the commonest names one letter away from a word that is none itself."""
    if len(word) < _SHORTEST_NEAR or any(knows(word, kind) for kind in KINDS):
        return ()
    script, least = script_of(word), 1 - 1 / len(word)
    other = "fr" if script == "ar" else "ar"
    found = [one for kind in KINDS for one, _ in closest(word, script, kind, MAX_SPELLINGS, least)]
    spelled = dict.fromkeys(fold(one.text(other)) for one in found)
    return tuple(name for name in spelled if " " not in name)[:MAX_SPELLINGS]


@lru_cache(maxsize=4096)
def _known_spellings(name: str) -> tuple[str, ...]:
    return spelling(name)
