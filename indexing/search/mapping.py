"""Fields of the index, for both engines; and Elasticsearch's index body, a pure dict.

Analysis is done in Python (``document``, ``plan``): fields are keywords, so that any
Elasticsearch 8 or 9 core serves without plugin or script.
"""

from enum import Enum
from typing import Any

from indexing.search.document import ROLES, ActDocument, NameTerms

NAMES_VERSION = 2
"""Raised whenever terms or keys change meaning: an index of another version needs a rebuild."""


class FieldKind(Enum):
    """How a field is kept: exact terms, a whole number, or only given back, text or number."""

    TERMS = "terms"
    NUMBER = "number"
    SHOWN = "shown"
    NOTED = "noted"


NAME_FIELDS = tuple(
    f"{role}{other}_{terms}"
    for role in ROLES
    for other in ("", "_other")
    for terms in ("words", "keys")
)

FIELDS: dict[str, FieldKind] = {
    **dict.fromkeys(
        ("id", "type", "kind", "office_code", "register", "reference", "number", "sex", "state"),
        FieldKind.TERMS,
    ),
    **dict.fromkeys(("year", "part"), FieldKind.NUMBER),
    **dict.fromkeys((*NAME_FIELDS, "whole", "places", "dates", "page", "volume"), FieldKind.TERMS),
    "names": FieldKind.SHOWN,
    "version": FieldKind.NOTED,
}

SHOWN_FIELDS = (
    *("id", "type", "kind", "office_code", "year", "reference", "state"),
    *("names", "page", "volume"),
)
"""Fields that a hit is made of."""

_TYPES: dict[FieldKind, dict[str, Any]] = {
    FieldKind.TERMS: {"type": "keyword"},
    FieldKind.NUMBER: {"type": "integer"},
    FieldKind.SHOWN: {"type": "keyword", "index": False, "doc_values": False},
    FieldKind.NOTED: {"type": "integer", "index": False},
}


def index_body(shards: int = 1, replicas: int = 0) -> dict[str, Any]:
    """Settings and mappings of one generation, as Elasticsearch's create-index call takes them."""
    return {
        "settings": {"number_of_shards": shards, "number_of_replicas": replicas},
        "mappings": {
            "dynamic": "strict",
            "_meta": {"names_version": NAMES_VERSION},
            "properties": {name: dict(_TYPES[kind]) for name, kind in FIELDS.items()},
        },
    }


def source(document: ActDocument) -> dict[str, Any]:
    """A document's fields as the engines take them; empty ones are left out."""
    fields: dict[str, Any] = {
        name: getattr(document, name) for name in FIELDS if name not in NAME_FIELDS
    }
    for role in ROLES:
        for other, terms in (("", document.sure), ("_other", document.doubtful)):
            found = terms.get(role, NameTerms())
            fields[f"{role}{other}_words"] = found.words
            fields[f"{role}{other}_keys"] = found.keys
    listed = {k: list(v) if isinstance(v, tuple) else v for k, v in fields.items()}
    return {name: value for name, value in listed.items() if value not in (None, "", [])}
