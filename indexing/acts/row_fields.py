"""Which field each row of a form stands for: the likeliest way to give them all, from the top.

What speaks for a field: the row's own labels, the words in them, what stands beside them in all
acts, the person told of last, the order of the form, and the fields that other rows took.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from rapidfuzz.distance import Levenshtein

from indexing.acts.row_values import RowFacts, value_score
from indexing.forms import Form, Slot
from indexing.labels.search import folded
from indexing.labels.words import NOTHING, Meaning, attribute_of, meaning, meaning_score, person_of

_DESCRIBED = 2.5
_ORDERED = 0.5
_EXPECTED = 0.8
_LEAST = 1.2
_WEAK = 1.6
_BEAM = 30
_SHARED = 0.4
# Rows without any value: a form prints a Hijri date or mentions that few acts fill.
_EMPTY = 1.5
_FILLED = ("given", "family", "date", "place", "sex", "job", "time", "year")
_PLAIN = 0.75
_OWN_LABEL = 0.9
_UNNAMED = 3.0
_BEFORE_NAME = 2.0
_NO_ROW = -4.0
_UNLIKE = -2.5
# "Mises à jour" is no day.
_NO_DAY = 3.0
_DATED = ("date", "hijri_date", "event_date", "year", "year_number")
_SCRIPTS = ("fr", "ar")
_FEW_FIELDS = 6
# The register's year stands in the first third of a form, below no more than its office.
_HEAD_SHARE = 3
_HEAD = ("office", "province", "year", "act_number")
_NAMES = ("given", "family", "full_name")


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """A row of the volume's form: its labels as read in the acts, by script, and its values."""

    labels: dict[str, tuple[str, ...]]
    facts: RowFacts

    def label(self, script: str) -> str:
        """The label most acts read, "" when there is none."""
        return (
            Counter(self.labels.get(script, ())).most_common(1)[0][0]
            if script in self.labels
            else ""
        )


@dataclass(frozen=True, slots=True)
class _Way:
    """Fields given to the first rows, and what speaks for it; ``person`` is told of last."""

    score: float
    fields: tuple[str | None, ...]
    person: str


def give_fields(form: Form, rows: Sequence[PrintedRow]) -> tuple[str | None, ...]:
    """The likeliest field of each row, None for those that stand for none."""
    slots: dict[str, Slot] = {}
    for slot in form.pairs:
        slots.setdefault(slot.field, slot)
    expected = {name.removesuffix("_fr").removesuffix("_ar") for name in form.expects}
    order = {field: place for place, field in enumerate(slots)}
    described = [{field: _described(form, row, field) for field in slots} for row in rows]
    owners = _owners(form, rows, described)
    head = _head(rows, described)
    beam = [_Way(0.0, (), "child")]
    for place, (row, known) in enumerate(zip(rows, described, strict=True)):
        open_to = {
            field: slot
            for field, slot in slots.items()
            if place in owners.get(field, {place}) and (place >= head or _stands_above(slot))
        }
        ways = []
        for way in beam:
            ways.append(replace(way, fields=(*way.fields, None)))
            for field, slot in open_to.items():
                if field in way.fields:
                    continue
                last = next((f for f in reversed(way.fields) if f), None)
                score = row_score(row, slot, known[field], way.person)
                score += _ORDERED * (last is not None and order[field] > order[last])
                score += _EXPECTED * (field in expected)
                score -= _BEFORE_NAME * _is_before_name(slot, way.fields)
                if score < _LEAST:
                    continue
                ways.append(_Way(way.score + score, (*way.fields, field), person_of(slot)))
        beam = sorted(ways, key=lambda way: -way.score)[:_BEAM]
    best = max(beam, key=lambda way: way.score - _UNNAMED * _unnamed(way.fields))
    return _with_mentions(best.fields, rows, slots)


def _with_mentions(
    fields: tuple[str | None, ...], rows: Sequence[PrintedRow], slots: Mapping[str, Slot]
) -> tuple[str | None, ...]:
    """Fields with the heading of mentions: in both scripts, below all others, beside nothing."""
    if "mentions" not in slots or "mentions" in fields or not rows or fields[-1]:
        return fields
    told = sum(field is not None for field in fields)
    heading = not rows[-1].facts.count and len(rows[-1].labels) == len(_SCRIPTS)
    return (*fields[:-1], "mentions") if heading and told > _FEW_FIELDS else fields


def _head(rows: Sequence[PrintedRow], described: Sequence[Mapping[str, float]]) -> int:
    """How many rows stand above the act: those down to the register's year, where it opens a form.

    A row that names a person, or bears a field's own label, ends them.
    """
    for place, row in enumerate(rows[: len(rows) // _HEAD_SHARE]):
        if row.facts.register_year > _SHARED:
            return place + 1
        told = row_meaning(row)
        own = any(x >= _OWN_LABEL for field, x in described[place].items() if field not in _HEAD)
        if told.persons or {"given", "family"} & {*told.attributes} or own:
            return 0
    return 0


def _stands_above(slot: Slot) -> bool:
    """Whether a slot is of the register rather than of the act."""
    return person_of(slot) == "act" and slot.type != "mentions"


def _is_before_name(slot: Slot, fields: Sequence[str | None]) -> bool:
    """Whether a slot tells of a parent whom no row has named yet: forms name them first."""
    person = person_of(slot)
    named = any(field and field.startswith(person) for field in fields)
    return person in ("father", "mother") and slot.type not in _NAMES and not named


def _unnamed(fields: Sequence[str | None]) -> int:
    """Parents of whom the rows tell a family name and no given name: no form prints that."""
    return sum(
        f"{parent}_family" in fields and f"{parent}_given" not in fields
        for parent in ("father", "mother")
    )


def row_score(row: PrintedRow, slot: Slot, described: float, person: str) -> float:
    """How far a row's labels and values speak for a slot.

    Args:
        described: likeness, 0 to 1, of its labels to those described for the slot.
        person: whom the row before tells of.
    """
    words = row_meaning(row)
    told = meaning_score(words, slot, person)
    if not (row.facts.count or words.attributes or words.persons or described):
        # Titles name no more than the event, and nothing stands beside them.
        return _NO_ROW
    described *= 0.0 if _is_ambiguous(words) else 1.0
    empty = 0.0
    if not row.facts.count:
        empty = _NO_DAY if slot.type in _DATED else _EMPTY if slot.type in _FILLED else 0.0
    return told + value_score(row.facts, slot) + _DESCRIBED * described - empty


def _is_ambiguous(told: Meaning) -> bool:
    """ "Nom de la mère" is said of her given name too."""
    return {*told.attributes} == {"given", "family"} and max(told.attributes.values()) < _PLAIN


def _owners(
    form: Form, rows: Sequence[PrintedRow], described: Sequence[Mapping[str, float]]
) -> dict[str, frozenset[int]]:
    """Rows, by place, that print a field's own label: no other row takes the field from them."""
    owners: dict[str, set[int]] = {}
    slots = {slot.field: slot for slot in form.pairs}
    for place, (row, known) in enumerate(zip(rows, described, strict=True)):
        told = row_meaning(row)
        for field, likeness in known.items():
            # "Fille de" facing "her family name" is no father's given name.
            named = not told.attributes or attribute_of(slots[field]) in told.attributes
            # "سنة" in a mention below the act is no label of the register's year.
            suits = value_score(row.facts, slots[field]) > _UNLIKE
            if likeness >= _OWN_LABEL and named and suits and not _is_ambiguous(told):
                owners.setdefault(field, set()).add(place)
    return {field: frozenset(places) for field, places in owners.items()}


def row_meaning(row: PrintedRow) -> Meaning:
    """What a row's labels say in both scripts together."""
    told = NOTHING
    for script in row.labels:
        told = told.joined(meaning(row.label(script), script))
    return told


def _described(form: Form, row: PrintedRow, field: str) -> float:
    """Likeness of a row's labels to the nearest described for a field, 0 below four fifths."""
    best = max(
        (
            Levenshtein.normalized_similarity(folded(row.label(slot.script)), folded(label.text))
            for slot in form.pairs
            if slot.field == field and row.label(slot.script)
            for label in slot.labels
        ),
        default=0.0,
    )
    return best if best >= 0.8 else 0.0


def is_weak(form: Form, row: PrintedRow, slot: Slot) -> bool:
    """Whether little but the type of its values and its place tells a row."""
    known = _described(form, row, slot.field)
    return known == 0 and meaning_score(row_meaning(row), slot, person_of(slot)) < _WEAK
