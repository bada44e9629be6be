"""A request as an engine-neutral plan: which terms must, may and how much.

However long or odd a request is, it has a bounded number of clauses: 16 names and 8 identifiers.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import combinations

from archive.civil_date import Calendar
from archive.register import LAST_YEAR
from indexing.names.matching import fold, words
from indexing.search.asked_text import AskedText, asked_text
from indexing.search.asked_words import MAX_WORDS
from indexing.search.clauses import AllOf, Begins, Best, Between, Leaf, Near, OneOf, Order, Plan
from indexing.search.event_days import Days, asked_days
from indexing.search.form_values import first_year, last_year, typed_number
from indexing.search.identifier_clauses import identifier_clause, is_ranked, sex_clause
from indexing.search.name_clauses import (
    ALIKE,
    BOX,
    CHILD,
    FATHER,
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
from indexing.search.terms import distinct, whole_name

__all__ = ["AllOf", "Begins", "Best", "Between", "Leaf", "Near", "OneOf", "Order", "Plan", "plan"]

MAX_TEXT = 20_000
MAX_NAME = 1000
"""Letters that are looked at of a text, and of a name or place asked for by itself."""

MAX_MISREAD_AMONG = 4
"""Most words asked for of which one may be misread beyond what its spelling forgives."""

SHORTEST_BEGUN = 2

_SCOPES: tuple[tuple[str, Scope], ...] = (
    *((role, scope_of(role)) for role in ("given", "family")),
    ("child", CHILD),
    *((role, scope_of(role)) for role in ("father", "mother", "place")),
)
_OF_FATHER = scope_of("father")


def plan(request: SearchRequest, doubtful: bool = False) -> Plan:
    """The plan of a request; an empty one has no clauses and matches every document.

    ``doubtful`` lets another reading of an act's number match too.
    """
    asked = asked_text(printable(request.text), request.unfinished)
    begun = ""
    if request.unfinished:
        text, begun = last_word(asked.names, printable(request.text))
        asked = replace(asked, names=text)
    full = _full_names(asked, request)
    keys = _keys(full, request)
    names, should = _names(request, asked, near_whole(keys, ALIKE) if request.fuzzy else ())
    if whole := distinct(map(whole_name, full)):
        should.append((OneOf("whole", whole, WHOLE_NAME),))
    if keys:
        near = near_whole(keys, WHOLE_NEAR) if request.fuzzy else ()
        should.append((OneOf("whole_keys", keys, WHOLE_KEY), *near))
    must, filters = _one_misread(names)
    ranked = must or should or any(map(is_ranked, asked.identifiers))
    for found in asked.identifiers:
        scored = is_ranked(found) or (ranked and found.exact[0][0] == "years")
        (must if scored else filters).append(identifier_clause(found, doubtful))
    filters += (*_father(request), *_filters(request, doubtful))
    if request.sex is not None:
        (must if ranked else filters).append(sex_clause(request.sex))
    if request.unfinished:
        # A sample drawn unranked costs a tenth, and what is common shows often in it.
        must += [begun_clause(begun, request.cross_script)] if begun else []
        return Plan((*filters, *must), order=Order.TIE)
    by_score = request.sort == "relevance" and (must or should)
    order = Order.SCORE if by_score else Order.REFERENCE
    return Plan(tuple(filters), tuple(must), tuple(should), order)


def _names(
    request: SearchRequest, asked: AskedText, whole: Best
) -> tuple[list[NameClause], list[Best]]:
    """What must match and what only helps, of the names in the box and in every field."""
    names: list[NameClause] = []
    should: list[Best] = []
    named = [(printable(getattr(request, name))[:MAX_NAME], scope) for name, scope in _SCOPES]
    if _father(request):
        named = [(text, FATHER if scope == _OF_FATHER else scope) for text, scope in named]
    said = [(asked.said.get(name, ""), scope) for name, scope in _SCOPES]
    for written, scope in (*named, *said, (asked.names, BOX)):
        if written.strip():
            wanted, helpful = name_clauses(
                written,
                scope,
                request.fuzzy,
                request.cross_script,
                asked.names_an_act and scope is BOX,
                whole,
                asked.months,
            )
            names += wanted[: MAX_WORDS - len(names)]
            should += helpful[: MAX_WORDS - len(should)]
    return names, should


def printable(text: str) -> str:
    """``text`` as far as it is looked at, halves of characters made question marks."""
    return text[:MAX_TEXT].encode("utf-8", "replace").decode("utf-8")


def last_word(text: str, written: str) -> tuple[str, str]:
    """The names before the last word of ``written`` and that word folded, as far as it may go on.

    It does not, and is "", where it is a number, or followed by a space; a single letter after
    other names tells nothing yet and is left out.
    """
    head, _, last = text.rpartition(" ")
    folded = words(last)
    if not folded or not written.endswith(last):
        return text, ""
    if len(folded[-1]) < SHORTEST_BEGUN:
        return head or text, ""
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


def _full_names(asked: AskedText, request: SearchRequest) -> tuple[str, ...]:
    """What may be the person's given and family names; a word that may be a month left out too."""
    labelled = [asked.said[role] for role in ("given", "family") if role in asked.said]
    text = " ".join((*labelled, asked.names)).strip()
    if not text:
        named = f"{request.given} {request.family}" if request.given and request.family else ""
        return distinct((printable(request.child or named)[:MAX_NAME],))
    dated = " ".join(word for word in text.split() if fold(word) not in asked.months)
    return distinct((text[:MAX_NAME], dated[:MAX_NAME]))


def _keys(full: Iterable[str], request: SearchRequest) -> tuple[str, ...]:
    if not request.cross_script:
        return ()
    return distinct(key for name in full for key in keys_of_all(name))


def _father(request: SearchRequest) -> tuple[Best, ...]:
    """Where a father is asked for by several names, that one of them at least is his."""
    written = printable(request.father)[:MAX_NAME]
    own, _ = name_clauses(written, _OF_FATHER, request.fuzzy, request.cross_script)
    return (_merged(leaf for one in own for leaf in one.sure),) if len(own) > 1 else ()


def _filters(request: SearchRequest, doubtful: bool) -> Iterable[Best]:
    if request.year_from is not None or request.year_to is not None:
        first, last = first_year(request.year_from), last_year(request.year_to)
        yield (Between("year", _held(first), _held(last)),)
    for name in ("office_code", "kind", "state", "type", "page"):
        value = getattr(request, name)
        if value is not None:
            yield (OneOf(name, (printable(value),)),)
    if request.act_number is not None:
        number = (str(typed_number(request.act_number)),)
        other = (OneOf("other_numbers", number),) if doubtful else ()
        yield (OneOf("number", number), *other)
    yield from _office(printable(request.office)[:MAX_NAME])
    yield from _days(request)


def _office(written: str) -> Iterable[Best]:
    """An office by its code, by what several codes begin with, or by its name."""
    asked = asked_text(written)
    codes = [one for one in asked.identifiers if one.exact[0][0].startswith("office")]
    if codes:
        return [identifier_clause(codes[0])]
    return office_clauses(written) if written.strip() else ()


def _held(year: int | None) -> int | None:
    """A year that the engines' numbers can hold."""
    return None if year is None else min(max(year, 0), LAST_YEAR + 1)


def _days(request: SearchRequest) -> Iterator[Best]:
    """The event lies at least partly between the days asked for, by one of its readings."""
    asked = asked_days(request.date_from, request.date_to, request.calendar)
    if asked is None:
        return
    days, of = asked
    calendar = "moon" if of is Calendar.HIJRI else "sun"
    yield tuple(
        AllOf(tuple(_overlapping(f"{reading}{calendar}", days))) for reading in ("", "other_")
    )


def _overlapping(calendar: str, days: Days) -> Iterator[Between]:
    if days.last is not None:
        yield Between(f"{calendar}_first", None, days.last)
    if days.first is not None:
        yield Between(f"{calendar}_last", days.first, None)
