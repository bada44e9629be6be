"""What people corrected of machine readings, as bars: by form, engine and state. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from archive.catalogue_measures import FieldsLookedAt

_SCALES = (5, 10, 25, 50, 100)


@dataclass(frozen=True, slots=True)
class Bar:
    """The share corrected of what one engine read on one form.

    Attributes:
        state: ``accepted`` or ``to_review``, what the machine made of the acts.
        share: of the values looked at, in per cent.
        long: share of the scale that the bar takes, in per cent.
    """

    engine: str
    state: str
    looked: int
    changed: int
    share: float
    long: float


@dataclass(frozen=True, slots=True)
class Quality:
    """Bars by form.

    Attributes:
        scale: the share in per cent that a bar as long as its room stands for.
    """

    forms: tuple[tuple[str, tuple[Bar, ...]], ...]
    scale: int


def quality(found: Iterable[FieldsLookedAt], words: Mapping[str, Mapping[str, str]]) -> Quality:
    """What was found, each form with its bars, on one scale.

    Args:
        words: names of ``forms`` and of the parts of ``engines``.
    """
    looked_at = [one for one in found if one.looked]
    most = max((_share(one) for one in looked_at), default=0.0)
    scale = next(one for one in _SCALES if most <= one)
    forms = (
        (words["forms"].get(form, form), tuple(_bar(one, scale, words) for one in of))
        for form, of in groupby(looked_at, lambda one: one.form)
    )
    return Quality(tuple(forms), scale)


def engine_name(engine: str, words: Mapping[str, str]) -> str:
    """An engine's key in words; parts that have none keep their own.

    Args:
        words: by the beginning of a part of the key; the part's version follows it.
    """
    named = []
    for part in filter(None, (piece.strip() for piece in engine.split(";"))):
        known = next((begin for begin in words if part.startswith(f"{begin} ")), None)
        version = "" if known is None else part.removeprefix(known).split()[0]
        named.append(part if known is None else f"{words[known]} {version}")
    # One engine asked in two languages is two parts of the key.
    return " · ".join(dict.fromkeys(named))


def _bar(one: FieldsLookedAt, scale: int, words: Mapping[str, Mapping[str, str]]) -> Bar:
    share, name = _share(one), engine_name(one.engine, words["engines"])
    long = round(100 * share / scale, 1)
    return Bar(name, one.state.value, one.looked, one.changed, round(share, 1), long)


def _share(one: FieldsLookedAt) -> float:
    return 100 * one.changed / one.looked
