"""Office codes as people type them: without their zeros, in part, or of a whole city."""

import re
from functools import cache

from archive.offices import all_offices

_CODE = re.compile(r"\d{1,2}(?:\.\d{1,3}){2,4}(?:-\d{1,2})?")
_BEGUN = re.compile(r"\d{1,2}\.\d{3}(?:\.\d{1,2})?\.?")
_CITY_ENDS = ".0"


def office_code(token: str) -> str | None:
    """The code of one office that ``token`` writes, known or only shaped so; None for no code."""
    if _CODE.fullmatch(token) is None:
        return None
    place, dash, bureau = token.partition("-")
    pieces = _pieces(place)
    known = _known().get(pieces)
    if known is not None:
        return None if known.endswith(_CITY_ENDS) else known + dash + bureau
    if not token[:2].isdecimal():
        return f"0{token}"
    return None if code_begins(token) else token


def code_begins(token: str) -> str | None:
    """What the codes of several offices begin with: of a region's province, a circle or a city."""
    if _BEGUN.fullmatch(token) is None and _CODE.fullmatch(token) is None:
        return None
    pieces = _pieces(token.rstrip(".").removesuffix(_CITY_ENDS))
    return _beginnings().get(pieces)


def _pieces(code: str) -> tuple[int, ...]:
    return tuple(int(piece) for piece in code.split("."))


@cache
def _known() -> dict[tuple[int, ...], str]:
    return {_pieces(one.code): one.code for one in all_offices()}


@cache
def _beginnings() -> dict[tuple[int, ...], str]:
    """Codes of two and three pieces with which offices' codes begin, with their last dot."""
    found = {}
    for one in all_offices():
        pieces = one.code.split(".")
        for length in (2, 3):
            begins = ".".join(pieces[:length]) + "."
            found[_pieces(begins[:-1])] = begins
    return found
