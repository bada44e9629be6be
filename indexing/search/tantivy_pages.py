"""One page of what tantivy finds, in an order that holds while acts are added.

tantivy breaks ties by where a document happens to lie. Here equal scores stand by ``tie``, a
number of the document's own. Of a group too large to look at whole, the least ties are found by
narrowing: the least of any sample bound those of the group, and a range of ties is one more filter.
"""

from dataclasses import dataclass

import tantivy

from indexing.search.clauses import AllOf, Best, Between, Order
from indexing.search.paging import LastRanked, LastSorted
from indexing.search.sort_keys import packed_numbers
from indexing.search.tantivy_queries import with_filters

_SAMPLE = 400
_GROWTH = 4


@dataclass(frozen=True, slots=True)
class Found:
    """One document: its score (0 where nothing is ranked), its place in the order, its address."""

    score: float
    key: int | str
    address: tantivy.DocAddress


class Pages:
    """Pages of the documents that match ``wanted`` as a searcher sees them."""

    def __init__(self, searcher: tantivy.Searcher, wanted: tantivy.Query, schema: tantivy.Schema):
        """Look for nothing yet."""
        self._searcher = searcher
        self._wanted = wanted
        self._schema = schema
        self._count: int | None = None

    def count(self) -> int:
        """How many documents match."""
        if self._count is None:
            # Counted by its field, nothing is scored.
            asked = {"n": {"value_count": {"field": "tie"}}}
            self._count = int(self._searcher.aggregate(self._wanted, asked)["n"]["value"])
        return self._count

    def page(self, order: Order, limit: int, last: LastRanked | LastSorted | None) -> list[Found]:
        """The first ``limit`` in ``order`` that come after ``last``."""
        if order is Order.SCORE:
            return self._ranked(limit, last if isinstance(last, LastRanked) else None)
        wanted = self._wanted
        if last is not None:
            wanted = with_filters(self._schema, wanted, (_from(last),))
        size = limit
        while True:
            found = self._searcher.search(
                wanted, size, count=False, order_by_field=order.value, order=tantivy.Order.Asc
            ).hits
            # Documents may share the numbers that the range is over: the text tells them apart.
            fresh = [Found(0.0, k, a) for k, a in found if _is_after(k, last)]
            if len(fresh) >= limit or len(found) < size:
                return fresh[:limit]
            size *= _GROWTH

    def _ranked(self, limit: int, last: LastRanked | None) -> list[Found]:
        if last is None:
            return self._best(limit, below=None)
        rest = self._least(last.score, limit, above=last.tie)
        return rest + self._best(limit - len(rest), below=last.score)

    def _best(self, limit: int, below: float | None) -> list[Found]:
        """The best of those that score less than ``below``."""
        if limit <= 0:
            return []
        size = max(_SAMPLE, limit)
        while True:
            found = self._searcher.search(self._wanted, size)
            self._count = int(found.count)  # type: ignore[attr-defined]  # its stub forgets it
            hits = found.hits
            lower = [hit for hit in hits if below is None or hit[0] < below]
            if len(lower) >= limit or len(hits) < size:
                break
            size *= _GROWTH
        if len(hits) < size or lower[-1][0] < lower[limit - 1][0]:
            return self._in_order(lower, limit)
        # The page ends in a group of equal score that was not seen whole.
        score = lower[limit - 1][0]
        higher = self._in_order([hit for hit in lower if hit[0] > score], limit)
        wanted = limit - len(higher)
        level = self._in_order([hit for hit in lower if hit[0] == score], wanted)
        return higher + self._least(score, wanted, above=-1, highest=int(level[-1].key))

    def _least(
        self, score: float, limit: int, above: int, highest: int | None = None
    ) -> list[Found]:
        """Those of one score with the least ties over ``above``, in order."""
        size = max(_SAMPLE, 2 * limit)
        while True:
            ties = (Between("tie", above + 1, highest),)
            narrowed = with_filters(self._schema, self._wanted, (ties,))
            hits = self._searcher.search(narrowed, size, count=False).hits
            same = [hit for hit in hits if hit[0] == score]
            level = self._in_order(same, limit)
            if len(hits) < size or hits[-1][0] < score:
                return level
            if len(same) > limit:
                highest = int(level[-1].key)
            else:
                size *= _GROWTH

    def _in_order(self, hits: list[tuple[float, tantivy.DocAddress]], limit: int) -> list[Found]:
        ties = self._searcher.fast_field_values("tie", [address for _, address in hits])
        lost = (-score for score, _ in hits)
        ordered = sorted(zip(lost, map(_number, ties), range(len(hits)), strict=True))
        return [Found(-lost, tie, hits[at][1]) for lost, tie, at in ordered[:limit]]


def _from(last: LastRanked | LastSorted) -> Best:
    if isinstance(last, LastRanked):
        return (Between("tie", last.tie + 1, None),)
    office, act = packed_numbers(last.by_reference)
    same = (Between("office_key", office, office), Between("act_key", act, None))
    return (Between("office_key", office + 1, None), AllOf(same))


def _is_after(key: int | str, last: LastRanked | LastSorted | None) -> bool:
    return not (isinstance(last, LastSorted) and str(key) <= last.by_reference)


def _number(tie: int | float | bool | None) -> int:
    return int(tie or 0)
