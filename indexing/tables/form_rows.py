"""Rows of a form of labels and values: what one act prints on one level, in both scripts.

A label is told from its value by a colon, by the cells of a table, by the wide gap between them,
or by its words. The two halves of a row face one another.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from indexing.labels.search import folded
from indexing.labels.words import meaning
from indexing.tables.table_columns import says_label, table_columns
from indexing.text.line import TextLine
from indexing.text.stream import Extract, PlacedWord, TextStream, extract_words

_LONGEST_LABEL = 7
_GAP = 1.3
_PERSON_WORDS = 3
# A word space is narrower than this share of a line's height.
_APART = 0.5
_AT_STOP, _ON_STOP = 0.8, 0.35
_FEW, _ALIGNED = 4, 0.4
_LEVEL = 0.55
_NEAR = 0.3
_MOST_EIGHTHS = 10
_USUAL_STEP = 60.0
# Lines' heights from the edge at which a line is no label.
_INSIDE = 4.0


@dataclass(frozen=True, slots=True)
class Half:
    """One script's half of a row: its label as read ("" when none is told) and its value."""

    label: str
    value: Extract
    line: TextLine


@dataclass(frozen=True, slots=True)
class FormRow:
    """What stands on one level of an act, by script ("fr", "ar"), and how far down it stands."""

    top: float
    halves: Mapping[str, Half]


def form_rows(lines: Sequence[TextLine], opens: Callable[[TextLine], int | None]) -> list[FormRow]:
    """Rows of an act's lines from top to bottom.

    Args:
        opens: the letter of a line's stream where a known label ends, None when none opens it.
    """
    cells = [line for line in lines if line.row is not None]
    halves = _cell_halves(cells, opens) + _line_halves([x for x in lines if x.row is None], opens)
    french = [half for half in halves if half.line.script == "fr"]
    arabic = [half for half in halves if half.line.script == "ar"]
    step = min(_step([x.line.top for x in french]), _step([x.line.top for x in arabic]))
    shift = _shift(french, arabic, step)
    rows = [FormRow(half.line.top, {"fr": half}) for half in french]
    for half in arabic:
        level = half.line.top - shift
        near = min(
            rows, key=lambda row: (not _same_cells(row, half), abs(row.top - level)), default=None
        )
        faced = near is not None and "ar" not in near.halves and _faces(near, half, level, step)
        if near is not None and faced:
            rows[rows.index(near)] = FormRow(near.top, {**near.halves, "ar": half})
        else:
            rows.append(FormRow(level, {"ar": half}))
    return sorted(rows, key=lambda row: row.top)


def cut_label(
    line: TextLine, opens: Callable[[TextLine], int | None], stop: float | None = None
) -> Half:
    """A line cut into label and value; one without colon and gap is all label, but for figures.

    Args:
        stop: where the values of its column begin (``value_stop``), None where they do anywhere.
    """
    words = line.words
    end = _label_colon(line)
    if end is not None:
        return Half(_text(words[:end]), extract_words(_bare(words[end:])), line)
    at_stop = None if stop is None else _word_at(line, stop)
    if at_stop is not None:
        return Half(_text(words[:at_stop]), extract_words(_bare(words[at_stop:])), line)
    stream = TextStream(words)
    end = opens(line)
    if end is not None:
        end = _with_person(line, stream, end)
        rest = stream.extract(end, len(stream.letters))
        return Half(stream.extract(0, end).text, rest, line)
    gap = _widest_gap(line)
    cut = _figures_at(words) if gap is None else gap
    return Half(_text(words[:cut]), extract_words(words[cut:]), line)


def _label_colon(line: TextLine) -> int | None:
    """Where the label ends and its value begins, in words, None without a colon among the first.

    A label may hold a colon of its own ("Naissance : lieu : Fès"): words of labels follow it.
    """
    texts = [placed.word.text for placed in line.words]
    colons = [
        at
        for at, text in enumerate(texts[: _LONGEST_LABEL + 1])
        if (at and text.startswith(":")) or (text.endswith(":") and len(text) > 1)
    ]
    if not colons:
        return None
    first = colons[0]
    for at in colons[1:]:
        phrase = " ".join(texts[first + 1 : at + 1]).strip(" :")
        if phrase and any(meaning(phrase, line.script).attributes.values()):
            first = at
    return first if texts[first].startswith(":") else first + 1


def _with_person(line: TextLine, stream: TextStream, end: int) -> int:
    """Where a known label ends with the person it tells of: "Nom", "de la mère"."""
    first = next((i for i, start in enumerate(stream.starts) if start >= end), len(line.words))
    for last in range(first + 1, min(len(line.words), first + _PERSON_WORDS) + 1):
        phrase = _text(line.words[first:last])
        linked = phrase.lower().startswith(("de ", "du ", "des ")) or line.script == "ar"
        if linked and max(meaning(phrase, line.script).persons.values(), default=0.0) == 1.0:
            return stream.starts[last]
    return end


def value_stop(lines: Sequence[TextLine], script: str, page: str) -> float | None:
    """Where the values of one script's rows begin, as far inside the sheet as ``TextLine.outer``.

    None where too few rows without a colon have a gap at one and the same place.
    """
    own = [
        x
        for x in lines
        if x.script == script
        and x.words[0].page == page
        and x.row is None
        and not any(":" in placed.word.text for placed in x.words)
    ]
    starts = [
        [start for start, gap in zip(x.starts()[1:], x.gaps(), strict=True) if _is_apart(gap, x)]
        for x in own
    ]
    tried = [start for found in starts for start in found]

    def held(place: float) -> int:
        return sum(_word_at(line, place) is not None for line in own)

    best = max(tried, key=held, default=None)
    return best if best is not None and held(best) >= max(_FEW, _ALIGNED * len(own)) else None


def _word_at(line: TextLine, stop: float) -> int | None:
    """The word that begins where values do; None when none does."""
    starts, gaps = line.starts(), line.gaps()
    near = [
        at
        for at in range(1, len(starts))
        if abs(starts[at] - stop)
        < (_AT_STOP if _is_apart(gaps[at - 1], line) else _ON_STOP) * line.height
    ]
    return min(near, key=lambda at: abs(starts[at] - stop), default=None)


def _is_apart(gap: float, line: TextLine) -> bool:
    return gap > _APART * line.height


def faced(rows: Sequence[FormRow], line: TextLine) -> FormRow | None:
    """The row a line stands in."""
    return next((r for r in rows if any(h.line is line for h in r.halves.values())), None)


def _same_cells(row: FormRow, half: Half) -> bool:
    """Whether a half stands in the row's cells: two boxes may stand on one level."""
    own = row.halves["fr"].line if "fr" in row.halves else None
    return own is not None and own.row is not None and own.row == half.line.row


def _faces(row: FormRow, half: Half, level: float, step: float) -> bool:
    own = row.halves["fr"].line if "fr" in row.halves else None
    if own is not None and own.row is not None and half.line.row is not None:
        return own.row == half.line.row
    same_page = own is None or own.words[0].page == half.line.words[0].page
    return same_page and abs(row.top - level) < _LEVEL * step


def _line_halves(lines: Sequence[TextLine], opens: Callable[[TextLine], int | None]) -> list[Half]:
    """Halves of lines outside cells; a value on a line of its own joins its label's line."""
    halves: list[Half] = []
    step = _step([line.top for line in lines])
    columns = {(x.script, x.words[0].page) for x in lines}
    stops = {column: value_stop(lines, *column) for column in columns}
    for line in sorted(lines, key=lambda line: line.outer):
        half = cut_label(line, opens, stops[line.script, line.words[0].page])
        alone = not half.value.text and opens(line) is None
        if alone and _is_inside(line, lines):
            half = Half("", extract_words(_bare(line.words)), line)
        at = next((i for i, held in enumerate(halves) if _same_level(held, line, step)), None)
        if at is not None and alone and not halves[at].value.text:
            halves[at] = Half(halves[at].label, extract_words(_bare(line.words)), halves[at].line)
        else:
            halves.append(half)
    return halves


def _same_level(held: Half, line: TextLine, step: float) -> bool:
    same = held.line.script == line.script and held.line.words[0].page == line.words[0].page
    return same and abs(held.line.top - line.top) < 0.8 * _LEVEL * step


def _is_inside(line: TextLine, lines: Sequence[TextLine]) -> bool:
    """Whether a line begins away from the edge where its script's labels begin."""
    page = line.words[0].page
    edge = min(x.outer for x in lines if x.script == line.script and x.words[0].page == page)
    return line.outer - edge > _INSIDE * line.height


def _cell_halves(cells: Sequence[TextLine], opens: Callable[[TextLine], int | None]) -> list[Half]:
    """Halves of a table's rows: each label with the words of its own column of values."""
    table = table_columns(cells, lambda line: opens(line) is not None or says_label(line))
    if table is None:
        return []
    halves = []
    for line in (line for line in cells if table.is_label(line)):
        words = table.value(line, cells)
        if words or not any(":" in placed.word.text for placed in line.words):
            halves.append(Half(_text(line.words), extract_words(words), line))
        else:
            halves.append(cut_label(line, opens))
    return halves


def _widest_gap(line: TextLine) -> int | None:
    """The word before which the line's widest gap lies, None when no gap is wide."""
    if len(line.words) < 2:
        return None
    gaps = line.gaps()
    at = max(range(len(gaps)), key=gaps.__getitem__)
    return at + 1 if gaps[at] > _GAP * line.height else None


def _figures_at(words: Sequence[PlacedWord]) -> int:
    """The word from which on a line is figures ("An 1959"): no label ends in any; its end else."""
    at = len(words)
    while at > 1 and any(c.isdigit() for c in words[at - 1].word.text):
        at -= 1
    return at


def _shift(french: Sequence[Half], arabic: Sequence[Half], step: float) -> float:
    """How much lower the Arabic halves stand than those they face: sheets lie askew.

    The shift at which most halves face one another, best with labels that say the same.
    """
    if not french or not arabic:
        return 0.0
    tried = [step * eighths / 8 for eighths in range(-_MOST_EIGHTHS, _MOST_EIGHTHS + 1)]
    return max(tried, key=lambda shift: (_facing(french, arabic, shift, step), -abs(shift)))


def _facing(french: Sequence[Half], arabic: Sequence[Half], shift: float, step: float) -> float:
    found = 0.0
    for half in french:
        page = half.line.words[0].page
        near = [
            other
            for other in arabic
            if other.line.words[0].page == page
            and abs(other.line.top - shift - half.line.top) < _NEAR * step
        ]
        found += bool(near) + any(_say_the_same(half.label, other.label) for other in near)
    return found


def _say_the_same(french: str, arabic: str) -> bool:
    first, second = meaning(french, "fr"), meaning(arabic, "ar")
    shared = {*first.attributes} & {*second.attributes}
    return bool(shared) and {*first.persons} == {*second.persons}


def _step(tops: Sequence[int]) -> float:
    ordered = sorted(tops)
    steps = [b - a for a, b in pairwise(ordered) if b - a > 0.4 * _USUAL_STEP]
    return float(median(steps)) if steps else _USUAL_STEP


def _text(words: Sequence[PlacedWord]) -> str:
    return " ".join(placed.word.text for placed in words).strip(" :.…")


def _bare(words: Sequence[PlacedWord]) -> tuple[PlacedWord, ...]:
    """Words without the signs that lead from a label to its value."""
    return tuple(placed for placed in words if folded(placed.word.text))
