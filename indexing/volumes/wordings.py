"""A form as one volume prints it: wordings that its description lacks are learnt from the acts.

``indexing.volumes.template`` tells the columns of values that the acts have in common. Here each
column is given a slot of the form (``indexing.volumes.column_slots``), and the wordings
found before a column open its slot; those before a column of no slot close the one before it.
"""

from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from indexing.entries.facing_labels import faced_share
from indexing.entries.reading import EntryReading, read_entry, sentence
from indexing.forms import Form, Label, Slot, forms_of
from indexing.labels.search import folded
from indexing.registers.context import VolumeContext
from indexing.volumes.act_alignment import Act
from indexing.volumes.column_evidence import ColumnFacts, constant_of, facts_of
from indexing.volumes.column_slots import give_slots
from indexing.volumes.margin_order import with_margin_order
from indexing.volumes.plausibility import plausibility
from indexing.volumes.shared_lines import share_lines
from indexing.volumes.template import Column, columns

_TOLD_BY_KIND = ("date", "event_date", "hijri_date", "year", "time", "sex")
_LONGEST_VARIANTS = 4
_LEAST_OWN_LABEL = 5
_FITS = 0.4
_FITS_WELL = 0.8
_MOSTLY = 0.5
_SHORTEST_PRINTED = 3
_DOUBT, _KNOWN = 0.6, 4.0
_TURNED = 2.0


def read_again(readings: Sequence[EntryReading], context: VolumeContext) -> list[EntryReading]:
    """Readings of prose acts, read once more with the wordings that they teach about their form.

    Where no description fits the acts, each prose form of their kind is tried.
    """
    again = list(readings)
    for form in dict.fromkeys(one.form for one in readings):
        places = [place for place, one in enumerate(readings) if one.form is form]
        own = [readings[place] for place in places]
        for place, one in zip(places, _learn_and_read(form, own, context), strict=True):
            again[place] = one
    return share_lines(again)


def _learn_and_read(
    form: Form, readings: Sequence[EntryReading], context: VolumeContext
) -> Sequence[EntryReading]:
    forms = [form] if form.shape == "prose" else []
    if _mean_fit(readings) < _FITS and not _stand_in_rows(form, readings):
        forms += _other_prose(form)
    best = readings
    for one in forms:
        plain = readings
        if one is not form:
            plain = with_margin_order([read_entry(r.entry, one) for r in readings])
        learnt = learn_wordings(one, plain, context)
        if learnt is not one:
            read = [read_entry(reading.entry, learnt) for reading in readings]
            likelier = _likelier(plain, read)
            best = max((best, likelier), key=_mean_fit) if one is not form else likelier
    return best


def _stand_in_rows(form: Form, readings: Sequence[EntryReading]) -> bool:
    """Whether a form of rows was chosen for acts whose lines stand in ruled cells, or faced."""
    lines = [line for one in readings for line in one.entry.lines]
    ruled = sum(line.row is not None for line in lines)
    faced = [faced_share(one.entry.lines) for one in readings]
    return form.shape != "prose" and (2 * ruled > len(lines) or median(faced) > _MOSTLY)


def _other_prose(form: Form) -> list[Form]:
    """The other prose forms of a kind, with the labels of numbers that the volume counts by."""
    every = forms_of(form.kind)
    told = tuple(x for x in form.number if not any(x in other.number for other in every))
    others = [other for other in every if other.shape == "prose" and other.id != form.id]
    return [replace(other, number=(*other.number, *told)) if told else other for other in others]


def _likelier(plain: Sequence[EntryReading], learnt: Sequence[EntryReading]) -> list[EntryReading]:
    """Of each act's two readings the one whose values are like their slots.

    Arabic words are read glued and split, which known labels bear better than an alignment. French
    acts that open with their own day are hardly acts that end with it.
    """
    own_day = any(_opens_with_own_day(one.form) for one in learnt)
    turned = _TURNED if own_day and learnt[0].form.script == "fr" else 0.0
    return [
        after
        if plausibility(after.filled) >= plausibility(before.filled) + _doubt(before) - turned
        else before
        for before, after in zip(plain, learnt, strict=True)
    ]


def _opens_with_own_day(form: Form) -> bool:
    """Whether a form prints the day of drawing up before the day of the event."""
    fields = [slot.field for slot in form.slots]
    event = f"{form.kind.value}_date"
    both = "drawn_up_date" in fields and event in fields
    return both and fields.index("drawn_up_date") < fields.index(event)


def _doubt(plain: EntryReading) -> float:
    """By how much a reading with learnt wordings must be likelier than one with known ones."""
    # Where a French form's own labels fit badly, or one of them is lost, its printer is another.
    if plain.form.script == "fr":
        return _DOUBT if plain.fit >= _FITS_WELL and _is_whole(plain) else 0.0
    return _DOUBT + _KNOWN * max(0.0, plain.fit - _FITS)


def _is_whole(plain: EntryReading) -> bool:
    """Whether every slot that the form is sure to print was found."""
    found = {(one.slot.group, one.slot.field) for one in plain.filled}
    return all((s.group, s.field) in found for s in plain.form.slots if not s.optional)


def _mean_fit(readings: Sequence[EntryReading]) -> float:
    return sum(one.fit for one in readings) / len(readings)


def learn_wordings(form: Form, readings: Sequence[EntryReading], context: VolumeContext) -> Form:
    """The form with the wordings and the order that its acts print; itself when they are few."""
    home = () if context.office is None else (context.office.name_fr, context.office.name_ar)
    acts = [Act.of(sentence(one.entry, form), home) for one in readings]
    margins = [
        tuple(extract.text for _, script, extract in one.margin if script == form.script)
        for one in readings
    ]
    found = _without_printed(form, columns(acts))
    if not found:
        return form
    facts = [facts_of(column, form.script, margins, context) for column in found]
    given = give_slots(form, found, facts)
    if sum(slot is not None for slot in given) < len(form.slots) / 3:
        return form
    return replace(form, slots=_slots(form, found, facts, given), in_order=True, home=home)


def _without_printed(form: Form, found: Sequence[Column]) -> list[Column]:
    """The columns without words of the form's own labels ("Nous", "Officier"): they are printed."""
    words = {folded(word) for slot in form.slots for x in slot.labels for word in x.text.split()}
    kept: list[Column] = []
    pending = ""
    for column in found:
        if pending:
            befores = tuple((pending + wording, count) for wording, count in column.befores)
            column = replace(column, befores=befores)
        pending = ""
        text = constant_of(column)
        if text in words and len(text) > _SHORTEST_PRINTED:
            pending = (column.befores[0][0] if column.befores else "") + text
        else:
            kept.append(column)
    return kept


def _slots(
    form: Form,
    found: Sequence[Column],
    facts: Sequence[ColumnFacts],
    given: Sequence[Slot | None],
) -> tuple[Slot, ...]:
    """The volume's slots in its own order; those of no column where the form would print them."""
    slots: list[Slot] = []
    pending: tuple[str, ...] = ("",)
    for column, told, slot in zip(found, facts, given, strict=True):
        wordings = _variants(pending, column)
        pending = ("",)
        if slot is None and told.constant:
            pending = tuple(wording + told.constant for wording in wordings)
            continue
        worded = [wording for wording in wordings if wording]
        if slot is not None:
            labels = tuple(_label(slot, wording) for wording in worded)
            if not (worded and slot.type in _TOLD_BY_KIND):
                labels += tuple(x for x in _own_labels(slot) if not _extends(x, worded))
            # The margin tells which of the two names this volume writes first.
            first = slot.type == "person" and told.family_first > _MOSTLY
            kind = "family_given" if first else slot.type
            slots.append(replace(slot, type=kind, labels=labels or slot.labels))
        elif max(map(len, worded), default=0) >= 2:
            labels = tuple(Label(wording) for wording in worded)
            slots.append(Slot(f"between_{len(slots)}", "skip", form.script, labels, optional=True))
    return tuple(_with_others(form, slots))


def _with_others(form: Form, slots: list[Slot]) -> list[Slot]:
    """The slots with those that no column was given, each behind its forerunner on the form."""
    whole = list(slots)
    for place, slot in enumerate(form.slots):
        if any(s.field == slot.field and s.group == slot.group for s in whole):
            continue
        before = {(s.field, s.group) for s in form.slots[:place]}
        at = max((i for i, s in enumerate(whole) if (s.field, s.group) in before), default=-1)
        labels = _own_labels(slot) or slot.labels
        whole.insert(at + 1, replace(slot, labels=labels, optional=True))
    return whole


def _own_labels(slot: Slot) -> tuple[Label, ...]:
    """Labels of the form's description that are long enough to stand for themselves."""
    return tuple(label for label in slot.labels if len(folded(label.text)) >= _LEAST_OWN_LABEL)


def _extends(label: Label, wordings: Sequence[str]) -> bool:
    """Whether a label only goes on from a learnt one, and so may swallow the value's letters."""
    return any(folded(label.text).startswith(wording) for wording in wordings)


def _variants(pending: Sequence[str], column: Column) -> list[str]:
    """What stands before a column, commonest first; a wording met once may be a misreading."""
    often = [wording for wording, count in column.befores if count > 1]
    often = (often or [wording for wording, _ in column.befores])[:_LONGEST_VARIANTS]
    return [before + wording for wording in often or [""] for before in pending]


def _label(slot: Slot, wording: str) -> Label:
    """The wording as a label of the slot, with the sex that a known label at its end tells."""
    ends = [x for x in slot.labels if x.sex and wording.endswith(folded(x.text))]
    longest = max(ends, key=lambda x: len(folded(x.text)), default=None)
    return Label(wording, longest.sex if longest else None)
