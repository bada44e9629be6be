"""An event's day in both calendars, whatever stands between them.

Where the words between the two dates of one day are unknown ("الذي يوافقه"), the second date opens
no slot and its words run into others. Two whole dates side by side in two calendars are one day.
"""

from collections.abc import Sequence
from dataclasses import replace

from indexing.entries.drawn_up_first import Day, days_of
from indexing.entries.prose import FilledSlot
from indexing.forms import Form, Slot
from indexing.text.stream import Extract, PlacedWord, TextStream, extract_words
from ocr.page import BoundingBox

_SECOND = "_second"
_DATES = ("date", "event_date", "hijri_date")
_OWN = "drawn_up_date"
_DAY_WORDS = 3
# A word's page and box: a glued word is cut, and stands where it stood.
Place = tuple[str, BoundingBox]


def with_both_calendars(
    filled: Sequence[FilledSlot], form: Form, stream: TextStream
) -> list[FilledSlot]:
    """The slots of ``stream``, each day that one of them tells told in both calendars."""
    whole = list(filled)
    for day in days_of(stream, form.script):
        if len(day.told) == 2:
            whole = _told_twice(whole, form, stream, day)
        for part in day.told:
            whole = [_from_its_day(one, part, stream) for one in whole]
    return whole


def with_unclaimed_days(
    filled: Sequence[FilledSlot], form: Form, stream: TextStream
) -> list[FilledSlot]:
    """The slots with a day that no label opened given to the event or the act that has none.

    The event's day comes first and the act's own behind it, whatever their printer's words.
    """
    whole = list(filled)
    event = f"{form.kind.value}_date"
    places = [(one, _dated_at(one, stream)) for one in whole]
    told = {one.slot.field.removesuffix(_SECOND): at for one, at in places if at is not None}
    claimed = {place for one, at in places if at is not None for place in _places(one)}
    free = [
        (at, day)
        for at, day in _with_places(days_of(stream, form.script), stream)
        if not any(_at(placed) in claimed for part in day.told for placed in part.words)
    ]
    if free and _OWN not in told and event in told and free[-1][0] > told[event]:
        whole = _given(whole, form, stream, free[-1][1], _OWN)
    if free and event not in told and free[0][0] < told.get(_OWN, free[-1][0]):
        whole = _given(whole, form, stream, free[0][1], event)
    return whole


def _with_places(days: Sequence[Day], stream: TextStream) -> list[tuple[int, Day]]:
    """Each day with the place of its first word in the stream."""
    return [(min(_place(stream, part.words[0]) for part in day.told), day) for day in days]


def _dated_at(one: FilledSlot, stream: TextStream) -> int | None:
    """Where a date stands in the sentence, None for a slot without any."""
    words = {_at(placed) for placed in stream.words}
    if one.slot.type not in (*_DATES, "year") or not one.extract.words:
        return None
    return _place(stream, one.extract.words[0]) if _at(one.extract.words[0]) in words else -1


def _places(one: FilledSlot) -> set[Place]:
    return {_at(placed) for placed in one.extract.words}


def _given(
    filled: Sequence[FilledSlot], form: Form, stream: TextStream, day: Day, event: str
) -> list[FilledSlot]:
    """The slots with a day told as the event's, and none of its words in any other."""
    slots = [_slot(form, name) for name in (event, event + _SECOND)]
    told = sorted(day.told, key=lambda part: _place(stream, part.words[0]))
    dates = [
        FilledSlot(slot, part, None, 0.0)
        for slot, part in zip(slots, told, strict=False)
        if slot is not None
    ]
    inside = _words_between(stream, day)
    return [*dates, *(_without(one, inside) for one in filled)]


def _from_its_day(one: FilledSlot, part: Extract, stream: TextStream) -> FilledSlot:
    """A date with its day, where a misread label took the day for its own end."""
    if one.slot.type not in _DATES or not _holds(one, {*map(_at, part.words)}):
        return one
    first, own = (_place(stream, words[0]) for words in (part.words, one.extract.words))
    last = _place(stream, one.extract.words[-1])
    cut = own > first or (
        own == first and len(one.extract.words[0].word.text) < len(part.words[0].word.text)
    )
    if not cut or own - first > _DAY_WORDS:
        return one
    begin = stream.starts[first] if own > first else stream.starts[own]
    return replace(one, extract=stream.extract(begin, stream.starts[last + 1]))


def _told_twice(
    filled: list[FilledSlot], form: Form, stream: TextStream, day: Day
) -> list[FilledSlot]:
    parts = [{*map(_at, part.words)} for part in day.told]
    holding = [
        [one for one in filled if one.slot.type == "event_date" and _holds(one, part)]
        for part in parts
    ]
    # Each calendar in a slot of its own, or neither in any.
    if (all(holding) and holding[0][0] is not holding[1][0]) or not any(holding):
        return filled
    event = next(one for each in holding for one in each).slot.field.removesuffix(_SECOND)
    slots = [_slot(form, name) for name in (event, event + _SECOND)]
    others = [one for one in filled if one.slot not in slots]
    elsewhere = [one for one in filled if one.slot in slots and not _any(one, parts)]
    if None in slots or elsewhere:
        return filled
    told = sorted(day.told, key=lambda part: _place(stream, part.words[0]))
    dates = [
        FilledSlot(slot, part, None, 0.0)
        for slot, part in zip(slots, told, strict=True)
        if slot is not None
    ]
    inside = _words_between(stream, day)
    return [*dates, *(_without(one, inside) for one in others)]


def _at(placed: PlacedWord) -> Place:
    return placed.page, placed.word.box


def _holds(one: FilledSlot, part: set[Place]) -> bool:
    return any(_at(placed) in part for placed in one.extract.words)


def _any(one: FilledSlot, parts: Sequence[set[Place]]) -> bool:
    return not one.extract.text or any(_holds(one, part) for part in parts)


def _slot(form: Form, field: str) -> Slot | None:
    return next((slot for slot in form.slots if slot.field == field), None)


def _place(stream: TextStream, word: PlacedWord) -> int:
    return next(at for at, placed in enumerate(stream.words) if _at(placed) == _at(word))


def _words_between(stream: TextStream, day: Day) -> set[Place]:
    return {
        _at(placed)
        for placed, start in zip(stream.words, stream.starts, strict=False)
        if day.start <= start < day.end
    }


def _without(one: FilledSlot, inside: set[Place]) -> FilledSlot:
    """A slot without the words that belong to the day."""
    left = [placed for placed in one.extract.words if _at(placed) not in inside]
    return one if len(left) == len(one.extract.words) else replace(one, extract=extract_words(left))
