"""A request as an engine-neutral plan: which terms must, may and how much.

Weights are constants, not statistics: the same name scores the same in any archive and in both
engines, and an exact spelling always stands before a sound-alike, that before a misspelling.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from archive.register import FIRST_YEAR, LAST_YEAR, ActNumber
from indexing.name_letters import other_reading
from indexing.name_units import spelling
from indexing.names import PARTICLES, bare_words, fold, script_of, word_key, words
from indexing.search.document import ROLES, is_articled, whole_name
from indexing.search.identifiers import Identifier, split_text
from indexing.search.request import SearchRequest

EXACT, WELDED, SPELLED, KEY, FUZZY = 100.0, 90.0, 60.0, 20.0, 4.0
PARENT, DOUBTFUL = 0.7, 0.55
WHOLE_NAME, PARTICLE, PLACE = 50.0, 5.0, 10.0
MAX_SPELLINGS = 8


@dataclass(frozen=True, slots=True)
class OneOf:
    """Documents whose ``field`` holds one of ``values`` score ``weight``."""

    field: str
    values: tuple[str, ...]
    weight: float = 0.0


@dataclass(frozen=True, slots=True)
class Near:
    """Documents whose ``field`` holds a term within ``distance`` edits of ``value``."""

    field: str
    value: str
    distance: int
    weight: float


@dataclass(frozen=True, slots=True)
class Between:
    """Documents whose whole-number ``field`` lies between ``low`` and ``high``, both included."""

    field: str
    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class AllOf:
    """Documents that match every clause."""

    clauses: tuple["Leaf", ...]


Leaf = OneOf | Near | Between | AllOf
Best = tuple[Leaf, ...]
"""Alternatives: one must match, the best one counts."""


@dataclass(frozen=True, slots=True)
class Plan:
    """``filters`` hold without scoring, ``must`` holds and scores, ``should`` only scores."""

    filters: tuple[Best, ...] = ()
    must: tuple[Best, ...] = ()
    should: tuple[Best, ...] = ()


def plan(request: SearchRequest) -> Plan:
    """The plan of a request; an empty one has no clauses and matches every document."""
    identifiers, text = split_text(request.text)
    asked = [(role, getattr(request, role)) for role in ROLES]
    named = [(words_of, _roles(role)) for role, words_of in asked if words_of.strip()]
    if text:
        named.append((text, _roles(None)))
    must: list[Best] = []
    should: list[Best] = []
    for written, roles in named:
        wanted, helpful = _name_clauses(written, roles, request)
        must += wanted
        should += helpful
    if text or (request.given and request.family):
        whole = whole_name(text or f"{request.given} {request.family}")
        should.append((OneOf("whole", (whole,), WHOLE_NAME),))
    filters = (*_filters(request), *(_identifier(found) for found in identifiers))
    return Plan(filters, tuple(must), tuple(should))


def _roles(role: str | None) -> tuple[tuple[str, float], ...]:
    if role is not None:
        return ((role, 1.0),)
    return (("given", 1.0), ("family", 1.0), ("father", PARENT), ("mother", PARENT))


def _filters(request: SearchRequest) -> Iterable[Best]:
    if request.year_from is not None or request.year_to is not None:
        yield (Between("year", request.year_from, request.year_to),)
    for name in ("office_code", "kind", "sex", "state", "type", "page"):
        value = getattr(request, name)
        if value is not None:
            yield (OneOf(name, (value,)),)
    if request.act_number is not None:
        yield (OneOf("number", (str(ActNumber.parse(request.act_number)),)),)


def _identifier(found: Identifier) -> Best:
    every: list[Leaf] = [OneOf(name, (value,)) for name, value in found.exact if name != "year"]
    years = [int(value) for name, value in found.exact if name == "year"]
    every += [Between("year", year, year) for year in years if FIRST_YEAR <= year <= LAST_YEAR]
    return tuple(every) if found.any_of else (AllOf(tuple(every)),)


def _name_clauses(
    text: str, roles: tuple[tuple[str, float], ...], request: SearchRequest
) -> tuple[list[Best], list[Best]]:
    bare = bare_words(text)
    names = [word for word in bare if word not in PARTICLES] or list(bare)
    must: list[Best] = []
    should: list[Best] = []
    for place, word in enumerate(bare):
        before = bare[place - 1] if place else ""
        after = bare[place + 1] if place + 1 < len(bare) else ""
        if word in names:
            must.append(_word_clause(word, (before, after), roles, request))
    for word in words(text):
        if word not in names:
            leaves = (OneOf(f"{role}_words", (word,), PARTICLE) for role, _ in roles)
            should.append(tuple(leaves))
    return must, should


def _word_clause(
    word: str,
    around: tuple[str, str],
    roles: tuple[tuple[str, float], ...],
    request: SearchRequest,
) -> Best:
    before, after = around
    welded = tuple(w for w in (before + word, word + after) if w != word)
    if is_articled(word):
        welded += (word[2:],)
    levels: list[tuple[str, tuple[str, ...], float]] = [
        ("words", (word,), EXACT),
        ("words", welded, WELDED),
    ]
    if request.cross_script:
        levels.append(("words", _spellings(word, before, after), SPELLED))
    levels.append(("keys", _key_terms(word, before, after, request), KEY))
    leaves: list[Leaf] = []
    for role, factor in roles:
        for name, values, weight in levels:
            if values:
                leaves.append(OneOf(f"{role}_{name}", values, weight * factor))
                leaves.append(OneOf(f"{role}_other_{name}", values, weight * factor * DOUBTFUL))
        if request.fuzzy and (distance := _edits(word)):
            leaves.append(Near(f"{role}_words", word, distance, FUZZY * factor))
    if len(roles) > 1:
        leaves.append(OneOf("places", (word, *welded), PLACE))
    return tuple(leaves)


def _spellings(word: str, before: str, after: str) -> tuple[str, ...]:
    """One-word spellings of the other script that the name table gives for word or weld."""
    asked = (word, f"{before} {word}" if before else "", f"{word} {after}" if after else "")
    found = (fold(other) for name in asked if name for other in _known_spellings(name))
    return tuple(dict.fromkeys(other for other in found if " " not in other))[:MAX_SPELLINGS]


@lru_cache(maxsize=4096)
def _known_spellings(name: str) -> tuple[str, ...]:
    return spelling(name)


def _key_terms(word: str, before: str, after: str, request: SearchRequest) -> tuple[str, ...]:
    own = script_of(word)
    scripts = [own] if request.fuzzy else []
    if request.cross_script:
        scripts.append("fr" if own == "ar" else "ar")
    key = word_key(word)
    runs = (key, word_key(before) + key if before else "", key + word_key(after) if after else "")
    keys = dict.fromkeys(run for run in (*runs, word_key(other_reading(word))) if run)
    return tuple(f"{script}:{run}" for script in scripts for run in keys)


def _edits(word: str) -> int:
    """Edits forgiven in a word: none below 4 letters, one below 7, else two; none with digits."""
    if any(letter.isdigit() for letter in word):
        return 0
    return (len(word) > 3) + (len(word) > 6)
