"""How long something still takes, in the words of a page's texts. Pure."""

from collections.abc import Mapping
from math import ceil
from typing import Any

_MINUTE, _HOUR = 60, 3600
_FEW = range(3, 11)


def time_left(seconds: float | None, texts: Mapping[str, Any]) -> str:
    """About how long, nothing when it is not known.

    Args:
        texts: ``under_minute``, and ``minutes`` and ``hours`` for one, two, a few and many, which
            Arabic counts differently.
    """
    if seconds is None:
        return ""
    if seconds < _MINUTE:
        return str(texts["under_minute"])
    if seconds <= _HOUR - _MINUTE:
        return _counted(ceil(seconds / _MINUTE), texts["minutes"])
    return _counted(max(1, round(seconds / _HOUR)), texts["hours"])


def _counted(number: int, texts: Mapping[str, str]) -> str:
    form = {1: "one", 2: "two"}.get(number, "few" if number in _FEW else "many")
    return texts[form].format(n=number)
