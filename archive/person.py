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
    subject = role is Role.SUBJECT
    given, family = ("given_name", "family_name") if subject else ("given", "family")
    return Person(
        role=role,
        names={
            script: PersonName(
                _value(fields, role, f"{given}_{script}"),
                _value(fields, role, f"{family}_{script}"),
            )
            for script in SCRIPTS
        },
        birth_date=_value(fields, role, "birth_date") or None,
        birth_place=_by_script(fields, role, "birth_place"),
        job=_by_script(fields, role, "job"),
    )


def _by_script(fields: Mapping[str, FieldReading], role: Role, name: str) -> dict[str, str]:
    values = {script: _value(fields, role, f"{name}_{script}") for script in SCRIPTS}
    return {script: value for script, value in values.items() if value}


def _value(fields: Mapping[str, FieldReading], role: Role, name: str) -> str:
    reading = fields.get(f"{role.value}_{name}" if role.value else name)
    return (reading.value if reading is not None else None) or ""
