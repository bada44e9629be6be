"""The act that a request asks for: by its reference, or by what the applicant knows of it.

One act is taken without a person looking only where it is the only one found and says exactly what
the applicant knows; names that merely sound alike are for people to judge.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from archive.act import Act
from archive.issuing.asked import Asked, Known
from archive.issuing.request import FoundBy
from archive.register import ActReference
from archive_api.opened import Archive
from indexing.search.duplicates_found import lead_to_standing
from indexing.search.highlights import How, asked_of, highlights
from indexing.search.index import Hit
from indexing.search.request import SearchRequest

MOST_CANDIDATES = 10

_WHOLE_DATE = 10
_ENOUGH: Mapping[str, frozenset[How]] = {
    # Twins' given names may differ in their vowels alone, which the other script leaves out.
    "given": frozenset((How.EXACT,)),
    "family": frozenset((How.EXACT, How.OTHER_SCRIPT)),
    "father": frozenset((How.EXACT, How.OTHER_SCRIPT)),
    "mother": frozenset((How.EXACT, How.OTHER_SCRIPT)),
}
"""How surely each name must match for an act to be taken without a person looking."""


@dataclass(frozen=True, slots=True)
class Found:
    """It is this act."""

    act: Act
    found_by: FoundBy


@dataclass(frozen=True, slots=True)
class Candidates:
    """It may be one of these acts, by id: a person says which."""

    acts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Absent:
    """No act of the archive can be meant."""


def seek(archive: Archive, asked: Asked) -> Found | Candidates | Absent:
    """The act that is asked for.

    Raises:
        IndexUnavailable, IndexRefused: the search does not answer.
    """
    if asked.act is not None:
        act = archive.catalogue.act(asked.act)
        return Absent() if act is None else Found(act, FoundBy.REFERENCE)
    assert asked.known is not None
    if asked.known.is_reference:
        return _of_number(archive, asked.known)
    return _searched(archive, asked.known)


def search_criteria(known: Known) -> dict[str, Any]:
    """What is known, by the names that ``SearchRequest`` has for it."""
    given = {
        "given": known.given,
        "family": known.family,
        "father": known.father,
        "mother": known.mother,
        "place": known.place,
        "kind": known.kind.value,
        "sex": known.sex,
        "office_code": known.office_code,
        "year_from": known.year,
        "year_to": known.year,
        "date_from": known.date,
        "date_to": known.date,
        "calendar": known.calendar,
        "act_number": None if known.number is None else str(known.number),
    }
    return {name: value for name, value in given.items() if value}


def _of_number(archive: Archive, known: Known) -> Found | Candidates | Absent:
    """The act of a number in its year, in whichever part of the register it stands."""
    parts = archive.catalogue.registers_held(known.office_code, known.kind, known.year)
    number = known.number
    assert number is not None
    registers = [one.register for one in parts if one.register.office_code == known.office_code]
    acts = [archive.catalogue.act(ActReference(register, number)) for register in registers]
    found = [act for act in acts if act is not None]
    if not found:
        return Absent()
    if len(found) == 1 and not any((known.given, known.family, known.father, known.mother)):
        return Found(found[0], FoundBy.REFERENCE)
    # The names that came with the number are held against the act, or it is a slip of the pen.
    searched = _searched(archive, known)
    ids = tuple(act.act_id for act in found)
    if isinstance(searched, Found) and searched.act.act_id in ids:
        return Found(searched.act, FoundBy.REFERENCE)
    return Candidates(ids)


def _searched(archive: Archive, known: Known) -> Found | Candidates | Absent:
    request = SearchRequest(**search_criteria(known), type="act", limit=MOST_CANDIDATES)
    results = lead_to_standing(archive.index.search(request), archive.catalogue)
    if not results.hits:
        return Absent()
    (first, *others) = results.hits
    is_alone = not (others or results.more or results.next)
    act = (
        archive.catalogue.act(first.act_id)
        if is_alone and _is_sure(known, request, first)
        else None
    )
    if act is not None:
        return Found(act, FoundBy.SEARCH)
    return Candidates(tuple(hit.act_id for hit in results.hits))


def _is_sure(known: Known, request: SearchRequest, hit: Hit) -> bool:
    """Whether a hit says all that is known, and whether that is enough to tell it from others."""
    has_names = bool(known.given.strip() and known.family.strip())
    same_day = (hit.event_date, hit.event_calendar) == (known.date, known.calendar)
    is_placed = len(known.date) == _WHOLE_DATE and same_day
    if known.year and known.office_code:
        is_placed = is_placed or not known.date
    if known.is_reference:
        is_placed = True
    return has_names and is_placed and not hit.doubtful_number and _names_agree(request, hit)


def _names_agree(request: SearchRequest, hit: Hit) -> bool:
    best: dict[tuple[str, str], list[How]] = {}
    for mark in highlights(request, hit):
        best.setdefault((mark.criterion, mark.word), []).append(mark.how)
    return all(
        enough.intersection(best.get((criterion, one.word), ()))
        for criterion, enough in _ENOUGH.items()
        for one in asked_of(request).get(criterion, ())
    )
