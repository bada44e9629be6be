"""Offices by the names people give them: in either script, in use now or before, of the town."""

from collections.abc import Iterable, Iterator
from functools import cache

from archive.offices import Office, all_offices, office
from indexing.names.matching import ARTICLES, words
from indexing.search.terms import words_of

_LONGEST_NAME, _SHORTEST_IN = 6, 3


@cache
def office_terms(code: str) -> tuple[str, ...]:
    """Word terms of every name of an office and, for an arrondissement, of its city."""
    return words_of(_names(code))


def office_words(text: tuple[str, ...]) -> frozenset[int]:
    """Places in ``text``, folded words, where a whole name of an office stands."""
    known = _known()
    found: set[int] = set()
    for start in range(len(text)):
        for end in range(start + 1, min(start + _LONGEST_NAME, len(text)) + 1):
            if _bare(text[start:end]) in known:
                found.update(range(start, end))
    return frozenset(found)


def without_in(word: str) -> str:
    """A folded Arabic word without the preposition welded to it: بفاس, بالرباط; else the word."""
    return word[1:] if len(word) > _SHORTEST_IN and word[0] == "ب" else word


def _names(code: str) -> Iterator[str]:
    for found in (office(code), _city(code)):
        if found is not None:
            yield from (found.name_fr, found.name_ar, *found.aliases)


def _city(code: str) -> Office | None:
    """The city of an arrondissement: census codes end it with .0."""
    commune = code.partition("-")[0]
    return office(f"{commune.rpartition('.')[0]}.0")


@cache
def _known() -> frozenset[str]:
    names = (name for one in all_offices() for name in (one.name_fr, one.name_ar, *one.aliases))
    return frozenset(_bare(words(name)) for name in names) - {""}


def _bare(text: Iterable[str]) -> str:
    return " ".join(word for word in text if word not in ARTICLES)
