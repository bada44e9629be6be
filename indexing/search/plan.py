"""A request as an engine-neutral plan: which terms must, may and how much.

However long or odd a request is, it has a bounded number of clauses: 16 names and 8 identifiers.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import combinations

from archive.register import LAST_YEAR, ActNumber
from indexing.names.matching import words
from indexing.search.asked_words import MAX_WORDS
from indexing.search.clauses import AllOf, Begins, Best, Between, Leaf, Near, OneOf, Order, Plan
from indexing.search.event_days import asked_days
from indexing.search.identifiers import Identifier, is_office_code, split_text
from indexing.search.name_clauses import (
    ALIKE,
    BOX,
    CHILD,
    WHOLE_KEY,
    WHOLE_NAME,
    WHOLE_NEAR,
    NameClause,
    Scope,
    begun_clause,
    keys_of_all,
    name_clauses,
    near_whole,
    office_clauses,
    scope_of,
)
from indexing.search.request import SearchRequest
from indexing.search.terms import whole_name

__all__ = ["AllOf", "Begins", "Best", "Between", "Leaf", "Near", "OneOf", "Order", "Plan", "plan"]

MAX_TEXT = 20_000
MAX_NAME = 1000
"""Letters that are looked at of a text, and of a name or place asked for by itself."""

MAX_MISREAD_AMONG = 4
"""Most words asked for of which one may be misread beyond what its spelling forgives."""

SHORTEST_BEGUN = 2
DATE, OTHER_DATE = 10.0, 5.5

_SCOPES: tuple[tuple[str, Scope], ...] = (
    *((role, scope_of(role)) for role in ("given", "family")),
    ("child", CHILD),
    *((role, scope_of(role)) for role in ("father", "mother", "place")),
)


def plan(request: SearchRequest) -> Plan:
    """The plan of a request; an empty one has no clauses and matches every document."""
    identifiers, text = split_text(printable(request.text))
    names: list[NameClause] = []
    should: list[Best] = []
    begun = ""
    if request.unfinished:
        text, begun = last_word(text, printable(request.text))
    full = _full_name(text, request)
    keys = keys_of_all(full) if request.cross_script else ()
    whole = near_whole(keys, ALIKE) if request.fuzzy else ()
    in_act = any(found.names_an_act for found in identifiers)
    named = [(printable(getattr(request, name))[:MAX_NAME], scope) for name, scope in _SCOPES]
    for written, scope in (*named, (text, BOX)):
        if written.strip():
            at_an_office = in_act and scope is BOX
            wanted, helpful = name_clauses(
                written, scope, request.fuzzy, request.cross_script, at_an_office, whole
            )
            names += wanted[: MAX_WORDS - len(names)]
            should += helpful
    if name := whole_name(full):
        should.append((OneOf("whole", (name,), WHOLE_NAME),))
    if keys:
        near = near_whole(keys, WHOLE_NEAR) if request.fuzzy else ()
        should.append((OneOf("whole_keys", keys, WHOLE_KEY), *near))
    must, filters = _one_misread(names)
    must += [_date(found) for found in identifiers if _is_date(found)]
    filters += [_identifier(found) for found in identifiers if not _is_date(found)]
    filters += _filters(request)
    if request.unfinished:
        # A sample drawn unranked costs a tenth, and what is common shows often in it.
        must += [begun_clause(begun, request.cross_script)] if begun else []
        return Plan((*filters, *must), order=Order.TIE)
    by_score = request.sort == "relevance" and (must or should)
    order = Order.SCORE if by_score else Order.REFERENCE
    return Plan(tuple(filters), tuple(must), tuple(should), order)


def printable(text: str) -> str:
    """``text`` as far as it is looked at, halves of characters made question marks."""
    return text[:MAX_TEXT].encode("utf-8", "replace").decode("utf-8")


def last_word(text: str, written: str) -> tuple[str, str]:
    """The names before the last word of ``written`` and that word folded, as far as it may go on.

    It does not, and is "", where it is too short, a number, or followed by a space.
    """
    head, _, last = text.rpartition(" ")
    folded = words(last)
    if not folded or not written.endswith(last) or len(folded[-1]) < SHORTEST_BEGUN:
        return text, ""
    return " ".join((head, *folded[:-1])).strip(), folded[-1]


def _one_misread(names: list[NameClause]) -> tuple[list[Best], list[Best]]:
    """Clauses that score and filters: every word, at most one misread or two letters off."""
    if not 2 <= len(names) <= MAX_MISREAD_AMONG:
        return [name.sure for name in names], []
    if len(names) == 2:
        # Two words joined would leave nothing that is sure.
        names = [replace(name, joined=()) for name in names]
    pairs = combinations((name for name in names if name.misread or name.joined), 2)
    apart = [
        _merged((*one.sure, *other.sure, *(leaf for leaf in one.joined if leaf in other.joined)))
        for one, other in pairs
    ]
    return [name.sure + name.misread + name.joined for name in names], apart


def _merged(leaves: Iterable[Leaf]) -> Best:
    """The same alternatives where nothing is scored: a field's values in one clause.

    Two letters off is no longer sure: looking for that twice costs more than all the rest.
    """
    values: dict[str, dict[str, None]] = {}
    rest: dict[Leaf, None] = {}
    for leaf in leaves:
        if isinstance(leaf, OneOf):
            values.setdefault(leaf.field, {}).update(dict.fromkeys(leaf.values))
        else:
            rest[replace(leaf, distance=1) if isinstance(leaf, Near) else leaf] = None
    return (*(OneOf(field, tuple(held)) for field, held in values.items()), *rest)


def _full_name(text: str, request: SearchRequest) -> str:
    named = f"{request.given} {request.family}" if request.given and request.family else ""
    return printable(text or request.child or named)[:MAX_NAME]


def _filters(request: SearchRequest) -> Iterable[Best]:
    if request.year_from is not None or request.year_to is not None:
        yield (Between("year", _held(request.year_from), _held(request.year_to)),)
    for name in ("office_code", "kind", "sex", "state", "type", "page"):
        value = getattr(request, name)
        if value is not None:
            yield (OneOf(name, (printable(value),)),)
    if request.act_number is not None:
        yield (OneOf("number", (str(ActNumber.parse(request.act_number)),)),)
    office = printable(request.office)[:MAX_NAME].strip()
    if is_office_code(office):
        yield (OneOf("office_code", (office,)),)
    elif office:
        yield from office_clauses(office)
    yield from _days(request)


def _held(year: int | None) -> int | None:
    """A year that the engines' numbers can hold."""
    return None if year is None else min(max(year, 0), LAST_YEAR + 1)


def _days(request: SearchRequest) -> Iterator[Best]:
    """The event lies at least partly between the days asked for."""
    days = asked_days(request.date_from, request.date_to, request.calendar)
    if days is None:
        return
    calendar = "moon" if request.calendar == "hijri" else "sun"
    if days.last is not None:
        yield (Between(f"{calendar}_first", None, days.last),)
    if days.first is not None:
        yield (Between(f"{calendar}_last", days.first, None),)


def _is_date(found: Identifier) -> bool:
    return found.exact[0][0] == "dates"


def _date(found: Identifier) -> Best:
    date = found.exact[0][1]
    return (OneOf("dates", (date,), DATE), OneOf("other_dates", (date,), OTHER_DATE))


def _identifier(found: Identifier) -> Best:
    by_field: dict[str, list[str]] = {}
    for name, value in found.exact:
        by_field.setdefault(name, []).append(value)
    years = [int(year) for year in by_field.pop("year", [])]
    every: list[Leaf] = [OneOf(name, tuple(values)) for name, values in by_field.items()]
    every += [Between("year", year, year) for year in years]
    return tuple(every) if found.any_of else (AllOf(tuple(every)),)
