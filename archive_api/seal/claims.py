"""What a seal says of a paper: names and values as CBOR claims under integer keys, and back. Pure.

Numbers and types stand in ``claims.json``, from which the public page reads seals too; a number
is never given to anything else. Names are pairs, Arabic first, "" where there is none. A date is
the number that its digits make: 19330312, 193303 or 1933.
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from archive_api.seal.refusal import Refusal, SealRefused

Pair = tuple[str, str]
Mentioned = tuple[tuple[str, str], ...]
"""Mentions as type and ISO date, "" where it has none."""

Said = str | bytes | bool | int | Pair | Mentioned

_DATE = re.compile(r"\d{4}(-\d{2}){0,2}")
_DIGITS = re.compile(r"(\d{4})(\d{2})?(\d{2})?")


@cache
def table() -> dict[str, Any]:
    """The claims by number, the types of mentions, and what is left out first."""
    loaded: dict[str, Any] = json.loads(
        Path(__file__).with_name("claims.json").read_text(encoding="utf-8")
    )
    return loaded


def claimed(said: Mapping[str, Said]) -> dict[int, Any]:
    """What is said by name as the claims of a seal; what is empty, or a date that is none, is left.

    A number is always told, 0 too.

    Raises:
        KeyError: a name that no claim has, a value that is not among its choices.
    """
    numbers = {entry["name"]: (int(number), entry) for number, entry in _claims().items()}
    claims = {}
    for name, value in said.items():
        number, entry = numbers[name]
        written = _WRITE[entry["is"]](value, entry)
        if written or entry["is"] == "number":
            claims[number] = written
    return dict(sorted(claims.items()))


def said_by(claims: object) -> dict[str, Said]:
    """What the claims of a seal say, by name; numbers of a later Sijill are passed over.

    Raises:
        SealRefused: a claim is not of its type, though it is signed.
    """
    if not isinstance(claims, dict):
        raise SealRefused(Refusal.ALTERED)
    said: dict[str, Said] = {}
    for number, entry in _claims().items():
        if int(number) not in claims:
            continue
        try:
            said[entry["name"]] = _READ[entry["is"]](claims[int(number)], entry)
        except (KeyError, TypeError, ValueError) as error:
            raise SealRefused(Refusal.ALTERED) from error
    return said


def shortened(said: Mapping[str, Said]) -> dict[str, Said] | None:
    """The same without what can best be missed on a code too small for it, None when all is."""
    for name in table()["left_out_first"]:
        if name in said:
            return {other: value for other, value in said.items() if other != name}
    return None


def _claims() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = table()["claims"]
    return found


def _turned(choices: Mapping[str, str]) -> dict[str, int]:
    return {name: int(number) for number, name in choices.items()}


def _date_number(value: Any, _: object = None) -> int:
    return int(value.replace("-", "")) if _DATE.fullmatch(value) else 0


def _mentions_written(value: Any, _: object) -> list[list[int]]:
    numbers = _turned(table()["mention_types"])
    return [[numbers[kind], _date_number(at)] for kind, at in value]


_WRITE: dict[str, Callable[[Any, Any], Any]] = {
    "text": lambda value, _: value,
    "bytes": lambda value, _: value,
    "flag": lambda value, _: value,
    "number": lambda value, _: value,
    "pair": lambda value, _: list(value) if any(value) else None,
    "choice": lambda value, entry: _turned(entry["choices"])[value],
    "date": _date_number,
    "mentions": _mentions_written,
}


def _of(kind: type) -> Callable[[Any, Any], Any]:
    def read(value: Any, _: object) -> Any:
        if type(value) is not kind:
            raise TypeError(f"this is no {kind.__name__}")
        return value

    return read


def _pair(value: Any, _: object) -> Pair:
    arabic, latin = value
    if not isinstance(arabic, str) or not isinstance(latin, str):
        raise TypeError("a name is written in two texts")
    return arabic, latin


def _iso(value: Any, _: object = None) -> str:
    if type(value) is not int:
        raise TypeError("a date is a number")
    digits = _DIGITS.fullmatch(str(value))
    if digits is None:
        raise ValueError("a date has four, six or eight digits")
    return "-".join(part for part in digits.groups() if part)


def _mentions_read(value: Sequence[Any], _: object) -> Mentioned:
    # A type that a later Sijill added is one of the others.
    types = table()["mention_types"]
    return tuple((types.get(str(kind), types["0"]), _iso(at) if at else "") for kind, at in value)


_READ: dict[str, Callable[[Any, Any], Said]] = {
    "text": _of(str),
    "bytes": _of(bytes),
    "flag": _of(bool),
    "number": _of(int),
    "pair": _pair,
    "choice": lambda value, entry: str(entry["choices"][str(value)]),
    "date": _iso,
    "mentions": _mentions_read,
}
