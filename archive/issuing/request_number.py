"""The number on a receipt: ``D-2026-000123-7``, its year, its place in it, a check letter."""

import re

from archive.folding import western_digits
from archive.issuing.paper_code import check_letter

_MOST_DIGITS = 7
_TYPED = re.compile(r"D?(\d{4})(\d{6,7})([0-9A-Z])", re.ASCII)
_BETWEEN = re.compile(r"[\W_]+")
_MEANT = str.maketrans("OIL", "011")


def request_number(year: int, place: int) -> str:
    """The number of the request that came at a place of its year, counted from 1.

    Raises:
        ValueError: no such place can be written.
    """
    if not (1 <= place < 10**_MOST_DIGITS and 1000 <= year <= 9999):
        raise ValueError(f"place {place} of {year} is no place of a request")
    return f"D-{year}-{place:06}-{check_letter(f'{year}{place:06}')}"


def typed_number(text: str) -> str | None:
    """The number that somebody typed, however it was spaced; None when it cannot be one."""
    letters = _BETWEEN.sub("", western_digits(text)).upper()
    found = _TYPED.fullmatch(letters[:1] + letters[1:-1] + letters[-1:].translate(_MEANT))
    if found is None:
        return None
    year, place, letter = found.groups()
    is_checked = check_letter(year + place) == letter
    return f"D-{year}-{place}-{letter}" if is_checked and int(place) else None
