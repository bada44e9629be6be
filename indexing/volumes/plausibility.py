"""How likely a reading of an act is, from its values alone: each is like what its slot asks for.

Two readings of one act, made with different wordings, are told apart by it: where a label was
missed or found in the wrong place, values run together or turn into another kind.
"""

from collections.abc import Sequence

from indexing.decoding.closed_words import ClosedWords
from indexing.decoding.field_readings import tidy
from indexing.decoding.full_names import cut_parents, nearest
from indexing.decoding.values import job_likeness, place_likeness
from indexing.entries.prose import FilledSlot
from indexing.text.stream import TextStream

_YES, _MAYBE, _NO = 1.0, 0.4, -0.5
_DATES = ("date", "event_date", "hijri_date", "year")
_NAMES = {"given": 24, "person": 32, "mother_ar": 34, "family": 22, "family_given": 32}
_NAMES |= {"given_family": 32, "full_name": 32}
_FULL = ("person", "mother_ar", "family_given", "given_family", "full_name")
_BOTH = 0.8
_LONGEST_PLACE, _LONGEST_TIME = 28, 34
_KNOWN, _KNOWN_JOB = 0.75, 0.75
_MOSTLY, _HALF = 0.6, 0.45
_THOUSANDS = ("الف", "مايه", "ميه", "mil", "cent")
_LONG_YEAR = 8


def plausibility(filled: Sequence[FilledSlot]) -> float:
    """Sum over an act's slots: 1 for each value like its slot, less for those that may be, below
    zero for those that are not; a field counts once."""
    best: dict[tuple[str, str, str], float] = {}
    for one in filled:
        if one.slot.type not in ("skip", "mentions") and tidy(one.extract.text):
            key = (one.slot.field, one.slot.group, one.slot.script)
            best[key] = max(best.get(key, _NO), _value(one))
    return sum(best.values())


def _value(one: FilledSlot) -> float:
    stream = TextStream(one.extract.words)
    words = ClosedWords.of(stream, one.slot.script)
    length, numbers = len(stream.letters), words.counted[-1]
    kind, text = one.slot.type, tidy(one.extract.text)
    if kind in _DATES:
        return _date(stream.letters, numbers, kind, any(words.dated))
    if kind == "sex":
        return _YES if words.strangeness("sex", 0, length) < 0 else _NO
    if kind == "time":
        return _MAYBE if length <= _LONGEST_TIME else _NO
    if numbers > 0:
        return _NO
    if kind == "place":
        return _place(text, length, one.slot.script)
    if kind == "job":
        return _YES if job_likeness(text, one.slot.script) >= _KNOWN_JOB else _NO / 2
    return _name(one, text, length)


def _date(letters: str, numbers: int, kind: str, dated: bool) -> float:
    """A day needs its month; one whose month alone was misread may still be a day."""
    if kind == "year" or not dated:
        whole = _YES if kind == "year" else _MAYBE
        least = _MOSTLY if kind == "year" else _HALF
        return whole if _is_year(letters) and numbers >= least * len(letters) else _NO
    return _YES if numbers >= _MOSTLY * len(letters) else _NO


def _is_year(letters: str) -> bool:
    """Whether the letters tell a year: "ألف" alone is the end of one, and no age has a thousand."""
    figures = sum(c.isdigit() for c in letters) >= len("1950")
    return figures or (any(word in letters for word in _THOUSANDS) and len(letters) >= _LONG_YEAR)


def _place(text: str, length: int, script: str) -> float:
    if length > _LONGEST_PLACE:
        return _NO
    return _YES if place_likeness(text, script) >= _KNOWN else _MAYBE


def _name(one: FilledSlot, text: str, length: int) -> float:
    kind = one.slot.type
    if kind == "parents_ar":
        father, mother = (tidy(part.text) for part in cut_parents(one.extract))
        return _YES * sum(_known_given(name, "ar") for name in (father, mother)) or _NO
    if length > _NAMES.get(kind, 32):
        return _NO
    if kind == "family":
        return _YES if nearest(text, one.slot.script, "family") >= _KNOWN else _MAYBE
    both = _BOTH if kind in _FULL and len(text.split()) > 1 else 0.0
    return both + (_YES if _known_given(text, one.slot.script) else _MAYBE / 2)


def _known_given(text: str, script: str) -> bool:
    """Whether the first one or two words are like a known given name."""
    words = text.split()
    firsts = (" ".join(words[:count]) for count in (1, 2))
    return bool(words) and max(nearest(name, script, "given") for name in firsts) >= _KNOWN
