"""What may have been meant by names that no act writes: others that acts do write.

Only names that a hit shows are proposed, so each of them exists; numbers, dates and places' codes
are never touched.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from indexing.names import fold
from indexing.search.highlights import Highlight, How, asked_of, highlights
from indexing.search.index import ActIndex, Hit, SearchResults
from indexing.search.request import SearchRequest

_LOOKED_AT = 10


def did_you_mean(
    index: ActIndex, request: SearchRequest, results: SearchResults
) -> Mapping[str, str]:
    """Criteria of ``request`` as they may have been meant; empty where nothing is proposed.

    Where exact names found nothing, what similar ones would find is looked at.
    """
    if request.unfinished or request.after is not None:
        return {}
    if results.hits or request.fuzzy:
        return proposed(request, results.hits)
    similar = replace(request, fuzzy=True, limit=_LOOKED_AT, facets=False, counted_to=0)
    return proposed(similar, index.search(similar).hits)


def proposed(request: SearchRequest, hits: Sequence[Hit]) -> Mapping[str, str]:
    """``did_you_mean`` of the hits at hand: words that all of them spell another way."""
    marks = [(hit, mark) for hit in hits for mark in highlights(request, hit)]
    meant: dict[str, str] = {}
    for criterion, words in asked_of(request).items():
        text = str(getattr(request, criterion))
        changed = text
        for asked in words:
            of_word = [(h, m) for h, m in marks if (m.criterion, m.word) == (criterion, asked.word)]
            if name := _instead(of_word):
                changed = _replaced(changed, asked.word, name)
        if changed != text:
            meant[criterion] = changed
    return meant


def _instead(marks: Sequence[tuple[Hit, Highlight]]) -> str | None:
    """The spelling that most hits have, None where one of them has the word as it was asked."""
    same = [(hit, mark) for hit, mark in marks if mark.how is not How.OTHER_SCRIPT]
    if not same or any(mark.how is How.EXACT for _, mark in same):
        return None
    names = (str(getattr(hit, mark.shown)[mark.at])[mark.start : mark.end] for hit, mark in same)
    spelled = Counter(names)
    return min(spelled, key=lambda name: (-spelled[name], name))


def _replaced(text: str, word: str, name: str) -> str:
    tokens = text.split()
    return " ".join(name if word in fold(token).split() else token for token in tokens)
