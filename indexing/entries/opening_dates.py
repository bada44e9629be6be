"""Dates that stand before the first label an act was recognised by.

Some forms open with the day of drawing up and the declarant, before what was declared; others open
with the event. Which of an act's two days is missing tells whose the opening's date is.
"""

from collections.abc import Sequence

from indexing.decoding.closed_words import ClosedWords
from indexing.entries.prose import FilledSlot
from indexing.forms import Form, Slot
from indexing.text.stream import TextStream

_DRAWN_UP = "drawn_up_date"
_SHORTEST_DATE = 9


def give_opening_dates(
    filled: Sequence[FilledSlot], form: Form, stream: TextStream
) -> list[FilledSlot]:
    """The slots of ``stream``, those of the missing day filled with the dates that open it.

    An act without its event's day gives it the opening's; one without its own day takes it there.
    """
    told = {one.slot.field for one in filled if one.extract.text}
    event = f"{form.kind.value}_date"
    missing = next((name for name in (event, _DRAWN_UP) if name not in told), None)
    opening = _before(filled, stream)
    slots = [slot for slot in form.slots if missing and slot.field in _both(missing)]
    if opening is None or any(slot.field in told for slot in slots):
        return list(filled)
    extracts = (opening.extract(*span) for span in _dates(opening, form.script))
    given = zip(_in_order(slots), extracts, strict=False)
    return [*(FilledSlot(slot, extract, None, 0.0) for slot, extract in given), *filled]


def _both(field: str) -> tuple[str, str]:
    """A day's slots, of the calendar written first and of the other one."""
    return (field, f"{field}_second")


def _in_order(slots: Sequence[Slot]) -> list[Slot]:
    return sorted(slots, key=lambda slot: len(slot.field))


def _before(filled: Sequence[FilledSlot], stream: TextStream) -> TextStream | None:
    """The words before the first value, None when there are none."""
    first = next((one.extract.words[0] for one in filled if one.extract.words), None)
    if first is None:
        return None
    place = (first.page, first.word.box)
    places = [(placed.page, placed.word.box) for placed in stream.words]
    at = places.index(place) if place in places else 0
    return TextStream(stream.words[:at]) if at else None


def _dates(opening: TextStream, script: str) -> list[tuple[int, int]]:
    words = ClosedWords.of(opening, script)
    return [
        (start, end)
        for (start, end), dated in zip(words.spans, words.dated, strict=True)
        if dated and end - start >= _SHORTEST_DATE
    ]
