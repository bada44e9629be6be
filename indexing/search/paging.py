"""Where a page of results ends, as text that asks for the next page of the same search."""

import json
from dataclasses import dataclass, fields
from hashlib import blake2b

from indexing.errors import SearchInvalid
from indexing.search.clauses import Order
from indexing.search.request import SearchRequest
from indexing.search.sort_keys import packed_numbers

_LONGEST = 1000
_MOST = 2**62
_SHOWING = ("limit", "after", "facets", "counted_to")
"""What may change from page to page of one search."""

_ASKED = tuple(one.name for one in fields(SearchRequest) if one.name not in _SHOWING)


@dataclass(frozen=True, slots=True)
class LastRanked:
    """The last hit of a page: its score, 0 where nothing is ranked, and its ``tie``."""

    score: float
    tie: int


@dataclass(frozen=True, slots=True)
class LastSorted:
    """The last hit of a page sorted by reference: its key."""

    by_reference: str


def following(last: LastRanked | LastSorted, request: SearchRequest) -> str:
    """What asks for the page after ``last`` of a search: its end and a digest of the search."""
    end = [last.by_reference] if isinstance(last, LastSorted) else [last.score, last.tie]
    return json.dumps([*end, _digest(request)])


def last_of(order: Order, request: SearchRequest) -> LastRanked | LastSorted | None:
    """What ``request.after`` says of a page in ``order``, None for the first one.

    Raises:
        SearchInvalid: no search in that order gave it, or a search for something else did.
    """
    after = request.after
    match _listed(after):
        case None:
            return None
        case [*_, str() as digest] if digest != _digest(request):
            message = "after is of a search for something else: start again"
            raise SearchInvalid("after_of_another", message)
        case [int() | float() as score, int() as tie, _] if order is not Order.REFERENCE:
            # Compared before it is a float: a whole number may be larger than any.
            if -_MOST < score < _MOST and 0 <= tie < _MOST:
                return LastRanked(float(score), tie)
        case [str() as key, _] if order is Order.REFERENCE:
            try:
                numbers = packed_numbers(key)
            except ValueError as error:
                raise _unknown(after) from error
            if max(numbers) < _MOST:
                return LastSorted(key)
    raise _unknown(after)


def _digest(request: SearchRequest) -> str:
    asked = repr([getattr(request, name) for name in _ASKED])
    return blake2b(asked.encode("utf-8", "replace"), digest_size=6).hexdigest()


def _listed(after: str | None) -> object:
    if after is None:
        return None
    if len(after) > _LONGEST:
        raise _unknown(after)
    try:
        return json.loads(after) or ()
    except (ValueError, RecursionError) as error:
        raise _unknown(after) from error


def _unknown(after: str | None) -> SearchInvalid:
    told = repr(after)[:80]
    return SearchInvalid("after_invalid", f"{told} does not continue this search: start again")
