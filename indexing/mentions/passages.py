"""Dated passages of a margin: what a mention records stands with its date, whatever its wording."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from archive.mention import MentionType
from indexing.decoding.word_kinds import tokens
from indexing.mentions.details import date_told
from indexing.mentions.told_types import ToldType, told_type
from indexing.mentions.wordings import wordings
from indexing.names.matching import fold
from indexing.text.stream import PlacedWord, TextStream, extract_words, fold_label

_FULL = len("1990-01-01")
_SURE = 0.3
_BEHIND = 6
_WIDE = 4
_SAME_LINE = 0.5
_ENDS = (".", ";", "؛")
_YEAR, _TWO_THOUSAND = ("سنه", "عام"), ("الفين", "الفان")
# The year's words at most: سنة ألفين وثلاثة وعشرين.
_YEAR_WORDS = 4


@dataclass(frozen=True, slots=True)
class Passage:
    """A dated stretch of text that tells the type of a mention.

    Attributes:
        after: the first word behind the date before it.
        start, end: its first word and the one behind its date.
        date: ISO, to the day; sure: how sure it is, 0 to 1.
    """

    after: int
    start: int
    end: int
    type: MentionType
    date: str
    sure: float


@dataclass(frozen=True, slots=True)
class _Text:
    words: tuple[PlacedWord, ...]
    texts: tuple[str, ...]
    script: str
    lines: tuple[int, ...]
    dead: bool

    def told(self, first: int, end: int) -> ToldType | None:
        """The type that the words ``first`` up to ``end`` tell."""
        return told_type(self.texts[first:end], self.script, dead=self.dead)

    def line_of(self, at: int) -> int:
        """First word of the line that a word stands on."""
        return max(line for line in self.lines if line <= at)


def passages(
    words: Sequence[PlacedWord], script: str, year: int, *, dead: bool = False
) -> list[Passage]:
    """Passages of one script's text that tell a type and a whole day from ``year`` on, in order.

    One begins where a line or a sentence does; what only goes on with the one before is none.
    ``dead`` where the text stands beside the act of a death.
    """
    texts = tuple(placed.word.text for placed in words)
    text = _Text(tuple(words), texts, script, line_starts(words), dead)
    found: list[Passage] = []
    behind = 0
    for first, end in _dates(text):
        date, sure = date_told(extract_words(text.words[first:end]), script, year)
        began = _beginning(text, behind, first, end)
        behind_before, behind = behind, end
        if began is None or date is None or len(date) < _FULL or sure < _SURE:
            continue
        passage = Passage(behind_before, began[0], end, began[1], date, sure)
        found += [passage] if _is_new(text, passage, found) else []
    return found


def line_starts(words: Sequence[PlacedWord]) -> tuple[int, ...]:
    """Indices of the words that begin a line, told by their boxes; the first word always does."""
    wide = [placed.word.box for placed in words if len(placed.word.text) >= _WIDE]
    upright = 2 * sum(box.width >= box.height for box in wide) >= len(wide)
    starts = [0]
    for at, (one, other) in enumerate(pairwise(words), start=1):
        a, b = one.word.box, other.word.box
        spans = (a.top, a.bottom, b.top, b.bottom)
        top, bottom, low, high = spans if upright else (a.left, a.right, b.left, b.right)
        shared = min(bottom, high) - max(top, low)
        if one.page != other.page or shared < _SAME_LINE * min(bottom - top, high - low):
            starts.append(at)
    return tuple(starts)


def _dates(text: _Text) -> list[tuple[int, int]]:
    """Where whole dates stand, as first word and the one behind the last."""
    stream = TextStream(text.words)
    told = [(token.first, token.last) for token in tokens(stream) if token.kind == "date"]
    return [(first, _with_two_thousand(text.texts, last)) for first, last in told]


def _with_two_thousand(texts: Sequence[str], last: int) -> int:
    """Where a date ends whose year goes on as ألفين وثلاثة: columns of acts are read without it."""
    folded = [fold(one) for one in texts[last : last + _YEAR_WORDS]]
    at = next((at for at, word in enumerate(folded[:2]) if word in _TWO_THOUSAND), None)
    if at is None or (at == 1 and folded[0] not in _YEAR):
        return last
    after = takewhile(lambda word: word.startswith("و"), folded[at + 1 :])
    return last + at + 1 + sum(1 for _ in after)


def _beginning(text: _Text, behind: int, first: int, end: int) -> tuple[int, MentionType] | None:
    """Where a passage begins whose date stands from ``first`` to ``end``, and its type."""
    told = text.told(behind, first)
    if told is not None:
        return max(behind, _opening_line(text, behind + told.first)), told.type
    # "Le 4 mars 1990, décédé à Taza": the day stands first.
    line = text.line_of(first)
    after = text.told(end, end + _BEHIND) if line >= first - 1 else None
    return None if after is None else (line, after.type)


def _opening_line(text: _Text, at: int) -> int:
    """The line where the sentence begins that a word stands in: in French, with a capital."""
    start = text.line_of(at)
    while start > 0 and text.script == "fr" and text.texts[start][:1].islower():
        start = text.line_of(start - 1)
    return start


def _is_new(text: _Text, passage: Passage, before: Sequence[Passage]) -> bool:
    """Whether a passage is not what the one before tells further on: its act, its making."""
    if not before:
        return True
    last, start = before[-1], passage.start
    if passage.date == last.date or (passage.type is last.type and start == last.end):
        return False
    if start not in text.lines and not text.texts[start - 1].endswith(_ENDS):
        return False
    ahead = fold_label(text.texts[start])
    return ahead not in wordings(text.script).inside
