"""Letters of a stream that spell numbers, months and sexes: words every form writes alike.

A form's wording may be unknown, but dates, years, hours and sexes come from closed lists. Where
they stand says what may stand between them, and where a glued word breaks in two.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

from archive import numbers_ar, numbers_fr
from archive.months import GREGORIAN_AR, GREGORIAN_FR, HIJRI_AR, HIJRI_FR
from indexing.text.stream import TextStream, fold_label

# Between two words of one date: a joining word, or (in Arabic, which glues) a few letters misread.
_GAP = 3
_JOINED = {
    "ar": ("منسنه", "منعام", "لسنه", "سنها", "شهر", "منشهر"),
    "fr": ("", "et", "de", "dumoisde", "lan", "annee", "delannee"),
}
# Shorter words stand inside names too ("ألف" in الفاسي): they count beside another number only.
_SAFE = 4
_DATES = ("date", "hijri_date", "event_date", "year")
_NEITHER = ("time", "skip", "mentions", "office", "year_number")
_LABEL_LETTERS = 14
_STRANGE = 0.3
_BARE = 4.0
_TOLD = 2.0
_LOST_LABEL = 3.0
_SEXES = {
    "ar": r"ذكر|دكر|انثي|انتي|نثي|انثا",
    "fr": r"masculin|feminin|garcon|fille(?!de|du)|male|femelle",
}


@dataclass(frozen=True, slots=True)
class ClosedWords:
    """Where dates, numbers and sexes stand in a stream.

    Attributes:
        spans: stretches of two or more number words and months, or of figures: (start, end).
        dated: which of ``spans`` hold a month: whole dates, not years or hours.
        sexes: stretches that name a sex.
        counted: of each prefix of the letters, how many belong to ``spans``.
    """

    spans: tuple[tuple[int, int], ...]
    dated: tuple[bool, ...]
    sexes: tuple[tuple[int, int], ...]
    counted: tuple[int, ...]

    @classmethod
    def of(cls, stream: TextStream, script: str) -> "ClosedWords":
        """The closed words of a stream in ``script`` ("ar" or "fr")."""
        spans = tuple(_number_spans(stream, script))
        inside = [0] * len(stream.letters)
        for start, end in spans:
            inside[start:end] = [1] * (end - start)
        sexes = re.finditer(_SEXES[script], stream.letters)
        named = tuple(match.span() for match in sexes if stream.is_boundary(match.start()))
        months = _months(script)
        dated = tuple(bool(months.search(stream.letters, *span)) for span in spans)
        return cls(spans, dated, named, (0, *accumulate(inside)))

    @property
    def ends(self) -> frozenset[int]:
        """Letters right after a closed word: another word begins there, glued or not."""
        return frozenset(end for _, end in (*self.spans, *self.sexes))

    def strangeness(self, kind: str, start: int, end: int) -> float:
        """What makes these letters unlikely as a value of slot type ``kind``; below 0: likely."""
        length, numbers = end - start, self.counted[end] - self.counted[start]
        if kind == "sex":
            told = any(start <= at and to <= end and length <= to - at + 1 for at, to in self.sexes)
            return _STRANGE * numbers - (_TOLD if told else 0.0)
        if kind in _NEITHER:
            return 0.0
        if kind in _DATES:
            bare = _BARE if numbers < _SAFE and length >= _SAFE else 0.0
            return bare + _STRANGE * max(0, length - numbers - _LABEL_LETTERS)
        # A long date in a place is the next value, whose label was lost.
        return min(_LOST_LABEL, _STRANGE * numbers)

    def holds(self, position: int) -> bool:
        """Whether the letter at ``position`` belongs to a date or number."""
        return self.counted[position + 1] > self.counted[position]


def _number_spans(stream: TextStream, script: str) -> Iterable[tuple[int, int]]:
    """Runs of number words, months and figures that make up a number or a date."""
    runs: list[list[tuple[int, int]]] = []
    for match in _pattern(script).finditer(stream.letters):
        start, end = match.span()
        # "1° Brahim … 2° Zineb": a mark of order is no part of the number before it.
        if stream.letters[end : end + 1] == "°" and match[0].isdigit():
            continue
        between = stream.letters[runs[-1][-1][1] : start] if runs else None
        near = between is not None and (
            between in _JOINED[script] or (script == "ar" and len(between) <= _GAP)
        )
        touches = between in ("", "و", "et")
        joined = stream.letters[start - 1 : start] == "و" and stream.is_boundary(start - 1)
        whole = stream.is_boundary(start) or (script == "ar" and joined)
        if script == "fr":
            whole = whole and (stream.is_boundary(end) or match[0].isdigit())
        sure = touches or whole or (script == "ar" and end - start >= _SAFE)
        if near and sure:
            runs[-1].append((start, end))
        elif sure:
            runs.append([(start, end)])
    for run in runs:
        first, last = run[0][0], run[-1][1]
        if len(run) > 1 or (stream.letters[first:last].isdigit() and last - first >= 2):
            yield first, last


@cache
def _pattern(script: str) -> re.Pattern[str]:
    words = {fold_label(word) for word in (_arabic_words() if script == "ar" else _french_words())}
    longest_first = sorted((w for w in words if len(w) >= 2), key=lambda w: (-len(w), w))
    listed = "|".join([r"\d+", *map(re.escape, longest_first)])
    # "First" stands in "sons of" (أولاد), as many a village is called.
    # Ten and January make twenty (عشريناير).
    return re.compile(f"(?!اولاد)(?:{listed})(?!اير)")


@cache
def _months(script: str) -> re.Pattern[str]:
    calendars = (GREGORIAN_AR, HIJRI_AR) if script == "ar" else (GREGORIAN_FR, HIJRI_FR)
    names = {fold_label(n) for months in calendars for known in months.spellings for n in known}
    listed = "|".join(sorted((n for n in names if len(n) > 2), key=len, reverse=True))
    # May stands in "hundred" (مائة).
    return re.compile(f"(?:{listed})(?!ه)")


def _arabic_words() -> Iterable[str]:
    numbers = [*range(1, 20), *range(20, 100, 10), *range(100, 1000, 100), 1000, 2000]
    for order in numbers_ar.Case:
        yield from (numbers_ar.spell(number, case=order) for number in numbers)
    for day in range(1, 32):
        yield from numbers_ar.spell_ordinal(day).split()
    yield from ("فاتح", "متم", "أحد", "إحدى", "اثنا", "اثني", "ثلاث", "أربع", "خمس", "ست", "سبع")
    yield from ("ثمان", "تسع", "عشرة", "مئة", "مائتين", "ثمنمائة", "ثماني", "أولى", "واحدة")
    for months in (GREGORIAN_AR, HIJRI_AR):
        yield from (name for names in months.spellings for name in names)


def _french_words() -> Iterable[str]:
    numbers = [*range(1, 18), *range(20, 70, 10), 80, 100, 1000]
    yield from (numbers_fr.spell(number) for number in numbers)
    yield from ("mil", "vingts", "cents", "premier", "une", "demie", "quart")
    for months in (GREGORIAN_FR, HIJRI_FR):
        yield from (name for names in months.spellings for name in names)
