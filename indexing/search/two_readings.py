"""Acts whose number may be another: found after every act that surely has the number asked for."""

from collections.abc import Callable
from dataclasses import replace

from indexing.search.asked_text import asked_text
from indexing.search.clauses import Plan
from indexing.search.form_values import typed_number
from indexing.search.index import Hit, SearchResults
from indexing.search.plan import plan, printable
from indexing.search.request import SearchRequest

_NARROW = ("year_from", "year_to", "office", "office_code")
"""Criteria with one of which an act's number leaves few acts."""


def in_two_readings(
    request: SearchRequest, run: Callable[[SearchRequest, Plan], SearchResults]
) -> SearchResults:
    """What ``run`` finds: sure numbers first, then doubtful ones, told as such.

    A doubtful number shows only where it and the sure ones fit on one page: of more, nobody would
    look for it among them, and a page that goes on would put it before sure ones.
    """
    if _names_an_act(request):
        wide = run(request, plan(request, doubtful=True))
        if wide.next is None:
            return replace(wide, hits=_sure_first(request, wide.hits))
    return run(request, plan(request))


def _names_an_act(request: SearchRequest) -> bool:
    if request.after is not None or request.unfinished:
        return False
    narrow = any(getattr(request, name) for name in _NARROW)
    if request.act_number is not None and narrow:
        return True
    return asked_text(printable(request.text)).names_an_act


def _sure_first(request: SearchRequest, hits: tuple[Hit, ...]) -> tuple[Hit, ...]:
    asked = _numbers(request)
    told = [replace(hit, doubtful_number=_number(hit) not in asked) for hit in hits]
    return tuple(sorted(told, key=lambda hit: hit.doubtful_number)) if asked else hits


def _numbers(request: SearchRequest) -> set[str]:
    typed = asked_text(printable(request.text)).identifiers
    found = {value for one in typed for name, value in one.exact if name == "number"}
    if request.act_number is not None:
        found.add(str(typed_number(request.act_number)))
    return found


def _number(hit: Hit) -> str:
    return (hit.reference or "").rpartition("/")[2]
