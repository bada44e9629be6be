"""Forms that nobody filled in: printed words that a reader takes for an act's labels, no values."""

from collections.abc import Sequence

from indexing.acts.reading import DecodedAct

_SURE_VALUE = 0.5
_VALUES = 6
# What any printed text seems to tell.
_TELLS_NOTHING = ("act_number", "year", "sex")


def unfilled(
    acts: Sequence[DecodedAct], doubted: frozenset[str], clear: frozenset[str]
) -> list[bool]:
    """For each act, whether it is a form nobody filled in: no number and next to no value.

    A page where one act shows more keeps all of its acts, however little they tell. On pages
    ``doubted``, whose writing is none that could be read, a number counts for nothing. On pages
    neither doubted nor ``clear`` values may stand that were not read.
    """
    pages = [page_of(act) for act in acts]
    told = [
        _tells_something(act, page not in doubted) for act, page in zip(acts, pages, strict=True)
    ]
    filled = {page for page, enough in zip(pages, told, strict=True) if enough}
    return [page not in filled and page in doubted | clear for page in pages]


def page_of(act: DecodedAct) -> str:
    """Name of the page where the act ends: what runs over stands at the top of it."""
    return act.reading.entry.places[-1][0]


def _tells_something(act: DecodedAct, by_number: bool) -> bool:
    if by_number and act.number.number is not None and not act.number.inferred:
        return True
    values = [
        field
        for name, field in act.fields.items()
        if name not in _TELLS_NOTHING and field.value and field.confidence >= _SURE_VALUE
    ]
    return len(values) >= _VALUES
