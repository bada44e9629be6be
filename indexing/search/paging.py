"""Where a page of results ends, as text that asks for the next page."""

import json
from dataclasses import dataclass

from indexing.errors import SearchInvalid
from indexing.search.clauses import Order
from indexing.search.sort_keys import packed_numbers

_LONGEST = 1000
_MOST = 2**62


@dataclass(frozen=True, slots=True)
class LastRanked:
    """The last hit of a page: its score, 0 where nothing is ranked, and its ``tie``."""

    score: float
    tie: int

    def __str__(self) -> str:
        return json.dumps([self.score, self.tie])


@dataclass(frozen=True, slots=True)
class LastSorted:
    """The last hit of a page sorted by reference: its key."""

    by_reference: str

    def __str__(self) -> str:
        return json.dumps([self.by_reference])


def last_of(order: Order, after: str | None) -> LastRanked | LastSorted | None:
    """What ``after`` says of a page in ``order``, None for the first one.

    Raises:
        SearchInvalid: no search in that order gave it.
    """
    match _listed(after):
        case None:
            return None
        case [int() | float() as score, int() as tie] if order is not Order.REFERENCE:
            # Compared before it is a float: a whole number may be larger than any.
            if -_MOST < score < _MOST and 0 <= tie < _MOST:
                return LastRanked(float(score), tie)
        case [str() as key] if order is Order.REFERENCE:
            try:
                numbers = packed_numbers(key)
            except ValueError as error:
                raise _unknown(after) from error
            if max(numbers) < _MOST:
                return LastSorted(key)
    raise _unknown(after)


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
