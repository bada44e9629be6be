"""Act numbers of a volume: what was read, held against the order in which acts follow one another.

The serial number runs through the year without blanks (decree 2-99-665, arts 12 and 14), so a
misread number is told by its neighbours. A number that nothing tells stays unknown.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

_LOOKS = str.maketrans(
    {"o": "0", "O": "0", "l": "1", "I": "1", "i": "1", "|": "1", "!": "1", "S": "5", "s": "5"}
    | {"B": "8", "Z": "2", "z": "2", "g": "9", "q": "9", "b": "6", "T": "7", "A": "4", "%": "8"}
    | {"$": "8", "?": "7", "d": "0", "D": "0", "٠": "0", "١": "1", "٢": "2", "٣": "3", "٤": "4"}
    | {"٥": "5", "٦": "6", "٧": "7", "٨": "8", "٩": "9"}
)
_WINDOW = 10
_STEP = 1.0
_GAP = -0.8
_JUMP = -2.2
_UNREAD = 0.15


@dataclass(frozen=True, slots=True)
class NumberReading:
    """What stands where an act's number should: text as read and its confidence, 0 to 1."""

    text: str
    confidence: float


@dataclass(frozen=True, slots=True)
class SettledNumber:
    """An act's number with its confidence; ``inferred`` when its neighbours told it."""

    number: int | None
    confidence: float
    inferred: bool
    candidates: tuple[int, ...]


def read_digits(text: str) -> str:
    """The digits of a number as read, letters that look like digits counted as them."""
    first = text.split("/")[0].translate(_LOOKS)
    return "".join(c for c in first if c.isdigit())[:6]


def settle_numbers(readings: Sequence[NumberReading]) -> list[SettledNumber]:
    """The likeliest run of numbers through acts in the order they stand in the volume."""
    if not readings:
        return []
    digits = [read_digits(reading.text) for reading in readings]
    states = [_states(digits, index) for index in range(len(readings))]
    path = _best_path(readings, digits, states)
    return [_settled(readings, digits, path, index) for index in range(len(readings))]


def _states(digits: Sequence[str], index: int) -> list[int]:
    """Numbers an act may have: as read, or as its neighbours' numbers place it."""
    near = range(max(0, index - _WINDOW), min(len(digits), index + _WINDOW + 1))
    numbers = {int(digits[j]) + index - j for j in near if digits[j] and int(digits[j])}
    return sorted(number for number in numbers if 0 < number <= 999_999) or [0]


def _best_path(
    readings: Sequence[NumberReading], digits: Sequence[str], states: Sequence[list[int]]
) -> list[int]:
    scores = {n: _support(readings[0], digits[0], n) for n in states[0]}
    back: list[dict[int, int]] = [{}]
    for index in range(1, len(readings)):
        following: dict[int, float] = {}
        links: dict[int, int] = {}
        for number in states[index]:
            links_to = {b: score + _link(b, number) for b, score in scores.items()}
            before = max(links_to, key=links_to.__getitem__)
            links[number] = before
            following[number] = links_to[before] + _support(readings[index], digits[index], number)
        scores, back = following, [*back, links]
    number = max(scores, key=scores.__getitem__)
    path = [number]
    for links in reversed(back[1:]):
        number = links[number]
        path.append(number)
    return path[::-1]


def _link(before: int, number: int) -> float:
    if number == before + 1:
        return _STEP
    return _GAP if before < number <= before + 4 else _JUMP


def _support(reading: NumberReading, digits: str, number: int) -> float:
    """How far what was read speaks for a number: 0 to 1.5."""
    if not digits:
        return _UNREAD
    wanted = str(number)
    if wanted == digits:
        return 0.7 + 0.8 * reading.confidence
    return 0.6 * float(Levenshtein.normalized_similarity(wanted, digits)) ** 2


def _settled(
    readings: Sequence[NumberReading], digits: Sequence[str], path: Sequence[int], index: int
) -> SettledNumber:
    number = path[index]
    if not number:
        return SettledNumber(None, 0.0, False, ())
    near = [j for j in (index - 2, index - 1, index + 1, index + 2) if 0 <= j < len(path)]
    agreeing = [j for j in near if path[j] - number == j - index]
    witnesses = sum(digits[j] == str(path[j]) for j in agreeing)
    read = digits[index] == str(number)
    others = tuple(int(d) for d in [digits[index]] if d and int(d) and not read)
    if read:
        alone = 0.55 + 0.4 * readings[index].confidence
        sure = alone if not near else min(0.995, alone + 0.12 * witnesses)
        if near and not agreeing:
            sure = min(sure, 0.6)
        return SettledNumber(number, sure, False, (number,))
    likeness = Levenshtein.normalized_similarity(str(number), digits[index])
    sure = min(0.9, 0.3 + 0.14 * witnesses + 0.2 * float(likeness))
    return SettledNumber(number, sure, True, (number, *others))
