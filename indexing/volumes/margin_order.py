"""The order in which a volume's French margins write both names: told by the names themselves.

Most margins write the family name above the given name; one that says "Décès de Sidi Ali Ezzouhri"
writes them as they are said.
"""

from collections.abc import Sequence
from dataclasses import replace

from indexing.decoding.field_readings import tidy
from indexing.decoding.full_names import nearest
from indexing.entries.reading import EntryReading, Names
from indexing.names.matching import fold
from indexing.text.stream import Extract, extract_words

_FIELDS = ("family_name", "given_name")
_SCRIPT = "fr"
_MORE = 0.2
_FEW, _CLEARLY = 2, 2
_OF = ("de", "d", "du")


def with_margin_order(readings: Sequence[EntryReading]) -> list[EntryReading]:
    """Readings whose French margins tell each name as what it is.

    A volume's margins are turned together, where at least two are likelier that way, and twice as
    many as stand the other way.
    """
    bare = [
        replace(one, margin=tuple(_without_of(*each) for each in one.margin)) for one in readings
    ]
    names = [_names(one) for one in bare]
    given_first = sum(_likeness(a, b) > _likeness(b, a) + _MORE for a, b in names)
    family_first = sum(_likeness(b, a) > _likeness(a, b) + _MORE for a, b in names)
    if given_first < _FEW or given_first <= _CLEARLY * family_first:
        return bare
    return [
        replace(one, margin=_turned(one.margin)) if all(pair) else one
        for one, pair in zip(bare, names, strict=True)
    ]


def _without_of(field: str, script: str, extract: Extract) -> tuple[str, str, Extract]:
    """A name without the "de" of the title above it ("Avis de décès de …")."""
    words = extract.words
    if script == _SCRIPT and len(words) > 1 and fold(words[0].word.text) in _OF:
        return field, script, extract_words(words[1:])
    return field, script, extract


def _names(reading: EntryReading) -> tuple[str, str]:
    """What the French margin writes first and second, "" for neither."""
    told = {field: tidy(e.text) for field, script, e in reading.margin if script == _SCRIPT}
    first, second = (told.get(field, "") for field in _FIELDS)
    return first, second


def _likeness(given: str, family: str) -> float:
    """Likeness of two names to a given and a family name, 0 to 2."""
    if not (given and family):
        return 0.0
    return nearest(given, _SCRIPT, "given") + nearest(family, _SCRIPT, "family")


def _turned(margin: Names) -> Names:
    """A margin with its French names told the other way round, the family name first."""
    turned = []
    for field, script, extract in margin:
        known = script == _SCRIPT and field in _FIELDS
        turned.append((_FIELDS[1 - _FIELDS.index(field)] if known else field, script, extract))
    return tuple(sorted(turned, key=lambda told: told[0] == _FIELDS[1]))
