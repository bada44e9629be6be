"""Glyphs placed on a page become lines of words in logical order.

A PDF says which glyph stands where, and nothing sure about order: producers write Arabic from
either side, reverse digits, and mirror brackets or not. So the order is worked out here from the
positions alone, as a reader does: right to left, with numbers and Latin runs left to right.
"""

import math
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ocr.page import BoundingBox, Line, Script, Word

# In font sizes: what parts words (where the file writes spaces, only much more than one does),
# and what parts columns.
_WORD_GAP = 0.22
_SPACED_WORD_GAP = 0.8
_SCRIPT_GAP = 0.7
_COLUMN_GAP = 1.6
_MIRRORED = str.maketrans("()[]{}«»", ")(][}{»«")
_OPENING = frozenset("([{«")
_BRACKETS = _OPENING | frozenset(")]}»")
_SEPARATORS = frozenset("/.,:-")


@dataclass(frozen=True, slots=True)
class Glyph:
    """One glyph: its text in logical order, its box and its baseline, in pixels; top-left origin.

    ``size`` is the font's, in pixels.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    baseline: float
    size: float

    @property
    def middle(self) -> float:
        """Half-way across."""
        return (self.left + self.right) / 2


def read_lines(glyphs: Sequence[Glyph], engine: str) -> tuple[Line, ...]:
    """Lines from top to bottom, split where a gap is wider than a space can be.

    Lines on one baseline follow one another from left to right.
    """
    found = []
    for row in rows(_normalised(glyphs)):
        for piece in _split(_bare_spaces(row)):
            line = _line(piece, engine)
            if line is not None:
                found.append(line)
    return tuple(found)


def rows(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Glyphs that share a baseline, to within a third of their size, from left to right."""
    found: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: (glyph.baseline, glyph.left)):
        if found and glyph.baseline - found[-1][0].baseline <= 0.33 * glyph.size:
            found[-1].append(glyph)
        else:
            found.append([glyph])
    return [sorted(row, key=lambda glyph: glyph.middle) for row in found]


def logical_order(glyphs: Sequence[Glyph], script: Script) -> list[Glyph]:
    """``glyphs``, given from left to right, in the order in which a reader of ``script`` reads."""
    arabic_line = script is Script.ARABIC
    ordered: list[tuple[Glyph, bool]] = []
    stretches = _runs(glyphs, script)
    for run, against in reversed(stretches) if arabic_line else stretches:
        leftwards = against != arabic_line
        read = _reversed(run) if leftwards else run
        ordered += [(glyph, leftwards) for glyph in read]
    return _settled(ordered)


def _reversed(run: Sequence[Glyph]) -> list[Glyph]:
    """A right-to-left run in reading order, numbers inside it still left to right."""
    ordered: list[Glyph] = []
    number: list[Glyph] = []
    for glyph in reversed(run):
        if glyph.text[:1].isdigit() or (number and glyph.text in _SEPARATORS):
            number.insert(0, glyph)
            continue
        ordered += _numbered(number)
        number = []
        ordered.append(glyph)
    return ordered + _numbered(number)


def _numbered(number: list[Glyph]) -> list[Glyph]:
    """A number, with separators that turned out not to stand between digits put after it."""
    loose = 0
    while loose < len(number) and number[loose].text in _SEPARATORS:
        loose += 1
    return number[loose:] + number[:loose][::-1]


def script_of(glyphs: Sequence[Glyph]) -> Script:
    """The script a line of ``glyphs``, given from left to right, is read in.

    It is that of both its ends, else the one most of its letters belong to; Latin without letters.
    """
    marks = [mark for glyph in glyphs if (mark := _strong(glyph.text)) is not None]
    if not marks:
        return Script.LATIN
    if marks[0] is marks[-1]:
        return marks[0]
    arabic = marks.count(Script.ARABIC)
    return Script.ARABIC if arabic > len(marks) - arabic else Script.LATIN


def _runs(glyphs: Sequence[Glyph], base: Script) -> list[tuple[list[Glyph], bool]]:
    """Stretches of glyphs, each with whether it runs against the line's own direction.

    A stretch against the line begins and ends with a letter (or, among Latin letters, a digit)
    of the other script; signs and spaces at its ends belong to the line.
    """
    other = Script.LATIN if base is Script.ARABIC else Script.ARABIC
    marks = [_strong(glyph.text) for glyph in glyphs]
    found: list[tuple[list[Glyph], bool]] = []
    at = 0
    while at < len(glyphs):
        end = _reach(glyphs, marks, at, other)
        if end is None:
            if found and not found[-1][1]:
                found[-1][0].append(glyphs[at])
            else:
                found.append(([glyphs[at]], False))
            at += 1
        else:
            found.append((list(glyphs[at:end]), True))
            at = end
    return found


def _reach(
    glyphs: Sequence[Glyph], marks: Sequence[Script | None], start: int, other: Script
) -> int | None:
    """Where a stretch of ``other`` that begins at ``start`` ends, or None when none does."""
    digits_belong = other is Script.LATIN
    starts = marks[start] is other or (digits_belong and glyphs[start].text[:1].isdigit())
    if not starts:
        return None
    end, letters = start, False
    for at in range(start, len(glyphs)):
        if marks[at] is other or (digits_belong and glyphs[at].text[:1].isdigit()):
            end, letters = at + 1, letters or marks[at] is other
        elif marks[at] is not None:
            break
    return end if letters else None


def _strong(text: str) -> Script | None:
    """The script of the first letter in ``text``, None for digits, signs and spaces."""
    for letter in text:
        if letter.isalpha():
            return Script.ARABIC if _is_arabic(letter) else Script.LATIN
    return None


def _settled(ordered: Sequence[tuple[Glyph, bool]]) -> list[Glyph]:
    """Some producers write brackets as meant, others as seen.

    Where those read leftwards would close before they open, they are turned.
    """
    brackets = [glyph.text for glyph, leftwards in ordered if leftwards and glyph.text in _BRACKETS]
    if not brackets or brackets[0] in _OPENING:
        return [glyph for glyph, _ in ordered]
    return [
        replace(glyph, text=glyph.text.translate(_MIRRORED)) if leftwards else glyph
        for glyph, leftwards in ordered
    ]


def _normalised(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Presentation forms as plain letters, and marks joined to the letter they stand on."""
    bases: list[Glyph] = []
    marks: list[Glyph] = []
    for glyph in glyphs:
        text = unicodedata.normalize("NFKC", glyph.text)
        text = "".join(c for c in text if c.isspace() or unicodedata.category(c)[0] != "C")
        if not text:
            continue
        alone = all(unicodedata.combining(letter) for letter in text)
        (marks if alone else bases).append(replace(glyph, text=text))
    for mark in marks:
        near = [base for base in bases if abs(base.baseline - mark.baseline) <= 0.5 * mark.size]
        if near:
            base = min(near, key=lambda base: abs(base.middle - mark.middle))
            at = bases.index(base)
            bases[at] = replace(base, text=unicodedata.normalize("NFC", base.text + mark.text))
    return bases


def _bare_spaces(row: Sequence[Glyph]) -> list[Glyph]:
    """``row`` without spaces that stand under a letter, as one left over at a line's end does."""
    inked = [glyph for glyph in row if glyph.text.strip()]
    return [
        glyph
        for glyph in row
        if glyph.text.strip()
        or not any(letter.left < glyph.middle < letter.right for letter in inked)
    ]


def _split(row: Sequence[Glyph]) -> list[list[Glyph]]:
    """Part a row where a gap is too wide for a space, sooner where the script changes too."""
    inked = [glyph for glyph in row if glyph.text.strip()]
    marks = [_strong(glyph.text) for glyph in inked]
    edges = []
    for at, (before, after) in enumerate(pairwise(inked), start=1):
        left = next((mark for mark in reversed(marks[:at]) if mark), None)
        right = next((mark for mark in marks[at:] if mark), None)
        changes = left is not None and right is not None and left is not right
        widest = _SCRIPT_GAP if changes else _COLUMN_GAP
        if after.left - before.right > widest * max(before.size, after.size):
            edges.append((before.right + after.left) / 2)
    pieces: list[list[Glyph]] = [[] for _ in range(len(edges) + 1)]
    for glyph in row:
        pieces[sum(glyph.middle > edge for edge in edges)].append(glyph)
    return pieces


def _line(piece: Sequence[Glyph], engine: str) -> Line | None:
    script = script_of(piece)
    words: list[Word] = []
    for group in _words(logical_order(piece, script)):
        text = "".join(glyph.text for glyph in group).strip()
        if text:
            words.append(Word(text, _box(group), 1.0))
    if not words:
        return None
    box = words[0].box
    for word in words[1:]:
        box = box.union(word.box)
    return Line(tuple(words), box, script, engine)


def _words(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Split at spaces, and at gaps as wide as one in a line written without any."""
    spaced = any(not glyph.text.strip() for glyph in glyphs)
    widest = _SPACED_WORD_GAP if spaced else _WORD_GAP
    groups: list[list[Glyph]] = [[]]
    for glyph in glyphs:
        if not glyph.text.strip():
            groups.append([])
            continue
        last = groups[-1][-1] if groups[-1] else None
        if last is not None:
            gap = max(glyph.left - last.right, last.left - glyph.right)
            if gap > widest * glyph.size:
                groups.append([])
        groups[-1].append(glyph)
    return [group for group in groups if group]


def _box(glyphs: Sequence[Glyph]) -> BoundingBox:
    left = math.floor(min(glyph.left for glyph in glyphs))
    top = math.floor(min(glyph.top for glyph in glyphs))
    right = math.ceil(max(glyph.right for glyph in glyphs))
    bottom = math.ceil(max(glyph.bottom for glyph in glyphs))
    return BoundingBox(left, top, max(right, left + 1), max(bottom, top + 1))


def _is_arabic(letter: str) -> bool:
    return unicodedata.bidirectional(letter) == "AL"
