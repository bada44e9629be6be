"""The shape of what a person decides about an act: known fields, values as the record keeps them.

Only the shape is checked here; whether a date is likely is for findings to say. Pure.
"""

import re
from collections.abc import Mapping
from datetime import date

from archive.act import FIELD_NAMES
from archive.errors import DecisionInvalid, Fault
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


def _problem(name: str, value: str) -> Fault | None:
    if name not in FIELD_NAMES:
        return Fault("field_unknown", "is not a field of an act")
    if value != value.strip() or not all(char.isprintable() for char in value):
        return Fault(
            "unprintable", f"{value!r} has spaces around it or characters that do not print"
        )
    if name == "act_number":
        return _number_problem(value)
    if not value:
        return None
    if name == "sex":
        fault = Fault("sex_invalid", f"{value!r} is neither M nor F")
        return None if value in ("M", "F") else fault
    if name == "year":
        fault = Fault("year_invalid", f"{value!r} is not a year from 1915 on")
        return None if _is_year(value) else fault
    if name.endswith("_time"):
        fault = Fault("time_invalid", f"{value!r} is not a time: write HH:MM")
        return None if _TIME.fullmatch(value) else fault
    if name.endswith("_date"):
        fault = Fault("date_invalid", f"{value!r} is not a date: write YYYY-MM-DD")
        return None if _is_gregorian(value) else fault
    if name.endswith("_hijri"):
        fault = Fault("hijri_invalid", f"{value!r} is not a Hijri date: write YYYY-MM-DD")
        return None if _is_hijri(value) else fault
    return None


def _number_problem(value: str) -> Fault | None:
    try:
        number = ActNumber.parse(value)
    except ValueError:
        message = f"{value!r} is not an act number: write it as 66 or 66bis"
        return Fault("act_number_invalid", message)
    fault = Fault("act_number_invalid", f"write {value!r} as {number}")
    return None if str(number) == value else fault


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
