"""Places, professions and sex: closed lists that a reading is held against.

A place or profession that no list holds is kept as written.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from archive.act import FieldReading
from archive.offices import Office, all_offices
from indexing.decoding.closed_world import ClosedWorld, Listed
from indexing.decoding.field_readings import field_reading, tidy
from indexing.decoding.worlds import decode_in_world
from indexing.names.matching import fold
from indexing.names.sexes import usual_sex
from indexing.text.stream import EMPTY, Extract

_SEX = {
    "fr": {
        "masculin": "M",
        "feminin": "F",
        "male": "M",
        "femelle": "F",
        "garcon": "M",
        "fille": "F",
    },
    "ar": {"ذكر": "M", "انثي": "F"},
}
# How often an event of the register stands in its own commune, and values outside the lists.
_HOME = 0.4
_UNLISTED_PLACES, _UNLISTED_JOBS = 0.15, 0.15
_PROVINCE, _FORMER = 1.0, 0.3
_WORDING, _GIVEN_NAME = 0.35, 0.25
_INFERRED = 0.75


def decode_place(
    readings: Mapping[str, Sequence[Extract]], home: Office | None
) -> dict[str, FieldReading]:
    """A place read in one or both scripts, against the communes; ``home`` is the likeliest."""
    likely = {} if home is None else {fold(home.name_ar): _HOME, fold(home.name_fr): _HOME}
    return decode_in_world(_places(), readings, likely)


def decode_job(readings: Mapping[str, Sequence[Extract]]) -> dict[str, FieldReading]:
    """A profession read in one or both scripts, against the list of professions."""
    return decode_in_world(_jobs(), readings)


def job_likeness(text: str, script: str) -> float:
    """Likeness of ``text`` to the nearest known profession, 0 to 1."""
    return _likeness(_jobs(), text, script)


def place_likeness(text: str, script: str) -> float:
    """Likeness of ``text`` to the nearest known commune or province, 0 to 1."""
    return _likeness(_places(), text, script)


def _likeness(world: ClosedWorld, text: str, script: str) -> float:
    query = fold(text).replace(" ", "")
    near = (known.replace(" ", "") for known in world.near(fold(text), script))
    return max((Levenshtein.normalized_similarity(query, known) for known in near), default=0.0)


def decode_sex(
    readings: Mapping[str, Extract], told: Sequence[str], given: Sequence[str] = ()
) -> FieldReading | None:
    """M or F, or None when nothing tells.

    Args:
        readings: what is written, by script.
        told: what gendered wordings of the form say.
        given: given names of the person, in either script.
    """
    votes = {"M": 0.0, "F": 0.0}
    extract: Extract | None = None
    for script, reading in readings.items():
        text = fold(tidy(reading.text)).replace(" ", "")
        if not text:
            continue
        extract = extract or reading
        for word, of_word in _SEX[script].items():
            likeness = Levenshtein.normalized_similarity(word, text)
            votes[of_word] = max(votes[of_word], likeness**2)
    for of_wording in told:
        votes[of_wording] += _WORDING
    usual = {usual_sex(name) for name in given} - {None}
    for of_name in usual if len(usual) == 1 else ():
        votes[of_name or ""] += _GIVEN_NAME
    return _settled(votes, extract)


def _settled(votes: Mapping[str, float], extract: Extract | None) -> FieldReading | None:
    total = votes["M"] + votes["F"]
    if not total:
        return None
    best = "M" if votes["M"] >= votes["F"] else "F"
    share = votes[best] / total
    sure = min(1.0, votes[best]) * share
    sure = min(0.995, sure + 0.5 * share * (share > 0.7))
    # A sex that stands nowhere is for a person to confirm, however plainly the act implies it.
    sure = sure if extract is not None else min(sure, _INFERRED)
    return field_reading(best, extract or EMPTY, sure, ["M", "F"])


@cache
def _places() -> ClosedWorld:
    return ClosedWorld("places", dict.fromkeys(_every_place()), _UNLISTED_PLACES)


def _every_place() -> Iterator[Listed]:
    for one in all_offices():
        yield Listed(one.name_ar, one.name_fr)
        yield Listed(one.province_ar, one.province_fr, _PROVINCE)
        for old in one.former:
            yield Listed(old.name_ar or one.name_ar, old.name_fr, _FORMER)


@cache
def _jobs() -> ClosedWorld:
    path = Path(__file__).parents[1] / "data" / "professions.tsv"
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[1:]]
    listed = [Listed(ar, fr) for ar, fr in rows]
    return ClosedWorld("professions", listed, _UNLISTED_JOBS, by_sound=False)
