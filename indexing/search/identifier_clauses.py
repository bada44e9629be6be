"""The clauses of identifiers: exact, other readings after what the archive holds."""

from collections.abc import Mapping, Sequence

from indexing.search.clauses import AllOf, Begins, Best, Between, Leaf, OneOf
from indexing.search.identifiers import Identifier
from indexing.search.typed_begun import years_begun

DATE, CONVERTED, OTHER_DATE = 10.0, 8.0, 5.5
NUMBER, YEAR, OTHER_YEAR = 12.0, 6.0, 3.5
SEX, OTHER_SEX = 4.0, 2.5


def date_leaves(dates: Sequence[str]) -> tuple[OneOf, ...]:
    """Days, months or years as an act writes them, in the other calendar, or may write them."""
    values = tuple(dates)
    return (
        OneOf("dates", values, DATE),
        OneOf("converted_dates", values, CONVERTED),
        OneOf("other_dates", values, OTHER_DATE),
    )


def identifier_clause(found: Identifier, doubtful: bool = False) -> Best:
    """What an identifier asks for; weights count where anything is ranked.

    ``doubtful`` lets another reading of an act's number match too.
    """
    by_field: dict[str, tuple[str, ...]] = {}
    for name, value in found.exact:
        by_field[name] = (*by_field.get(name, ()), value)
    years = [(int(year), int(year)) for year in by_field.pop("year", ())]
    years += [span for begun in by_field.pop("year_begins", ()) for span in years_begun(begun)]
    if found.any_of or len(found.exact) == 1:
        leaves = (leaf for name in by_field for leaf in _leaves(name, by_field[name]))
        return (*leaves, *(Between("year", first, last) for first, last in years))
    every = _each(by_field, years)
    if doubtful and "number" in by_field:
        by_field["other_numbers"] = by_field.pop("number")
        every += _each(by_field, years)
    return tuple(AllOf(tuple(leaves)) for leaves in every)


def sex_clause(sex: str) -> Best:
    """A sex as the archive holds it, or as a doubtful field may say."""
    return (OneOf("sex", (sex,), SEX), OneOf("other_sexes", (sex,), OTHER_SEX))


def is_ranked(found: Identifier) -> bool:
    """Whether what an identifier finds has an order of its own: dates, or a number or a year."""
    fields = {name for name, _ in found.exact}
    return "dates" in fields or {"number", "years"} <= fields


def _each(
    by_field: Mapping[str, tuple[str, ...]], years: Sequence[tuple[int, int]]
) -> list[list[Leaf]]:
    """All that must hold together, for each of the years."""
    leaves: list[Leaf] = [OneOf(name, values) for name, values in by_field.items()]
    return [[*leaves, Between("year", first, last)] for first, last in years] or [leaves]


def _leaves(name: str, values: tuple[str, ...]) -> tuple[Leaf, ...]:
    if name == "dates":
        return date_leaves(values)
    if name == "years":
        return (OneOf("years", values, YEAR), OneOf("other_dates", values, OTHER_YEAR))
    if name == "office_begins":
        (begins,) = values
        return (Begins("office_code", begins), OneOf("office_code", (begins.rstrip("."),)))
    return (OneOf(name, values, NUMBER),)
