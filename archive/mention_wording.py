"""How mentions are worded, on which grounds and with what effect: ``mention_wordings.json``. Pure.

In a template ``{name}`` is a blank, ``[…]`` a part left out where one of its blanks is empty,
``<a|b>`` what agrees with the person of the act (man, woman), ``<field:a|b>`` what agrees with
the name of the field that changes.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any

from archive.act import FIELD_NAMES
from archive.legal_ground import GroundKind
from archive.mention import MentionType
from archive.mention_names import mention_names
from archive.register import Kind

LANGUAGES = ("ar", "fr")


class Shape(Enum):
    """What a blank takes; names, places and texts are given in both languages."""

    NAME = "name"
    PLACE = "place"
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Blank:
    """One blank of a wording."""

    name: str
    shape: Shape
    required: bool

    @property
    def in_both_languages(self) -> bool:
        """Whether it is filled in twice, once in each language."""
        return self.shape in (Shape.NAME, Shape.PLACE, Shape.TEXT)

    @property
    def inputs(self) -> tuple[str, ...]:
        """Names of what is filled in: both languages, both calendars, or the blank alone."""
        if self.in_both_languages:
            return tuple(f"{self.name}_{language}" for language in LANGUAGES)
        return (self.name, f"{self.name}_hijri") if self.shape is Shape.DATE else (self.name,)


@dataclass(frozen=True, slots=True)
class ChangedField:
    """A field as wordings name it, without its script; ``feminine``: languages where it is so."""

    base: str
    names: Mapping[str, str]
    feminine: frozenset[str]

    @property
    def in_both_scripts(self) -> bool:
        """Whether the act writes it in each script apart."""
        return self.base not in FIELD_NAMES

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields of the act that it stands for."""
        if self.in_both_scripts:
            return tuple(f"{self.base}_{language}" for language in LANGUAGES)
        return (self.base,)


@dataclass(frozen=True, slots=True)
class Ground:
    """How a ground is cited: ``needs`` names what it cannot be cited without."""

    kind: GroundKind
    names: Mapping[str, str]
    needs: tuple[str, ...]
    templates: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Wording:
    """How one sort of mention is worded.

    Attributes:
        kinds: registers whose acts bear it.
        grounds: the lawful ones, the usual one first.
        changes: bases of the fields whose value it may change, empty when it changes none.
        dated_by_ground: its date is its ground's; else that of its blank "date".
        latin_only: of the field it changes the Latin spelling alone.
    """

    key: str
    type: MentionType
    group: str
    kinds: frozenset[Kind]
    names: Mapping[str, str]
    grounds: tuple[GroundKind, ...]
    blanks: tuple[Blank, ...]
    changes: tuple[str, ...]
    dated_by_ground: bool
    latin_only: bool
    templates: Mapping[str, str]


@cache
def wordings() -> Mapping[str, Wording]:
    """Every wording by its key, in the order to offer them."""
    return {key: _wording(key, entry) for key, entry in _data()["wordings"].items()}


@cache
def grounds() -> Mapping[GroundKind, Ground]:
    """How every kind of ground is cited."""
    return {
        GroundKind(kind): Ground(
            GroundKind(kind),
            entry["name"],
            tuple(entry["needs"]),
            {language: entry[language] for language in LANGUAGES},
        )
        for kind, entry in _data()["grounds"].items()
    }


@cache
def changed_fields() -> Mapping[str, ChangedField]:
    """Fields that a mention may change, by base; an act's number and year are none of them."""
    return {
        base: ChangedField(
            base,
            {language: entry[language] for language in LANGUAGES},
            frozenset(language for language in LANGUAGES if entry.get(f"feminine_{language}")),
        )
        for base, entry in _data()["fields"].items()
    }


@cache
def withdrawal_grounds() -> tuple[GroundKind, ...]:
    """What a mention may be withdrawn on."""
    return tuple(GroundKind(kind) for kind in _data()["withdrawal"])


def group_names() -> Mapping[str, Mapping[str, str]]:
    """What groups of wordings are called, in the order to show them."""
    groups: Mapping[str, Mapping[str, str]] = _data()["groups"]
    return groups


def articles() -> Mapping[str, str]:
    """The French article of what authorities are, by that noun, with the space after it."""
    found: Mapping[str, str] = _data()["articles"]
    return found


def closing() -> Mapping[str, str]:
    """By language, the template of where a mention tells of its own making."""
    templates: Mapping[str, str] = _data()["closing"]
    return templates


def _wording(key: str, entry: Mapping[str, Any]) -> Wording:
    changes = entry.get("changes")
    return Wording(
        key=key,
        type=MentionType(entry["type"]),
        group=entry["group"],
        kinds=frozenset(Kind(kind) for kind in entry["kinds"]),
        names=entry.get("name") or mention_names()[entry["type"]],
        grounds=tuple(GroundKind(kind) for kind in entry["grounds"]),
        blanks=tuple(Blank(name, Shape(shape), must) for name, shape, must in entry["blanks"]),
        changes=_changes(changes),
        dated_by_ground=entry["dated_by"] == "ground",
        latin_only=changes == "latin",
        templates={language: entry[language] for language in LANGUAGES},
    )


def _changes(said: str | None) -> tuple[str, ...]:
    if said is None:
        return ()
    every = changed_fields()
    if said == "latin":
        return tuple(base for base, field in every.items() if field.in_both_scripts)
    return tuple(every) if said == "any" else (said,)


@cache
def _data() -> dict[str, Any]:
    path = Path(__file__).with_name("mention_wordings.json")
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return data
