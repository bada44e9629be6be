"""The clauses of names: every word must match, the surer the way it does the more it weighs.

Weights are constants, not statistics: the same name scores the same in any archive and in both
engines, and an exact spelling always stands before a sound-alike, that before a misspelling.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from indexing.names.matching import bare_words, script_of, word_key
from indexing.search.asked_words import AskedWord, asked_words, linking_words
from indexing.search.begun_names import begun_spellings
from indexing.search.clauses import Begins, Best, Leaf, Near, OneOf
from indexing.search.identifier_clauses import date_leaves
from indexing.search.terms import MAX_LETTERS, distinct, whole_keys

EXACT, WELDED, SPELLED, KEY, FUZZY = 100.0, 90.0, 95.0, 60.0, 30.0
NEAR, MISREAD, ALIKE = 40.0, 30.0, 1.0
PARENT, DOUBTFUL = 0.7, 0.55
WHOLE_NAME, PARTICLE, FILIATION = 50.0, 5.0, 40.0
WHOLE_KEY, WHOLE_NEAR = 200.0, 110.0
"""The person's own full name, in whatever script: it stands before the names of several people."""
PLACE, OFFICE = 40.0, 100.0

_SHORTEST_PLACE_KEY = 3
_SHORTEST_MISREAD = 3
MISREAD_SPELLINGS = 2
"""Spellings of the other script, commonest first, that an act may have with one letter misread."""
_SHORTEST_BEGUN_KEY = 3
_SHORTEST_ALIKE = 3
_MOST_NAMES, _MOST_KEYS = 7, 8
_NO_MONTHS: Mapping[str, str] = {}

Scope = tuple[tuple[str, float], ...]
"""Names of fields, without _words and _keys, each with the share of a weight that they earn."""

CHILD: Scope = (
    *(("given", 1.0), ("family", 1.0)),
    *(("given_other", DOUBTFUL), ("family_other", DOUBTFUL)),
)
FATHER: Scope = (("father", 1.0), ("father_other", DOUBTFUL), ("family", 0.5))
"""A father's full name: where his family name is not written, the child's stands for it."""

BOX: Scope = (
    *(("given", 1.0), ("family", 1.0), ("father", PARENT), ("mother", PARENT)),
    ("other", DOUBTFUL),
)


@dataclass(frozen=True, slots=True)
class NameClause:
    """How one word may match, and how it may besides where it is the only one that is so far off.

    Attributes:
        sure: the word, what it is in the other script, what sounds alike or is misspelt.
        misread: consonants one letter apart, in either script; () where that is not forgiven.
        joined: the same of the word and a neighbour, which then are misread as one.
    """

    sure: Best
    misread: Best = ()
    joined: Best = ()


def scope_of(role: str) -> Scope:
    """The fields of one role."""
    return ((role, 1.0), (f"{role}_other", DOUBTFUL))


def name_clauses(
    text: str,
    scope: Scope,
    fuzzy: bool,
    cross_script: bool,
    at_an_office: bool = False,
    whole: Best = (),
    months: Mapping[str, str] = _NO_MONTHS,
) -> tuple[list[NameClause], list[Best]]:
    """What must match and what only helps, for names in one scope of fields.

    ``whole`` is what the person's full name may be misread as, ``near_whole``'s.
    ``at_an_office`` says that an act's number and year stand beside them: the name of an office is
    then that office's, not a name that sounds like it.
    """
    words = asked_words(text, fuzzy, cross_script, months)
    must = [
        NameClause(
            _word(asked, scope, at_an_office and asked.office),
            *(((), ()) if at_an_office else _misread(asked, scope, whole)),
        )
        for asked in words
        if not asked.helps
    ]
    should: list[Best] = [
        tuple(OneOf(f"{field}_words", (word,), PARTICLE) for field, _ in scope)
        for word in linking_words(text)
    ]
    should += [_word(asked, scope, False) for asked in words if asked.helps]
    if scope is BOX:
        should += [_as_parent(asked) for asked in words if asked.parent]
    return must, should


def begun_clause(word: str, cross_script: bool) -> Best:
    """What must match for a word of the box that may go on: folded, of two letters at least."""
    leaves: list[Leaf] = [Begins("any_words", word), Begins("place_words", word)]
    if cross_script:
        if spelled := begun_spellings(word):
            leaves.append(OneOf("any_words", spelled))
        key, other = word_key(word), "fr" if script_of(word) == "ar" else "ar"
        if len(key) >= _SHORTEST_BEGUN_KEY:
            tagged = f"{other}:{key[:MAX_LETTERS]}"
            leaves += (Begins(f"{role}_keys", tagged) for role in ("given", "family"))
    return tuple(leaves)


def near_whole(keys: Sequence[str], weight: float) -> Best:
    """A person's full name, by its ``keys``, with one consonant taken for another."""
    return tuple(Near("whole_keys", key, 1, weight) for key in keys[:1])


def keys_of_all(names: str) -> tuple[str, ...]:
    """Keys of ``names`` as one person's given and family names, wherever one ends; 8 at most."""
    every = bare_words(names)
    parts = (
        (" ".join(every[:at]), " ".join(every[at:]))
        for at in range(1, min(len(every), _MOST_NAMES))
    )
    keys = (
        one + other
        for before, after in parts
        for one, other in product(whole_keys(before), whole_keys(after))
    )
    return distinct(keys)[:_MOST_KEYS]


def office_clauses(text: str) -> Iterator[Best]:
    """Every word of an office's name, as it stands or glued to its neighbour."""
    for asked in asked_words(" ".join(bare_words(text)), fuzzy=False, cross_script=False):
        yield (OneOf("offices", (asked.word, *asked.welded)),)


def _word(asked: AskedWord, scope: Scope, only_office: bool) -> Best:
    levels = [("words", (asked.word,), EXACT), ("words", asked.welded, WELDED)]
    if not only_office:
        levels.append(("words", asked.spelled, SPELLED))
        levels.append(("keys", _key_terms(asked), KEY))
    leaves: list[Leaf] = [
        OneOf(f"{field}_{terms}", values, _weight(weight * share))
        for field, share in scope
        for terms, values, weight in levels
        if values
    ]
    if asked.distance and not only_office:
        # One walk through all names is cheaper than one for each role.
        near = ("any",) if scope is BOX else (field for field, share in scope if share == 1)
        leaves += (Near(f"{one}_words", asked.word, asked.distance, FUZZY) for one in near)
    if scope is BOX:
        leaves += _places(asked, only_office)
    if asked.month:
        leaves += date_leaves((asked.month,))
    return tuple(leaves)


def _as_parent(asked: AskedWord) -> Best:
    """What a word after ben or bent counts besides where it is a parent's given name."""
    words = OneOf("father_words", (asked.word, *asked.welded, *asked.spelled), FILIATION)
    keys = _key_terms(asked)
    return (words, OneOf("father_keys", keys, FILIATION / 2)) if keys else (words,)


def _misread(asked: AskedWord, scope: Scope, whole: Best) -> tuple[Best, Best]:
    """What one letter taken for another leaves of a word: in what is asked, or in an act.

    The name that was meant, in the other script; the other script's spelling misread; or a key
    of which one consonant differs, whichever script it was read in.
    """
    if not asked.alike:
        return (), ()
    fields = [field for field, share in scope if share == 1]
    every = ["any"] if scope is BOX else fields
    leaves: list[Leaf] = []
    if len(asked.alike) >= _SHORTEST_ALIKE:
        leaves += (Near(f"{field}_keys", asked.alike, 1, ALIKE) for field in fields)
    elif len(asked.alike) > 1 and {"given", "family"} & {*fields}:
        # Half the short names there are differ in one letter: beside the other names, few.
        leaves += whole
    if asked.near:
        leaves += (OneOf(f"{field}_words", asked.near, NEAR) for field in fields)
    for name in asked.spelled[:MISREAD_SPELLINGS]:
        if len(name) >= _SHORTEST_MISREAD:
            leaves += (Near(f"{one}_words", name, 1, MISREAD) for one in every)
    joined = [Near(f"{field}_keys", one, 1, ALIKE) for one in asked.joined for field in fields]
    return tuple(leaves), tuple(joined)


def _places(asked: AskedWord, only_office: bool) -> Iterator[Leaf]:
    words = (asked.word, *asked.welded)
    if only_office:
        yield OneOf("offices", words, OFFICE)
        return
    yield OneOf("place_words", words, PLACE)
    yield OneOf("place_other_words", words, _weight(PLACE * DOUBTFUL))
    if keys := tuple(key for key in _key_terms(asked) if len(_bare(key)) >= _SHORTEST_PLACE_KEY):
        yield OneOf("place_keys", keys, FUZZY)


def _key_terms(asked: AskedWord) -> tuple[str, ...]:
    """Its keys as the index holds them: without their script where both scripts answer."""
    scripts = {key.partition(":")[0] for key in asked.keys}
    return tuple(dict.fromkeys(map(_bare, asked.keys))) if len(scripts) > 1 else asked.keys


def _bare(key: str) -> str:
    return key.rpartition(":")[2]


def _weight(weight: float) -> float:
    # Halves are exact in the engines' floats: a sum is the same in whatever order it is made.
    return round(2 * weight) / 2
