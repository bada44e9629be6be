"""The rows that one volume's form prints: which field each stands for, whatever its wording.

A row is told by the labels described for the form, by the words of its label in either script, by
what stands beside it in all acts, by the person told of last and by the fields other rows took.
Rows told by little but place and type make a field less sure.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz.distance import Levenshtein

from indexing.acts.row_fields import PrintedRow, give_fields, is_weak, row_meaning
from indexing.acts.row_values import facts_of
from indexing.entries.pairs import labelled
from indexing.entries.reading import EntryReading, read_entry, text_lines
from indexing.forms import Form, Label, Slot
from indexing.labels.search import folded
from indexing.registers.context import VolumeContext
from indexing.tables.form_rows import FormRow, form_rows
from indexing.text.stream import Extract, extract_words

_SAMPLE = 12
_ALIKE = 0.72
_SAME_LABEL = 0.86
_WEAK_CERTAINTY = 0.75
_MOST_READINGS = 5
_SHARED = 0.4
_KNOWN_WORD = 0.6


def read_rows_again(readings: Sequence[EntryReading], context: VolumeContext) -> list[EntryReading]:
    """Readings of forms of rows, read once more with the labels that the volume itself prints."""
    learnt: dict[Form, Form] = {}
    for form in {one.form for one in readings if one.form.shape != "prose"}:
        own = [one for one in readings if one.form is form][:_SAMPLE]
        learnt[form] = learn_rows(form, own, context)
    return [
        read_entry(one.entry, learnt[one.form]) if one.form in learnt else one for one in readings
    ]


def learn_rows(form: Form, readings: Sequence[EntryReading], context: VolumeContext) -> Form:
    """The form with the labels and the order of rows that its acts print."""
    rows = printed_rows(form, readings, context)
    fields = give_fields(form, rows)
    return replace(form, pairs=_pairs(form, rows, fields)) if any(fields) else form


def printed_rows(
    form: Form, readings: Sequence[EntryReading], context: VolumeContext
) -> list[PrintedRow]:
    """Rows that the acts have in common, in the order of the act that shows most of them."""

    acts = [act for one in readings if (act := _labelled_rows(form, one))]
    if not acts:
        return []
    first = max(acts, key=len)
    same: list[list[FormRow]] = [[row] for row in first]
    for act in acts:
        if act is not first:
            for at, row in _aligned(first, act):
                same[at].append(row)
    printed = [_printed(rows, context) for rows in same if len(rows) > _SHARED * len(acts)]
    below = next((at for at, row in enumerate(printed) if _opens_mentions(row)), len(printed))
    return printed[: below + 1]


def _labelled_rows(form: Form, reading: EntryReading) -> list[FormRow]:
    """Rows of one act that show a label in either script."""
    found = labelled(form, text_lines(reading.entry, form))
    ends = {id(part): match.end for part, match in found if match is not None}
    rows = form_rows([part for part, _ in found], lambda line: ends.get(id(line)))
    return [row for row in rows if any(_labels(row).values())]


def _opens_mentions(row: PrintedRow) -> bool:
    """Whether a row is the label below which mentions stand: no row of the form follows it."""
    told = row_meaning(row)
    return told.attributes.get("mentions", 0.0) >= _KNOWN_WORD and not told.persons


def _pairs(
    form: Form, rows: Sequence[PrintedRow], fields: Sequence[str | None]
) -> tuple[Slot, ...]:
    """Slots of the rows in their order, then the form's others without the labels rows took."""
    known = {(slot.field, slot.script): slot for slot in form.pairs}
    taken = {
        folded(row.label(s)): field
        for row, field in zip(rows, fields, strict=True)
        for s in row.labels
    }
    pairs: list[Slot] = []
    for place, (row, field) in enumerate(zip(rows, fields, strict=True)):
        for script in ("fr", "ar"):
            own = _own_labels(row, script)
            slot = known.pop((field or "", script), None)
            others = () if slot is None else _free(slot, taken)
            labels = tuple(dict.fromkeys((*own, *others)))
            if labels and field is None:
                pairs.append(Slot(f"row {place}", "skip", script, labels))
            elif labels and slot is not None:
                weak = is_weak(form, row, slot)
                certainty = _WEAK_CERTAINTY if weak else 1.0
                pairs.append(replace(slot, labels=labels, certainty=certainty))
    for slot in known.values():
        labels = _free(slot, taken)
        if labels:
            pairs.append(replace(slot, labels=labels))
    return tuple(pairs)


def _own_labels(row: PrintedRow, script: str) -> tuple[Label, ...]:
    """The row's label, and the ways it was misread."""
    label = row.label(script)
    near = [
        text
        for text, _ in Counter(row.labels.get(script, ())).most_common(_MOST_READINGS)
        if _alike(text, label) >= _ALIKE
    ]
    return tuple(Label(text) for text in near if folded(text))


def _free(slot: Slot, taken: dict[str, str | None]) -> tuple[Label, ...]:
    """A slot's described labels that no row of another field prints."""
    return tuple(
        label
        for label in slot.labels
        if all(
            field == slot.field
            or Levenshtein.normalized_similarity(folded(label.text), text) < _SAME_LABEL
            for text, field in taken.items()
        )
    )


def _printed(rows: Sequence[FormRow], context: VolumeContext) -> PrintedRow:
    labels: dict[str, tuple[str, ...]] = {}
    values: dict[str, list[Extract]] = {}
    for script in ("fr", "ar"):
        told = [row.halves[script] for row in rows if script in row.halves]
        texts = tuple(text for row in rows if (text := _labels(row).get(script)))
        if _comes_back(texts):
            labels[script] = texts
            values[script] = [half.value for half in told]
        else:
            values[script] = [
                half.value if half.value.text else extract_words(half.line.words) for half in told
            ]
    return PrintedRow(labels, facts_of(values, context))


def _comes_back(texts: Sequence[str]) -> bool:
    """Whether what was taken for labels is printed in the acts: values change from act to act."""
    if len(texts) < 2:
        return bool(texts)
    alike = max(sum(_alike(text, other) >= _ALIKE for other in texts) for text in texts)
    return alike > len(texts) / 2


def _labels(row: FormRow) -> dict[str, str]:
    return {
        script: half.label for script, half in row.halves.items() if len(folded(half.label)) > 0
    }


def _aligned(first: Sequence[FormRow], act: Sequence[FormRow]) -> list[tuple[int, FormRow]]:
    """Rows of an act that print what rows of the first act print, in order."""
    likeness = [[_row_likeness(a, b) for b in act] for a in first]
    best = [[0.0] * (len(act) + 1) for _ in range(len(first) + 1)]
    for i in range(len(first) - 1, -1, -1):
        for j in range(len(act) - 1, -1, -1):
            both = likeness[i][j] + best[i + 1][j + 1] if likeness[i][j] >= _ALIKE else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], both)
    pairs, i, j = [], 0, 0
    while i < len(first) and j < len(act):
        if likeness[i][j] >= _ALIKE and best[i][j] == likeness[i][j] + best[i + 1][j + 1]:
            pairs.append((i, act[j]))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def _row_likeness(first: FormRow, second: FormRow) -> float:
    one, other = _labels(first), _labels(second)
    return max((_alike(one[s], other[s]) for s in one if s in other), default=0.0)


def _alike(first: str, second: str) -> float:
    return float(Levenshtein.normalized_similarity(folded(first), folded(second)))
