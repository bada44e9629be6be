"""Prose forms: the labels of a sentence found in their printed order, the values between them."""

from dataclasses import dataclass

from indexing.forms import Form, Slot
from indexing.label_search import Occurrence, find_label, folded
from indexing.text_stream import Extract, TextStream

# Letters a value of a type rarely exceeds; each letter more makes the chain less likely.
_LONGEST = {
    "date": 62, "hijri_date": 62, "year": 40, "time": 34, "place": 34, "person": 40, "given": 24,
    "family": 24, "sex": 10, "job": 26, "mother_ar": 44, "place_person": 60, "skip": 260,
}  # fmt: skip
_EXTRA_LETTER = 0.35
_EMPTY_VALUE = 3.0
_MISSING_LABEL = 1.2


@dataclass(frozen=True, slots=True)
class FilledSlot:
    """A slot of a form with the text that stands in it; ``sex`` when its label told one."""

    slot: Slot
    extract: Extract
    sex: str | None
    gain: float


@dataclass(frozen=True, slots=True)
class _Found:
    order: int
    sex: str | None
    at: Occurrence


def fill_slots(form: Form, stream: TextStream) -> list[FilledSlot]:
    """The likeliest way the form's labels stand in the stream, in order; labels may be missing."""
    chain = _best_chain(form, _occurrences(form, stream), stream)
    filled = []
    for index, found in enumerate(chain):
        end = chain[index + 1].at.start if index + 1 < len(chain) else len(stream.letters)
        extract = stream.extract(found.at.end, end)
        filled.append(FilledSlot(form.slots[found.order], extract, found.sex, found.at.gain))
    return filled


def fit(form: Form, filled: list[FilledSlot]) -> float:
    """Share of the form's labels that were found, by length, 0 to 1."""
    printed = [slot for slot in form.slots if not slot.optional]
    whole = sum(_length(slot) for slot in printed)
    found = sum(min(f.gain, _length(f.slot)) for f in filled if not f.slot.optional)
    return max(0.0, min(1.0, found / whole)) if whole else 0.0


def _length(slot: Slot) -> float:
    """Letters of the slot's shortest label: what a form is sure to print."""
    return float(min(len(folded(label.text)) for label in slot.labels))


def _occurrences(form: Form, stream: TextStream) -> list[_Found]:
    found = [
        _Found(order, label.sex, occurrence)
        for order, slot in enumerate(form.slots)
        for label in slot.labels
        for occurrence in find_label(stream, label.text)
    ]
    return sorted(found, key=lambda f: (f.at.start, f.order))


def _best_chain(form: Form, found: list[_Found], stream: TextStream) -> list[_Found]:
    best: list[float] = []
    before: list[int | None] = []
    for index, here in enumerate(found):
        score, chosen = -_missing(form, -1, here.order), None
        for earlier in range(index):
            there = found[earlier]
            if there.order >= here.order or there.at.end > here.at.start:
                continue
            value = here.at.start - there.at.end
            link = best[earlier] - _missing(form, there.order, here.order)
            link -= _strain(form.slots[there.order], value)
            if link > score:
                score, chosen = link, earlier
        best.append(score + here.at.gain)
        before.append(chosen)
    if not found:
        return []
    ends = [best[i] - _missing(form, f.order, len(form.slots)) for i, f in enumerate(found)]
    at: int | None = max(range(len(found)), key=ends.__getitem__)
    chain = []
    while at is not None:
        chain.append(found[at])
        at = before[at]
    return chain[::-1]


def _missing(form: Form, after: int, until: int) -> float:
    return _MISSING_LABEL * sum(not slot.optional for slot in form.slots[after + 1 : until])


def _strain(slot: Slot, letters: int) -> float:
    """What makes a value of this many letters unlikely in the slot."""
    if slot.type == "skip":
        return 0.0
    empty = _EMPTY_VALUE if letters < 2 else 0.0
    return empty + _EXTRA_LETTER * max(0, letters - _LONGEST.get(slot.type, 40))
