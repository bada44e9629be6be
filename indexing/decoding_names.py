"""Names of one person read in one or both scripts, decoded together.

Every reading of the name (margin and body, French and Arabic) votes for candidates: what was
read, the known names near it, and the spellings that the other script suggests. A name that no
list knows stays as written.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from archive.act import FieldReading
from indexing.field_readings import field_reading, tidy
from indexing.name_units import closest, knows, spelling
from indexing.names import agree, fold, script_of
from indexing.text_stream import EMPTY, Extract

_NEAREST = 6
_LEAST_AGREEMENT = 0.2
_PAIRED = 1.2
_STRANGERS = 0.8
_NEAR_PAIR = 0.3
_LOST_ALEF = 0.9


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate spelling and how well the readings support it, 0 to 1."""

    text: str
    score: float


def decode_name(readings: Mapping[str, Sequence[Extract]], kind: str) -> dict[str, FieldReading]:
    """Field readings by script ("ar", "fr") of a name of ``kind`` ("given" or "family").

    Only scripts with a reading are answered; blank readings count as none.
    """
    read = {
        script: [extract for extract in extracts if tidy(extract.text)]
        for script, extracts in readings.items()
    }
    read = {script: extracts for script, extracts in read.items() if extracts}
    ranked = {script: rank(extracts, script, kind) for script, extracts in read.items()}
    if len(ranked) == 2:
        return _decode_both(read, ranked, kind)
    return {
        script: _reading(read[script], scored, _alone(scored)) for script, scored in ranked.items()
    }


def rank(extracts: Sequence[Extract], script: str, kind: str) -> list[Scored]:
    """Candidates of one script, best first, from every reading in that script."""
    texts = {_readable(tidy(extract.text)): extract.confidence for extract in extracts}
    pool = dict.fromkeys(texts)
    for text in texts:
        pool.update(dict.fromkeys(unit for unit, _ in _near(text, script, kind)))
    scored = [Scored(text, _support(text, extracts, kind)) for text in pool]
    return sorted(scored, key=lambda s: -s.score)


def _decode_both(
    read: Mapping[str, list[Extract]], ranked: dict[str, list[Scored]], kind: str
) -> dict[str, FieldReading]:
    for script, other in (("ar", "fr"), ("fr", "ar")):
        held = {fold(s.text) for s in ranked[script]}
        for source in ranked[other][:3]:
            for text in spelling(source.text, kind)[:3]:
                if fold(text) not in held:
                    held.add(fold(text))
                    support = _support(text, read[script], kind)
                    ranked[script].append(Scored(text, support))
    best, pair, together = -1.0, (ranked["ar"][0], ranked["fr"][0]), 0.0
    for ar in ranked["ar"]:
        for fr in ranked["fr"]:
            match = _agreement(ar.text, fr.text)
            listed = _PAIRED if _listed(ar.text, fr.text, kind) else 1.0
            score = (ar.score + 0.05) * (fr.score + 0.05) * (_LEAST_AGREEMENT + match) * listed
            if score > best:
                best, pair, together = score, (ar, fr), match
    ar, fr = pair
    # A near reading is the listed spelling of the other script's name: this one may be misread.
    strangers = _known(ar.text, kind) and _known(fr.text, kind)
    strangers |= any(_listed(ar.text, s.text, kind) for s in ranked["fr"] if s.score > _NEAR_PAIR)
    strangers |= any(_listed(s.text, fr.text, kind) for s in ranked["ar"] if s.score > _NEAR_PAIR)
    strangers &= not _listed(ar.text, fr.text, kind)
    doubt = _STRANGERS if strangers else 1.0
    return {
        "ar": _reading(read["ar"], _lead(ranked["ar"], ar), doubt * _confidence(ar, fr, together)),
        "fr": _reading(read["fr"], _lead(ranked["fr"], fr), doubt * _confidence(fr, ar, together)),
    }


def _alone(scored: Sequence[Scored]) -> float:
    """Confidence of a spelling without another script to confirm it: a close rival lowers it."""
    best = scored[0]
    rival = max((s.score for s in scored[1:] if _letters(s.text) != _letters(best.text)), default=0)
    return best.score * (1 - 0.4 * (rival / best.score) ** 4) if best.score else 0.0


def _confidence(own: Scored, other: Scored, together: float) -> float:
    """A spelling that the other script confirms is surer than its reading alone."""
    if together >= 0.85:
        return own.score + (1 - own.score) * 0.75 * min(1.0, other.score + 0.1)
    return own.score * (0.45 + 0.55 * together)


def _lead(scored: Sequence[Scored], first: Scored) -> list[Scored]:
    rest = sorted((s for s in scored if s is not first), key=lambda s: -s.score)
    return [first, *rest]


def _reading(
    extracts: Sequence[Extract], scored: Sequence[Scored], confidence: float
) -> FieldReading:
    shown = max(extracts, key=lambda extract: extract.confidence, default=EMPTY)
    return field_reading(scored[0].text, shown, confidence, [s.text for s in scored])


def _support(text: str, extracts: Sequence[Extract], kind: str) -> float:
    """How well the readings together support a spelling: their best, tempered by their mean."""
    scores = [_score(text, _readable(tidy(e.text)), e.confidence, kind) for e in extracts]
    return 0.6 * max(scores) + 0.4 * sum(scores) / len(scores)


def _score(text: str, read: str, confidence: float, kind: str) -> float:
    known = _known(text, kind)
    if known and _letters(text) == _letters(read):
        return 0.75 + 0.25 * confidence - 0.02 * (fold(text) != fold(read))
    if fold(text) == fold(read):
        return 0.3 + 0.5 * confidence
    if known and _bare_alef(text) == _bare_alef(read):
        return _LOST_ALEF
    likeness = Levenshtein.normalized_similarity(_letters(text), _letters(read))
    # A sure reading is rarely wrong, so a near name in the list counts for less beside it.
    doubt = 1 - 0.35 * max(0.0, confidence - 0.5) * 2
    return float((0.94 if known else 0.7) * likeness**1.6 * doubt)


def _bare_alef(text: str) -> str:
    """Letters without an opening alef, which recognition drops from letter-spaced type."""
    return _letters(text).removeprefix("ا")


def _readable(text: str) -> str:
    """A name as read, figures that stand for letters in Arabic writing turned back."""
    if script_of(text) != "ar":
        return text
    return "".join("ا" if c in "1١" else c for c in text)


def _letters(text: str) -> str:
    """Letters that decide: spaces fall away, the figure one is an alef beside Arabic letters."""
    letters = fold(text).replace(" ", "")
    return letters.replace("1", "ا") if script_of(letters) == "ar" else letters


@lru_cache(maxsize=32768)
def _near(text: str, script: str, kind: str) -> tuple[tuple[str, float], ...]:
    found = closest(text, script, kind, _NEAREST, 0.45)
    glued = closest(_letters(text), script, kind, 3, 0.6) if " " in text else []
    return tuple((unit.text(script), score) for unit, score in [*found, *glued])


@lru_cache(maxsize=32768)
def _known(text: str, kind: str) -> bool:
    return knows(text, kind)


@lru_cache(maxsize=65536)
def _listed(ar: str, fr: str, kind: str) -> bool:
    """Whether the table of names pairs these two spellings."""
    by_fr = {fold(text) for text in spelling(fr, kind)}
    by_ar = {fold(text) for text in spelling(ar, kind)}
    return fold(ar) in by_fr and fold(fr) in by_ar


@lru_cache(maxsize=65536)
def _agreement(ar: str, fr: str) -> float:
    return agree(ar, fr)
