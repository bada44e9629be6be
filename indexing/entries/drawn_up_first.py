"""Forms that open with the day of drawing up and the declarant, before what was declared.

An act is drawn up after its event, so where the first day of most acts is later than the second,
whatever words stand around them, the form opens with its own day. Such an act is read without its
opening: what names a declarant or a day there would be taken for the event's.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from archive.civil_date import Calendar
from archive.months import GREGORIAN_AR, HIJRI_AR, MonthNames
from indexing.decoding.closed_words import ClosedWords
from indexing.decoding.date_agreement import hijri_years
from indexing.decoding.dates import decode_date
from indexing.decoding.word_kinds import tokens
from indexing.entries.function_words import that_clause
from indexing.entries.prose import FilledSlot
from indexing.forms import Form
from indexing.text.stream import Extract, TextStream, fold_label

_OWN = "drawn_up_date"
_SHORTEST_DATE = 9
_BESIDE = 30
_SURE = 0.5
_SAMPLE = 8
_TORN = 1.1
_LEAST_VOTES = 2
_SOON, _MONTH = 200, 31
_MISREAD_WORD, _YEAR_WORDS = 14, 3
_FULL = len("1990-01-01")


@dataclass(frozen=True, slots=True)
class Day:
    """One day as a sentence tells it: in letters ``start`` to ``end``, each calendar's once."""

    start: int
    end: int
    hijri: Extract | None
    gregorian: Extract | None

    def lacks(self, *, hijri: bool) -> bool:
        """Whether one calendar's date is missing."""
        return (self.hijri if hijri else self.gregorian) is None

    def with_(self, extract: Extract, *, hijri: bool) -> "Day":
        """The day with one calendar's date."""
        return replace(self, hijri=extract) if hijri else replace(self, gregorian=extract)

    @property
    def told(self) -> tuple[Extract, ...]:
        """The day in each calendar that tells it."""
        return tuple(one for one in (self.hijri, self.gregorian) if one is not None)


def days_of(stream: TextStream, script: str) -> list[Day]:
    """The whole dates of a sentence in order, those of two calendars side by side as one day."""
    days: list[Day] = []
    for start, end in _whole_dates(stream, ClosedWords.of(stream, script)):
        extract = stream.extract(start, end)
        hijri = bool(_hijri().search(stream.letters, start, end))
        last = days[-1] if days else None
        if last is not None and start - last.end <= _BESIDE and last.lacks(hijri=hijri):
            days[-1] = replace(last.with_(extract, hijri=hijri), end=end)
        else:
            days.append(Day(start, end, None, None).with_(extract, hijri=hijri))
    return days


def _whole_dates(stream: TextStream, words: ClosedWords) -> list[tuple[int, int]]:
    """Stretches that hold a month, with the rest of a year that a misread word parts from it."""
    runs = [
        (stream.starts[token.first], stream.starts[token.last])
        for token in tokens(stream)
        if token.kind == "date"
    ]
    found: list[tuple[int, int]] = []
    for (start, end), dated in zip(words.spans, words.dated, strict=True):
        if dated:
            found.append((_with_units(stream, start), end))
        elif found and start - found[-1][1] <= _MISREAD_WORD:
            found[-1] = (found[-1][0], end)
    ends = [max([end, *(b for a, b in runs if start <= a < end)]) for start, end in found]
    return [
        (start, _with_year(stream, longer))
        for (start, end), longer in zip(found, ends, strict=True)
        if end - start >= _SHORTEST_DATE
    ]


def _with_year(stream: TextStream, end: int) -> int:
    """The end of a date that breaks off within a misread word: the words of its year follow."""
    if end in stream.starts:
        return end
    return next(iter([at for at in stream.starts if at > end][_YEAR_WORDS - 1 :]), end)


def _with_units(stream: TextStream, start: int) -> int:
    """Where a date begins whose tens or month are read and whose day before them is not."""
    if not stream.letters.startswith("و", start) and _month().match(stream.letters, start) is None:
        return start
    return max((at for at in stream.starts if at < start), default=start)


def opens_with_own_day(sentences: Sequence[TextStream], script: str, year: int) -> bool:
    """Whether acts of a register of ``year`` tell a day first that is later than the next one.

    Two acts at least where there are more, and more than tell them the other way round.
    """
    votes = [_vote(days_of(one, script), script, year) for one in sentences[:_SAMPLE]]
    least = _LEAST_VOTES if len(sentences) > _LEAST_VOTES else 1
    return votes.count(1) >= least and votes.count(1) > votes.count(-1)


def without_opening(stream: TextStream, form: Form) -> tuple[list[FilledSlot], TextStream]:
    """The day that opens a sentence, in its slots, and the sentence behind it.

    A sentence with fewer than two days has lost one of them and is left whole.
    """
    days = days_of(stream, form.script)
    slots = sorted((s for s in form.slots if s.field.startswith(_OWN)), key=lambda s: len(s.field))
    if len(days) < 2 or not slots:
        return [], stream
    filled = [
        FilledSlot(slot, extract, None, 0.0)
        for slot, extract in zip(slots, days[0].told, strict=False)
    ]
    rest = sum(start < days[0].end for start in stream.starts[:-1])
    between = sum(start < days[1].start for start in stream.starts[:-1])
    # "Declared that …": what stands before it is the declarant's.
    rest += that_clause([fold_label(p.word.text) for p in stream.words[rest:between]])
    return filled, TextStream(stream.words[rest:])


def with_event_day(
    filled: Sequence[FilledSlot], form: Form, stream: TextStream
) -> list[FilledSlot]:
    """The slots of a sentence behind its opening, the event's day whole where labels tore it."""
    fields = (f"{form.kind.value}_date", f"{form.kind.value}_date_second")
    slots = {slot.field: slot for slot in form.slots if slot.field in fields}
    days = days_of(stream, form.script)
    read = [one for one in filled if one.slot.field in fields and one.extract.text]
    own = [one.extract for one in filled if one.slot.field.startswith(_OWN)]
    if not days or len(days[0].told) > len(slots) or _is_among(days[0].told[0], own):
        return list(filled)
    told = [
        FilledSlot(slots[name], extract, None, 0.0)
        for name, extract in zip(fields, days[0].told, strict=False)
        if name in slots
    ]
    if len(told) < len(read) or _letters(told) <= _TORN * _letters(read):
        return list(filled)
    return [*(one for one in filled if one.slot.field not in fields), *told]


def _is_among(extract: Extract, others: Sequence[Extract]) -> bool:
    """Whether one of the others begins with the same word."""
    first = extract.words[0]
    places = [(x.words[0].page, x.words[0].word.box) for x in others if x.words]
    return (first.page, first.word.box) in places


def _letters(filled: Sequence[FilledSlot]) -> int:
    return sum(len(one.extract.text) for one in filled)


def _vote(days: Sequence[Day], script: str, year: int) -> int:
    """1 where the first day is the later one, -1 where it is the earlier one, 0 for no answer."""
    if len(days) < 2:
        return 0
    near = range(year - 1, year + 2)
    for calendar, years in (
        (Calendar.GREGORIAN, near),
        (Calendar.HIJRI, hijri_years(near)),
    ):
        first, second = (_read(day, script, calendar, years) for day in days[:2])
        if first is not None and second is not None and abs(first - second) <= _SOON:
            return (first > second) - (first < second)
    return 0


def _read(day: Day, script: str, calendar: Calendar, years: range) -> int | None:
    """About how many days lie before this one; None where it is not told, or not surely."""
    told = day.hijri if calendar is Calendar.HIJRI else day.gregorian
    found = decode_date(told.text, script, calendar, years) if told is not None else []
    if not found or found[0].score < _SURE or len(found[0].iso) < _FULL:
        return None
    of_year, month, of_month = map(int, found[0].iso.split("-"))
    return (of_year * 12 + month) * _MONTH + of_month


@cache
def _hijri() -> re.Pattern[str]:
    return _named(HIJRI_AR)


@cache
def _month() -> re.Pattern[str]:
    return _named(HIJRI_AR, GREGORIAN_AR)


def _named(*calendars: MonthNames) -> re.Pattern[str]:
    spelled = (name for months in calendars for known in months.spellings for name in known)
    names = {fold_label(name) for name in spelled}
    listed = "|".join(sorted((n for n in names if len(n) > 2), key=len, reverse=True))
    # May stands in "hundred" (مائة).
    return re.compile(f"(?:{listed})(?!ه)")
