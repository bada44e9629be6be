"""Which words of a search that found nothing no act has at all."""

from collections.abc import Iterable
from dataclasses import replace

from indexing.names.matching import fold
from indexing.search.asked_text import asked_text
from indexing.search.index import ActIndex
from indexing.search.plan import printable
from indexing.search.request import SearchRequest

MOST_WORDS = 6
"""Words that are looked for one by one."""


def unknown_words(index: ActIndex, request: SearchRequest) -> tuple[str, ...]:
    """Words of the box that nobody and no place is called, where others are asked for beside."""
    names = asked_text(printable(request.text)).names.split()
    if not 2 <= len(names) <= MOST_WORDS:
        return ()
    alone = SearchRequest(
        fuzzy=request.fuzzy, cross_script=request.cross_script, limit=1, counted_to=0
    )
    found = (word for word in names if not index.search(replace(alone, text=word)).hits)
    unknown = tuple(dict.fromkeys(found))
    return unknown if len(unknown) < len(names) else ()


def without_words(text: str, words: Iterable[str]) -> str:
    """A text of the box without some of its words."""
    gone = {fold(word) for word in words}
    return " ".join(token for token in text.split() if fold(token) not in gone)
