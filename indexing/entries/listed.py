"""Acts set as a list of labels and values, "Père : Ahmed", whoever printed it and in any order.

One or two such acts teach no wording, and a chain of a form's own labels goes astray among words
it does not know. Each label's words tell its slot by themselves: whose it is, what stands there.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from archive.register import Kind
from indexing.decoding.field_readings import tidy
from indexing.entries.prose import FilledSlot, fill_slots
from indexing.forms import Form, Slot
from indexing.labels.words import NOTHING, Meaning, meaning, meaning_score
from indexing.mentions.passages import line_starts
from indexing.text.stream import Extract, TextStream, extract_words, fold_label

_COLON = ":"
_BREAKS = (".", ",", ";", ":", "،", "؛", "—", "-", "!")
_LONGEST = 6
_LEAST, _BARE, _BOTH = 1.8, 2.0, 0.7
_FEWEST, _MOSTLY = 4, 0.5
_NAMED = {"child": "child", "father": "father_given", "mother": "mother"}
_PARENTS = ("father", "mother")
_UNFILLED = ("skip", "mentions", "parents_ar")
# Whose an Arabic noun is.
_ITS = ("هما", "ها", "ه")
_TIME = re.compile(r"\D{0,2}\d{1,2} ?(?:[hH:]|heures?) ?\d{0,2}\W*$")
_ENDS, _ABBREVIATED = (".", ";", "؛"), 3


@dataclass(frozen=True, slots=True)
class _Row:
    """A label from word ``first`` up to ``start``, its value from there up to ``end``.

    ``known`` where its words say something, ``aside`` where they tell of somebody else, ``alone``
    where each row has a line of its own.
    """

    first: int
    start: int
    end: int
    slot: Slot | None
    score: float
    known: bool
    aside: bool
    alone: bool


def with_listed(filled: Sequence[FilledSlot], form: Form, stream: TextStream) -> list[FilledSlot]:
    """Slots as filled, those of a list by its labels; unchanged where the text is no list."""
    rows = _rows(form, stream)
    known = sum(row.known for row in rows)
    if known < _FEWEST or known < _MOSTLY * len(rows):
        return list(filled)
    best: dict[str, _Row] = {}
    for row in rows:
        if row.slot is None:
            continue
        other = best.get(row.slot.field)
        if other is None or row.score > other.score:
            best[row.slot.field] = row
    held = [row for row in rows if row.known or row.alone]
    beside = [one for one in _beside(form, stream, held) if one.slot.field not in best]
    taken = {id(placed) for one in beside for placed in one.extract.words}
    parts = (_part(one, held, stream) for one in filled if one.slot.field not in best)
    within = [
        part
        for part in parts
        if part is not None and not any(id(placed) in taken for placed in part.extract.words)
    ]
    fields = {one.slot.field for one in within}
    kept = [*within, *(one for one in beside if one.slot.field not in fields)]
    found = [
        FilledSlot(_named(row.slot), _value(row, kept, stream), None, row.score)
        for row in best.values()
        if row.slot is not None
    ]
    listed = [*kept, *(one for one in found if tidy(one.extract.text))]
    # Sentences that a few labels stand in tell more by their own words than by those labels.
    told = [one for one in filled if tidy(one.extract.text)]
    return listed if len(listed) >= len(told) else list(filled)


def _rows(form: Form, stream: TextStream) -> list[_Row]:
    """The labelled values of a text in order; the next go on with whom a label names."""
    texts = [placed.word.text.strip() for placed in stream.words]
    lines = line_starts(stream.words)
    labels = _labels(texts, lines)
    opening = sum(first in lines for first, _ in labels)
    in_lines = opening >= _MOSTLY * max(len(lines), len(labels))
    rows: list[_Row] = []
    person = "child"
    for at, (first, start) in enumerate(labels):
        end = labels[at + 1][0] if at + 1 < len(labels) else len(texts)
        if in_lines:
            end = min(end, next((line for line in lines if line > start), end))
        else:
            end = next((i + 1 for i in range(start, end) if _closes(texts[i])), end)
        told = _told(texts[first:start], form.script)
        slot, score = _slot(told, form, person)
        if slot is not None and slot.type != "time" and _TIME.match(" ".join(texts[start:end])):
            slot = next((one for one in form.slots if one.type == "time"), None)
        person = next(iter(told.persons), person)
        if form.kind is Kind.DEATH and "death" in told.events and not told.persons:
            person = "child"
        known, aside = bool(told.persons or told.attributes), "other" in told.persons
        rows.append(_Row(first, start, end, slot, score, known, aside, in_lines))
    return rows


def _labels(texts: Sequence[str], lines: Sequence[int]) -> list[tuple[int, int]]:
    """Labels as their first word and the one behind their colon."""
    found: list[tuple[int, int]] = []
    for at, text in enumerate(texts):
        if not text.endswith(_COLON):
            continue
        last = at - 1 if text == _COLON else at
        first = next(
            (
                word
                for word in range(last, max(-1, last - _LONGEST), -1)
                if word in lines or texts[word - 1].endswith(_BREAKS)
            ),
            None,
        )
        if first is not None and any(c.isalpha() for word in texts[first : at + 1] for c in word):
            found.append((first, at + 1))
    return found


def _told(label: Sequence[str], script: str) -> Meaning:
    """What a label says; an Arabic word also without whose it is (عائلته)."""
    told = meaning(" ".join(label), script)
    for word in label if script == "ar" else ():
        key = fold_label(word)
        bare = next((key.removesuffix(its) for its in _ITS if key.endswith(its)), "")
        if len(bare) > 2 and meaning(key, script) == NOTHING:
            told = told.joined(meaning(bare[:-1] + "ه" if bare.endswith("ت") else bare, script))
    return told


def _closes(text: str) -> bool:
    return text.endswith(_ENDS) and len(text) > _ABBREVIATED


def _slot(told: Meaning, form: Form, person: str) -> tuple[Slot | None, float]:
    """The slot that a label's words speak for, None where they tell of somebody else or nothing."""
    if "other" in told.persons:
        return None, 0.0
    if not told.attributes:
        named = [_NAMED[one] for one in told.persons if one in _NAMED]
        slots = [slot for slot in form.slots if slot.field in named]
        return (slots[0], _BARE) if slots else (None, 0.0)
    if {"given", "family"} <= {*told.attributes} and not {*told.persons} & {*_PARENTS}:
        both = min(told.attributes["given"], told.attributes["family"]) >= _BOTH
        child = next((slot for slot in form.slots if slot.field == "child"), None)
        if both and child is not None:
            return child, 2 * _BARE
    scored = [
        (meaning_score(told, _as_date(slot), person), slot)
        for slot in form.slots
        if slot.type not in _UNFILLED and slot.labels
    ]
    score, slot = max(scored, key=lambda pair: pair[0], default=(0.0, None))
    return (slot, score) if score >= _LEAST else (None, 0.0)


def _named(slot: Slot) -> Slot:
    """A list writes the family's name first as often as not: the names themselves tell."""
    return replace(slot, type="full_name") if slot.field == "child" else slot


def _as_date(slot: Slot) -> Slot:
    return replace(slot, type="date") if slot.type == "event_date" else slot


def _beside(form: Form, stream: TextStream, rows: Sequence[_Row]) -> Iterator[FilledSlot]:
    """What the text between the rows of a list says, each stretch by itself."""
    edges = [0, *(at for row in rows for at in (row.first, row.end)), len(stream.words)]
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        if end > start:
            yield from fill_slots(form, TextStream(stream.words[start:end]))


def _part(one: FilledSlot, rows: Sequence[_Row], stream: TextStream) -> FilledSlot | None:
    """A slot filled amid one row's value ("Père : Ahmed, berger") or between rows; None elsewhere.

    Between rows it ends where the next one begins.
    """
    places = {id(placed): at for at, placed in enumerate(stream.words)}
    own = [(at, w) for w in one.extract.words if (at := places.get(id(w))) is not None]
    if not own:
        return None
    first, last = own[0][0], own[-1][0]
    row = next((row for row in rows if row.first <= first < row.end), None)
    if row is not None:
        amid = first > row.start and last < row.end and not row.aside
        return one if amid else None
    end = min((row.first for row in rows if row.first > first), default=len(stream.words))
    if last < end:
        return one
    return replace(one, extract=extract_words([w for at, w in own if at < end]))


def _value(row: _Row, kept: Sequence[FilledSlot], stream: TextStream) -> Extract:
    """What stands beside a label, up to what another slot takes of it."""
    taken = {id(placed) for one in kept for placed in one.extract.words}
    words = []
    for placed in stream.words[row.start : row.end]:
        if id(placed) in taken:
            break
        words.append(placed)
    return extract_words(words)
