"""Fields of the index, for both engines; and Elasticsearch's index body, a pure dict.

Analysis is done in Python (``document``, ``plan``): fields are keywords, so that any
Elasticsearch 8 or 9 core serves without plugin or script.
"""

from enum import Enum
from typing import Any, get_type_hints

from indexing.search.document import PERSONS, ROLES, ActDocument
from indexing.search.event_days import EventDays

NAMES_VERSION = 5
"""Raised whenever terms or keys change meaning: an index of another version needs a rebuild."""


class FieldKind(Enum):
    """How a field is kept.

    TERMS are exact terms, COUNTED ones by which documents are also counted or sorted; a NUMBER is
    a whole number below 2**31, a LONG one below 2**62; SHOWN text and NOTED numbers are
    only given back.
    """

    TERMS = "terms"
    COUNTED = "counted"
    NUMBER = "number"
    LONG = "long"
    SHOWN = "shown"
    NOTED = "noted"


_NAMED = (*ROLES, *(f"{role}_other" for role in ROLES), "other")

NAME_FIELDS = (
    *(f"{named}_{terms}" for named in _NAMED for terms in ("words", "keys")),
    "any_words",
)
"""Names by role; ``other`` are the other readings of all persons' names, ``any`` all sure ones."""

_DAYS = tuple(
    f"{reading}{calendar}_{end}"
    for reading in ("", "other_")
    for calendar in ("sun", "moon")
    for end in ("first", "last")
)

FIELDS: dict[str, FieldKind] = {
    **dict.fromkeys(("id", "type", "register", "reference", "number", "sex"), FieldKind.TERMS),
    **dict.fromkeys(("kind", "office_code", "state", "by_reference"), FieldKind.COUNTED),
    **dict.fromkeys(("year", "part", *_DAYS), FieldKind.NUMBER),
    **dict.fromkeys(("office_key", "act_key", "tie"), FieldKind.LONG),
    **dict.fromkeys(NAME_FIELDS, FieldKind.TERMS),
    **dict.fromkeys(
        ("whole", "whole_keys", "offices", "other_numbers", "other_sexes", "page", "volume"),
        FieldKind.TERMS,
    ),
    **dict.fromkeys(("years", "dates", "converted_dates", "other_dates"), FieldKind.TERMS),
    **dict.fromkeys(
        ("names", "father_names", "mother_names", "place_names", "event_date", "event_calendar"),
        FieldKind.SHOWN,
    ),
    "version": FieldKind.NOTED,
}

SHOWN_FIELDS = (
    *("id", "type", "kind", "office_code", "year", "reference", "state", "page", "volume"),
    *("names", "father_names", "mother_names", "place_names", "event_date", "event_calendar"),
)
"""Fields that a hit is made of."""

SORTED_BY = "year"
"""Field by which both engines lay documents down."""

FACETS = ("office_code", "year", "kind", "state")
"""Fields whose values are counted when a search asks for it."""

_PLAIN = tuple(name for name in FIELDS if name in ActDocument.__slots__)
_MANY = tuple(name for name in _PLAIN if str(get_type_hints(ActDocument)[name]).startswith("tuple"))
_ONE = tuple(name for name in _PLAIN if name not in _MANY)

_TYPES: dict[FieldKind, dict[str, Any]] = {
    FieldKind.TERMS: {"type": "keyword", "doc_values": False},
    FieldKind.COUNTED: {"type": "keyword"},
    FieldKind.NUMBER: {"type": "integer"},
    FieldKind.LONG: {"type": "long"},
    FieldKind.SHOWN: {"type": "keyword", "index": False, "doc_values": False},
    FieldKind.NOTED: {"type": "integer", "index": False},
}


def index_body(shards: int = 1, replicas: int = 0) -> dict[str, Any]:
    """Settings and mappings of one generation, as Elasticsearch's create-index call takes them."""
    return {
        "settings": {
            "number_of_shards": shards,
            "number_of_replicas": replicas,
            # Years lie together, so that a search among a few of them looks at those alone.
            "sort.field": SORTED_BY,
        },
        "mappings": {
            "dynamic": "strict",
            "_meta": {"names_version": NAMES_VERSION},
            "properties": {name: dict(_TYPES[kind]) for name, kind in FIELDS.items()},
        },
    }


def source(document: ActDocument) -> dict[str, Any]:
    """A document's fields as the engines take them; empty ones are left out."""
    made: dict[str, Any] = {}
    _add_names(made, document)
    for name in _MANY:
        if values := getattr(document, name):
            made[name] = list(values)
    for name in _ONE:
        value = getattr(document, name)
        if value or value == 0:
            made[name] = value
    _add_days(made, "", document.days)
    _add_days(made, "other_", document.other_days)
    keys = document.keys
    made["by_reference"], made["tie"] = keys.by_reference, keys.tie
    made["office_key"], made["act_key"] = keys.office, keys.act
    return made


def _add_days(made: dict[str, Any], reading: str, days: EventDays) -> None:
    for calendar, span in (("sun", days.sun), ("moon", days.moon)):
        if span is not None:
            made[f"{reading}{calendar}_first"] = span.first
            made[f"{reading}{calendar}_last"] = span.last


def _add_names(made: dict[str, Any], document: ActDocument) -> None:
    every: list[str] = []
    for role, terms in document.sure.items():
        if terms.words:
            made[f"{role}_words"] = list(terms.words)
            if role in PERSONS:
                every += terms.words
        if terms.keys:
            made[f"{role}_keys"] = list(terms.keys)
    if every:
        made["any_words"] = every
    if document.doubtful:
        _add_doubtful(made, document)


def _add_doubtful(made: dict[str, Any], document: ActDocument) -> None:
    for role, terms in document.doubtful.items():
        for kind, found in (("words", terms.words), ("keys", terms.keys)):
            if found:
                made[f"{role}_other_{kind}"] = list(found)
                if role in PERSONS:
                    made.setdefault(f"other_{kind}", []).extend(found)
