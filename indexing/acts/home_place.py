"""The event's place told by the office's own name, where no label opened it.

Registers hold what happened in their office's commune: its name in the sentence, but for the office
that the officer is of, says where the event was.
"""

from dataclasses import replace

from indexing.decoding.word_kinds import tokens
from indexing.entries.prose import FilledSlot
from indexing.entries.reading import EntryReading, sentence
from indexing.labels.words import meaning
from indexing.registers.context import VolumeContext
from indexing.text.stream import TextStream, fold_label

_OFFICE = 0.6
_BEFORE = 3


def with_home_place(reading: EntryReading, context: VolumeContext) -> EntryReading:
    """An Arabic reading with the event's place, where it lacks one and its sentence names home."""
    form, field = reading.form, f"{context.kind.value}_place"
    slot = next((one for one in form.slots if one.field == field), None)
    told = any(one.slot.field == field and one.extract.text for one in reading.filled)
    if told or slot is None or context.office is None or form.script != "ar":
        return reading
    stream = sentence(reading.entry, form)
    home = (context.office.name_fr, context.office.name_ar)
    for token in tokens(stream, home):
        if token.kind == "home" and not _is_office(stream, token.first):
            extract = stream.extract(stream.starts[token.first], stream.starts[token.last])
            return replace(reading, filled=(*reading.filled, FilledSlot(slot, extract, None, 0.0)))
    return reading


def _is_office(stream: TextStream, first: int) -> bool:
    """Whether the words before a name tell of an office or of its officer."""
    before = [fold_label(p.word.text) for p in stream.words[max(0, first - _BEFORE) : first]]
    return any(meaning(key, "ar").attributes.get("office", 0.0) >= _OFFICE for key in before)
