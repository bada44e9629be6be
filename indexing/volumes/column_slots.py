"""Which slot of a form each column of a volume is: by wording, by value, by person and by order."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from archive.register import Kind
from indexing.forms import Form, Slot
from indexing.labels.search import folded
from indexing.volumes.column_evidence import ColumnFacts, order_score, type_score
from indexing.volumes.template import Column

_BEAM = 300
_PERSONS = ("child", "father", "mother")
_OPENERS = {
    "child": "child", "given_name": "child", "father_given": "father", "parents": "father",
    "mother": "mother", "mother_given": "mother",
}  # fmt: skip
# The child's name stands in one piece or in two, never in both.
_NAMED = {"child": 1, "given_name": 2, "family_name": 2}
_OTHERS, _SPOUSE = "other", "spouse"
# "Nous, …": the officer speaks, and names himself.
_OFFICER = "nous"
_OF_ANOTHER = -5.0
_BACK = -1.0
_USED, _USED_OPTIONAL = 1.0, 0.2
_CUE, _RIVAL, _OTHER_NAMED = 1.6, 2.0, 3.0
_NOT_BESIDE, _TWICE = 4.0, 5.0
_WITNESS, _OF_OFFICE = 4.0, 1.0
_MOTHER_FIRST = 1.5
_AFTER_OTHERS = 2.0
_DECLARING = 2.0
_BESIDE, _UNNAMED = 1.0, 2.0
_TELLING_LABEL = 5
_MOSTLY = 0.5
_VARIANTS = 4
_LONG_CUE, _NEARLY = 7, 84
_DATED = ("year", "date", "event_date")
_AGED, _AGED_LETTERS = ("العمر", "عمره", "agede", "ageede"), 8


@dataclass(frozen=True, slots=True)
class _Way:
    """Slots given to the first columns, and what speaks for it; ``group`` is told of last."""

    score: float
    slots: tuple[Slot | None, ...]
    group: str

    @property
    def state(self) -> tuple[frozenset[Slot], str, Slot | None]:
        """What the way's continuation depends on."""
        told = [slot for slot in self.slots if slot is not None]
        return frozenset(told), self.group, told[-1] if told else None


def give_slots(
    form: Form, found: Sequence[Column], facts: Sequence[ColumnFacts]
) -> tuple[Slot | None, ...]:
    """The likeliest slot of each column, None for those of no slot."""
    beam = [_Way(0.0, (), "child")]
    most = max(told.margin for told in facts)
    beside = most > _MOSTLY
    for column, told in zip(found, facts, strict=True):
        others = _tells_others(column, form)
        # A spouse is named in passing: what follows is the dead person's own.
        aside = others and not _tells_others(column, form, _SPOUSE)
        ways = [
            _Way(way.score, (*way.slots, None), _OTHERS if aside else way.group) for way in beam
        ]
        # Whom the margin names is the act's own person, whoever speaks of him.
        witness = others and not (form.script == "fr" and told.margin == most > _MOSTLY)
        for slot in form.slots:
            evidence = _evidence(form, slot, column, told)
            if evidence is not None:
                evidence -= _WITNESS if witness and slot.field in _OPENERS else 0.0
                # The officer's town, of two that the form prints, is not where the event was.
                evidence -= _OF_OFFICE if witness and slot.type == "place" else 0.0
                named = slot.field in _NAMED and beside and told.margin < _MOSTLY
                evidence -= _NOT_BESIDE if named else 0.0
                evidence += order_score(slot, told, facts, form.kind)
                own = form.script == "fr" and not others and _cued(slot, column)
                ways += [
                    _given(form, way, slot, evidence, own) for way in beam if slot not in way.slots
                ]
        beam = _best(ways, form)
    return beam[0].slots


def _best(ways: Sequence[_Way], form: Form) -> list[_Way]:
    """The likeliest ways, best first, as many of those that open with the act's own day as others.

    Such a way gains nothing from officer and declarant, and all from what follows them.
    """
    best = {way.state: way for way in sorted(ways, key=lambda way: way.score)}
    ranked = sorted(best.values(), key=lambda way: -way.score)
    events = ("drawn_up_date", f"{form.kind.value}_date")
    kept: dict[tuple[bool, ...], int] = {}
    beam = []
    for way in ranked:
        told = {slot.field for slot in way.slots if slot is not None}
        days = tuple(event in told for event in events)
        kept[days] = kept.get(days, 0) + 1
        if kept[days] <= _BEAM:
            beam.append(way)
    return beam


def _tells_others(column: Column, form: Form, group: str = "") -> bool:
    """Whether the wordings before a column tell of a witness, a declarant, a spouse, an officer.

    With a ``group`` of the form: whether they tell of the one whom that group passes over.
    """
    passed = [slot for slot in form.slots if slot.type == "skip" and group in ("", slot.group)]
    ends = [folded(label.text) for slot in passed for label in slot.labels]
    ends = [end for end in ends if len(end) >= _TELLING_LABEL]

    def tells(wording: str) -> bool:
        if form.script == "fr" and not group and wording.endswith(_OFFICER):
            return True
        return any(_said(cue, wording) for slot in passed for cue in slot.cues) or any(
            wording.endswith(end) for end in ends
        )

    return _mostly(tells, column)


def _mostly(tells: Callable[[str], bool], column: Column) -> bool:
    """Whether what most acts read before a column says something."""
    often = column.befores[:_VARIANTS]
    told = sum(count for wording, count in often if tells(wording))
    return told > _MOSTLY * sum(count for _, count in often)


@lru_cache(maxsize=65536)
def _said(cue: str, wording: str) -> bool:
    """Whether a wording holds a cue; a long one may be misread by a letter in six."""
    if cue in wording:
        return True
    long = len(cue) >= _LONG_CUE and len(wording) >= len(cue) - 1
    return long and fuzz.partial_ratio(cue, wording) >= _NEARLY


def _given(form: Form, way: _Way, slot: Slot, evidence: float, own: bool) -> _Way:
    """The way with the slot given to the next column, ``own`` where its wording names the slot."""
    opened = _OPENERS.get(slot.field)
    score = way.score + evidence + (_USED_OPTIONAL if slot.optional else _USED)
    event = slot.field.startswith(f"{form.kind.value}_")
    if opened is None and slot.group in _PERSONS and not event and slot.type != "sex":
        score += _OF_ANOTHER if way.group != slot.group else 0.0
    groups = [s.group for s in form.slots]
    last = next((s for s in reversed(way.slots) if s is not None), None)
    if last is not None and groups.index(slot.group) < groups.index(last.group):
        score += _BACK
    if opened == "mother" and not any(s and _OPENERS.get(s.field) == "father" for s in way.slots):
        score -= _MOTHER_FIRST
    score += _beside_birth(way, slot)
    # Nobody's birth is told before he is named: a place there is of the event.
    named = any(s and _OPENERS.get(s.field) == "child" for s in way.slots)
    early = form.kind is Kind.DEATH and slot.field == "birth_place" and not named
    score -= _UNNAMED if early and form.script == "fr" else 0.0
    if opened in ("father", "mother") and way.group == _OTHERS and not own:
        score -= _AFTER_OTHERS
    of_father = "father" in (opened, slot.group) and form.kind is Kind.BIRTH
    if not of_father and _is_declaring(way, form) and (opened or slot.type == "place"):
        score -= _DECLARING
    pieces = {_NAMED[s.field] for s in (*way.slots, slot) if s is not None and s.field in _NAMED}
    score -= _TWICE if slot.field in _NAMED and len(pieces) > 1 else 0.0
    group = opened or (_OTHERS if slot.group not in _PERSONS else way.group)
    return _Way(score, (*way.slots, slot), group)


def _beside_birth(way: _Way, slot: Slot) -> float:
    """What speaks for a person's place of birth right behind the year, and the year behind it."""
    last = way.slots[-1] if way.slots else None
    pair = {slot.field, "" if last is None else last.field}
    person = slot.field.removesuffix("birth_place").removesuffix("birth_date")
    return _BESIDE if pair == {f"{person}birth_place", f"{person}birth_date"} else 0.0


def _is_declaring(way: _Way, form: Form) -> bool:
    """Whether an act that opens with its own day has not come to the event or its person yet.

    Officer and declarant stand between; the declarant of a birth may be the father.
    """
    told = {slot.field for slot in way.slots if slot is not None}
    come = told & {f"{form.kind.value}_date", *(f for f, who in _OPENERS.items() if who == "child")}
    opened = "drawn_up_date" in told and not come
    return opened and form.script == "fr"


def _evidence(form: Form, slot: Slot, column: Column, told: ColumnFacts) -> float | None:
    """What speaks for the slot at this column; None where nothing could stand in it."""
    if slot.type in ("skip", "mentions") or not any(v and v.text for v in column.values):
        return None
    typed = type_score(slot, told, form.kind)
    # An age is no field of an act.
    aged = form.script == "fr" or slot.type in _DATED
    if typed is None or (aged and _tells_age(column)):
        return None
    shown = sum(count for _, count in column.befores)
    worded = sum(
        count * _label_evidence(slot, wording) for wording, count in column.befores[:4]
    ) / max(1, shown)
    wording = column.befores[0][0] if column.befores else ""
    if _cued(slot, column):
        return typed + max(worded, _CUE)
    rivals = [other for other in form.slots if _alike(slot, other) and _cued(other, column)]
    # "ayant pour mère" is like "a pour père": the word that names the one rules out the other.
    if any(_is_other_person(slot, other) for other in rivals) and not _ends_known(slot, wording):
        return typed - _OTHER_NAMED
    return typed + worded - (_RIVAL if rivals and worded < _CUE else 0.0)


def _tells_age(column: Column) -> bool:
    """Whether the column is an age, not a year: "البالغ من العمر", "âgé de"."""
    wording = column.befores[0][0] if column.befores else ""
    wording = wording.replace("mariage", "")
    return any(word in wording[-_AGED_LETTERS:] for word in _AGED)


def _alike(slot: Slot, other: Slot) -> bool:
    """Whether the two slots take values of one kind, of other persons or events."""
    both = slot.field in _OPENERS and other.field in _OPENERS
    return other.field != slot.field and (both or other.type == slot.type)


def _is_other_person(slot: Slot, other: Slot) -> bool:
    """Whether the slots name two different persons."""
    return _OPENERS.get(slot.field, "") != _OPENERS.get(other.field, "") and (
        slot.field in _OPENERS and other.field in _OPENERS
    )


def _ends_known(slot: Slot, wording: str) -> bool:
    """Whether a label of the slot, as its printer words it, closes the wording."""
    return any(wording.endswith(folded(label.text)) for label in slot.labels)


def _cued(slot: Slot, column: Column) -> bool:
    return _mostly(lambda wording: any(_said(cue, wording) for cue in slot.cues), column)


@lru_cache(maxsize=16384)
def _label_evidence(slot: Slot, wording: str) -> float:
    """Likeness of the wording's end to a label of the slot; longer labels say more."""
    best = 0.0
    for label in slot.labels:
        text = folded(label.text)
        if wording.endswith(text):
            best = max(best, 0.8 + 0.25 * min(len(text), 12))
        elif len(text) >= _TELLING_LABEL and len(wording) >= _TELLING_LABEL:
            like = fuzz.partial_ratio(text, wording[-len(text) - 2 :]) / 100
            best = max(best, (0.5 + 0.25 * min(len(text), 12)) * max(0.0, 2 * like - 1))
    return best
