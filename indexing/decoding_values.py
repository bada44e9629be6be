"""Places, professions and sex: closed lists that a reading is held against.

A place or profession that no list holds is kept as written, with the confidence of its reading.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from archive.act import FieldReading
from archive.offices import Office, all_offices
from indexing.field_readings import field_reading, tidy
from indexing.names import fold
from indexing.text_stream import Extract

_SEX = {
    "fr": {
        "masculin": "M",
        "feminin": "F",
        "male": "M",
        "femelle": "F",
        "garcon": "M",
        "fille": "F",
    },
    "ar": {"ذكر": "M", "انثي": "F", "انثي ": "F"},
}
_NEAR = 0.55
_HOME = 0.12


@dataclass(frozen=True, slots=True)
class _Entry:
    ar: str
    fr: str

    def text(self, script: str) -> str:
        return self.ar if script == "ar" else self.fr


def decode_place(readings: Mapping[str, Extract], home: Office | None) -> dict[str, FieldReading]:
    """A place read in one or both scripts, against the communes; ``home`` is the likeliest."""
    favourite = None if home is None else _Entry(home.name_ar, home.name_fr)
    return _decode(readings, _places(), favourite)


def decode_job(readings: Mapping[str, Extract]) -> dict[str, FieldReading]:
    """A profession read in one or both scripts, against the list of professions."""
    return _decode(readings, _jobs(), None)


def job_likeness(text: str, script: str) -> float:
    """Likeness of ``text`` to the nearest known profession, 0 to 1."""
    near = _nearest(text, script, _jobs(), None)
    return max((score for _, score in near), default=0.0)


def place_likeness(text: str) -> float:
    """Likeness of Arabic ``text`` to the nearest known commune or province, 0 to 1."""
    near = _nearest(text, "ar", _places(), None)
    return max((score for _, score in near), default=0.0)


def decode_sex(readings: Mapping[str, Extract], told: Sequence[str]) -> FieldReading | None:
    """M or F from what is written and from ``told``, what gendered wordings of the form say."""
    votes = {"M": 0.0, "F": 0.0}
    extract: Extract | None = None
    for script, reading in readings.items():
        text = fold(tidy(reading.text)).replace(" ", "")
        if not text:
            continue
        extract = extract or reading
        for word, sex in _SEX[script].items():
            likeness = Levenshtein.normalized_similarity(word.strip(), text)
            votes[sex] = max(votes[sex], likeness**2)
    for sex in told:
        votes[sex] += 0.35
    total = votes["M"] + votes["F"]
    if total == 0 or extract is None:
        return None
    best = "M" if votes["M"] >= votes["F"] else "F"
    share = votes[best] / total
    sure = min(1.0, votes[best]) * share
    return field_reading(best, extract, min(0.995, sure + 0.5 * share * (share > 0.7)), ["M", "F"])


def _decode(
    readings: Mapping[str, Extract], known: tuple[_Entry, ...], favourite: _Entry | None
) -> dict[str, FieldReading]:
    read = {s: e for s, e in readings.items() if tidy(e.text)}
    scores: dict[_Entry, float] = {}
    for script, extract in read.items():
        for entry, likeness in _nearest(tidy(extract.text), script, known, favourite):
            scores[entry] = scores.get(entry, 0.0) + likeness
    if favourite is not None:
        scores = {e: s + _HOME * len(read) * (e == favourite) for e, s in scores.items()}
    ranked = sorted(scores, key=lambda entry: -scores[entry])
    return {
        script: _choose(extract, script, ranked, scores, len(read))
        for script, extract in read.items()
    }


def _choose(
    extract: Extract, script: str, ranked: list[_Entry], scores: dict[_Entry, float], count: int
) -> FieldReading:
    """The best known entry where the reading is nearer to it than it is sure of itself."""
    text = tidy(extract.text).replace("١", "ا") if script == "ar" else tidy(extract.text)
    names = [entry.text(script) for entry in ranked]
    if not ranked:
        return field_reading(text, extract, 0.75 * extract.confidence, [text])
    best = min(1.0, scores[ranked[0]] / count)
    second = min(1.0, scores[ranked[1]] / count) if len(ranked) > 1 else 0.0
    unknown = 0.25 + 0.6 * extract.confidence
    if best < 0.995 and best**1.5 < unknown:
        return field_reading(text, extract, 0.85 * unknown, [text, *names])
    margin = 1 - 0.5 * (second / best) ** 6 if best < 0.995 else 1.0
    return field_reading(names[0], extract, best * margin, names)


def _nearest(
    text: str, script: str, known: tuple[_Entry, ...], favourite: _Entry | None
) -> list[tuple[_Entry, float]]:
    query = fold(text.replace("١", "ا")).replace(" ", "")
    table = _spellings(known, script)
    found = process.extract(
        query, table.keys(), scorer=Levenshtein.normalized_similarity, limit=6, score_cutoff=_NEAR
    )
    near = [(entry, score) for key, score, _ in found for entry in table[key]]
    if favourite is not None:
        own = fold(favourite.text(script)).replace(" ", "")
        near.append((favourite, Levenshtein.normalized_similarity(query, own)))
    return list(dict(near).items())


@cache
def _spellings(known: tuple[_Entry, ...], script: str) -> dict[str, list[_Entry]]:
    table: dict[str, list[_Entry]] = {}
    for entry in known:
        table.setdefault(fold(entry.text(script)).replace(" ", ""), []).append(entry)
    return table


@cache
def _places() -> tuple[_Entry, ...]:
    entries = {_Entry(o.name_ar, o.name_fr): None for o in all_offices()}
    entries |= {_Entry(o.province_ar, o.province_fr): None for o in all_offices()}
    return tuple(entries)


@cache
def _jobs() -> tuple[_Entry, ...]:
    path = Path(__file__).with_name("data") / "professions.tsv"
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[1:]]
    return tuple(_Entry(ar, fr) for ar, fr in rows)
