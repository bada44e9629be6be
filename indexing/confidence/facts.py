"""Facts about a field's reading from which the chance that it is right is told.

Every fact is set so that more of it never speaks against the reading. None looks at which wording
or which font was met, so that they mean the same on registers nobody has seen.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import log
from typing import TypeAlias

from rapidfuzz.distance import Levenshtein

from archive.act import FieldReading
from archive.hijri import Agreement, agreement
from archive.mention import Mention
from archive.offices import all_offices
from indexing.confidence.columns import Columns
from indexing.decoding.values import job_likeness
from indexing.entries.reading import EntryReading
from indexing.names.matching import agree, fold
from indexing.names.sexes import usual_sex
from indexing.names.units import knows

FACTS = (
    *("stated", "as_read", "ahead", "weakest_word", "words", "act_words", "volume_words"),
    *("confirmed", "refuted", "listed", "labels", "belongs", "varies", "shared"),
    *("act_stated", "column", "column_read", "column_listed", "column_agreed", "shown"),
    *("volume_stated", "volume_labels"),
)
"""Names of the facts, in the order of every vector of them.

stated: log odds of the decoder's own confidence, a tenth of them; as_read: likeness of the value
to what was read; ahead: by how much more than the nearest rival; weakest_word, words, act_words,
volume_words: confidence of the words it stands in, of its act's and of its volume's; confirmed,
refuted: whether the other script or calendar says the same (1), another thing (-1); listed: a
list holds the value; labels: share of the form's labels found in the act; belongs: -1 where the
given name of the person is not of that person's sex; varies: minus the share of the volume's other
acts in which that person's given name is the same (the officer is nobody's father); shared: child
and father bear the same family name (1), another (-1); act_stated, volume_stated: mean of stated
over the fields of its act and of its volume; column, column_read, column_listed, column_agreed:
mean of stated, as_read, listed and of confirmed with refuted over the acts of the volume that show
the field; shown: minus the share of its acts that do not; volume_labels: mean of labels.
"""

Facts: TypeAlias = tuple[float, ...]
"""One vector, in the order of ``FACTS``."""

GROUPS: Mapping[str, str] = {
    "given": "given",
    "family": "family",
    "place": "place",
    "residence": "place",
    "job": "job",
    "sex": "sex",
    "time": "time",
    "year": "year",
    "act_number": "act_number",
}
_ODDS = 0.005
_AGREE, _DIFFER = 0.85, 0.6
_TOGETHER = ("given", "family", "place")
_FEW_ACTS = 3
_FAMILIES = {"family_name": "father_family", "father_family": "family_name"}
_CHILD = ("given_name", "family_name")
_PARENTS = ("father_", "mother_")


@dataclass(frozen=True, slots=True)
class Volume:
    """What the acts of a volume tell together.

    Attributes:
        words: how clear its words are, 0 to 1.
        labels: mean share of the form's labels found in an act, 0 to 1.
        columns: means of each field's measures; ``measures_of`` says which.
    """

    words: float
    labels: float
    columns: Columns

    @classmethod
    def of(
        cls, readings: Sequence[EntryReading], acts: Sequence[Mapping[str, FieldReading]]
    ) -> "Volume":
        """A volume from its entries and the fields that were decoded from each."""
        labels = sum(reading.fit for reading in readings) / max(1, len(readings))
        columns = Columns.of([measures_of(fields) for fields in acts])
        return cls(word_clarity(readings), labels, columns)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What surrounds an act's fields.

    Attributes:
        reading: its entry as read.
        volume: what its volume tells of each field.
        others: fields of the volume's other acts.
    """

    reading: EntryReading
    volume: Volume
    others: Sequence[Mapping[str, FieldReading]] = ()


def group_of(field: str) -> str:
    """The group of fields that are read alike, which ``field`` belongs to: ``given_ar``, ``date``.

    Parents' dates are a group of their own, and so are Hijri dates; what is not known is "other".
    """
    if field.endswith("_date"):
        return "parent_date" if field.startswith(("father_", "mother_")) else "date"
    if field.endswith("_hijri"):
        return "hijri_date"
    script = field[-3:] if field.endswith(("_ar", "_fr")) else ""
    parts = field.removesuffix(script).split("_")
    kind = next((GROUPS[part] for part in parts if part in GROUPS), GROUPS.get(field, "other"))
    return f"{kind}{script}"


def word_clarity(readings: Sequence[EntryReading]) -> float:
    """Mean confidence of the words of entries, 0 when there are none."""
    found = [p.word.confidence for r in readings for line in r.entry.lines for p in line.words]
    return sum(found) / len(found) if found else 0.0


def measures_of(fields: Mapping[str, FieldReading]) -> dict[str, tuple[float, ...]]:
    """What each field with a value says by itself and beside its relative.

    In this order: stated, as_read, ahead, confirmed, refuted, listed.
    """
    return {
        name: (
            _log_odds(field.confidence) / 10,
            *_text_facts(name, field),
            *_relatives(name, fields),
            _listed(name, field.value),
        )
        for name, field in fields.items()
        if field.value is not None
    }


def facts_of(fields: Mapping[str, FieldReading], around: Surroundings) -> dict[str, Facts]:
    """The facts of every field of an act that has a value."""
    act_words = word_clarity([around.reading])
    measures = measures_of(fields)
    act_stated = _mean([own[0] for own in measures.values()])
    volume = around.volume
    return {
        name: (
            *(stated, as_read, ahead),
            *_word_facts(fields[name], around.reading, act_words),
            act_words,
            volume.words,
            *(confirmed, refuted, listed),
            around.reading.fit,
            _belongs(name, fields),
            _varies(name, fields, around.others),
            _shared(name, fields),
            act_stated,
            *_column_facts(name, volume),
        )
        for name, (stated, as_read, ahead, confirmed, refuted, listed) in measures.items()
    }


def mention_facts(mention: Mention, around: Surroundings) -> Facts:
    """The facts of a mention: what its reader states, and how clear the act reads."""
    words, volume = word_clarity([around.reading]), around.volume
    own = (_log_odds(mention.confidence) / 10, 0.0, 0.0, words, words, words, volume.words)
    return (
        *own,
        *(0.0, 0.0, 0.0, around.reading.fit, 0.0, 0.0, 0.0, 0.0),
        *_column_facts("", volume),
    )


def _column_facts(name: str, volume: Volume) -> tuple[float, ...]:
    columns = volume.columns
    usual = columns.every or (0.0,) * 6
    stated, as_read, _, confirmed, refuted, listed = columns.cells.get(name, usual)
    shown = columns.shown.get(name, 1.0) - 1
    return (stated, as_read, listed, confirmed + refuted, shown, usual[0], volume.labels)


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def _log_odds(confidence: float) -> float:
    sure = min(1 - _ODDS, max(_ODDS, confidence))
    return log(sure / (1 - sure))


def _is_text(name: str) -> bool:
    return name.endswith(("_ar", "_fr"))


def _text_facts(name: str, field: FieldReading) -> tuple[float, float]:
    """Likeness of the value to the raw text, and its lead over the nearest rival."""
    if not _is_text(name):
        return 0.0, 0.0
    read, value = _letters(field.raw), _letters(field.value or "")
    own = Levenshtein.normalized_similarity(read, value)
    rivals = [letters for c in field.candidates if (letters := _letters(c)) != value]
    rival = max((Levenshtein.normalized_similarity(read, r) for r in rivals), default=0.0)
    return own, max(-0.5, min(0.5, own - rival))


def _letters(text: str) -> str:
    return fold(text).replace(" ", "")


def _word_facts(
    field: FieldReading, reading: EntryReading, act_words: float
) -> tuple[float, float]:
    """Least and mean confidence of the words within the field's box; the act's where none are."""
    box = field.box
    if box is None:
        return act_words, act_words
    inside = [
        placed.word.confidence
        for line in reading.entry.lines
        for placed in line.words
        if placed.page == field.page
        and box.x <= placed.word.box.centre[0] <= box.x + box.width
        and box.y <= placed.word.box.centre[1] <= box.y + box.height
    ]
    return (min(inside), sum(inside) / len(inside)) if inside else (act_words, act_words)


def _relatives(name: str, fields: Mapping[str, FieldReading]) -> tuple[float, float]:
    """Whether the field's relative in the other script or calendar confirms and refutes it."""
    likeness = _likeness(name, fields)
    if likeness is None:
        return 0.0, 0.0
    return float(likeness >= _AGREE), -float(likeness < _DIFFER)


def _likeness(name: str, fields: Mapping[str, FieldReading]) -> float | None:
    own = fields[name].value
    other = fields.get(_relative(name))
    if own is None or other is None or other.value is None:
        return None
    if _is_text(name):
        if not group_of(name).startswith(_TOGETHER):
            return None
        ar, fr = (own, other.value) if name.endswith("_ar") else (other.value, own)
        return agree(ar, fr)
    hijri, gregorian = (own, other.value) if name.endswith("_hijri") else (other.value, own)
    if len(hijri) < 10 or len(gregorian) < 10:
        return None
    return 1.0 if agreement(hijri, gregorian) is Agreement.AGREES else 0.0


def _relative(name: str) -> str:
    if name.endswith("_ar"):
        return name[:-3] + "_fr"
    if name.endswith("_fr"):
        return name[:-3] + "_ar"
    return name.removesuffix("_hijri") if name.endswith("_hijri") else f"{name}_hijri"


def _belongs(name: str, fields: Mapping[str, FieldReading]) -> float:
    """-1 for what is told of a person whose given name, in either script, is of the other sex."""
    person = name.partition("_")[0]
    sex = {"father": "M", "mother": "F"}.get(person)
    given = f"{person}_given"
    if name.startswith(_CHILD):
        given, told = "given_name", fields.get("sex")
        sex = None if told is None else told.value
    read = [fields[key].value for key in (f"{given}_ar", f"{given}_fr") if key in fields]
    usual = {usual_sex(value) for value in read if value} - {None}
    return -1.0 if sex is not None and usual and sex not in usual else 0.0


def _shared(name: str, fields: Mapping[str, FieldReading]) -> float:
    """Whether child and father bear the family name ``name`` in the same letters: 1, else -1."""
    other = _FAMILIES.get(name[:-3])
    told = None if other is None else fields.get(other + name[-3:])
    if told is None or not told.value:
        return 0.0
    return 1.0 if _letters(told.value) == _letters(fields[name].value or "") else -1.0


def _varies(
    name: str, fields: Mapping[str, FieldReading], others: Sequence[Mapping[str, FieldReading]]
) -> float:
    """Minus the share of other acts whose person of this part bears the same given name.

    Trades and birthplaces are not asked: a whole village may share them.
    """
    given = "given_name" if name.startswith(_CHILD) else f"{name.partition('_')[0]}_given"
    if len(others) < _FEW_ACTS or not name.startswith((*_CHILD, *_PARENTS)):
        return 0.0
    shares = [
        sum(key in other and other[key].value == fields[key].value for other in others)
        for key in (f"{given}_ar", f"{given}_fr")
        if key in fields and fields[key].value
    ]
    return -max(shares, default=0) / len(others)


def _listed(name: str, value: str | None) -> float:
    group, script = group_of(name), name[-2:]
    if not value or not _is_text(name):
        return 0.0
    if group.startswith(("given", "family")):
        return float(knows(value, group[:-3]))
    if group.startswith("place"):
        return float(_letters(value) in _places())
    if group.startswith("job"):
        return float(job_likeness(value, script) >= 1.0)
    return 0.0


@cache
def _places() -> frozenset[str]:
    every = all_offices()
    names = [(o.name_ar, o.name_fr, o.province_ar, o.province_fr) for o in every]
    return frozenset(_letters(name) for four in names for name in four)
