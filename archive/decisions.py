"""The shape of what a person decides about an act: known fields, values as the record keeps them.

Only the shape is checked here; whether a date is likely is for findings to say. Pure.
"""

import re
from collections.abc import Mapping
from datetime import date

from archive.act import FIELD_NAMES
from archive.errors import DecisionInvalid
from archive.register import FIRST_YEAR, LAST_YEAR, ActNumber

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d", re.ASCII)


def check_decisions(decisions: Mapping[str, str]) -> None:
    """Raise DecisionInvalid naming every field that is unknown or wrongly shaped.

    An empty value says that the act leaves the field empty; its number cannot be left so.
    """
    problems = {
        name: problem
        for name, value in decisions.items()
        if (problem := _problem(name, value)) is not None
    }
    if problems:
        raise DecisionInvalid(problems)


def _problem(name: str, value: str) -> str | None:
    if name not in FIELD_NAMES:
        return "is not a field of an act"
    if value != value.strip() or not all(char.isprintable() for char in value):
        return f"{value!r} has spaces around it or characters that do not print"
    if name == "act_number":
        return _number_problem(value)
    if not value:
        return None
    if name == "sex":
        return None if value in ("M", "F") else f"{value!r} is neither M nor F"
    if name == "year":
        return None if _is_year(value) else f"{value!r} is not a year from 1915 on"
    if name.endswith("_time"):
        return None if _TIME.fullmatch(value) else f"{value!r} is not a time: write HH:MM"
    if name.endswith("_date"):
        return None if _is_gregorian(value) else f"{value!r} is not a date: write YYYY-MM-DD"
    if name.endswith("_hijri"):
        return None if _is_hijri(value) else f"{value!r} is not a Hijri date: write YYYY-MM-DD"
    return None


def _number_problem(value: str) -> str | None:
    try:
        number = ActNumber.parse(value)
    except ValueError:
        return f"{value!r} is not an act number: write it as 66 or 66bis"
    return None if str(number) == value else f"write {value!r} as {number}"


def _is_year(value: str) -> bool:
    return bool(re.fullmatch(r"[0-9]{4}", value)) and FIRST_YEAR <= int(value) <= LAST_YEAR


def _is_gregorian(value: str) -> bool:
    if _ISO.fullmatch(value) is None:
        return False
    try:
        date.fromisoformat(value + "-01-01"[len(value) - 4 :])
    except ValueError:
        return False
    return True


def _is_hijri(value: str) -> bool:
    match = _ISO.fullmatch(value)
    if match is None:
        return False
    month, day = int(match[2] or 1), int(match[3] or 1)
    return 1 <= month <= 12 and 1 <= day <= 30
