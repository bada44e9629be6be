"""Act numbers of a volume: what was read, held against the order in which acts follow one another.

The serial number runs through the year without blanks (decree 2-99-665, arts 12 and 14), so a
misread number is told by its neighbours. An act inserted afterwards (66 bis, 66 مكرر) stands after
its number without moving the others. A number that nothing tells stays unknown.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from rapidfuzz.distance import Levenshtein

from archive.register import ActNumber

_LOOKS = str.maketrans(
    {"o": "0", "O": "0", "l": "1", "I": "1", "i": "1", "|": "1", "!": "1", "S": "5", "s": "5"}
    | {"B": "8", "Z": "2", "z": "2", "g": "9", "q": "9", "b": "6", "T": "7", "A": "4", "%": "8"}
    | {"$": "8", "?": "7", "d": "0", "D": "0", "٠": "0", "١": "1", "٢": "2", "٣": "3", "٤": "4"}
    | {"٥": "5", "٦": "6", "٧": "7", "٨": "8", "٩": "9", "{": "1", "C": "0", "c": "0"}
    | {"V": "7", "v": "7"}
)
# In a line of Arabic it is ٨ that looks like an A.
_ARABIC_LOOKS = {**_LOOKS, ord("A"): "8"}
# The mark of an inserted act, right behind the figures and before the year of "66 bis/1941".
_SUFFIX = re.compile(r"(?<=\w)[\s.,\-]*(b[i1l!|]s|ter|مكرر)[\s.]*(?=/|$)", re.IGNORECASE)
_ORDER = ("", "bis", "ter")
_MOST = 999_999
_WINDOW = 10
_STEP = 1.0
_GAP = -0.8
_JUMP = -2.2
_UNREAD = 0.15
# An inserted act whose own number's act is not there: between a step and a gap.
_INSERTED = 0.2
_MARK_DROPPED = 0.1
_BOTH_READ_IT = 0.3
_LOST = "?"


@dataclass(frozen=True, slots=True)
class NumberReading:
    """What stands where an act's number should: text as read and its confidence, 0 to 1.

    ``script`` is its line's; ``others`` are the act's further readings of it, where both scripts
    print the number.
    """

    text: str
    confidence: float
    others: tuple["NumberReading", ...] = ()
    script: str = "fr"


@dataclass(frozen=True, slots=True)
class SettledNumber:
    """An act's number with its confidence; ``inferred`` when its neighbours told it."""

    number: ActNumber | None
    confidence: float
    inferred: bool
    candidates: tuple[ActNumber, ...]


@dataclass(frozen=True, slots=True)
class _Seen:
    """One reading taken apart: its digits, its suffix, its confidence; the act's other ones."""

    digits: str
    suffix: str
    confidence: float
    others: tuple["_Seen", ...] = ()

    @property
    def all(self) -> tuple["_Seen", ...]:
        """This reading and the act's others."""
        return (self, *self.others)

    def as_read(self, number: ActNumber | None) -> "_Seen | None":
        """The surest reading that says ``number``, None when none does."""
        told = [one for one in self.all if number is not None and one.number == number]
        return max(told, key=lambda one: one.confidence, default=None)

    @property
    def number(self) -> ActNumber | None:
        """The number as read, None when there is none in it or a figure of it is not told."""
        value = 0 if _LOST in self.digits else int(self.digits or 0)
        return ActNumber(value, self.suffix) if 0 < value <= _MOST else None

    def fits(self, number: ActNumber) -> bool:
        """Whether the figures that were told are those of ``number``, each in its place."""
        figures = str(number.number)
        pairs = zip(self.digits, figures, strict=False)
        same = len(figures) == len(self.digits) and all(a in (b, _LOST) for a, b in pairs)
        return same and number.suffix == self.suffix


def read_digits(text: str) -> str:
    """The digits of a number as read, letters that look like digits counted as them."""
    return _digits(text, _LOOKS)


def _digits(text: str, looks: Mapping[int, str]) -> str:
    first = text.split("/")[0].translate(looks)
    return "".join(c for c in first if c.isdigit())[:6]


def read_number(text: str) -> ActNumber | None:
    """The act number that ``text`` holds, suffix included; None when no figure was read."""
    return _seen(NumberReading(text, 0.0)).number


def without_suffix(text: str) -> str:
    """A number as read without the mark of an inserted act (bis, ter, مكرر)."""
    return _SUFFIX.sub("", text)


def settle_numbers(readings: Sequence[NumberReading]) -> list[SettledNumber]:
    """The likeliest run of numbers through acts in the order they stand in the volume."""
    if not readings:
        return []
    seen = [_seen(reading) for reading in readings]
    path = _best_path(seen, [_states(seen, index) for index in range(len(seen))])
    return [_settled(seen, path, index) for index in range(len(seen))]


def _seen(reading: NumberReading) -> _Seen:
    mark = _SUFFIX.search(reading.text)
    suffix = "" if mark is None else "ter" if mark[1].lower() == "ter" else "bis"
    others = tuple(_seen(other) for other in reading.others)
    looks = _ARABIC_LOOKS if reading.script == "ar" else _LOOKS
    figures = _figures(without_suffix(reading.text), looks)
    return _Seen(figures, suffix, reading.confidence, others)


def _figures(text: str, looks: Mapping[int, str]) -> str:
    """The digits of a number as read, ``_LOST`` for a letter among them that looks like none."""
    words = text.split("/")[0].translate(looks).split()
    letters = [c for w in words if any(map(str.isdigit, w)) for c in w if c.isalnum()]
    digits = [c if c.isdigit() else _LOST for c in letters]
    lost = digits.count(_LOST)
    told = "".join(digits)[:6]
    return told if 0 < lost <= len(digits) / 2 else _digits(text, looks)


def _states(seen: Sequence[_Seen], index: int) -> Sequence[ActNumber | None]:
    """Numbers an act may have: as read, or as its neighbours' numbers place it."""
    plain = list(accumulate(not one.suffix for one in seen))
    numbers = set()
    for j in range(max(0, index - _WINDOW), min(len(seen), index + _WINDOW + 1)):
        for read in {one.number.number for one in seen[j].all if one.number is not None}:
            # An inserted act does not count, unless its mark was misread.
            numbers |= {read + index - j, read + plain[index] - plain[j]}
    suffixes = {"", *(one.suffix for one in seen[index].all)}
    states = [ActNumber(n, s) for n in numbers if 0 < n <= _MOST for s in suffixes]
    return sorted(states) or [None]


def _best_path(
    seen: Sequence[_Seen], states: Sequence[Sequence[ActNumber | None]]
) -> list[ActNumber | None]:
    scores = {number: _support(seen[0], number) for number in states[0]}
    back: list[dict[ActNumber | None, ActNumber | None]] = []
    for one, possible in zip(seen[1:], states[1:], strict=True):
        following: dict[ActNumber | None, float] = {}
        links: dict[ActNumber | None, ActNumber | None] = {}
        for number in possible:
            links_to = {b: score + _link(b, number) for b, score in scores.items()}
            before = max(links_to, key=links_to.__getitem__)
            links[number] = before
            following[number] = links_to[before] + _support(one, number)
        scores = following
        back.append(links)
    number = max(scores, key=scores.__getitem__)
    path = [number]
    for links in reversed(back):
        number = links[number]
        path.append(number)
    return path[::-1]


def _link(before: ActNumber | None, number: ActNumber | None) -> float:
    if before is None or number is None:
        return _JUMP
    if _follows(before, number):
        return _STEP
    if number.suffix and number.number == before.number + 1:
        return _INSERTED
    return _GAP if before.number < number.number <= before.number + 4 else _JUMP


def _follows(before: ActNumber, number: ActNumber) -> bool:
    """Whether a number is the next one: 67 after 66 or 66 bis, 66 bis after 66."""
    if number.suffix:
        inserted = _ORDER.index(number.suffix) == _ORDER.index(before.suffix) + 1
        return inserted and number.number == before.number
    return number.number == before.number + 1


def _support(seen: _Seen, number: ActNumber | None) -> float:
    """How far what was read speaks for a number: 0 to 1.8."""
    best = max(_support_of(one, number) for one in seen.all)
    return best + _BOTH_READ_IT * (sum(one.number == number for one in seen.all) > 1)


def _support_of(seen: _Seen, number: ActNumber | None) -> float:
    if not seen.digits or number is None:
        return _UNREAD
    if number == seen.number:
        return 0.7 + 0.8 * seen.confidence
    if seen.fits(number):
        return 0.5 + 0.4 * seen.confidence
    likeness = _likeness(number, seen)
    # The mark of an inserted act is several letters: it may be misread, hardly imagined.
    dropped = bool(seen.suffix) and not number.suffix
    other = _MARK_DROPPED if dropped and likeness == 1.0 else 0.5
    return 0.6 * likeness**3 * (1.0 if number.suffix == seen.suffix else other)


def _likeness(number: ActNumber, seen: _Seen) -> float:
    return float(Levenshtein.normalized_similarity(str(number.number), seen.digits))


def _settled(seen: Sequence[_Seen], path: Sequence[ActNumber | None], index: int) -> SettledNumber:
    number, own = path[index], seen[index]
    if number is None:
        return SettledNumber(None, 0.0, False, ())
    near = [j for j in (index - 2, index - 1, index + 1, index + 2) if 0 <= j < len(path)]
    agreeing = [j for j in near if _agree(path, index, j)]
    witnesses = sum(seen[j].as_read(path[j]) is not None for j in agreeing)
    others = tuple(dict.fromkeys(n for one in own.all if (n := one.number) and n != number))
    read = own.as_read(number)
    if read is not None:
        alone = 0.55 + 0.4 * read.confidence
        sure = alone if not near else min(0.995, alone + 0.12 * witnesses)
        if (near and not agreeing) or (others and not witnesses):
            sure = min(sure, 0.6)
        return SettledNumber(number, sure, False, (number, *others))
    likeness = max(_likeness(number, one) for one in own.all)
    sure = min(0.9, 0.3 + 0.14 * witnesses + 0.2 * likeness)
    return SettledNumber(number, sure, True, (number, *others))


def _agree(path: Sequence[ActNumber | None], one: int, other: int) -> bool:
    """Whether two acts' numbers lie as far apart as the acts, inserted ones left out."""
    first, last = sorted((one, other))
    start, end = path[first], path[last]
    if start is None or end is None:
        return False
    plain = sum(step is not None and not step.suffix for step in path[first + 1 : last + 1])
    return end.number - start.number == plain
