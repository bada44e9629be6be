"""What the values beside a label are like, over all acts of a volume, and what slots they suit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from archive.months import HIJRI_AR
from archive.offices import all_offices
from indexing.decoding.field_readings import tidy
from indexing.decoding.full_names import nearest
from indexing.decoding.values import job_likeness
from indexing.decoding.word_kinds import tokens
from indexing.forms import Slot
from indexing.names.matching import fold
from indexing.names.units import knows
from indexing.registers.context import VolumeContext
from indexing.text.stream import Extract, TextStream

_DATED = ("date", "hijri_date", "year", "year_number")
_CLOSED = ("date", "time", "year", "number", "sex")
_NAMED = ("given", "family", "place", "job")
_HIJRI_YEAR = range(1320, 1480)
_WHOLE_NAMES = ("full_name", "person", "given_family", "family_given", "declarant", "officer")
_MOSTLY, _WHOLE, _A_PLACE = 0.6, 1.5, 0.75
_RATHER = 4.0
_MOST = 1.5


@dataclass(frozen=True, slots=True)
class RowFacts:
    """Shares, 0 to 1, of a row's values.

    Attributes:
        kinds: of each closed kind of ``word_kinds``.
        hijri: that tell a Hijri date.
        register_year: that are the register's own year.
        likeness: mean likeness to the nearest known given and family name, place and job.
        count: how many acts have a value.
        whole: that are a whole name, given and family.
    """

    kinds: Mapping[str, float]
    hijri: float
    register_year: float
    likeness: Mapping[str, float]
    count: int
    whole: float = 0.0


def facts_of(values: Mapping[str, Sequence[Extract]], context: VolumeContext) -> RowFacts:
    """Facts about a row's values, given by script."""
    found = [(s, e) for s, extracts in values.items() for e in extracts if tidy(e.text)]
    count = max(1, len(found))
    kinds: dict[str, float] = {}
    for _, extract in found:
        told = {token.kind for token in tokens(TextStream(extract.words))}
        for kind in told:
            kinds[kind] = kinds.get(kind, 0.0) + 1 / count
    texts = [(script, tidy(extract.text)) for script, extract in found]
    return RowFacts(
        kinds=kinds,
        hijri=sum(_is_hijri(text) for _, text in texts) / count,
        register_year=sum(_is_year(text, context.year) for _, text in texts) / count,
        likeness={
            kind: sum(_likeness(text, script, kind) for script, text in texts) / count
            for kind in _NAMED
        },
        count=len(found),
        whole=sum(_is_whole_name(text, script) for script, text in texts) / count,
    )


def value_score(told: RowFacts, slot: Slot) -> float:
    """How far the values speak for a slot, above 0, or against it, below; -4 to 3."""
    if not told.count or slot.type in ("skip", "office", "mentions"):
        return 0.0
    date = max(told.kinds.get(kind, 0.0) for kind in ("date", "year"))
    if slot.type == "year_number":
        return 3.0 if told.register_year > 0.4 else -4.0
    if told.register_year > 0.4:
        return -3.0
    if slot.type in _DATED:
        score = 3.0 * date - 1.5
        if slot.type == "hijri_date" or told.hijri > 0.5:
            score += 2.0 * told.hijri - 1.0 if slot.type == "hijri_date" else -2.0
        if slot.type == "date" and told.kinds.get("date", 0.0) < 0.3:
            score -= 1.0
        return score
    if slot.type in ("time", "sex"):
        return 4.0 * told.kinds.get(slot.type, 0.0) - 2.0
    closed = max(told.kinds.get(kind, 0.0) for kind in _CLOSED)
    if closed > 0.5:
        return -3.0
    if told.whole > _MOSTLY:
        return _WHOLE if slot.type in _WHOLE_NAMES else -_WHOLE
    own = told.likeness.get(slot.type, 0.0)
    rival = max(value for kind, value in told.likeness.items() if kind != slot.type)
    return max(-_MOST, min(_MOST, _RATHER * (own - rival)))


def _is_whole_name(text: str, script: str) -> bool:
    """Whether a given name opens a text that goes on and is no place's name."""
    words = fold(text).split()
    opens = any(knows("".join(words[:n]), "given") for n in (1, 2))
    return opens and len(words) > 1 and _likeness(text, script, "place") < _A_PLACE


def _is_year(text: str, year: int) -> bool:
    """Whether a value is the register's year, with a stray sign or the office behind it."""
    words = fold(text).split()
    return str(year) in words and (len(words) <= 2 or words[0] == str(year))


def _is_hijri(text: str) -> bool:
    words = fold(text).split()
    months = {word for name in HIJRI_AR.folded for word in name.split() if len(word) > 2}
    year = any(word.isdigit() and int(word) in _HIJRI_YEAR for word in words)
    return year or any(word in months for word in words)


@lru_cache(maxsize=16384)
def _likeness(text: str, script: str, kind: str) -> float:
    if kind == "job":
        return job_likeness(text, script)
    if kind == "place":
        key = fold(text).replace(" ", "")
        found = process.extractOne(
            key, _places(script), scorer=Levenshtein.normalized_similarity, score_cutoff=0.5
        )
        return float(found[1]) if found else 0.3
    return nearest(text, script, kind)


@lru_cache(maxsize=2)
def _places(script: str) -> tuple[str, ...]:
    names = {o.name_ar if script == "ar" else o.name_fr for o in all_offices()}
    return tuple(sorted(fold(name).replace(" ", "") for name in names))
