"""Which slot of a form each column of a volume is: by wording, by value, by person and by order."""

from collections.abc import Callable, Sequence
from functools import lru_cache

from rapidfuzz import fuzz

from indexing.forms import Form, Slot
from indexing.labels.search import folded
from indexing.volumes.column_evidence import ColumnFacts, order_score, type_score
from indexing.volumes.slot_ways import NAMED, OPENERS, OTHERS, Board, Way
from indexing.volumes.template import Column

_SPOUSE = "spouse"
# "Nous, …": the officer speaks, and names himself.
_OFFICER = "nous"
_CUE, _RIVAL, _OTHER_NAMED = 1.6, 2.0, 3.0
_NOT_BESIDE = 4.0
_WITNESS, _OF_OFFICE = 4.0, 1.0
_TELLING_LABEL = 5
_MOSTLY = 0.5
_VARIANTS = 4
_LONG_CUE, _NEARLY = 7, 84
_DATED = ("year", "date", "event_date")
_AGED, _AGED_LETTERS = ("العمر", "عمره", "agede", "ageede"), 8


def give_slots(
    form: Form, found: Sequence[Column], facts: Sequence[ColumnFacts]
) -> tuple[Slot | None, ...]:
    """The likeliest slot of each column, None for those of no slot."""
    beam = [Way(0.0, (), "child")]
    board = Board.of(form)
    most = max(told.margin for told in facts)
    for column, told in zip(found, facts, strict=True):
        others = _tells_others(column, form)
        # A spouse is named in passing: what follows is the dead person's own.
        aside = others and not _tells_others(column, form, _SPOUSE)
        ways = [way.passing(OTHERS if aside else way.group) for way in beam]
        # Whom the margin names is the act's own person, whoever speaks of him.
        witness = others and not (form.script == "fr" and told.margin == most > _MOSTLY)
        for place in board.places:
            evidence = _evidence(form, place.slot, column, told)
            if evidence is not None:
                evidence -= _against(place.slot, told, most, witness)
                evidence += order_score(place.slot, told, facts, form.kind)
                own = form.script == "fr" and not others and _cued(place.slot, column)
                ways += [
                    board.given(way, place, evidence, own)
                    for way in beam
                    if not way.told & place.bit
                ]
        beam = board.best(ways)
    return beam[0].slots


def _against(slot: Slot, told: ColumnFacts, most: float, witness: bool) -> float:
    """What speaks against a slot where a witness is told of, or another column says the margin.

    Args:
        most: the share of the column that repeats the margin most.
    """
    against = _WITNESS if witness and slot.field in OPENERS else 0.0
    # The officer's town, of two that the form prints, is not where the event was.
    against += _OF_OFFICE if witness and slot.type == "place" else 0.0
    named = slot.field in NAMED and most > _MOSTLY and told.margin < _MOSTLY
    return against + (_NOT_BESIDE if named else 0.0)


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
    both = slot.field in OPENERS and other.field in OPENERS
    return other.field != slot.field and (both or other.type == slot.type)


def _is_other_person(slot: Slot, other: Slot) -> bool:
    """Whether the slots name two different persons."""
    return OPENERS.get(slot.field, "") != OPENERS.get(other.field, "") and (
        slot.field in OPENERS and other.field in OPENERS
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
