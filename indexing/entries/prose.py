"""Prose forms: a sentence's labels found where they stand, the values between them."""

import re
from bisect import bisect
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from indexing.decoding.closed_words import ClosedWords
from indexing.decoding.field_readings import tidy
from indexing.decoding.values import job_likeness
from indexing.decoding.word_kinds import tokens
from indexing.forms import Form, Slot
from indexing.labels.colon_labels import colon_labels
from indexing.labels.noun_labels import noun_labels
from indexing.labels.search import Occurrence, find_label, folded
from indexing.names.units import knows
from indexing.text.stream import Extract, TextStream

# Letters a value of a type rarely exceeds; each letter more makes the chain less likely.
_LONGEST = {
    "date": 62, "hijri_date": 62, "event_date": 66, "year": 40, "time": 44, "place": 44,
    "person": 40, "given": 30,
    "family": 24, "sex": 10, "job": 26, "mother_ar": 44, "parents_ar": 50, "skip": 260,
}  # fmt: skip
_EXTRA_LETTER = 0.35
_MOST_LETTERS = 5.0
_EMPTY_VALUE = 3.0
_OUT_OF_ORDER = 1.6
_HEADLESS = 4.0
_INSIDE_DATE = 6.0
_TOLD_TWICE = 8.0
_ANCHOR = 0.6
_SHORT = 4
# What a label gains beyond its letters where words begin and end with it.
_WHOLE_WORDS = 1.8
_SCRAWL = 1.5
# Letter for letter a described label says more than nouns that might open several slots.
_NOUNS = 0.8
_ANCHORED = {
    "date": ("date",), "event_date": ("date",), "year": ("year",), "time": ("time",),
    "sex": ("sex",), "job": ("job",), "hijri_date": ("hijri",),
}  # fmt: skip
# "sans profession", "بدون حرفة": the label's word within its value.
_WITHOUT = ("sans", "بدون")
_PARENTS = {"father_given", "mother"}
_DATES = ("date", "event_date", "hijri_date")
_LEADING = 0.02
# Only to choose between equals: of two places for a label, the first.
_LATER = 0.0001
_USUAL_LABEL = 1.2
_BEAM = 4
_MINUTES = re.compile("والد[قفغ].[قفغ]")
_TRADE = 0.95


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
    group: int
    sex: str | None
    at: Occurrence


@dataclass(frozen=True, slots=True)
class _Chain:
    """Labels taken so far, in the order they stand, and what speaks for them."""

    score: float
    found: tuple[_Found, ...]
    used: frozenset[int]


def fill_slots(form: Form, stream: TextStream) -> list[FilledSlot]:
    """The likeliest way the form's labels stand in the stream; labels may be missing."""
    words = ClosedWords.of(stream, form.script)
    stream.open_at(words.ends)
    chain = _best_chain(form, _occurrences(form, stream), words)
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
    groups = list(dict.fromkeys(slot.group for slot in form.slots))
    found: list[_Found] = []
    for order, slot in enumerate(form.slots):
        group = order if form.in_order else groups.index(slot.group)
        found += _apart(
            [
                _Found(order, group, label.sex, occurrence)
                for label in slot.labels
                for occurrence in find_label(stream, label.text)
                if not _is_name(stream, occurrence, label.text)
                if not _is_in_value(stream, occurrence, slot)
                if slot.type != "job" or not stream.letters[: occurrence.start].endswith(_WITHOUT)
            ]
        )
    if form.in_order:
        found += _anchors(form, stream)
    else:
        found += _before_colons(form, stream) + _of_nouns(form, stream)
    return sorted(found, key=lambda f: (f.at.start, f.order))


def _before_colons(form: Form, stream: TextStream) -> list[_Found]:
    """Labels that no description lists, told by their words before a colon."""
    groups = list(dict.fromkeys(slot.group for slot in form.slots))
    return [
        _Found(
            one.order,
            groups.index(form.slots[one.order].group),
            None,
            Occurrence(one.start, one.end, one.end - one.start + _WHOLE_WORDS),
        )
        for one in colon_labels(form, stream)
    ]


def _of_nouns(form: Form, stream: TextStream) -> list[_Found]:
    """Labels of bare nouns that no description lists."""
    groups = list(dict.fromkeys(slot.group for slot in form.slots))
    return [
        _Found(
            one.order,
            groups.index(form.slots[one.order].group),
            None,
            Occurrence(one.start, one.end, _NOUNS * (one.end - one.start) + 1),
        )
        for one in noun_labels(form, stream)
    ]


def _is_name(stream: TextStream, at: Occurrence, label: str) -> bool:
    """Whether what looks like a misread label is a known given name (الميلودي for المولود ب)."""
    letters = stream.letters[at.start : at.end]
    return letters != folded(label) and knows(letters, "given")


def _is_in_value(stream: TextStream, at: Occurrence, slot: Slot) -> bool:
    """Whether a label would stand in the word for minutes ("و الد قيقة": والد), or in a trade's."""
    if slot.type != "time" and any(
        one.start() < at.end and at.start < one.end() for one in _MINUTES.finditer(stream.letters)
    ):
        return True
    if slot.script != "ar" or at.start in stream.boundaries:
        return False
    word = bisect(stream.starts, at.start) - 1
    return job_likeness(tidy(stream.words[word].word.text), "ar") >= _TRADE


def _apart(found: list[_Found]) -> list[_Found]:
    """Of a slot's labels found in the same letters, the likeliest."""
    kept: list[_Found] = []
    for one in sorted(found, key=lambda f: -f.at.gain):
        if all(one.at.end <= x.at.start or one.at.start >= x.at.end for x in kept):
            kept.append(one)
    return kept


def _anchors(form: Form, stream: TextStream) -> list[_Found]:
    """Where values stand that tell their own kind, behind what is left of a misread label."""
    found = []
    event = f"{form.kind.value}_place"
    for token in tokens(stream, form.home):
        at = stream.starts[token.first]
        for order, slot in enumerate(form.slots):
            kinds = ("home",) if slot.field == event else _ANCHORED.get(slot.type, ())
            if token.kind in kinds:
                start, gain = _label_remains(stream, at, slot)
                found.append(_Found(order, order, None, Occurrence(start, at, gain)))
    return found


def _label_remains(stream: TextStream, at: int, slot: Slot) -> tuple[int, float]:
    """Where a label of the slot begins that ends at ``at``, however badly read, and its gain."""
    best = (at, _ANCHOR)
    for label in slot.labels:
        text = folded(label.text)
        start = at - len(text)
        wrong = Levenshtein.distance(text, stream.letters[max(0, start) : at])
        most = len(text) // (2 if len(text) <= _SHORT else 4)
        if start >= 0 and stream.is_boundary(start) and wrong <= most:
            best = max(best, (start, _ANCHOR + 0.5 * (len(text) - wrong)), key=_gain)
    return best


def _gain(remains: tuple[int, float]) -> float:
    return remains[1]


def _best_chain(form: Form, found: list[_Found], words: ClosedWords) -> tuple[_Found, ...]:
    """Beam search from left to right: a few best chains are kept for each label they end with."""
    ended: list[list[_Chain]] = []
    length = len(words.counted) - 1
    start = _Chain(0.0, (), frozenset())
    bars = _bars(form)
    for here in found:
        alone = _worth(form, here)
        links = [(alone - _LEADING * here.at.start, start)]
        for there, earlier in zip(found, ended, strict=False):
            if there.at.end <= here.at.start and there.group <= here.group:
                link = alone - _cost(form, there, here, words)
                links += [
                    (c.score + link - (_TOLD_TWICE if c.used & bars[here.order] else 0.0), c)
                    for c in earlier
                    if here.order not in c.used
                ]
        best = sorted(links, key=_score)[-_BEAM:]
        ended.append(
            [_Chain(score, (*c.found, here), c.used | {here.order}) for score, c in reversed(best)]
        )
    whole = [
        (chain.score - _strain(form, chain.found[-1], length, words), chain)
        for each in ended
        for chain in each
    ]
    return max(whole, key=_score, default=(0.0, start))[1].found


def _score(link: tuple[float, _Chain]) -> float:
    return link[0]


def _worth(form: Form, here: _Found) -> float:
    """What a label adds to any chain."""
    usual = 0.0 if form.slots[here.order].optional else _USUAL_LABEL
    return here.at.gain + usual - _LATER * here.at.start


def _cost(form: Form, last: _Found, here: _Found, words: ClosedWords) -> float:
    """What speaks against a label right after another one, the value between them included."""
    slot, before = form.slots[here.order], form.slots[last.order]
    cost = _strain(form, last, here.at.start, words)
    # The word "year" before a year belongs to the date that it stands in.
    if slot.type == "year" and before.type in _DATES:
        cost += _INSIDE_DATE
    if here.at.end > here.at.start and words.holds(here.at.start):
        cost += _INSIDE_DATE
    back = last.order > here.order and slot.type != "parents_ar"
    cost += _OUT_OF_ORDER if back else 0.0
    headless = last.group != here.group and not _opens_group(form, here)
    return cost + (_HEADLESS if headless and before.type != "parents_ar" else 0.0)


def _bars(form: Form) -> list[frozenset[int]]:
    """By slot, the slots that tell the same: parents in one phrase, or each alone."""
    phrase = frozenset(i for i, slot in enumerate(form.slots) if slot.field == "parents")
    alone = frozenset(i for i, slot in enumerate(form.slots) if slot.field in _PARENTS)
    return [
        alone if order in phrase else phrase if order in alone else frozenset()
        for order in range(len(form.slots))
    ]


def _opens_group(form: Form, here: _Found) -> bool:
    """Whether the label is the one its group begins with (the father's name before his birth)."""
    slot = form.slots[here.order]
    first = here.order == 0 or form.slots[here.order - 1].group != slot.group or form.in_order
    return first or slot.type == "parents_ar"


def _strain(form: Form, found: _Found, end: int, words: ClosedWords) -> float:
    """What makes the letters from a label to ``end`` unlikely as its slot's value."""
    slot, start = form.slots[found.order], found.at.end
    if slot.type == "skip":
        return 0.0
    letters = end - start
    empty = _EMPTY_VALUE if letters < 2 else 0.0
    # Past a point it is not this label that is wrong: the next ones were lost.
    longer = min(_MOST_LETTERS, _EXTRA_LETTER * max(0, letters - _LONGEST.get(slot.type, 40)))
    strange = words.strangeness(slot.type, start, end)
    # Where the volume told the order, a scrawl between the right labels is the value all the same.
    return empty + longer + (min(strange, _SCRAWL) if form.in_order else strange)
