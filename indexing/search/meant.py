"""What may have been meant by names that no act writes: others that acts do write.

What is proposed is spelled as one act found spells it, so each name exists and the search proposed
finds that act. Numbers, dates and offices' codes are never touched.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from rapidfuzz.distance import OSA

from indexing.names.matching import fold, script_of
from indexing.search.highlights import Highlight, How, asked_of, highlights
from indexing.search.index import ActIndex, Hit, SearchResults
from indexing.search.request import SearchRequest

_LOOKED_AT = 10
_GOES_ON = re.compile(
    r"(?:(?<=abd)|(?<=عبد))\s+(?:[ae]l\s+)?\S+|\s+(?:الله|[ae]ll?ah)(?!\w)", re.IGNORECASE
)
_SERVANT = re.compile(r"(?<!\w)\w*(?:عبد|abd)(?:\s+[ae]l)?\s+$", re.IGNORECASE)


def did_you_mean(
    index: ActIndex, request: SearchRequest, results: SearchResults
) -> Mapping[str, str]:
    """Criteria of ``request`` as they may have been meant; empty where nothing is proposed.

    Where exact names found nothing, what similar ones would find is looked at.
    """
    if request.unfinished or request.after is not None:
        return {}
    if results.hits or request.fuzzy:
        meant = proposed(request, results.hits)
    else:
        similar = replace(request, fuzzy=True, limit=_LOOKED_AT, facets=False, counted_to=0)
        meant = proposed(similar, index.search(similar).hits)
    if not meant:
        return {}
    changed: dict[str, Any] = {**meant, "limit": 1, "facets": False, "counted_to": 0}
    return meant if index.search(replace(request, **changed)).hits else {}


def proposed(request: SearchRequest, hits: Sequence[Hit]) -> Mapping[str, str]:
    """``did_you_mean`` of the hits at hand: the spellings of the one that is nearest as a whole.

    Nothing, where a hit has every word as asked, or writes it in the other script only.
    """
    found = (_as_spelled(request, hit) for hit in hits)
    spelled = [changes for changes in found if changes is not None]
    if not spelled or not all(changes for changes in spelled):
        return {}
    often = Counter(frozenset(changes) for changes in spelled)
    nearest = min(spelled, key=lambda one: (_edits(one), -often[frozenset(one)], sorted(one)))
    meant: dict[str, str] = {}
    for criterion, word, name in nearest:
        text = meant.get(criterion, str(getattr(request, criterion)))
        meant[criterion] = _replaced(text, word, name)
    return meant


Change = tuple[str, str, str]
"""Criterion, the folded word asked, and the name instead of it."""


def _as_spelled(request: SearchRequest, hit: Hit) -> tuple[Change, ...] | None:
    """The words that a hit writes in the same script but another way.

    None where one of them is too far from what was asked to have been meant.
    """
    marks = highlights(request, hit)
    changes = []
    for criterion, words in asked_of(request).items():
        for asked in words:
            same = [one for one in marks if (one.criterion, one.word) == (criterion, asked.word)]
            names = [_name(hit, one) for one in same]
            names = [name for name in names if script_of(name) == script_of(asked.word)]
            if names and all(one.how is not How.EXACT for one in same):
                nearest = min(names, key=lambda name: OSA.distance(asked.word, fold(name)))
                if not _is_near(asked.word, fold(nearest)):
                    return None
                changes.append((criterion, asked.word, nearest))
    return tuple(changes)


def _is_near(word: str, name: str) -> bool:
    """Whether a name may have been meant by a word: a third of its letters may differ."""
    return OSA.distance(word, name.replace(" ", "")) <= max(1, (len(word) + 1) // 3)


def _edits(changes: tuple[Change, ...]) -> int:
    return sum(OSA.distance(word, fold(name)) for _, word, name in changes)


def _name(hit: Hit, mark: Highlight) -> str:
    """The name that was marked, whole: عبد and الله are no names by themselves."""
    text = str(getattr(hit, mark.shown)[mark.at])
    following = _GOES_ON.match(text, mark.end)
    before = _SERVANT.search(text, 0, mark.start)
    start = before.start() if before else mark.start
    return text[start : following.end() if following else mark.end]


def _replaced(text: str, word: str, name: str) -> str:
    tokens = text.split()
    return " ".join(name if word in fold(token).split() else token for token in tokens)
