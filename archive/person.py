"""Persons named in an act: the one it is about and the parents, with names in both scripts."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from archive.act import FieldReading

SCRIPTS = ("fr", "ar")


class Role(Enum):
    """Part a person plays in an act; the value opens the names of their fields."""

    SUBJECT = ""
    FATHER = "father"
    MOTHER = "mother"


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name as one script writes it; a part that is not written is empty."""

    given: str = ""
    family: str = ""

    def __str__(self) -> str:
        """Given name first, as law 36-21 (art. 34) orders it."""
        return " ".join(part for part in (self.given, self.family) if part)


@dataclass(frozen=True, slots=True)
class Person:
    """What an act says of one person.

    Attributes:
        names: by script, "fr" and "ar"; a script that names no one has an empty name.
        birth_date: ISO, shorter where the act says less; None when it says none.
        birth_place, job: by script, only those written.
    """

    role: Role
    names: Mapping[str, PersonName]
    birth_date: str | None
    birth_place: Mapping[str, str]
    job: Mapping[str, str]


def person(fields: Mapping[str, FieldReading], role: Role) -> Person:
    """The person of ``role`` as an act's fields tell them."""
    return Person(
        role=role,
        names=names(fields, role),
        birth_date=_value(fields, role, "birth_date") or None,
        birth_place=_by_script(fields, role, "birth_place"),
        job=_by_script(fields, role, "job"),
    )


def names(fields: Mapping[str, FieldReading], role: Role) -> dict[str, PersonName]:
    """``Person.names`` alone."""
    return {
        script: PersonName(_text(fields.get(given)), _text(fields.get(family)))
        for script, given, family in _NAMES[role]
    }


def _by_script(fields: Mapping[str, FieldReading], role: Role, name: str) -> dict[str, str]:
    values = {script: _value(fields, role, f"{name}_{script}") for script in SCRIPTS}
    return {script: value for script, value in values.items() if value}


def _value(fields: Mapping[str, FieldReading], role: Role, name: str) -> str:
    return _text(fields.get(f"{role.value}_{name}" if role.value else name))


def _text(reading: FieldReading | None) -> str:
    return (reading.value if reading is not None else None) or ""


_NAMES = {
    Role.SUBJECT: [(script, f"given_name_{script}", f"family_name_{script}") for script in SCRIPTS],
    **{
        role: [
            (script, f"{role.value}_given_{script}", f"{role.value}_family_{script}")
            for script in SCRIPTS
        ]
        for role in (Role.FATHER, Role.MOTHER)
    },
}
"""Fields of each role's given and family names, by script."""
